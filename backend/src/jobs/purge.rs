//! Throws away what nobody needs any more: spent codes, old repeats, files that no request claimed, mail that went out.

use chrono::{DateTime, TimeDelta, Utc};
use object_store::{ObjectStoreExt, path::Path};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use crate::{
    app::App,
    entity::{attachment, idempotency},
    error::Result,
    identity, mail,
};

/// How long a repeat is answered as one, and how long an uploaded file waits for its request.
const DAY: TimeDelta = TimeDelta::hours(24);
/// Files that are thrown away in one run.
const FILES: u64 = 500;

/// Throws away what nobody needs any more.
///
/// # Errors
/// When the database refuses it.
pub(super) async fn purge(app: &App) -> Result<()> {
    let now = app.clock.now();
    app.db
        .write(async |tx| {
            idempotency::Entity::delete_many().filter(idempotency::Column::CreatedAt.lt(now - DAY)).exec(tx).await?;
            Ok(())
        })
        .await?;
    identity::purge(app, now).await?;
    mail::outbox::purge(app, now).await?;
    unclaimed_files(app, now - DAY).await
}

/// Files that were uploaded and never became part of a request. The row goes first: a file without a row is only room
/// on the disk, a row without its file would be a broken promise.
async fn unclaimed_files(app: &App, before: DateTime<Utc>) -> Result<()> {
    let unclaimed = || {
        attachment::Entity::find()
            .filter(attachment::Column::TicketId.is_null())
            .filter(attachment::Column::CreatedAt.lt(before))
    };
    let rows = unclaimed().order_by_asc(attachment::Column::CreatedAt).limit(FILES).all(app.db.reader()).await?;
    for row in rows {
        let gone = app
            .db
            .write(async |tx| {
                let delete = attachment::Entity::delete_many()
                    .filter(attachment::Column::Id.eq(row.id))
                    // Somebody may have claimed it meanwhile.
                    .filter(attachment::Column::TicketId.is_null());
                Ok(delete.exec(tx).await?.rows_affected)
            })
            .await?;
        if gone == 1
            && let Err(error) = app.files.delete(&Path::from(row.storage_key)).await
        {
            tracing::warn!(attachment = %row.id, %error, "an unclaimed file can't be thrown away");
        }
    }
    Ok(())
}
