//! A request in a requester's list: what, who has it, where it stands, when it moved.

use shared::status::{Closure, Status, WaitReason};
use shared::ticket::TicketSummary;
use yew::{AttrValue, Html, Properties, component, html};

use crate::components::badge::StatusBadge;
use crate::components::icon::{Glyph, icon_sm};
use crate::components::link::Link;
use crate::components::relative_time::RelativeTime;
use crate::components::track::Track;
use crate::i18n::{Messages, use_messages};
use crate::route::Route;

/// Properties of [`RequestRow`].
#[derive(Properties, PartialEq)]
pub struct RequestRowProps {
    /// The request.
    pub ticket: TicketSummary,
}

/// One row; the whole of it is the link.
#[component]
pub fn RequestRow(props: &RequestRowProps) -> Html {
    let t = use_messages();
    let ticket = &props.ticket;
    html! {
        <li>
            <Link to={Route::Ticket { folio: ticket.folio.clone() }} class="req">
                <span>
                    <b>{ &ticket.subject }</b>
                    <small>{ &ticket.folio }{ " · " }{ whereabouts(t, ticket) }</small>
                </span>
                <span class="prog">
                    <StatusBadge status={ticket.status} plain=true text={status_text(t, ticket)} />
                    if ticket.status != Status::Cancelled { <Track status={ticket.status} /> }
                </span>
                <RelativeTime at={ticket.updated_at} class="small muted when" />
                { icon_sm(Glyph::Right) }
            </Link>
        </li>
    }
}

/// The status in words that say how it closed.
pub fn status_text(t: Messages, ticket: &TicketSummary) -> AttrValue {
    if ticket.closure == Some(Closure::Unanswered) {
        return t.closed_unanswered().into();
    }
    t.status(ticket.status).into()
}

/// Who has it and what happens next, in a few words.
pub fn whereabouts(t: Messages, ticket: &TicketSummary) -> String {
    let who = ticket.assignee.as_ref().map(|person| person.name.as_str());
    match (ticket.status, who) {
        (Status::New, _) | (Status::Assigned | Status::InProgress, None) => t.with_team(&ticket.team.name),
        (Status::Assigned, Some(who)) => t.has_it(who),
        (Status::InProgress, Some(who)) => t.works_on_it(who),
        (Status::Waiting, _) => match ticket.waiting.as_ref().map(|waiting| waiting.reason) {
            Some(WaitReason::Requester) => t.waits_for_your_answer().to_owned(),
            Some(WaitReason::ThirdParty) | None => t.waits_for_third_party().to_owned(),
            Some(WaitReason::Scheduled) => t.waits_for_date().to_owned(),
        },
        (Status::Attended, _) => t.check_the_result().to_owned(),
        (Status::Resolved | Status::Cancelled, _) => ticket.service.name.clone(),
    }
}
