//! Whom a command is told to, by mail: the one place that knows. Never somebody's own act, never a note.

use std::collections::HashSet;

use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::{ColumnTrait, DatabaseTransaction, EntityTrait, QueryFilter};
use shared::{
    person::Role,
    status::{Closure, Status},
};
use uuid::Uuid;

use super::{commands::Edit, queries::access, reopening};
use crate::{
    app::App,
    catalog, directory,
    entity::{account, ticket, ticket_watcher},
    error::Result,
    mail::{self, Letter, Reader, TicketLetter, TicketNotice},
};

/// News of a ticket, before it is known who reads it.
struct News<'a> {
    app: &'a App,
    tx: &'a DatabaseTransaction,
    ticket: &'a ticket::Model,
    now: DateTime<Utc>,
    /// Who did it, and so is not told.
    actor_id: Option<Uuid>,
    text: Option<String>,
    deadline: Option<NaiveDate>,
    told: HashSet<Uuid>,
    names: Option<Names>,
}

/// What the ticket's people and its service are called: the same for every reader.
#[derive(Clone, Default)]
struct Names {
    requester: String,
    actor: Option<String>,
    assignee: Option<String>,
    service_es: String,
    service_en: String,
}

impl<'a> News<'a> {
    fn of(edit: &'a Edit<'_>, text: Option<String>) -> Self {
        Self::new(edit.app, edit.tx, &edit.ticket, edit.actor_id(), edit.now, text)
    }

    fn new(
        app: &'a App,
        tx: &'a DatabaseTransaction,
        ticket: &'a ticket::Model,
        actor_id: Option<Uuid>,
        now: DateTime<Utc>,
        text: Option<String>,
    ) -> Self {
        let told = actor_id.into_iter().collect();
        Self { app, tx, ticket, now, actor_id, text, deadline: None, told, names: None }
    }

    /// Tells one person, once, in one capacity, unless the person does without it.
    async fn tell(
        &mut self,
        id: Uuid,
        reader: Reader,
        notice: TicketNotice,
        confirm_token: Option<&str>,
    ) -> Result<()> {
        if self.told.contains(&id) {
            return Ok(());
        }
        // Whoever changes the address meanwhile finds this letter in the outbox, or this finds the new address.
        let Some(person) = directory::hold(self.tx, id).await?.filter(|person| person.active) else { return Ok(()) };
        if notice.dispensable(reader).is_some_and(|news| !directory::wants_mail(&person, news)) {
            // In another capacity it may be told all the same.
            return Ok(());
        }
        self.told.insert(id);
        self.post(&person, reader, notice, confirm_token).await
    }

    async fn post(
        &mut self,
        person: &account::Model,
        reader: Reader,
        notice: TicketNotice,
        confirm_token: Option<&str>,
    ) -> Result<()> {
        let names = match self.names.clone() {
            Some(names) => names,
            None => self.look_up().await?,
        };
        self.names = Some(names.clone());
        let letter = TicketLetter {
            notice,
            reader,
            ticket_id: self.ticket.id,
            folio: self.ticket.folio.clone(),
            subject: self.ticket.subject.clone(),
            service_es: names.service_es,
            service_en: names.service_en,
            status: self.ticket.status,
            wait_reason: self.ticket.wait_reason,
            priority: self.ticket.priority,
            requester: names.requester,
            actor: names.actor,
            assignee: names.assignee,
            text: self.text.clone(),
            confirm_token: confirm_token.map(ToOwned::to_owned),
            deadline: self.deadline,
            is_hidden: notice == TicketNotice::TakenAway && !access::may_see(self.tx, person.id, self.ticket).await?,
        };
        mail::post(self.tx, self.app, self.now, &directory::recipient(person), &Letter::Ticket(letter)).await
    }

    async fn look_up(&self) -> Result<Names> {
        let ids: Vec<Uuid> =
            [Some(self.ticket.requester_id), self.actor_id, self.ticket.assignee_id].into_iter().flatten().collect();
        let people = directory::people(self.tx, &ids).await?;
        let name = |id: Option<Uuid>| id.and_then(|id| people.get(&id)).map(|person| person.name.clone());
        let service = catalog::service(self.tx, self.ticket.service_id).await?;
        let (service_es, service_en) =
            service.map_or_else(Default::default, |service| (service.name_es, service.name_en));
        Ok(Names {
            requester: name(Some(self.ticket.requester_id)).unwrap_or_default(),
            actor: name(self.actor_id),
            assignee: name(self.ticket.assignee_id),
            service_es,
            service_en,
        })
    }

    async fn requester(&mut self, notice: TicketNotice) -> Result<()> {
        self.tell(self.ticket.requester_id, Reader::Requester, notice, None).await
    }

    async fn watchers(&mut self, notice: TicketNotice) -> Result<()> {
        let watchers = ticket_watcher::Entity::find()
            .filter(ticket_watcher::Column::TicketId.eq(self.ticket.id))
            .all(self.tx)
            .await?;
        for watcher in watchers {
            self.tell(watcher.account_id, Reader::Watcher, notice, None).await?;
        }
        Ok(())
    }

    /// The requester and the watchers.
    async fn audience(&mut self, notice: TicketNotice) -> Result<()> {
        self.requester(notice).await?;
        self.watchers(notice).await
    }

    /// Who has it; who supervises the team when that person can't act on it any more, so that nothing falls between.
    async fn assignee(&mut self, notice: TicketNotice) -> Result<()> {
        let Some(id) = self.ticket.assignee_id else { return Ok(()) };
        let supervisors = directory::members(self.tx, self.ticket.team_id, Some(Role::Supervisor)).await?;
        let agents = directory::members(self.tx, self.ticket.team_id, Some(Role::Agent)).await?;
        if supervisors.iter().chain(&agents).any(|performer| performer.id == id) {
            return self.tell(id, Reader::Assignee, notice, None).await;
        }
        for supervisor in supervisors {
            self.tell(supervisor.id, Reader::Supervisor, notice, None).await?;
        }
        Ok(())
    }

    /// Who goes on with it: whoever has it, or who has to find somebody for it.
    async fn successor(&mut self, notice: TicketNotice) -> Result<()> {
        if self.ticket.assignee_id.is_some() { self.assignee(notice).await } else { self.supervisors(notice).await }
    }

    /// Who had it before this command.
    async fn predecessor(&mut self, edit: &Edit<'_>) -> Result<()> {
        match edit.before.assignee_id {
            Some(id) => self.tell(id, Reader::Assignee, TicketNotice::TakenAway, None).await,
            None => Ok(()),
        }
    }

    /// Supervisors of the team, while nobody has it.
    async fn supervisors(&mut self, notice: TicketNotice) -> Result<()> {
        if self.ticket.assignee_id.is_some() || self.ticket.status != Status::New {
            return Ok(());
        }
        for person in directory::members(self.tx, self.ticket.team_id, Some(Role::Supervisor)).await? {
            self.tell(person.id, Reader::Supervisor, notice, None).await?;
        }
        Ok(())
    }
}

/// It was filed. The requester is told even of the own filing: it is the receipt, and it carries the folio.
pub async fn filed(
    app: &App,
    tx: &DatabaseTransaction,
    ticket: &ticket::Model,
    actor_id: Uuid,
    now: DateTime<Utc>,
) -> Result<()> {
    let mut news = News::new(app, tx, ticket, Some(actor_id), now, None);
    news.told.remove(&ticket.requester_id);
    news.audience(TicketNotice::Received).await?;
    news.supervisors(TicketNotice::NeedsAssignment).await
}

/// Somebody has it.
pub async fn assigned(edit: &Edit<'_>, assignee: &account::Model) -> Result<()> {
    let mut news = News::of(edit, None);
    news.tell(assignee.id, Reader::Assignee, TicketNotice::AssignedToYou, None).await?;
    news.predecessor(edit).await?;
    news.audience(TicketNotice::Assigned).await
}

/// Whoever had it has it no longer.
pub async fn taken_away(edit: &Edit<'_>) -> Result<()> {
    News::of(edit, None).predecessor(edit).await
}

/// It is back in a team's review.
pub async fn needs_assignment(edit: &Edit<'_>) -> Result<()> {
    News::of(edit, None).supervisors(TicketNotice::NeedsAssignment).await
}

/// It waits for the requester.
pub async fn waiting_for_requester(edit: &Edit<'_>, note: Option<String>) -> Result<()> {
    News::of(edit, note).audience(TicketNotice::WaitingForYou).await
}

/// It was attended. Only the requester gets the confirm link.
pub async fn attended(edit: &Edit<'_>, summary: String, token: String) -> Result<()> {
    let mut news = News::of(edit, Some(summary));
    let zone = zone(edit).await?;
    news.deadline = edit.ticket.closes_at.map(|end| last_day(end, zone));
    news.tell(edit.ticket.requester_id, Reader::Requester, TicketNotice::Attended, Some(&token)).await?;
    news.watchers(TicketNotice::Attended).await
}

/// Somebody replied in public, or put it to wait with a word.
pub async fn replied(edit: &Edit<'_>, text: String, by_staff: bool) -> Result<()> {
    let mut news = News::of(edit, Some(text));
    let zone = zone(edit).await?;
    news.deadline = edit.ticket.wait_until.map(|until| reopening::local_day(until, zone));
    if !by_staff {
        news.assignee(TicketNotice::Reply).await?;
    }
    news.audience(TicketNotice::Reply).await?;
    // Another agent's reply is news for the assignee as well.
    news.assignee(TicketNotice::Reply).await
}

/// The requester says that it is not done.
pub async fn rejected(edit: &Edit<'_>, reason: String) -> Result<()> {
    let mut news = News::of(edit, Some(reason));
    news.successor(TicketNotice::Rejected).await?;
    news.audience(TicketNotice::Rejected).await
}

/// It was taken up again.
pub async fn reopened(edit: &Edit<'_>, reason: String) -> Result<()> {
    let mut news = News::of(edit, Some(reason));
    news.successor(TicketNotice::Reopened).await?;
    news.audience(TicketNotice::Reopened).await
}

/// It was resolved, by the requester's word or without it.
pub async fn resolved(edit: &Edit<'_>, reason: Option<String>) -> Result<()> {
    let mut news = News::of(edit, reason);
    let zone = zone(edit).await?;
    news.deadline = Some(last_day(reopening::reopen_until(edit.now, zone), zone));
    let unanswered = edit.ticket.closure == Some(Closure::Unanswered);
    let notice = if unanswered { TicketNotice::ClosedUnanswered } else { TicketNotice::Resolved };
    news.audience(notice).await
}

/// It will not be performed.
pub async fn cancelled(edit: &Edit<'_>, note: Option<String>) -> Result<()> {
    let mut news = News::of(edit, note);
    news.assignee(TicketNotice::Cancelled).await?;
    news.audience(TicketNotice::Cancelled).await
}

/// The requester is still awaited: to answer, or to confirm.
pub async fn reminder(edit: &Edit<'_>, token: Option<String>) -> Result<()> {
    let mut news = News::of(edit, None);
    let zone = zone(edit).await?;
    news.deadline = edit.ticket.closes_at.map(|end| last_day(end, zone));
    news.tell(edit.ticket.requester_id, Reader::Requester, TicketNotice::Reminder, token.as_deref()).await
}

/// The time zone that days are told in.
async fn zone(edit: &Edit<'_>) -> Result<chrono_tz::Tz> {
    Ok(directory::in_force(edit.app, edit.tx).await?.zone)
}

/// The last whole day before an end.
fn last_day(end: DateTime<Utc>, zone: chrono_tz::Tz) -> NaiveDate {
    reopening::local_day(end - chrono::Duration::seconds(1), zone)
}
