//! The catalogue as an admin edits it: all services by category, and one with its form.

use std::rc::Rc;

use uuid::Uuid;
use yew::{Html, Properties, component, html};

use crate::components::button::{Size, Weight, button_class};
use crate::components::icon::{Glyph, icon_sm};
use crate::components::link::Link;
use crate::components::skeleton::SkeletonRows;
use crate::hooks::use_query::use_query;
use crate::hooks::use_title::{use_heading, use_title};
use crate::i18n::use_messages;
use crate::pages::not_found::NotFoundPage;
use crate::route::Route;

mod draft;
mod editing;
mod editor;
mod fields;
mod general;
mod preview;
mod shelves;

use editor::ServiceEditor;
use shelves::Shelves;

/// All services.
#[component]
pub fn ServicesPage() -> Html {
    let t = use_messages();
    let heading = use_heading();
    use_title(t.services_title());
    let services = use_query("services", |client| async move { client.services().await });
    let teams = use_query("teams/all", |client| async move { client.all_teams().await });
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
            { services.view(html! { <SkeletonRows rows={8} /> }, |_| html! {
                <Shelves query={services.clone()} teams={teams.data.clone()} />
            }) }
        </div>
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
