//! Sends what waits as soon as there are a connection and a session, one after the other and one tab at a time, and says
//! what was refused.

use std::cell::Cell;

use chrono::Utc;
use gloo_events::EventListener;
use gloo_timers::callback::Timeout;
use shared::problem::ProblemKind;
use uuid::Uuid;
use wasm_bindgen_futures::spawn_local;
use yew::{AttrValue, Callback, Html, component, html, use_state};

use super::connection::{is_online, use_online};
use super::leaving::LeavingQuestion;
use crate::api::client::{Answer, Client};
use crate::api::error::ApiError;
use crate::api::lock;
use crate::api::tickets::FiledTicket;
use crate::components::button::{Button, Size, Weight, button_class};
use crate::components::icon::{Glyph, icon_sm};
use crate::components::link::Link;
use crate::hooks::query_cache;
use crate::hooks::use_effect::use_effect_with;
use crate::i18n::{Messages, use_messages};
use crate::parts::{Page, Part, PartOf};
use crate::route::Route;
use crate::state::outbox::{self, Arrival, Outbox, Refusal, Waiting, What, use_has_waiting, use_outbox};
use crate::state::session::{Session, is_marked, start_afresh, use_client, use_session};
use crate::state::toasts::{Toaster, use_toaster};
use crate::tickets::use_ticket::refresh_elsewhere;
use crate::tickets::waiting::reason;

const LOCK: &str = "ventanilla.outbox";
/// Milliseconds until the next attempt, growing with each that failed.
const SOON: u32 = 3_000;
const LATEST: u32 = 60_000;

thread_local! {
    static RUNNING: Cell<bool> = const { Cell::new(false) };
}

/// Nothing as long as nothing waits.
#[component]
pub fn Outgoing() -> Html {
    let waits = use_has_waiting();
    html! { if waits { <PartOf part={Part::Delivery} page={Page::Delivery} /> } }
}

/// One's requests that wait, as long as something does.
#[component]
pub fn RequestsToSend() -> Html {
    let waits = use_has_waiting();
    html! { if waits { <PartOf part={Part::Delivery} page={Page::RequestsToSend} /> } }
}

/// The postman, and the banner of what the server did not take.
#[component]
pub fn Delivery() -> Html {
    let t = use_messages();
    let client = use_client();
    let toaster = use_toaster();
    let online = use_online();
    let outbox = use_outbox();
    let attempt = use_state(|| 0_u32);
    let account = match use_session() {
        Session::SignedIn(me) => Some(me.id),
        _ => None,
    };
    let next: Vec<String> =
        outbox.waiting.iter().filter(|waiting| waiting.refusal.is_none()).map(|waiting| waiting.key.clone()).collect();
    {
        let toaster = toaster.clone();
        use_effect_with(account, move |account| {
            let account = *account;
            outbox::follow();
            let listener = web_sys::window().map(|window| {
                EventListener::new(&window, "storage", move |event| {
                    outbox::follow();
                    if let Some(arrival) = account.and_then(|account| outbox::arrival_elsewhere(account, event)) {
                        show(&arrival, &toaster);
                        outbox::note_arrival(arrival);
                    }
                })
            });
            move || drop(listener)
        });
    }
    let wanting = account.filter(|_| online && !next.is_empty());
    {
        let attempt = attempt.clone();
        use_effect_with((wanting, next, *attempt), move |(account, ..)| {
            if let Some(account) = *account {
                spawn_local(async move {
                    let failed = deliver(&client, account, t, &toaster).await;
                    if failed && is_online() {
                        let pause = SOON.saturating_mul(1 << (*attempt).min(5)).min(LATEST);
                        Timeout::new(pause, move || attempt.set(attempt.wrapping_add(1))).forget();
                    }
                });
            }
        });
    }
    let refused = outbox.waiting.iter().find(|waiting| waiting.refusal.is_some()).filter(|_| online);
    html! {
        <>
            <LeavingQuestion />
            { for refused.map(|refused| banner(t, &outbox, refused)) }
        </>
    }
}

fn banner(t: Messages, outbox: &Outbox, refused: &Waiting) -> Html {
    let throw_away = {
        let (outbox, key) = (outbox.clone(), refused.key.clone());
        Callback::from(move |_| outbox.take_out(&key, |_| true))
    };
    let place = match &refused.what {
        What::Reply(ticket) | What::Note(ticket) => Route::Ticket { folio: ticket.to_string() },
        What::Request(..) => Route::MyRequests,
    };
    html! {
        <div class="banner" data-tone="danger" role="status">
            { icon_sm(Glyph::Error) }
            <span>{ not_sent(t, refused) }{ " " }{ reason(t, refused) }</span>
            <Link to={place} class={button_class(Weight::Ghost, Size::Small)}>{ t.see_it() }</Link>
            <Button size={Size::Small} weight={Weight::Ghost} on_click={throw_away}>{ t.discard() }</Button>
        </div>
    }
}

fn not_sent(t: Messages, waiting: &Waiting) -> AttrValue {
    let mut title: String = waiting.title.chars().take(60).collect();
    if title.len() < waiting.title.len() {
        title.push('…');
    }
    match waiting.what {
        What::Reply(_) => t.reply_not_sent(&title).into(),
        What::Note(_) => t.note_not_sent(&title).into(),
        What::Request(..) => t.request_not_sent(&title).into(),
    }
}

/// Sends everything in its order; what fails for a reason of its own does not hold what stands behind it. Says whether
/// something has to wait for another attempt.
async fn deliver(client: &Client, account: Uuid, t: Messages, toaster: &Toaster) -> bool {
    if RUNNING.replace(true) {
        // What it may not have seen any more is looked for again.
        return true;
    }
    let (client, toaster) = (client.clone(), toaster.clone());
    let failed = lock::alone(LOCK, async move {
        let mut put_off: Vec<String> = Vec::new();
        while let Some(key) = next_of(account, &put_off) {
            let sent = send(client.clone(), account, key.clone(), t, toaster.clone());
            match lock::alone(&outbox::lock_of(&key), sent).await {
                Some(Ok(())) => {}
                // A session that has ended begins anew, and so does this; the browser of somebody else sends nothing.
                Some(Err(error)) if error.is_over() => return false,
                Some(Err(error)) if error.is_common() => return true,
                Some(Err(_)) | None => put_off.push(key),
            }
        }
        !put_off.is_empty()
    })
    .await;
    RUNNING.set(false);
    failed.unwrap_or(true)
}

fn next_of(account: Uuid, put_off: &[String]) -> Option<String> {
    let mut keys =
        outbox::read(account).into_iter().filter(|waiting| waiting.refusal.is_none()).map(|waiting| waiting.key);
    keys.find(|key| !put_off.contains(key))
}

/// Sends one. What the server will never take is kept with the reason; an error is one that passes.
async fn send(client: Client, account: Uuid, key: String, t: Messages, toaster: Toaster) -> Answer<()> {
    if !is_marked(account) {
        start_afresh();
        return Err(ApiError::Aborted);
    }
    // As it stands under its lock: it may have been taken out meanwhile.
    let Some(mut waiting) = outbox::read_one(account, &key) else { return Ok(()) };
    if waiting.is_too_old(Utc::now()) {
        waiting.refusal = Some(Refusal::TooOld);
        outbox::update(account, &waiting);
        return Ok(());
    }
    waiting.tried_at = waiting.tried_at.or_else(|| Some(Utc::now()));
    outbox::set_sending(Some(waiting.key.clone()));
    outbox::update(account, &waiting);
    let sent = client.send_waiting(&waiting).await;
    outbox::set_sending(None);
    match sent {
        Ok(filed) => {
            let words = sent_words(t, &waiting, filed.as_ref()).to_string();
            let arrival = Arrival { account, key: waiting.key, folio: filed.map(|filed| filed.folio), words };
            outbox::tell_arrival(arrival.clone());
            outbox::remove(account, &key);
            show(&arrival, &toaster);
            Ok(())
        }
        Err(error) if error.is_definite() => {
            let detail = error.elsewhere(|_| false).into_iter().next().unwrap_or_else(|| error.detail(t)).to_string();
            waiting.refusal = Some(match error.kind() {
                Some(ProblemKind::KeyReused) => Refusal::KeyReused(detail),
                _ => Refusal::Said(detail),
            });
            outbox::update(account, &waiting);
            Ok(())
        }
        Err(error) => Err(error),
    }
}

/// Something has arrived, from this tab or another: it is where it belongs.
fn show(arrival: &Arrival, toaster: &Toaster) {
    query_cache::invalidate("ticket/");
    refresh_elsewhere();
    toaster.ok(arrival.words.clone());
}

fn sent_words(t: Messages, waiting: &Waiting, filed: Option<&FiledTicket>) -> AttrValue {
    match (&waiting.what, filed) {
        (What::Reply(_), _) => t.reply_sent().into(),
        (What::Note(_), _) => t.note_saved().into(),
        (What::Request(..), Some(filed)) if !filed.is_mine => {
            t.request_registered(&filed.folio, &filed.requester.name).into()
        }
        (What::Request(..), filed) => t.request_sent(filed.map_or("", |filed| filed.folio.as_str())).into(),
    }
}

impl Client {
    /// Sends something that waited. A request answers what it has become.
    async fn send_waiting(&self, waiting: &Waiting) -> Answer<Option<FiledTicket>> {
        let call = self.post(waiting.path.clone()).key(&waiting.key).written(waiting.body.clone());
        match waiting.what {
            What::Request(..) => match call.read().await {
                // It is there, whatever was made of the answer.
                Err(ApiError::Unreadable(201)) => Ok(None),
                answer => answer.map(Some),
            },
            What::Reply(_) | What::Note(_) => call.done().await.map(|()| None),
        }
    }
}
