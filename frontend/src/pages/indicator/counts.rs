//! The counts that always stand beside the indicator.

use shared::indicator::{Figure, Indicator};
use shared::status::CancelReason;
use yew::{Html, html};

use super::number::{count_of, number};
use super::query::{IndicatorQuery, Opened};
use crate::i18n::{Messages, intl};

/// The cards.
pub fn counts(t: Messages, report: &Indicator, query: &IndicatorQuery) -> Html {
    let counts = &report.counts;
    let card = |figure: Figure, note: Html| {
        html! {
            <div class="card kpi" key={figure.as_str()}>
                <dt>{ t.figure_title(figure) }</dt>
                <dd class="v">{ number(t, count_of(counts, figure), query, Opened::whole(figure)) }</dd>
                <dd>{ note }</dd>
            </div>
        }
    };
    let share = |n: u64| html! { { t.of_attended(&part(t, n, counts.attended)) } };
    html! {
        <div class="counts">
            <dl>
                { card(Figure::Confirmed, share(counts.confirmed)) }
                { card(Figure::Unanswered, share(counts.unanswered)) }
                { card(Figure::Rejected, html! { { t.at_least_once() } }) }
                { card(Figure::Open, html! { { t.not_yet_attended() } }) }
                { card(Figure::Cancelled, reasons(t, report, query)) }
            </dl>
        </div>
    }
}

fn reasons(t: Messages, report: &Indicator, query: &IndicatorQuery) -> Html {
    let some: Vec<_> = report.cancelled_by.iter().filter(|part| part.count > 0).collect();
    if some.is_empty() {
        return html! { { t.none_cancelled() } };
    }
    html! {
        <ul>
            { for some.into_iter().map(|part| html! {
                <li key={part.reason.as_str()} class="row row-n between">
                    <span>{ t.cancel_reason(part.reason) }</span>
                    { number(t, part.count, query, of_reason(part.reason)) }
                </li>
            }) }
        </ul>
    }
}

fn of_reason(reason: CancelReason) -> Opened {
    Opened { cancel_reason: Some(reason), ..Opened::whole(Figure::Cancelled) }
}

/// A share in per cent, one decimal.
#[expect(clippy::cast_precision_loss, reason = "counts stay far below 2^53")]
fn part(t: Messages, n: u64, of: u64) -> String {
    if of == 0 { t.no_data().to_owned() } else { format!("{} %", intl::decimal(t.0, n as f64 * 100.0 / of as f64, 1)) }
}
