//! Whether the timelines are whole: every chain re-computed, and every day's keyed checkpoint held against them.

use std::fmt;

use chrono::{DateTime, Duration, Utc};
use futures_util::TryStreamExt;
use sea_orm::{
    ActiveValue::Set, ColumnTrait, DatabaseConnection, EntityTrait, FromQueryResult, QueryFilter, QueryOrder,
    QuerySelect, Statement,
};
use sha2::{Digest, Sha256};
use shared::event::EventKind;
use uuid::Uuid;

use crate::{
    app::App,
    entity::{audit_checkpoint, event, ticket},
    error::Result,
    event as events,
    keys::{Keys, Purpose},
};

/// A checkpoint covers what is at least this old, so that no transaction under way can still add to it.
const SETTLED: Duration = Duration::minutes(10);

/// What a verification found.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Report {
    /// Tickets whose chain was re-computed.
    pub tickets: u64,
    /// Events that were re-computed.
    pub events: u64,
    /// Checkpoints that were held against the chains.
    pub checkpoints: u64,
    /// What does not agree, in words; nothing when all is whole.
    pub faults: Vec<Fault>,
}

/// Something that was changed, added or taken away.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// An event's members do not agree with its digest.
    Changed {
        /// Folio.
        folio: String,
        /// The event's number in its ticket.
        sequence: i32,
    },
    /// An event's contents do not agree with their digest.
    ContentChanged {
        /// Folio.
        folio: String,
        /// The event's number in its ticket.
        sequence: i32,
    },
    /// An event is missing, or one was put between.
    Broken {
        /// Folio.
        folio: String,
        /// The number that was expected.
        sequence: i32,
    },
    /// The ticket's row and the end of its chain do not agree.
    Tail {
        /// Folio.
        folio: String,
    },
    /// The ticket's status is not the last one that its events tell.
    Status {
        /// Folio.
        folio: String,
    },
    /// A checkpoint was changed.
    Forged {
        /// Until when it covers.
        covers_until: DateTime<Utc>,
    },
    /// Since a checkpoint, events or tickets that it covered have gone or come.
    Checkpoint {
        /// Until when it covers.
        covers_until: DateTime<Utc>,
        /// Tickets then.
        tickets: i64,
        /// Tickets now.
        found: i64,
    },
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Changed { folio, sequence } => write!(f, "{folio}: event {sequence} was changed"),
            Self::ContentChanged { folio, sequence } => write!(f, "{folio}: what event {sequence} says was changed"),
            Self::Broken { folio, sequence } => write!(f, "{folio}: the chain is broken at event {sequence}"),
            Self::Tail { folio } => write!(f, "{folio}: events at the end are missing or were added"),
            Self::Status { folio } => write!(f, "{folio}: the status is not the one that the events tell"),
            Self::Forged { covers_until } => write!(f, "the checkpoint of {covers_until} was changed"),
            Self::Checkpoint { covers_until, tickets, found } => {
                write!(
                    f,
                    "since the checkpoint of {covers_until} ({tickets} tickets, now {found}) something has gone or come"
                )
            }
        }
    }
}

/// Re-computes every chain and holds every checkpoint against them.
///
/// # Errors
/// When the database can't be read; what does not agree is in the report.
pub async fn verify(db: &DatabaseConnection, keys: &Keys) -> Result<Report> {
    let mut report = Report::default();
    let mut tickets = ticket::Entity::find().order_by_asc(ticket::Column::Id).stream(db).await?;
    while let Some(ticket) = tickets.try_next().await? {
        let events = event::Entity::find()
            .filter(event::Column::TicketId.eq(ticket.id))
            .order_by_asc(event::Column::Sequence)
            .all(db)
            .await?;
        report.tickets += 1;
        report.events += events.len() as u64;
        report.faults.extend(verify_chain(&ticket, &events));
    }
    drop(tickets);
    let checkpoints =
        audit_checkpoint::Entity::find().order_by_asc(audit_checkpoint::Column::CoversUntil).all(db).await?;
    for checkpoint in checkpoints {
        report.checkpoints += 1;
        report.faults.extend(verify_checkpoint(db, keys, &checkpoint).await?);
    }
    Ok(report)
}

fn verify_chain(ticket: &ticket::Model, events: &[event::Model]) -> Vec<Fault> {
    let folio = || ticket.folio.clone();
    let mut faults = Vec::new();
    let mut head = events::GENESIS.to_vec();
    let mut status = None;
    for (sequence, event) in (1..).zip(events) {
        if event.sequence != sequence || event.previous_digest != head {
            faults.push(Fault::Broken { folio: folio(), sequence });
            return faults;
        }
        if events::digest(event) != event.digest {
            faults.push(Fault::Changed { folio: folio(), sequence });
        }
        if events::content_digest(&event.salt, event.body.as_deref(), &event.change) != event.content_digest {
            faults.push(Fault::ContentChanged { folio: folio(), sequence });
        }
        if let Some(to) = event.change.get("to_status").and_then(|to| to.as_str()) {
            status = Some(to.to_owned());
        }
        head.clone_from(&event.digest);
    }
    let first_is_creation = events.first().is_some_and(|event| event.kind == EventKind::Created);
    if !first_is_creation || usize::try_from(ticket.event_count) != Ok(events.len()) || ticket.chain_head != head {
        faults.push(Fault::Tail { folio: folio() });
    } else if status.as_deref() != Some(ticket.status.as_str()) {
        faults.push(Fault::Status { folio: folio() });
    }
    faults
}

async fn verify_checkpoint(
    db: &DatabaseConnection,
    keys: &Keys,
    checkpoint: &audit_checkpoint::Model,
) -> Result<Vec<Fault>> {
    let covers_until = checkpoint.covers_until;
    let kept = Heads { tickets: checkpoint.tickets, events: checkpoint.events, digest: checkpoint.digest.clone() };
    if !keys.verify(Purpose::Audit, &kept.message(covers_until), &checkpoint.mac) {
        return Ok(vec![Fault::Forged { covers_until }]);
    }
    let now = heads(db, covers_until).await?;
    if now == kept {
        return Ok(Vec::new());
    }
    Ok(vec![Fault::Checkpoint { covers_until, tickets: kept.tickets, found: now.tickets }])
}

/// All chains' heads at an instant.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Heads {
    tickets: i64,
    events: i64,
    digest: Vec<u8>,
}

impl Heads {
    fn message(&self, covers_until: DateTime<Utc>) -> Vec<u8> {
        [
            covers_until.timestamp_micros().to_be_bytes().as_slice(),
            &self.tickets.to_be_bytes(),
            &self.events.to_be_bytes(),
            &self.digest,
        ]
        .concat()
    }
}

#[derive(FromQueryResult)]
struct Head {
    ticket_id: Uuid,
    sequence: i32,
    digest: Vec<u8>,
}

/// The last event of every ticket among those up to an instant, in the order of the tickets' ids.
async fn heads(db: &DatabaseConnection, until: DateTime<Utc>) -> Result<Heads> {
    let sql = "SELECT e.ticket_id, e.sequence, e.digest FROM event e WHERE e.at <= $1 AND NOT EXISTS (SELECT 1 FROM \
               event n WHERE n.ticket_id = e.ticket_id AND n.sequence = e.sequence + 1 AND n.at <= $1) \
               ORDER BY e.ticket_id, e.sequence";
    let statement = Statement::from_sql_and_values(db.get_database_backend(), sql, [until.into()]);
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

/// Writes the day's checkpoint, to the database and to the log, when the last one is a day old.
///
/// # Errors
/// When the database refuses it.
pub async fn checkpoint(app: &App) -> Result<()> {
    let now = app.clock.now();
    let covers_until = now - SETTLED;
    let last: Option<DateTime<Utc>> = audit_checkpoint::Entity::find()
        .select_only()
        .column_as(audit_checkpoint::Column::CoversUntil.max(), "covers_until")
        .into_tuple::<Option<DateTime<Utc>>>()
        .one(app.db.reader())
        .await?
        .flatten();
    if last.is_some_and(|last| covers_until - last < Duration::days(1)) {
        return Ok(());
    }
    let heads = heads(app.db.reader(), covers_until).await?;
    let mac = app.keys.mac(Purpose::Audit, &heads.message(covers_until));
    let row = audit_checkpoint::ActiveModel {
        id: Set(Uuid::now_v7()),
        covers_until: Set(covers_until),
        tickets: Set(heads.tickets),
        events: Set(heads.events),
        digest: Set(heads.digest.clone()),
        mac: Set(mac.to_vec()),
        created_at: Set(now),
    };
    app.db
        .write(async |tx| {
            audit_checkpoint::Entity::insert(row.clone()).exec_without_returning(tx).await?;
            Ok(())
        })
        .await?;
    // The log is the copy that whoever changes the database does not reach.
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

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
