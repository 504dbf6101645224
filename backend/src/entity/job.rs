//! A periodic job: when it is due and who runs it.

use sea_orm::entity::prelude::*;

/// A periodic job: when it is due and who runs it.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "job")]
pub struct Model {
    /// Name.
    #[sea_orm(primary_key, auto_increment = false)]
    pub name: String,
    /// Next run at.
    pub next_run_at: DateTimeUtc,
    /// Leased until.
    pub leased_until: Option<DateTimeUtc>,
    /// Lease.
    pub lease_id: Option<Uuid>,
    /// Last run at.
    pub last_run_at: Option<DateTimeUtc>,
    /// Last error.
    pub last_error: Option<String>,
}

/// Joins are written where they are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
