//! There is nothing at this address, or nothing for you.

use yew::{Html, component, html};

use crate::components::button::{Size, Weight, button_class};
use crate::components::icon::{Glyph, icon};
use crate::components::link::Link;
use crate::hooks::use_title::{use_heading, use_title};
use crate::i18n::use_messages;
use crate::route::Route;

/// The page for every address that leads nowhere.
#[component]
pub fn NotFoundPage() -> Html {
    let t = use_messages();
    let heading = use_heading();
    use_title(t.not_found_title());
    html! {
        <div class="wrap page w-40">
            <div class="card empty">
                { icon(Glyph::Search) }
                <h1 class="h-p" ref={heading} tabindex="-1">{ t.not_found_title() }</h1>
                <p>{ t.not_found_text() }</p>
                <Link to={Route::Home} class={button_class(Weight::Plain, Size::Normal)}>{ t.go_home() }</Link>
            </div>
        </div>
    }
}
