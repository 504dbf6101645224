//! Computed values for the style sheet. The content security policy forbids `style="…"`; the CSSOM is allowed.

use wasm_bindgen::JsCast;
use web_sys::HtmlElement;
use yew::{AttrValue, NodeRef, hook};

use crate::hooks::use_effect::use_effect_with;

/// Keeps a custom property of the element at `value`.
#[hook]
pub fn use_css_var(node: &NodeRef, name: &'static str, value: AttrValue) {
    let node = node.clone();
    use_effect_with(value, move |value| {
        if let Some(element) = node.get().and_then(|node| node.dyn_into::<HtmlElement>().ok()) {
            // Only a read-only declaration refuses, and an element's own never is.
            element.style().set_property(name, value).ok();
        }
    });
}
