//! The timeline of a ticket: replies, notes and every change, who and when (§4).

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::{
    attachment::Attachment,
    person::PersonRef,
    priority::{Impact, Priority, Urgency},
    service::ServiceRef,
    status::{CancelReason, Closure, Status, WaitReason},
    ticket::{TeamRef, TicketLinkKind},
};

wire_enum! {
    /// What happened.
    EventKind {
        /// It was filed.
        Created = "created",
        /// Somebody wrote in public.
        Reply = "reply",
        /// Staff wrote for staff.
        Note = "note",
        /// A file was attached.
        Attachment = "attachment",
        /// The status changed.
        Status = "status",
        /// Somebody else has it.
        Assigned = "assigned",
        /// Another team has it.
        Transferred = "transferred",
        /// Impact or urgency changed.
        Priority = "priority",
        /// It is another service.
        Service = "service",
        /// Subject or description were edited.
        Edited = "edited",
        /// It was linked to another ticket.
        Link = "link",
        /// The requester rated the service.
        Rating = "rating",
        /// Somebody watches it, or no longer.
        Watcher = "watcher",
        /// Its tags changed.
        Tags = "tags",
        /// The requester was reminded.
        Reminder = "reminder",
    }
}

wire_enum! {
    /// Who may read an event.
    Audience {
        /// Whoever sees the ticket.
        Public = "public",
        /// Staff of the team, supervisors and admins.
        Staff = "staff",
    }
}

/// One entry of the timeline. Only the members that its kind needs are present.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TimelineItem {
    /// The event.
    pub id: Uuid,
    /// What happened.
    pub kind: EventKind,
    /// When.
    #[serde(deserialize_with = "crate::instant::read")]
    pub at: DateTime<Utc>,
    /// Who did it; absent when the system did.
    pub actor: Option<PersonRef>,
    /// Who may read it.
    pub audience: Audience,
    /// What was written (Markdown): a reply, a note, the summary of an attendance, the reason of a rejection or
    /// reopening, the comment of a rating.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub body: Option<String>,
    /// The files that came with it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub attachments: Vec<Attachment>,
    /// What changed, by the kind of the event.
    #[serde(default)]
    pub change: Change,
}

/// What an event changed. Members that do not apply are absent.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(default)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Change {
    /// Status before.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from_status: Option<Status>,
    /// Status after.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub to_status: Option<Status>,
    /// Who has it now.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub assignee: Option<PersonRef>,
    /// Which team has it now.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub team: Option<TeamRef>,
    /// Why it waits.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub wait_reason: Option<WaitReason>,
    /// Until when it waits.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[serde(default, deserialize_with = "crate::instant::read_if_any")]
    pub until: Option<DateTime<Utc>>,
    /// Why it was cancelled.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cancel_reason: Option<CancelReason>,
    /// How it was closed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub closure: Option<Closure>,
    /// Priority now.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub priority: Option<Priority>,
    /// Impact now.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub impact: Option<Impact>,
    /// Urgency now.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub urgency: Option<Urgency>,
    /// Service now.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub service: Option<ServiceRef>,
    /// Subject now.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub subject: Option<String>,
    /// The rating, 1 to 5.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rating: Option<u8>,
    /// How it was linked.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub link: Option<TicketLinkKind>,
    /// The folio of the ticket it was linked to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub linked_folio: Option<String>,
    /// Whether the other ticket holds the link (it is the follow-up) and not this one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub inverse: Option<bool>,
    /// Who watches it or no longer does.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub watcher: Option<PersonRef>,
    /// Whether the watcher or the link was removed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub removed: Option<bool>,
    /// Tags now (staff only).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tags: Option<Vec<String>>,
    /// Why it was given to somebody or to another team (staff only).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// Which reminder it was, from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reminder: Option<u8>,
}
