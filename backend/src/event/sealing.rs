//! What an event tells of its ticket's row and of the files it carried, so that a verification can hold both against it.
//!
//! What was decided is told plainly; what people wrote and attached as a digest with a salt of its own, which can be erased
//! together with what it belongs to. None of it is shown with the timeline.

use chrono::{DateTime, Utc};
use serde_json::{Map, Value, json};
use sha2::{Digest, Sha256};

use super::{Source, write_canonical};
use crate::{
    entity::{attachment, ticket},
    error::Result,
};

/// The name of an event's body among its salts.
pub const BODY: &str = "body";

/// Members of a row by name, or files by id.
pub type Members = Map<String, Value>;

/// What an event tells, with the salts of what it tells as a digest.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Sealed {
    /// Members of the ticket's row that changed.
    pub row: Members,
    /// Digests of the files.
    pub files: Members,
    /// Salts, by member or file.
    pub salts: Members,
}

impl Sealed {
    /// The members of a row that differ from what they were; all of them of a row that is new.
    ///
    /// # Errors
    /// When the source gives no randomness.
    pub fn row(before: Option<&ticket::Model>, after: &ticket::Model, source: &mut impl Source) -> Result<Self> {
        let mut sealed = Self::default();
        for member in DECIDED {
            if before.is_none_or(|before| !(member.is_same)(before, after)) {
                sealed.row.insert(member.name.to_owned(), (member.value)(after));
            }
        }
        for member in WRITTEN {
            if before.is_none_or(|before| !(member.is_same)(before, after)) {
                let digest = sealed.salted(member.name, &(member.value)(after), source)?;
                sealed.row.insert(member.name.to_owned(), digest);
            }
        }
        Ok(sealed)
    }

    /// Adds the files that came with it.
    ///
    /// # Errors
    /// When the source gives no randomness.
    pub fn carry(&mut self, files: &[attachment::Model], source: &mut impl Source) -> Result<()> {
        for file in files {
            let name = file.id.to_string();
            let digest = self.salted(&name, &contents(file), source)?;
            self.files.insert(name, digest);
        }
        Ok(())
    }

    /// The digest of what was written.
    ///
    /// # Errors
    /// When the source gives no randomness.
    pub fn say(&mut self, body: &str, source: &mut impl Source) -> Result<String> {
        let salt = hex(&source.salt()?);
        let digest = salted_digest(&salt, BODY, &Value::from(body));
        self.salts.insert(BODY.to_owned(), salt.into());
        Ok(digest)
    }

    fn salted(&mut self, name: &str, value: &Value, source: &mut impl Source) -> Result<Value> {
        let salt = hex(&source.salt()?);
        let digest = salted_digest(&salt, name, value);
        self.salts.insert(name.to_owned(), salt.into());
        Ok(digest.into())
    }
}

/// A member of a ticket's row: compared as it is, because most stay the same, and written down only when it changed.
struct Member {
    name: &'static str,
    is_same: fn(&ticket::Model, &ticket::Model) -> bool,
    value: fn(&ticket::Model) -> Value,
}

macro_rules! member {
    ($name:ident) => {
        Member {
            name: stringify!($name),
            is_same: |one, other| one.$name == other.$name,
            value: |ticket| json!(ticket.$name),
        }
    };
    ($name:ident at) => {
        Member {
            name: stringify!($name),
            is_same: |one, other| micros(one.$name) == micros(other.$name),
            value: |ticket| json!(micros(ticket.$name)),
        }
    };
}

/// The members that commands decide. `priority_rank` is among them, because lists are ordered by it.
const DECIDED: [Member; 28] = [
    member!(folio),
    member!(status),
    member!(status_since at),
    member!(category),
    member!(service_id),
    member!(form_version),
    member!(impact),
    member!(urgency),
    member!(priority),
    member!(priority_rank),
    member!(requester_id),
    member!(registered_by_id),
    member!(channel),
    member!(assignee_id),
    member!(team_id),
    member!(wait_reason),
    member!(wait_until at),
    member!(closure),
    member!(cancel_reason),
    member!(duplicate_of_id),
    member!(rejections),
    member!(attendances),
    member!(rating),
    member!(created_at at),
    member!(first_response_at at),
    member!(attended_at at),
    member!(resolved_at at),
    member!(cancelled_at at),
];

/// The members that people wrote.
const WRITTEN: [Member; 3] = [member!(subject), member!(description), member!(answers)];

/// An instant as it is told.
fn micros(at: impl Into<Option<DateTime<Utc>>>) -> Option<i64> {
    at.into().map(|at| at.timestamp_micros())
}

/// The members that commands decide, by name.
pub fn decided(ticket: &ticket::Model) -> impl Iterator<Item = (&'static str, Value)> {
    DECIDED.into_iter().map(move |member| (member.name, (member.value)(ticket)))
}

/// The members that people wrote, by name.
pub fn written(ticket: &ticket::Model) -> impl Iterator<Item = (&'static str, Value)> {
    WRITTEN.into_iter().map(move |member| (member.name, (member.value)(ticket)))
}

/// Whether something that people wrote is gone.
pub fn is_erased(value: &Value) -> bool {
    match value {
        Value::String(text) => text.is_empty(),
        Value::Object(members) => members.is_empty(),
        _ => false,
    }
}

/// What of a file is held: its bytes, what it is called and taken for, with what it came and for whom.
pub fn contents(file: &attachment::Model) -> Value {
    json!({
        "sha256": hex(&file.sha256),
        "size": file.size,
        "file_name": file.file_name,
        "media_type": file.media_type,
        "event_id": file.event_id,
        "audience": file.audience,
        "uploader_id": file.uploader_id,
    })
}

/// The digest of a member under its salt.
pub fn salted_digest(salt: &str, name: &str, value: &Value) -> String {
    let mut canonical = String::new();
    write_canonical(value, &mut canonical);
    let mut hash = Sha256::new();
    hash.update(b"ventanilla member v1\0");
    for part in [salt, name, &canonical] {
        hash.update((part.len() as u64).to_be_bytes());
        hash.update(part);
    }
    hex(&hash.finalize())
}

fn hex(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(2 * bytes.len());
    for byte in bytes {
        for half in [byte >> 4, byte & 15] {
            text.extend(char::from_digit(half.into(), 16));
        }
    }
    text
}
