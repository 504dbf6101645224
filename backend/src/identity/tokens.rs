//! Personal API tokens: opaque, limited to scopes, shown once, and never worth more than their owner is now.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use chrono::{DateTime, Duration, Utc};
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, Condition, DatabaseTransaction, EntityTrait, PaginatorTrait,
    QueryFilter, QueryOrder, QuerySelect, sea_query::Expr,
};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use shared::{
    access::Scope,
    limits,
    page::Page,
    session::{NewToken, TokenInfo, TokenSecret},
    text,
};
use uuid::Uuid;

use super::sessions;
use crate::{
    app::App,
    clock, directory,
    entity::api_token,
    error::{Conflict, Error, Fault, Result},
    http::{cursor, request::Caller},
    keys,
};

/// What every token begins with, so that scanners of leaked secrets and people recognise it.
pub const PREFIX: &str = "vtn_";
/// Characters of a token that are kept in clear, to recognise it by.
const SHOWN: usize = 10;
/// How often the last use is written at most, in seconds.
const USE_SECONDS: i64 = 60;

/// Characters of a token's end that tell nonsense from what was made somewhere.
const CHECK: usize = 6;

/// A fresh token: 32 random bytes between the prefix and a check of them, both of which programs can verify without asking.
fn draw() -> Result<String> {
    let body = format!("{PREFIX}{}", keys::random_token()?);
    Ok(format!("{body}{}", check(&body)))
}

fn check(body: &str) -> String {
    URL_SAFE_NO_PAD.encode(Sha256::digest(body)).chars().take(CHECK).collect()
}

/// Whether it has the form of a token. What has not was made by nobody, and is not worth looking up.
fn is_well_formed(secret: &str) -> bool {
    secret.split_at_checked(secret.len().saturating_sub(CHECK)).is_some_and(|(body, end)| end == check(body))
}

/// Whose a token is and what it may be used for, if it is good now.
///
/// # Errors
/// `Unauthenticated`.
pub async fn owner(app: &App, secret: &str, now: DateTime<Utc>) -> Result<(Uuid, Vec<Scope>)> {
    if !is_well_formed(secret) {
        return Err(Error::Unauthenticated);
    }
    let token = api_token::Entity::find()
        .filter(api_token::Column::Digest.eq(keys::digest(secret)))
        .filter(api_token::Column::RevokedAt.is_null())
        .one(app.db.reader())
        .await?
        .filter(|token| token.expires_at.is_none_or(|end| end > now))
        .ok_or(Error::Unauthenticated)?;
    if token.last_used_at.is_none_or(|last| now - last >= Duration::seconds(USE_SECONDS)) {
        // When it can't be written, the call is as good.
        if let Err(error) = record_use(app, token.id, now).await {
            tracing::debug!(%error, "the last use of a token was not recorded");
        }
    }
    Ok((token.account_id, serde_json::from_value(token.scopes)?))
}

async fn record_use(app: &App, id: Uuid, now: DateTime<Utc>) -> Result<()> {
    let stale = Condition::any()
        .add(api_token::Column::LastUsedAt.is_null())
        .add(api_token::Column::LastUsedAt.lte(now - Duration::seconds(USE_SECONDS)));
    app.db
        .write(async |tx| {
            api_token::Entity::update_many()
                .col_expr(api_token::Column::LastUsedAt, Expr::value(now))
                .filter(api_token::Column::Id.eq(id))
                .filter(stale.clone())
                .exec(tx)
                .await?;
            Ok(())
        })
        .await
}

/// Makes a token. The answer is the only time its secret is shown.
///
/// # Errors
/// `Validation`; `Conflict` when its owner has as many as anybody may; `Unauthenticated` when the caller's session or account
/// ended while it was made.
pub async fn create(app: &App, caller: &Caller, new: &NewToken) -> Result<TokenSecret> {
    let name = text::line(&new.name, limits::TOKEN_NAME_MAX)
        .map_err(|fault| Error::Validation(vec![Fault::of_text("/name", fault, limits::TOKEN_NAME_MAX)]))?;
    let expires_at = new.expires_at.map(|end| clock::to_come("/expires_at", end, caller.now)).transpose()?;
    let mut scopes = new.scopes.clone();
    scopes.sort_unstable();
    scopes.dedup();
    let secret = draw()?;
    let row = api_token::ActiveModel {
        id: Set(Uuid::now_v7()),
        account_id: Set(caller.actor.account_id),
        name: Set(name),
        prefix: Set(secret.chars().take(SHOWN).collect()),
        digest: Set(keys::digest(&secret)),
        scopes: Set(serde_json::to_value(&scopes)?),
        created_at: Set(caller.now),
        last_used_at: Set(None),
        expires_at: Set(expires_at),
        revoked_at: Set(None),
    };
    let row = app.db.write(async |tx| {
        // Of two that are made at once, the second counts the first; and what ends with the account's address or with the
        // account itself is not made behind its end.
        let owner = directory::lock(tx, caller.actor.account_id).await?.filter(|owner| owner.active);
        let session = caller.session_id.filter(|_| owner.is_some()).ok_or(Error::Unauthenticated)?;
        if !sessions::is_open(tx, session, caller.actor.account_id, caller.now).await? {
            return Err(Error::Unauthenticated);
        }
        let unexpired = Condition::any()
            .add(api_token::Column::ExpiresAt.is_null())
            .add(api_token::Column::ExpiresAt.gt(caller.now));
        let live = api_token::Entity::find()
            .filter(api_token::Column::AccountId.eq(caller.actor.account_id))
            .filter(api_token::Column::RevokedAt.is_null())
            .filter(unexpired)
            .count(tx)
            .await?;
        if live >= limits::TOKENS_MAX {
            return Err(Error::Conflict(Conflict::TooManyTokens));
        }
        Ok(row.clone().insert(tx).await?)
    });
    let row = row.await?;
    Ok(TokenSecret { info: info(row)?, token: secret })
}

fn info(row: api_token::Model) -> Result<TokenInfo> {
    Ok(TokenInfo {
        id: row.id,
        name: row.name,
        prefix: row.prefix,
        scopes: serde_json::from_value(row.scopes)?,
        created_at: row.created_at,
        last_used_at: row.last_used_at,
        expires_at: row.expires_at,
    })
}

#[derive(Debug, Serialize, Deserialize)]
struct Position {
    id: Uuid,
}

/// The caller's tokens that were not revoked, newest first.
///
/// # Errors
/// `Validation` of `?cursor`.
pub async fn list(app: &App, caller: &Caller, limit: u64, cursor: Option<&str>) -> Result<Page<TokenInfo>> {
    let mut query = api_token::Entity::find()
        .filter(api_token::Column::AccountId.eq(caller.actor.account_id))
        .filter(api_token::Column::RevokedAt.is_null());
    if let Some(cursor) = cursor {
        let position: Position = cursor::open(&app.keys, "tokens", cursor)?;
        query = query.filter(api_token::Column::Id.lt(position.id));
    }
    let mut rows = query.order_by_desc(api_token::Column::Id).limit(limit + 1).all(app.db.reader()).await?;
    let more = rows.len() as u64 > limit;
    rows.truncate(usize::try_from(limit).unwrap_or(usize::MAX));
    let next = match rows.last().filter(|_| more) {
        Some(last) => Some(cursor::seal(&app.keys, "tokens", &Position { id: last.id })?),
        None => None,
    };
    Ok(Page::new(rows.into_iter().map(info).collect::<Result<_>>()?, next))
}

/// Revokes one of the caller's tokens.
///
/// # Errors
/// `NotFound` when it is not the caller's, or was revoked before.
pub async fn revoke(app: &App, caller: &Caller, id: Uuid) -> Result<()> {
    app.db
        .write(async |tx| {
            let revoked = api_token::Entity::update_many()
                .col_expr(api_token::Column::RevokedAt, Expr::value(caller.now))
                .filter(api_token::Column::Id.eq(id))
                .filter(api_token::Column::AccountId.eq(caller.actor.account_id))
                .filter(api_token::Column::RevokedAt.is_null())
                .exec(tx)
                .await?;
            if revoked.rows_affected == 1 { Ok(()) } else { Err(Error::NotFound) }
        })
        .await
}

/// Revokes whatever an account's tokens still open.
///
/// # Errors
/// When the database can't be written.
pub async fn revoke_all(tx: &DatabaseTransaction, account_id: Uuid, now: DateTime<Utc>) -> Result<()> {
    api_token::Entity::update_many()
        .col_expr(api_token::Column::RevokedAt, Expr::value(now))
        .filter(api_token::Column::AccountId.eq(account_id))
        .filter(api_token::Column::RevokedAt.is_null())
        .exec(tx)
        .await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_ends_with_a_check_of_the_rest() {
        let token = draw().unwrap();
        assert!(is_well_formed(&token), "{token}");
        for place in 0..token.len() {
            let mut changed = token.clone();
            let other = if token[place..=place] == *"A" { "B" } else { "A" };
            changed.replace_range(place..=place, other);
            assert!(!is_well_formed(&changed), "{changed}");
        }
        for nonsense in ["", "vtn_", "vtn_guess", "vtn_ñandú", &token[..token.len() - 1], &format!("{token}A")] {
            assert!(!is_well_formed(nonsense), "{nonsense}");
        }
    }
}
