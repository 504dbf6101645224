//! What stands for the institution at the top of a page: its logo, or the app's own mark where it has none.

use yew::{Html, component, html};

use crate::components::icon::{Glyph, icon};
use crate::state::institution::use_institution;

/// The logo or the mark, and the app's name.
#[component]
pub fn Brand() -> Html {
    let institution = use_institution();
    let logo = institution.as_ref().and_then(|institution| Some((institution.logo.clone()?, institution.name.clone())));
    let mark = match logo {
        Some((src, alt)) => html! { <img class="logo" {src} {alt} /> },
        None => icon(Glyph::Logo),
    };
    html! { <>{ mark }{ "Ventanilla" }</> }
}
