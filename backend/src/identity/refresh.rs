//! Refresh tokens: each is spent for the next. A spent one that comes back ends its session, save the last one within half
//! a minute while its successor is unused: two tabs renewed at once, or an answer was lost.
//!
//! A token's successor follows from it by a keyed digest, so that a repeat is answered with the very same successor:
//! whichever of two answers a browser keeps, it keeps the token that counts.

use std::fmt;

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use chrono::{DateTime, Duration, Utc};
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, DatabaseTransaction, EntityTrait, QueryFilter, sea_query::Expr,
};
use uuid::Uuid;

use super::sessions::{self, Opened};
use crate::{
    app::App,
    directory,
    entity::{refresh_token, session},
    error::{Error, Result},
    keys::{self, Keys, Purpose},
};

/// How long the last spent token is still answered, in seconds.
const GRACE_SECONDS: i64 = 30;

/// A refresh token in clear, on its way to the cookie.
#[derive(Clone)]
pub struct Secret(String);

impl Secret {
    /// The text for the cookie.
    pub fn expose(&self) -> &str {
        &self.0
    }

    fn successor(&self, keys: &Keys) -> Self {
        Self(URL_SAFE_NO_PAD.encode(keys.mac(Purpose::Refresh, self.0.as_bytes())))
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(…)")
    }
}

/// The first token of a session.
///
/// # Errors
/// When the database can't be written.
pub async fn first(tx: &DatabaseTransaction, session_id: Uuid, now: DateTime<Utc>) -> Result<Secret> {
    let secret = Secret(keys::random_token()?);
    keep(tx, Uuid::now_v7(), session_id, &secret, now).await?;
    Ok(secret)
}

async fn keep(tx: &DatabaseTransaction, id: Uuid, session_id: Uuid, secret: &Secret, now: DateTime<Utc>) -> Result<()> {
    refresh_token::ActiveModel {
        id: Set(id),
        session_id: Set(session_id),
        digest: Set(keys::digest(secret.expose())),
        issued_at: Set(now),
        spent_at: Set(None),
        successor_id: Set(None),
    }
    .insert(tx)
    .await?;
    Ok(())
}

/// Renews a session: spends its refresh token for the next one.
///
/// # Errors
/// `Unauthenticated` when the token is unknown or was spent before, the session is over, or the account is disabled.
pub async fn renew(app: &App, secret: &str, now: DateTime<Utc>) -> Result<Opened> {
    let secret = Secret(secret.to_owned());
    // The end of a family must be committed, so it can't be an error within.
    let renewed = app.db.write(async |tx| renew_within(app, tx, &secret, now).await).await?;
    renewed.ok_or(Error::Unauthenticated)
}

async fn renew_within(
    app: &App,
    tx: &DatabaseTransaction,
    secret: &Secret,
    now: DateTime<Utc>,
) -> Result<Option<Opened>> {
    let digest = keys::digest(secret.expose());
    let Some(token) = refresh_token::Entity::find().filter(refresh_token::Column::Digest.eq(digest)).one(tx).await?
    else {
        return Ok(None);
    };
    let Some(session) = session::Entity::find_by_id(token.session_id).one(tx).await? else { return Ok(None) };
    if session.ended_at.is_some() || session.expires_at <= now {
        return Ok(None);
    }
    let Some(account) = directory::account(tx, session.account_id).await?.filter(|account| account.active) else {
        return Ok(None);
    };
    let successor = secret.successor(&app.keys);
    if spend(tx, &token, &successor, now).await? {
        extend(tx, &session, now).await?;
    } else if !is_repeat(tx, token.id, now).await? {
        sessions::ending("reused_token", now).filter(session::Column::Id.eq(session.id)).exec(tx).await?;
        tracing::warn!(session_id = %session.id, "a spent refresh token came back: the session was ended");
        return Ok(None);
    }
    sessions::answer(app, tx, &account, session.id, session.remember, successor, now).await.map(Some)
}

/// Spends a token; false when it was spent before. Of two at the same instant one waits for the other here.
async fn spend(
    tx: &DatabaseTransaction,
    token: &refresh_token::Model,
    successor: &Secret,
    now: DateTime<Utc>,
) -> Result<bool> {
    let successor_id = Uuid::now_v7();
    let spent = refresh_token::Entity::update_many()
        .col_expr(refresh_token::Column::SpentAt, Expr::value(now))
        .col_expr(refresh_token::Column::SuccessorId, Expr::value(successor_id))
        .filter(refresh_token::Column::Id.eq(token.id))
        .filter(refresh_token::Column::SpentAt.is_null())
        .exec(tx)
        .await?;
    if spent.rows_affected != 1 {
        return Ok(false);
    }
    keep(tx, successor_id, token.session_id, successor, now).await?;
    Ok(true)
}

async fn extend(tx: &DatabaseTransaction, session: &session::Model, now: DateTime<Utc>) -> Result<()> {
    session::Entity::update_many()
        .col_expr(session::Column::LastUsedAt, Expr::value(now))
        .col_expr(session::Column::ExpiresAt, Expr::value(sessions::idle_end(session.remember, now)))
        .filter(session::Column::Id.eq(session.id))
        .exec(tx)
        .await?;
    Ok(())
}

/// Whether a spent token may be answered once more: it is the last spent one, a moment ago, and its successor is unused.
async fn is_repeat(tx: &DatabaseTransaction, token_id: Uuid, now: DateTime<Utc>) -> Result<bool> {
    let Some(token) = refresh_token::Entity::find_by_id(token_id).one(tx).await? else { return Ok(false) };
    let (Some(spent_at), Some(successor_id)) = (token.spent_at, token.successor_id) else { return Ok(false) };
    if now - spent_at > Duration::seconds(GRACE_SECONDS) {
        return Ok(false);
    }
    let successor = refresh_token::Entity::find_by_id(successor_id).one(tx).await?;
    Ok(successor.is_some_and(|successor| successor.spent_at.is_none()))
}
