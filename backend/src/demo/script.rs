//! How the demo's past is written down: who asked for what, and what became of it, day by day.

use shared::{
    priority::{Impact, ImpactAnswer, Urgency, UrgencyAnswer},
    status::{CancelReason, WaitReason},
};

/// When something happened.
#[derive(Debug, Clone, Copy)]
pub(super) enum When {
    /// So many working days before today, at an hour and a minute of the institution's clock.
    Day(u32, u32, u32),
    /// So many minutes ago.
    Ago(i64),
}

/// A request and what became of it.
pub(super) struct Story {
    /// By which other stories name it.
    pub key: &'static str,
    /// The service, by its stable name.
    pub service: &'static str,
    /// Who asks.
    pub by: &'static str,
    /// Who registers it, when it is not the same person.
    pub registered_by: Option<&'static str>,
    /// In a few words; empty takes the service's name.
    pub subject: &'static str,
    /// What is needed.
    pub description: &'static str,
    /// Answers to the form.
    pub answers: &'static [(&'static str, Answer)],
    /// Whom does it affect?
    pub affects: ImpactAnswer,
    /// Can you work or teach meanwhile?
    pub meanwhile: UrgencyAnswer,
    /// When it was filed.
    pub filed: When,
    /// What followed: when, who, what.
    pub acts: &'static [(When, &'static str, Act)],
}

/// An answer to a field.
#[derive(Debug, Clone, Copy)]
pub(super) enum Answer {
    /// Text, a choice, a time, an address.
    Text(&'static str),
    /// A number.
    Number(i64),
    /// A day, so many days after the request.
    DaysAhead(i64),
}

/// Something that somebody did.
#[derive(Debug, Clone, Copy)]
pub(super) enum Act {
    Assign(&'static str, &'static str),
    Take,
    Start,
    Reply(&'static str),
    Note(&'static str),
    /// The reason, until when, and what is told to the requester.
    Wait(WaitReason, Option<When>, &'static str),
    /// The same until so many days later.
    WaitDays(i64, &'static str),
    Resume,
    Attend(&'static str),
    /// Stars, and a comment that may be empty.
    Confirm(u8, &'static str),
    Reject(&'static str),
    Reopen(&'static str),
    CloseUnanswered(&'static str),
    Cancel(CancelReason, &'static str),
    /// The other story.
    CancelAsDuplicateOf(&'static str),
    /// The team's name and the reason.
    Transfer(&'static str, &'static str),
    Prioritise(Impact, Urgency),
    Tag(&'static [&'static str]),
    Watch(&'static str),
}
