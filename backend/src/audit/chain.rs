//! One ticket: its chain re-computed, its row and its files held against what its events tell.

use std::collections::BTreeMap;

use serde_json::Value;
use shared::event::EventKind;

use super::{Fault, Report};
use crate::{
    entity::{attachment, event, ticket},
    event::{
        self as events,
        sealing::{BODY, contents, decided, is_erased, salted_digest, written},
    },
};

/// Verifies a ticket's events, the oldest first, and what they tell.
pub(super) fn verify(
    ticket: &ticket::Model,
    events: &[event::Model],
    files: &[attachment::Model],
    report: &mut Report,
) {
    let folio = || ticket.folio.clone();
    let mut head = events::GENESIS.to_vec();
    let mut told = Told::default();
    for (sequence, event) in (1..).zip(events) {
        if event.sequence != sequence || event.previous_digest != head {
            // What follows can't be told from what was put there.
            report.faults.push(Fault::Broken { folio: folio(), sequence });
            return;
        }
        if events::digest(event) != event.digest {
            report.faults.push(Fault::Changed { folio: folio(), sequence });
        }
        match contents_of(event) {
            Contents::Whole => {}
            Contents::Erased => report.erased += 1,
            Contents::Changed => report.faults.push(Fault::ContentChanged { folio: folio(), sequence }),
        }
        told.hear(event);
        head.clone_from(&event.digest);
    }
    let first_is_creation = events.first().is_some_and(|event| event.kind == EventKind::Created);
    if !first_is_creation || usize::try_from(ticket.event_count) != Ok(events.len()) || ticket.chain_head != head {
        report.faults.push(Fault::Tail { folio: folio() });
        return;
    }
    told.hold_row(ticket, report);
    told.hold_files(ticket, files, report);
}

enum Contents {
    Whole,
    /// What was written is gone together with its salt; the rest is whole.
    Erased,
    Changed,
}

fn contents_of(event: &event::Model) -> Contents {
    let said = event.change.get("said").and_then(Value::as_str);
    // The first events that were written have no digest of their body alone.
    let body = event.body.as_deref().filter(|_| said.is_none());
    if events::content_digest(&event.salt, body, &event.change) != event.content_digest {
        return Contents::Changed;
    }
    let salt = event.salts.as_ref().and_then(|salts| salts.get(BODY)).and_then(Value::as_str);
    match (said, salt, event.body.as_deref()) {
        (None, ..) => Contents::Whole,
        (Some(said), Some(salt), Some(body)) if said == salted_digest(salt, BODY, &Value::from(body)) => {
            Contents::Whole
        }
        (Some(_), None, None) => Contents::Erased,
        _ => Contents::Changed,
    }
}

/// What a ticket's events told last of each member of its row, and of each file.
#[derive(Default)]
struct Told<'a> {
    row: BTreeMap<&'a str, Word<'a>>,
    files: BTreeMap<&'a str, Word<'a>>,
    /// Whether the events tell of rows and files at all; the first ones that were written did not.
    tells: bool,
}

/// A value, or a digest and its salt while that is there.
#[derive(Clone, Copy)]
struct Word<'a> {
    value: &'a Value,
    salt: Option<&'a str>,
}

impl<'a> Told<'a> {
    fn hear(&mut self, event: &'a event::Model) {
        let salt = |name: &str| event.salts.as_ref().and_then(|salts| salts.get(name)).and_then(Value::as_str);
        let members = |of: &str| event.change.get(of).and_then(Value::as_object).into_iter().flatten();
        if let Some(status) = event.change.get("to_status") {
            self.row.insert("status", Word { value: status, salt: None });
        }
        for (name, value) in members("row") {
            self.row.insert(name, Word { value, salt: salt(name) });
        }
        for (id, value) in members("files") {
            self.files.insert(id, Word { value, salt: salt(id) });
        }
        self.tells |= event.kind == EventKind::Created && event.change.get("row").is_some();
    }

    fn hold_row(&self, ticket: &ticket::Model, report: &mut Report) {
        let mut wrong = Vec::new();
        for (name, value) in decided(ticket) {
            if self.row.get(name).is_some_and(|told| *told.value != value) {
                wrong.push(name.to_owned());
            }
        }
        for (name, value) in written(ticket) {
            let Some(told) = self.row.get(name) else { continue };
            match told.salt {
                Some(salt) if told.value.as_str() == Some(salted_digest(salt, name, &value).as_str()) => {}
                // Without its salt nothing may stand in its place.
                None if is_erased(&value) => report.erased += 1,
                _ => wrong.push(name.to_owned()),
            }
        }
        report.faults.extend(wrong.into_iter().map(|member| Fault::Row { folio: ticket.folio.clone(), member }));
    }

    fn hold_files(&self, ticket: &ticket::Model, files: &[attachment::Model], report: &mut Report) {
        let mut told = self.files.clone();
        let mut wrong = Vec::new();
        for file in files {
            let name = file.id.to_string();
            let is_told = match told.remove(name.as_str()) {
                Some(Word { value, salt: Some(salt) }) => {
                    value.as_str() == Some(salted_digest(salt, &name, &contents(file)).as_str())
                }
                Some(_) => false,
                None => !self.tells,
            };
            if !is_told {
                wrong.push(file.id);
            }
        }
        for (id, word) in told {
            match (word.salt, id.parse()) {
                (None, _) => report.erased += 1,
                (Some(_), Ok(id)) => wrong.push(id),
                (Some(_), Err(_)) => {}
            }
        }
        report.faults.extend(wrong.into_iter().map(|id| Fault::File { folio: ticket.folio.clone(), id }));
    }
}
