//! Mail in English: plain, the verb first, and always what happens next.

use shared::{
    limits::CODE_MINUTES,
    person::Language,
    status::{Status, WaitReason},
};

use super::{Frame, News, Notice};
use crate::mail::{
    dates,
    letter::{Reader, TicketLetter, TicketNotice},
};

pub(super) const FRAME: Frame = Frame {
    status: "Status",
    service: "Service",
    priority: "Priority",
    requester: "Asked by",
    assignee: "In the hands of",
    nobody: "nobody yet",
    open: "Open the request",
    unread_ticket: "Answers to this mail are not read yet. Reply on the request's page.",
    unread: "Answers to this mail are not read yet.",
    choose: "Choose which mail you get",
    desk: "IT help desk",
};

pub(super) fn sign_in_code() -> Notice {
    Notice {
        heading: "Your code to sign in",
        lead: format!(
            "Type this code on the page where you asked for it. It works once and ends in {CODE_MINUTES} minutes."
        ),
        action: None,
        otherwise: "If you didn't ask for it, do nothing: nobody gets in without it. Don't share it; IT never asks for it.",
    }
}

pub(super) fn email_proof() -> Notice {
    Notice {
        heading: "Your code to prove this address",
        lead: format!(
            "Type this code in your request, so that we know this address is yours. It works once and ends in \
             {CODE_MINUTES} minutes."
        ),
        action: None,
        otherwise: "If you didn't ask for it, do nothing: somebody mistyped an address. Don't share the code.",
    }
}

pub(super) fn invitation(institution: &str, until: &str) -> Notice {
    Notice {
        heading: "Accept your invitation to the help desk",
        lead: format!(
            "With this link you enter the help desk of {institution}, with whatever roles you were given. It works once and \
             ends on {until}."
        ),
        action: Some("Accept the invitation"),
        otherwise: "If you didn't expect it, don't open it and tell IT. Don't forward this mail: the link is yours alone.",
    }
}

pub(super) const CHECKPOINT_LABELS: [&str; 5] = ["Covers until", "Requests", "Events", "Digest", "Keyed digest"];

pub(super) fn audit_checkpoint() -> Notice {
    Notice {
        heading: "Audit checkpoint of the help desk",
        lead: "This is the day's keyed digest over all timelines. Keep this mail outside the server: it proves what was there."
            .to_owned(),
        action: None,
        otherwise: "If a day's mail is missing, or `ventanilla audit verify` finds another digest, the evidence was touched.",
    }
}

pub(super) fn news(letter: &TicketLetter) -> News {
    let (heading, lead, next) = sentences(letter);
    News {
        heading,
        lead,
        next,
        action: action(letter),
        quote: quote(letter),
        because: match letter.reader {
            Reader::Requester => "You get this mail because the request is yours.",
            Reader::Watcher => "You get this mail because you follow this request.",
            Reader::Assignee if letter.notice == TicketNotice::TakenAway => {
                "You get this mail because you had this request."
            }
            Reader::Assignee => "You get this mail because you have this request.",
            Reader::Supervisor => "You get this mail because you supervise the team that serves it.",
        },
    }
}

fn action(letter: &TicketLetter) -> &'static str {
    match letter.notice {
        _ if letter.confirm_token.is_some() => "Check and confirm",
        TicketNotice::NeedsAssignment => "Review and assign",
        TicketNotice::Rejected | TicketNotice::Reopened if letter.needs_somebody() => "Review and assign",
        TicketNotice::WaitingForYou | TicketNotice::Reminder if letter.reader == Reader::Requester => "Reply",
        TicketNotice::Reply => "Read and reply",
        _ => "Open the request",
    }
}

fn quote(letter: &TicketLetter) -> String {
    match letter.notice {
        TicketNotice::Received | TicketNotice::NeedsAssignment | TicketNotice::AssignedToYou => {
            format!("{} wrote:", letter.requester)
        }
        TicketNotice::Attended => "What was done:".to_owned(),
        TicketNotice::Rejected | TicketNotice::Reopened | TicketNotice::Cancelled | TicketNotice::ClosedUnanswered => {
            "The reason:".to_owned()
        }
        _ => match &letter.actor {
            Some(actor) => format!("{actor} wrote:"),
            None => "The message:".to_owned(),
        },
    }
}

fn sentences(letter: &TicketLetter) -> (String, Option<String>, Option<String>) {
    let requester = &letter.requester;
    let actor = letter.actor.as_deref().unwrap_or("The help desk");
    let assignee = letter.assignee.as_deref().unwrap_or("The IT team");
    let is_requester = letter.reader == Reader::Requester;
    let is_assignee = letter.reader == Reader::Assignee;
    let day = letter.deadline.map(|day| dates::day(day, Language::En));
    let some = |text: &str| Some(text.to_owned());
    match letter.notice {
        TicketNotice::Received if is_requester => (
            "We received your request".to_owned(),
            match &letter.actor {
                Some(actor) if actor != requester => {
                    Some(format!("{actor} registered it on your behalf. The IT team is reviewing it."))
                }
                _ => some("The IT team is reviewing it."),
            },
            some("We write to you as soon as somebody has it."),
        ),
        TicketNotice::Received if letter.reader == Reader::Watcher => (
            format!("{requester} asked IT for help"),
            some("You follow this request: you can read it and reply."),
            some("We tell you what becomes of it."),
        ),
        TicketNotice::Received | TicketNotice::NeedsAssignment => (
            "A request waits for somebody to take it".to_owned(),
            Some(format!("{requester} asked for it and nobody has it yet.")),
            some("Assign it to a person of the team."),
        ),
        TicketNotice::Assigned if is_requester => (
            format!("{assignee} has your request"),
            None,
            some("We write to you if we need anything, and when it is attended."),
        ),
        TicketNotice::Assigned => (format!("{assignee} has the request of {requester}"), None, None),
        TicketNotice::AssignedToYou => (
            match &letter.actor {
                Some(actor) => format!("{actor} assigned you a request"),
                None => "You have a new request".to_owned(),
            },
            Some(format!("{requester} asked for it and knows that you have it.")),
            some("Open it and begin. If it isn't yours to do, transfer it."),
        ),
        TicketNotice::TakenAway => (
            "You no longer have this request".to_owned(),
            Some(match &letter.assignee {
                Some(assignee) => format!("{actor} gave it to {assignee}."),
                None => format!("{actor} put it back to review."),
            }),
            some("You need not do anything more about it."),
        ),
        TicketNotice::Reply => match letter.reader {
            Reader::Requester => (
                format!("{actor} replied to your request"),
                None,
                match letter.wait_reason {
                    Some(WaitReason::Requester) => some("Work goes on as soon as you answer."),
                    reason => reason.map(|reason| waiting("Your request", reason, day)),
                },
            ),
            Reader::Watcher => (
                format!("{actor} replied to a request that you follow"),
                None,
                letter.wait_reason.map(|reason| waiting("The request", reason, day)),
            ),
            Reader::Assignee => (format!("{actor} replied to a request that you have"), None, None),
            Reader::Supervisor => (format!("{actor} replied to a request of your team"), None, None),
        },
        TicketNotice::WaitingForYou if is_requester => (
            format!("{actor} needs something from you"),
            some("Your request is waiting."),
            some("Work goes on as soon as you answer."),
        ),
        TicketNotice::WaitingForYou => (format!("The request waits for {requester} to answer"), None, None),
        TicketNotice::Attended if is_requester => (
            "Your request is attended".to_owned(),
            Some(format!(
                "{actor} has finished. Check the result: if it is fine, confirm it; if something is missing, say what \
                 and we take it up again."
            )),
            day.map(|day| format!("It closes by itself on {day} if you don't answer.")),
        ),
        TicketNotice::Attended => (
            "The request is attended".to_owned(),
            Some(format!("{requester} still has to check the result and confirm it.")),
            None,
        ),
        TicketNotice::Rejected if is_assignee => (
            format!("{actor} says that something is still missing"),
            some("The request is back with you, in progress."),
            some("Read the reason and go on from there."),
        ),
        TicketNotice::Rejected if letter.needs_somebody() => (
            format!("{actor} says that something is still missing"),
            some("Whoever had it can't go on with it."),
            some("Assign it to somebody else of the team."),
        ),
        TicketNotice::Rejected => (
            if letter.assignee.is_some() {
                "The request is still in progress"
            } else {
                "The request is back in review"
            }
            .to_owned(),
            Some(format!("{actor} says that something is still missing.")),
            Some(format!("{assignee} takes it up again.")),
        ),
        TicketNotice::Reopened if is_requester => (
            "Your request was reopened".to_owned(),
            Some(format!("{actor} reopened it.")),
            Some(format!("{assignee} takes it up again. We write to you when it is attended.")),
        ),
        TicketNotice::Reopened if is_assignee => (
            format!("{actor} reopened a request that you attended"),
            some("It is back with you, in progress."),
            some("Read the reason and go on from there."),
        ),
        TicketNotice::Reopened if letter.needs_somebody() => (
            format!("{actor} reopened a request of your team"),
            some("Whoever had it can't go on with it."),
            some("Assign it to somebody else of the team."),
        ),
        TicketNotice::Reopened => ("The request was reopened".to_owned(), Some(format!("{actor} reopened it.")), None),
        TicketNotice::Resolved if is_requester => (
            "Your request is resolved".to_owned(),
            None,
            day.map(|day| format!("If the problem comes back, reopen it by {day}.")),
        ),
        TicketNotice::Resolved if is_assignee => (format!("{actor} confirmed that it is resolved"), None, None),
        TicketNotice::Resolved => (
            "The request is resolved".to_owned(),
            Some(format!("{requester} checked the result and confirmed it.")),
            None,
        ),
        TicketNotice::ClosedUnanswered if is_requester => (
            "Your request was closed without an answer".to_owned(),
            some("It was attended and we did not hear from you."),
            day.map(|day| format!("If something is missing, reopen it by {day}.")),
        ),
        TicketNotice::ClosedUnanswered => (
            "The request was closed without an answer".to_owned(),
            Some(format!("It was attended and {requester} did not confirm it.")),
            None,
        ),
        TicketNotice::Cancelled => (
            if is_requester { "Your request was cancelled" } else { "The request was cancelled" }.to_owned(),
            Some(format!("{actor} cancelled it.")),
            is_requester.then(|| "If you still need it, send a new request.".to_owned()),
        ),
        TicketNotice::Reminder if letter.status == Status::Attended => (
            "Your confirmation is still missing".to_owned(),
            Some(format!("{assignee} attended the request. Check the result and tell us whether it is fine.")),
            day.map(|day| format!("It closes by itself on {day} if you don't answer.")),
        ),
        TicketNotice::Reminder => (
            "We are still waiting for your answer".to_owned(),
            Some(format!("{assignee} needs it to go on.")),
            some("Work goes on as soon as you answer."),
        ),
    }
}

/// What it waits for, and until when if that is known.
fn waiting(whose: &str, reason: WaitReason, until: Option<String>) -> String {
    let what = match reason {
        WaitReason::Requester => " for the requester's answer",
        WaitReason::ThirdParty => " for a third party",
        WaitReason::Scheduled => "",
    };
    let until = until.map(|day| format!(" until {day}")).unwrap_or_default();
    format!("{whose} is waiting{what}{until}.")
}
