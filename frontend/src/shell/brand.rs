//! What stands for the institution at the top of a page: its logo, or the app's own mark where it has none.

use yew::{Callback, Html, component, html, use_state};

use crate::components::icon::{Glyph, icon};
use crate::state::institution::use_institution;

/// The logo or the mark, and the app's name.
#[component]
pub fn Brand() -> Html {
    let institution = use_institution();
    let logo = institution.as_ref().and_then(|institution| Some((institution.logo.clone()?, institution.name.clone())));
    // A logo that does not come, such as one that was just replaced while there is no connection, leaves its place to the mark.
    let missing = use_state(|| None::<String>);
    let mark = match logo.filter(|(src, _)| missing.as_ref() != Some(src)) {
        Some((src, alt)) => {
            let (missing, url) = (missing.setter(), src.clone());
            let onerror = Callback::from(move |_| missing.set(Some(url.clone())));
            html! { <img class="logo" {src} {alt} {onerror} /> }
        }
        None => icon(Glyph::Logo),
    };
    html! { <>{ mark }{ "Ventanilla" }</> }
}
