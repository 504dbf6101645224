//! One process at a time runs a job: whoever could write its name into the job's row.

use chrono::{DateTime, TimeDelta, Utc};
use sea_orm::{ActiveValue::Set, ColumnTrait, Condition, EntityTrait, QueryFilter, sea_query::Expr};
use uuid::Uuid;

use super::Job;
use crate::{
    app::App,
    entity::job::{ActiveModel, Column, Entity},
    error::Result,
};

/// How long a run may take before another process takes it for dead.
const LEASE: TimeDelta = TimeDelta::minutes(15);

/// The lease of a job when it is due and nobody else runs it. A turn or a lease that is much further away than any can be was
/// noted while the clock was ahead, and counts for nothing.
///
/// # Errors
/// When the database refuses it.
pub(super) async fn claim(app: &App, job: Job, every: TimeDelta, now: DateTime<Utc>) -> Result<Option<Uuid>> {
    // Clocks of several machines differ a little: only what lies twice as far away can't be.
    let is_to_come = |instant: DateTime<Utc>, most: TimeDelta| instant > now && instant <= now + most * 2;
    match Entity::find_by_id(job.name()).one(app.db.reader()).await? {
        None => make(app, job, now).await?,
        Some(row)
            if is_to_come(row.next_run_at, every) || row.leased_until.is_some_and(|until| is_to_come(until, LEASE)) =>
        {
            return Ok(None);
        }
        Some(_) => {}
    }
    let lease = Uuid::now_v7();
    let past_or_beyond =
        |column: Column, most: TimeDelta| Condition::any().add(column.lte(now)).add(column.gt(now + most * 2));
    let due = past_or_beyond(Column::NextRunAt, every);
    let free = past_or_beyond(Column::LeasedUntil, LEASE).add(Column::LeasedUntil.is_null());
    let claimed = app
        .db
        .write(async |tx| {
            let update = Entity::update_many()
                .col_expr(Column::LeaseId, Expr::value(lease))
                .col_expr(Column::LeasedUntil, Expr::value(now + LEASE))
                .filter(Column::Name.eq(job.name()))
                .filter(due.clone())
                .filter(free.clone());
            Ok(update.exec(tx).await?.rows_affected)
        })
        .await?;
    Ok((claimed == 1).then_some(lease))
}

/// The row of a job that never ran.
async fn make(app: &App, job: Job, now: DateTime<Utc>) -> Result<()> {
    app.db
        .write(async |tx| {
            let row = ActiveModel {
                name: Set(job.name().to_owned()),
                next_run_at: Set(now),
                leased_until: Set(None),
                lease_id: Set(None),
                last_run_at: Set(None),
                last_error: Set(None),
            };
            Entity::insert(row).on_conflict_do_nothing().exec_without_returning(tx).await?;
            Ok(())
        })
        .await
}

/// Notes how a run ended and when the next is due.
///
/// # Errors
/// When the database refuses it; the lease lapses by itself then.
pub(super) async fn release(
    app: &App,
    job: Job,
    lease: Uuid,
    next_run_at: DateTime<Utc>,
    error: Option<String>,
) -> Result<()> {
    let now = app.clock.now();
    app.db
        .write(async |tx| {
            Entity::update_many()
                .col_expr(Column::LeaseId, Expr::value(None::<Uuid>))
                .col_expr(Column::LeasedUntil, Expr::value(None::<DateTime<Utc>>))
                .col_expr(Column::NextRunAt, Expr::value(next_run_at))
                .col_expr(Column::LastRunAt, Expr::value(now))
                .col_expr(Column::LastError, Expr::value(error.clone()))
                .filter(Column::Name.eq(job.name()))
                .filter(Column::LeaseId.eq(lease))
                .exec(tx)
                .await?;
            Ok(())
        })
        .await
}
