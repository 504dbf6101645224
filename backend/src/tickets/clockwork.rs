//! What time does to tickets: waits that end, reminders, closures without an answer. Run by the scheduler; each ticket in a
//! transaction of its own, so that one that fails keeps no other from its turn.

use chrono::{DateTime, Utc};
use sea_orm::{ColumnTrait, DatabaseTransaction, EntityTrait, QueryFilter, QuerySelect, Select, sea_query::Expr};
use shared::status::{Status, WaitReason};
use uuid::Uuid;

use super::{
    commands::{Edit, closing, working},
    confirmations, notices,
    reopening::{self, REMINDERS},
};
use crate::{
    app::App,
    directory::{self, InForce},
    entity::ticket,
    error::{Error, Result},
    http::etag::IfMatch,
};

/// Resumes what was put off until a time that has come.
///
/// # Errors
/// When the database can't be read.
pub async fn resume_due(app: &App) -> Result<()> {
    let now = app.clock.now();
    each(app, waited_out(now), async |tx, id| {
        let mut edit = Edit::load_for_system(app, tx, id, now).await?;
        let is_due = edit.ticket.wait_until.is_some_and(|until| until <= now);
        if edit.ticket.status != Status::Waiting || !is_due {
            return Ok(());
        }
        let seen = IfMatch(Some(edit.ticket.version));
        working::resume(&mut edit, seen).await
    })
    .await
}

/// What was put off until a time that has come.
fn waited_out(now: DateTime<Utc>) -> Select<ticket::Entity> {
    ticket::Entity::find()
        .filter(Expr::cust("NOT (\"ticket\".\"status\" <> 'waiting')"))
        .filter(ticket::Column::WaitUntil.lte(now))
}

/// Reminds requesters who are awaited, twice at most.
///
/// # Errors
/// When the database can't be read.
pub async fn remind(app: &App) -> Result<()> {
    let now = app.clock.now();
    let in_force = directory::in_force(app, app.db.reader()).await?;
    if reopening::reminder_days(&in_force) == 0 {
        return Ok(());
    }
    for sent in 0..REMINDERS {
        each(app, due_for_reminder(sent, &in_force, now), async |tx, id| {
            let mut edit = Edit::load_for_system(app, tx, id, now).await?;
            if reminder_is_due(&edit.ticket, &in_force, now) {
                send_reminder(&mut edit, &in_force).await?;
            }
            Ok(())
        })
        .await?;
    }
    Ok(())
}

/// The waits for a requester that have had so many reminders and may get the next: one range of the index.
fn due_for_reminder(sent: i32, in_force: &InForce, now: DateTime<Utc>) -> Select<ticket::Entity> {
    let zone = in_force.zone;
    let next = u32::try_from(sent + 1).unwrap_or(u32::MAX);
    let horizon = reopening::reminder_horizon(now, next, reopening::reminder_days(in_force), zone);
    let due = ticket::Entity::find()
        // Word for word the condition of the partial index, or the engines would not use it.
        .filter(Expr::cust(
            "\"ticket\".\"status\" = 'attended' OR (\"ticket\".\"status\" = 'waiting' AND \
             \"ticket\".\"wait_reason\" = 'requester')",
        ))
        .filter(ticket::Column::Reminders.eq(sent))
        .filter(ticket::Column::StatusSince.lt(horizon));
    if sent == 0 { due } else { due.filter(ticket::Column::RemindedAt.lt(reopening::start_of_day(now, zone))) }
}

fn reminder_is_due(ticket: &ticket::Model, in_force: &InForce, now: DateTime<Utc>) -> bool {
    let awaited = ticket.status == Status::Attended
        || (ticket.status == Status::Waiting && ticket.wait_reason == Some(WaitReason::Requester));
    let next = u32::try_from(ticket.reminders + 1).unwrap_or(u32::MAX);
    let zone = in_force.zone;
    let days = reopening::reminder_days(in_force);
    // After an outage two reminders never go out on the same day.
    let reminded_today = ticket.reminded_at.is_some_and(|at| at >= reopening::start_of_day(now, zone));
    awaited
        && ticket.reminders < REMINDERS
        && !reminded_today
        && now >= reopening::reminder_due(ticket.status_since, next, days, zone)
}

async fn send_reminder(edit: &mut Edit<'_>, in_force: &InForce) -> Result<()> {
    edit.remind(in_force);
    edit.save().await?;
    let token = match edit.ticket.status {
        Status::Attended => Some(confirmations::make(edit).await?),
        _ => None,
    };
    notices::reminder(edit, token).await
}

/// Closes what its requester did not answer, where the policy is on: after its working days, two reminders, and at the end
/// that the last of them told.
///
/// # Errors
/// When the database can't be read.
pub async fn close_unanswered(app: &App) -> Result<()> {
    let now = app.clock.now();
    let in_force = directory::in_force(app, app.db.reader()).await?;
    let zone = in_force.zone;
    if in_force.closure_working_days == 0 {
        return forget_closures(app).await;
    }
    each(app, silent(now), async |tx, id| {
        let mut edit = Edit::load_for_system(app, tx, id, now).await?;
        let is_due = edit.ticket.closes_at.is_some_and(|closes| closes <= now);
        if edit.ticket.status != Status::Attended || edit.ticket.reminders < REMINDERS || !is_due {
            return Ok(());
        }
        closing::close_by_policy(&mut edit).await
    })
    .await?;
    // Whoever was reminded before there was such a policy has not been told: once more, with the day.
    if now < reopening::morning(reopening::local_day(now, zone), zone) {
        return Ok(());
    }
    each(app, untold(), async |tx, id| {
        let mut edit = Edit::load_for_system(app, tx, id, now).await?;
        let is_untold = edit.ticket.reminders >= REMINDERS && edit.ticket.closes_at.is_none();
        if edit.ticket.status != Status::Attended || !is_untold {
            return Ok(());
        }
        send_reminder(&mut edit, &in_force).await
    })
    .await
}

/// Attended, reminded as often as there are reminders.
fn reminded() -> Select<ticket::Entity> {
    ticket::Entity::find()
        .filter(Expr::cust("NOT (\"ticket\".\"status\" <> 'attended')"))
        .filter(ticket::Column::Reminders.gte(REMINDERS))
}

/// Those of them whose told end has come.
fn silent(now: DateTime<Utc>) -> Select<ticket::Entity> {
    reminded().filter(ticket::Column::ClosesAt.lte(now))
}

/// Those of them that were told of no end.
fn untold() -> Select<ticket::Entity> {
    reminded().filter(ticket::Column::ClosesAt.is_null())
}

/// While the policy is off nothing that was told holds: when it is switched on again, it is told anew.
async fn forget_closures(app: &App) -> Result<()> {
    app.db
        .write(async |tx| {
            ticket::Entity::update_many()
                .col_expr(ticket::Column::ClosesAt, Expr::value(None::<DateTime<Utc>>))
                .filter(Expr::cust("NOT (\"ticket\".\"status\" <> 'attended')"))
                .filter(ticket::Column::ClosesAt.is_not_null())
                .exec(tx)
                .await?;
            Ok(())
        })
        .await
}

/// Does the work for each ticket; what fails is logged and tried again in the next run.
async fn each(
    app: &App,
    tickets: Select<ticket::Entity>,
    work: impl AsyncFn(&DatabaseTransaction, Uuid) -> Result<()>,
) -> Result<()> {
    let ids: Vec<Uuid> = ids(tickets).into_tuple().all(app.db.reader()).await?;
    for id in ids {
        match app.db.write(async |tx| work(tx, id).await).await {
            Ok(()) => {}
            Err(Error::Unavailable { retry_after }) => return Err(Error::Unavailable { retry_after }),
            Err(error) => tracing::error!(ticket = %id, %error, "the clock's work on a ticket failed"),
        }
    }
    Ok(())
}

/// The ids alone, in no order: any would turn the engines away from the index that knows what is due.
fn ids(tickets: Select<ticket::Entity>) -> Select<ticket::Entity> {
    tickets.select_only().column(ticket::Column::Id)
}

#[cfg(test)]
mod tests {
    use sea_orm::{ConnectionTrait, DbBackend, QueryTrait};

    use super::*;
    use crate::trial::Trial;

    /// However many tickets wait, a run reads those whose turn has come.
    #[tokio::test]
    async fn what_is_due_is_one_range_of_an_index() {
        let trial = Trial::new().await;
        let app = trial.app.as_ref();
        let now = app.clock.now();
        let in_force = directory::in_force(app, app.db.reader()).await.unwrap();
        let cases = [
            (waited_out(now), "ix_ticket_resume (wait_until<"),
            (due_for_reminder(0, &in_force, now), "ix_ticket_remind (reminders=? AND status_since<"),
            (due_for_reminder(1, &in_force, now), "ix_ticket_remind (reminders=? AND status_since<"),
            (silent(now), "ix_ticket_close (closes_at<"),
            (untold(), "ix_ticket_close (closes_at="),
        ];
        for (tickets, range) in cases {
            let mut statement = ids(tickets).build(DbBackend::Sqlite);
            statement.sql = format!("EXPLAIN QUERY PLAN {}", statement.sql);
            let rows = app.db.reader().query_all_raw(statement).await.unwrap();
            let plan: Vec<String> = rows.iter().map(|row| row.try_get("", "detail").unwrap()).collect();
            assert!(plan.iter().any(|line| line.contains(&format!("INDEX {range}"))), "{range}: {plan:?}");
        }
    }
}
