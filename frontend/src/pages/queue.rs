//! The work queue: the list of what is to be done, and beside it the ticket that is read. What is listed and which ticket is
//! open is the address, so that every view is a link and the browser's back goes back.

use std::rc::Rc;

use shared::access::Operation;
use shared::limits::PAGE_MAX;
use shared::person::PersonRef;
use shared::ticket::{TicketSummary, View};
use web_sys::KeyboardEvent;
use yew::{AttrValue, Callback, Html, component, html, use_callback, use_mut_ref, use_state};

use crate::api::tickets::TicketFilter;
use crate::components::button::{Button, Size, Weight, button_class};
use crate::components::empty::Empty;
use crate::components::error_region::ErrorAlert;
use crate::components::icon::{Glyph, icon_sm};
use crate::components::ignored::ignored;
use crate::components::link::{Link, go, replace_with};
use crate::components::pager::Pager;
use crate::hooks::use_deferred::use_deferred;
use crate::hooks::use_effect::use_effect_with;
use crate::hooks::use_keys::use_keys;
use crate::hooks::use_pages::{Pages, use_pages};
use crate::hooks::use_title::{focus_heading, use_heading, use_title};
use crate::i18n::{Messages, intl, use_messages};
use crate::parts::{Page, Part, PartOf};
use crate::route::Route;
use crate::router::{use_location, use_navigator};
use crate::shell::desk_tools::{Tool, open_tool};
use crate::state::session::{can, use_account};

mod filters;
pub mod pane;
pub mod query;
mod skeleton;
mod table;

use filters::Filters;
use query::{QueueQuery, ROWS, Shelf};
use skeleton::SkeletonTable;
use table::{TicketTable, focus_row, row_in_focus};

/// The page.
#[component]
pub fn QueuePage() -> Html {
    let t = use_messages();
    let heading = use_heading();
    let me = use_account();
    let here = use_location();
    let query = here.as_ref().map(|here| QueueQuery::read(here.query_str())).unwrap_or_default();
    let unknown = here.map(|here| QueueQuery::not_understood(here.query_str())).unwrap_or_default();
    let own_teams = if me.is_some_and(|me| can(&me, Operation::ListTeam)) { View::Team } else { View::All };
    // What is listed, and the room for the ticket beside it, follow when the press is on the screen.
    let settled = use_deferred(query.clone());
    let filter = settled.filter(own_teams);
    let listed = use_mut_ref(|| None::<(QueueQuery, u32)>);
    let list = {
        let (listed, settled) = (listed.clone(), settled.clone());
        use_pages(filter.key(), move |client, cursor| {
            // Asked for anew, a list that has grown comes in one piece.
            let rows = listed
                .borrow()
                .as_ref()
                .filter(|(shown, _)| cursor.is_none() && shown.lists_as(&settled))
                .map(|it| it.1);
            let filter = TicketFilter { limit: rows.or(filter.limit), ..filter.clone() };
            async move { client.tickets(&filter, cursor).await }
        })
    };
    let stale = list.first.loading && list.first.data.is_none() && list.first.previous.is_some();
    // Rows that stay until those of another view are there go on leading to what they were listed for.
    if !stale {
        listed.replace(Some((settled.clone(), rows_to_ask_for(list.items.len()))));
    }
    let shown = listed.borrow().as_ref().map_or(&settled, |it| &it.0).with_ticket(query.ticket.as_deref());
    let name = name_of(t, &query);
    use_title(name);
    let steering = use_steering(&query, &list.items);
    let total = list.first.data.as_ref().filter(|_| settled.lists_as(&query)).and_then(|page| page.total);
    let (pane, pane_open) = (settled.ticket.as_ref(), query.ticket.is_some());
    let first = list.items.first().map(|ticket| ticket.folio.clone());
    let toggle_pane = steering.open.reform(move |_| if pane_open { None } else { first.clone().map(AttrValue::from) });
    html! {
        <>
        // On a phone either the list or the ticket is shown; the page's heading belongs to both.
        <h1 ref={heading} tabindex="-1" class="sr">{ t.nav_queue() }</h1>
        <div
            class="queue"
            data-pane={pane.is_none().then_some("closed")}
            data-view={pane_open.then_some("ticket")}
        >
            <section aria-label={t.ticket_list()}>
                <header class="bar-top">
                    <h2 class="h-c">{ name }</h2>
                    if let Some(total) = total {
                        <span class="n" aria-hidden="true">{ intl::integer(t.0, total) }</span>
                    }
                    <span class="sr" role="status">{ total.map(|total| t.requests_listed(total)) }</span>
                    <div class="row row-n end g-1">
                        <Button weight={Weight::Ghost} size={Size::Small} glyph={Glyph::Keyboard} label={t.shortcuts()}
                            class="hide-sm" key_shortcut="?" on_click={Callback::from(|_| open_tool(Tool::Shortcuts))} />
                        <Button weight={Weight::Ghost} size={Size::Small} glyph={Glyph::Refresh} label={t.refresh()}
                            busy={list.first.loading && total.is_some()} on_click={list.first.refetch.reform(|_| ())} />
                        <Button weight={Weight::Ghost} size={Size::Small} glyph={Glyph::Pane} label={t.reading_pane()}
                            class="hide-sm" pressed={pane_open} on_click={toggle_pane} />
                        <Link to={Route::NewRequest} class={button_class(Weight::Plain, Size::Small)} label={t.nav_new_request()}>
                            { icon_sm(Glyph::Plus) }{ t.nav_new() }
                        </Link>
                    </div>
                </header>
                <Filters query={query.clone()} people={people_of(&list.items)} />
                <div class="listbox" tabindex="0" role="region" aria-label={t.nav_requests()}>
                    { ignored(t, &unknown, Route::Queue, query.to_query()) }
                    { listing(t, &shown, stale, &list, &steering) }
                </div>
            </section>
            <section class="pane" aria-label={pane.map(|folio| t.request_named(folio))}>
                // No other ticket than that of the address: its keys are commands.
                if let Some(folio) = pane.filter(|folio| query.ticket.as_ref() == Some(folio)) {
                    <PartOf
                        key={folio.clone()}
                        part={Part::StaffTicket}
                        page={Page::Pane {
                            folio: AttrValue::from(folio.clone()),
                            take_focus: steering.by_hand.as_deref() == Some(folio.as_str()),
                            on_close: steering.open.reform(|()| None),
                        }}
                    />
                }
            </section>
        </div>
        </>
    }
}

/// As many rows as are shown, so far as one answer holds them.
fn rows_to_ask_for(shown: usize) -> u32 {
    u32::try_from(shown).unwrap_or(PAGE_MAX).clamp(ROWS, PAGE_MAX)
}

fn name_of(t: Messages, query: &QueueQuery) -> &'static str {
    query.shelf().map_or_else(|| t.nav_queue(), |shelf| shelf.words(t))
}

fn listing(t: Messages, query: &QueueQuery, stale: bool, list: &Pages<TicketSummary>, steering: &Steering) -> Html {
    let shown = html! {
        <div class={stale.then_some("stale")} aria-busy={stale.then_some("true")}>
            if list.items.is_empty() {
                { nothing(t, query) }
            } else {
                <TicketTable
                    rows={list.items.clone()}
                    query={query.clone()}
                    caption={format!("{}, {}", name_of(t, query), t.sort(query.order()))}
                    current={steering.current.clone()}
                    on_open={steering.opened.clone()}
                />
            }
            <ErrorAlert error={list.more_error.clone()} on_retry={list.on_more.clone()} />
            <Pager more={list.more} busy={list.loading_more} on_more={list.on_more.clone()} />
        </div>
    };
    if stale { shown } else { list.first.view(html! { <SkeletonTable /> }, |_| shown) }
}

fn nothing(t: Messages, query: &QueueQuery) -> Html {
    if query.is_narrowed() {
        let shelf = query.shelf().unwrap_or(Shelf::Open).query();
        return html! {
            <Empty glyph={Glyph::Filter} title={t.nothing_matches()} text={t.nothing_matches_text()}>
                <Link to={Route::Queue} query={shelf.to_query()} class={button_class(Weight::Plain, Size::Normal)}>
                    { t.clear_filters() }
                </Link>
            </Empty>
        };
    }
    let (title, text) = match query.shelf() {
        Some(Shelf::Mine) => (t.nothing_mine(), t.nothing_mine_text()),
        Some(Shelf::Unassigned) => (t.nothing_unassigned(), t.nothing_unassigned_text()),
        Some(Shelf::ToConfirm) => (t.nothing_to_confirm(), t.nothing_to_confirm_text()),
        _ => (t.nothing_here(), t.nothing_here_text()),
    };
    html! { <Empty glyph={Glyph::Ok} {title} {text} /> }
}

/// Whoever has something in the list, by name.
fn people_of(rows: &[TicketSummary]) -> Vec<PersonRef> {
    // Few enough to be put in their places one by one; a sort is thousands of bytes to be downloaded.
    let mut people: Vec<PersonRef> = Vec::new();
    for person in rows.iter().filter_map(|ticket| ticket.assignee.as_ref()) {
        let place = people.binary_search_by(|other| (&other.name, other.id).cmp(&(&person.name, person.id)));
        if let Err(place) = place {
            people.insert(place, person.clone());
        }
    }
    people
}

/// How the keyboard and the pointer walk through the list.
struct Steering {
    /// The folio of the row that Tab reaches.
    current: Option<AttrValue>,
    /// The folio that was opened by hand here, and so takes the focus.
    by_hand: Option<AttrValue>,
    /// A row was followed.
    opened: Callback<AttrValue>,
    /// Opens a ticket, or closes the pane.
    open: Callback<Option<AttrValue>>,
}

#[yew::hook]
fn use_steering(query: &QueueQuery, rows: &Rc<[TicketSummary]>) -> Steering {
    let navigator = use_navigator();
    let current = use_state(|| None::<AttrValue>);
    let by_hand = use_state(|| None::<AttrValue>);
    {
        let (current, read) = (current.setter(), use_mut_ref(|| None::<QueueQuery>));
        let first = rows.first().map(|ticket| ticket.folio.clone());
        use_effect_with(query.clone(), move |query| {
            let before = read.replace(Some(query.clone()));
            if let Some(folio) = &query.ticket {
                current.set(Some(folio.clone().into()));
            }
            let closed =
                before.filter(|before| query.ticket.is_none() && before.lists_as(query)).and_then(|it| it.ticket);
            // The pane has closed: one goes on from the row that was read, or from the first one when that has left the list.
            if let (Some(closed), Some(first)) = (closed, first)
                && !focus_row(&closed)
            {
                focus_row(&first);
            }
        });
    }
    {
        let was = row_in_focus();
        use_effect_with(rows.clone(), move |rows| {
            if was.is_none() || row_in_focus().is_some() {
                return;
            }
            // The row that had the focus has moved to another group, or has left the list with what was done to it.
            let still = was.as_deref().is_some_and(focus_row);
            if !still && !rows.first().is_some_and(|first| focus_row(&first.folio)) {
                focus_heading();
            }
        });
    }
    let here = (*current)
        .clone()
        .filter(|folio| rows.iter().any(|ticket| ticket.folio == folio.as_str()))
        .or_else(|| rows.first().map(|ticket| ticket.folio.clone().into()));
    let opened = use_callback(by_hand.setter(), |folio, by_hand| by_hand.set(Some(folio)));
    let open = {
        let (navigator, query, opened) = (navigator.clone(), query.clone(), opened.clone());
        Callback::from(move |folio: Option<AttrValue>| {
            let Some(navigator) = &navigator else { return };
            let address = query.with_ticket(folio.as_deref()).to_query();
            match (folio, &query.ticket) {
                (Some(folio), _) => {
                    opened.emit(folio);
                    go(navigator, &Route::Queue, &address);
                }
                (None, Some(_)) => replace_with(navigator, &Route::Queue, &address),
                (None, None) => {}
            }
        })
    };
    {
        let (rows, query, open, here) = (rows.clone(), query.clone(), open.clone(), here.clone());
        let (current, by_hand) = (current.setter(), by_hand.setter());
        use_keys(move |event: &KeyboardEvent| {
            let step = match event.key().as_str() {
                "j" => true,
                "k" => false,
                "Escape" if query.ticket.is_some() => {
                    open.emit(None);
                    return true;
                }
                _ => return false,
            };
            let Some(folio) = next(&rows, here.as_deref(), query.ticket.as_deref(), step) else { return false };
            focus_row(&folio);
            current.set(Some(folio.clone()));
            if let (Some(_), Some(navigator)) = (&query.ticket, &navigator) {
                by_hand.set(None);
                replace_with(navigator, &Route::Queue, &query.with_ticket(Some(&folio)).to_query());
            }
            true
        });
    }
    Steering { current: here, by_hand: (*by_hand).clone(), opened, open }
}

/// The row after or before the one that has the focus. The first press goes to the row that is already reachable, and so does
/// one when what is open has left the list with what was done to it.
fn next(rows: &[TicketSummary], here: Option<&str>, open: Option<&str>, forward: bool) -> Option<AttrValue> {
    // While a key is held down, the focus is ahead of what was rendered.
    let focused = row_in_focus();
    let here = focused.as_deref().or(here)?;
    let at = rows.iter().position(|ticket| ticket.folio == here)?;
    let listed = open.is_some_and(|open| rows.iter().any(|ticket| ticket.folio == open));
    let fresh = !listed && focused.is_none();
    let to = if fresh {
        at
    } else if forward {
        at.checked_add(1)?
    } else {
        at.checked_sub(1)?
    };
    rows.get(to).map(|ticket| ticket.folio.clone().into())
}
