//! The document's title, and where the focus goes when a page appears.

use std::cell::Cell;

use wasm_bindgen::JsCast;
use web_sys::HtmlElement;
use yew::{AttrValue, NodeRef, hook, use_mut_ref, use_node_ref};

use crate::hooks::use_effect::use_effect_with;

thread_local! {
    static FIRST_PAGE: Cell<bool> = const { Cell::new(true) };
}

/// Sets the document's title to `title · Ventanilla`.
#[hook]
pub fn use_title(title: impl Into<AttrValue>) {
    use_effect_with(title.into(), |title| {
        if let Some(document) = web_sys::window().and_then(|window| window.document()) {
            let text = if title.is_empty() { "Ventanilla".to_owned() } else { format!("{title} · Ventanilla") };
            document.set_title(&text);
        }
    });
}

/// Puts the focus on the page's `h1` if what had it has gone without giving it on.
pub fn keep_focus() {
    let focused = web_sys::window().and_then(|window| window.document()).and_then(|document| document.active_element());
    let rests = |element: &web_sys::Element| element.matches(":disabled").unwrap_or(false);
    if focused.is_none_or(|element| element.tag_name() == "BODY" || rests(&element)) {
        focus_heading();
    }
}

/// Once nothing is left to save, the buttons that saved it or threw it away rest or are gone: the focus stays on the page.
#[hook]
pub fn use_kept_focus(nothing_to_save: bool) {
    let first = use_mut_ref(|| true);
    use_effect_with(nothing_to_save, move |done| {
        if !first.replace(false) && *done {
            keep_focus();
        }
    });
}

/// Puts the focus on the page's `h1`: for when what had it has gone, such as a form that was answered.
pub fn focus_heading() {
    let heading = web_sys::window()
        .and_then(|window| window.document())
        .and_then(|document| document.query_selector("main h1").ok().flatten())
        .and_then(|heading| heading.dyn_into::<HtmlElement>().ok());
    if let Some(heading) = heading {
        heading.focus().ok();
    }
}

/// Whether the focus is nowhere: what had it is gone.
pub fn has_no_focus() -> bool {
    let document = web_sys::window().and_then(|window| window.document());
    document.is_some_and(|document| document.active_element().is_none_or(|active| active.tag_name() == "BODY"))
}

/// The first page has put the focus where one begins; from now on headings take it.
pub fn leave_heading() {
    FIRST_PAGE.set(false);
}

/// A reference for the page's `h1` (with `tabindex="-1"`): it takes the focus when the page appears after a change of
/// route, so that keyboard and screen reader go on from there. The first page of a visit leaves the focus alone.
#[hook]
pub fn use_heading() -> NodeRef {
    let heading = use_node_ref();
    let node = heading.clone();
    use_effect_with((), move |()| {
        if FIRST_PAGE.replace(false) {
            return;
        }
        if let Some(element) = node.get().and_then(|node| node.dyn_into::<HtmlElement>().ok()) {
            element.focus().ok();
        }
    });
    heading
}
