//! The life of a file's row before a request or a message claims it: recorded for its uploader, or discarded again.

use chrono::{DateTime, Duration, Utc};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, PaginatorTrait, QueryFilter,
};
use sha2::{Digest, Sha256};
use shared::{access::Actor, event::Audience};
use uuid::Uuid;

use super::{access, queries, upload::Stored};
use crate::{
    directory,
    entity::attachment,
    error::{Conflict, Error, Result},
};

/// Hours after which a file that nothing claimed is removed.
pub const UNCLAIMED_HOURS: i64 = 24;

/// Most files of a person that nothing has claimed: more than any form takes, few enough that nobody fills the store.
const UNCLAIMED_MAX: u32 = 60;

/// Refuses another file of somebody who has many that nothing claims.
///
/// # Errors
/// `RateLimited`.
pub async fn permit_another(db: &impl ConnectionTrait, uploader_id: Uuid, now: DateTime<Utc>) -> Result<()> {
    let since = now - Duration::hours(UNCLAIMED_HOURS);
    let unclaimed = attachment::Entity::find()
        .filter(attachment::Column::TicketId.is_null())
        .filter(attachment::Column::CreatedAt.gt(since))
        .filter(attachment::Column::UploaderId.eq(uploader_id))
        .count(db)
        .await?;
    if unclaimed < u64::from(UNCLAIMED_MAX) {
        return Ok(());
    }
    Err(Error::RateLimited { policy: "unclaimed-files", limit: UNCLAIMED_MAX, window: 86_400, retry_after: 3_600 })
}

/// Records a file that was stored; its id. Others of the same person may have come in since the upload was permitted, so
/// they are counted once more, one upload after the other.
///
/// # Errors
/// `RateLimited`.
pub async fn record(tx: &DatabaseTransaction, uploader_id: Uuid, stored: &Stored, now: DateTime<Utc>) -> Result<Uuid> {
    directory::lock(tx, uploader_id).await?;
    permit_another(tx, uploader_id, now).await?;
    let id = Uuid::now_v7();
    let row = attachment::ActiveModel {
        id: Set(id),
        uploader_id: Set(uploader_id),
        ticket_id: Set(None),
        event_id: Set(None),
        // Nobody but the uploader reads it until it is claimed, and that says for whom it is.
        audience: Set(Audience::Staff),
        file_name: Set(stored.file_name.clone()),
        media_type: Set(stored.media_type.clone()),
        size: Set(i64::try_from(stored.size).unwrap_or(i64::MAX)),
        sha256: Set(stored.sha256.clone()),
        storage_key: Set(stored.key.clone()),
        created_at: Set(now),
    };
    attachment::Entity::insert(row).exec_without_returning(tx).await?;
    Ok(id)
}

/// Forgets a file of one's own that nothing claimed; its address in the store, to be removed once this is committed.
///
/// # Errors
/// `NotFound`; `Forbidden` of somebody else's file that may be read; `Conflict` of one that was claimed.
pub async fn discard(tx: &DatabaseTransaction, actor: &Actor, id: Uuid) -> Result<String> {
    let file = access::readable(tx, actor, id).await?;
    if file.uploader_id != actor.account_id {
        return Err(Error::Forbidden);
    }
    if forget(tx, id).await? { Ok(file.storage_key) } else { Err(Error::Conflict(Conflict::InUse)) }
}

/// Removes the row of a file that nothing claimed; whether there was one.
///
/// # Errors
/// When the database can't be written.
pub async fn forget(tx: &DatabaseTransaction, id: Uuid) -> Result<bool> {
    let gone = attachment::Entity::delete_many()
        .filter(attachment::Column::Id.eq(id))
        .filter(attachment::Column::TicketId.is_null())
        .exec(tx)
        .await?;
    Ok(gone.rows_affected > 0)
}

/// What a stored file is to `Idempotency-Key`: the same name and the same bytes.
pub fn digest(stored: &Stored) -> Vec<u8> {
    Sha256::digest([stored.sha256.as_slice(), stored.file_name.as_bytes()].concat()).to_vec()
}

/// The file that an upload came to, anew for its uploader.
///
/// # Errors
/// `NotFound` when it was discarded since.
pub async fn recorded(db: &impl ConnectionTrait, actor: &Actor, id: Uuid) -> Result<attachment::Model> {
    let file = queries::find(db, id).await?;
    if file.uploader_id == actor.account_id { Ok(file) } else { Err(Error::NotFound) }
}
