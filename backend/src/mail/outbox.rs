//! The one way to send mail: a row in the outbox, in the very transaction of its cause. What is committed is sent.

use std::collections::BTreeSet;

use chrono::{DateTime, Duration, Utc};
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, Condition, ConnectionTrait, DatabaseTransaction, EntityTrait,
    QueryFilter, QuerySelect, sea_query::Expr,
};
use serde::{Deserialize, Serialize};
use shared::limits;
use uuid::Uuid;

use super::{
    letter::{INVITATION, Letter, Recipient},
    threading,
};
use crate::{
    app::App,
    entity::outbox::{self, Column},
    error::Result,
    keys::{Keys, Purpose},
};

/// How long the contents of a letter that could not be delivered are kept, in days: they speak of people.
pub const DEAD_CONTENT_DAYS: i64 = 30;
/// How long a row is kept once its letter went out or expired.
const KEPT: Duration = Duration::days(30);
/// How long it is kept that somebody could not be reached.
const DEAD_KEPT: Duration = Duration::days(365);

/// Puts a letter into the outbox. Its `Message-ID` is fixed here, so that a repeat is recognised as one.
///
/// # Errors
/// When it can't be encrypted or written.
pub async fn post(
    tx: &impl ConnectionTrait,
    app: &App,
    now: DateTime<Utc>,
    recipient: &Recipient,
    letter: &Letter,
) -> Result<()> {
    let id = Uuid::now_v7();
    let ticket_id = match letter {
        Letter::Ticket(letter) => Some(letter.ticket_id),
        _ => None,
    };
    outbox::ActiveModel {
        id: Set(id),
        kind: Set(letter.kind().to_owned()),
        ticket_id: Set(ticket_id),
        account_id: Set(recipient.account_id),
        recipient: Set(recipient.email.clone()),
        language: Set(recipient.language),
        message_id: Set(threading::message_id(id, &app.config.public_url)),
        payload: Set(Some(seal(&app.keys, id, &recipient.name, letter)?)),
        created_at: Set(now),
        expires_at: Set(expiry(letter, now)),
        next_attempt_at: Set(now),
        attempts: Set(0),
        leased_until: Set(None),
        lease_id: Set(None),
        sent_at: Set(None),
        dead_at: Set(None),
        last_error: Set(None),
    }
    .insert(tx)
    .await?;
    Ok(())
}

/// Sends what an account has not received yet to its new address. Codes, which proved the old one, are no longer sent;
/// without a new address nothing is.
///
/// # Errors
/// When the database can't be written.
pub async fn readdress(
    tx: &impl ConnectionTrait,
    account_id: Uuid,
    from: &str,
    to: Option<&str>,
    now: DateTime<Utc>,
) -> Result<()> {
    let unsent = outbox::Entity::update_many().filter(unsent(account_id)).filter(Column::Recipient.eq(from));
    let over = unsent.clone().col_expr(Column::ExpiresAt, Expr::value(now));
    match to {
        Some(to) => {
            over.filter(Column::ExpiresAt.gt(now)).exec(tx).await?;
            unsent.col_expr(Column::Recipient, Expr::value(to)).filter(Column::ExpiresAt.is_null()).exec(tx).await?;
        }
        None => {
            let due = Condition::any().add(Column::ExpiresAt.is_null()).add(Column::ExpiresAt.gt(now));
            over.filter(due).exec(tx).await?;
        }
    }
    Ok(())
}

/// Sends nobody an invitation that was withdrawn before its letter left.
///
/// # Errors
/// When the database can't be written.
pub async fn call_off_invitations(
    tx: &impl ConnectionTrait,
    recipients: impl IntoIterator<Item = String>,
    now: DateTime<Utc>,
) -> Result<()> {
    outbox::Entity::update_many()
        .col_expr(Column::ExpiresAt, Expr::value(now))
        .filter(Column::Kind.eq(INVITATION))
        .filter(Column::Recipient.is_in(recipients))
        .filter(Column::SentAt.is_null())
        .filter(Column::ExpiresAt.gt(now))
        .exec(tx)
        .await?;
    Ok(())
}

/// The tickets of whose letters to an account none was even tried yet, each with the instant of the letter. Nobody tries one
/// of them before the transaction is over.
///
/// # Errors
/// When the database can't be read.
pub async fn untried(tx: &DatabaseTransaction, account_id: Uuid) -> Result<BTreeSet<(Uuid, DateTime<Utc>)>> {
    let letters: Vec<(Uuid, DateTime<Utc>)> = outbox::Entity::find()
        .select_only()
        .columns([Column::TicketId, Column::CreatedAt])
        .filter(unsent(account_id))
        .filter(Column::TicketId.is_not_null())
        .filter(Column::Attempts.eq(0))
        .lock_exclusive()
        .into_tuple()
        .all(tx)
        .await?;
    Ok(letters.into_iter().collect())
}

/// What was not sent to an account.
pub fn unsent(account_id: Uuid) -> Condition {
    Condition::all().add(Column::AccountId.eq(account_id)).add(Column::SentAt.is_null())
}

/// When nobody has a use for it any more.
fn expiry(letter: &Letter, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
    match letter {
        Letter::SignInCode { .. } | Letter::EmailProof { .. } => Some(now + Duration::minutes(limits::CODE_MINUTES)),
        Letter::Invitation { expires_at, .. } => Some(*expires_at),
        Letter::AuditCheckpoint { .. } | Letter::Ticket(_) => None,
    }
}

/// What is encrypted.
#[derive(Serialize, Deserialize)]
struct Content {
    /// The recipient's name; empty when it is not known.
    name: String,
    letter: Letter,
}

/// The letter with its recipient's name, encrypted for its row.
fn seal(keys: &Keys, id: Uuid, name: &str, letter: &Letter) -> Result<Vec<u8>> {
    let content = Content { name: name.to_owned(), letter: letter.clone() };
    Ok(keys.seal(Purpose::Outbox, id.as_bytes(), &serde_json::to_vec(&content)?)?)
}

/// The letter of a row, and to whom it goes.
///
/// # Errors
/// When it was encrypted under another key or for another row.
pub fn open(keys: &Keys, row: &outbox::Model, payload: &[u8]) -> Result<(Recipient, Letter)> {
    let plain = keys.open(Purpose::Outbox, row.id.as_bytes(), payload)?;
    let Content { name, letter } = serde_json::from_slice(&plain)?;
    let recipient =
        Recipient { account_id: row.account_id, email: row.recipient.clone(), name, language: row.language };
    Ok((recipient, letter))
}

/// Throws away what is no longer needed: contents that expired or that nobody looked after for long, and rows of what went
/// out or expired long ago. That a letter could not be delivered stays in the list for a year.
///
/// # Errors
/// When the database refuses it.
pub async fn purge(app: &App, now: DateTime<Utc>) -> Result<()> {
    let long_ago = now - KEPT;
    app.db
        .write(async |tx| {
            outbox::Entity::update_many()
                .col_expr(Column::Payload, Expr::value(None::<Vec<u8>>))
                .filter(Column::DeadAt.is_not_null())
                .filter(Column::Payload.is_not_null())
                .filter(
                    Condition::any()
                        .add(Column::ExpiresAt.lte(now))
                        .add(Column::DeadAt.lt(now - Duration::days(DEAD_CONTENT_DAYS))),
                )
                .exec(tx)
                .await?;
            let expired = Condition::all().add(Column::DeadAt.lt(long_ago)).add(Column::ExpiresAt.lte(now));
            let over =
                Condition::any().add(Column::SentAt.lt(long_ago)).add(expired).add(Column::DeadAt.lt(now - DEAD_KEPT));
            outbox::Entity::delete_many().filter(over).exec(tx).await?;
            Ok(())
        })
        .await
}
