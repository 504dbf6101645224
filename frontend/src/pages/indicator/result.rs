//! The indicator itself: the figure, whether it meets the target, and the two numbers that it divides.

use shared::indicator::{Figure, Indicator};
use yew::{Html, html};

use super::number::{number, percent};
use super::query::{IndicatorQuery, Opened};
use crate::components::icon::{Glyph, icon_sm};
use crate::i18n::{Messages, intl};

/// The left side of the hero.
pub fn result(t: Messages, report: &Indicator, query: &IndicatorQuery) -> Html {
    let counts = &report.counts;
    let pair = |n: u64, figure: Figure, words: &'static str| {
        html! { <span><b>{ number(t, n, query, Opened::whole(figure)) }</b><small>{ words }</small></span> }
    };
    html! {
        <div class="stack g-4">
            <div>
                <p class="ui soft">{ t.result_of_period() }</p>
                <p class="figure num">{ percent(t, report.indicator) }</p>
                <p class="row ui">{ against_target(t, report) }</p>
            </div>
            <div class="formula">
                { pair(counts.attended, Figure::Attended, t.attended_count()) }
                <i aria-label={t.divided_by()} role="img">{ "÷" }</i>
                { pair(counts.received, Figure::Received, t.received_count()) }
                <i aria-label={t.times()} role="img">{ "×" }</i>
                <span><b class="num">{ "100" }</b><small>{ "\u{a0}" }</small></span>
            </div>
            <p class="small muted">{ t.document_code() }</p>
        </div>
    }
}

fn against_target(t: Messages, report: &Indicator) -> Html {
    let Some(target) = report.target else {
        return html! {
            <>
                <span class="badge" data-tone="neutral">{ t.no_target() }</span>
                <span class="small muted no-print">{ t.who_sets_the_target() }</span>
            </>
        };
    };
    let aim = html! { <span class="soft">{ t.target_of(&intl::decimal_plain(t.0, target)) }</span> };
    match report.indicator {
        None => aim,
        Some(value) if value >= target => html! {
            <><span class="badge" data-tone="ok">{ icon_sm(Glyph::Check) }{ t.meets_target() }</span>{ aim }</>
        },
        Some(_) => html! {
            <><span class="badge" data-tone="danger">{ icon_sm(Glyph::Alert) }{ t.misses_target() }</span>{ aim }</>
        },
    }
}
