//! Every component in every one of its states, for whoever works on the app. Only the demo has it.

use yew::{Html, component, html, use_state};

use crate::components::choice::Choice;
use crate::components::segmented::segmented;
use crate::components::skeleton::SkeletonPage;
use crate::hooks::use_title::{use_heading, use_title};
use crate::i18n::{Messages, use_messages};
use crate::pages::not_found::NotFoundPage;
use crate::state::institution::use_institution;
use crate::state::preferences::{Theme, use_preferences};

mod acting;
mod asking;
mod showing;
mod stories;
mod telling;

use acting::Acting;
use asking::Asking;
use showing::Showing;
use telling::Telling;

/// How much room things take.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Density {
    Comfortable,
    Dense,
}

impl Density {
    fn as_str(self) -> &'static str {
        match self {
            Self::Comfortable => "comfortable",
            Self::Dense => "dense",
        }
    }
}

/// The page; outside of the demo there is none.
#[component]
pub fn GalleryPage() -> Html {
    match use_institution() {
        None => html! { <div class="wrap page w-60"><SkeletonPage /></div> },
        Some(institution) if institution.demo => html! { <Gallery /> },
        Some(_) => html! { <NotFoundPage /> },
    }
}

#[component]
fn Gallery() -> Html {
    let t = use_messages();
    let heading = use_heading();
    let preferences = use_preferences();
    let density = use_state(|| Density::Comfortable);
    use_title(t.gallery());
    let themes = vec![
        Choice::new(Theme::System, t.theme_system()),
        Choice::new(Theme::Light, t.theme_light()),
        Choice::new(Theme::Dark, t.theme_dark()),
    ];
    let densities = vec![
        Choice::new(Density::Comfortable, t.density_comfortable()),
        Choice::new(Density::Dense, t.density_dense()),
    ];
    let set_density = {
        let density = density.setter();
        yew::Callback::from(move |chosen| density.set(chosen))
    };
    html! {
        <div class="wrap stack page w-60 g-6" data-density={density.as_str()}>
            <div class="stack g-3">
                <h1 ref={heading} tabindex="-1">{ t.gallery() }</h1>
                <p class="soft">{ t.gallery_about() }</p>
                <div class="row">
                    { segmented(themes, &preferences.theme, &preferences.set_theme, t.theme()) }
                    { segmented(densities, &density, &set_density, t.density()) }
                </div>
            </div>
            { section(t.gallery_acting(), html! { <Acting /> }) }
            { section(t.gallery_asking(), html! { <Asking /> }) }
            { section(t.gallery_telling(), html! { <Telling /> }) }
            { section(t.gallery_showing(), html! { <Showing /> }) }
        </div>
    }
}

fn section(title: &'static str, content: Html) -> Html {
    html! { <section class="stack g-5"><h2>{ title }</h2>{ content }</section> }
}

/// One component, or a family of them, under its name.
fn specimen(title: &'static str, content: Html) -> Html {
    html! { <section class="stack g-3"><h3 class="h-s">{ title }</h3>{ content }</section> }
}

/// The values of an enumeration beside each other.
fn row(items: impl Iterator<Item = Html>) -> Html {
    html! { <div class="row g-3">{ for items }</div> }
}

/// A person of the samples.
fn person(t: Messages) -> &'static str {
    match t.0 {
        crate::i18n::Lang::Es => "Carla Núñez",
        crate::i18n::Lang::En => "Carla Nunez",
    }
}
