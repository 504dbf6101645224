//! Takes mail out of the outbox and sends it: at least once, and never again after a success that was recorded.
//!
//! A mail is leased, sent outside any transaction, and recorded as sent right after the relay took it over. A process that
//! ends between those two leaves the lease to lapse; the mail then goes out again under the same `Message-ID`, by which
//! mailboxes recognise it. What a relay refuses for now is tried again for about three days; what it refuses for good,
//! and what was tried in vain, stays visible as a dead letter. A relay that can't be reached refuses nothing: mail waits for
//! it, however long, and spends none of its tries.

use std::time::{Duration, Instant};

use chrono::{DateTime, TimeDelta, Utc};
use sea_orm::{ColumnTrait, Condition, EntityTrait, PaginatorTrait, QueryFilter, QuerySelect};
use uuid::Uuid;

use super::{
    claim::{self, Lease},
    letter::{Letter, Recipient},
    message::{self, Envelope},
    outbox::open,
    record::{self, Outcome},
    render::{Letterhead, Rendered, render},
    transport::{Failure, Relay, Session, Transport},
};
use crate::{
    app::App,
    directory,
    entity::outbox::{Column, Entity, Model},
    error::Result,
};

/// Mails that are leased at a time.
const BATCH: u32 = 10;
/// How long a lease holds. Longer than a batch may take, see [`ENOUGH`].
const LEASE: Duration = Duration::from_mins(15);
/// When a batch has taken this long, the rest of it is given back: one more mail against a stalling relay still ends well
/// within the lease.
const ENOUGH: Duration = Duration::from_mins(6);

/// Sends everything that is due, and tells how many mails went out.
///
/// # Errors
/// When the database refuses something. What a relay refuses is recorded with the mail.
pub async fn deliver(app: &App, transport: &Transport) -> Result<u64> {
    let mut sent = 0;
    while !app.is_stopping() && !is_resting(app, transport) && is_due(app).await? {
        let now = app.clock.now();
        let lease = Lease { id: Uuid::now_v7(), until: now + TimeDelta::from_std(LEASE).unwrap_or_default() };
        let mut rows = app.db.write(async |tx| claim::claim(&app.db, tx, lease, now, BATCH).await).await?;
        if rows.is_empty() {
            break;
        }
        rows.sort_by_key(|row| (row.expires_at.is_none(), row.id));
        sent += Batch { app, lease, begun: Instant::now() }.send(transport, rows).await?;
    }
    Ok(sent)
}

/// Whether there is a relay that could not be reached a moment ago.
fn is_resting(app: &App, transport: &Transport) -> bool {
    matches!(transport, Transport::Smtp(_)) && app.relay.is_resting(app.clock.now())
}

/// Asked first, because a read costs nobody anything and a claim is a write.
async fn is_due(app: &App) -> Result<bool> {
    let now = app.clock.now();
    let due = Entity::find()
        .filter(Column::SentAt.is_null())
        .filter(Column::DeadAt.is_null())
        .filter(Column::NextAttemptAt.lte(now))
        .filter(Condition::any().add(Column::LeasedUntil.is_null()).add(Column::LeasedUntil.lte(now)))
        .limit(1)
        .count(app.db.reader())
        .await?;
    Ok(due > 0)
}

/// Mails under one lease.
struct Batch<'a> {
    app: &'a App,
    lease: Lease,
    begun: Instant,
}

/// What is left of a batch when the relay can't be talked to.
type Rest = std::vec::IntoIter<Model>;

impl Batch<'_> {
    async fn send(&self, transport: &Transport, rows: Vec<Model>) -> Result<u64> {
        let in_force = directory::in_force(self.app, self.app.db.reader()).await?;
        let head = Letterhead {
            institution: &in_force.name,
            public_url: &self.app.config.public_url,
            time_zone: in_force.zone,
        };
        let mut session = None;
        let mut sent = 0;
        let mut rows = rows.into_iter();
        while let Some(row) = rows.next() {
            if self.app.is_stopping() || self.begun.elapsed() > ENOUGH {
                self.give_back(row, rows, None).await?;
                break;
            }
            let now = self.app.clock.now();
            let Some((recipient, letter)) = self.unfold(&row, now).await? else { continue };
            let rendered = render(head, &recipient, &letter);
            let outcome = match transport {
                Transport::Mailbox => {
                    record::into_mailbox(self.app, self.lease, &row, rendered, now).await?;
                    sent += 1;
                    continue;
                }
                Transport::Smtp(relay) => self.hand_over(relay, &mut session, &row, &recipient, rendered, now).await,
            };
            match outcome {
                Ok(()) => {
                    self.record_sent(&row).await;
                    sent += 1;
                }
                Err(Failure::Relay(reason)) => {
                    tracing::warn!(reason, "the mail relay can't be reached");
                    self.app.relay.fail(self.app.clock.now());
                    self.give_back(row, rows, Some(&reason)).await?;
                    break;
                }
                Err(Failure::Temporary(reason)) => self.record(&row, Outcome::Later(reason)).await?,
                Err(Failure::Permanent(reason)) => self.record(&row, Outcome::Never(reason)).await?,
            }
        }
        if let Some(session) = session {
            session.end().await;
        }
        Ok(sent)
    }

    /// The letter of a row, unless it can't be sent any more.
    async fn unfold(&self, row: &Model, now: DateTime<Utc>) -> Result<Option<(Recipient, Letter)>> {
        if row.expires_at.is_some_and(|expires_at| expires_at <= now) {
            self.record(row, Outcome::Expired).await?;
            return Ok(None);
        }
        let opened = match &row.payload {
            Some(payload) => open(&self.app.keys, row, payload),
            None => Err(anyhow::anyhow!("its contents are gone").into()),
        };
        match opened {
            Ok(letter) => Ok(Some(letter)),
            Err(error) => {
                self.record(row, Outcome::Never(format!("it can't be read: {error}"))).await?;
                Ok(None)
            }
        }
    }

    async fn hand_over<'r>(
        &self,
        relay: &'r Relay,
        session: &mut Option<Session<'r>>,
        row: &Model,
        recipient: &Recipient,
        rendered: Rendered,
        now: DateTime<Utc>,
    ) -> Result<(), Failure> {
        let envelope = Envelope {
            from: &relay.from,
            public_url: &self.app.config.public_url,
            message_id: &row.message_id,
            ticket_id: row.ticket_id,
            at: now,
        };
        let message = message::message(envelope, recipient, rendered)
            .map_err(|error| Failure::Permanent(format!("{error:#}")))?;
        let mut open = match session.take() {
            Some(open) => open,
            None => {
                let open = relay.connect().await?;
                self.app.relay.succeed();
                open
            }
        };
        let outcome = open.send(&message).await;
        if outcome.is_ok() {
            *session = Some(open);
        }
        outcome
    }

    /// Records that the relay took a mail over. Nothing else can be done for it meanwhile, and a mail that is not recorded
    /// is sent again, so this insists for as long as the lease holds.
    async fn record_sent(&self, row: &Model) {
        let mut pause = Duration::from_millis(100);
        loop {
            match self.record(row, Outcome::Sent).await {
                Ok(()) => return,
                Err(error) if self.begun.elapsed() + pause < LEASE && !self.app.is_stopping() => {
                    tracing::warn!(mail = %row.id, %error, "a mail went out and can't be recorded yet");
                    tokio::time::sleep(pause).await;
                    pause = (pause * 2).min(Duration::from_secs(10));
                }
                Err(error) => {
                    tracing::error!(mail = %row.id, %error, "a mail went out, is not recorded, and will be repeated");
                    return;
                }
            }
        }
    }

    async fn record(&self, row: &Model, outcome: Outcome) -> Result<()> {
        record::outcome(self.app, self.lease, row, &outcome).await
    }

    /// Gives back what was not offered to the relay, and says why if the relay is to blame.
    async fn give_back(&self, first: Model, rest: Rest, reason: Option<&str>) -> Result<()> {
        for row in std::iter::once(first).chain(rest) {
            self.record(&row, Outcome::NotTried(reason.map(ToOwned::to_owned))).await?;
        }
        Ok(())
    }
}
