//! What IT said it did, each time that it said so.

use chrono::{DateTime, Utc};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, FromQueryResult, QueryFilter, QueryOrder, QuerySelect, QueryTrait,
};
use shared::{
    event::{Audience, EventKind},
    status::Status,
};
use uuid::Uuid;

use crate::{db::Composed, entity::event, error::Result, event::StoredChange};

/// An attendance and what it came to.
#[derive(Debug, Clone)]
pub struct Attended {
    /// What was said.
    pub summary: String,
    /// When.
    pub at: DateTime<Utc>,
    /// By whom.
    pub by: Option<Uuid>,
    /// The status that it was left for, once it was.
    pub ended: Option<Status>,
}

/// A ticket's `nth` attendance, from 1.
///
/// # Errors
/// When the database can't be read.
pub async fn attended(db: &impl ConnectionTrait, ticket_id: Uuid, nth: i32) -> Result<Option<Attended>> {
    static CHANGES: Composed = Composed::new(|| {
        event::Entity::find()
            .select_only()
            .columns([event::Column::At, event::Column::ActorId, event::Column::Body, event::Column::Change])
            .filter(event::Column::TicketId.eq(Uuid::nil()))
            .filter(event::Column::Kind.eq(EventKind::Status))
            .filter(event::Column::Audience.eq(Audience::Public))
            .order_by_asc(event::Column::Sequence)
            .into_query()
    });
    #[derive(FromQueryResult)]
    struct Row {
        at: DateTime<Utc>,
        actor_id: Option<Uuid>,
        body: Option<String>,
        change: serde_json::Value,
    }
    let changes = CHANGES.with(db, [ticket_id.into(), EventKind::Status.into(), Audience::Public.into()]);
    let (mut count, mut found) = (0, None);
    for row in Row::find_by_statement(changes).all(db).await? {
        let StoredChange { to_status, .. } = serde_json::from_value(row.change)?;
        if let Some(attended) = found {
            return Ok(Some(Attended { ended: to_status, ..attended }));
        }
        if to_status == Some(Status::Attended) {
            count += 1;
            if count == nth {
                let summary = row.body.unwrap_or_default();
                found = Some(Attended { summary, at: row.at, by: row.actor_id, ended: None });
            }
        }
    }
    Ok(found)
}
