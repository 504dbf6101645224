//! What became of a mail, written down: sent, to be tried again, given up.

use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, sea_query::Expr,
};
use uuid::Uuid;

use super::{backoff, claim::Lease, render::Rendered};
use crate::{
    app::App,
    entity::{
        demo_mail,
        outbox::{Column, Entity, Model},
    },
    error::Result,
    keys,
};

/// Longest reason that is kept, in characters.
const REASON_MAX: usize = 500;

/// What became of a mail.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// The relay took it over.
    Sent,
    /// Not now, for this reason.
    Later(String),
    /// Never, for this reason.
    Never(String),
    /// Nobody has a use for it any more.
    Expired,
    /// It was not offered to the relay: not its turn, or the relay could not be reached, for this reason.
    NotTried(Option<String>),
}

/// Writes down what became of a mail, in a transaction of its own. Without the lease nothing is written: somebody else
/// looks after it then.
///
/// # Errors
/// When the database refuses it.
pub async fn outcome(app: &App, lease: Lease, row: &Model, outcome: &Outcome) -> Result<()> {
    let now = app.clock.now();
    app.db.write(async |tx| write(tx, lease, row, outcome, now).await).await?;
    Ok(())
}

/// Delivers into the mailbox that the demo shows, and writes that down in the same transaction.
///
/// # Errors
/// When the database refuses it.
pub async fn into_mailbox(app: &App, lease: Lease, row: &Model, mail: Rendered, now: DateTime<Utc>) -> Result<()> {
    app.db
        .write(async |tx| {
            if write(tx, lease, row, &Outcome::Sent, now).await? == 0 {
                return Ok(());
            }
            demo_mail::ActiveModel {
                id: Set(Uuid::now_v7()),
                recipient: Set(row.recipient.clone()),
                subject: Set(mail.subject.clone()),
                text: Set(mail.text.clone()),
                html: Set(mail.html.clone()),
                sent_at: Set(now),
            }
            .insert(tx)
            .await?;
            Ok(())
        })
        .await
}

/// How many rows were written: one, or none when the lease is somebody else's by now.
async fn write(
    tx: &impl ConnectionTrait,
    lease: Lease,
    row: &Model,
    outcome: &Outcome,
    now: DateTime<Utc>,
) -> Result<u64> {
    let mut update = Entity::update_many()
        .col_expr(Column::LeaseId, Expr::value(None::<Uuid>))
        .col_expr(Column::LeasedUntil, Expr::value(None::<DateTime<Utc>>))
        .filter(Column::Id.eq(row.id))
        .filter(Column::LeaseId.eq(lease.id));
    update = match outcome {
        Outcome::Sent => update
            .col_expr(Column::SentAt, Expr::value(now))
            .col_expr(Column::Payload, Expr::value(None::<Vec<u8>>))
            .col_expr(Column::LastError, Expr::value(None::<String>)),
        Outcome::Later(reason) => {
            let chance = keys::random::<1>().map_or(128, |[byte]| byte);
            match backoff::wait(row.attempts, chance) {
                Some(wait) => update
                    .col_expr(Column::NextAttemptAt, Expr::value(next_attempt(row, now, wait)))
                    .col_expr(Column::LastError, Expr::value(cut(reason))),
                None => update
                    .col_expr(Column::DeadAt, Expr::value(now))
                    .col_expr(Column::LastError, Expr::value(cut(reason))),
            }
        }
        Outcome::Never(reason) => {
            update.col_expr(Column::DeadAt, Expr::value(now)).col_expr(Column::LastError, Expr::value(cut(reason)))
        }
        Outcome::Expired => update
            .col_expr(Column::DeadAt, Expr::value(now))
            .col_expr(Column::Payload, Expr::value(None::<Vec<u8>>))
            .col_expr(Column::LastError, Expr::value(expired(row.last_error.as_deref()))),
        Outcome::NotTried(reason) => {
            let update = update.col_expr(Column::Attempts, Expr::value(row.attempts - 1));
            match reason {
                Some(reason) => update.col_expr(Column::LastError, Expr::value(cut(reason))),
                None => update,
            }
        }
    };
    let written = update.exec(tx).await?.rows_affected;
    if let Outcome::Later(reason) | Outcome::Never(reason) = outcome {
        tracing::warn!(mail = %row.id, kind = row.kind, attempts = row.attempts, reason = cut(reason), "a mail did not go out");
    }
    Ok(written)
}

/// What expires is looked at once more at that instant, and given up then.
fn next_attempt(row: &Model, now: DateTime<Utc>, wait: Duration) -> DateTime<Utc> {
    let next = now + TimeDelta::from_std(wait).unwrap_or_default();
    row.expires_at.map_or(next, |expires_at| next.min(expires_at))
}

/// Why a mail that nobody has a use for any more was given up.
pub(super) fn expired(last_error: Option<&str>) -> String {
    match last_error {
        Some(reason) => cut(&format!("it expired before it could be sent; the last try said: {reason}")),
        None => "it expired before it could be sent".to_owned(),
    }
}

/// A relay may say anything.
fn cut(reason: &str) -> String {
    reason.chars().map(|c| if c.is_control() { ' ' } else { c }).take(REASON_MAX).collect()
}
