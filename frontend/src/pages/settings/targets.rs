//! The targets of the quality indicator, each with the days on which it holds.

use chrono::NaiveDate;
use shared::institution::{Settings, Target};
use shared::limits::TARGETS_MAX;
use shared::problem::FieldCode;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;
use yew::{AttrValue, Callback, Html, hook, html, use_mut_ref};

use crate::api::error::ApiError;
use crate::components::button::{Button, Size, Weight};
use crate::components::card::Card;
use crate::components::date_input::DateInput;
use crate::components::field::Field;
use crate::components::icon::Glyph;
use crate::components::number_input::NumberInput;
use crate::hooks::use_editing::{Edit, Editing};
use crate::hooks::use_effect::use_effect_with;
use crate::i18n::Messages;
use crate::i18n::intl::{self, Style};

/// The id of a target's percentage.
fn percent_id(at: usize) -> String {
    format!("target-{at}")
}

/// The one that was added takes the focus.
#[hook]
pub fn use_added_target(count: usize) {
    let before = use_mut_ref(|| count);
    use_effect_with(count, move |count| {
        if before.replace(*count) < *count {
            let document = web_sys::window().and_then(|window| window.document());
            let added = document.and_then(|document| document.get_element_by_id(&percent_id(count - 1)));
            if let Some(added) = added.and_then(|added| added.dyn_into::<HtmlElement>().ok()) {
                added.focus().ok();
            }
        }
    });
}

/// What can't be taken of each: percentage, first day, last day.
pub fn target_faults(t: Messages, targets: &[Target]) -> Vec<[Option<AttrValue>; 3]> {
    let end = |target: &Target| target.to.unwrap_or(NaiveDate::MAX);
    let faults = targets.iter().enumerate().map(|(at, target)| {
        let percent = if target.percent < 0.0 {
            Some(FieldCode::TooSmall.message(t.0, Some("0")))
        } else if target.percent > 100.0 {
            Some(FieldCode::TooLarge.message(t.0, Some("100")))
        } else {
            None
        };
        let overlaps = targets
            .iter()
            .enumerate()
            .any(|(other_at, other)| other_at < at && other.from <= end(target) && target.from <= end(other));
        let ends_before = target.to.is_some_and(|to| to < target.from);
        [
            percent.map(AttrValue::from),
            overlaps.then(|| t.targets_overlap().into()),
            ends_before.then(|| t.ends_before_it_begins().into()),
        ]
    });
    faults.collect()
}

/// The card.
pub fn targets(
    t: Messages,
    editing: &Editing<Settings>,
    faults: &[[Option<AttrValue>; 3]],
    error: Option<&ApiError>,
) -> Html {
    let form = &editing.form;
    let add = editing.edit.reform(|_| {
        Box::new(|form: &mut Settings| {
            let percent = form.targets.last().map_or(90.0, |last| last.percent);
            // The one before ends where the new one begins, if it had no end.
            let from = intl::local_day(chrono::Utc::now()).unwrap_or_default();
            if let Some(last) = form.targets.last_mut().filter(|last| last.to.is_none() && last.from < from) {
                last.to = from.pred_opt();
            }
            form.targets.push(Target { percent, from, to: None });
        }) as Edit<Settings>
    });
    let full = form.targets.len() as u64 >= TARGETS_MAX;
    html! {
        <Card
            title={t.indicator_target()}
            actions={html! { <Button size={Size::Small} glyph={Glyph::Plus} disabled={full} on_click={add}>{ t.add_target() }</Button> }}
        >
            <p class="small soft">{ t.targets_about() }</p>
            if form.targets.is_empty() {
                <p class="ui muted">{ t.no_target_set() }</p>
            } else {
                <ol class="stack g-4 divided targets">
                    { for form.targets.iter().enumerate().map(|(at, target)| {
                        row(t, editing, at, target, faults.get(at).cloned().unwrap_or_default(), error)
                    }) }
                </ol>
            }
        </Card>
    }
}

/// A callback that changes one of them.
fn edit<V: 'static>(editing: &Editing<Settings>, at: usize, set: fn(&mut Target, V)) -> Callback<V> {
    editing.edit.reform(move |value: V| {
        Box::new(move |form: &mut Settings| {
            if let Some(target) = form.targets.get_mut(at) {
                set(target, value);
            }
        }) as Edit<Settings>
    })
}

fn row(
    t: Messages,
    editing: &Editing<Settings>,
    at: usize,
    target: &Target,
    [percent, from, to]: [Option<AttrValue>; 3],
    error: Option<&ApiError>,
) -> Html {
    let with = |pointer: &str, fault: Option<AttrValue>| {
        fault.or_else(|| error.and_then(|error| error.at(&format!("/targets/{at}/{pointer}"))))
    };
    let remove = editing.edit.reform(move |_| {
        Box::new(move |form: &mut Settings| {
            if at < form.targets.len() {
                form.targets.remove(at);
            }
        }) as Edit<Settings>
    });
    let name = t.target_from(&intl::day(t.0, target.from, Style::DayYear));
    html! {
        <li key={at}>
            <div role="group" aria-label={name.clone()}>
            <Field id={percent_id(at)} label={t.target_percent()} error={with("percent", percent)}>
                <NumberInput value={target.percent} on_change={edit(editing, at, |target, percent| target.percent = percent)} />
            </Field>
            <Field label={t.holds_from()} error={with("from", from)}>
                <DateInput value={Some(target.from)} on_change={edit(editing, at, |target, day: Option<NaiveDate>| {
                    target.from = day.unwrap_or(target.from);
                })} />
            </Field>
            <Field label={t.holds_to()} optional=true error={with("to", to)}>
                <DateInput value={target.to} on_change={edit(editing, at, |target, day| target.to = day)} />
            </Field>
            <Button
                class="remove"
                weight={Weight::Ghost}
                glyph={Glyph::Trash}
                label={t.remove_target(&name)}
                on_click={remove}
            />
            </div>
        </li>
    }
}
