//! The tickets behind a number: folios, statuses and dates, never what people wrote.

use std::rc::Rc;

use shared::access::Operation;
use shared::indicator::{Evidence, Indicator};
use shared::status::Closure;
use yew::{AttrValue, Callback, Html, Properties, component, html};

use super::query::{Opened, read_month};
use crate::api::error::ApiError;
use crate::api::reports::EvidenceFilter;
use crate::components::badge::StatusBadge;
use crate::components::dialog::Dialog;
use crate::components::empty::Empty;
use crate::components::error_region::ErrorAlert;
use crate::components::icon::Glyph;
use crate::components::link::Link;
use crate::components::pager::Pager;
use crate::components::relative_time::Moment;
use crate::components::skeleton::SkeletonRows;
use crate::hooks::use_pages::use_pages;
use crate::i18n::intl::{self, Style};
use crate::i18n::{Messages, use_messages};
use crate::route::Route;
use crate::state::session::{can, use_account};

/// Properties of [`EvidenceDialog`].
#[derive(Properties, PartialEq)]
pub struct EvidenceDialogProps {
    /// The number that is open, and the report it stands in.
    pub opened: Option<(Opened, Rc<Indicator>)>,
    /// Closes it.
    pub on_close: Callback<()>,
}

/// The dialog; open while the address names a number.
#[component]
pub fn EvidenceDialog(props: &EvidenceDialogProps) -> Html {
    let t = use_messages();
    // Quality reads the evidence and no ticket.
    let links = use_account().is_some_and(|me| can(&me, Operation::ListAll));
    let filter = props.opened.as_ref().map(|(opened, report)| EvidenceFilter {
        from: report.from,
        to: report.to,
        figure: opened.figure,
        category: opened.category,
        month: opened.month.clone(),
        cancel_reason: opened.cancel_reason,
        as_of: report.cut_off,
    });
    let key = filter.as_ref().map(EvidenceFilter::key).unwrap_or_default();
    let list = use_pages(key, move |client, cursor| {
        let filter = filter.clone();
        async move {
            match filter {
                Some(filter) => client.evidence(&filter, cursor).await,
                None => Err(ApiError::Aborted),
            }
        }
    });
    let title = props.opened.as_ref().map(|(opened, _)| title(t, opened)).unwrap_or_default();
    let total = list.first.data.as_ref().and_then(|page| page.total);
    html! {
        <Dialog open={props.opened.is_some()} on_close={props.on_close.clone()} {title} wide=true>
            { list.first.view(html! { <SkeletonRows rows={6} /> }, |_| html! {
                <>
                    <p class="soft" role="status">{ t.requests_listed(total.unwrap_or(list.items.len() as u64)) }</p>
                    if list.items.is_empty() {
                        <Empty glyph={Glyph::Inbox} title={t.nothing_here()} />
                    } else {
                        <div class="scroll-x" tabindex="0" role="region" aria-label={t.nav_requests()}>
                            { table(t, &list.items, links) }
                        </div>
                    }
                    <ErrorAlert error={list.more_error.clone()} on_retry={list.on_more.clone()} />
                    <Pager more={list.more} busy={list.loading_more} on_more={list.on_more.clone()} />
                </>
            }) }
        </Dialog>
    }
}

/// The number in words: the figure and the part of it.
fn title(t: Messages, opened: &Opened) -> AttrValue {
    let month = opened.month.as_deref().and_then(read_month);
    let part = opened
        .category
        .map(|category| category.label(t.0).to_owned())
        .or_else(|| opened.cancel_reason.map(|reason| t.cancel_reason(reason).to_owned()))
        .or_else(|| month.map(|month| intl::day(t.0, month, Style::Month)));
    let figure = t.figure_title(opened.figure);
    part.map_or_else(|| figure.into(), |part| format!("{figure} · {part}").into())
}

/// The columns of text and dates.
const COLUMNS: [fn(Messages) -> &'static str; 6] = [
    Messages::folio,
    Messages::service,
    Messages::status_label,
    Messages::received_at,
    Messages::attended_label,
    Messages::status_resolved,
];

fn table(t: Messages, rows: &[Evidence], links: bool) -> Html {
    html! {
        // The roles survive the fold into cards.
        <table class="table evidence" role="table">
            <thead role="rowgroup">
                <tr role="row">
                    { for COLUMNS.iter().map(|head| html! { <th role="columnheader" scope="col">{ head(t) }</th> }) }
                    <th role="columnheader" scope="col" class="num">{ t.rating() }</th>
                </tr>
            </thead>
            <tbody role="rowgroup">{ for rows.iter().map(|row| evidence_row(t, row, links)) }</tbody>
        </table>
    }
}

fn evidence_row(t: Messages, row: &Evidence, links: bool) -> Html {
    let moment = |at: Option<_>| at.map(|at| html! { <Moment {at} style={Style::Day} /> }).unwrap_or_default();
    let text = match (row.closure, row.cancel_reason) {
        (Some(Closure::Unanswered), _) => Some(t.closed_unanswered()),
        (_, Some(reason)) => Some(t.cancel_reason(reason)),
        _ => None,
    };
    let past = if row.rejected {
        Some(t.was_rejected())
    } else {
        // Attended once, and at work again although nobody sent it back.
        row.attended_at.filter(|_| row.status.is_open()).map(|_| t.was_reopened())
    };
    html! {
        <tr role="row" key={row.folio.clone()}>
            <td role="cell" class="nowrap">
                if links {
                    <Link to={Route::Ticket { folio: row.folio.clone() }} class="text-link">{ &row.folio }</Link>
                } else {
                    { &row.folio }
                }
            </td>
            <td role="cell">{ &row.service }<br /><span class="small muted">{ row.category.label(t.0) }</span></td>
            <td role="cell">
                <StatusBadge status={row.status} plain=true text={text.map(AttrValue::from)} />
                if let Some(past) = past { <><br /><span class="small muted">{ past }</span></> }
            </td>
            { date(t.received_at(), moment(Some(row.created_at))) }
            { date(t.attended_label(), moment(row.attended_at)) }
            { date(t.status_resolved(), moment(row.resolved_at)) }
            <td role="cell" class="num" data-label={t.rating()}>
                { row.rating.map(|stars| stars.to_string()).unwrap_or_default() }
            </td>
        </tr>
    }
}

/// A date; in a card its name stands before it.
fn date(label: &'static str, moment: Html) -> Html {
    html! { <td role="cell" class="nowrap" data-label={label}>{ moment }</td> }
}
