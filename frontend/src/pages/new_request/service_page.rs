//! The page of one service's form: what it is, the form, what comes next.

use uuid::Uuid;
use yew::{Callback, Html, Properties, component, html, use_state, use_state_eq};

use super::form::RequestForm;
use super::helped::use_may_help;
use crate::components::crumbs::{Crumb, Crumbs};
use crate::components::empty::Empty;
use crate::components::icon::Glyph;
use crate::components::link::{Link, go};
use crate::components::skeleton::SkeletonPage;
use crate::hooks::use_effect::use_effect_with;
use crate::hooks::use_title::{use_heading, use_title};
use crate::i18n::{Messages, use_messages};
use crate::pages::home::use_catalog;
use crate::pages::not_found::NotFoundPage;
use crate::route::Route;
use crate::router::{use_location, use_navigator};
use crate::state::outbox::{Waiting, folio_of, use_outbox};
use crate::state::session::use_account;
use crate::tickets::waiting::{FOR, acts, mark, put_back, refused, whom_in};
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
    let t = use_messages();
    let may_help = use_may_help();
    let me = use_account().map(|me| me.id);
    let whom = use_location().and_then(|here| whom_in(here.query_str())).filter(|id| may_help && Some(*id) != me);
    let catalog = use_catalog(whom, true);
    let id = props.service_id;
    catalog.view_page(html! { <SkeletonPage /> }, |catalog| {
        let found = catalog.categories.iter().find_map(|category| {
            category.services.iter().find(|service| service.id == id).map(|service| (category, service))
        });
        match found {
            Some((category, service)) => html! {
                <Asked key={format!("{id} {whom:?}")} category={category.clone()} service={service.clone()} {whom} />
            },
            None => match whom {
                Some(whom) => html! {
                    <div class="wrap page w-40">
                        <Empty glyph={Glyph::Search} title={t.not_theirs()} card=true page=true>
                            <Link to={Route::NewRequest} query={format!("{FOR}={whom}")} class="go">{ t.what_they_may_ask() }</Link>
                        </Empty>
                    </div>
                },
                None => html! { <NotFoundPage /> },
            },
        }
    })
}

/// Properties of [`Asked`].
#[derive(Properties, PartialEq)]
struct AskedProps {
    category: CatalogCategory,
    service: CatalogService,
    whom: Option<Uuid>,
}

#[component]
fn Asked(props: &AskedProps) -> Html {
    let t = use_messages();
    let for_other = use_state_eq(|| false);
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
                <FormOrKept
                    service={service.clone()}
                    whom={props.whom}
                    on_other={Callback::from({
                        let for_other = for_other.setter();
                        move |other| for_other.set(other)
                    })}
                />
                <aside class="stack sticky g-5">
                    <section class="stack g-3">
                        <h2 class="h-s">{ t.what_comes_next() }</h2>
                        <ol class="steps-v">
                            { for steps(t, *for_other).map(|(step, detail)| html! { <li><b>{ step }</b><span>{ detail }</span></li> }) }
                        </ol>
                    </section>
                </aside>
            </div>
        </div>
    }
}

/// What comes next, for whoever asks or for whom it is registered.
fn steps(t: Messages, for_other: bool) -> [(&'static str, &'static str); 3] {
    if for_other {
        [
            (t.next_folio_other(), t.next_folio_other_detail()),
            (t.next_person_other(), t.next_person_other_detail()),
            (t.next_other(), t.next_other_detail()),
        ]
    } else {
        [
            (t.next_folio(), t.next_folio_detail()),
            (t.next_person(), t.next_person_detail()),
            (t.next_you(), t.next_you_detail()),
        ]
    }
}

/// Properties of [`FormOrKept`].
#[derive(Properties, PartialEq)]
struct FormOrKeptProps {
    service: CatalogService,
    whom: Option<Uuid>,
    on_other: Callback<bool>,
}

/// The form; once it was sent without a connection, in its place what waits, until the request is there.
#[component]
fn FormOrKept(props: &FormOrKeptProps) -> Html {
    let navigator = use_navigator();
    let outbox = use_outbox();
    let account = use_account().map(|me| me.id);
    let kept = use_state(|| None::<String>);
    let waiting = kept.as_ref().and_then(|key| outbox.find(key)).cloned();
    {
        let kept = kept.clone();
        use_effect_with(waiting.is_none(), move |gone| {
            let Some(key) = kept.as_ref().filter(|_| *gone) else { return };
            if let (Some(folio), Some(navigator)) = (folio_of(key), navigator) {
                go(&navigator, &Route::Ticket { folio }, "");
            }
            kept.set(None);
        });
    }
    match waiting {
        None => {
            let kept = kept.setter();
            html! {
                <RequestForm
                    service={props.service.clone()}
                    whom={props.whom}
                    on_other={props.on_other.clone()}
                    on_kept={Callback::from(move |key| kept.set(Some(key)))}
                />
            }
        }
        Some(waiting) => {
            let cancel = {
                let (outbox, key) = (outbox.clone(), waiting.key.clone());
                Callback::from(move |()| outbox.take_out(&key, |_| true))
            };
            let edit = {
                let (outbox, key) = (outbox.clone(), waiting.key.clone());
                Callback::from(move |()| {
                    outbox.take_out(&key, move |waiting| put_back(account, waiting));
                })
            };
            html! { <Kept {waiting} {edit} {cancel} /> }
        }
    }
}

/// Properties of [`Kept`].
#[derive(Properties, PartialEq)]
struct KeptProps {
    waiting: Waiting,
    edit: Callback<()>,
    cancel: Callback<()>,
}

/// A request that goes by itself.
#[component]
fn Kept(props: &KeptProps) -> Html {
    let t = use_messages();
    let waiting = &props.waiting;
    html! {
        <section class="card card-p stack g-4 waiting" aria-label={t.to_be_sent()}>
            <div class="row between">
                <h2 class="h-c">{ &waiting.title }</h2>
                { mark(t, waiting) }
            </div>
            if waiting.refusal.is_some() { { refused(t, waiting) } } else { <p role="status">{ t.kept_to_be_sent() }</p> }
            <div class="row">
                { acts(t, waiting, true, props.edit.clone(), props.cancel.clone()) }
                <Link to={Route::MyRequests} class="go end">{ t.nav_my_requests() }</Link>
            </div>
        </section>
    }
}
