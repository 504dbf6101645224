//! What a file comes to: how many accounts it makes and changes, line by line what of each, and what is wrong and how to
//! mend it. Long files are shown a piece at a time, so that the page stays quick.

use std::rc::Rc;

use shared::account::{ImportColumn, ImportLine, ImportOutcome, ImportReport};
use shared::problem::FieldCode;
use yew::{Callback, Html, Properties, component, html, use_state};

use crate::api::directory::ImportMode;
use crate::components::alert::{Alert, Tone};
use crate::components::button::{Button, Weight};
use crate::components::checkbox::Checkbox;
use crate::components::choice::Choice;
use crate::components::empty::Empty;
use crate::components::icon::{Glyph, icon_sm};
use crate::components::pager::Pager;
use crate::components::segmented::segmented;
use crate::hooks::use_effect::use_effect_with;
use crate::i18n::{Messages, intl, use_messages};

/// Lines shown at once.
const PIECE: usize = 100;

/// Properties of [`Report`].
#[derive(Properties, PartialEq)]
pub struct ReportProps {
    /// What the file does, or did.
    pub report: Rc<ImportReport>,
    /// It is being written.
    pub busy: bool,
    /// Writes it.
    pub on_apply: Callback<ImportMode>,
}

/// The report.
#[component]
pub fn Report(props: &ReportProps) -> Html {
    let t = use_messages();
    let report = &props.report;
    let only = use_state(|| None::<ImportOutcome>);
    let shown = use_state(|| PIECE);
    let skips = use_state(|| false);
    {
        let (only, skips) = (only.setter(), skips.setter());
        // What is to be mended comes first; what was agreed to for one file holds for no other.
        use_effect_with(report.clone(), move |report| {
            only.set((report.wrong > 0).then_some(ImportOutcome::Wrong));
            skips.set(false);
        });
    }
    {
        let shown = shown.setter();
        use_effect_with((report.clone(), *only), move |_| shown.set(PIECE));
    }
    let lines: Vec<&ImportLine> =
        report.lines.iter().filter(|line| only.is_none_or(|only| line.outcome == only)).collect();
    let works = report.created + report.changed;
    let choose = {
        let only = only.setter();
        Callback::from(move |outcome| only.set(outcome))
    };
    let more = {
        let (setter, now) = (shown.setter(), *shown);
        Callback::from(move |()| setter.set(now + PIECE))
    };
    html! {
        <>
            if report.written { { written(t, report) } }
            <dl class="grid min-9 g-3">
                { figure(t.lines_created(report.written), report.created, None) }
                { figure(t.lines_changed(report.written), report.changed, None) }
                { figure(t.lines_unchanged(), report.unchanged, None) }
                { figure(t.lines_wrong(), report.wrong, (report.wrong > 0).then_some("danger")) }
            </dl>
            if !report.written { { decision(t, props, works, *skips, skips.setter()) } }
            if report.lines.is_empty() {
                <Empty glyph={Glyph::Check} title={t.nothing_to_import()} text={t.nothing_to_import_text()} card=true />
            } else {
                <section class="card" aria-label={t.lines_of_file()}>
                    <header class="row">
                        <h2 class="h-c">{ t.lines_of_file() }</h2>
                        { segmented(outcomes(t, report), &*only, &choose, t.lines_of_file()) }
                    </header>
                    <div class="scroll-x">{ table(t, &lines, *shown) }</div>
                    <Pager more={lines.len() > *shown} on_more={more} />
                </section>
            }
        </>
    }
}

fn written(t: Messages, report: &ImportReport) -> Html {
    let wrong = u64::from(report.wrong);
    html! {
        <Alert tone={Tone::Ok} title={t.import_done()} live=true>
            <p>{ t.import_made(u64::from(report.created)) }{ " " }{ t.import_altered(u64::from(report.changed)) }</p>
            if wrong > 0 { <p>{ t.import_skipped(wrong) }</p> }
        </Alert>
    }
}

/// The button that writes it, and what stands in its way.
fn decision(t: Messages, props: &ReportProps, works: u32, skips: bool, set: yew::UseStateSetter<bool>) -> Html {
    let wrong = props.report.wrong;
    if works == 0 && wrong == 0 {
        return Html::default();
    }
    let mode = if wrong > 0 { ImportMode::WithoutWrong } else { ImportMode::Whole };
    html! {
        <div class="row between g-4">
            <div class="stack g-2">
                if wrong > 0 {
                    <p class="ui">{ t.lines_to_mend(u64::from(wrong)) }</p>
                    if works > 0 {
                        <Checkbox checked={skips} on_change={Callback::from(move |yes| set.set(yes))}>{ t.skip_wrong_lines() }</Checkbox>
                    }
                } else {
                    <p class="ui soft">{ t.nothing_written_yet() }</p>
                }
            </div>
            <Button
                weight={Weight::Primary}
                glyph={Glyph::Check}
                busy={props.busy}
                disabled={works == 0 || (wrong > 0 && !skips)}
                on_click={props.on_apply.reform(move |_| mode)}
            >
                { t.apply_import(u64::from(works)) }
            </Button>
        </div>
    }
}

fn figure(label: &'static str, count: u32, tone: Option<&'static str>) -> Html {
    html! {
        <Figure {label} {count} {tone} />
    }
}

/// Properties of [`Figure`].
#[derive(Properties, PartialEq)]
struct FigureProps {
    label: &'static str,
    count: u32,
    tone: Option<&'static str>,
}

#[component]
fn Figure(props: &FigureProps) -> Html {
    let t = use_messages();
    html! {
        <div class="card kpi" data-tone={props.tone}>
            <dt>{ props.label }</dt>
            <dd class={yew::classes!("v", "num", props.tone.map(|_| "tone"))}>{ intl::integer(t.0, u64::from(props.count)) }</dd>
        </div>
    }
}

/// All lines, or those of one kind that there are.
fn outcomes(t: Messages, report: &ImportReport) -> Vec<Choice<Option<ImportOutcome>>> {
    let kinds = [
        (ImportOutcome::Wrong, report.wrong),
        (ImportOutcome::Create, report.created),
        (ImportOutcome::Change, report.changed),
    ];
    let kinds = kinds.into_iter().filter(|(_, count)| *count > 0);
    std::iter::once(Choice::new(None, t.every_line()))
        .chain(kinds.map(|(outcome, _)| Choice::new(Some(outcome), t.import_outcomes(outcome))))
        .collect()
}

fn table(t: Messages, lines: &[&ImportLine], shown: usize) -> Html {
    html! {
        <table class="table fold lines" role="table">
            <caption class="sr">{ t.lines_of_file() }</caption>
            <thead role="rowgroup">
                <tr role="row">
                    <th role="columnheader" scope="col" class="num">{ t.line_of_file() }</th>
                    <th role="columnheader" scope="col">{ t.institutional_email() }</th>
                    <th role="columnheader" scope="col">{ t.what_happens() }</th>
                    <th role="columnheader" scope="col">{ t.details_label() }</th>
                </tr>
            </thead>
            <tbody role="rowgroup">{ for lines.iter().take(shown).map(|line| row(t, line)) }</tbody>
        </table>
    }
}

fn row(t: Messages, line: &ImportLine) -> Html {
    let (tone, glyph) = match line.outcome {
        ImportOutcome::Create => ("ok", Glyph::Plus),
        ImportOutcome::Change => ("info", Glyph::Edit),
        ImportOutcome::Wrong => ("danger", Glyph::Error),
    };
    html! {
        <tr role="row" key={line.line}>
            <td role="cell" class="num muted" data-label={t.line_of_file()}>{ line.line }</td>
            <td role="cell" class="whole anywhere">{ if line.email.is_empty() { "—" } else { &line.email } }</td>
            <td role="cell"><span class="badge" data-tone={tone}>{ icon_sm(glyph) }{ t.import_outcome(line.outcome) }</span></td>
            <td role="cell" class="whole">
                <ul class="stack g-hair">
                    { for line.errors.iter().map(|error| {
                        let column = error.pointer.trim_start_matches('/').parse::<ImportColumn>().ok();
                        let name = column.map(|column| t.import_column(column)).unwrap_or_default();
                        // Which words there are to choose from, only the column knows.
                        let words = column.filter(|_| error.code == FieldCode::Choice);
                        let words = words.map_or(error.message.as_str(), |column| t.import_column_about(column));
                        html! { <li><b>{ name }</b>{ ": " }{ words }</li> }
                    }) }
                    { for line.values.iter().map(|value| html! {
                        <li>
                            <span class="muted">{ t.import_column(value.column) }{ ": " }</span>
                            if let Some(before) = value.before.as_ref().filter(|before| **before != value.after) {
                                <del>{ words(t, value.column, before) }</del>{ " → " }
                            }
                            <ins>{ words(t, value.column, &value.after) }</ins>
                        </li>
                    }) }
                </ul>
            </td>
        </tr>
    }
}

/// A value as people call it.
fn words(t: Messages, column: ImportColumn, value: &str) -> String {
    let word = match column {
        ImportColumn::Community => value.parse().ok().map(|community| t.community_title(community)),
        ImportColumn::Language => value.parse().ok().map(crate::i18n::own_name),
        _ => None,
    };
    word.map_or_else(|| value.to_owned(), str::to_owned)
}
