//! Who has a request and what happens next, in words: the line below the title and its state.

use shared::access::TicketAction;
use shared::event::TimelineItem;
use shared::status::{Status, WaitReason};
use shared::ticket::TicketDetails;
use yew::{AttrValue, Html, html};

use crate::i18n::Messages;
use crate::i18n::intl::{self, Style};

/// The line.
pub fn standing(t: Messages, ticket: &TicketDetails) -> Html {
    html! { <p class="soft">{ who(t, ticket) }{ ". " }{ next(t, ticket) }</p> }
}

fn who(t: Messages, ticket: &TicketDetails) -> String {
    let summary = &ticket.summary;
    let team = summary.team.name.as_str();
    match (summary.status, summary.assignee.as_ref().map(|person| person.name.as_str())) {
        (Status::InProgress, Some(who)) => t.works_on_it(who),
        (Status::Attended, who) => t.marked_attended(who.unwrap_or(team)),
        (Status::Resolved, who) => t.was_attended_by(who.unwrap_or(team)),
        (Status::Cancelled, _) => t.belonged_to(team),
        (Status::New, _) | (_, None) => t.with_team(team),
        (_, Some(who)) => t.has_it(who),
    }
}

fn next(t: Messages, ticket: &TicketDetails) -> AttrValue {
    let summary = &ticket.summary;
    match summary.status {
        Status::New => t.next_is_assigned().into(),
        Status::Assigned => t.next_is_started().into(),
        Status::InProgress => t.next_is_attended().into(),
        Status::Waiting => {
            let until = summary.waiting.as_ref().and_then(|waiting| waiting.until);
            let until = until.map(|until| intl::instant(t.0, until, Style::Full));
            match (summary.waiting.as_ref().map(|waiting| waiting.reason), until) {
                (Some(WaitReason::Requester), _) if ticket.is_mine => t.next_is_your_answer().into(),
                (Some(WaitReason::Requester), _) => t.next_is_answer_of(&summary.requester.name).into(),
                (_, Some(until)) => t.next_is_at(&until).into(),
                (Some(WaitReason::Scheduled), None) => t.next_is_at_the_date().into(),
                (_, None) => t.next_is_third_party().into(),
            }
        }
        Status::Attended if ticket.can(TicketAction::Confirm) => t.next_is_your_word().into(),
        Status::Attended => t.next_is_word_of(&summary.requester.name).into(),
        Status::Resolved => t.nothing_is_left().into(),
        Status::Cancelled => t.will_not_be_done().into(),
    }
}

/// What staff wrote when the request last came to where it stands: what they need, or why it was cancelled.
pub fn said_last(items: &[TimelineItem], status: Status) -> Option<AttrValue> {
    let came = items.iter().filter(|item| item.change.to_status == Some(status)).max_by_key(|item| item.at)?;
    let text = came.body.as_ref().or(came.change.reason.as_ref())?;
    Some(AttrValue::from(text.clone())).filter(|text| !text.trim().is_empty())
}
