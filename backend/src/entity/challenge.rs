//! A six-digit code under way, bound to an address and to the browser that asked.

use sea_orm::entity::prelude::*;

/// A six-digit code under way, bound to an address and to the browser that asked.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "challenge")]
pub struct Model {
    /// Id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// `sign_in` or `secondary_email`.
    pub purpose: String,
    /// Email.
    pub email: String,
    /// Who proves the address, for a secondary one.
    pub account_id: Option<Uuid>,
    /// Code digest.
    pub code_digest: Vec<u8>,
    /// Tries.
    pub tries: i32,
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
