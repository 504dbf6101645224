//! A number that opens the list of tickets behind it.

use shared::indicator::{Counts, Figure};
use yew::{Html, html};

use super::query::{IndicatorQuery, Opened};
use crate::components::link::Link;
use crate::i18n::{Messages, intl};
use crate::route::Route;

/// The number as a link; none at all has nothing behind it.
pub fn number(t: Messages, n: u64, query: &IndicatorQuery, opened: Opened) -> Html {
    let text = intl::integer(t.0, n);
    if n == 0 {
        return html! { <span class="num muted">{ text }</span> };
    }
    let label = t.see_tickets_of(n, t.figure_title(opened.figure));
    html! {
        <Link to={Route::Indicator} query={query.opening(opened)} class="number num" {label}>{ text }</Link>
    }
}

/// A figure of some counts.
pub fn count_of(counts: &Counts, figure: Figure) -> u64 {
    match figure {
        Figure::Received => counts.received,
        Figure::Attended => counts.attended,
        Figure::Confirmed => counts.confirmed,
        Figure::Unanswered => counts.unanswered,
        Figure::Rejected => counts.rejected,
        Figure::Cancelled => counts.cancelled,
        Figure::Open => counts.open,
    }
}

/// Per cent with two decimals, or that there is nothing to divide by.
pub fn percent(t: Messages, value: Option<f64>) -> String {
    value.map_or_else(|| t.no_data().to_owned(), |value| format!("{} %", intl::decimal(t.0, value, 2)))
}
