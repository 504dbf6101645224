//! What is no longer of use is deleted: counters, codes, invitations, and sessions long over.

use chrono::{DateTime, Duration, Utc};
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, sea_query::Query};

use super::sessions::REMEMBER_DAYS;
use crate::{
    app::App,
    entity::{challenge, email_proof, invitation, rate_limit, refresh_token, session},
    error::Result,
};

/// How long codes, invitations, proofs and ended sessions are kept, in days, to answer what happened.
const KEPT_DAYS: i64 = 7;

/// Deletes what is no longer of use. Run by a job, any number of times.
///
/// # Errors
/// When the database can't be written.
pub async fn purge(app: &App, now: DateTime<Utc>) -> Result<()> {
    let kept = now - Duration::days(KEPT_DAYS);
    let over = Condition::any().add(session::Column::EndedAt.lt(kept)).add(session::Column::ExpiresAt.lt(kept));
    let sessions =
        Query::select().column(session::Column::Id).from(session::Entity).cond_where(over.clone()).to_owned();
    // A spent token that comes back must be recognised for as long as any cookie lives.
    let worn = refresh_token::Column::SpentAt.lt(now - Duration::days(REMEMBER_DAYS));
    let theirs = refresh_token::Column::SessionId.in_subquery(sessions);
    let closed = Condition::any().add(invitation::Column::UsedAt.lt(kept)).add(invitation::Column::ExpiresAt.lt(kept));
    app.db
        .write(async |tx| {
            rate_limit::Entity::delete_many().filter(rate_limit::Column::ExpiresAt.lt(now)).exec(tx).await?;
            challenge::Entity::delete_many().filter(challenge::Column::ExpiresAt.lt(kept)).exec(tx).await?;
            invitation::Entity::delete_many().filter(closed.clone()).exec(tx).await?;
            email_proof::Entity::delete_many().filter(email_proof::Column::ProvedAt.lt(kept)).exec(tx).await?;
            refresh_token::Entity::delete_many().filter(worn.clone()).exec(tx).await?;
            refresh_token::Entity::delete_many().filter(theirs.clone()).exec(tx).await?;
            session::Entity::delete_many().filter(over.clone()).exec(tx).await?;
            Ok(())
        })
        .await
}
