//! An institutional address of an account, from when and until when it was that person's.

use sea_orm::entity::prelude::*;

/// An institutional address of an account, from when and until when it was that person's.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "account_email")]
pub struct Model {
    /// Id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Account.
    pub account_id: Uuid,
    /// Email.
    pub email: String,
    /// Valid from.
    pub valid_from: DateTimeUtc,
    /// Valid to.
    pub valid_to: Option<DateTimeUtc>,
}

/// Joins are written where they are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
