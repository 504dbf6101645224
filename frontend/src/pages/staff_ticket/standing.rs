//! Where the ticket stands when that needs words: waiting, to be confirmed, closed, cancelled.

use std::rc::Rc;

use chrono::{DateTime, Utc};
use shared::status::{Closure, Status};
use shared::ticket::TicketDetails;
use yew::{AttrValue, Html, Properties, component, html};

use crate::components::alert::{Alert, Tone};
use crate::components::icon::Glyph;
use crate::components::link::Link;
use crate::hooks::use_now::use_now;
use crate::i18n::intl::{self, Style};
use crate::i18n::{Messages, use_messages};
use crate::route::Route;

/// Properties of [`Standing`].
#[derive(Properties, PartialEq)]
pub struct StandingProps {
    /// The ticket.
    pub ticket: Rc<TicketDetails>,
}

/// A notice above the conversation, where there is something to say.
#[component]
pub fn Standing(props: &StandingProps) -> Html {
    let t = use_messages();
    let now = use_now();
    let ticket = &props.ticket;
    let notice = match ticket.summary.status {
        Status::Waiting => waiting(t, ticket),
        Status::Attended => attended(t, ticket),
        Status::Resolved => resolved(t, ticket, now),
        Status::Cancelled => cancelled(t, ticket),
        Status::New | Status::Assigned | Status::InProgress => rejected(t, ticket),
    };
    if notice == Html::default() {
        notice
    } else {
        html! { <div class="standing">{ notice }</div> }
    }
}

fn waiting(t: Messages, ticket: &TicketDetails) -> Html {
    let Some(waiting) = &ticket.summary.waiting else { return Html::default() };
    html! {
        <Alert tone={Tone::Neutral} glyph={Glyph::Waiting} title={t.waits_for(t.wait_reason(waiting.reason))}>
            if let Some(until) = waiting.until { { t.resumes_at(&intl::instant(t.0, until, Style::Full)) } }
        </Alert>
    }
}

fn attended(t: Messages, ticket: &TicketDetails) -> Html {
    let name = ticket.summary.requester.name.as_str();
    html! {
        <Alert tone={Tone::Info} glyph={Glyph::Attended} title={t.waits_for_word_of(name)}>
            if let Some(at) = ticket.closes_at { { t.closes_unanswered_on(&intl::last_day(t.0, at)) } }
        </Alert>
    }
}

fn resolved(t: Messages, ticket: &TicketDetails, now: DateTime<Utc>) -> Html {
    let name = ticket.summary.requester.name.as_str();
    let title: AttrValue = match ticket.summary.closure {
        Some(Closure::Unanswered) => t.closed_unanswered().into(),
        _ => t.confirmed_by(name).into(),
    };
    html! {
        <Alert tone={Tone::Ok} glyph={Glyph::Resolved} {title}>
            if let Some(rating) = &ticket.rating {
                { t.rated_as(&rating.stars.to_string(), t.rating_word(rating.stars)) }
                if let Some(comment) = &rating.comment { <p class="quote">{ comment }</p> }
            }
            if let Some(until) = ticket.reopen_until.filter(|until| *until > now) {
                <p>{ t.requester_may_reopen(&intl::last_day(t.0, until)) }</p>
            }
        </Alert>
    }
}

fn cancelled(t: Messages, ticket: &TicketDetails) -> Html {
    let Some(why) = &ticket.cancellation else { return Html::default() };
    html! {
        <Alert tone={Tone::Neutral} glyph={Glyph::Cancelled} title={t.request_cancelled()}>
            { t.cancel_reason(why.reason) }
            if let Some(folio) = &why.duplicate_of {
                { ": " }<Link to={Route::Ticket { folio: folio.clone() }}>{ folio }</Link>
            }
        </Alert>
    }
}

/// The requester has sent the result back: the next attendance has to be better.
fn rejected(t: Messages, ticket: &TicketDetails) -> Html {
    let times = u64::try_from(ticket.rejections).unwrap_or_default();
    if times == 0 {
        return Html::default();
    }
    html! { <Alert tone={Tone::Warn} title={t.sent_back(times)} /> }
}
