//! What IT said it did, each time that it said so.

use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};
use shared::{
    event::{Audience, EventKind},
    status::Status,
    ticket::Attendance,
};
use uuid::Uuid;

use crate::{directory, entity::event, error::Result, event::StoredChange};

/// An attendance and what it came to.
#[derive(Debug, Clone)]
pub struct Attended {
    /// What was said.
    pub attendance: Attendance,
    /// The status that it was left for, once it was.
    pub ended: Option<Status>,
}

/// A ticket's `nth` attendance, from 1.
///
/// # Errors
/// When the database can't be read.
pub async fn attended(db: &impl ConnectionTrait, ticket_id: Uuid, nth: i32) -> Result<Option<Attended>> {
    let rows = event::Entity::find()
        .filter(event::Column::TicketId.eq(ticket_id))
        .filter(event::Column::Kind.eq(EventKind::Status))
        .filter(event::Column::Audience.eq(Audience::Public))
        .order_by_asc(event::Column::Sequence)
        .all(db)
        .await?;
    let (mut count, mut found) = (0, None);
    for row in rows {
        let change: StoredChange = serde_json::from_value(row.change.clone())?;
        if found.is_some() {
            let ended = change.to_status;
            return shown(db, found, ended).await;
        }
        if change.to_status == Some(Status::Attended) {
            count += 1;
            if count == nth {
                found = Some(row);
            }
        }
    }
    shown(db, found, None).await
}

async fn shown(
    db: &impl ConnectionTrait,
    found: Option<event::Model>,
    ended: Option<Status>,
) -> Result<Option<Attended>> {
    let Some(row) = found else { return Ok(None) };
    let by: Vec<Uuid> = row.actor_id.into_iter().collect();
    let by = directory::people(db, &by).await?.into_values().next();
    Ok(Some(Attended { attendance: Attendance { summary: row.body.unwrap_or_default(), at: row.at, by }, ended }))
}
