//! There is nothing at this address, or nothing for you.

use yew::{Html, NodeRef, component, html};

use crate::components::button::{Size, Weight, button_class};
use crate::components::icon::{Glyph, icon};
use crate::components::link::Link;
use crate::hooks::use_title::{use_heading, use_title};
use crate::i18n::{Messages, use_messages};
use crate::route::Route;

/// The page for every address that leads nowhere.
#[component]
pub fn NotFoundPage() -> Html {
    let t = use_messages();
    let heading = use_heading();
    use_title(t.not_found_title());
    nothing(t, heading, Glyph::Search, t.not_found_title(), t.not_found_text())
}

/// The page in the place of one that the account may not see.
#[component]
pub fn ForbiddenPage() -> Html {
    let t = use_messages();
    let heading = use_heading();
    use_title(t.forbidden_title());
    nothing(t, heading, Glyph::Lock, t.forbidden_title(), t.forbidden_text())
}

fn nothing(t: Messages, heading: NodeRef, glyph: Glyph, title: &'static str, text: &'static str) -> Html {
    html! {
        <div class="wrap page w-40">
            <div class="card empty">
                { icon(glyph) }
                <h1 class="h-p" ref={heading} tabindex="-1">{ title }</h1>
                <p>{ text }</p>
                <Link to={Route::Home} class={button_class(Weight::Plain, Size::Normal)}>{ t.go_home() }</Link>
            </div>
        </div>
    }
}
