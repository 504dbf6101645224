//! Mail that could not be delivered, for whoever looks after it: a list with reasons, and another try.

use chrono::{DateTime, Utc};
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, Condition, DatabaseTransaction, EntityTrait, IntoActiveModel,
    QueryFilter, QueryOrder, QuerySelect,
};
use serde::{Deserialize, Serialize};
use shared::{account::DeadLetter, page::Page};
use uuid::Uuid;

use super::letter::AUDIT_CHECKPOINT;
use crate::{
    app::App,
    entity::outbox::{Column, Entity, Model},
    error::{Conflict, Error, Result},
    http::cursor,
};

const LIST: &str = "dead-letters";

/// Where a page of the list ends.
#[derive(Serialize, Deserialize)]
struct Position {
    dead_at: DateTime<Utc>,
    id: Uuid,
}

/// Which rows are dead letters now. What expired is none: nobody has a use for it any more.
pub fn undelivered(now: DateTime<Utc>) -> Condition {
    let useful = Condition::any().add(Column::ExpiresAt.is_null()).add(Column::ExpiresAt.gt(now));
    Condition::all().add(Column::DeadAt.is_not_null()).add(useful)
}

/// What could not be delivered, the latest first.
///
/// # Errors
/// `Validation` of a cursor that was not made for this list.
pub async fn list(app: &App, limit: u64, cursor: Option<&str>) -> Result<Page<DeadLetter>> {
    let mut query = Entity::find().filter(undelivered(app.clock.now()));
    if let Some(cursor) = cursor {
        let position: Position = cursor::open(&app.keys, LIST, cursor)?;
        let same = Condition::all().add(Column::DeadAt.eq(position.dead_at)).add(Column::Id.lt(position.id));
        query = query.filter(Condition::any().add(Column::DeadAt.lt(position.dead_at)).add(same));
    }
    let mut rows: Vec<(Model, DateTime<Utc>)> = query
        .order_by_desc(Column::DeadAt)
        .order_by_desc(Column::Id)
        .limit(limit + 1)
        .all(app.db.reader())
        .await?
        .into_iter()
        .filter_map(|row| row.dead_at.map(|dead_at| (row, dead_at)))
        .collect();
    let more = rows.len() as u64 > limit;
    rows.truncate(usize::try_from(limit).unwrap_or(usize::MAX));
    let next = match rows.last().filter(|_| more) {
        Some((row, dead_at)) => Some(cursor::seal(&app.keys, LIST, &Position { dead_at: *dead_at, id: row.id })?),
        None => None,
    };
    Ok(Page::new(rows.into_iter().map(|(row, dead_at)| shown(row, dead_at)).collect(), next))
}

fn shown(row: Model, dead_at: DateTime<Utc>) -> DeadLetter {
    DeadLetter {
        id: row.id,
        kind: row.kind,
        recipient: row.recipient,
        attempts: row.attempts,
        last_error: row.last_error.unwrap_or_default(),
        created_at: row.created_at,
        dead_at,
    }
}

/// Puts a letter back into the outbox, with as many tries as a new one and under the same `Message-ID`.
///
/// # Errors
/// `NotFound` when it is none that could not be delivered; `Conflict` when it expired, as codes do, or its contents were
/// thrown away.
pub async fn retry(tx: &DatabaseTransaction, id: Uuid, now: DateTime<Utc>) -> Result<()> {
    let row = Entity::find_by_id(id).filter(Column::DeadAt.is_not_null()).one(tx).await?.ok_or(Error::NotFound)?;
    if row.expires_at.is_some_and(|expires_at| expires_at <= now) {
        return Err(Error::Conflict(Conflict::LetterExpired));
    }
    if row.payload.is_none() {
        let purged = if row.kind == AUDIT_CHECKPOINT { Conflict::CheckpointPurged } else { Conflict::LetterPurged };
        return Err(Error::Conflict(purged));
    }
    let mut row = row.into_active_model();
    row.dead_at = Set(None);
    row.attempts = Set(0);
    row.next_attempt_at = Set(now);
    row.update(tx).await?;
    Ok(())
}
