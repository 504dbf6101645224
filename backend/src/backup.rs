//! Database and attachments as one tar file, and back. Never the master key: a stolen backup must open nothing.
//!
//! The file holds `ventanilla.json` (what it is), `ventanilla.sqlite3` (a snapshot; on PostgreSQL its own tools do that) and
//! `attachments/…`. The snapshot is taken first: a file that comes later belongs to no row in it, and files never change.

mod read;
mod write;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::db::Engine;

pub use self::{read::restore, write::write};

/// The description in a backup.
const DESCRIPTION: &str = "ventanilla.json";
/// Where attachments stand in a backup.
const ATTACHMENTS: &str = "attachments";
/// The only form there is so far.
const FORM: u32 = 1;

/// What a backup holds.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Kept {
    /// The form of the file.
    form: u32,
    /// The program that wrote it.
    version: String,
    /// The engine that kept the data.
    pub engine: Engine,
    /// Since when it is out of date.
    pub made_at: DateTime<Utc>,
    /// Files.
    pub attachments: u64,
}
