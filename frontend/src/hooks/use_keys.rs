//! Keys of the desk. They are off while somebody types or something floats above the page. Those that write a character can
//! be switched off for good: speech input and trembling hands press them by accident.

use std::rc::Rc;

use gloo_events::{EventListener, EventListenerOptions};
use wasm_bindgen::JsCast;
use web_sys::{Document, Element, KeyboardEvent};
use yew::{hook, use_effect_with, use_mut_ref};

use crate::state::session::use_account;

/// Hears keys pressed anywhere in the page; `on_key` says whether the key meant something. The latest one is used.
#[hook]
pub fn use_keys(on_key: impl Fn(&KeyboardEvent) -> bool + 'static) {
    let on_key: Rc<dyn Fn(&KeyboardEvent) -> bool> = Rc::new(on_key);
    let single_keys = use_account().is_none_or(|me| me.single_keys);
    let latest = {
        let on_key = on_key.clone();
        use_mut_ref(move || (on_key, single_keys))
    };
    latest.replace((on_key, single_keys));
    use_effect_with((), move |()| {
        let listener = document().map(|document| {
            let options = EventListenerOptions::enable_prevent_default();
            EventListener::new_with_options(&document, "keydown", options, move |event| {
                let Some(event) = event.dyn_ref::<KeyboardEvent>() else { return };
                let (on_key, single_keys) = latest.borrow().clone();
                let switched_off = !single_keys && is_character(event);
                if event.default_prevented() || has_modifier(event) || switched_off || is_elsewhere(event) {
                    return;
                }
                if on_key(event) {
                    event.prevent_default();
                }
            })
        });
        move || drop(listener)
    });
}

fn document() -> Option<Document> {
    web_sys::window()?.document()
}

fn has_modifier(event: &KeyboardEvent) -> bool {
    event.ctrl_key() || event.meta_key() || event.alt_key()
}

/// A letter, a digit, a sign: not Enter, Escape or an arrow.
fn is_character(event: &KeyboardEvent) -> bool {
    let key = event.key();
    key.chars().count() == 1
}

/// Somebody types, or a dialog or menu has the keyboard.
fn is_elsewhere(event: &KeyboardEvent) -> bool {
    let typing = event
        .target()
        .and_then(|target| target.dyn_into::<Element>().ok())
        .is_some_and(|target| matches(&target, "input, textarea, select, [contenteditable]"));
    let floating = document().is_some_and(|document| {
        document.query_selector("dialog[open], :is(.menu, .rail):popover-open").ok().flatten().is_some()
    });
    typing || floating
}

fn matches(element: &Element, selector: &str) -> bool {
    element.closest(selector).ok().flatten().is_some()
}
