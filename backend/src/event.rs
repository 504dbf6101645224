//! The only writer of a ticket's timeline and of its hash chain.
//!
//! Each event carries a digest over its canonical bytes and the digest of the event before it. What people wrote enters as
//! a salted digest, so that it can be erased by law without breaking the chain.

pub mod sealing;

use std::fmt::Write;

use chrono::{DateTime, Utc};
use sea_orm::{DatabaseTransaction, EntityTrait, IntoActiveModel};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use sha2::{Digest, Sha256};
use shared::{
    event::{Audience, EventKind},
    priority::{Impact, Priority, Urgency},
    status::{CancelReason, Closure, Status, WaitReason},
    ticket::TicketLinkKind,
};
use uuid::Uuid;

use self::sealing::{Members, Sealed};
use crate::{
    entity::{attachment, event, ticket},
    error::Result,
    keys,
};

/// The digest before the first event.
pub const GENESIS: [u8; 32] = [0; 32];

/// What an event changed, as it is stored: ids instead of names.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct StoredChange {
    /// Status before.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from_status: Option<Status>,
    /// Status after.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub to_status: Option<Status>,
    /// Who has it now.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub assignee_id: Option<Uuid>,
    /// Which team has it now.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub team_id: Option<Uuid>,
    /// Why it waits.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub wait_reason: Option<WaitReason>,
    /// Until when it waits.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub until: Option<DateTime<Utc>>,
    /// Why it was cancelled.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cancel_reason: Option<CancelReason>,
    /// How it was closed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub closure: Option<Closure>,
    /// Priority now.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub priority: Option<Priority>,
    /// Impact now.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub impact: Option<Impact>,
    /// Urgency now.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub urgency: Option<Urgency>,
    /// Service now.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub service_id: Option<Uuid>,
    /// The rating, 1 to 5.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rating: Option<u8>,
    /// How it was linked.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub link: Option<TicketLinkKind>,
    /// The ticket it was linked to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub linked_id: Option<Uuid>,
    /// Whether the other ticket holds the link and not this one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub inverse: Option<bool>,
    /// Who watches it or no longer does.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub watcher_id: Option<Uuid>,
    /// Whether the watcher or the link was removed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub removed: Option<bool>,
    /// Tags now.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tags: Option<Vec<String>>,
    /// Which reminder it was, from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reminder: Option<u8>,
    /// Digest of what was written, for verifying; never shown.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub said: Option<String>,
    /// Members of the ticket's row as this event left them, for verifying; never shown.
    #[serde(skip_serializing_if = "Members::is_empty")]
    pub row: Members,
    /// Digests of the files that came with it, by id, for verifying; never shown.
    #[serde(skip_serializing_if = "Members::is_empty")]
    pub files: Members,
}

/// The audiences whose entries somebody reads, as two values of a statement: whoever reads notes reads also what is public.
pub const fn audiences(staff_side: bool) -> [Audience; 2] {
    [Audience::Public, if staff_side { Audience::Staff } else { Audience::Public }]
}

/// An event to be appended.
#[derive(Debug, Clone)]
pub struct NewEvent {
    /// Its id, so that attachments can be bound to it beforehand.
    pub id: Uuid,
    /// What happened.
    pub kind: EventKind,
    /// Who may read it.
    pub audience: Audience,
    /// Who did it; nobody is the system.
    pub actor_id: Option<Uuid>,
    /// What was written.
    pub body: Option<String>,
    /// What changed.
    pub change: StoredChange,
    /// The files that came with it.
    pub files: Vec<attachment::Model>,
}

/// Where the ids and the salts of what is recorded come from.
pub trait Source {
    /// An id that nobody else has, later than those before it.
    fn id(&mut self) -> Uuid;

    /// A salt.
    ///
    /// # Errors
    /// When there is no randomness.
    fn salt(&mut self) -> Result<[u8; 16]>;
}

/// What every command draws from: the present, and the randomness of the operating system.
#[derive(Debug, Clone, Copy, Default)]
pub struct Secret;

impl Source for Secret {
    fn id(&mut self) -> Uuid {
        Uuid::now_v7()
    }

    fn salt(&mut self) -> Result<[u8; 16]> {
        Ok(keys::random()?)
    }
}

/// Appends an event to a ticket's timeline and moves the head of its chain, which the caller saves with the ticket. `sealed`
/// is what changed in the ticket's row since the event before.
///
/// # Errors
/// When the database refuses it.
pub async fn record(
    tx: &DatabaseTransaction,
    ticket: &mut ticket::Model,
    new: NewEvent,
    sealed: Sealed,
    at: DateTime<Utc>,
) -> Result<()> {
    let event = append(ticket, new, sealed, at, &mut Secret)?;
    event::Entity::insert(event.into_active_model()).exec_without_returning(tx).await?;
    Ok(())
}

/// The next link of a ticket's chain, whose head is moved to it.
///
/// # Errors
/// When the source gives no randomness.
pub fn append(
    ticket: &mut ticket::Model,
    new: NewEvent,
    mut sealed: Sealed,
    at: DateTime<Utc>,
    source: &mut impl Source,
) -> Result<event::Model> {
    let salt = source.salt()?.to_vec();
    sealed.carry(&new.files, source)?;
    let said = new.body.as_deref().map(|body| sealed.say(body, source)).transpose()?;
    let told = StoredChange { said, row: Members::new(), files: Members::new(), ..new.change };
    let mut change = serde_json::to_value(told)?;
    // Moved as they are, not written and read again.
    if let Value::Object(members) = &mut change {
        let sealed = [("row", sealed.row), ("files", sealed.files)].into_iter().filter(|(_, of)| !of.is_empty());
        members.extend(sealed.map(|(name, of)| (name.to_owned(), Value::Object(of))));
    }
    let mut event = event::Model {
        id: new.id,
        ticket_id: ticket.id,
        sequence: ticket.event_count + 1,
        kind: new.kind,
        audience: new.audience,
        at,
        actor_id: new.actor_id,
        // What was written is under it by its own digest, so that it can go without the rest becoming doubtful.
        content_digest: content_digest(&salt, None, &change),
        body: new.body,
        change,
        salt,
        salts: (!sealed.salts.is_empty()).then_some(Value::Object(sealed.salts)),
        previous_digest: ticket.chain_head.clone(),
        digest: Vec::new(),
    };
    event.digest = digest(&event);
    ticket.event_count = event.sequence;
    ticket.chain_head.clone_from(&event.digest);
    Ok(event)
}

/// The salted digest of what an event holds: its change, and the body of events that tell no digest of it.
pub fn content_digest(salt: &[u8], body: Option<&str>, change: &Value) -> Vec<u8> {
    let mut hash = Sha256::new();
    hash.update(b"ventanilla content v1\0");
    hash.update(salt);
    hash.update([u8::from(body.is_some())]);
    let body = body.unwrap_or_default();
    hash.update((body.len() as u64).to_be_bytes());
    hash.update(body);
    let mut canonical = String::new();
    write_canonical(change, &mut canonical);
    hash.update(canonical);
    hash.finalize().to_vec()
}

/// The digest of an event over its canonical bytes, the digest before it among them.
pub fn digest(event: &event::Model) -> Vec<u8> {
    let mut hash = Sha256::new();
    hash.update(b"ventanilla event v1\0");
    hash.update(event.id.as_bytes());
    hash.update(event.ticket_id.as_bytes());
    hash.update(event.sequence.to_be_bytes());
    for word in [event.kind.as_str(), event.audience.as_str()] {
        hash.update([u8::try_from(word.len()).unwrap_or(u8::MAX)]);
        hash.update(word);
    }
    hash.update(event.at.timestamp_micros().to_be_bytes());
    hash.update([u8::from(event.actor_id.is_some())]);
    hash.update(event.actor_id.unwrap_or_default().as_bytes());
    hash.update(&event.content_digest);
    hash.update(&event.previous_digest);
    hash.finalize().to_vec()
}

/// JSON with sorted members, no blanks and whole numbers without an exponent: a database may keep another form.
pub fn write_canonical(value: &Value, out: &mut String) {
    match value {
        Value::Object(members) => {
            let mut members: Vec<_> = members.iter().collect();
            members.sort_unstable_by_key(|(name, _)| *name);
            out.push('{');
            for (index, (name, value)) in members.into_iter().enumerate() {
                if index > 0 {
                    out.push(',');
                }
                write_text(name, out);
                out.push(':');
                write_canonical(value, out);
            }
            out.push('}');
        }
        Value::Array(values) => {
            out.push('[');
            for (index, value) in values.iter().enumerate() {
                if index > 0 {
                    out.push(',');
                }
                write_canonical(value, out);
            }
            out.push(']');
        }
        Value::Number(number) => match number.as_f64() {
            Some(whole) if number.is_f64() && whole.fract() == 0.0 => {
                // Adding zero makes -0 plain 0.
                let _ = write!(out, "{:.0}", whole + 0.0);
            }
            _ => {
                let _ = write!(out, "{number}");
            }
        },
        Value::String(text) => write_text(text, out),
        plain => {
            let _ = write!(out, "{plain}");
        }
    }
}

/// Text as JSON has it. Most of it needs no escaping.
fn write_text(text: &str, out: &mut String) {
    if text.bytes().all(|byte| byte >= b' ' && byte != b'"' && byte != b'\\') {
        out.push('"');
        out.push_str(text);
        out.push('"');
    } else {
        let _ = write!(out, "{}", Value::from(text));
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn sample() -> event::Model {
        event::Model {
            id: Uuid::from_u128(1),
            ticket_id: Uuid::from_u128(2),
            sequence: 1,
            kind: EventKind::Reply,
            audience: Audience::Public,
            at: "2026-03-13T21:30:00.000001Z".parse().unwrap(),
            actor_id: Some(Uuid::from_u128(3)),
            body: Some("hola".into()),
            change: json!({}),
            salt: vec![1; 16],
            salts: None,
            content_digest: content_digest(&[1; 16], Some("hola"), &json!({})),
            previous_digest: GENESIS.to_vec(),
            digest: vec![],
        }
    }

    #[test]
    fn every_member_of_an_event_is_under_its_digest() {
        let whole = digest(&sample());
        let changes: [fn(&mut event::Model); 8] = [
            |event| event.id = Uuid::from_u128(9),
            |event| event.ticket_id = Uuid::from_u128(9),
            |event| event.sequence = 2,
            |event| event.kind = EventKind::Note,
            |event| event.audience = Audience::Staff,
            |event| event.at += chrono::Duration::microseconds(1),
            |event| event.actor_id = None,
            |event| event.previous_digest = vec![1; 32],
        ];
        for change in changes {
            let mut event = sample();
            change(&mut event);
            assert_ne!(digest(&event), whole);
        }
    }

    #[test]
    fn the_order_in_which_a_database_keeps_members_does_not_matter() {
        let of = |text: &str| content_digest(&[0; 16], None, &serde_json::from_str(text).unwrap());
        assert_eq!(of(r#"{"b":[1,{"d":2,"c":null}],"a":"x"}"#), of(r#"{ "a": "x", "b": [1, {"c": null, "d": 2}] }"#));
        assert_ne!(of(r#"{"a":"x"}"#), of(r#"{"a":"y"}"#));
    }

    #[test]
    fn a_number_is_the_same_however_a_database_writes_it() {
        let of = |text: &str| {
            let mut out = String::new();
            write_canonical(&serde_json::from_str(text).unwrap(), &mut out);
            out
        };
        for (one, other) in [("1e16", "10000000000000000"), ("-0.0", "0"), ("12.0", "12"), ("1e-7", "0.0000001")] {
            assert_eq!(of(one), of(other));
        }
        assert_ne!(of("1.5"), of("1"));
    }

    #[test]
    fn a_body_can_not_pass_for_another_split() {
        assert_ne!(content_digest(&[0; 16], Some(""), &json!({})), content_digest(&[0; 16], None, &json!({})));
    }
}
