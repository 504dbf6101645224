//! A ticket: everything that a list shows is on this row.

use sea_orm::entity::prelude::*;
use shared::{
    category::Category,
    priority::{Impact, Priority, Urgency},
    status::{CancelReason, Channel, Closure, Status, WaitReason},
};

/// A ticket: everything that a list shows is on this row.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "ticket")]
pub struct Model {
    /// Id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Number.
    pub number: i64,
    /// Folio.
    pub folio: String,
    /// Status.
    pub status: Status,
    /// Version.
    pub version: i32,
    /// Subject.
    pub subject: String,
    /// Description.
    pub description: String,
    /// Category.
    pub category: Category,
    /// Service.
    pub service_id: Uuid,
    /// Form version.
    pub form_version: i32,
    /// Answers.
    #[sea_orm(column_type = "JsonBinary")]
    pub answers: Json,
    /// Impact.
    pub impact: Impact,
    /// Urgency.
    pub urgency: Urgency,
    /// Priority.
    pub priority: Priority,
    /// `Priority::rank`, for indexes.
    pub priority_rank: i16,
    /// Requester.
    pub requester_id: Uuid,
    /// Staff who registered it, when it was not the requester.
    pub registered_by_id: Option<Uuid>,
    /// Channel.
    pub channel: Channel,
    /// Assignee.
    pub assignee_id: Option<Uuid>,
    /// Team.
    pub team_id: Uuid,
    /// Wait reason.
    pub wait_reason: Option<WaitReason>,
    /// Wait until.
    pub wait_until: Option<DateTimeUtc>,
    /// Closure.
    pub closure: Option<Closure>,
    /// Cancel reason.
    pub cancel_reason: Option<CancelReason>,
    /// Duplicate of.
    pub duplicate_of_id: Option<Uuid>,
    /// Rejections.
    pub rejections: i32,
    /// How often it was marked attended; a confirm link is bound to one of them.
    pub attendances: i32,
    /// Sent in the current wait for the requester or for confirmation.
    pub reminders: i32,
    /// Reminded at.
    pub reminded_at: Option<DateTimeUtc>,
    /// The end that the requester was told for an attended ticket that nobody answers.
    pub closes_at: Option<DateTimeUtc>,
    /// Rating.
    pub rating: Option<i16>,
    /// Created at.
    pub created_at: DateTimeUtc,
    /// Last public change; staff-only changes leave it alone.
    pub updated_at: DateTimeUtc,
    /// First response at.
    pub first_response_at: Option<DateTimeUtc>,
    /// Attended at.
    pub attended_at: Option<DateTimeUtc>,
    /// Resolved at.
    pub resolved_at: Option<DateTimeUtc>,
    /// Cancelled at.
    pub cancelled_at: Option<DateTimeUtc>,
    /// When the current status began.
    pub status_since: DateTimeUtc,
    /// Length of the chain.
    pub event_count: i32,
    /// Digest of the last event.
    pub chain_head: Vec<u8>,
}

/// Joins are written where they are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

#[cfg(test)]
pub mod tests {
    //! A ticket that says nothing, for tests that need one or two of its members.

    use super::*;

    /// The ticket.
    pub fn blank() -> Model {
        let begun = DateTimeUtc::UNIX_EPOCH;
        Model {
            id: Uuid::nil(),
            number: 1,
            folio: "TI-000001".into(),
            status: Status::Attended,
            version: 1,
            subject: String::new(),
            description: String::new(),
            category: Category::Hardware,
            service_id: Uuid::nil(),
            form_version: 1,
            answers: Json::Null,
            impact: Impact::Individual,
            urgency: Urgency::Medium,
            priority: Priority::Normal,
            priority_rank: 2,
            requester_id: Uuid::nil(),
            registered_by_id: None,
            channel: Channel::Web,
            assignee_id: None,
            team_id: Uuid::nil(),
            wait_reason: None,
            wait_until: None,
            closure: None,
            cancel_reason: None,
            duplicate_of_id: None,
            rejections: 0,
            attendances: 0,
            reminders: 0,
            reminded_at: None,
            closes_at: None,
            rating: None,
            created_at: begun,
            updated_at: begun,
            first_response_at: None,
            attended_at: None,
            resolved_at: None,
            cancelled_at: None,
            status_since: begun,
            event_count: 0,
            chain_head: Vec::new(),
        }
    }
}
