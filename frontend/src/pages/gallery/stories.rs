//! The story of a ticket: public and internal messages, changes; and the steps that it takes.

use chrono::{TimeDelta, Utc};
use shared::status::Status;
use yew::{Html, component, html};

use super::person;
use crate::components::icon::Glyph;
use crate::components::timeline::{Message, Passage, entry};
use crate::components::track::{Step, Stepper, step_of};
use crate::i18n::{Messages, use_messages};
use crate::tickets::rich::strong;

/// The specimens.
#[component]
pub fn Stories() -> Html {
    let t = use_messages();
    let ago = |minutes| Utc::now() - TimeDelta::minutes(minutes);
    let message = |internal: bool, quiet: bool, shown_as, passage| Message {
        author: person(t).into(),
        shown_as,
        role: quiet.then(|| t.requester()),
        internal,
        quiet,
        at: ago(90),
        passage,
    };
    let took = html! { <>{ strong(person(t)) }{ " " }{ t.sample_took() }</> };
    let waits = html! { <>{ strong(t.the_system()) }{ " " }{ t.sample_waits() }</> };
    let words = |text: &'static str| html! { <p>{ text }</p> };
    html! {
        <ol>
            { message(false, true, None, Passage::Arrived).draw(t, "asked".into(), words(t.sample_writing())) }
            { entry("took".into(), (Glyph::from(Status::Assigned), Some("violet")), ago(80), Html::default(), took) }
            { message(false, false, Some(t.you()), Passage::Arrived).draw(t, "replied".into(), words(t.sample_writing())) }
            { message(true, false, None, Passage::Arrived).draw(t, "noted".into(), words(t.sample_note())) }
            { message(false, false, Some(t.you()), Passage::Waiting).draw(t, "goes".into(), words(t.sample_writing())) }
            { message(true, false, Some(t.you()), Passage::Refused).draw(t, "stays".into(), words(t.sample_note())) }
            { entry("waits".into(), (Glyph::from(Status::Waiting), None), ago(5), words(t.sample_reason()), waits) }
        </ol>
    }
}

/// The steps of a request, half way.
pub fn stepper(t: Messages) -> Html {
    let of_day = |label: &'static str, days: Option<i64>, note: Option<&'static str>| Step {
        label: label.into(),
        at: days.map(|days| Utc::now() - TimeDelta::days(days)),
        note: note.map(Into::into),
    };
    let steps = vec![
        of_day(t.step_received(), Some(3), None),
        of_day(t.status(Status::Assigned), Some(2), None),
        of_day(t.status(Status::InProgress), Some(1), None),
        of_day(t.status(Status::Attended), None, Some(t.your_answer_is_missing())),
        of_day(t.status(Status::Resolved), None, None),
    ];
    html! { <Stepper {steps} current={step_of(Status::InProgress)} /> }
}
