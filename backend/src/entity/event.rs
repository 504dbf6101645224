//! One entry of a ticket's timeline and one link of its hash chain. Never changed; the body may be erased by law.

use sea_orm::entity::prelude::*;
use shared::event::{Audience, EventKind};

/// One entry of a ticket's timeline and one link of its hash chain. Never changed; the body may be erased by law.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "event")]
pub struct Model {
    /// Id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Ticket.
    pub ticket_id: Uuid,
    /// 1 for the first event of the ticket, without holes.
    pub sequence: i32,
    /// Kind.
    pub kind: EventKind,
    /// Audience.
    pub audience: Audience,
    /// At.
    pub at: DateTimeUtc,
    /// Nobody: the system did it.
    pub actor_id: Option<Uuid>,
    /// What was written (Markdown).
    pub body: Option<String>,
    /// What changed, with ids instead of names.
    #[sea_orm(column_type = "JsonBinary")]
    pub change: Json,
    /// Makes the digest of the contents unguessable.
    pub salt: Vec<u8>,
    /// Makes the digests of what people wrote and attached unguessable, by member or file. One that is erased with what it
    /// belongs to leaves the rest verifiable.
    #[sea_orm(column_type = "JsonBinary", nullable)]
    pub salts: Option<Json>,
    /// Salted digest over what changed, the digest of what was written among it.
    pub content_digest: Vec<u8>,
    /// Digest of the event before, zeros for the first.
    pub previous_digest: Vec<u8>,
    /// Digest over the canonical bytes of this event.
    pub digest: Vec<u8>,
}

/// Joins are written where they are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
