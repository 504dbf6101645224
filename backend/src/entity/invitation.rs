//! A single-use link by which somebody gets roles.

use sea_orm::entity::prelude::*;

/// A single-use link by which somebody gets roles.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "invitation")]
pub struct Model {
    /// Id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Email.
    pub email: String,
    /// Roles.
    #[sea_orm(column_type = "JsonBinary")]
    pub roles: Json,
    /// Who invited; nobody is the command line.
    pub invited_by: Option<Uuid>,
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
