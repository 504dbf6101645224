//! What T.I. said it did, and the requester's word on it; or, once resolved, how to take it up again.

use std::rc::Rc;

use shared::access::TicketAction;
use shared::status::{CancelReason, Closure, Status, WaitReason};
use shared::ticket::{Cancellation, Confirm, Reason, TicketDetails, Verdict};
use yew::{AttrValue, Callback, Html, Properties, component, html};

use super::verdict::{VerdictForm, VerdictWords};
use crate::api::tickets::TicketCommand;
use crate::components::alert::{Alert, Tone};
use crate::components::button::{Button, Size};
use crate::components::icon::Glyph;
use crate::components::link::Link;
use crate::components::markdown::Markdown;
use crate::hooks::use_query::Query;
use crate::hooks::use_title::focus_heading;
use crate::i18n::intl::{self, Style};
use crate::i18n::{Messages, use_messages};
use crate::route::Route;
use crate::state::announcer::announce;
use crate::state::toasts::use_toaster;
use crate::tickets::command_error::CommandError;
use crate::tickets::use_ticket::{reload, use_command};

/// Properties of [`ResultPanel`].
#[derive(Properties, PartialEq)]
pub struct ResultPanelProps {
    /// The ticket.
    pub ticket: Rc<TicketDetails>,
    /// Its query.
    pub query: Query<TicketDetails>,
    /// What staff wrote when it came to where it stands.
    pub said: Option<AttrValue>,
    /// How often 'not yet' was asked for from elsewhere on the page.
    pub not_yet: u32,
    /// Opens the dialog that takes it up again.
    pub on_reopen: Callback<()>,
}

/// The panel above the story.
#[component]
pub fn ResultPanel(props: &ResultPanelProps) -> Html {
    let t = use_messages();
    let toaster = use_toaster();
    let ticket = &props.ticket;
    let command = use_command(&props.query, move |ticket| {
        let resolved = ticket.is_some_and(|ticket| ticket.summary.status == Status::Resolved);
        let words = if resolved { t.thanks_confirmed() } else { t.thanks_rejected() };
        toaster.ok(words);
        announce(words);
        focus_heading();
    });
    match ticket.summary.status {
        Status::Attended if ticket.can(TicketAction::Confirm) => html! {
            <section class="card card-go card-p stack g-4" aria-labelledby="verdict">
                <div class="stack g-2">
                    <h2 id="verdict">{ t.check_the_result_title() }</h2>
                    if let Some(attendance) = &ticket.attendance {
                        <p class="small muted">
                            { attendance.by.as_ref().map(|by| t.says(&by.name)).unwrap_or_default() }
                        </p>
                        <Markdown text={AttrValue::from(attendance.summary.clone())} />
                    }
                </div>
                <CommandError
                    error={command.error.clone().filter(|error| error.at("/reason").is_none())}
                    on_reload={reload(&props.query)}
                />
                <VerdictForm
                    labelled_by="verdict"
                    busy={command.busy}
                    not_yet={props.not_yet}
                    reason_error={command.error.as_ref().and_then(|error| error.at("/reason"))}
                    note={ticket.closes_at.map(|at| AttrValue::from(t.closes_by_itself(&intl::last_day(t.0, at))))}
                    on_verdict={command.run.reform(command_of)}
                />
            </section>
        },
        Status::Resolved => html! {
            <Alert tone={closed_tone(ticket)} glyph={Glyph::Resolved} title={closed_title(t, ticket)}>
                <p>
                    if ticket.summary.closure == Some(Closure::Unanswered) && ticket.is_mine {
                        { t.closed_without_you() }{ " " }
                    }
                    if let Some(rating) = ticket.rating.as_ref().filter(|_| ticket.is_mine) {
                        { t.you_rated(t.rating_word(rating.stars)) }{ " " }
                    }
                    if let (true, Some(until)) = (ticket.can(TicketAction::Reopen), ticket.reopen_until) {
                        { t.reopen_until(&intl::last_day(t.0, until)) }
                    }
                </p>
                if ticket.can(TicketAction::Reopen) {
                    <Button class="space-top" size={Size::Small} on_click={props.on_reopen.reform(|_| ())}>
                        { t.reopen() }
                    </Button>
                }
            </Alert>
        },
        Status::Cancelled => html! {
            <Alert tone={Tone::Neutral} glyph={Glyph::Cancelled} title={t.request_cancelled()}>
                { ticket.cancellation.as_ref().map(|why| why_cancelled(t, ticket, why)).unwrap_or_default() }
                if let Some(said) = &props.said { <Markdown text={said.clone()} /> }
            </Alert>
        },
        Status::Waiting if waits_for_requester(ticket) => html! {
            <Alert tone={Tone::Warn} glyph={Glyph::Waiting} title={waiting_title(t, ticket)}>
                if let Some(said) = &props.said { <Markdown text={said.clone()} /> }
                if ticket.can(TicketAction::Reply) { { t.answer_below() } }
            </Alert>
        },
        _ => Html::default(),
    }
}

fn command_of(words: VerdictWords) -> TicketCommand {
    match words.decision {
        Verdict::Confirm => TicketCommand::Confirm(Confirm { rating: words.rating, comment: words.comment }),
        Verdict::Reject => TicketCommand::Reject(Reason { reason: words.reason.unwrap_or_default() }),
    }
}

/// What nobody confirmed is no success.
fn closed_tone(ticket: &TicketDetails) -> Tone {
    if ticket.summary.closure == Some(Closure::Unanswered) { Tone::Neutral } else { Tone::Ok }
}

fn closed_title(t: Messages, ticket: &TicketDetails) -> AttrValue {
    match ticket.summary.closure {
        Some(Closure::Unanswered) => t.closed_unanswered().into(),
        _ if ticket.is_mine => t.request_resolved().into(),
        _ => t.confirmed_by(&ticket.summary.requester.name).into(),
    }
}

/// The reason in words; of a duplicate, the way to the request that goes on.
fn why_cancelled(t: Messages, ticket: &TicketDetails, why: &Cancellation) -> Html {
    match (why.reason, &why.duplicate_of) {
        (CancelReason::Duplicate, Some(folio)) => html! {
            <Link to={Route::Ticket { folio: folio.clone() }}>{ t.duplicate_of(folio) }</Link>
        },
        (CancelReason::Withdrawn, _) if ticket.is_mine => html! { { t.you_cancelled() } },
        (reason, _) => html! { { t.cancel_reason(reason) } },
    }
}

fn waits_for_requester(ticket: &TicketDetails) -> bool {
    ticket.summary.waiting.as_ref().is_some_and(|waiting| waiting.reason == WaitReason::Requester)
}

fn waiting_title(t: Messages, ticket: &TicketDetails) -> AttrValue {
    if !ticket.is_mine {
        return t.waits_for_answer_of(&ticket.summary.requester.name).into();
    }
    let text = t.waits_for_your_answer();
    match ticket.summary.waiting.as_ref().and_then(|waiting| waiting.until) {
        Some(until) => format!("{text} {}", t.until(&intl::instant(t.0, until, Style::DayTime))).into(),
        None => text.into(),
    }
}
