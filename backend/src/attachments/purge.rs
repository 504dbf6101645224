//! Removing what nothing claims: files uploaded for a request that was never sent, and objects whose row was never written.

use std::collections::HashSet;

use chrono::{DateTime, Duration, Utc};
use futures_util::TryStreamExt;
use object_store::{ObjectStore, path::Path};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

use super::{store, unclaimed};
use crate::{app::App, entity::attachment, error::Result};

/// Rows of one round.
const BATCH: u64 = 200;

/// Days that are searched for objects without a row, beginning with the day before yesterday: as long as a purge may have
/// been out of order without leaving anything behind. One day a run, in turn.
const DAYS: i64 = 14;

/// Seconds after which it is the next day's turn: the time between two runs.
const TURN_SECONDS: i64 = 600;

/// Removes unclaimed files that are older than a day, and what a process that ended badly left in the store. How many.
///
/// # Errors
/// When the database or the store can't be reached.
pub async fn purge(app: &App, now: DateTime<Utc>) -> Result<u64> {
    Ok(purge_unclaimed(app, now).await? + purge_orphans(app, now).await?)
}

async fn purge_unclaimed(app: &App, now: DateTime<Utc>) -> Result<u64> {
    let before = now - Duration::hours(unclaimed::UNCLAIMED_HOURS);
    let mut removed = 0;
    loop {
        let old: Vec<(Uuid, String)> = attachment::Entity::find()
            .select_only()
            .columns([attachment::Column::Id, attachment::Column::StorageKey])
            .filter(attachment::Column::TicketId.is_null())
            .filter(attachment::Column::CreatedAt.lt(before))
            .order_by_asc(attachment::Column::CreatedAt)
            .limit(BATCH)
            .into_tuple()
            .all(app.db.reader())
            .await?;
        if old.is_empty() {
            return Ok(removed);
        }
        // A request may claim one between the read and here: only what is forgotten leaves the store.
        let forgotten = app
            .db
            .write(async |tx| {
                let mut forgotten = Vec::new();
                for (id, key) in &old {
                    if unclaimed::forget(tx, *id).await? {
                        forgotten.push(key.clone());
                    }
                }
                Ok(forgotten)
            })
            .await?;
        for key in &forgotten {
            store::remove(app.files.as_ref(), key).await;
            removed += 1;
        }
    }
}

async fn purge_orphans(app: &App, now: DateTime<Utc>) -> Result<u64> {
    let mut removed = 0;
    let turn = (now.timestamp() / TURN_SECONDS).rem_euclid(DAYS);
    let day = (now - Duration::days(2 + turn)).format("%Y-%m-%d").to_string();
    let found: Vec<String> = app
        .files
        .list(Some(&Path::from(day)))
        .map_ok(|object| object.location.to_string())
        .try_collect()
        .await
        .map_err(anyhow::Error::from)?;
    for keys in found.chunks(usize::try_from(BATCH).unwrap_or(1)) {
        let known = known(app.db.reader(), keys).await?;
        for key in keys.iter().filter(|key| !known.contains(*key)) {
            store::remove(app.files.as_ref(), key).await;
            removed += 1;
        }
    }
    Ok(removed)
}

async fn known(db: &impl ConnectionTrait, keys: &[String]) -> Result<HashSet<String>> {
    let known: Vec<String> = attachment::Entity::find()
        .select_only()
        .column(attachment::Column::StorageKey)
        .filter(attachment::Column::StorageKey.is_in(keys.iter().map(String::as_str)))
        .into_tuple()
        .all(db)
        .await?;
    Ok(known.into_iter().collect())
}
