//! Signing out, wherever it is asked for. What would be lost with it is asked about first, by the part that sends it.

use std::cell::RefCell;

use yew::{Callback, hook};

use crate::i18n::use_messages;
use crate::state::outbox::has_waiting;
use crate::state::session::{Session, use_client, use_session, use_session_control};

/// Whoever asks gets what goes on with it.
pub type Ask = Callback<Callback<()>>;

thread_local! {
    static ASK: RefCell<Option<Ask>> = const { RefCell::new(None) };
}

/// Says who asks.
pub fn set_ask(ask: Option<Ask>) {
    ASK.set(ask);
}

/// Signs out; asks first when something waits to be sent.
#[hook]
pub fn use_sign_out() -> Callback<()> {
    let t = use_messages();
    let client = use_client();
    let control = use_session_control();
    let session = use_session();
    Callback::from(move |()| {
        let Some(control) = control.clone() else { return };
        // The server has ended an expired one already.
        let over = matches!(session, Session::Expired(_));
        let client = client.clone();
        let leave = Callback::from(move |()| if over { control.give_up(&client) } else { control.leave(&client) });
        if !session.account().is_some_and(|me| has_waiting(me.id)) {
            leave.emit(());
        } else if let Some(ask) = ASK.with_borrow(Clone::clone) {
            ask.emit(leave);
        } else if web_sys::window()
            .is_some_and(|window| window.confirm_with_message(t.leave_without_sending()) == Ok(true))
        {
            // The part is not here, as on a first visit that loses its connection: the browser asks.
            leave.emit(());
        }
    })
}
