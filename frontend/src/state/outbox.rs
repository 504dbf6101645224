//! What was sent without a connection, or after the session had ended: kept in the browser under its idempotency key until
//! the server has it. As drafts do, it belongs to one account and is wiped when that signs out.

use std::cell::RefCell;
use std::rc::Rc;

use chrono::{DateTime, TimeDelta, Utc};
use gloo_events::EventListener;
use serde::{Deserialize, Serialize};
use shared::{instant, json};
use uuid::Uuid;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::spawn_local;
use web_sys::{Event, StorageEvent};
use yew::{hook, use_force_update};

use super::session::{is_marked, use_account};
use super::storage;
use crate::api::lock;

use crate::hooks::use_effect::use_effect_with;

/// Where everything that waits begins in the browser's storage.
pub const PREFIX: &str = "ventanilla.outbox.";
/// The key of what is on its way just now, for the other tabs. It counts as long as its tab holds the lock of that key.
pub const SENDING: &str = "ventanilla.sending";
/// What has just arrived, for the other tabs; told, not kept.
const ARRIVED: &str = "ventanilla.arrived";
const CHANGED: &str = "ventanilla-outbox";
/// The server knows a key for a day. Later a repeat would act twice, so it is no longer sent unasked.
const SAFE_FOR: TimeDelta = TimeDelta::hours(23);

thread_local! {
    static STATE: RefCell<State> = RefCell::default();
}

#[derive(Default)]
struct State {
    sending: Option<String>,
    arrived: Option<Arrival>,
}

/// Something that has arrived.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Arrival {
    /// Whose it was.
    pub account: Uuid,
    /// The key that it went under.
    pub key: String,
    /// The folio of a request.
    pub folio: Option<String>,
    /// What to say of it.
    pub words: String,
}

/// What waits.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub enum What {
    /// A public reply.
    Reply(Uuid),
    /// An internal note.
    Note(Uuid),
    /// A request for a service; the query of its form.
    Request(Uuid, String),
}

/// Why it is not sent by itself any more.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub enum Refusal {
    /// The server said no, for this reason. Whatever is sent instead takes a key of its own.
    Said(String),
    /// Another text went under this key and has arrived.
    KeyReused(String),
    /// It may have arrived so long ago that the server would not know it again.
    TooOld,
}

/// Something that waits to be sent.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Waiting {
    /// Its idempotency key.
    pub key: String,
    /// What it is.
    pub what: What,
    /// What to call it: the words of a message, the subject of a request.
    pub title: String,
    /// The names of its files, which the server has.
    pub files: Vec<String>,
    /// Where it goes, below the API.
    pub path: String,
    /// What goes there, as JSON.
    pub body: String,
    /// The draft that it was, as JSON.
    pub draft: String,
    /// When it was to be sent.
    #[serde(deserialize_with = "instant::read")]
    pub at: DateTime<Utc>,
    /// When it was tried for the first time: from then on it may have arrived.
    #[serde(default, deserialize_with = "instant::read_if_any")]
    pub tried_at: Option<DateTime<Utc>>,
    /// Why it stays here.
    pub refusal: Option<Refusal>,
}

impl Waiting {
    /// The key that its draft goes on under. One that was refused for good is spent.
    pub fn draft_key(&self) -> Option<String> {
        (!matches!(self.refusal, Some(Refusal::Said(_)))).then(|| self.key.clone())
    }

    /// Since when what its draft says may have arrived. Whoever was told so decides anew.
    pub fn draft_tried_at(&self) -> Option<DateTime<Utc>> {
        self.tried_at.filter(|_| matches!(self.refusal, None | Some(Refusal::KeyReused(_))))
    }

    /// Whether a repeat could act twice.
    pub fn is_too_old(&self, now: DateTime<Utc>) -> bool {
        self.tried_at.is_some_and(|tried_at| now - tried_at > SAFE_FOR)
    }
}

/// What waits for the account that is signed in.
#[derive(Clone, PartialEq)]
pub struct Outbox {
    account: Option<Uuid>,
    /// In the order in which it was to be sent.
    pub waiting: Rc<[Waiting]>,
}

impl Outbox {
    /// Keeps something until it can be sent. Says whether it is kept: not when the browser has no room, nor for somebody who
    /// has left meanwhile.
    pub fn add(&self, waiting: &Waiting) -> bool {
        let Some(account) = self.account.filter(|account| is_marked(*account)) else { return false };
        let kept = write(account, waiting);
        tell();
        kept
    }

    /// Takes something out, to go on writing or to throw it away, once `use_it` has made use of it as it stands and says so.
    /// Nothing happens to what is on its way, here or in another tab.
    pub fn take_out(&self, key: &str, use_it: impl FnOnce(&Waiting) -> bool + 'static) {
        if let Some(account) = self.account {
            take_out(account, key.to_owned(), Box::new(use_it));
        }
    }

    /// Something that waits.
    pub fn find(&self, key: &str) -> Option<&Waiting> {
        self.waiting.iter().find(|waiting| waiting.key == key)
    }
}

/// What waits now; the component renders again when that changes, here or in another tab.
#[hook]
pub fn use_outbox() -> Outbox {
    let account = use_outbox_account();
    Outbox { account, waiting: account.map(read).unwrap_or_default().into() }
}

/// Whether anything waits.
#[hook]
pub fn use_has_waiting() -> bool {
    use_outbox_account().is_some_and(has_waiting)
}

/// Whether anything waits for an account.
pub fn has_waiting(account: Uuid) -> bool {
    storage::has_any(&prefix(account))
}

#[hook]
fn use_outbox_account() -> Option<Uuid> {
    let changed = use_force_update();
    use_effect_with((), move |()| {
        let listeners = web_sys::window().map(|window| {
            let elsewhere = changed.clone();
            [
                EventListener::new(&window, CHANGED, move |_| changed.force_update()),
                EventListener::new(&window, "storage", move |event| {
                    let key = event.dyn_ref::<StorageEvent>().and_then(StorageEvent::key);
                    if key.is_none_or(|key| key.starts_with(PREFIX)) {
                        elsewhere.force_update();
                    }
                }),
            ]
        });
        move || drop(listeners)
    });
    use_account().map(|account| account.id)
}

/// What waits for an account, in the order in which it was to be sent.
pub fn read(account: Uuid) -> Vec<Waiting> {
    let kept = storage::all(&prefix(account));
    // One by one, as a sort is thousands of bytes to be downloaded.
    let mut waiting: Vec<Waiting> = Vec::new();
    for one in kept.iter().filter_map(|json| parse(json)) {
        waiting.insert(waiting.partition_point(|other| other.at <= one.at), one);
    }
    waiting
}

/// One of those, as it stands now.
pub fn read_one(account: Uuid, key: &str) -> Option<Waiting> {
    parse(&storage::get(&name(account, key))?)
}

#[inline(never)]
fn parse(kept: &str) -> Option<Waiting> {
    json::read(kept)
}

type Use = Box<dyn FnOnce(&Waiting) -> bool>;

fn take_out(account: Uuid, key: String, use_it: Use) {
    let name = lock_of(&key);
    let taken = move || {
        if read_one(account, &key).as_ref().is_some_and(use_it) {
            remove(account, &key);
        }
    };
    // Not free: it is being sent.
    lock::if_free(&name, Box::new(taken));
}

/// Keeps what has become of something, if it is still there.
pub fn update(account: Uuid, waiting: &Waiting) {
    if storage::get(&name(account, &waiting.key)).is_some() {
        write(account, waiting);
    }
    tell();
}

/// Takes something out.
pub fn remove(account: Uuid, key: &str) {
    storage::remove(&name(account, key));
    tell();
}

/// The lock under which something is sent, or taken out.
pub fn lock_of(key: &str) -> String {
    format!("{SENDING}.{key}")
}

/// What is on its way just now, from this tab or another, cannot be taken back.
pub fn is_sending(key: &str) -> bool {
    STATE.with_borrow(|state| state.sending.as_deref() == Some(key))
}

/// Begins or ends to send something, under its lock.
pub fn set_sending(key: Option<String>) {
    match &key {
        Some(key) => {
            storage::set(SENDING, key);
        }
        None => storage::remove(SENDING),
    }
    STATE.with_borrow_mut(|state| state.sending = key);
    tell();
}

/// What another tab sends is on its way until that tab lets go of the lock, which it does too when it is closed.
pub fn follow() {
    let Some(key) = storage::get(SENDING) else { return };
    if STATE.with_borrow_mut(|state| state.sending.replace(key.clone())).as_deref() == Some(&key) {
        return;
    }
    tell();
    spawn_local(async move {
        lock::alone(&lock_of(&key), async {}).await;
        STATE.with_borrow_mut(|state| {
            if state.sending.as_ref() == Some(&key) {
                state.sending = None;
            }
        });
        tell();
    });
}

/// Something has arrived: the other tabs are told.
pub fn tell_arrival(arrival: Arrival) {
    if let Ok(json) = serde_json::to_string(&arrival) {
        storage::set(ARRIVED, &json);
        storage::remove(ARRIVED);
    }
    note_arrival(arrival);
}

/// What another tab says has arrived for this account.
pub fn arrival_elsewhere(account: Uuid, event: &Event) -> Option<Arrival> {
    let event = event.dyn_ref::<StorageEvent>().filter(|event| event.key().as_deref() == Some(ARRIVED))?;
    let arrival: Arrival = json::read(&event.new_value()?)?;
    (arrival.account == account).then_some(arrival)
}

/// Remembers what has arrived, for the page where it waited.
pub fn note_arrival(arrival: Arrival) {
    STATE.with_borrow_mut(|state| state.arrived = Some(arrival));
}

/// The folio of the request that went under this key, if it was the last to arrive.
pub fn folio_of(key: &str) -> Option<String> {
    STATE.with_borrow(|state| state.arrived.as_ref().filter(|arrival| arrival.key == key)?.folio.clone())
}

fn write(account: Uuid, waiting: &Waiting) -> bool {
    serde_json::to_string(waiting).is_ok_and(|json| storage::set(&name(account, &waiting.key), &json))
}

fn prefix(account: Uuid) -> String {
    format!("{PREFIX}{account}.")
}

fn name(account: Uuid, key: &str) -> String {
    format!("{}{key}", prefix(account))
}

/// The browser tells other tabs of a change by itself, this one it does not.
fn tell() {
    if let (Some(window), Ok(event)) = (web_sys::window(), Event::new(CHANGED)) {
        // It fails only for an event that is being dispatched already.
        window.dispatch_event(&event).ok();
    }
}
