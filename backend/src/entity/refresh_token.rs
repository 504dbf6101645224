//! One refresh token of a session; only its digest is kept.

use sea_orm::entity::prelude::*;

/// One refresh token of a session; only its digest is kept.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "refresh_token")]
pub struct Model {
    /// Id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Session.
    pub session_id: Uuid,
    /// Digest.
    pub digest: Vec<u8>,
    /// Issued at.
    pub issued_at: DateTimeUtc,
    /// Spent at.
    pub spent_at: Option<DateTimeUtc>,
    /// Successor.
    pub successor_id: Option<Uuid>,
}

/// Joins are written where they are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
