//! The details of a ticket: where it stands, who has it, who asked and how to reach that person, what was answered.

use std::rc::Rc;

use shared::access::TicketAction;
use shared::status::Status;
use shared::ticket::TicketDetails;
use yew::{AttrValue, Callback, Html, html};

use super::asking::Asking;
use super::bar::{STATUS_BUTTON, STATUS_MENU, leads_to_another_status};
use crate::components::avatar::{Avatar, AvatarSize};
use crate::components::badge::{PriorityMark, StatusBadge};
use crate::components::icon::{Glyph, icon_sm};
use crate::components::relative_time::Moment;
use crate::hooks::use_query::Query;
use crate::i18n::Messages;
use crate::i18n::intl::Style;
use crate::tickets::answers::answers;
use crate::tickets::row::status_text;
use crate::tickets::watchers::Watchers;

mod links;
mod requester;
mod tags;

use links::Links;
use requester::requester;
use tags::Tags;

/// The column.
pub fn aside(t: Messages, ticket: &Rc<TicketDetails>, query: &Query<TicketDetails>, ask: &Callback<Asking>) -> Html {
    html! {
        <aside class="stack g-4" aria-label={t.details()}>
            { standing(t, ticket, ask) }
            <hr />
            { requester(t, ticket) }
            if !ticket.answers.is_empty() {
                <hr />
                <section class="stack g-q">
                    <h3 class="h-s small">{ t.service_answers() }</h3>
                    <dl class="dl dl-v small">{ answers(t, &ticket.answers) }</dl>
                </section>
            }
            { earlier(t, ticket) }
            <hr />
            <Links ticket={ticket.clone()} query={query.clone()} ask={ask.clone()} />
            if let Some(tags) = &ticket.tags {
                <hr />
                <Tags tags={tags.clone()} query={query.clone()} editable={ticket.can(TicketAction::Tag)} />
            }
            <hr />
            <Watchers ticket={ticket.clone()} query={query.clone()} narrow=true />
        </aside>
    }
}

fn standing(t: Messages, ticket: &TicketDetails, ask: &Callback<Asking>) -> Html {
    let pick = |asking, verb, value| pick(ticket, ask, asking, verb, value);
    let summary = &ticket.summary;
    // Once it was sent back or taken up again, it no longer is; the conversation tells that it was.
    let is_done = matches!(summary.status, Status::Attended | Status::Resolved);
    let priority = html! { <PriorityMark priority={summary.priority} filled=true /> };
    let holder = match &summary.assignee {
        Some(person) => html! {
            <span class="row row-n">
                <Avatar name={AttrValue::from(person.name.clone())} size={AvatarSize::Small} />{ &person.name }
            </span>
        },
        None => html! { <span class="muted">{ t.unassigned() }</span> },
    };
    let matrix = t.impact_by_urgency(t.impact(summary.impact), &t.urgency(summary.urgency).to_ascii_lowercase());
    let priority = html! {
        <>{ pick(Asking::Priority, t.change_priority(), priority) }<span class="small muted">{ matrix }</span></>
    };
    let day = |at| html! { <Moment {at} style={Style::DayTime} /> };
    let received = html! {
        <>{ day(summary.created_at) }<span class="muted">{ " · " }{ t.channel(summary.channel) }</span></>
    };
    let team = html! { { &summary.team.name } };
    let service = html! { { &summary.service.name } };
    html! {
        <dl class="dl dl-v">
            { term(t.status_label(), status(t, ticket)) }
            { term(t.priority_label(), priority) }
            { term(t.assignee(), pick(Asking::Assign, t.assign(), holder)) }
            { term(t.team(), pick(Asking::Transfer, t.transfer(), team)) }
            { term(t.service(), pick(Asking::Service, t.change_service(), service)) }
            { term(t.received_at(), received) }
            { for ticket.registered_by.iter().map(|by| term(t.registered_by(), html! { { &by.name } })) }
            { for summary.attended_at.filter(|_| is_done).map(|at| term(t.attended_label(), day(at))) }
            { for summary.resolved_at.filter(|_| is_done).map(|at| term(t.status_resolved(), day(at))) }
        </dl>
    }
}

/// A name and what stands there.
fn term(name: &'static str, value: Html) -> Html {
    html! { <><dt>{ name }</dt><dd>{ value }</dd></> }
}

/// Where it stands; pressed, it shows the steps that lead on from there.
fn status(t: Messages, ticket: &TicketDetails) -> Html {
    let badge = html! { <StatusBadge status={ticket.summary.status} text={status_text(t, &ticket.summary)} /> };
    if !leads_to_another_status(ticket) {
        return html! { <div>{ badge }</div> };
    }
    html! {
        <button type="button" class="pick" id={STATUS_BUTTON} title={t.change_status()} popovertarget={STATUS_MENU}>
            <span>{ badge }<span class="sr">{ ". " }{ t.change_status() }</span></span>
            { icon_sm(Glyph::Down) }
        </button>
    }
}

/// A value that can be pressed to change it, where the person may.
fn pick(ticket: &TicketDetails, ask: &Callback<Asking>, asking: Asking, verb: &'static str, value: Html) -> Html {
    if !ticket.can(asking.action()) {
        return html! { <div>{ value }</div> };
    }
    html! {
        <button type="button" class="pick" title={verb} onclick={ask.reform(move |_| asking)}>
            <span>{ value }<span class="sr">{ ". " }{ verb }</span></span>
            { icon_sm(Glyph::Down) }
        </button>
    }
}

/// What was answered while it was another service.
fn earlier(t: Messages, ticket: &TicketDetails) -> Html {
    if ticket.earlier_answers.is_empty() {
        return Html::default();
    }
    html! {
        <>
            { for ticket.earlier_answers.iter().map(|earlier| html! {
                <details class="small">
                    <summary class="soft">{ t.answered_as(&earlier.service.name) }</summary>
                    <dl class="dl dl-v small">{ answers(t, &earlier.answers) }</dl>
                </details>
            }) }
        </>
    }
}
