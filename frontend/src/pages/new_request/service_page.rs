//! The page of one service's form: what it is, the form, what comes next.

use uuid::Uuid;
use yew::{Html, Properties, component, html};

use super::form::RequestForm;
use crate::components::crumbs::{Crumb, Crumbs};
use crate::components::skeleton::SkeletonPage;
use crate::hooks::use_title::{use_heading, use_title};
use crate::i18n::use_messages;
use crate::pages::home::use_catalog;
use crate::pages::not_found::NotFoundPage;
use crate::route::Route;
use shared::service::{CatalogCategory, CatalogService};

/// Properties of [`ServicePage`].
#[derive(Properties, PartialEq)]
pub struct ServicePageProps {
    /// The service in the address.
    pub service_id: Uuid,
}

/// The page.
#[component]
pub fn ServicePage(props: &ServicePageProps) -> Html {
    let catalog = use_catalog();
    let id = props.service_id;
    catalog.view_page(html! { <SkeletonPage /> }, |catalog| {
        let found = catalog.categories.iter().find_map(|category| {
            category.services.iter().find(|service| service.id == id).map(|service| (category, service))
        });
        match found {
            Some((category, service)) => html! {
                <Asked key={id.to_string()} category={category.clone()} service={service.clone()} />
            },
            None => html! { <NotFoundPage /> },
        }
    })
}

/// Properties of [`Asked`].
#[derive(Properties, PartialEq)]
struct AskedProps {
    category: CatalogCategory,
    service: CatalogService,
}

#[component]
fn Asked(props: &AskedProps) -> Html {
    let t = use_messages();
    let heading = use_heading();
    let service = &props.service;
    use_title(service.name.clone());
    let above = vec![
        Crumb::new(Route::NewRequest, t.nav_new_request()),
        Crumb {
            to: Route::NewRequest,
            query: format!("category={}", props.category.category).into(),
            label: props.category.label.clone().into(),
        },
    ];
    html! {
        <div class="wrap stack page-flush w-60 g-5">
            <Crumbs {above} here={service.name.clone()} />
            <div class="stack g-2">
                <h1 ref={heading} tabindex="-1">{ &service.name }</h1>
                if !service.help.is_empty() { <p class="soft">{ &service.help }</p> }
            </div>
            <div class="split">
                <RequestForm service={service.clone()} />
                <aside class="stack sticky g-5">
                    <section class="stack g-3">
                        <h2 class="h-s">{ t.what_comes_next() }</h2>
                        <ol class="steps-v">
                            <li><b>{ t.next_folio() }</b><span>{ t.next_folio_detail() }</span></li>
                            <li><b>{ t.next_person() }</b><span>{ t.next_person_detail() }</span></li>
                            <li><b>{ t.next_you() }</b><span>{ t.next_you_detail() }</span></li>
                        </ol>
                    </section>
                </aside>
            </div>
        </div>
    }
}
