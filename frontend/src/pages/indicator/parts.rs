//! The figures by category or by month, with a bar for the share and every number a way to its tickets.

use std::rc::Rc;

use shared::indicator::{Counts, Figure, GroupBy, Indicator, IndicatorGroup};
use yew::{AttrValue, Html, Properties, classes, component, html, use_node_ref};

use super::number::{count_of, number, percent};
use super::query::{IndicatorQuery, Opened};
use crate::components::card::Card;
use crate::hooks::use_css_var::use_css_var;
use crate::i18n::{Messages, intl, use_messages};

/// Properties of [`Parts`].
#[derive(Properties, PartialEq)]
pub struct PartsProps {
    /// The report.
    pub report: Rc<Indicator>,
    /// What the parts are.
    pub by: GroupBy,
    /// The period, for the links.
    pub query: IndicatorQuery,
}

/// The card with its table.
#[component]
pub fn Parts(props: &PartsProps) -> Html {
    let t = use_messages();
    let report = &props.report;
    let (title, head) = match props.by {
        GroupBy::Category => (t.by_category(), t.category()),
        GroupBy::Month => (t.by_month(), t.month()),
    };
    let note = report.target.map(|target| t.mark_is_target(&intl::decimal_plain(t.0, target)));
    let groups = report.groups.iter().filter(|group| group.by == props.by);
    html! {
        <Card headed=true {title} actions={html! { <span class="small muted">{ note.unwrap_or_default() }</span> }}>
            <div class="scroll-x" tabindex="0" role="region" aria-label={t.table_named(title)}>
                <table class="table roomy parts">
                    <thead>
                        <tr>
                            <th scope="col">{ head }</th>
                            { for Figure::ALL.iter().map(|figure| html! {
                                <th scope="col" class="num" key={figure.as_str()}>{ t.figure_short(*figure) }</th>
                            }) }
                            <th scope="col" class="k-share">{ t.attended_by_received() }</th>
                            if report.target.is_some() { <th scope="col">{ t.target() }</th> }
                        </tr>
                    </thead>
                    <tbody>{ for groups.map(|group| row(t, props, group)) }</tbody>
                    <tfoot>
                        <tr>
                            <th scope="row">{ t.total() }</th>
                            { cells(t, &report.counts, &props.query, &Opened::whole) }
                            { share(t, report.indicator, report.target) }
                        </tr>
                    </tfoot>
                </table>
            </div>
        </Card>
    }
}

fn row(t: Messages, props: &PartsProps, group: &IndicatorGroup) -> Html {
    let opened = |figure: Figure| match group.by {
        GroupBy::Category => Opened { category: group.key.parse().ok(), ..Opened::whole(figure) },
        GroupBy::Month => Opened { month: Some(group.key.clone()), ..Opened::whole(figure) },
    };
    html! {
        <tr key={group.key.clone()}>
            <th scope="row">{ &group.label }</th>
            { cells(t, &group.counts, &props.query, &opened) }
            { share(t, group.indicator, props.report.target) }
        </tr>
    }
}

fn cells(t: Messages, counts: &Counts, query: &IndicatorQuery, opened: &dyn Fn(Figure) -> Opened) -> Html {
    Figure::ALL
        .iter()
        .map(|figure| html! { <td class="num">{ number(t, count_of(counts, *figure), query, opened(*figure)) }</td> })
        .collect()
}

/// The share as a bar and a number, and whether it meets the target.
fn share(t: Messages, value: Option<f64>, target: Option<f64>) -> Html {
    let low = value.zip(target).is_some_and(|(value, target)| value < target);
    html! {
        <>
            <td>
                <span class="row row-n">
                    if let Some(value) = value { <Bar {value} {target} {low} /> }
                    <b class="num nowrap">{ percent(t, value) }</b>
                </span>
            </td>
            if target.is_some() {
                <td class="nowrap">
                    if low {
                        <b class="tone" data-tone="danger">{ t.misses() }</b>
                    } else if value.is_some() {
                        <span class="muted">{ t.meets() }</span>
                    }
                </td>
            }
        </>
    }
}

/// Properties of [`Bar`].
#[derive(Properties, PartialEq)]
struct BarProps {
    value: f64,
    target: Option<f64>,
    low: bool,
}

/// The share drawn; the number beside it says the same.
#[component]
fn Bar(props: &BarProps) -> Html {
    let (bar, fill) = (use_node_ref(), use_node_ref());
    let fraction = |per_cent: f64| AttrValue::from(intl::digits(per_cent / 100.0));
    use_css_var(&fill, "--v", fraction(props.value));
    use_css_var(&bar, "--t", fraction(props.target.unwrap_or_default()));
    html! {
        <span ref={bar} class={classes!("bar", "grow", props.target.map(|_| "bar-target"))} aria-hidden="true">
            <i ref={fill} data-tone={props.low.then_some("danger")}></i>
        </span>
    }
}
