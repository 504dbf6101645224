//! What time does to tickets: waits that end, reminders, closures without an answer. Run by the scheduler; each ticket in a
//! transaction of its own, so that one that fails keeps no other from its turn.

use chrono::{DateTime, Utc};
use sea_orm::{
    ColumnTrait, Condition, DatabaseTransaction, EntityTrait, QueryFilter, QueryOrder, QuerySelect, sea_query::Expr,
};
use shared::{
    event::EventKind,
    institution::Settings,
    status::{Status, WaitReason},
};
use uuid::Uuid;

use super::{
    commands::{Edit, closing, working},
    confirmations, notices, reopening,
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

/// Most reminders of one wait.
const REMINDERS: i32 = 2;

/// Resumes what was put off until a time that has come.
///
/// # Errors
/// When the database can't be read.
pub async fn resume_due(app: &App) -> Result<()> {
    let now = app.clock.now();
    let due = ticket::Entity::find()
        .filter(ticket::Column::Status.eq(Status::Waiting))
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
    let awaited = Condition::any().add(ticket::Column::Status.eq(Status::Attended)).add(
        Condition::all()
            .add(ticket::Column::Status.eq(Status::Waiting))
            .add(ticket::Column::WaitReason.eq(WaitReason::Requester)),
    );
    let awaited = ticket::Entity::find().filter(awaited).filter(ticket::Column::Reminders.lt(REMINDERS));
    each(app, awaited, async |tx, id| {
        let mut edit = Edit::load_for_system(app, tx, id, now).await?;
        if !reminder_is_due(app, &edit.ticket, &settings, now) {
            return Ok(());
        }
        edit.ticket.reminders += 1;
        edit.ticket.reminded_at = Some(now);
        let reminder = u8::try_from(edit.ticket.reminders).ok();
        edit.tell(EventKind::Reminder, None, StoredChange { reminder, ..StoredChange::default() });
        edit.save().await?;
        let token = match edit.ticket.status {
            Status::Attended => Some(confirmations::make(&edit).await?),
            _ => None,
        };
        notices::reminder(&edit, token).await
    })
    .await
}

fn reminder_is_due(app: &App, ticket: &ticket::Model, settings: &Settings, now: DateTime<Utc>) -> bool {
    let awaited = ticket.status == Status::Attended
        || (ticket.status == Status::Waiting && ticket.wait_reason == Some(WaitReason::Requester));
    let next = u32::try_from(ticket.reminders + 1).unwrap_or(u32::MAX);
    let zone = app.config.time_zone;
    let days = reopening::reminder_days(settings);
    let today = reopening::local_day(now, zone);
    // After an outage two reminders never go out on the same day.
    let reminded_today = ticket.reminded_at.is_some_and(|at| reopening::local_day(at, zone) >= today);
    awaited
        && ticket.reminders < REMINDERS
        && !reminded_today
        && now >= reopening::reminder_due(ticket.status_since, next, days, zone)
}

/// Closes what its requester did not answer, where the policy is on: after its working days and two reminders.
///
/// # Errors
/// When the database can't be read.
pub async fn close_unanswered(app: &App) -> Result<()> {
    let now = app.clock.now();
    let settings = directory::settings(app.db.reader()).await?;
    if settings.closure_working_days == 0 {
        return Ok(());
    }
    let silent = ticket::Entity::find()
        .filter(ticket::Column::Status.eq(Status::Attended))
        .filter(ticket::Column::Reminders.gte(REMINDERS));
    each(app, silent, async |tx, id| {
        let mut edit = Edit::load_for_system(app, tx, id, now).await?;
        let closes = edit.ticket.attended_at.and_then(|at| reopening::closes_at(at, &settings, app.config.time_zone));
        let is_due = closes.is_some_and(|closes| closes <= now);
        if edit.ticket.status != Status::Attended || edit.ticket.reminders < REMINDERS || !is_due {
            return Ok(());
        }
        closing::close_by_policy(&mut edit).await
    })
    .await
}

/// Word for word the condition of the partial index over what the clock looks after.
fn looked_after() -> Expr {
    Expr::cust("\"ticket\".\"status\" IN ('waiting', 'attended')")
}

/// Does the work for each ticket; what fails is logged and tried again in the next run.
async fn each(
    app: &App,
    tickets: sea_orm::Select<ticket::Entity>,
    work: impl AsyncFn(&DatabaseTransaction, Uuid) -> Result<()>,
) -> Result<()> {
    let mut after: Option<Uuid> = None;
    loop {
        let mut page = tickets
            .clone()
            .filter(looked_after())
            .select_only()
            .column(ticket::Column::Id)
            .order_by_asc(ticket::Column::Id);
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
