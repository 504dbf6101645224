//! Whether a media query holds now.

use gloo_events::EventListener;
use yew::{hook, use_effect_with, use_state};

/// Below this width there is one column.
pub const NARROW: &str = "(width < 60rem)";
/// Below this width it is a phone.
pub const PHONE: &str = "(width < 40rem)";

/// Whether the media query holds; the component renders again when that changes.
#[hook]
pub fn use_media(query: &'static str) -> bool {
    let holds = use_state(|| media(query).is_some_and(|list| list.matches()));
    {
        let holds = holds.clone();
        use_effect_with(query, move |query| {
            let listener = media(query).map(|list| {
                let again = list.clone();
                EventListener::new(&list, "change", move |_| holds.set(again.matches()))
            });
            move || drop(listener)
        });
    }
    *holds
}

fn media(query: &str) -> Option<web_sys::MediaQueryList> {
    web_sys::window()?.match_media(query).ok().flatten()
}
