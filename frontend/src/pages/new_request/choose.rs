//! Which service? The categories with their services; `?category=` shows one, `?for=` what somebody else may ask for.

use std::rc::Rc;

use shared::account::PersonMatch;
use shared::service::CatalogCategory;
use uuid::Uuid;
use yew::{AttrValue, Callback, Html, Properties, component, html, use_state};

use super::helped::{Helped, person_key, use_may_help, use_person};
use crate::components::empty::Empty;
use crate::components::error_region::ErrorAlert;
use crate::components::icon::{Glyph, icon, icon_sm};
use crate::components::link::{Link, Pairs, replace_with};
use crate::components::skeleton::SkeletonRows;
use crate::hooks::query_cache;
use crate::hooks::use_title::{use_heading, use_title};
use crate::i18n::use_messages;
use crate::pages::home::use_catalog;
use crate::route::Route;
use crate::router::{use_location, use_navigator};
use crate::state::session::use_account;
use crate::tickets::waiting::FOR;

/// The page.
#[component]
pub fn ChooseServicePage() -> Html {
    let t = use_messages();
    let heading = use_heading();
    use_title(t.nav_new_request());
    let navigator = use_navigator();
    let query = use_location().map(|here| Pairs::read(here.query_str())).unwrap_or_default();
    let chosen = query.get("category").map(str::to_owned);
    let may_help = use_may_help();
    let me = use_account().map(|me| me.id);
    let whom = query.get(FOR).and_then(|id| id.parse::<Uuid>().ok()).filter(|id| may_help && Some(*id) != me);
    let found = use_person(whom);
    let person = found.data.as_ref().and_then(|found| found.first().cloned());
    let asked = use_state(|| false);
    let for_other = *asked || whom.is_some();
    let catalog = use_catalog(whom, true);
    let on_person = Callback::from(move |person: Option<PersonMatch>| {
        let mut query = query.clone();
        query.0.retain(|(name, _)| name != FOR);
        if let Some(person) = &person {
            query_cache::put(person_key(person.id).into(), Rc::new(vec![person.clone()]));
        }
        query.0.extend(person.map(|person| (FOR.to_owned(), person.id.to_string())));
        if let Some(navigator) = &navigator {
            replace_with(navigator, &Route::NewRequest, &query.to_query());
        }
    });
    let on_other = {
        let (asked, on_person) = (asked.setter(), on_person.clone());
        Callback::from(move |other: bool| {
            asked.set(other);
            if !other {
                on_person.emit(None);
            }
        })
    };
    let others = whom.map(|id| AttrValue::from(format!("{FOR}={id}"))).unwrap_or_default();
    html! {
        <div class="wrap stack page w-60 g-5">
            <div class="stack g-2">
                <h1 ref={heading} tabindex="-1">{ t.what_is_it_about() }</h1>
                <p class="lead">{ t.what_is_it_about_help() }</p>
            </div>
            <div class="stack g-3">
                <Helped {for_other} {person} {on_other} {on_person} />
                <ErrorAlert error={found.error.clone()} on_retry={found.refetch.clone()} />
            </div>
            if for_other && whom.is_none() { <p class="soft">{ t.find_the_person_first() }</p> } else {{ catalog.view(html! { <SkeletonRows rows={6} /> }, |catalog| {
                let shown: Vec<&CatalogCategory> = catalog
                    .categories
                    .iter()
                    .filter(|category| chosen.as_deref().is_none_or(|chosen| category.category.as_str() == chosen))
                    .collect();
                html! {
                    <>
                        if shown.is_empty() {
                            <Empty glyph={Glyph::Search} title={t.no_services_here()} card=true>
                                <Link to={Route::NewRequest} query={others.clone()} class="go">{ t.all_categories() }</Link>
                            </Empty>
                        }
                        <div class="grid min-24 top">
                            { for shown.iter().map(|category| html! {
                                <Services key={category.category.as_str()} category={(*category).clone()} query={others.clone()} />
                            }) }
                        </div>
                        if chosen.is_some() && !shown.is_empty() {
                            <p class="ui"><Link to={Route::NewRequest} query={others.clone()} class="go">{ t.all_categories() }</Link></p>
                        }
                    </>
                }
            }) }}
        </div>
    }
}

/// Properties of [`Services`].
#[derive(Properties, PartialEq)]
struct ServicesProps {
    category: CatalogCategory,
    /// For whom, when it is for somebody else.
    query: AttrValue,
}

/// One category with its services.
#[component]
fn Services(props: &ServicesProps) -> Html {
    let category = &props.category;
    let id = format!("category-{}", category.category);
    html! {
        <section class="card" aria-labelledby={id.clone()}>
            <header>
                <span class="row row-n g-3">
                    <span class="ic">{ icon(Glyph::from(category.category)) }</span>
                    <h2 class="h-c" {id}>{ &category.label }</h2>
                </span>
            </header>
            <ul class="rows divided">
                { for category.services.iter().map(|service| html! {
                    <li key={service.id.to_string()}>
                        <Link to={Route::NewRequestFor { service_id: service.id }} query={props.query.clone()} class="link">
                            <span class="grow">
                                { &service.name }
                                if !service.help.is_empty() { <small>{ &service.help }</small> }
                            </span>
                            { icon_sm(Glyph::Right) }
                        </Link>
                    </li>
                }) }
            </ul>
        </section>
    }
}
