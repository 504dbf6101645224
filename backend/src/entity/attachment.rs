//! A stored file. It belongs to nobody's ticket until a request or a message claims it.

use sea_orm::entity::prelude::*;
use shared::event::Audience;

/// A stored file. It belongs to nobody's ticket until a request or a message claims it.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "attachment")]
pub struct Model {
    /// Id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Uploader.
    pub uploader_id: Uuid,
    /// Ticket.
    pub ticket_id: Option<Uuid>,
    /// Event.
    pub event_id: Option<Uuid>,
    /// Audience.
    pub audience: Audience,
    /// File name.
    pub file_name: String,
    /// Media type.
    pub media_type: String,
    /// Size.
    pub size: i64,
    /// Sha256.
    pub sha256: Vec<u8>,
    /// Storage key.
    pub storage_key: String,
    /// Created at.
    pub created_at: DateTimeUtc,
}

/// Joins are written where they are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
