//! Writes one ticket down, act by act, as the commands and the clock would have left it: its row, its events, its intervals and
//! what hangs on it. What an act makes of the ticket is the commands' own.

use std::mem::take;

use chrono::{DateTime, Duration, Utc};
use sea_orm::prelude::Json;
use shared::{
    event::{Audience, EventKind},
    lifecycle::{Command, NotAllowed},
    status::{CancelReason, Status, WaitReason},
    ticket::TicketLinkKind,
};
use uuid::Uuid;

use super::{
    World,
    chance::{Chance, Moment},
    words,
};
use crate::{
    entity::{
        attachment, confirmation, event, service, status_interval, ticket, ticket_link, ticket_tag, ticket_watcher,
    },
    error::Error,
    event::StoredChange,
    tickets::{
        commands::{
            Draft,
            filing::{self, Request},
        },
        confirmations,
        reopening::{self, REMINDERS},
    },
};

/// The rows of some tickets.
#[derive(Debug, Default)]
pub(super) struct Rows {
    pub tickets: Vec<ticket::Model>,
    pub events: Vec<event::Model>,
    pub intervals: Vec<status_interval::Model>,
    pub attachments: Vec<attachment::Model>,
    pub watchers: Vec<ticket_watcher::Model>,
    pub tags: Vec<ticket_tag::Model>,
    pub links: Vec<ticket_link::Model>,
    pub confirmations: Vec<confirmation::Model>,
}

/// Why a ticket's story goes no further.
#[derive(Debug)]
pub(super) enum Stop {
    /// What comes next has not happened yet.
    Present,
    /// The story is not one that the rules allow.
    Fault(Error),
}

impl From<Error> for Stop {
    fn from(error: Error) -> Self {
        Self::Fault(error)
    }
}

impl From<NotAllowed> for Stop {
    fn from(error: NotAllowed) -> Self {
        Self::Fault(error.into())
    }
}

/// One ticket that is being written down.
pub(super) struct Pen<'a> {
    pub world: &'a World,
    pub chance: &'a mut Chance,
    pub ticket: ticket::Model,
    /// The instant of the last act.
    pub now: DateTime<Utc>,
    interval: status_interval::Model,
    written: Written,
    rows: &'a mut Rows,
}

/// What the requester wrote, which nothing changes later: set aside, or each act would copy it.
struct Written {
    subject: String,
    description: String,
    answers: Json,
}

impl<'a> Pen<'a> {
    /// Begins with the filing.
    pub fn file(
        world: &'a World,
        chance: &'a mut Chance,
        rows: &'a mut Rows,
        service: &service::Model,
        request: Request,
        at: DateTime<Utc>,
    ) -> Result<Self, Stop> {
        let actor_id = request.registered_by_id.unwrap_or(request.requester_id);
        let mut ticket = request.ticket(service, at);
        let files = attached(chance, 18, ticket.id, actor_id, at);
        rows.attachments.extend(files.iter().cloned());
        rows.events.push(filing::created(&mut ticket, actor_id, files, at, &mut chance.at(at))?);
        let interval = interval(chance, &ticket, at);
        let written = Written {
            subject: take(&mut ticket.subject),
            description: take(&mut ticket.description),
            answers: take(&mut ticket.answers),
        };
        Ok(Self { world, chance, ticket, now: at, interval, written, rows })
    }

    /// One act at an instant, in the present or before it. What the clock does until then comes first.
    pub fn act(
        &mut self,
        at: DateTime<Utc>,
        actor_id: Option<Uuid>,
        command: Option<Command>,
        effect: impl FnOnce(&mut Draft<Moment<'_>>),
    ) -> Result<(), Stop> {
        self.let_time_pass(at)?;
        self.write(at, actor_id, command, effect)
    }

    fn write(
        &mut self,
        at: DateTime<Utc>,
        actor_id: Option<Uuid>,
        command: Option<Command>,
        effect: impl FnOnce(&mut Draft<Moment<'_>>),
    ) -> Result<(), Stop> {
        let at = at.max(self.now + Duration::microseconds(1));
        if at >= self.world.terms.until {
            return Err(Stop::Present);
        }
        let mut draft = Draft::new(self.ticket.clone(), actor_id, at, self.chance.at(at));
        if let Some(command) = command {
            draft.apply(command)?;
        }
        effect(&mut draft);
        self.rows.events.extend(draft.seal()?);
        let moves = draft.moves();
        self.ticket = draft.ticket;
        if moves {
            let next = interval(self.chance, &self.ticket, at);
            let before = std::mem::replace(&mut self.interval, next);
            self.rows.intervals.push(status_interval::Model { to_at: Some(at), ..before });
        }
        self.now = at;
        Ok(())
    }

    /// What the clock does before an instant: reminders, and the end of a wait.
    pub fn let_time_pass(&mut self, until: DateTime<Utc>) -> Result<(), Stop> {
        let end = until.min(self.world.terms.until);
        while let Some(at) = self.reminder().filter(|at| *at < end) {
            let world = self.world;
            self.write(at, None, None, |draft| draft.remind(&world.in_force))?;
            if self.ticket.status == Status::Attended {
                self.link(at);
            }
        }
        if self.ticket.status == Status::Waiting
            && let Some(at) = self.ticket.wait_until.map(|at| at + Duration::seconds(20)).filter(|at| *at < end)
        {
            self.write(at, None, Some(Command::Resume), |draft| draft.tell_status(None))?;
        }
        Ok(())
    }

    /// When the requester is reminded next.
    fn reminder(&mut self) -> Option<DateTime<Utc>> {
        let ticket = &self.ticket;
        let awaited = ticket.status == Status::Attended
            || (ticket.status == Status::Waiting && ticket.wait_reason == Some(WaitReason::Requester));
        let days = reopening::reminder_days(&self.world.in_force);
        if !awaited || days == 0 || ticket.reminders >= REMINDERS {
            return None;
        }
        let next = u32::try_from(ticket.reminders + 1).unwrap_or(u32::MAX);
        let due = reopening::reminder_due(ticket.status_since, next, days, self.world.terms.zone);
        // The job comes round every few minutes.
        Some(due + Duration::milliseconds(self.chance.between(500, 240_000)))
    }

    /// IT says that it is done, and the letter has a link.
    pub fn attend(&mut self, at: DateTime<Utc>, summary: String) -> Result<(), Stop> {
        let (world, assignee) = (self.world, self.ticket.assignee_id);
        self.act(at, assignee, Some(Command::Attend), |draft| draft.attend(summary, &world.in_force))?;
        self.link(self.now);
        Ok(())
    }

    /// The link of a letter; those whose life is over were thrown away.
    fn link(&mut self, at: DateTime<Utc>) {
        let id = self.chance.id(at);
        let (row, _) = confirmations::link(&self.world.keys, id, &self.ticket, at);
        if row.expires_at > self.world.terms.until {
            self.rows.confirmations.push(row);
        }
    }

    /// Somebody writes in public, and now and then attaches something.
    pub fn reply(&mut self, at: DateTime<Utc>, author: Uuid, text: &str) -> Result<(), Stop> {
        let by_staff = author != self.ticket.requester_id;
        self.let_time_pass(at)?;
        let resumes = !by_staff
            && self.ticket.status == Status::Waiting
            && self.ticket.wait_reason == Some(WaitReason::Requester);
        let mut refused = None;
        let mut carried = attached(self.chance, 12, self.ticket.id, author, at);
        self.write(at, Some(author), None, |draft| {
            if by_staff {
                draft.respond();
            }
            let id = draft.tell(EventKind::Reply, Some(text.to_owned()), StoredChange::default());
            if resumes {
                refused = draft.apply(Command::Resume).err();
                draft.tell_status(None);
            }
            for file in &mut carried {
                file.event_id = Some(id);
            }
            draft.carry(id, carried.clone());
        })?;
        self.rows.attachments.extend(carried);
        refused.map_or(Ok(()), |refused| Err(refused.into()))
    }

    /// Staff write for staff.
    pub fn note(&mut self, at: DateTime<Utc>, author: Uuid, text: &str) -> Result<(), Stop> {
        self.act(at, Some(author), None, |draft| {
            draft.tell_staff(EventKind::Note, Some(text.to_owned()), StoredChange::default());
        })
    }

    /// Staff tag it.
    pub fn tag(&mut self, at: DateTime<Utc>, author: Uuid, mut tags: Vec<&'static str>) -> Result<(), Stop> {
        tags.sort_unstable();
        tags.dedup();
        let told: Vec<String> = tags.iter().map(|tag| (*tag).to_owned()).collect();
        self.act(at, Some(author), None, |draft| {
            draft.tell_staff(EventKind::Tags, None, StoredChange { tags: Some(told), ..StoredChange::default() });
        })?;
        let ticket_id = self.ticket.id;
        let rows = tags.into_iter().map(|tag| ticket_tag::Model { ticket_id, tag: tag.to_owned() });
        self.rows.tags.extend(rows);
        Ok(())
    }

    /// Somebody reads along.
    pub fn watch(&mut self, at: DateTime<Utc>, added_by: Uuid, account_id: Uuid) -> Result<(), Stop> {
        self.act(at, Some(added_by), None, |draft| {
            let change = StoredChange { watcher_id: Some(account_id), ..StoredChange::default() };
            draft.tell(EventKind::Watcher, None, change);
        })?;
        let (ticket_id, added_at) = (self.ticket.id, self.now);
        self.rows.watchers.push(ticket_watcher::Model { ticket_id, account_id, added_by, added_at });
        Ok(())
    }

    /// It will not be performed.
    pub fn cancel(
        &mut self,
        at: DateTime<Utc>,
        actor_id: Uuid,
        reason: CancelReason,
        original: Option<Uuid>,
        note: Option<&str>,
    ) -> Result<(), Stop> {
        let note = note.map(ToOwned::to_owned);
        self.act(at, Some(actor_id), Some(Command::Cancel), |draft| draft.cancel(reason, original, note))?;
        if let Some(other_id) = original {
            let (ticket_id, created_by, created_at) = (self.ticket.id, Some(actor_id), self.now);
            let kind = TicketLinkKind::DuplicateOf;
            self.rows.links.push(ticket_link::Model { ticket_id, other_id, kind, created_by, created_at });
        }
        Ok(())
    }

    /// Ends with the present; the ticket's status then.
    pub fn put_down(self) -> Status {
        let status = self.ticket.status;
        let Written { subject, description, answers } = self.written;
        self.rows.intervals.push(self.interval);
        self.rows.tickets.push(ticket::Model { subject, description, answers, ..self.ticket });
        status
    }
}

/// The interval that begins.
fn interval(chance: &mut Chance, ticket: &ticket::Model, at: DateTime<Utc>) -> status_interval::Model {
    status_interval::Model {
        id: chance.id(at),
        ticket_id: ticket.id,
        status: ticket.status,
        assignee_id: ticket.assignee_id,
        team_id: ticket.team_id,
        from_at: at,
        to_at: None,
    }
}

/// So often in a hundred, the record of a file that somebody uploaded a moment before. Its bytes are nowhere.
fn attached(
    chance: &mut Chance,
    often: u32,
    ticket_id: Uuid,
    uploader_id: Uuid,
    at: DateTime<Utc>,
) -> Vec<attachment::Model> {
    if !chance.percent(often) {
        return Vec::new();
    }
    let Some((name, media_type, kilobytes)) = chance.pick(words::FILES) else { return Vec::new() };
    let uploaded = at - Duration::milliseconds(chance.between(4_000, 90_000));
    let key: String = chance.bytes::<24>().iter().map(|byte| format!("{byte:02x}")).collect();
    vec![attachment::Model {
        id: chance.id(uploaded),
        uploader_id,
        ticket_id: Some(ticket_id),
        event_id: None,
        audience: Audience::Public,
        file_name: (*name).to_owned(),
        media_type: (*media_type).to_owned(),
        size: chance.between(9_000, kilobytes * 1_000),
        sha256: chance.bytes::<32>().to_vec(),
        storage_key: format!("{}/{key}", uploaded.format("%Y-%m-%d")),
        created_at: uploaded,
    }]
}
