//! Limits on how often something may be done, counted in the database: shared by every process, exact in any window.
//!
//! Each counted act is a row with its instant. Whoever counts first takes the key's own row, of instant zero, by an
//! upsert; a parallel count of the same key waits there. A refusal rolls back, so what was refused doesn't count.

use chrono::{DateTime, Duration, Utc};
use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, DatabaseTransaction, EntityTrait, QueryFilter, QueryOrder,
    sea_query::{Expr, ExprTrait, OnConflict},
};

use crate::{
    entity::rate_limit,
    error::{Error, Result},
};

/// A limit on one key.
#[derive(Debug, Clone)]
pub struct Limit {
    /// Its name in the `RateLimit-Policy` header.
    pub policy: &'static str,
    /// Who or what is limited.
    pub key: String,
    /// Acts in a window.
    pub most: u32,
    /// The window that slides, in seconds.
    pub window: u32,
}

impl Limit {
    /// A limit within any hour.
    pub fn hourly(policy: &'static str, subject: &str, most: u32) -> Self {
        Self { policy, key: format!("{policy}/{subject}"), most, window: 3_600 }
    }
}

/// Counts one act.
///
/// # Errors
/// `RateLimited` when it would be one too many.
pub async fn count(tx: &DatabaseTransaction, limit: &Limit, now: DateTime<Utc>) -> Result<()> {
    let window = Duration::seconds(i64::from(limit.window));
    add(tx, limit, DateTime::UNIX_EPOCH, now + window).await?;
    let acts = rate_limit::Entity::find()
        .filter(rate_limit::Column::Key.eq(&limit.key))
        .filter(rate_limit::Column::WindowStart.gt(now - window))
        // What was counted while the clock was ahead would keep somebody out until it is that late.
        .filter(rate_limit::Column::WindowStart.lte(now + window))
        .order_by_asc(rate_limit::Column::WindowStart)
        .all(tx)
        .await?;
    let counted: u64 = acts.iter().map(|act| u64::from(act.count.unsigned_abs())).sum();
    if counted < u64::from(limit.most) {
        return add(tx, limit, now, now + window).await;
    }
    let free_at = acts.first().map_or(now + window, |oldest| oldest.window_start + window);
    let wait = u64::try_from((free_at - now).num_milliseconds()).unwrap_or(0).div_ceil(1_000);
    Err(Error::RateLimited {
        policy: limit.policy,
        limit: limit.most,
        window: limit.window,
        retry_after: Ord::max(wait, 1),
    })
}

async fn add(tx: &DatabaseTransaction, limit: &Limit, at: DateTime<Utc>, expires_at: DateTime<Utc>) -> Result<()> {
    let row = rate_limit::ActiveModel {
        key: Set(limit.key.clone()),
        window_start: Set(at),
        count: Set(1),
        expires_at: Set(expires_at),
    };
    let one_more = OnConflict::columns([rate_limit::Column::Key, rate_limit::Column::WindowStart])
        .value(rate_limit::Column::Count, Expr::col((rate_limit::Entity, rate_limit::Column::Count)).add(1))
        .update_column(rate_limit::Column::ExpiresAt)
        .to_owned();
    rate_limit::Entity::insert(row).on_conflict(one_more).exec_without_returning(tx).await?;
    Ok(())
}
