//! The answers a ticket gave to a service it was changed from, kept readable.

use sea_orm::entity::prelude::*;
use shared::category::Category;

/// The answers a ticket gave to a service it was changed from, kept readable.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "ticket_seen_form")]
pub struct Model {
    /// Id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Ticket.
    pub ticket_id: Uuid,
    /// Service.
    pub service_id: Uuid,
    /// The category that the ticket had with it.
    pub category: Option<Category>,
    /// Form version.
    pub form_version: i32,
    /// Answers.
    #[sea_orm(column_type = "JsonBinary")]
    pub answers: Json,
    /// Until at.
    pub until_at: DateTimeUtc,
}

/// Joins are written where they are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
