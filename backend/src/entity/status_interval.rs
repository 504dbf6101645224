//! From when to when a ticket stood in a status with an assignee: every 'as of' question is answered here.

use sea_orm::entity::prelude::*;
use shared::status::Status;

/// From when to when a ticket stood in a status with an assignee: every 'as of' question is answered here.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "status_interval")]
pub struct Model {
    /// Id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Ticket.
    pub ticket_id: Uuid,
    /// Status.
    pub status: Status,
    /// Assignee.
    pub assignee_id: Option<Uuid>,
    /// Team.
    pub team_id: Uuid,
    /// From at.
    pub from_at: DateTimeUtc,
    /// To at.
    pub to_at: Option<DateTimeUtc>,
}

/// Joins are written where they are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
