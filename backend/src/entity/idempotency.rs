//! A creating or commanding call that was carried out, so that a repeat is answered and not done again.

use sea_orm::entity::prelude::*;

/// A creating or commanding call that was carried out, so that a repeat is answered and not done again.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "idempotency")]
pub struct Model {
    /// Account.
    #[sea_orm(primary_key, auto_increment = false)]
    pub account_id: Uuid,
    /// Method and path.
    #[sea_orm(primary_key, auto_increment = false)]
    pub operation: String,
    /// Key.
    #[sea_orm(primary_key, auto_increment = false)]
    pub key: String,
    /// Body digest.
    pub body_digest: Vec<u8>,
    /// Status.
    pub status: Option<i16>,
    /// Resource.
    pub resource_id: Option<Uuid>,
    /// Created at.
    pub created_at: DateTimeUtc,
}

/// Joins are written where they are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
