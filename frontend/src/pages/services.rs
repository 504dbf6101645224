//! The catalogue as an admin edits it: all services by category, and one with its form.

use std::rc::Rc;

use shared::category::Category;
use shared::service::ServiceDetails;
use shared::ticket::TeamRef;
use uuid::Uuid;
use yew::{Html, Properties, component, html};

use crate::components::button::{Size, Weight, button_class};
use crate::components::icon::{Glyph, icon_sm};
use crate::components::link::Link;
use crate::components::skeleton::SkeletonRows;
use crate::hooks::use_query::use_query;
use crate::hooks::use_title::{use_heading, use_title};
use crate::i18n::{Messages, use_messages};
use crate::pages::not_found::NotFoundPage;
use crate::route::Route;

mod draft;
mod editing;
mod editor;
mod fields;
mod general;
mod preview;

use editor::ServiceEditor;

/// All services.
#[component]
pub fn ServicesPage() -> Html {
    let t = use_messages();
    let heading = use_heading();
    use_title(t.services_title());
    let services = use_query("services", |client| async move { client.services().await });
    let teams = use_query("teams", |client| async move { client.teams().await });
    html! {
        <div class="pad stack g-4">
            <header class="page-head">
                <div>
                    <h1 ref={heading} tabindex="-1" class="h-p">{ t.services_title() }</h1>
                    <p class="ui soft">{ t.services_about() }</p>
                </div>
                <Link to={Route::NewService} class={button_class(Weight::Primary, Size::Normal)}>
                    { icon_sm(Glyph::Plus) }{ t.new_service() }
                </Link>
            </header>
            { services.view(html! { <SkeletonRows rows={8} /> }, |services| {
                let teams: &[TeamRef] = teams.data.as_ref().map_or(&[], |teams| teams.as_slice());
                html! {
                    <div class="grid min-24 top">
                        { for Category::ALL.iter().map(|category| shelf(t, *category, services, teams)) }
                    </div>
                }
            }) }
        </div>
    }
}

fn shelf(t: Messages, category: Category, services: &[ServiceDetails], teams: &[TeamRef]) -> Html {
    let id = format!("category-{category}");
    let mine: Vec<&ServiceDetails> = services.iter().filter(|service| service.category == category).collect();
    html! {
        <section class="card" aria-labelledby={id.clone()}>
            <header><h2 class="h-c" {id}>{ category.label(t.0) }</h2></header>
            if mine.is_empty() { <p class="small muted pad-4">{ t.no_services_yet() }</p> }
            <ul class="rows divided" hidden={mine.is_empty()}>
                { for mine.iter().map(|service| {
                    let team = teams.iter().find(|team| team.id == service.team_id).map(|team| team.name.clone());
                    html! {
                        <li key={service.id.to_string()}>
                            <Link to={Route::Service { service_id: service.id }} class="link">
                                <span class="grow">
                                    { service.name.get(t.0) }
                                    <small>
                                        { team.unwrap_or_default() }{ " · " }{ t.fields_counted(service.fields.len() as u64) }
                                    </small>
                                </span>
                                <span class="badge" data-tone={if service.active { "ok" } else { "neutral" }}>
                                    { if service.active { t.service_active() } else { t.service_retired() } }
                                </span>
                                { icon_sm(Glyph::Right) }
                            </Link>
                        </li>
                    }
                }) }
            </ul>
        </section>
    }
}

/// Properties of [`ServiceAdminPage`].
#[derive(Properties, PartialEq)]
pub struct ServiceAdminProps {
    /// The service; none for a new one.
    pub service_id: Option<Uuid>,
}

/// One service, or a new one.
#[component]
pub fn ServiceAdminPage(props: &ServiceAdminProps) -> Html {
    let services = use_query("services", |client| async move { client.services().await });
    let teams = use_query("teams", |client| async move { client.teams().await });
    let id = props.service_id;
    let query = services.clone();
    services.view_page(html! { <SkeletonRows rows={8} /> }, |all| {
        let service = id.and_then(|id| all.iter().find(|service| service.id == id)).cloned().map(Rc::new);
        if id.is_some() && service.is_none() {
            return html! { <NotFoundPage /> };
        }
        teams.view_page(html! { <SkeletonRows rows={8} /> }, |teams| {
            html! {
                <ServiceEditor key={id.unwrap_or_default().to_string()} {service} {query} teams={teams.clone()} />
            }
        })
    })
}
