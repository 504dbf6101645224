//! Sessions: one sign-in on one device, kept open by refresh tokens, listed and ended by its owner.

use chrono::{DateTime, Duration, Utc};
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, QueryFilter,
    QueryOrder, QuerySelect, Select, sea_query::Expr,
};
use serde::{Deserialize, Serialize};
use shared::{
    page::Page,
    person::Language,
    session::{NewSession, SessionInfo, SessionToken},
};
use uuid::Uuid;

use super::{
    access_token, codes,
    codes::Proves,
    me,
    refresh::{self, Secret},
};
use crate::{
    app::App,
    directory,
    entity::{account, session},
    error::{Error, Result},
    http::{cursor, request::Caller},
};

/// Idle life of a session, in hours.
const IDLE_HOURS: i64 = 12;
/// Idle life of a session on a remembered device, in days.
pub const REMEMBER_DAYS: i64 = 30;

/// Where a session is opened.
#[derive(Debug, Clone, Default)]
pub struct Device {
    /// The browser, as it names itself.
    pub user_agent: Option<String>,
    /// Whether to stay signed in for 30 days instead of 12 idle hours.
    pub remember: bool,
}

/// A session just opened or renewed: the access token to answer and the refresh token for the cookie.
#[derive(Debug, Clone)]
pub struct Opened {
    /// To answer.
    pub token: SessionToken,
    /// For the cookie.
    pub(super) secret: Secret,
    /// Whether the cookie outlives the browser.
    pub(super) remember: bool,
}

/// Opens a session with the code from the mail. An unknown address gets its account here.
///
/// # Errors
/// `Validation` of `/code`; `Forbidden` when the code is right and the account disabled.
pub async fn sign_in(
    app: &App,
    new: &NewSession,
    device: &Device,
    language: Language,
    now: DateTime<Utc>,
) -> Result<Opened> {
    // A refusal must be committed with the try that it cost, so it can't be an error within.
    app.db
        .write(async |tx| {
            let Some(email) = codes::check(app, tx, Proves::SignIn, new.challenge_id, &new.code, now).await? else {
                return Ok(Err(codes::refused()));
            };
            let (account, _) = directory::enrol(app, tx, &email, language, now).await?;
            if !account.active {
                return Ok(Err(Error::Forbidden));
            }
            open_session(app, tx, &account, device, now).await.map(Ok)
        })
        .await?
}

/// Opens a session for an account. Whoever calls has made sure that it is the person, and that the account is active.
///
/// # Errors
/// When the database can't be written.
pub async fn open_session(
    app: &App,
    tx: &DatabaseTransaction,
    account: &account::Model,
    device: &Device,
    now: DateTime<Utc>,
) -> Result<Opened> {
    let id = Uuid::now_v7();
    session::ActiveModel {
        id: Set(id),
        account_id: Set(account.id),
        remember: Set(device.remember),
        user_agent: Set(device.user_agent.clone()),
        created_at: Set(now),
        last_used_at: Set(now),
        expires_at: Set(idle_end(device.remember, now)),
        ended_at: Set(None),
        ended_because: Set(None),
    }
    .insert(tx)
    .await?;
    let secret = refresh::first(tx, id, now).await?;
    answer(app, tx, account, id, device.remember, secret, now).await
}

/// When a session ends if it is not used again.
pub fn idle_end(remember: bool, now: DateTime<Utc>) -> DateTime<Utc> {
    now + if remember { Duration::days(REMEMBER_DAYS) } else { Duration::hours(IDLE_HOURS) }
}

/// What is answered to an opened or renewed session.
///
/// # Errors
/// When the database can't be read.
pub async fn answer(
    app: &App,
    tx: &DatabaseTransaction,
    account: &account::Model,
    session_id: Uuid,
    remember: bool,
    secret: Secret,
    now: DateTime<Utc>,
) -> Result<Opened> {
    let token = SessionToken {
        access_token: access_token::issue(app, account.id, session_id, now)?,
        expires_in: access_token::LIFE_SECONDS,
        account: me::describe(tx, account, None).await?,
    };
    Ok(Opened { token, secret, remember })
}

/// Whether a session of an account is open.
///
/// # Errors
/// When the database can't be read.
pub async fn is_open(db: &impl ConnectionTrait, id: Uuid, account_id: Uuid, now: DateTime<Utc>) -> Result<bool> {
    Ok(open(id, account_id, now).one(db).await?.is_some())
}

/// A session of an account, if it is open.
pub fn open(id: Uuid, account_id: Uuid, now: DateTime<Utc>) -> Select<session::Entity> {
    session::Entity::find_by_id(id)
        .filter(session::Column::AccountId.eq(account_id))
        .filter(session::Column::EndedAt.is_null())
        .filter(session::Column::ExpiresAt.gt(now))
}

/// Where a page of sessions or tokens ends.
#[derive(Debug, Serialize, Deserialize)]
struct Position {
    id: Uuid,
}

/// The caller's open sessions, newest first.
///
/// # Errors
/// `Validation` of `?cursor`.
pub async fn list(app: &App, caller: &Caller, limit: u64, cursor: Option<&str>) -> Result<Page<SessionInfo>> {
    let mut query = session::Entity::find()
        .filter(session::Column::AccountId.eq(caller.actor.account_id))
        .filter(session::Column::EndedAt.is_null())
        .filter(session::Column::ExpiresAt.gt(caller.now));
    if let Some(cursor) = cursor {
        let position: Position = cursor::open(&app.keys, "sessions", cursor)?;
        query = query.filter(session::Column::Id.lt(position.id));
    }
    let mut rows = query.order_by_desc(session::Column::Id).limit(limit + 1).all(app.db.reader()).await?;
    let more = rows.len() as u64 > limit;
    rows.truncate(usize::try_from(limit).unwrap_or(usize::MAX));
    let next = match rows.last().filter(|_| more) {
        Some(last) => Some(cursor::seal(&app.keys, "sessions", &Position { id: last.id })?),
        None => None,
    };
    let items = rows.into_iter().map(|row| SessionInfo {
        id: row.id,
        created_at: row.created_at,
        last_used_at: row.last_used_at,
        expires_at: row.expires_at,
        user_agent: row.user_agent,
        remembered: row.remember,
        current: caller.session_id == Some(row.id),
    });
    Ok(Page::new(items.collect(), next))
}

/// Ends one of the caller's open sessions.
///
/// # Errors
/// `NotFound` when it is not the caller's, or not open.
pub async fn end(app: &App, caller: &Caller, id: Uuid) -> Result<()> {
    app.db
        .write(async |tx| {
            let ended = ending("signed_out", caller.now)
                .filter(session::Column::Id.eq(id))
                .filter(session::Column::AccountId.eq(caller.actor.account_id))
                .filter(session::Column::ExpiresAt.gt(caller.now))
                .exec(tx)
                .await?;
            if ended.rows_affected == 1 { Ok(()) } else { Err(Error::NotFound) }
        })
        .await
}

/// Ends every open session of an account.
///
/// # Errors
/// When the database can't be written.
pub async fn end_sessions(
    tx: &DatabaseTransaction,
    account_id: Uuid,
    because: &'static str,
    now: DateTime<Utc>,
) -> Result<()> {
    ending(because, now).filter(session::Column::AccountId.eq(account_id)).exec(tx).await?;
    Ok(())
}

/// The update that ends sessions which are not ended yet.
pub fn ending(because: &'static str, now: DateTime<Utc>) -> sea_orm::UpdateMany<session::Entity> {
    session::Entity::update_many()
        .col_expr(session::Column::EndedAt, Expr::value(now))
        .col_expr(session::Column::EndedBecause, Expr::value(because))
        .filter(session::Column::EndedAt.is_null())
}
