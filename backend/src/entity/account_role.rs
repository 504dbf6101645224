//! A role beside `requester`.

use sea_orm::entity::prelude::*;
use shared::person::Role;

/// A role beside `requester`.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "account_role")]
pub struct Model {
    /// Account.
    #[sea_orm(primary_key, auto_increment = false)]
    pub account_id: Uuid,
    /// Role.
    #[sea_orm(primary_key, auto_increment = false)]
    pub role: Role,
    /// Granted at.
    pub granted_at: DateTimeUtc,
    /// Granted by.
    pub granted_by: Option<Uuid>,
}

/// Joins are written where they are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
