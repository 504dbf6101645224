//! My requests: open, waiting for me, closed. The choice is the address.

use shared::status::{Status, WaitReason};
use shared::ticket::{Sort, TicketSummary, View};
use yew::{Html, component, html};

use crate::api::tickets::TicketFilter;
use crate::components::button::{Size, Weight, button_class};
use crate::components::empty::Empty;
use crate::components::error_region::ErrorAlert;
use crate::components::icon::{Glyph, icon_sm};
use crate::components::ignored::ignored;
use crate::components::link::{Link, NavLink, Pairs};
use crate::components::pager::Pager;
use crate::components::skeleton::SkeletonRows;
use crate::hooks::use_effect::use_effect_with;
use crate::hooks::use_pages::use_pages;
use crate::hooks::use_title::{use_heading, use_title};
use crate::i18n::use_messages;
use crate::route::Route;
use crate::router::use_location;
use crate::shell::delivery::RequestsToSend;
use crate::tickets::row::RequestRow;

/// Which of my requests.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Show {
    Open,
    WaitingForMe,
    Closed,
}

impl Show {
    fn of(query: &Pairs) -> Self {
        match query.get("show") {
            Some("waiting") => Self::WaitingForMe,
            Some("closed") => Self::Closed,
            _ => Self::Open,
        }
    }

    fn word(self) -> Option<&'static str> {
        match self {
            Self::Open => None,
            Self::WaitingForMe => Some("waiting"),
            Self::Closed => Some("closed"),
        }
    }

    fn statuses(self) -> Vec<Status> {
        match self {
            Self::Open => {
                vec![Status::New, Status::Assigned, Status::InProgress, Status::Waiting, Status::Attended]
            }
            Self::WaitingForMe => vec![Status::Waiting, Status::Attended],
            Self::Closed => vec![Status::Resolved, Status::Cancelled],
        }
    }

    /// Of those that wait, only the ones that wait for the requester.
    fn holds(self, ticket: &TicketSummary) -> bool {
        self != Self::WaitingForMe
            || ticket.status != Status::Waiting
            || ticket.waiting.as_ref().is_some_and(|waiting| waiting.reason == WaitReason::Requester)
    }
}

/// The page.
#[component]
pub fn MyRequestsPage() -> Html {
    let t = use_messages();
    let heading = use_heading();
    use_title(t.nav_my_requests());
    let query = use_location().map(|here| Pairs::read(here.query_str())).unwrap_or_default();
    let show = Show::of(&query);
    let unknown = query.without_sense(|name, word| name == "show" && matches!(word, "open" | "waiting" | "closed"));
    let filter = TicketFilter {
        view: Some(View::Own),
        status: show.statuses(),
        sort: Some(Sort::LastChangedFirst),
        limit: Some(25),
        ..TicketFilter::default()
    };
    let list = use_pages(filter.key(), move |client, cursor| {
        let filter = filter.clone();
        async move { client.tickets(&filter, cursor).await }
    });
    let rows: Vec<TicketSummary> = list.items.iter().filter(|ticket| show.holds(ticket)).cloned().collect();
    {
        // A page on which nothing waits for the reader is none to show: the next one may.
        let on_more = list.on_more.clone();
        let here = list.first.data.is_some();
        let again = here && rows.is_empty() && list.more && !list.loading_more && list.more_error.is_none();
        use_effect_with((again, list.items.len()), move |(again, _)| {
            if *again {
                on_more.emit(());
            }
        });
    }
    let (empty, text) = match show {
        Show::Open => (t.no_open_requests(), t.no_open_requests_text()),
        Show::WaitingForMe => (t.nothing_waits_for_you(), t.nothing_waits_for_you_text()),
        Show::Closed => (t.no_closed_requests(), t.no_closed_requests_text()),
    };
    let stale = list.first.loading && list.first.data.is_none() && list.first.previous.is_some();
    let shown = html! {
        <div class={stale.then_some("stale")} aria-busy={stale.then_some("true")}>
            if rows.is_empty() && list.more && list.more_error.is_none() {
                <SkeletonRows rows={5} />
            } else if rows.is_empty() {
                <Empty glyph={Glyph::Inbox} title={empty} {text} card=true>
                    <Link to={Route::NewRequest} class={button_class(Weight::Plain, Size::Normal)}>
                        { icon_sm(Glyph::Plus) }{ t.nav_new_request() }
                    </Link>
                </Empty>
            } else {
                <ul class="card divided">
                    { for rows.iter().map(|ticket| html! {
                        <RequestRow key={ticket.folio.clone()} ticket={ticket.clone()} />
                    }) }
                </ul>
            }
            <ErrorAlert error={list.more_error.clone()} on_retry={list.on_more.clone()} />
            <Pager more={list.more} busy={list.loading_more} on_more={list.on_more.clone()} />
        </div>
    };
    html! {
        <div class="wrap stack page w-60 g-5">
            <h1 ref={heading} tabindex="-1">{ t.nav_my_requests() }</h1>
            <nav class="tabs" aria-label={t.which_requests()}>
                <NavLink to={Route::MyRequests}>{ t.show_open() }</NavLink>
                <NavLink to={Route::MyRequests} query="show=waiting">{ t.show_waiting_for_me() }</NavLink>
                <NavLink to={Route::MyRequests} query="show=closed">{ t.show_closed() }</NavLink>
            </nav>
            { ignored(t, &unknown, Route::MyRequests, Pairs::default().with("show", show.word()).to_query()) }
            if show == Show::Open { <RequestsToSend /> }
            if stale { { shown } } else { { list.first.view(html! { <SkeletonRows rows={5} /> }, |_| shown) } }
        </div>
    }
}
