//! A mail to be sent, written in the transaction of its cause. Contents are encrypted and purged once sent.

use sea_orm::entity::prelude::*;
use shared::person::Language;

/// A mail to be sent, written in the transaction of its cause. Contents are encrypted and purged once sent.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "outbox")]
pub struct Model {
    /// Id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Kind.
    pub kind: String,
    /// Ticket.
    pub ticket_id: Option<Uuid>,
    /// Account.
    pub account_id: Option<Uuid>,
    /// Recipient.
    pub recipient: String,
    /// Language.
    pub language: Language,
    /// The same on every try, so that a repeat is recognised.
    pub message_id: String,
    /// Encrypted; gone once sent or expired.
    pub payload: Option<Vec<u8>>,
    /// Created at.
    pub created_at: DateTimeUtc,
    /// A code that nobody can use any more isn't sent.
    pub expires_at: Option<DateTimeUtc>,
    /// Next attempt at.
    pub next_attempt_at: DateTimeUtc,
    /// Attempts.
    pub attempts: i32,
    /// Leased until.
    pub leased_until: Option<DateTimeUtc>,
    /// Lease.
    pub lease_id: Option<Uuid>,
    /// Sent at.
    pub sent_at: Option<DateTimeUtc>,
    /// Dead at.
    pub dead_at: Option<DateTimeUtc>,
    /// Last error.
    pub last_error: Option<String>,
}

/// Joins are written where they are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
