//! Throws away what nobody needs any more: spent codes, old repeats, dead links, files that no request claimed, mail that went out.

use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use crate::{
    app::App, attachments, entity::idempotency, error::Result, http::idempotency::KEPT, identity, mail,
    tickets::confirmations,
};

/// Throws away what nobody needs any more.
///
/// # Errors
/// When the database refuses it.
pub(super) async fn purge(app: &App) -> Result<()> {
    let now = app.clock.now();
    app.db
        .write(async |tx| {
            idempotency::Entity::delete_many().filter(idempotency::Column::CreatedAt.lt(now - KEPT)).exec(tx).await?;
            Ok(())
        })
        .await?;
    identity::purge(app, now).await?;
    mail::outbox::purge(app, now).await?;
    confirmations::purge(app, now).await?;
    attachments::purge(app, now).await.map(drop)
}
