//! Words for screen readers only: one live region for the whole app.

use yew::{Html, component, html};

const REGION: &str = "announcements";

/// Reads a sentence out, once the screen reader has a moment.
pub fn announce(text: &str) {
    let region =
        web_sys::window().and_then(|window| window.document()).and_then(|document| document.get_element_by_id(REGION));
    if let Some(region) = region {
        // The same sentence twice would not be read again without a change.
        let same = region.text_content().is_some_and(|before| before == text);
        region.set_text_content(Some(&if same { format!("{text}\u{a0}") } else { text.to_owned() }));
    }
}

/// The live region itself; stands once in the shell.
#[component]
pub fn Announcements() -> Html {
    html! { <div id={REGION} class="sr sr-top" role="status" aria-live="polite"></div> }
}
