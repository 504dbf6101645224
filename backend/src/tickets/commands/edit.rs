//! A ticket under change within a transaction: loaded and locked, checked, changed in memory, saved with its events.

use chrono::{DateTime, Utc};
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, DatabaseTransaction, EntityTrait, IntoActiveModel, QueryFilter,
    QuerySelect, sea_query::Expr,
};
use shared::{
    access::{Action, Actor, Decision, Facts, command_of, decide},
    event::{Audience, EventKind},
    lifecycle::Command,
    status::Status,
};
use uuid::Uuid;

use crate::{
    app::App,
    entity::{attachment, status_interval, ticket},
    error::{Error, Result},
    event::{self, NewEvent, StoredChange, sealing::Sealed},
    http::etag::IfMatch,
    tickets::queries::access,
};

/// A ticket under change. Locked from its loading to the end of the transaction.
pub struct Edit<'a> {
    /// The application.
    pub app: &'a App,
    /// The transaction.
    pub tx: &'a DatabaseTransaction,
    /// The instant of the change.
    pub now: DateTime<Utc>,
    /// Who changes it; nobody is the system.
    pub actor: Option<&'a Actor>,
    /// How that person is related to it.
    pub facts: Facts,
    /// The ticket as it was.
    pub before: ticket::Model,
    /// The ticket as it will be.
    pub ticket: ticket::Model,
    events: Vec<NewEvent>,
    is_public: bool,
}

impl<'a> Edit<'a> {
    /// Loads and locks a ticket for somebody.
    ///
    /// # Errors
    /// `NotFound` when it does not exist or the person may not know of it.
    pub async fn load(
        app: &'a App,
        tx: &'a DatabaseTransaction,
        actor: &'a Actor,
        id: Uuid,
        now: DateTime<Utc>,
    ) -> Result<Self> {
        let ticket = lock(tx, id).await?.ok_or(Error::NotFound)?;
        let facts = access::facts(tx, actor, &ticket).await?;
        if decide(actor, Action::See, &facts) == Decision::Hide {
            return Err(Error::NotFound);
        }
        Ok(Self::new(app, tx, Some(actor), facts, ticket, now))
    }

    /// Loads and locks a ticket for somebody, and locks another one that the command is about as well. Both in the order of
    /// their ids: two commands about the same two never wait for one another in a circle.
    ///
    /// # Errors
    /// As [`Edit::load`].
    pub async fn load_beside(
        app: &'a App,
        tx: &'a DatabaseTransaction,
        actor: &'a Actor,
        id: Uuid,
        other_id: Uuid,
        now: DateTime<Utc>,
    ) -> Result<Self> {
        for id in [id.min(other_id), id.max(other_id)] {
            lock(tx, id).await?;
        }
        Self::load(app, tx, actor, id, now).await
    }

    /// Loads and locks a ticket for the system.
    ///
    /// # Errors
    /// `NotFound` when it does not exist.
    pub async fn load_for_system(
        app: &'a App,
        tx: &'a DatabaseTransaction,
        id: Uuid,
        now: DateTime<Utc>,
    ) -> Result<Self> {
        let ticket = lock(tx, id).await?.ok_or(Error::NotFound)?;
        Ok(Self::new(app, tx, None, Facts::default(), ticket, now))
    }

    fn new(
        app: &'a App,
        tx: &'a DatabaseTransaction,
        actor: Option<&'a Actor>,
        facts: Facts,
        ticket: ticket::Model,
        now: DateTime<Utc>,
    ) -> Self {
        Self { app, tx, now, actor, facts, before: ticket.clone(), ticket, events: Vec::new(), is_public: false }
    }

    /// The ticket as it is saved by now, for what the system does with it next in the same transaction.
    pub fn by_system(&self) -> Self {
        Self::new(self.app, self.tx, None, Facts::default(), self.ticket.clone(), self.now)
    }

    /// Who changes it, if it is a person.
    pub fn actor_id(&self) -> Option<Uuid> {
        self.actor.map(|actor| actor.account_id)
    }

    /// Whether the person may do this.
    ///
    /// # Errors
    /// `Forbidden`, or `NotFound` for whoever may not know of the ticket.
    pub fn permit(&self, action: Action) -> Result<()> {
        let Some(actor) = self.actor else { return Ok(()) };
        match decide(actor, action, &self.facts) {
            Decision::Allow => Ok(()),
            Decision::Forbid => Err(Error::Forbidden),
            Decision::Hide => Err(Error::NotFound),
        }
    }

    /// Whether the person may do this, saw this version, and the life cycle has that arrow; then the status moves.
    ///
    /// # Errors
    /// `Forbidden`, `VersionRequired`, `Stale`, `Conflict`, in this order.
    pub fn command(&mut self, action: Action, seen: IfMatch) -> Result<()> {
        self.permit(action)?;
        seen.check(self.ticket.version)?;
        let command = match self.actor {
            Some(actor) => command_of(actor, action, &self.facts),
            None => system_command(action),
        };
        if let Some(command) = command {
            let next = self.ticket.status.apply(command)?;
            self.enter(next);
        }
        Ok(())
    }

    /// The requester's reply resumes what waited for it; the requester needs no right to resume.
    ///
    /// # Errors
    /// `Conflict` when it does not wait.
    pub fn resume_on_reply(&mut self) -> Result<()> {
        let next = self.ticket.status.apply(Command::Resume)?;
        self.enter(next);
        let change = self.status_change();
        self.tell(EventKind::Status, None, change);
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
        let id = Uuid::now_v7();
        let files = Vec::new();
        self.events.push(NewEvent { id, kind, audience, actor_id: self.actor_id(), body, change, files });
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

    /// Saves the ticket with its events and its interval.
    ///
    /// # Errors
    /// When the database refuses it.
    pub async fn save(&mut self) -> Result<()> {
        if self.is_public {
            self.ticket.version += 1;
            self.ticket.updated_at = self.now;
        }
        let mut sealed = Sealed::row(Some(&self.before), &self.ticket)?;
        for new in std::mem::take(&mut self.events) {
            event::record(self.tx, &mut self.ticket, new, std::mem::take(&mut sealed), self.now).await?;
        }
        let (was, is) = (&self.before, &self.ticket);
        if (was.status, was.assignee_id, was.team_id) != (is.status, is.assignee_id, is.team_id) {
            close_interval(self.tx, is.id, self.now).await?;
            open_interval(self.tx, is, self.now).await?;
        }
        update(self.tx, &self.before, &self.ticket).await
    }
}

/// The command that an action is when the system does it.
fn system_command(action: Action) -> Option<Command> {
    match action {
        Action::Resume => Some(Command::Resume),
        Action::CloseUnanswered => Some(Command::CloseUnanswered),
        Action::Assign => Some(Command::Assign),
        Action::Unassign => Some(Command::Unassign),
        _ => None,
    }
}

/// A ticket, locked to the end of the transaction: a second writer waits here and then sees what the first one did.
///
/// # Errors
/// When the database refuses it.
pub(super) async fn lock(tx: &DatabaseTransaction, id: Uuid) -> Result<Option<ticket::Model>> {
    Ok(ticket::Entity::find_by_id(id).lock_exclusive().one(tx).await?)
}

/// Writes the columns that changed.
async fn update(tx: &DatabaseTransaction, before: &ticket::Model, after: &ticket::Model) -> Result<()> {
    use ticket::Column as C;
    let mut row = ticket::ActiveModel { id: sea_orm::ActiveValue::Unchanged(after.id), ..Default::default() };
    let all = after.clone().into_active_model();
    let old = before.clone().into_active_model();
    for column in <C as sea_orm::Iterable>::iter().filter(|column| !matches!(column, C::Id)) {
        let (new, old) = (all.get(column).into_value(), old.get(column).into_value());
        if let Some(value) = new.filter(|new| Some(new) != old.as_ref()) {
            row.set(column, value);
        }
    }
    row.update_without_returning(tx).await?;
    Ok(())
}

async fn close_interval(tx: &DatabaseTransaction, ticket_id: Uuid, now: DateTime<Utc>) -> Result<()> {
    status_interval::Entity::update_many()
        .col_expr(status_interval::Column::ToAt, Expr::value(now))
        .filter(status_interval::Column::TicketId.eq(ticket_id))
        .filter(status_interval::Column::ToAt.is_null())
        .exec(tx)
        .await?;
    Ok(())
}

/// Begins the interval of a ticket's current status, assignee and team.
///
/// # Errors
/// When the database refuses it.
pub async fn open_interval(tx: &DatabaseTransaction, ticket: &ticket::Model, now: DateTime<Utc>) -> Result<()> {
    let row = status_interval::ActiveModel {
        id: Set(Uuid::now_v7()),
        ticket_id: Set(ticket.id),
        status: Set(ticket.status),
        assignee_id: Set(ticket.assignee_id),
        team_id: Set(ticket.team_id),
        from_at: Set(now),
        to_at: Set(None),
    };
    status_interval::Entity::insert(row).exec_without_returning(tx).await?;
    Ok(())
}
