//! A ticket under change, in memory: what it was, what it will be, what is to be told of it, and what each command makes of
//! it. Who may give the command, and what it needs of the database, is not known here.

use chrono::{DateTime, Utc};
use shared::{
    event::{Audience, EventKind},
    lifecycle::{Command, NotAllowed},
    priority::{Impact, Priority, Urgency},
    status::{CancelReason, Closure, Status, WaitReason},
    ticket::TicketLinkKind,
};
use uuid::Uuid;

use crate::{
    directory::InForce,
    entity::{attachment, event, ticket},
    error::Result,
    event::{NewEvent, Source, StoredChange, append, sealing::Sealed},
    tickets::reopening,
};

/// A ticket under change, in memory.
#[derive(Debug)]
pub struct Draft<S> {
    /// The instant of the change.
    pub now: DateTime<Utc>,
    /// The ticket as it was.
    pub before: ticket::Model,
    /// The ticket as it will be.
    pub ticket: ticket::Model,
    actor_id: Option<Uuid>,
    events: Vec<NewEvent>,
    is_public: bool,
    source: S,
}

impl<S: Source> Draft<S> {
    /// Begins to change a ticket; nobody is the system.
    pub fn new(ticket: ticket::Model, actor_id: Option<Uuid>, now: DateTime<Utc>, source: S) -> Self {
        Self { now, before: ticket.clone(), ticket, actor_id, events: Vec::new(), is_public: false, source }
    }

    /// Who changes it, if it is a person.
    pub fn actor_id(&self) -> Option<Uuid> {
        self.actor_id
    }

    /// Moves the status.
    ///
    /// # Errors
    /// When the life cycle has no such arrow from there.
    pub fn apply(&mut self, command: Command) -> Result<(), NotAllowed> {
        let next = self.ticket.status.apply(command)?;
        self.enter(next);
        Ok(())
    }

    fn enter(&mut self, status: Status) {
        if status == self.ticket.status {
            return;
        }
        self.ticket.status = status;
        self.ticket.status_since = self.now;
        self.ticket.reminders = 0;
        self.ticket.reminded_at = None;
        self.ticket.closes_at = None;
        if status != Status::Waiting {
            self.ticket.wait_reason = None;
            self.ticket.wait_until = None;
        }
    }

    /// Notes what happened, for whoever sees the ticket.
    pub fn tell(&mut self, kind: EventKind, body: Option<String>, change: StoredChange) -> Uuid {
        self.is_public = true;
        self.push(kind, Audience::Public, body, change)
    }

    /// Notes what happened, for staff only. The ticket's version and its last change stay as a requester sees them.
    pub fn tell_staff(&mut self, kind: EventKind, body: Option<String>, change: StoredChange) -> Uuid {
        self.push(kind, Audience::Staff, body, change)
    }

    fn push(&mut self, kind: EventKind, audience: Audience, body: Option<String>, change: StoredChange) -> Uuid {
        let id = self.source.id();
        let files = Vec::new();
        self.events.push(NewEvent { id, kind, audience, actor_id: self.actor_id, body, change, files });
        id
    }

    /// The files that come with what was noted.
    pub fn carry(&mut self, event_id: Uuid, files: Vec<attachment::Model>) {
        if let Some(event) = self.events.iter_mut().find(|event| event.id == event_id) {
            event.files = files;
        }
    }

    /// A change that tells the status before and after.
    pub fn status_change(&self) -> StoredChange {
        StoredChange {
            from_status: Some(self.before.status),
            to_status: Some(self.ticket.status),
            ..StoredChange::default()
        }
    }

    /// Notes that staff answered, if nobody had.
    pub fn respond(&mut self) {
        if self.ticket.first_response_at.is_none() {
            self.ticket.first_response_at = Some(self.now);
        }
    }

    /// Somebody has it from now on.
    pub fn assign(&mut self, assignee_id: Uuid, reason: Option<String>) {
        self.ticket.assignee_id = Some(assignee_id);
        let change = StoredChange { assignee_id: Some(assignee_id), ..self.moved() };
        self.tell(EventKind::Assigned, reason, change);
    }

    /// Another team has it from now on, and nobody of it yet.
    pub fn transfer(&mut self, team_id: Uuid, reason: Option<String>) {
        self.ticket.team_id = team_id;
        self.ticket.assignee_id = None;
        let change = StoredChange { team_id: Some(team_id), ..self.moved() };
        self.tell(EventKind::Transferred, reason, change);
    }

    /// A change that tells of a status only if that changed.
    fn moved(&self) -> StoredChange {
        if self.before.status == self.ticket.status { StoredChange::default() } else { self.status_change() }
    }

    /// Work begins.
    pub fn start(&mut self) {
        self.respond();
        self.tell_status(None);
    }

    /// Work stops for a reason.
    pub fn wait(&mut self, reason: WaitReason, until: Option<DateTime<Utc>>, note: Option<String>) {
        self.ticket.wait_reason = Some(reason);
        self.ticket.wait_until = until;
        let change = StoredChange { wait_reason: Some(reason), until, ..self.status_change() };
        if note.is_some() {
            // It stands in the timeline for everyone who sees the ticket and is mailed to the requester, as a reply is: so it
            // is a public staff reply, and may be the first response. A wait without a word is none: nobody was told anything.
            self.respond();
        }
        self.tell(EventKind::Status, note, change);
    }

    /// Tells a change of the status, with what was said of it.
    pub fn tell_status(&mut self, body: Option<String>) {
        let change = self.status_change();
        self.tell(EventKind::Status, body, change);
    }

    /// IT says that it is done.
    pub fn attend(&mut self, summary: String, in_force: &InForce) {
        self.respond();
        self.ticket.attended_at = Some(self.now);
        self.ticket.attendances += 1;
        self.ticket.closes_at = reopening::to_be_told(&self.ticket, in_force, self.now);
        self.tell_status(Some(summary));
    }

    /// The requester is reminded once more.
    pub fn remind(&mut self, in_force: &InForce) {
        self.ticket.reminders += 1;
        self.ticket.reminded_at = Some(self.now);
        if self.ticket.status == Status::Attended {
            self.ticket.closes_at = reopening::to_be_told(&self.ticket, in_force, self.now);
        }
        let reminder = u8::try_from(self.ticket.reminders).ok();
        self.tell(EventKind::Reminder, None, StoredChange { reminder, ..StoredChange::default() });
    }

    /// It is over, with or without the requester's word.
    pub fn resolve(&mut self, closure: Closure, reason: Option<String>) {
        self.ticket.closure = Some(closure);
        self.ticket.resolved_at = Some(self.now);
        let change = StoredChange { closure: Some(closure), ..self.status_change() };
        self.tell(EventKind::Status, reason, change);
    }

    /// The requester says how good it was.
    pub fn rate(&mut self, rating: u8, comment: Option<String>) {
        self.ticket.rating = Some(i16::from(rating));
        self.tell(EventKind::Rating, comment, StoredChange { rating: Some(rating), ..StoredChange::default() });
    }

    /// The requester says that it is not done.
    pub fn reject(&mut self, reason: String) {
        self.ticket.rejections += 1;
        self.tell_status(Some(reason));
    }

    /// What was over is not: neither its closure nor what was rated holds.
    pub fn reopen(&mut self, reason: String) {
        self.ticket.closure = None;
        self.ticket.rating = None;
        self.ticket.resolved_at = None;
        self.tell_status(Some(reason));
    }

    /// It will not be performed.
    pub fn cancel(&mut self, reason: CancelReason, original: Option<Uuid>, note: Option<String>) {
        self.ticket.cancel_reason = Some(reason);
        self.ticket.cancelled_at = Some(self.now);
        self.ticket.duplicate_of_id = original;
        let change = StoredChange {
            cancel_reason: Some(reason),
            linked_id: original,
            link: original.map(|_| TicketLinkKind::DuplicateOf),
            ..self.status_change()
        };
        self.tell(EventKind::Status, note, change);
    }

    /// How urgent it is, as the reviewer sees it.
    pub fn prioritise(&mut self, impact: Impact, urgency: Urgency) {
        if (impact, urgency) == (self.ticket.impact, self.ticket.urgency) {
            return;
        }
        let priority = Priority::of(impact, urgency);
        (self.ticket.impact, self.ticket.urgency) = (impact, urgency);
        (self.ticket.priority, self.ticket.priority_rank) = (priority, priority.rank());
        let (impact, urgency, priority) = (Some(impact), Some(urgency), Some(priority));
        self.tell(EventKind::Priority, None, StoredChange { priority, impact, urgency, ..StoredChange::default() });
    }

    /// Whether another status, person or team has it now: whether an interval ends and another begins.
    pub fn moves(&self) -> bool {
        let (was, is) = (&self.before, &self.ticket);
        (was.status, was.assignee_id, was.team_id) != (is.status, is.assignee_id, is.team_id)
    }

    /// Ends the change: the ticket gets its new version, and the events to be written their place in its chain.
    ///
    /// # Errors
    /// When there is no randomness.
    pub fn seal(&mut self) -> Result<Vec<event::Model>> {
        if self.is_public {
            self.ticket.version += 1;
            self.ticket.updated_at = self.now;
        }
        let mut sealed = Sealed::row(Some(&self.before), &self.ticket, &mut self.source)?;
        let mut events = Vec::with_capacity(self.events.len());
        for new in std::mem::take(&mut self.events) {
            let sealed = std::mem::take(&mut sealed);
            events.push(append(&mut self.ticket, new, sealed, self.now, &mut self.source)?);
        }
        Ok(events)
    }
}
