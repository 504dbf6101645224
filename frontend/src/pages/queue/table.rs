//! The list of tickets: a table whose roles survive its fold into cards. One row at a time is reached by Tab; J and K move.

use std::rc::Rc;

use shared::ticket::TicketSummary;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, MouseEvent};
use yew::{AttrValue, Callback, Html, Properties, component, html};

use super::query::QueueQuery;
use crate::components::avatar::{Avatar, AvatarSize};
use crate::components::badge::{PriorityMark, StatusBadge};
use crate::components::link::{Link, go};
use crate::components::relative_time::RelativeTime;
use crate::i18n::{Messages, use_messages};
use crate::route::Route;
use crate::router::use_navigator;
use crate::tickets::row::status_text;

/// Rows that the browser lays out and paints together once they come into sight. To watch each one for itself costs it more
/// than to draw them all; what a screen shows should be a few of these.
const GROUP: usize = 10;

/// Properties of [`TicketTable`].
#[derive(Properties, PartialEq)]
pub struct TicketTableProps {
    /// The rows.
    pub rows: Rc<[TicketSummary]>,
    /// What is listed, and which ticket is open.
    pub query: QueueQuery,
    /// What the list is, for screen readers.
    pub caption: AttrValue,
    /// The folio of the row that Tab reaches.
    pub current: Option<AttrValue>,
    /// A row is being opened.
    pub on_open: Callback<AttrValue>,
}

/// The table.
#[component]
pub fn TicketTable(props: &TicketTableProps) -> Html {
    let t = use_messages();
    // The same for every row, whichever ticket is open: a row renders again only when it has changed itself.
    let list = Rc::new(props.query.with_ticket(None));
    html! {
        <table class="table tickets" role="table">
            <caption class="sr">{ &props.caption }</caption>
            <thead role="rowgroup">
                <tr role="row">
                    <th role="columnheader" scope="col">{ folded(t.priority_label()) }</th>
                    <th role="columnheader" scope="col">{ t.folio() }</th>
                    <th role="columnheader" scope="col">{ t.subject() }</th>
                    <th class="wide" role="columnheader" scope="col">{ t.requester() }</th>
                    <th class="wide" role="columnheader" scope="col">{ t.service() }</th>
                    <th role="columnheader" scope="col">{ folded(t.assignee()) }</th>
                    <th class="num" role="columnheader" scope="col">{ t.changed_at() }</th>
                </tr>
            </thead>
            { for props.rows.chunks(GROUP).enumerate().map(|(at, rows)| html! {
                <tbody key={at} role="rowgroup" class={(rows.len() == GROUP).then_some("full")}>
                    { for rows.iter().map(|ticket| html! {
                        <TicketRow
                            key={ticket.folio.clone()}
                            ticket={ticket.clone()}
                            list={list.clone()}
                            open={props.query.ticket.as_ref() == Some(&ticket.folio)}
                            reachable={props.current.as_deref() == Some(ticket.folio.as_str())}
                            on_open={props.on_open.clone()}
                        />
                    }) }
                </tbody>
            }) }
        </table>
    }
}

/// A heading that shows only in a wide list.
fn folded(words: &'static str) -> Html {
    html! { <><span class="sr">{ words }</span><span class="wide" aria-hidden="true">{ words }</span></> }
}

/// Properties of [`TicketRow`].
#[derive(Properties, PartialEq)]
struct TicketRowProps {
    ticket: TicketSummary,
    list: Rc<QueueQuery>,
    open: bool,
    reachable: bool,
    on_open: Callback<AttrValue>,
}

#[component]
fn TicketRow(props: &TicketRowProps) -> Html {
    let t = use_messages();
    let navigator = use_navigator();
    let ticket = &props.ticket;
    let folio = AttrValue::from(ticket.folio.clone());
    let address = AttrValue::from(props.list.with_ticket(Some(&folio)).to_query());
    let opened = props.on_open.reform(move |()| folio.clone());
    // The whole row is a target for the pointer; the link inside is the one for everything else.
    let onclick = {
        let (address, opened) = (address.clone(), opened.clone());
        Callback::from(move |event: MouseEvent| {
            let modified = event.ctrl_key() || event.meta_key() || event.shift_key() || event.button() != 0;
            if modified || event.default_prevented() || is_on_link(&event) {
                return;
            }
            if let Some(navigator) = &navigator {
                go(navigator, &Route::Queue, &address);
                opened.emit(());
            }
        })
    };
    let requester = &ticket.requester;
    let assignee = ticket.assignee.as_ref().map(|person| AttrValue::from(person.name.clone()));
    html! {
        <tr role="row" aria-current={props.open.then_some("true")} {onclick}>
            <td role="cell" class="c-prio"><PriorityMark priority={ticket.priority} in_list=true /></td>
            <td role="cell" class="c-id muted">{ &ticket.folio }</td>
            <td role="cell" class="c-subj">
                <Link
                    to={Route::Queue}
                    query={address}
                    class="t-subj row row-n"
                    id={row_id(&ticket.folio)}
                    tabindex={if props.reachable { "0" } else { "-1" }}
                    on_follow={opened}
                >
                    <StatusBadge status={ticket.status} plain=true icon_only=true text={status_text(t, ticket)} />
                    <span class="trunc">{ &ticket.subject }</span>
                </Link>
                <span class="sub muted small trunc">{ format!("{} · {}", requester.name, ticket.service.name) }</span>
            </td>
            <td role="cell" class="c-req wide trunc">
                { &requester.name }
                if let Some(community) = requester.community {
                    <span class="muted">{ " · " }{ t.community(community) }</span>
                }
            </td>
            <td role="cell" class="c-srv wide trunc soft">{ &ticket.service.name }</td>
            <td role="cell" class="c-who">{ who(t, assignee) }</td>
            <td role="cell" class="c-upd muted small num"><RelativeTime at={ticket.updated_at} /></td>
        </tr>
    }
}

fn who(t: Messages, assignee: Option<AttrValue>) -> Html {
    let tone = assignee.is_none().then_some("muted");
    let words = assignee.clone().unwrap_or_else(|| t.unassigned().into());
    html! {
        <span class="row row-n">
            <Avatar name={assignee} size={AvatarSize::Small} alone=true />
            <span class={yew::classes!("wide", "trunc", tone)} aria-hidden="true">{ words }</span>
        </span>
    }
}

/// The id of a row's link.
fn row_id(folio: &str) -> String {
    format!("row-{folio}")
}

/// Gives a row the focus; says whether there is such a row.
pub fn focus_row(folio: &str) -> bool {
    let row = web_sys::window()
        .and_then(|window| window.document())
        .and_then(|document| document.get_element_by_id(&row_id(folio)))
        .and_then(|row| row.dyn_into::<HtmlElement>().ok());
    row.is_some_and(|row| row.focus().is_ok())
}

fn is_on_link(event: &MouseEvent) -> bool {
    event
        .target()
        .and_then(|target| target.dyn_into::<Element>().ok())
        .is_some_and(|target| target.closest("a, button").ok().flatten().is_some())
}

/// The folio of the row that has the focus.
pub fn row_in_focus() -> Option<AttrValue> {
    let active = web_sys::window()?.document()?.active_element()?;
    active.id().strip_prefix("row-").map(|folio| AttrValue::from(folio.to_owned()))
}
