//! Coming back to the page, from another tab or by the browser's own buttons.

use std::cell::Cell;

use gloo_events::EventListener;
use js_sys::Date;
use yew::hook;

use super::query_cache;
use crate::hooks::use_effect::use_effect_with;

/// What begins the keys of what others change while nobody looks.
const CHANGED_BY_OTHERS: [&str; 4] = ["ticket", "timeline/", "indicator", "assignees/"];

/// Milliseconds after which somebody who looked elsewhere wants to know what is new.
const AWAY: f64 = 30_000.0;

/// Asks again for what others may have changed meanwhile. What is shown stays until the answer is there.
#[hook]
pub fn use_return() {
    use_effect_with((), |()| {
        let window = web_sys::window();
        let document = window.as_ref().and_then(web_sys::Window::document);
        let listeners = window.zip(document).map(|(window, document)| {
            let here = document.clone();
            let left = Cell::new(None::<f64>);
            [
                EventListener::new(&document, "visibilitychange", move |_| {
                    if here.hidden() {
                        left.set(Some(Date::now()));
                    } else if left.take().is_some_and(|left| Date::now() - left > AWAY) {
                        ask_again();
                    }
                }),
                // The page was put away whole, and has heard nothing since.
                EventListener::new(&window, "pageshow", |_| ask_again()),
            ]
        });
        move || drop(listeners)
    });
}

fn ask_again() {
    CHANGED_BY_OTHERS.into_iter().for_each(query_cache::invalidate);
}
