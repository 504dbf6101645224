//! What an event tells of its ticket's row and of the files it carried, so that a verification can hold both against it.
//!
//! What was decided is told plainly; what people wrote and attached as a digest with a salt of its own, which can be erased
//! together with what it belongs to. None of it is shown with the timeline.

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
        let old = before.map(decided);
        for (name, value) in decided(after) {
            if old.as_ref().is_none_or(|old| old.get(&name) != Some(&value)) {
                sealed.row.insert(name, value);
            }
        }
        let old = before.map(written);
        for (index, (name, value)) in written(after).into_iter().enumerate() {
            if old.as_ref().and_then(|old| old.get(index)).is_none_or(|(_, old)| *old != value) {
                let digest = sealed.salted(name, &value, source)?;
                sealed.row.insert(name.to_owned(), digest);
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

/// The members that commands decide. `priority_rank` is among them, because lists are ordered by it.
pub fn decided(ticket: &ticket::Model) -> Members {
    let instant = |at: Option<chrono::DateTime<chrono::Utc>>| at.map(|at| at.timestamp_micros());
    let members = json!({
        "folio": ticket.folio,
        "status": ticket.status,
        "status_since": ticket.status_since.timestamp_micros(),
        "category": ticket.category,
        "service_id": ticket.service_id,
        "form_version": ticket.form_version,
        "impact": ticket.impact,
        "urgency": ticket.urgency,
        "priority": ticket.priority,
        "priority_rank": ticket.priority_rank,
        "requester_id": ticket.requester_id,
        "registered_by_id": ticket.registered_by_id,
        "channel": ticket.channel,
        "assignee_id": ticket.assignee_id,
        "team_id": ticket.team_id,
        "wait_reason": ticket.wait_reason,
        "wait_until": instant(ticket.wait_until),
        "closure": ticket.closure,
        "cancel_reason": ticket.cancel_reason,
        "duplicate_of_id": ticket.duplicate_of_id,
        "rejections": ticket.rejections,
        "attendances": ticket.attendances,
        "rating": ticket.rating,
        "created_at": ticket.created_at.timestamp_micros(),
        "first_response_at": instant(ticket.first_response_at),
        "attended_at": instant(ticket.attended_at),
        "resolved_at": instant(ticket.resolved_at),
        "cancelled_at": instant(ticket.cancelled_at),
    });
    match members {
        Value::Object(members) => members,
        _ => Members::new(),
    }
}

/// The members that people wrote.
pub fn written(ticket: &ticket::Model) -> [(&'static str, Value); 3] {
    [
        ("subject", Value::from(ticket.subject.as_str())),
        ("description", Value::from(ticket.description.as_str())),
        ("answers", ticket.answers.clone()),
    ]
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
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
