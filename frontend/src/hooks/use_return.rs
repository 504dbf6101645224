//! Coming back to the page, from another tab or by the browser's own buttons.

use gloo_events::EventListener;
use yew::hook;

use super::query_cache;
use crate::hooks::use_effect::use_effect_with;

/// What begins the keys of what others change while nobody looks.
const CHANGED_BY_OTHERS: [&str; 3] = ["ticket", "timeline/", "indicator"];

/// Asks again for what others may have changed meanwhile. What is shown stays until the answer is there.
#[hook]
pub fn use_return() {
    use_effect_with((), |()| {
        let document = web_sys::window().and_then(|window| window.document());
        let listener = document.map(|document| {
            let here = document.clone();
            EventListener::new(&document, "visibilitychange", move |_| {
                if !here.hidden() {
                    CHANGED_BY_OTHERS.into_iter().for_each(query_cache::invalidate);
                }
            })
        });
        move || drop(listener)
    });
}
