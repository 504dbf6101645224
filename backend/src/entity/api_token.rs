//! A personal API token; only its digest is kept.

use sea_orm::entity::prelude::*;

/// A personal API token; only its digest is kept.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "api_token")]
pub struct Model {
    /// Id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Account.
    pub account_id: Uuid,
    /// Name.
    pub name: String,
    /// Prefix.
    pub prefix: String,
    /// Digest.
    pub digest: Vec<u8>,
    /// Scopes.
    #[sea_orm(column_type = "JsonBinary")]
    pub scopes: Json,
    /// Created at.
    pub created_at: DateTimeUtc,
    /// Last used at.
    pub last_used_at: Option<DateTimeUtc>,
    /// Expires at.
    pub expires_at: Option<DateTimeUtc>,
    /// Revoked at.
    pub revoked_at: Option<DateTimeUtc>,
}

/// Joins are written where they are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
