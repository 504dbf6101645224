//! The requester's start: what waits for my confirmation, what I can ask for, what is under way.

use shared::person::Role;
use shared::service::{Catalog, CatalogCategory};
use shared::status::Status;
use shared::ticket::{Sort, TicketSummary, View};
use uuid::Uuid;
use yew::{AttrValue, Html, Properties, component, hook, html};

use crate::api::tickets::TicketFilter;
use crate::components::badge::StatusBadge;
use crate::components::button::{Size, Weight, button_class};
use crate::components::empty::Empty;
use crate::components::icon::{Glyph, icon, icon_sm};
use crate::components::link::Link;
use crate::components::relative_time::RelativeTime;
use crate::components::skeleton::{Loading, SkeletonRows};
use crate::hooks::use_pages::use_pages;
use crate::hooks::use_query::{Query, use_query};
use crate::hooks::use_title::{use_heading, use_title};
use crate::i18n::intl;
use crate::i18n::use_messages;
use crate::route::Route;
use crate::shell::delivery::RequestsToSend;
use crate::state::session::use_account;
use crate::tickets::row::RequestRow;

/// Open requests that the start shows; the rest is one link away.
const SHOWN: usize = 6;

/// The page.
#[component]
pub fn HomePage() -> Html {
    let t = use_messages();
    let heading = use_heading();
    let me = use_account();
    use_title(t.nav_home());
    let filter = TicketFilter {
        view: Some(View::Own),
        status: vec![Status::New, Status::Assigned, Status::InProgress, Status::Waiting, Status::Attended],
        sort: Some(Sort::LastChangedFirst),
        ..TicketFilter::default()
    };
    let own = use_pages(filter.key(), move |client, cursor| {
        let filter = filter.clone();
        async move { client.tickets(&filter, cursor).await }
    });
    let catalog = use_catalog(None, true);
    let (waiting, open): (Vec<TicketSummary>, Vec<TicketSummary>) =
        own.items.iter().cloned().partition(|ticket| ticket.status == Status::Attended);
    let name = me.as_ref().and_then(|me| me.name.split_whitespace().next().map(str::to_owned)).unwrap_or_default();
    let unverified =
        me.as_ref().is_some_and(|me| me.community.is_none() && me.roles.iter().all(|role| *role == Role::Requester));
    html! {
        <div class="wrap stack page w-60 g-6">
            { for waiting.iter().map(|ticket| html! {
                <ToConfirm key={ticket.folio.clone()} ticket={ticket.clone()} />
            }) }
            if unverified { <crate::pages::account::community::CommunityQuestion /> }
            <section class="stack g-4">
                <h1 ref={heading} tabindex="-1">{ t.what_do_you_need(&name) }</h1>
                { catalog.view(html! { <SkeletonCategories /> }, |catalog| html! {
                    <ul class="cats">{ for catalog.categories.iter().map(category_card) }</ul>
                }) }
            </section>
            <section class="stack g-3" aria-labelledby="open-requests">
                <h2 id="open-requests">
                    { t.your_open_requests() }
                    if !open.is_empty() { { " " }<span class="n">{ intl::integer(t.0, open.len() as u64) }</span> }
                </h2>
                <RequestsToSend />
                { own.first.view(html! { <SkeletonRows rows={3} /> }, |_| html! {
                    if open.is_empty() {
                        <Empty glyph={Glyph::Inbox} title={t.no_open_requests()} text={t.no_open_requests_text()} card=true>
                            <Link to={Route::NewRequest} class={button_class(Weight::Plain, Size::Normal)}>
                                { icon_sm(Glyph::Plus) }{ t.nav_new_request() }
                            </Link>
                        </Empty>
                    } else {
                        <ul class="card divided">
                            { for open.iter().take(SHOWN).map(|ticket| html! {
                                <RequestRow key={ticket.folio.clone()} ticket={ticket.clone()} />
                            }) }
                            <li>
                                <Link to={Route::MyRequests} class="req ui soft">
                                    <span>{ t.see_all_requests() }</span>{ icon_sm(Glyph::Right) }
                                </Link>
                            </li>
                        </ul>
                    }
                }) }
            </section>
        </div>
    }
}

/// What may be asked for: by the reader, or by whom the reader helps. Nothing is asked unless it is wanted.
#[hook]
pub fn use_catalog(whom: Option<Uuid>, wanted: bool) -> Query<Catalog> {
    let key = match whom {
        _ if !wanted => String::new(),
        Some(id) => format!("catalog?for={id}"),
        None => "catalog".to_owned(),
    };
    use_query(key, move |client| async move { client.catalog(whom).await })
}

fn category_card(category: &CatalogCategory) -> Html {
    html! { <li key={category.category.as_str()}><CategoryCard category={category.clone()} /></li> }
}

/// Properties of [`CategoryCard`].
#[derive(Properties, PartialEq)]
struct CategoryCardProps {
    category: CatalogCategory,
}

#[component]
fn CategoryCard(props: &CategoryCardProps) -> Html {
    let t = use_messages();
    let category = props.category.category;
    html! {
        <Link to={Route::NewRequest} query={format!("category={category}")} class="card cat">
            <span class="ic">{ icon(Glyph::from(category)) }</span>
            <span><b>{ &props.category.label }</b><small>{ t.category_about(category) }</small></span>
        </Link>
    }
}

#[component]
fn SkeletonCategories() -> Html {
    html! {
        <Loading>
            <div class="cats" aria-hidden="true">
                { for (0..6).map(|at| html! {
                    <div class="card cat" key={at}>
                        <span class="skel skel-dot" />
                        <span class="grow stack g-2"><span class="skel skel-line iw-60" /><span class="skel skel-line iw-80" /></span>
                    </div>
                }) }
            </div>
        </Loading>
    }
}

/// Properties of [`ToConfirm`].
#[derive(Properties, PartialEq)]
struct ToConfirmProps {
    ticket: TicketSummary,
}

/// A request that waits for the requester's word.
#[component]
fn ToConfirm(props: &ToConfirmProps) -> Html {
    let t = use_messages();
    let ticket = &props.ticket;
    let who = ticket.assignee.as_ref().map_or(ticket.team.name.as_str(), |person| person.name.as_str());
    let id = AttrValue::from(format!("confirm-{}", ticket.folio));
    html! {
        <section class="card card-go confirm" aria-labelledby={id.clone()}>
            <StatusBadge status={ticket.status} plain=true icon_only=true />
            <div class="grow">
                <h2 class="h-c" {id}>{ t.check_resolved(&ticket.subject) }</h2>
                <p class="small soft">
                    { &ticket.folio }{ " · " }{ t.marked_attended(who) }{ " · " }
                    if let Some(at) = ticket.attended_at {
                        <RelativeTime {at} />
                    }
                </p>
            </div>
            <Link
                to={Route::Ticket { folio: ticket.folio.clone() }}
                class={button_class(Weight::Primary, Size::Normal)}
                label={t.check_result_of(&ticket.subject)}
            >
                { t.check_result() }
            </Link>
        </section>
    }
}
