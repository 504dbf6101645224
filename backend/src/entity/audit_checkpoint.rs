//! The keyed digest over all chains' heads at an instant: shows a missing tail or a missing ticket.

use sea_orm::entity::prelude::*;

/// The keyed digest over all chains' heads at an instant: shows a missing tail or a missing ticket.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "audit_checkpoint")]
pub struct Model {
    /// Id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Events up to here are covered.
    pub covers_until: DateTimeUtc,
    /// Tickets.
    pub tickets: i64,
    /// Events.
    pub events: i64,
    /// Digest.
    pub digest: Vec<u8>,
    /// The mac of the checkpoint before; empty for the first, none for those that were not chained yet.
    pub previous_mac: Option<Vec<u8>>,
    /// Mac.
    pub mac: Vec<u8>,
    /// Created at.
    pub created_at: DateTimeUtc,
}

/// Joins are written where they are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
