//! Offers a newer version of the app when its service worker has one ready. It takes over when the person says so, or at the next
//! start: never under a half-typed form. The worker itself is minded by `frontend/later.js`, which tells by an event of the window
//! and is told by an attribute of the root.

use gloo_events::EventListener;
use yew::{Callback, hook};

use crate::hooks::use_effect::use_effect_with;
use crate::i18n::use_messages;
use crate::state::preferences::root;
use crate::state::toasts::use_toaster;

const READY: &str = "ventanilla:update";
const WANTED: &str = "data-update";

/// Listens, and offers.
#[hook]
pub fn use_updates() {
    let t = use_messages();
    let toaster = use_toaster();
    use_effect_with(t, move |t| {
        let t = *t;
        let listener = web_sys::window().map(|window| {
            EventListener::new(&window, READY, move |_| toaster.offer_update(t.new_version(), Callback::from(update)))
        });
        move || drop(listener)
    });
}

fn update((): ()) {
    if let Some(root) = root() {
        root.set_attribute(WANTED, "").ok();
    }
}
