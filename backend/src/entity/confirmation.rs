//! A mail's confirm link: bound to one attendance of one ticket, single use.

use sea_orm::entity::prelude::*;

/// A mail's confirm link: bound to one attendance of one ticket, single use.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "confirmation")]
pub struct Model {
    /// Id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Ticket.
    pub ticket_id: Uuid,
    /// Attendance.
    pub attendance: i32,
    /// Token digest.
    pub token_digest: Vec<u8>,
    /// Created at.
    pub created_at: DateTimeUtc,
    /// Expires at.
    pub expires_at: DateTimeUtc,
    /// Used at.
    pub used_at: Option<DateTimeUtc>,
}

/// Joins are written where they are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
