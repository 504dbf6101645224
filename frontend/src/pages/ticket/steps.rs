//! The steps of a request, with the time of each from its milestones.

use shared::status::Status;
use shared::ticket::TicketDetails;
use yew::{Html, Properties, component, html};

use crate::components::track::{Step, Stepper, step_of};
use crate::i18n::use_messages;
use crate::tickets::row::status_text;
use std::rc::Rc;

/// Properties of [`Steps`].
#[derive(Properties, PartialEq)]
pub struct StepsProps {
    /// The ticket.
    pub ticket: Rc<TicketDetails>,
}

/// The stepper of a ticket that was not cancelled.
#[component]
pub fn Steps(props: &StepsProps) -> Html {
    let t = use_messages();
    let status = props.ticket.summary.status;
    if status == Status::Cancelled {
        return Html::default();
    }
    let current = if status == Status::Resolved { 6 } else { step_of(status) };
    let at = |wanted: Status, step: usize| {
        let milestones = &props.ticket.milestones;
        milestones.iter().find(|milestone| milestone.status == wanted && step <= current).map(|milestone| milestone.at)
    };
    let third = if status == Status::Waiting { Status::Waiting } else { Status::InProgress };
    let last_note = (status == Status::Attended).then(|| t.your_answer_is_missing().into());
    let last = match props.ticket.summary.closure {
        Some(_) => status_text(t, &props.ticket.summary),
        None => t.status(Status::Resolved).into(),
    };
    let steps = vec![
        Step { label: t.step_received().into(), at: Some(props.ticket.summary.created_at), note: None },
        Step { label: t.status(Status::Assigned).into(), at: at(Status::Assigned, 2), note: None },
        Step { label: t.status(third).into(), at: at(third, 3), note: None },
        Step { label: t.status(Status::Attended).into(), at: at(Status::Attended, 4), note: None },
        Step { label: last, at: at(Status::Resolved, 5), note: last_note },
    ];
    html! { <Stepper {steps} {current} /> }
}
