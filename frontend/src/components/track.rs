//! How far a request has come: five small steps in a row, or the whole stepper.

use chrono::{DateTime, Utc};
use shared::status::Status;
use yew::{AttrValue, Html, Properties, classes, component, html};

use super::icon::{Glyph, icon_sm};
use super::relative_time::Moment;
use crate::i18n::intl::Style;
use crate::i18n::use_messages;

/// Which of the five steps a status is at.
pub fn step_of(status: Status) -> usize {
    match status {
        Status::New => 1,
        Status::Assigned => 2,
        Status::InProgress | Status::Waiting => 3,
        Status::Attended => 4,
        Status::Resolved | Status::Cancelled => 5,
    }
}

/// Properties of [`Track`].
#[derive(Properties, PartialEq)]
pub struct TrackProps {
    /// Where the request stands.
    pub status: Status,
}

/// The small bar in a list.
#[component]
pub fn Track(props: &TrackProps) -> Html {
    let t = use_messages();
    let step = step_of(props.status);
    let class = match step {
        1 => "n-1",
        2 => "n-2",
        3 => "n-3",
        4 => "n-4",
        _ => "n-5",
    };
    html! { <span class={classes!("track", class)} role="img" aria-label={t.step_of_five(&step.to_string())}></span> }
}

/// One step of the stepper.
#[derive(Clone, PartialEq, Debug)]
pub struct Step {
    /// What happens in it.
    pub label: AttrValue,
    /// When it happened.
    pub at: Option<DateTime<Utc>>,
    /// What is missing, while it has not happened.
    pub note: Option<AttrValue>,
}

/// Properties of [`Stepper`].
#[derive(Properties, PartialEq)]
pub struct StepperProps {
    /// The steps in order.
    pub steps: Vec<Step>,
    /// The step the request is at, from 1; one past the end when all is done.
    pub current: usize,
}

/// The steps of a request with their times.
#[component]
pub fn Stepper(props: &StepperProps) -> Html {
    let t = use_messages();
    html! {
        <ol class="stepper" aria-label={t.progress_of_request()}>
            { for props.steps.iter().zip(1..).map(|(step, number)| {
                let done = number < props.current;
                let current = number == props.current;
                html! {
                    <li key={number} class={classes!(done.then_some("done"))} aria-current={current.then_some("step")}>
                        <span class="mark">if done { { icon_sm(Glyph::Check) } }</span>
                        <span>
                            if done { <span class="sr">{ t.step_done() }{ " " }</span> }
                            if done || current { <b>{ &step.label }</b> } else { { &step.label } }
                        </span>
                        <span class="when">
                            if let Some(at) = step.at {
                                <Moment {at} style={Style::WeekdayTime} />
                            } else if let Some(note) = &step.note {
                                { note }
                            }
                        </span>
                    </li>
                }
            }) }
        </ol>
    }
}
