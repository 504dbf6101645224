//! The indicator month by month: the share as a line against the target, and below it what was received and attended. The
//! table of months carries the same numbers.

use std::rc::Rc;

use chrono::{Datelike, NaiveDate};
use shared::indicator::{Counts, GroupBy, Indicator};
use web_sys::Element;
use yew::{Html, Properties, component, html, use_node_ref};

use super::number::percent;
use super::query::month_key;
use crate::hooks::use_effect::use_effect_with;
use crate::hooks::use_id::use_id;
use crate::i18n::intl::{self, Style};
use crate::i18n::{Messages, use_messages};

/// The drawing's measures, in its own units.
const LEFT: f64 = 44.0;
const RIGHT: f64 = 744.0;
const TOP: f64 = 22.5;
const LINE_HEIGHT: f64 = 160.0;
const FLOOR: f64 = 276.0;
const BAR_HEIGHT: f64 = 46.0;
/// More labels than these would run into each other.
const LABELS: usize = 12;

/// Properties of [`MonthChart`].
#[derive(Properties, PartialEq)]
pub struct MonthChartProps {
    /// The report.
    pub report: Rc<Indicator>,
    /// The months, by their first days.
    pub months: Vec<NaiveDate>,
}

/// A month in the drawing.
struct Point {
    x: f64,
    name: String,
    counts: Counts,
    value: Option<f64>,
}

/// The figure.
#[component]
pub fn MonthChart(props: &MonthChartProps) -> Html {
    let t = use_messages();
    let (title, about) = (use_id("t"), use_id("d"));
    let frame = use_node_ref();
    {
        // On a phone the months do not stand side by side on the screen: one looks at the latest first.
        let frame = frame.clone();
        use_effect_with(props.months.clone(), move |_| {
            if let Some(frame) = frame.cast::<Element>() {
                frame.set_scroll_left(frame.scroll_width());
            }
        });
    }
    let report = &props.report;
    let points = points(t, report, &props.months);
    let scale = Scale::of(points.iter().filter_map(|point| point.value).chain(report.target));
    let most = points.iter().map(|point| point.counts.received).max().unwrap_or_default();
    let top = round_up(most.max(1));
    let words: Vec<String> = points.iter().map(|point| format!("{} {}", point.name, percent(t, point.value))).collect();
    html! {
        <figure class="stack g-2">
            <figcaption class="row between ui">
                <b>{ t.by_month() }</b>
                <span class="row small soft g-3">
                    <span class="row g-q"><span class="led led-received"></span>{ t.figure_received() }</span>
                    <span class="row g-q"><span class="led led-attended"></span>{ t.figure_attended() }</span>
                    if report.target.is_some() {
                        <span class="row g-q"><span class="led hollow" data-tone="danger"></span>{ t.below_target() }</span>
                    }
                </span>
            </figcaption>
            <div ref={frame} class="scroll-x" tabindex="0" role="region" aria-label={t.by_month()}>
                <svg class="chart" viewBox="0 0 760 300" role="img" aria-labelledby={format!("{title} {about}")}>
                    <title id={title.clone()}>{ t.chart_title() }</title>
                    <desc id={about.clone()}>{ words.join(", ") }</desc>
                    { grid(&scale) }
                    { report.target.map(|target| target_line(t, &scale, target)).unwrap_or_default() }
                    { for runs(&points, &scale).into_iter().map(|d| html! { <path class="line" {d} /> }) }
                    { for (0..points.len()).map(|at| mark(t, &scale, report.target, &points, at)) }
                    { for points.iter().map(|point| columns(point, top, points.len())) }
                    { names(&points) }
                    <line class="grid" x1={n(LEFT)} x2={n(RIGHT)} y1="276.5" y2="276.5" />
                    <text x="36" y="280" text-anchor="end">{ "0" }</text>
                    <text x="36" y="234" text-anchor="end">{ intl::integer(t.0, top) }</text>
                    <text x={n(LEFT)} y="214">{ t.nav_requests() }</text>
                </svg>
            </div>
        </figure>
    }
}

#[expect(clippy::cast_precision_loss, reason = "a count of months")]
fn points(t: Messages, report: &Indicator, months: &[NaiveDate]) -> Vec<Point> {
    let step = (RIGHT - LEFT) / months.len().max(1) as f64;
    let is_of_several_years = months.first().map(NaiveDate::year) != months.last().map(NaiveDate::year);
    let name = |month: NaiveDate| {
        let name = intl::day(t.0, month, Style::MonthShort);
        if is_of_several_years { format!("{name} {}", month.year()) } else { name }
    };
    months
        .iter()
        .enumerate()
        .map(|(at, month)| {
            let key = month_key(*month);
            let group = report.groups.iter().find(|group| group.by == GroupBy::Month && group.key == key);
            Point {
                x: LEFT + step * (at as f64 + 0.5),
                name: name(*month),
                counts: group.map(|group| group.counts).unwrap_or_default(),
                value: group.and_then(|group| group.indicator),
            }
        })
        .collect()
}

/// The vertical scale of the line: from a round number below the lowest value up to 100.
struct Scale {
    low: f64,
    step: f64,
}

impl Scale {
    fn of(values: impl Iterator<Item = f64>) -> Self {
        let lowest = values.fold(95.0, f64::min);
        let step = match 100.0 - lowest {
            span if span <= 25.0 => 5.0,
            span if span <= 50.0 => 10.0,
            _ => 25.0,
        };
        Self { low: (lowest / step).floor() * step, step }
    }

    fn y(&self, value: f64) -> f64 {
        TOP + (100.0 - value) / (100.0 - self.low) * LINE_HEIGHT
    }

    fn lines(&self) -> impl Iterator<Item = f64> {
        let (low, step) = (self.low, self.step);
        (0_u8..=20).map(move |at| low + f64::from(at) * step).take_while(|value| *value <= 100.0)
    }
}

fn grid(scale: &Scale) -> Html {
    scale
        .lines()
        .map(|value| {
            let y = scale.y(value);
            html! {
                <>
                    <line class="grid" x1={n(LEFT)} x2={n(RIGHT)} y1={n(y)} y2={n(y)} />
                    <text x="36" y={n(y + 4.0)} text-anchor="end">{ intl::digits(value.round()) }</text>
                </>
            }
        })
        .collect()
}

fn target_line(t: Messages, scale: &Scale, target: f64) -> Html {
    let y = scale.y(target);
    html! {
        <>
            <line class="target" x1={n(LEFT)} x2={n(RIGHT)} y1={n(y)} y2={n(y)} />
            <text class="strong" x={n(RIGHT)} y={n(y - 6.0)} text-anchor="end">
                { t.target_of(&intl::decimal_plain(t.0, target)) }
            </text>
        </>
    }
}

/// The line, broken where a month has nothing to divide by.
fn runs(points: &[Point], scale: &Scale) -> Vec<String> {
    points
        .split(|point| point.value.is_none())
        .filter(|run| run.len() > 1)
        .map(|run| {
            let steps = run.iter().filter_map(|point| point.value.map(|value| (point.x, scale.y(value))));
            let steps: Vec<String> = steps.map(|(x, y)| format!("{} {}", n(x), n(y))).collect();
            format!("M{}", steps.join(" L"))
        })
        .collect()
}

fn mark(t: Messages, scale: &Scale, target: Option<f64>, points: &[Point], at: usize) -> Html {
    let Some((x, value)) = points.get(at).and_then(|point| point.value.map(|value| (point.x, value))) else {
        return Html::default();
    };
    let beside = |at: Option<usize>| at.and_then(|at| points.get(at)).and_then(|point| point.value);
    let neighbours = [beside(at.checked_sub(1)), beside(at.checked_add(1))];
    let low = target.is_some_and(|target| value < target);
    let y = scale.y(value);
    // Below the point where the line comes from above, so that it does not run through the number.
    let valley = neighbours.into_iter().flatten().any(|other| other > value + scale.step / 2.0);
    let label = if low || valley { y + 20.0 } else { y - 10.0 };
    html! {
        <>
            <circle cx={n(x)} cy={n(y)} r="4.5" class={if low { "pt low" } else { "pt" }} />
            if points.len() <= LABELS {
                <text class={low.then_some("strong")} x={n(x)} y={n(label)} text-anchor="middle">
                    { intl::decimal(t.0, value, 1) }
                </text>
            }
        </>
    }
}

#[expect(clippy::cast_precision_loss, reason = "counts of tickets and months")]
fn columns(point: &Point, top: u64, months: usize) -> Html {
    let width = ((RIGHT - LEFT) / months.max(1) as f64 / 2.5).clamp(1.5, 15.0);
    let height = |n: u64| n as f64 / top as f64 * BAR_HEIGHT;
    let bar = |class: &'static str, x: f64, height: f64| {
        html! { <rect {class} x={n(x)} y={n(FLOOR - height)} width={n(width)} height={n(height)} rx="2" /> }
    };
    html! {
        <>
            { bar("col-2", point.x - width - 1.0, height(point.counts.received)) }
            { bar("col", point.x + 1.0, height(point.counts.attended)) }
        </>
    }
}

/// The months' names, as many as have room.
fn names(points: &[Point]) -> Html {
    let every = points.len().div_ceil(LABELS).max(1);
    points
        .iter()
        .step_by(every)
        .map(|point| html! { <text x={n(point.x)} y="294" text-anchor="middle">{ &point.name }</text> })
        .collect()
}

/// A round number that is not below `n`: 1, 2 or 5 times a power of ten.
fn round_up(n: u64) -> u64 {
    let mut power = 1_u64;
    loop {
        for factor in [1, 2, 5] {
            let round = power.saturating_mul(factor);
            if round >= n {
                return round;
            }
        }
        power = power.saturating_mul(10);
    }
}

/// A coordinate.
fn n(value: f64) -> String {
    intl::digits((value * 10.0).round() / 10.0)
}
