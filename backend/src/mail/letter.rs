//! What mail can say and to whom. A letter holds facts, not sentences: it is put into words when it is sent.

use std::fmt;

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use shared::{
    notification::Notification,
    person::Language,
    priority::Priority,
    status::{Status, WaitReason},
};
use uuid::Uuid;

/// Whom a letter goes to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recipient {
    /// The account, when there is one already.
    pub account_id: Option<Uuid>,
    /// The address.
    pub email: String,
    /// The name; empty when it is not known yet.
    pub name: String,
    /// The language to write in.
    pub language: Language,
}

/// The kind of letters that invite.
pub const INVITATION: &str = "invitation";
/// The kind of letters that carry a checkpoint.
pub const AUDIT_CHECKPOINT: &str = "audit_checkpoint";

/// A letter. It may hold a code or a link that signs in or confirms, so it is kept only encrypted and never logged.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Letter {
    /// The code to sign in with.
    SignInCode {
        /// Six digits.
        code: String,
    },
    /// The code that proves a secondary address.
    EmailProof {
        /// Six digits.
        code: String,
    },
    /// An invitation to roles.
    Invitation {
        /// What the link carries.
        token: String,
        /// When the link ends.
        expires_at: DateTime<Utc>,
    },
    /// The day's audit checkpoint: the copy outside the database.
    AuditCheckpoint {
        /// Until when it covers.
        covers_until: DateTime<Utc>,
        /// Tickets that it covers.
        tickets: i64,
        /// Events that it covers.
        events: i64,
        /// Digest over all chains' heads, in hexadecimal.
        digest: String,
        /// The keyed digest over it and the checkpoint before, in hexadecimal.
        mac: String,
    },
    /// News of a ticket.
    Ticket(TicketLetter),
}

impl Letter {
    /// What it is, for people who look after what could not be delivered.
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::SignInCode { .. } => "sign_in_code",
            Self::EmailProof { .. } => "email_proof",
            Self::Invitation { .. } => INVITATION,
            Self::AuditCheckpoint { .. } => AUDIT_CHECKPOINT,
            Self::Ticket(letter) => letter.notice.kind(),
        }
    }
}

impl fmt::Debug for Letter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Letter({})", self.kind())
    }
}

/// News of a ticket.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub struct TicketLetter {
    /// What happened.
    pub notice: TicketNotice,
    /// How the recipient is related to the ticket.
    pub reader: Reader,
    /// The ticket; all its mail makes one thread.
    pub ticket_id: Uuid,
    /// The ticket for people.
    pub folio: String,
    /// Its subject.
    pub subject: String,
    /// The name of its service in Spanish.
    pub service_es: String,
    /// The name of its service in English.
    pub service_en: String,
    /// Where it stands now.
    pub status: Status,
    /// What it waits for, while it waits.
    #[serde(default)]
    pub wait_reason: Option<WaitReason>,
    /// How urgent it is.
    pub priority: Priority,
    /// Who asked for it.
    pub requester: String,
    /// Who did what happened; none when it was the clock.
    pub actor: Option<String>,
    /// Who has it now.
    pub assignee: Option<String>,
    /// What was said, in Markdown: the reply, the summary, the reason. Never a note.
    pub text: Option<String>,
    /// What the confirm link carries, for whoever may confirm.
    pub confirm_token: Option<String>,
    /// The local day that matters next: until which it waits, on which an attended ticket closes by itself, or until which
    /// a resolved one may be reopened.
    pub deadline: Option<NaiveDate>,
    /// Whether the recipient may not open the ticket any more, so that no link leads there.
    #[serde(default)]
    pub is_hidden: bool,
}

impl TicketLetter {
    /// Whether it goes to somebody who has to find an assignee.
    pub fn needs_somebody(&self) -> bool {
        self.reader == Reader::Supervisor && self.assignee.is_none()
    }
}

impl fmt::Debug for TicketLetter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "TicketLetter({}, {})", self.notice.kind(), self.folio)
    }
}

/// How the recipient of news is related to the ticket.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reader {
    /// Asked for it.
    Requester,
    /// Watches it.
    Watcher,
    /// Has it.
    Assignee,
    /// Distributes the work of its team.
    Supervisor,
}

/// What happened to a ticket.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TicketNotice {
    /// It was filed.
    Received,
    /// Somebody has it.
    Assigned,
    /// The recipient has it.
    AssignedToYou,
    /// The recipient has it no longer.
    TakenAway,
    /// A public reply.
    Reply,
    /// It waits for the requester.
    WaitingForYou,
    /// It was attended: check and confirm.
    Attended,
    /// The requester says that it isn't done.
    Rejected,
    /// It was taken up again.
    Reopened,
    /// It was confirmed.
    Resolved,
    /// It was closed without an answer.
    ClosedUnanswered,
    /// It was cancelled.
    Cancelled,
    /// It is new and nobody has it.
    NeedsAssignment,
    /// The requester is still awaited: to answer, or to confirm when it is attended.
    Reminder,
}

impl TicketNotice {
    /// What it is, for people who look after what could not be delivered.
    pub const fn kind(self) -> &'static str {
        match self {
            Self::Received => "ticket_received",
            Self::Assigned => "ticket_assigned",
            Self::AssignedToYou => "ticket_assigned_to_you",
            Self::TakenAway => "ticket_taken_away",
            Self::Reply => "ticket_reply",
            Self::WaitingForYou => "ticket_waiting_for_you",
            Self::Attended => "ticket_attended",
            Self::Rejected => "ticket_rejected",
            Self::Reopened => "ticket_reopened",
            Self::Resolved => "ticket_resolved",
            Self::ClosedUnanswered => "ticket_closed_unanswered",
            Self::Cancelled => "ticket_cancelled",
            Self::NeedsAssignment => "ticket_needs_assignment",
            Self::Reminder => "ticket_reminder",
        }
    }

    /// What somebody who does without this mail has switched off. There is nothing to switch off where an act of the reader
    /// is asked for or may be due: a question, a result to check, a ticket to work on or to give to somebody.
    pub const fn dispensable(self, reader: Reader) -> Option<Notification> {
        match (reader, self) {
            (Reader::Requester, Self::Received) => Some(Notification::Received),
            (Reader::Requester, Self::Assigned | Self::Reopened) => Some(Notification::Assigned),
            (Reader::Watcher, Self::Reply) => Some(Notification::WatchedReplies),
            (Reader::Watcher, _) => Some(Notification::WatchedChanges),
            (Reader::Assignee, Self::TakenAway | Self::Cancelled) => Some(Notification::NoLongerMine),
            (Reader::Requester | Reader::Assignee | Reader::Supervisor, _) => None,
        }
    }
}
