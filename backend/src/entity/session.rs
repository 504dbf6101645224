//! A family of refresh tokens: one sign-in on one device.

use sea_orm::entity::prelude::*;

/// A family of refresh tokens: one sign-in on one device.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "session")]
pub struct Model {
    /// Id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Account.
    pub account_id: Uuid,
    /// Remember.
    pub remember: bool,
    /// User agent.
    pub user_agent: Option<String>,
    /// Created at.
    pub created_at: DateTimeUtc,
    /// Last used at.
    pub last_used_at: DateTimeUtc,
    /// Expires at.
    pub expires_at: DateTimeUtc,
    /// Ended at.
    pub ended_at: Option<DateTimeUtc>,
    /// Ended because.
    pub ended_because: Option<String>,
}

/// Joins are written where they are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
