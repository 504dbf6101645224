//! What was sent and has not arrived yet, in its place: messages of a ticket, and requests among one's own. It goes by
//! itself; until then it can be taken back to be changed, or thrown away.

use serde_json::Value;
use shared::json;
use uuid::Uuid;
use yew::{AttrValue, Callback, Html, Properties, component, html};

use crate::components::alert::{Alert, Tone};
use crate::components::button::{Button, Size, Weight};
use crate::components::icon::{Glyph, icon_sm};
use crate::components::link::{Pairs, go};
use crate::components::markdown::Markdown;
use crate::components::timeline::{Message, Passage};
use crate::hooks::use_draft;
use crate::i18n::{Messages, use_messages};
use crate::route::Route;
use crate::router::use_navigator;
use crate::state::outbox::{self, Refusal, Waiting, What, use_outbox};
use crate::state::session::use_account;

/// Properties of [`WaitingMessages`].
#[derive(Properties, PartialEq)]
pub struct WaitingMessagesProps {
    /// Of this ticket.
    pub ticket_id: Uuid,
    /// Where it is written there is room for one to be changed.
    pub can_edit: bool,
    /// The writer is the requester, whose messages have no tone of their own.
    pub quiet: bool,
    /// One is to be changed; says whether it was taken up.
    pub on_edit: Callback<Waiting, bool>,
}

/// The messages of a ticket that wait, oldest first.
#[component]
pub fn WaitingMessages(props: &WaitingMessagesProps) -> Html {
    let t = use_messages();
    let outbox = use_outbox();
    let me = use_account().map(|me| AttrValue::from(me.name.clone())).unwrap_or_default();
    let here = |waiting: &&Waiting| match waiting.what {
        What::Reply(ticket) | What::Note(ticket) => ticket == props.ticket_id,
        What::Request(..) => false,
    };
    let mine: Vec<&Waiting> = outbox.waiting.iter().filter(here).collect();
    if mine.is_empty() {
        return Html::default();
    }
    let one = |waiting: &Waiting| {
        let edit = {
            let (outbox, key, on_edit) = (outbox.clone(), waiting.key.clone(), props.on_edit.clone());
            Callback::from(move |()| {
                let on_edit = on_edit.clone();
                outbox.take_out(&key, move |waiting| on_edit.emit(waiting.clone()));
            })
        };
        let cancel = {
            let (outbox, key) = (outbox.clone(), waiting.key.clone());
            Callback::from(move |()| outbox.take_out(&key, |_| true))
        };
        let words = html! {
            <>
                <Markdown text={AttrValue::from(waiting.title.clone())} />
                { files(waiting) }
                { refused(t, waiting) }
                <div class="row">{ acts(t, waiting, props.can_edit, edit, cancel) }</div>
                if !props.can_edit { <p class="small muted">{ t.finish_what_you_write() }</p> }
            </>
        };
        let message = Message {
            author: me.clone(),
            shown_as: Some(t.you()),
            role: None,
            internal: matches!(waiting.what, What::Note(_)),
            quiet: props.quiet,
            at: waiting.at,
            passage: if waiting.refusal.is_some() { Passage::Refused } else { Passage::Waiting },
        };
        message.draw(t, waiting.key.clone(), words)
    };
    html! { <ol class="pt-3" aria-label={t.to_be_sent()}>{ for mine.into_iter().map(one) }</ol> }
}

/// One's requests that wait, above those that have arrived.
#[component]
pub fn WaitingRequests() -> Html {
    let t = use_messages();
    let outbox = use_outbox();
    let navigator = use_navigator();
    let account = use_account().map(|me| me.id);
    let requests = outbox.waiting.iter().filter_map(|waiting| match &waiting.what {
        What::Request(service_id, query) => Some((waiting, *service_id, query.clone())),
        What::Reply(_) | What::Note(_) => None,
    });
    let rows: Vec<Html> = requests
        .map(|(waiting, service_id, query)| {
            let name = draft_name(service_id, whom_in(&query));
            let room = account.is_some_and(|account| !use_draft::is_kept(account, &name));
            let edit = {
                let (outbox, key, navigator) = (outbox.clone(), waiting.key.clone(), navigator.clone());
                Callback::from(move |()| {
                    let (navigator, query) = (navigator.clone(), query.clone());
                    outbox.take_out(&key, move |waiting| {
                        let Some(navigator) = navigator.filter(|_| put_back(account, waiting)) else {
                            return false;
                        };
                        go(&navigator, &Route::NewRequestFor { service_id }, &query);
                        true
                    });
                })
            };
            let cancel = {
                let (outbox, key) = (outbox.clone(), waiting.key.clone());
                Callback::from(move |()| outbox.take_out(&key, |_| true))
            };
            html! {
                <li key={waiting.key.clone()} class="req waiting">
                    <span class="stack g-2">
                        <b>{ &waiting.title }</b>
                        { files(waiting) }
                        { refused(t, waiting) }
                        if !room { <small>{ t.other_draft_there() }</small> }
                    </span>
                    { mark(t, waiting) }
                    <span class="row">{ acts(t, waiting, room, edit, cancel) }</span>
                </li>
            }
        })
        .collect();
    if rows.is_empty() {
        return Html::default();
    }
    html! { <ul class="card divided" aria-label={t.to_be_sent()}>{ for rows }</ul> }
}

/// Whose id an address carries when a request is for somebody else.
pub const FOR: &str = "for";

/// For whom a page was opened, by the query of its address.
pub fn whom_in(query: &str) -> Option<Uuid> {
    Pairs::read(query).get(FOR).and_then(|id| id.parse().ok())
}

/// The name of the draft of a request. What is written for one person is not offered for another.
pub fn draft_name(service_id: Uuid, whom: Option<Uuid>) -> String {
    match whom {
        Some(whom) => format!("request.{service_id}.{whom}"),
        None => format!("request.{service_id}"),
    }
}

/// Makes a request that waits a draft again; says whether it is one.
pub fn put_back(account: Option<Uuid>, waiting: &Waiting) -> bool {
    let (Some(account), What::Request(service_id, query)) = (account, &waiting.what) else { return false };
    let Some(mut draft) = json::read::<Value>(&waiting.draft) else { return false };
    if let Some(draft) = draft.as_object_mut() {
        draft.insert("key".to_owned(), waiting.draft_key().map_or(Value::Null, Value::String));
        draft.insert("tried_at".to_owned(), serde_json::to_value(waiting.draft_tried_at()).unwrap_or_default());
    }
    use_draft::put_back(account, &draft_name(*service_id, whom_in(query)), &draft)
}

/// Where something stands on its way.
pub fn mark(t: Messages, waiting: &Waiting) -> Html {
    if waiting.refusal.is_some() {
        return html! { <span class="badge" data-tone="danger">{ icon_sm(Glyph::Error) }{ t.not_sent() }</span> };
    }
    html! { <span class="badge">{ icon_sm(Glyph::Clock) }{ t.to_be_sent() }</span> }
}

/// Take it back to change it, or throw it away. Not while it is on its way.
pub fn acts(t: Messages, waiting: &Waiting, can_edit: bool, edit: Callback<()>, cancel: Callback<()>) -> Html {
    let sending = outbox::is_sending(&waiting.key);
    html! {
        <>
            <Button size={Size::Small} disabled={sending || !can_edit} on_click={edit.reform(|_| ())}>{ t.edit_word() }</Button>
            <Button size={Size::Small} weight={Weight::Ghost} disabled={sending} on_click={cancel.reform(|_| ())}>
                { if waiting.refusal.is_some() { t.discard() } else { t.dont_send() } }
            </Button>
        </>
    }
}

/// Why it does not go by itself.
pub fn reason(t: Messages, waiting: &Waiting) -> AttrValue {
    match &waiting.refusal {
        None => AttrValue::default(),
        Some(Refusal::Said(detail) | Refusal::KeyReused(detail)) => detail.clone().into(),
        Some(Refusal::TooOld) => t.waited_too_long().into(),
    }
}

/// The reason, set off.
pub fn refused(t: Messages, waiting: &Waiting) -> Html {
    html! {
        if waiting.refusal.is_some() { <Alert tone={Tone::Danger} title={t.not_sent()}>{ reason(t, waiting) }</Alert> }
    }
}

fn files(waiting: &Waiting) -> Html {
    html! { if !waiting.files.is_empty() { <small class="muted">{ waiting.files.join(", ") }</small> } }
}
