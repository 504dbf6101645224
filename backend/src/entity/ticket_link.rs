//! A link from one ticket to another.

use sea_orm::entity::prelude::*;
use shared::ticket::TicketLinkKind;

/// A link from one ticket to another.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "ticket_link")]
pub struct Model {
    /// Ticket.
    #[sea_orm(primary_key, auto_increment = false)]
    pub ticket_id: Uuid,
    /// Other.
    #[sea_orm(primary_key, auto_increment = false)]
    pub other_id: Uuid,
    /// Kind.
    #[sea_orm(primary_key, auto_increment = false)]
    pub kind: TicketLinkKind,
    /// Created by.
    pub created_by: Option<Uuid>,
    /// Created at.
    pub created_at: DateTimeUtc,
}

/// Joins are written where they are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
