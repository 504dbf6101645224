//! Keys of the desk. They are off while somebody types or something floats above the page. Those that write a character can
//! be switched off for good: speech input and trembling hands press them by accident.

use std::cell::Cell;
use std::rc::Rc;

use gloo_events::{EventListener, EventListenerOptions, EventListenerPhase};
use wasm_bindgen::JsCast;
use web_sys::{Document, Element, HtmlCollection, KeyboardEvent};
use yew::{hook, use_mut_ref};

use crate::hooks::use_effect::use_effect_with;
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

/// How long the second key of a pair may take, in milliseconds.
const PAUSE: f64 = 1_500.0;

/// What is heard before any page hears it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum FirstKey<'a> {
    /// `Ctrl K`: also while somebody types, and not to be switched off.
    Palette,
    /// `?`.
    Help,
    /// `G` and, soon after it, this key, which then means nothing else.
    Pair(&'a str),
}

type OnFirstKey = Rc<dyn Fn(FirstKey<'_>) -> bool>;

/// Hears keys before all others do; `on_key` says whether the key meant something.
#[hook]
pub fn use_first_keys(on_key: OnFirstKey) {
    let single_keys = use_account().is_none_or(|me| me.single_keys);
    let latest = {
        let on_key = on_key.clone();
        use_mut_ref(move || (on_key, single_keys))
    };
    latest.replace((on_key, single_keys));
    use_effect_with((), move |()| {
        let began = Cell::new(None::<f64>);
        let listener = document().map(|document| {
            let options = EventListenerOptions { phase: EventListenerPhase::Capture, passive: false };
            EventListener::new_with_options(&document, "keydown", options, move |event| {
                let Some(event) = event.dyn_ref::<KeyboardEvent>() else { return };
                let (on_key, single_keys) = latest.borrow().clone();
                if first_key(event, &began, single_keys, &on_key) {
                    event.prevent_default();
                }
            })
        });
        move || drop(listener)
    });
}

fn first_key(event: &KeyboardEvent, began: &Cell<Option<f64>>, single_keys: bool, on_key: &OnFirstKey) -> bool {
    let key = event.key();
    let paired = began.take().is_some_and(|at| js_sys::Date::now() - at < PAUSE);
    if (event.ctrl_key() || event.meta_key()) && !event.alt_key() && !event.shift_key() && key.eq_ignore_ascii_case("k")
    {
        return !has_dialog() && on_key(FirstKey::Palette);
    }
    if has_modifier(event) || !single_keys || is_elsewhere(event) {
        return false;
    }
    match key.as_str() {
        // The second key of a pair that leads nowhere must not do what it does alone.
        second if paired && is_character(event) => {
            on_key(FirstKey::Pair(second));
            true
        }
        "?" => on_key(FirstKey::Help),
        "g" => {
            began.set(Some(js_sys::Date::now()));
            false
        }
        _ => false,
    }
}

fn has_dialog() -> bool {
    document().is_some_and(|document| document.query_selector("dialog[open]").ok().flatten().is_some())
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
    typing || document().is_some_and(|document| has_floating(&document))
}

/// By collections, which the browser remembers: a selector goes through every row of a long list at each key.
fn has_floating(document: &Document) -> bool {
    let any = |all: HtmlCollection, state: &str| {
        (0..all.length()).filter_map(|at| all.item(at)).any(|one| one.matches(state).unwrap_or(false))
    };
    any(document.get_elements_by_tag_name("dialog"), "[open]")
        || ["menu", "rail"].iter().any(|class| any(document.get_elements_by_class_name(class), ":popover-open"))
}

fn matches(element: &Element, selector: &str) -> bool {
    element.closest(selector).ok().flatten().is_some()
}
