//! A command that was refused: what changed meanwhile, or where the ticket stands and what is possible from there.

use std::rc::Rc;

use shared::problem::ProblemKind;
use shared::ticket::{TicketDetails, TicketSummary};
use yew::{AttrValue, Html, Properties, component, html};

use crate::api::error::ApiError;
use crate::components::alert::{Alert, Tone};
use crate::components::error_region::OutdatedAlert;
use crate::i18n::{Messages, use_messages};

/// Properties of [`Refusal`].
#[derive(Clone, Properties, PartialEq)]
pub struct RefusalProps {
    /// Why; nothing is shown without it.
    pub error: Option<ApiError>,
    /// The ticket as it was when the command was given.
    pub seen: Option<Rc<TicketDetails>>,
    /// The ticket as it is now.
    pub now: Rc<TicketDetails>,
    /// How to go on after somebody else's change.
    pub advice: AttrValue,
}

/// The alert.
#[component]
pub fn Refusal(props: &RefusalProps) -> Html {
    let t = use_messages();
    let Some(error) = &props.error else { return Html::default() };
    match error.kind() {
        Some(ProblemKind::StaleVersion) => stale(t, props),
        // Whoever may no longer, because it was given to somebody else, is told that.
        Some(ProblemKind::Forbidden) if has_changed(props.seen.as_deref(), &props.now) => stale(t, props),
        Some(ProblemKind::Conflict) => conflict(t, error),
        _ => html! { <OutdatedAlert error={error.clone()} /> },
    }
}

fn stale(t: Messages, props: &RefusalProps) -> Html {
    let (seen, now) = (props.seen.as_deref(), &props.now);
    // The ticket is loaded again as soon as it is known to be stale.
    let arrived = has_changed(seen, now);
    let changes = seen.map(|seen| differences(t, seen, now)).unwrap_or_default();
    html! {
        <Alert tone={Tone::Warn} title={t.changed_meanwhile()} live=true>
            if arrived && changes.is_empty() { <p>{ t.changed_conversation() }</p> }
            if !changes.is_empty() {
                <ul class="bullets">{ for changes.iter().map(|change| html! { <li key={change.clone()}>{ change }</li> }) }</ul>
            }
            <p>{ &props.advice }</p>
        </Alert>
    }
}

fn has_changed(seen: Option<&TicketDetails>, now: &TicketDetails) -> bool {
    seen.is_some_and(|seen| seen.summary.version != now.summary.version)
}

fn conflict(t: Messages, error: &ApiError) -> Html {
    let problem = error.problem();
    let status = problem.and_then(|problem| problem.current_status);
    let allowed: Vec<&str> = problem
        .and_then(|problem| problem.allowed.as_ref())
        .map(|allowed| allowed.iter().map(|command| t.command(*command)).collect())
        .unwrap_or_default();
    html! {
        <Alert tone={Tone::Warn} title={error.title(t)} live=true>
            <p>{ error.detail(t) }</p>
            if let Some(status) = status { <p>{ t.stands_at(t.status(status)) }</p> }
            if !allowed.is_empty() { <p>{ t.possible_from_there(&allowed.join(", ")) }</p> }
        </Alert>
    }
}

/// What a reader would notice between two versions.
fn differences(t: Messages, before: &TicketDetails, now: &TicketDetails) -> Vec<String> {
    let (was, is) = (&before.summary, &now.summary);
    let holder = |summary: &TicketSummary| {
        summary.assignee.as_ref().map_or_else(|| t.nobody_has_it_now().to_owned(), |person| t.now_has_it(&person.name))
    };
    [
        (was.assignee != is.assignee).then(|| holder(is)),
        (was.status != is.status).then(|| t.now_is(t.status_label(), t.status(is.status))),
        (was.team != is.team).then(|| t.now_is(t.team(), &is.team.name)),
        (was.priority != is.priority).then(|| t.now_is(t.priority_label(), t.priority(is.priority))),
        (was.service != is.service).then(|| t.now_is(t.service(), &is.service.name)),
        (was.subject != is.subject).then(|| t.now_is(t.subject(), &is.subject)),
        (before.description != now.description).then(|| t.changed_description().to_owned()),
    ]
    .into_iter()
    .flatten()
    .collect()
}
