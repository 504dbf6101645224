//! Fetches ahead the parts that are most likely needed next.

use std::rc::Rc;

use gloo_timers::callback::Timeout;
use shared::session::Me;
use wasm_bindgen_futures::spawn_local;
use yew::hook;

use super::Part;
use crate::hooks::use_effect::use_effect_with;
use crate::shell::connection::is_online;
use crate::state::session::is_staff;

/// Milliseconds that the first page has for itself.
pub const AHEAD_AFTER: u32 = 1_500;

const AT_THE_DESK: [Part; 8] = [
    Part::Queue,
    Part::StaffTicket,
    Part::Reply,
    Part::Dialogs,
    Part::Delivery,
    Part::Ticket,
    Part::RequesterDialogs,
    Part::Filing,
];
const FOR_REQUESTERS: [Part; 6] =
    [Part::Requests, Part::Filing, Part::Ticket, Part::Reply, Part::RequesterDialogs, Part::Delivery];

/// Fetches the parts that a person goes to next, once the first page has had its time.
#[hook]
pub fn use_parts_ahead(me: Option<&Rc<Me>>) {
    use_effect_with(me.cloned(), |me| {
        let next = match me {
            Some(me) if is_staff(me) => AT_THE_DESK.as_slice(),
            Some(_) => FOR_REQUESTERS.as_slice(),
            None => &[],
        };
        let timer = Timeout::new(AHEAD_AFTER, move || {
            spawn_local(async move {
                for part in next {
                    // What fails now is fetched when it is needed.
                    if !part.is_here() && (!is_online() || part.fetch().await.is_err()) {
                        return;
                    }
                }
            });
        });
        move || drop(timer)
    });
}
