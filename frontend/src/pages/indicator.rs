//! The quality indicator: attended ÷ received × 100 of a period, what it is made of, and the tickets behind every number.

use std::rc::Rc;

use chrono::NaiveDate;
use shared::indicator::{GroupBy, Indicator};
use yew::{Callback, Html, component, html};

use crate::components::alert::{Alert, Tone};
use crate::components::ignored::ignored;
use crate::components::link::replace_with;
use crate::components::relative_time::Moment;
use crate::components::skeleton::SkeletonPage;
use crate::hooks::use_now::use_now;
use crate::hooks::use_query::use_query;
use crate::hooks::use_title::{use_heading, use_title};
use crate::i18n::intl::{self, Style};
use crate::i18n::{Messages, use_messages};
use crate::route::Route;
use crate::router::{use_location, use_navigator};

mod chart;
mod counts;
mod evidence;
mod number;
mod parts;
mod period;
mod query;
mod result;

use chart::MonthChart;
use counts::counts;
use evidence::EvidenceDialog;
use parts::Parts;
use period::PeriodPicker;
use query::{IndicatorQuery, months};
use result::result;

/// The page.
#[component]
pub fn IndicatorPage() -> Html {
    let t = use_messages();
    let heading = use_heading();
    let navigator = use_navigator();
    use_title(t.nav_indicator());
    let now = use_now();
    let today = intl::local_day(now).unwrap_or_else(|| now.date_naive());
    let here = use_location();
    let query = here.as_ref().map(|here| IndicatorQuery::read(here.query_str())).unwrap_or_default();
    let unknown = here.map(|here| IndicatorQuery::not_understood(here.query_str())).unwrap_or_default();
    let (from, to) = query.period.days(today);
    let backwards = from > to;
    let key = if backwards { String::new() } else { format!("indicator?{from}&{to}") };
    let report =
        use_query(
            key,
            move |client| async move { client.indicator(from, to, &[GroupBy::Category, GroupBy::Month]).await },
        );
    let go_to = {
        let navigator = navigator.clone();
        Callback::from(move |address: String| {
            if let Some(navigator) = &navigator {
                replace_with(navigator, &Route::Indicator, &address);
            }
        })
    };
    let cut_off = report.data.as_ref().map(|report| report.cut_off);
    let close = {
        let closed = query.closed();
        go_to.reform(move |()| closed.clone())
    };
    let opened = query.opened.clone().zip(report.data.clone());
    html! {
        <div class="pad stack g-4">
            <header class="page-head">
                <div>
                    <h1 ref={heading} tabindex="-1" class="h-p">{ t.attended_requests() }</h1>
                    <p class="ui soft">
                        { span(t, from, to) }
                        if let Some(at) = cut_off { { " · " }{ t.cut_off() }{ " " }<Moment {at} style={Style::DayTime} /> }
                    </p>
                </div>
                <PeriodPicker
                    period={query.period}
                    {today}
                    on_change={go_to.reform(|period| IndicatorQuery { period, opened: None }.to_query())}
                />
            </header>
            { ignored(t, &unknown, Route::Indicator, query.to_query()) }
            if backwards {
                <Alert tone={Tone::Warn} title={t.days_backwards()} live=true>{ t.days_backwards_text() }</Alert>
            } else {
                { report.view(html! { <SkeletonPage /> }, |report| figures(t, report, &query, today)) }
            }
            <EvidenceDialog {opened} on_close={close} />
        </div>
    }
}

fn figures(t: Messages, report: &Rc<Indicator>, query: &IndicatorQuery, today: NaiveDate) -> Html {
    let range = months(report.from, report.to.min(today));
    // One month alone makes no line: its counts take the place.
    let over_months = range.len() > 1;
    html! {
        <>
            <section class="card hero" aria-label={t.result()}>
                { result(t, report, query) }
                if over_months {
                    <MonthChart report={report.clone()} months={range} />
                } else {
                    { counts(t, report, query) }
                }
            </section>
            if over_months { { counts(t, report, query) } }
            <Parts report={report.clone()} by={GroupBy::Category} query={query.clone()} />
            if over_months { <Parts report={report.clone()} by={GroupBy::Month} query={query.clone()} /> }
            <p class="small muted">{ t.indicator_definition() }</p>
        </>
    }
}

/// The days of a period in words.
fn span(t: Messages, from: NaiveDate, to: NaiveDate) -> String {
    t.period_of(&intl::day(t.0, from, Style::DayYear), &intl::day(t.0, to, Style::DayYear))
}
