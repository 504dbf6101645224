//! What a verification finds, in words.

use std::fmt;

use chrono::{DateTime, Utc};
use uuid::Uuid;

/// What a verification found.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Report {
    /// Tickets whose chain was re-computed.
    pub tickets: u64,
    /// Events that were re-computed.
    pub events: u64,
    /// Checkpoints that were held against the chains.
    pub checkpoints: u64,
    /// Checkpoints that were written while the clock was ahead, and that events came to since: they show what is missing by
    /// its number alone. The next ones hold what they covered, but what is dated ahead not before its time has come.
    pub overtaken: u64,
    /// Texts and files that are gone together with their salts, as the law may ask.
    pub erased: u64,
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
    /// A member of the ticket's row is not what its events tell last.
    Row {
        /// Folio.
        folio: String,
        /// The member.
        member: String,
    },
    /// A file is not the one that came with the event, is gone, or came with none.
    File {
        /// Folio.
        folio: String,
        /// The file.
        id: Uuid,
    },
    /// A checkpoint was changed.
    Forged {
        /// Until when it covers.
        covers_until: DateTime<Utc>,
    },
    /// A checkpoint is missing.
    Gap {
        /// Until when the one before it covers; none when it is the first.
        after: Option<DateTime<Utc>>,
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
            Self::Row { folio, member } => write!(f, "{folio}: its {member} is not what the events tell"),
            Self::File { folio, id } => write!(f, "{folio}: the file {id} is not the one that the events tell"),
            Self::Forged { covers_until } => write!(f, "the checkpoint of {covers_until} was changed"),
            Self::Gap { after: Some(after) } => write!(f, "after the checkpoint of {after} one is missing"),
            Self::Gap { after: None } => write!(f, "the first checkpoint is missing"),
            Self::Checkpoint { covers_until, tickets, found } => {
                write!(
                    f,
                    "since the checkpoint of {covers_until} ({tickets} tickets, now {found}) something has gone or come"
                )
            }
        }
    }
}
