//! The day's checkpoint over all chains' heads: keyed, and each over the one before it, so that neither the end of a chain,
//! nor a ticket, nor a checkpoint can be taken away unseen. Copies go to the log and, where configured, by mail.

use std::collections::HashSet;

use chrono::{DateTime, Duration, Utc};
use futures_util::TryStreamExt;
use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, FromQueryResult, QueryFilter, QueryOrder,
    QuerySelect, Statement, StreamTrait,
    sea_query::{Expr, ExprTrait, Query},
};
use sha2::{Digest, Sha256};
use shared::person::Language;
use uuid::Uuid;

use super::{Fault, Report};
use crate::{
    app::App,
    entity::{audit_checkpoint, event},
    error::Result,
    keys::Purpose,
    mail::{self, Letter, Recipient},
};

/// A checkpoint covers what is at least this old, so that no transaction under way can still add to it; and longer than the job
/// takes to come by, so that a clock that was ahead by less leaves nothing behind, and by more is noticed.
const SETTLED: Duration = Duration::minutes(40);

/// When the next checkpoint has failed to come: the day, what settles, and an hour for a job that runs every half of one.
const OVERDUE: Duration = Duration::minutes(25 * 60 + 40);

/// Holds every checkpoint against the one before it and against the chains.
pub(super) async fn verify_all(tx: &DatabaseTransaction, app: &App, report: &mut Report) -> Result<()> {
    let now = app.clock.now();
    let checkpoints =
        audit_checkpoint::Entity::find().order_by_asc(audit_checkpoint::Column::CoversUntil).all(tx).await?;
    let checkpoints = as_written(checkpoints);
    let instants: Vec<_> = checkpoints.iter().map(|checkpoint| checkpoint.covers_until).collect();
    let mut before: Option<&audit_checkpoint::Model> = None;
    for (place, checkpoint) in checkpoints.iter().enumerate() {
        report.checkpoints += 1;
        let covers_until = checkpoint.covers_until;
        let (earlier, later) = (instants.get(..place).unwrap_or_default(), instants.get(place..).unwrap_or_default());
        let was_ahead = later.iter().chain([&now]).any(|instant| *instant < covers_until);
        let kept = Heads { tickets: checkpoint.tickets, events: checkpoint.events, digest: checkpoint.digest.clone() };
        let message = kept.message(covers_until, checkpoint.previous_mac.as_deref());
        if app.keys.verify(Purpose::Audit, &message, &checkpoint.mac) {
            hold(tx, covers_until, &kept, was_ahead, report).await?;
        } else {
            report.faults.push(Fault::Forged { covers_until });
        }
        if !follows(before, checkpoint) {
            gap(report, before.map(|before| before.covers_until));
        }
        // One that is written over an older one does not hide that those between them are gone. The first demos told weeks between
        // two of them.
        if checkpoint.previous_mac.is_some()
            && !was_ahead
            && !app.config.demo
            && let Some(after) = last_until(earlier, covers_until)
            && is_overdue(tx, after, covers_until).await?
        {
            gap(report, Some(after));
        }
        before = Some(checkpoint);
    }
    let first = instants.first().copied();
    if let Some(begun) = extreme(tx, Order::First, None).await?
        && is_overdue(tx, begun, std::cmp::min(first.unwrap_or(now), now)).await?
    {
        gap(report, None);
    }
    if let Some(last) = last_until(&instants, now)
        && is_overdue(tx, last, now).await?
    {
        gap(report, Some(last));
    }
    Ok(())
}

/// The instant of the last of some checkpoints; of the latest that does not lie ahead, when that one does.
fn last_until(written: &[DateTime<Utc>], now: DateTime<Utc>) -> Option<DateTime<Utc>> {
    let last = written.last().copied().filter(|last| *last <= now);
    last.or_else(|| written.iter().copied().filter(|instant| *instant <= now).max())
}

/// Checkpoints in the order in which they were written, which each tells by the one before it. Their instants do not tell it
/// when the clock was ahead; they do for those of before they were chained, and where one is missing.
fn as_written(mut rest: Vec<audit_checkpoint::Model>) -> Vec<audit_checkpoint::Model> {
    let macs: HashSet<Vec<u8>> = rest.iter().map(|row| row.mac.clone()).collect();
    let is_of = |row: &audit_checkpoint::Model, mac: &[u8]| row.previous_mac.as_deref() == Some(mac);
    let is_known = |row: &audit_checkpoint::Model| row.previous_mac.as_ref().is_some_and(|mac| macs.contains(mac));
    let mut written: Vec<audit_checkpoint::Model> = Vec::with_capacity(rest.len());
    while !rest.is_empty() {
        let next = written.last().and_then(|last| rest.iter().position(|row| is_of(row, &last.mac)));
        let next = next.or_else(|| rest.iter().position(|row| !is_known(row))).unwrap_or_default();
        written.push(rest.remove(next));
    }
    written
}

/// Two signs of one gap are one fault.
fn gap(report: &mut Report, after: Option<DateTime<Utc>>) {
    let fault = Fault::Gap { after };
    if !report.faults.contains(&fault) {
        report.faults.push(fault);
    }
}

/// Whether a checkpoint is the next one. Those of before they were chained know of none before them.
fn follows(before: Option<&audit_checkpoint::Model>, checkpoint: &audit_checkpoint::Model) -> bool {
    match (&checkpoint.previous_mac, before) {
        (None, before) => before.is_none_or(|before| before.previous_mac.is_none()),
        (Some(previous), None) => previous.is_empty(),
        (Some(previous), Some(before)) => *previous == before.mac,
    }
}

/// Holds the heads against those that a checkpoint kept. When the clock was ahead as it was written, events that came after
/// it may be among those that it covers by their instant: then nothing may be less. The next checkpoints hold the rest, what is
/// dated ahead not before its time has come.
async fn hold(
    tx: &DatabaseTransaction,
    covers_until: DateTime<Utc>,
    kept: &Heads,
    was_ahead: bool,
    report: &mut Report,
) -> Result<()> {
    let found = heads(tx, covers_until).await?;
    if found == *kept {
        return Ok(());
    }
    if was_ahead && found.tickets >= kept.tickets && found.events > kept.events {
        report.overtaken += 1;
    } else {
        report.faults.push(Fault::Checkpoint { covers_until, tickets: kept.tickets, found: found.tickets });
    }
    Ok(())
}

/// Whether people worked on for more than an hour when the next checkpoint had failed to come. A single event may be the
/// first after an outage, and the job's turn still to come; and what a clock that was ahead dated is not due yet.
async fn is_overdue(tx: &DatabaseTransaction, after: DateTime<Utc>, before: DateTime<Utc>) -> Result<bool> {
    let from = after + OVERDUE;
    let (Some(first), Some(last)) =
        (extreme(tx, Order::First, Some(from)).await?, extreme(tx, Order::Last, Some(before)).await?)
    else {
        return Ok(false);
    };
    Ok(last - first >= Duration::hours(1))
}

#[derive(Clone, Copy)]
enum Order {
    First,
    Last,
}

/// The instant of the first event from an instant on, or of the last one until then.
async fn extreme(
    tx: &DatabaseTransaction,
    order: Order,
    bound: Option<DateTime<Utc>>,
) -> Result<Option<DateTime<Utc>>> {
    let mut events = event::Entity::find().select_only().column(event::Column::At);
    events = match order {
        Order::First => events.order_by_asc(event::Column::At),
        Order::Last => events.order_by_desc(event::Column::At),
    };
    if let Some(bound) = bound {
        events = events.filter(match order {
            Order::First => event::Column::At.gte(bound),
            Order::Last => event::Column::At.lte(bound),
        });
    }
    Ok(events.into_tuple().one(tx).await?)
}

/// All chains' heads at an instant.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Heads {
    tickets: i64,
    events: i64,
    digest: Vec<u8>,
}

impl Heads {
    /// What is keyed: the heads, and the mac of the checkpoint before.
    fn message(&self, covers_until: DateTime<Utc>, previous: Option<&[u8]>) -> Vec<u8> {
        let heads = [
            covers_until.timestamp_micros().to_be_bytes().as_slice(),
            &self.tickets.to_be_bytes(),
            &self.events.to_be_bytes(),
            &self.digest,
        ]
        .concat();
        match previous {
            Some(previous) => [b"ventanilla checkpoint v2\0".as_slice(), &heads, previous].concat(),
            None => heads,
        }
    }
}

#[derive(FromQueryResult)]
struct Head {
    ticket_id: Uuid,
    sequence: i32,
    digest: Vec<u8>,
}

/// The last event of every ticket among those up to an instant, in the order of the tickets' ids.
async fn heads(db: &(impl ConnectionTrait + StreamTrait), until: DateTime<Utc>) -> Result<Heads> {
    let sql = "SELECT e.ticket_id, e.sequence, e.digest FROM event e WHERE e.at <= $1 AND NOT EXISTS (SELECT 1 FROM \
               event n WHERE n.ticket_id = e.ticket_id AND n.sequence = e.sequence + 1 AND n.at <= $1) \
               ORDER BY e.ticket_id, e.sequence";
    let statement = Statement::from_sql_and_values(ConnectionTrait::get_database_backend(db), sql, [until.into()]);
    let mut rows = Head::find_by_statement(statement).stream(db).await?;
    let mut hash = Sha256::new();
    let mut heads = Heads { tickets: 0, events: 0, digest: Vec::new() };
    while let Some(head) = rows.try_next().await? {
        hash.update(head.ticket_id.as_bytes());
        hash.update(head.sequence.to_be_bytes());
        hash.update(&head.digest);
        heads.tickets += 1;
        heads.events += i64::from(head.sequence);
    }
    heads.digest = hash.finalize().to_vec();
    Ok(heads)
}

/// Writes the day's checkpoint, to the database, to the log and into the outbox, when the last one is a day old; or at once,
/// when the last one was written while the clock was ahead, because what people do now may be among what it seems to cover.
///
/// # Errors
/// When the database refuses it.
pub async fn checkpoint(app: &App) -> Result<()> {
    let now = app.clock.now();
    let last = last(app.db.reader()).await?;
    if let Some(last) = &last {
        if last.created_at > now {
            tracing::warn!(covers_until = %last.covers_until, "the clock was ahead at the last audit checkpoint: one is written anew");
        } else if now - SETTLED - last.covers_until < Duration::days(1) {
            return Ok(());
        }
    }
    write(app, now, Uuid::now_v7(), Some(last.map(|last| last.mac).unwrap_or_default())).await
}

/// Writes a checkpoint of an instant under an id, over none: of a past that was not there day by day.
///
/// # Errors
/// As [`checkpoint`].
pub async fn checkpoint_at(app: &App, now: DateTime<Utc>, id: Uuid) -> Result<()> {
    write(app, now, id, None).await
}

async fn write(app: &App, now: DateTime<Utc>, id: Uuid, previous_mac: Option<Vec<u8>>) -> Result<()> {
    let covers_until = now - SETTLED;
    let heads = heads(app.db.reader(), covers_until).await?;
    let mac = app.keys.mac(Purpose::Audit, &heads.message(covers_until, previous_mac.as_deref()));
    let row = audit_checkpoint::ActiveModel {
        id: Set(id),
        covers_until: Set(covers_until),
        tickets: Set(heads.tickets),
        events: Set(heads.events),
        digest: Set(heads.digest.clone()),
        previous_mac: Set(previous_mac),
        mac: Set(mac.to_vec()),
        created_at: Set(now),
    };
    let letter = Letter::AuditCheckpoint {
        covers_until,
        tickets: heads.tickets,
        events: heads.events,
        digest: hex(&heads.digest),
        mac: hex(&mac),
    };
    app.db
        .write(async |tx| {
            audit_checkpoint::Entity::insert(row.clone()).exec_without_returning(tx).await?;
            if let Some(email) = app.config.audit_mail.clone() {
                let reader = Recipient { account_id: None, email, name: String::new(), language: Language::default() };
                mail::post(tx, app, now, &reader, &letter).await?;
            }
            Ok(())
        })
        .await?;
    // The log is a copy that whoever changes the database does not reach.
    tracing::info!(
        %covers_until,
        tickets = heads.tickets,
        events = heads.events,
        digest = hex(&heads.digest),
        mac = hex(&mac),
        "audit checkpoint"
    );
    Ok(())
}

/// The checkpoint that none follows.
async fn last(db: &impl ConnectionTrait) -> Result<Option<audit_checkpoint::Model>> {
    let column = |of: &str, column| Expr::col((of.to_owned(), column));
    let followed = Query::select()
        .expr(Expr::val(1))
        .from_as(audit_checkpoint::Entity, "next")
        .cond_where(
            column("next", audit_checkpoint::Column::PreviousMac)
                .equals((audit_checkpoint::Entity, audit_checkpoint::Column::Mac)),
        )
        .to_owned();
    Ok(audit_checkpoint::Entity::find()
        .filter(Expr::exists(followed).not())
        .order_by_desc(audit_checkpoint::Column::CoversUntil)
        .one(db)
        .await?)
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
