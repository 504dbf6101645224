//! All services under their categories, and their order there: moved one place at a time, saved at once.

use std::rc::Rc;

use shared::category::Category;
use shared::service::ServiceDetails;
use shared::ticket::TeamRef;
use uuid::Uuid;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;
use yew::{Callback, Html, Properties, component, html, use_effect, use_mut_ref};

use super::fields::row_id;
use crate::api::error::ApiError;
use crate::components::error_region::ErrorAlert;
use crate::components::icon::{Glyph, icon_sm};
use crate::components::link::Link;
use crate::hooks::query_cache;
use crate::hooks::use_effect::use_effect_with;
use crate::hooks::use_mutation::use_mutation;
use crate::hooks::use_query::Query;
use crate::i18n::{Messages, use_messages};
use crate::route::Route;
use crate::state::announcer::announce;

/// Properties of [`Shelves`].
#[derive(Properties, PartialEq)]
pub struct ShelvesProps {
    /// All services.
    pub query: Query<Vec<ServiceDetails>>,
    /// All teams, retired ones too, once they are known.
    pub teams: Option<Rc<Vec<TeamRef>>>,
}

/// A way to move.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Way {
    Up,
    Down,
}

impl Way {
    const fn part(self) -> &'static str {
        match self {
            Self::Up => "up",
            Self::Down => "down",
        }
    }

    const fn back(self) -> Self {
        match self {
            Self::Up => Self::Down,
            Self::Down => Self::Up,
        }
    }
}

/// A card a category.
#[component]
pub fn Shelves(props: &ShelvesProps) -> Html {
    let t = use_messages();
    let services = props.query.data.clone().unwrap_or_default();
    // Where the focus goes once the list is drawn anew: a row that moves on the page loses it.
    let moved = use_mut_ref(|| None::<(Uuid, Way)>);
    let shift = {
        let (query, moved) = (props.query.clone(), moved.clone());
        use_mutation(
            |client, (service, after, way): (ServiceDetails, Option<Uuid>, Way), _key| async move {
                client.move_service(service.id, service.version, after).await.map(|service| (service, after, way))
            },
            move |(service, after, way): (ServiceDetails, Option<Uuid>, Way)| {
                let mut all: Vec<ServiceDetails> = query.data.iter().flat_map(|all| all.iter().cloned()).collect();
                put_behind(&mut all, &service, after);
                let shelf: Vec<Uuid> =
                    all.iter().filter(|one| one.category == service.category).map(|one| one.id).collect();
                let place = shelf.iter().position(|id| *id == service.id).unwrap_or(0) + 1;
                announce(&t.field_moved(service.name.get(t.0), &place.to_string(), &shelf.len().to_string()));
                moved.replace(Some((service.id, way)));
                query.replace.emit(Rc::new(all));
                query_cache::invalidate("catalog");
            },
        )
    };
    {
        let refetch = props.query.refetch.clone();
        use_effect_with(shift.error.clone(), move |error| {
            if error.as_ref().is_some_and(ApiError::is_definite) {
                refetch.emit(());
            }
        });
    }
    use_effect(move || {
        if let Some((id, way)) = moved.take() {
            focus(id, way);
        }
    });
    html! {
        <>
            <ErrorAlert error={shift.error.clone()} />
            <div class="grid min-24 top">
                { for Category::ALL.iter().map(|category| {
                    shelf(t, *category, &services, props.teams.as_ref(), &shift.run)
                }) }
            </div>
        </>
    }
}

/// The same order as the server's after the move.
fn put_behind(all: &mut Vec<ServiceDetails>, service: &ServiceDetails, after: Option<Uuid>) {
    all.retain(|one| one.id != service.id);
    let place = match after {
        Some(after) => all.iter().position(|one| one.id == after).map(|at| at + 1),
        None => all.iter().position(|one| one.category == service.category),
    };
    all.insert(place.unwrap_or(all.len()), service.clone());
}

/// The button that was pressed, or the other one where there is no further to go.
fn focus(id: Uuid, way: Way) {
    let Some(document) = web_sys::window().and_then(|window| window.document()) else { return };
    let button = |way: Way| {
        let found = document.get_element_by_id(&row_id(&id.to_string(), way.part()))?.dyn_into::<HtmlElement>().ok()?;
        (!found.has_attribute("disabled")).then_some(found)
    };
    if let Some(button) = button(way).or_else(|| button(way.back())) {
        button.focus().ok();
    }
}

type Shift = Callback<(ServiceDetails, Option<Uuid>, Way)>;

fn shelf(
    t: Messages,
    category: Category,
    services: &[ServiceDetails],
    teams: Option<&Rc<Vec<TeamRef>>>,
    shift: &Shift,
) -> Html {
    let id = format!("category-{category}");
    let mine: Vec<&ServiceDetails> = services.iter().filter(|service| service.category == category).collect();
    html! {
        <section class="card" aria-labelledby={id.clone()}>
            <header><h2 class="h-c" {id}>{ category.label(t.0) }</h2></header>
            if mine.is_empty() { <p class="small muted pad-4">{ t.no_services_yet() }</p> }
            <ul class="rows divided" hidden={mine.is_empty()}>
                { for mine.iter().enumerate().map(|(at, service)| {
                    let team = teams.and_then(|teams| teams.iter().find(|team| team.id == service.team_id));
                    html! {
                        <li key={service.id.to_string()}>
                            <Link to={Route::Service { service_id: service.id }} class="link">
                                <span class="grow">
                                    { service.name.get(t.0) }
                                    <small>
                                        { team.map(|team| team.name.clone()).unwrap_or_default() }
                                        { " · " }{ t.fields_counted(service.fields.len() as u64) }
                                    </small>
                                </span>
                                <span class="badge" data-tone={if service.active { "ok" } else { "neutral" }}>
                                    { if service.active { t.service_active() } else { t.service_retired() } }
                                </span>
                            </Link>
                            if mine.len() > 1 { { movers(t, &mine, at, service, shift) } }
                        </li>
                    }
                }) }
            </ul>
        </section>
    }
}

/// One place up, one place down.
fn movers(t: Messages, shelf: &[&ServiceDetails], at: usize, service: &ServiceDetails, shift: &Shift) -> Html {
    let name = service.name.get(t.0);
    let behind = |place: Option<usize>| place.and_then(|place| shelf.get(place)).map(|one| one.id);
    let button = |way: Way, is_last: bool, after: Option<Uuid>| {
        let (service, id) = (service.clone(), row_id(&service.id.to_string(), way.part()));
        let (label, glyph) = match way {
            Way::Up => (t.field_up(name), Glyph::Up),
            Way::Down => (t.field_down(name), Glyph::Down),
        };
        html! {
            <button
                type="button"
                {id}
                class="btn btn-ghost btn-icon btn-sm"
                aria-label={label}
                disabled={is_last}
                onclick={shift.reform(move |_| (service.clone(), after, way))}
            >{ icon_sm(glyph) }</button>
        }
    };
    html! {
        <span class="row row-n g-0">
            { button(Way::Up, at == 0, behind(at.checked_sub(2))) }
            { button(Way::Down, at + 1 == shelf.len(), behind(Some(at + 1))) }
        </span>
    }
}
