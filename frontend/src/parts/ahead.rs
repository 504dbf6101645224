//! Fetches ahead the parts that are most likely needed next.

use std::rc::Rc;

use gloo_timers::future::TimeoutFuture;
use shared::session::Me;
use wasm_bindgen_futures::spawn_local;
use yew::hook;

use super::Part;
use crate::hooks::use_effect::use_effect_with;
use crate::shell::connection::is_online;
use crate::state::session::is_staff;

/// Milliseconds that the first page has for itself at least.
const AHEAD_AFTER: u32 = 1_500;

/// First what shows that something waits to be sent: it is needed just when nothing can be fetched any more.
const AT_THE_DESK: [Part; 8] = [
    Part::Delivery,
    Part::Reply,
    Part::Queue,
    Part::StaffTicket,
    Part::Dialogs,
    Part::Ticket,
    Part::RequesterDialogs,
    Part::Filing,
];
const FOR_REQUESTERS: [Part; 6] =
    [Part::Delivery, Part::Requests, Part::Filing, Part::Ticket, Part::Reply, Part::RequesterDialogs];

/// Fetches the parts that a person goes to next, once the first page has had its time. A part that another one contains is
/// fetched too: without a connection it is looked for by its own name.
#[hook]
pub fn use_parts_ahead(me: Option<&Rc<Me>>) {
    use_effect_with(me.cloned(), |me| {
        let next = match me {
            Some(me) if is_staff(me) => AT_THE_DESK.as_slice(),
            Some(_) => FOR_REQUESTERS.as_slice(),
            None => return,
        };
        spawn_local(async move {
            page_stands().await;
            for part in next {
                // What fails now is fetched when it is needed.
                if part.own_drawing().is_none() && (!is_online() || part.fetch().await.is_err()) {
                    return;
                }
            }
        });
    });
}

/// Waits until the page has had its time and nothing of it is on its way.
pub async fn page_stands() {
    let loading = "main[aria-busy=true], main [aria-busy=true]";
    let document = web_sys::window().and_then(|window| window.document());
    let is_loading =
        || document.as_ref().is_some_and(|document| document.query_selector(loading).ok().flatten().is_some());
    TimeoutFuture::new(AHEAD_AFTER).await;
    while is_loading() {
        TimeoutFuture::new(AHEAD_AFTER).await;
    }
}
