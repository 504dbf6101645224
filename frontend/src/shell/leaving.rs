//! What becomes of leaving: whether to lose what waits to be sent, and telling the server of what it did not hear.

use gloo_timers::callback::Timeout;
use wasm_bindgen_futures::spawn_local;
use yew::{Callback, Html, component, html, use_mut_ref, use_state};

use super::connection::use_online;
use super::signing_out::set_ask;
use crate::components::button::{Button, Weight};
use crate::components::dialog::Dialog;
use crate::hooks::use_effect::use_effect_with;
use crate::i18n::use_messages;
use crate::state::leaving;
use crate::state::outbox::use_outbox;
use crate::state::session::use_client;
use crate::state::toasts::use_toaster;

/// Milliseconds until the server is told again.
const LATER: u32 = 30_000;

/// Asks whoever signs out while something waits to be sent. It goes when all of it has arrived.
#[component]
pub fn LeavingQuestion() -> Html {
    let t = use_messages();
    let waiting = use_outbox().waiting.len() as u64;
    let leave = use_state(|| None::<Callback<()>>);
    {
        let leave = leave.setter();
        use_effect_with((), move |()| {
            set_ask(Some(Callback::from(move |wanted| leave.set(Some(wanted)))));
            || set_ask(None)
        });
    }
    let stay = {
        let leave = leave.setter();
        Callback::from(move |()| leave.set(None))
    };
    let go = {
        let (leave, stay) = ((*leave).clone(), stay.clone());
        Callback::from(move |_| {
            stay.emit(());
            if let Some(leave) = &leave {
                leave.emit(());
            }
        })
    };
    let footer = html! {
        <>
            <Button on_click={stay.reform(|_| ())}>{ t.stay_here() }</Button>
            <Button weight={Weight::Danger} on_click={go}>{ t.leave_and_lose() }</Button>
        </>
    };
    html! {
        <Dialog open={leave.is_some()} on_close={stay} title={t.leave_without_sending()} {footer}>
            <p>{ t.leaving_loses(waiting) }</p>
        </Dialog>
    }
}

/// Tells the server of a session that was left without it, as soon as there is a connection, and says so to whoever left.
#[component]
pub fn Leaving() -> Html {
    let t = use_messages();
    let client = use_client();
    let toaster = use_toaster();
    let online = use_online();
    let attempt = use_state(|| 0_u32);
    let said = use_mut_ref(|| false);
    use_effect_with((online, *attempt), move |(online, _)| {
        let online = *online;
        if !leaving::is_under_way() {
            return;
        }
        spawn_local(async move {
            if online && leaving::finish(&client).await.is_ok() {
                return;
            }
            if !said.replace(true) {
                toaster.inform(t.session_ends_later());
            }
            if online {
                Timeout::new(LATER, move || attempt.set(attempt.wrapping_add(1))).forget();
            }
        });
    });
    Html::default()
}
