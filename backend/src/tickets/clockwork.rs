//! What time does to tickets: waits that end, reminders, closures without an answer. Run by the scheduler; each ticket in a
//! transaction of its own, so that one that fails keeps no other from its turn.

use chrono::{DateTime, Utc};
use sea_orm::{
    ColumnTrait, DatabaseTransaction, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Select, sea_query::Expr,
};
use shared::{
    event::EventKind,
    institution::Settings,
    status::{Status, WaitReason},
};
use uuid::Uuid;

use super::{
    commands::{Edit, closing, working},
    confirmations, notices,
    reopening::{self, REMINDERS},
};
use crate::{
    app::App,
    directory,
    entity::ticket,
    error::{Error, Result},
    event::StoredChange,
    http::etag::IfMatch,
};

/// Tickets that are read at a time.
const BATCH: u64 = 500;

/// Resumes what was put off until a time that has come.
///
/// # Errors
/// When the database can't be read.
pub async fn resume_due(app: &App) -> Result<()> {
    let now = app.clock.now();
    let due = ticket::Entity::find()
        .filter(Expr::cust("\"ticket\".\"status\" = 'waiting'"))
        .filter(ticket::Column::WaitUntil.lte(now));
    each(app, due, async |tx, id| {
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

/// Reminds requesters who are awaited, twice at most.
///
/// # Errors
/// When the database can't be read.
pub async fn remind(app: &App) -> Result<()> {
    let now = app.clock.now();
    let settings = directory::settings(app.db.reader()).await?;
    if reopening::reminder_days(&settings) == 0 {
        return Ok(());
    }
    for sent in 0..REMINDERS {
        each(app, due_for_reminder(app, sent, &settings, now), async |tx, id| {
            let mut edit = Edit::load_for_system(app, tx, id, now).await?;
            if reminder_is_due(app, &edit.ticket, &settings, now) {
                send_reminder(&mut edit, &settings).await?;
            }
            Ok(())
        })
        .await?;
    }
    Ok(())
}

/// The waits for a requester that have had so many reminders and may get the next: one range of the index.
fn due_for_reminder(app: &App, sent: i32, settings: &Settings, now: DateTime<Utc>) -> Select<ticket::Entity> {
    let zone = app.config.time_zone;
    let next = u32::try_from(sent + 1).unwrap_or(u32::MAX);
    let horizon = reopening::reminder_horizon(now, next, reopening::reminder_days(settings), zone);
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

fn reminder_is_due(app: &App, ticket: &ticket::Model, settings: &Settings, now: DateTime<Utc>) -> bool {
    let awaited = ticket.status == Status::Attended
        || (ticket.status == Status::Waiting && ticket.wait_reason == Some(WaitReason::Requester));
    let next = u32::try_from(ticket.reminders + 1).unwrap_or(u32::MAX);
    let zone = app.config.time_zone;
    let days = reopening::reminder_days(settings);
    // After an outage two reminders never go out on the same day.
    let reminded_today = ticket.reminded_at.is_some_and(|at| at >= reopening::start_of_day(now, zone));
    awaited
        && ticket.reminders < REMINDERS
        && !reminded_today
        && now >= reopening::reminder_due(ticket.status_since, next, days, zone)
}

async fn send_reminder(edit: &mut Edit<'_>, settings: &Settings) -> Result<()> {
    let zone = edit.app.config.time_zone;
    edit.ticket.reminders += 1;
    edit.ticket.reminded_at = Some(edit.now);
    if edit.ticket.status == Status::Attended {
        edit.ticket.closes_at = reopening::to_be_told(&edit.ticket, settings, edit.now, zone);
    }
    let reminder = u8::try_from(edit.ticket.reminders).ok();
    edit.tell(EventKind::Reminder, None, StoredChange { reminder, ..StoredChange::default() });
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
    let settings = directory::settings(app.db.reader()).await?;
    let zone = app.config.time_zone;
    if settings.closure_working_days == 0 {
        return forget_closures(app).await;
    }
    let attended = || ticket::Entity::find().filter(Expr::cust("\"ticket\".\"status\" = 'attended'"));
    let reminded = || attended().filter(ticket::Column::Reminders.gte(REMINDERS));
    let silent = reminded().filter(ticket::Column::ClosesAt.lte(now));
    each(app, silent, async |tx, id| {
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
    let untold = reminded().filter(ticket::Column::ClosesAt.is_null());
    each(app, untold, async |tx, id| {
        let mut edit = Edit::load_for_system(app, tx, id, now).await?;
        let is_untold = edit.ticket.reminders >= REMINDERS && edit.ticket.closes_at.is_none();
        if edit.ticket.status != Status::Attended || !is_untold {
            return Ok(());
        }
        send_reminder(&mut edit, &settings).await
    })
    .await
}

/// While the policy is off nothing that was told holds: when it is switched on again, it is told anew.
async fn forget_closures(app: &App) -> Result<()> {
    app.db
        .write(async |tx| {
            ticket::Entity::update_many()
                .col_expr(ticket::Column::ClosesAt, Expr::value(None::<DateTime<Utc>>))
                .filter(Expr::cust("\"ticket\".\"status\" = 'attended'"))
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
    let mut after: Option<Uuid> = None;
    loop {
        let mut page = tickets.clone().select_only().column(ticket::Column::Id).order_by_asc(ticket::Column::Id);
        if let Some(after) = after {
            page = page.filter(ticket::Column::Id.gt(after));
        }
        let ids: Vec<Uuid> = page.limit(BATCH).into_tuple().all(app.db.reader()).await?;
        for id in &ids {
            match app.db.write(async |tx| work(tx, *id).await).await {
                Ok(()) => {}
                Err(Error::Unavailable { retry_after }) => return Err(Error::Unavailable { retry_after }),
                Err(error) => tracing::error!(ticket = %id, %error, "the clock's work on a ticket failed"),
            }
        }
        match ids.last() {
            Some(last) if ids.len() as u64 == BATCH => after = Some(*last),
            _ => return Ok(()),
        }
    }
}
