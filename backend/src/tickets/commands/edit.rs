//! A ticket under change within a transaction: loaded and locked, checked, changed in memory, saved with its events.

use chrono::{DateTime, Utc};
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, DatabaseTransaction, EntityTrait, IntoActiveModel, QueryFilter,
    QuerySelect, sea_query::Expr,
};
use shared::{
    access::{Action, Actor, Decision, Facts, command_of, decide},
    lifecycle::Command,
};
use uuid::Uuid;

use super::Draft;
use crate::{
    app::App,
    entity::{event, status_interval, ticket},
    error::{Error, Result},
    event::Secret,
    http::etag::IfMatch,
    tickets::queries::access,
};

/// A ticket under change. Locked from its loading to the end of the transaction.
pub struct Edit<'a> {
    /// The application.
    pub app: &'a App,
    /// The transaction.
    pub tx: &'a DatabaseTransaction,
    /// Who changes it; nobody is the system.
    pub actor: Option<&'a Actor>,
    /// How that person is related to it.
    pub facts: Facts,
    draft: Draft<Secret>,
}

/// It reads and changes as the draft that it saves.
impl std::ops::Deref for Edit<'_> {
    type Target = Draft<Secret>;

    fn deref(&self) -> &Self::Target {
        &self.draft
    }
}

impl std::ops::DerefMut for Edit<'_> {
    fn deref_mut(&mut self) -> &mut Self::Target {
        &mut self.draft
    }
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
        // Whoever waited for the lock began before the change that was waited for; and a clock may be set back.
        let now = now.max(ticket.updated_at);
        let draft = Draft::new(ticket, actor.map(|actor| actor.account_id), now, Secret);
        Self { app, tx, actor, facts, draft }
    }

    /// The ticket as it is saved by now, for what the system does with it next in the same transaction.
    pub fn by_system(&self) -> Self {
        Self::new(self.app, self.tx, None, Facts::default(), self.ticket.clone(), self.now)
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
            self.apply(command)?;
        }
        Ok(())
    }

    /// The requester's reply resumes what waited for it; the requester needs no right to resume.
    ///
    /// # Errors
    /// `Conflict` when it does not wait.
    pub fn resume_on_reply(&mut self) -> Result<()> {
        self.apply(Command::Resume)?;
        self.tell_status(None);
        Ok(())
    }

    /// Saves the ticket with its events and its interval.
    ///
    /// # Errors
    /// When the database refuses it.
    pub async fn save(&mut self) -> Result<()> {
        for event in self.draft.seal()? {
            event::Entity::insert(event.into_active_model()).exec_without_returning(self.tx).await?;
        }
        if self.moves() {
            close_interval(self.tx, self.ticket.id, self.now).await?;
            open_interval(self.tx, &self.ticket, self.now).await?;
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
