//! Where a reply or a note is written: its draft survives a reload, files go up while it is written, and it is sent once.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use shared::attachment::Attachment;
use shared::problem::ProblemKind;
use shared::ticket::NewMessage;
use shared::{instant, json};
use uuid::Uuid;
use web_sys::HtmlTextAreaElement;
use yew::{AttrValue, Callback, Html, NodeRef, Properties, component, html, use_mut_ref, use_node_ref, use_state};

use crate::api::error::ApiError;
use crate::components::alert::{Alert, Tone};
use crate::components::composer::{Audience, Composer};
use crate::components::error_region::ErrorAlert;
use crate::components::file_list::FileList;
use crate::hooks::use_draft::use_draft;
use crate::hooks::use_effect::use_effect_with;
use crate::hooks::use_mutation::{new_key, use_mutation};
use crate::hooks::use_title::has_no_focus;
use crate::hooks::use_uploads::use_uploads;
use crate::i18n::use_messages;
use crate::shell::connection::is_online;
use crate::state::announcer::announce;
use crate::state::outbox::{Outbox, Waiting, What, use_outbox};
use crate::tickets::waiting::WaitingMessages;

/// What is being written to one ticket.
#[derive(Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(default)]
struct Writing {
    text: String,
    audience: Audience,
    files: Vec<Attachment>,
    /// The idempotency key, born with the first attempt: also after a reload, a repeat does not write twice.
    key: Option<String>,
    /// When it was tried for the first time under this key: from then on it may have arrived.
    #[serde(deserialize_with = "instant::read_if_any")]
    tried_at: Option<DateTime<Utc>>,
}

/// Properties of [`ReplyBox`].
#[derive(Clone, Properties, PartialEq)]
pub struct ReplyBoxProps {
    /// The ticket.
    pub ticket_id: Uuid,
    /// Whether the writer may reply in public.
    pub can_reply: bool,
    /// Whether the writer may leave internal notes.
    #[prop_or_default]
    pub can_note: bool,
    /// A word of invitation.
    #[prop_or_default]
    pub placeholder: Option<AttrValue>,
    /// It was sent; the audience says to whom.
    pub on_sent: Callback<Audience>,
    /// Asks from outside, such as by a key, to write to an audience now. The number tells one asking from the next.
    #[prop_or_default]
    pub audience: Option<(u32, Audience)>,
    /// Escape leaves the text as it is and goes here.
    #[prop_or_default]
    pub on_leave: Option<Callback<()>>,
    /// Somebody is there already: the focus goes on here, unless it is elsewhere by now.
    #[prop_or_default]
    pub began: bool,
    /// What stands there until writing is possible.
    #[prop_or_default]
    pub early: NodeRef,
}

/// The name of the draft of a message.
pub fn draft_name(ticket_id: Uuid) -> String {
    format!("reply.{ticket_id}")
}

/// Composer, files, draft.
#[component]
pub fn ReplyBox(props: &ReplyBoxProps) -> Html {
    let t = use_messages();
    let id = props.ticket_id;
    let draft = use_draft::<Writing>(draft_name(id));
    let kept = draft.value.files.clone();
    let (field, arrived) = (use_node_ref(), use_mut_ref(|| false));
    let uploads = use_uploads(move || kept);
    let audience = match (props.can_reply, props.can_note) {
        (true, true) => draft.value.audience,
        (false, true) => Audience::Internal,
        _ => Audience::Public,
    };
    {
        let (change, field) = (draft.change.clone(), field.clone());
        let was_here = arrived.replace(true);
        use_effect_with(props.audience, move |asked| {
            if let Some((_, asked)) = *asked {
                change.emit(Box::new(move |writing: &mut Writing| writing.audience = asked));
                if was_here {
                    go_on_in(&field);
                }
            }
        });
    }
    {
        let field = field.clone();
        let began = props.began;
        use_effect_with((), move |()| {
            if began && has_no_focus() {
                go_on_in(&field);
            }
        });
    }
    {
        let change = draft.change.clone();
        let first = use_mut_ref(|| true);
        let arrived: Vec<Attachment> = uploads.arrived().cloned().collect();
        use_effect_with(arrived, move |arrived| {
            if !first.replace(false) {
                let files = arrived.clone();
                change.emit(Box::new(move |writing: &mut Writing| writing.files = files));
            }
        });
    }
    let send = {
        let outbox = use_outbox();
        let (discard, clear, on_sent) = (draft.discard.clone(), uploads.clear.clone(), props.on_sent.clone());
        use_mutation(
            move |client, (message, writing): (NewMessage, Writing), _key| {
                let outbox = outbox.clone();
                async move {
                    let audience = writing.audience;
                    let answer = match (&writing.key, writing.tried_at.filter(|_| is_online())) {
                        (Some(key), Some(_)) if audience == Audience::Public => client.reply(id, &message, key).await,
                        (Some(key), Some(_)) => client.note(id, &message, key).await,
                        _ => Err(ApiError::Network),
                    };
                    match answer {
                        Err(error) if error.can_wait() && keep(&outbox, id, &message, &writing) => {
                            Ok((audience, false))
                        }
                        answer => answer.map(|()| (audience, true)),
                    }
                }
            },
            move |(audience, arrived)| {
                discard.emit(());
                clear.emit(());
                if !arrived {
                    announce(t.message_kept());
                    return;
                }
                announce(match audience {
                    Audience::Public => t.reply_sent(),
                    Audience::Internal => t.note_saved(),
                });
                on_sent.emit(audience);
            },
        )
    };
    let sent_before = send.error.as_ref().is_some_and(|error| error.kind() == Some(ProblemKind::KeyReused));
    {
        let (change, on_sent) = (draft.change.clone(), props.on_sent.clone());
        use_effect_with(send.error.clone(), move |error| {
            if error.as_ref().is_some_and(ApiError::is_definite) {
                // What is written now is another message.
                change.emit(Box::new(|writing: &mut Writing| {
                    writing.key = None;
                    writing.tried_at = None;
                }));
            }
            if sent_before {
                // The one before it has arrived: show it.
                on_sent.emit(audience);
            }
        });
    }
    let incomplete = use_state(|| false);
    let failed = uploads.has_failed();
    let on_send = {
        let (run, writing, change) = (send.run.clone(), draft.value.clone(), draft.change.clone());
        let (ids, sending, incomplete) = (uploads.ids(), uploads.is_sending(), incomplete.setter());
        Callback::from(move |()| {
            incomplete.set(failed);
            if !sending && !failed {
                let key = Some(writing.key.clone().unwrap_or_else(new_key));
                let tried_at = writing.tried_at.or_else(|| is_online().then(Utc::now));
                let born = key.clone();
                change.emit(Box::new(move |writing: &mut Writing| {
                    writing.key = born;
                    writing.tried_at = tried_at;
                }));
                let message = NewMessage { body: writing.text.clone(), attachment_ids: ids.clone() };
                run.emit((message, Writing { audience, key, tried_at, ..writing.clone() }));
            }
        })
    };
    let on_audience = (props.can_reply && props.can_note)
        .then(|| draft.setter(|writing: &mut Writing, audience: Audience| writing.audience = audience));
    let files = html! {
        if !uploads.list.is_empty() {
            <div class="pad-2">
                <FileList uploads={uploads.list.clone()} on_remove={uploads.remove.clone()} on_retry={uploads.retry.clone()} />
            </div>
        }
    };
    let placeholder = match audience {
        Audience::Internal => Some(AttrValue::from(t.note_invitation())),
        Audience::Public => props.placeholder.clone(),
    };
    let on_edit = {
        let (change, restore) = (draft.change.clone(), uploads.restore.clone());
        Callback::from(move |waiting: Waiting| {
            // What cannot be read stays where it waits.
            let Some(before) = json::read::<Writing>(&waiting.draft) else { return false };
            restore.emit(before.files.clone());
            let before = Writing { key: waiting.draft_key(), tried_at: waiting.draft_tried_at(), ..before };
            change.emit(Box::new(move |writing: &mut Writing| *writing = before));
            true
        })
    };
    let can_edit = draft.value.text.trim().is_empty() && uploads.list.is_empty() && !send.busy;
    let waiting = html! { <WaitingMessages ticket_id={id} {can_edit} quiet={!props.can_note} {on_edit} /> };
    // At the near end of the story: staff have it above, requesters below.
    let (above, below) = if props.can_note { (waiting, Html::default()) } else { (Html::default(), waiting) };
    html! {
        <div class="stack g-2">
            { above }
            <ErrorAlert error={send.error.clone().filter(|_| !sent_before)} on_retry={on_send.clone()} />
            if sent_before {
                <Alert tone={Tone::Warn} title={t.reply_arrived_before()} live=true>{ t.reply_arrived_before_text() }</Alert>
            }
            if *incomplete && failed { <Alert tone={Tone::Danger} live=true>{ t.files_not_sent() }</Alert> }
            <Composer
                node_ref={field}
                value={AttrValue::from(draft.value.text.clone())}
                on_input={draft.setter(|writing: &mut Writing, text: String| writing.text = text)}
                {on_send}
                on_leave={props.on_leave.clone()}
                busy={send.busy || uploads.is_sending()}
                {audience}
                {on_audience}
                {placeholder}
                on_files={uploads.add.clone()}
                {files}
            />
            { below }
        </div>
    }
}

/// The focus goes behind what is written.
fn go_on_in(field: &NodeRef) {
    if let Some(field) = field.cast::<HtmlTextAreaElement>() {
        field.focus().ok();
        let end = field.text_length();
        field.set_selection_range(end, end).ok();
    }
}

/// Keeps a message until there are a connection and a session again; says whether it is kept.
fn keep(outbox: &Outbox, ticket: Uuid, message: &NewMessage, writing: &Writing) -> bool {
    let (Some(key), Ok(body), Ok(draft)) =
        (writing.key.clone(), serde_json::to_string(message), serde_json::to_string(writing))
    else {
        return false;
    };
    let (what, place) = match writing.audience {
        Audience::Public => (What::Reply(ticket), "replies"),
        Audience::Internal => (What::Note(ticket), "notes"),
    };
    outbox.add(&Waiting {
        key,
        what,
        title: writing.text.clone(),
        files: writing.files.iter().map(|file| file.file_name.clone()).collect(),
        path: format!("/tickets/{ticket}/{place}"),
        body,
        draft,
        at: Utc::now(),
        tried_at: writing.tried_at,
        refusal: None,
    })
}
