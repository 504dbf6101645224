//! A ticket as it is on the wire, all members side by side. It is read by way of this, because serde reads `flatten` through
//! a tree of its own, which costs the browser a second reader of every type within.

use chrono::{DateTime, Utc};
use serde::Deserialize;
use uuid::Uuid;

use super::{
    Answer, Attendance, Cancellation, Channel, Contact, EarlierAnswers, Milestone, Rating, TeamRef, TicketDetails,
    TicketLink, TicketSummary, Waiting,
};
use crate::{
    access::TicketAction,
    attachment::Attachment,
    category::Category,
    person::PersonRef,
    priority::{Impact, Priority, Urgency},
    service::ServiceRef,
    status::{Closure, Status},
};

/// The members of [`TicketDetails`].
#[derive(Deserialize)]
pub(super) struct FlatTicket {
    id: Uuid,
    folio: String,
    status: Status,
    version: i32,
    subject: String,
    category: Category,
    service: ServiceRef,
    priority: Priority,
    impact: Impact,
    urgency: Urgency,
    requester: PersonRef,
    assignee: Option<PersonRef>,
    team: TeamRef,
    channel: Channel,
    #[serde(deserialize_with = "crate::instant::read")]
    created_at: DateTime<Utc>,
    #[serde(deserialize_with = "crate::instant::read")]
    updated_at: DateTime<Utc>,
    #[serde(default, deserialize_with = "crate::instant::read_if_any")]
    attended_at: Option<DateTime<Utc>>,
    #[serde(default, deserialize_with = "crate::instant::read_if_any")]
    resolved_at: Option<DateTime<Utc>>,
    closure: Option<Closure>,
    waiting: Option<Waiting>,
    description: String,
    answers: Vec<Answer>,
    form_version: i32,
    #[serde(default)]
    earlier_answers: Vec<EarlierAnswers>,
    registered_by: Option<PersonRef>,
    watchers: Vec<PersonRef>,
    attachments: Vec<Attachment>,
    links: Vec<TicketLink>,
    milestones: Vec<Milestone>,
    attendance: Option<Attendance>,
    rejections: i32,
    rating: Option<Rating>,
    cancellation: Option<Cancellation>,
    #[serde(default, deserialize_with = "crate::instant::read_if_any")]
    reopen_until: Option<DateTime<Utc>>,
    #[serde(default, deserialize_with = "crate::instant::read_if_any")]
    closes_at: Option<DateTime<Utc>>,
    #[serde(default)]
    contact: Option<Contact>,
    #[serde(default)]
    tags: Option<Vec<String>>,
    is_mine: bool,
    actions: Vec<TicketAction>,
}

impl From<FlatTicket> for TicketDetails {
    fn from(flat: FlatTicket) -> Self {
        Self {
            summary: TicketSummary {
                id: flat.id,
                folio: flat.folio,
                status: flat.status,
                version: flat.version,
                subject: flat.subject,
                category: flat.category,
                service: flat.service,
                priority: flat.priority,
                impact: flat.impact,
                urgency: flat.urgency,
                requester: flat.requester,
                assignee: flat.assignee,
                team: flat.team,
                channel: flat.channel,
                created_at: flat.created_at,
                updated_at: flat.updated_at,
                attended_at: flat.attended_at,
                resolved_at: flat.resolved_at,
                closure: flat.closure,
                waiting: flat.waiting,
            },
            description: flat.description,
            answers: flat.answers,
            form_version: flat.form_version,
            earlier_answers: flat.earlier_answers,
            registered_by: flat.registered_by,
            watchers: flat.watchers,
            attachments: flat.attachments,
            links: flat.links,
            milestones: flat.milestones,
            attendance: flat.attendance,
            rejections: flat.rejections,
            rating: flat.rating,
            cancellation: flat.cancellation,
            reopen_until: flat.reopen_until,
            closes_at: flat.closes_at,
            contact: flat.contact,
            tags: flat.tags,
            is_mine: flat.is_mine,
            actions: flat.actions,
        }
    }
}
