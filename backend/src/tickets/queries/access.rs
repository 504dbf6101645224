//! How a person is related to a ticket, and which tickets a person may see: the same question asked of one row and of SQL.

use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, FromQueryResult, QueryFilter, QueryOrder, QuerySelect,
    QueryTrait, sea_query::Expr,
};
use shared::{
    access::{Action, Actor, Decision, Facts, decide},
    ticket::Folio,
};
use uuid::Uuid;

use crate::{
    db::Composed,
    directory,
    entity::{ticket, ticket_watcher},
    error::{Error, Result},
};

/// A ticket that somebody may see, and how the person is related to it.
#[derive(Debug, Clone)]
pub struct Access {
    /// The ticket.
    pub ticket: ticket::Model,
    /// The relation.
    pub facts: Facts,
    /// Who watches it, in the order in which they began to.
    pub watchers: Vec<Uuid>,
}

impl Access {
    /// Whether notes, tags and reasons of assignment may be seen.
    pub fn is_staff_side(&self, actor: &Actor) -> bool {
        decide(actor, Action::SeeStaffSide, &self.facts).is_allowed()
    }
}

/// How somebody is related to a ticket.
///
/// # Errors
/// When the database can't be read.
pub async fn facts(db: &impl ConnectionTrait, actor: &Actor, ticket: &ticket::Model) -> Result<Facts> {
    let watcher = ticket_watcher::Entity::find_by_id((ticket.id, actor.account_id)).one(db).await?.is_some();
    Ok(related(actor, ticket, watcher))
}

fn related(actor: &Actor, ticket: &ticket::Model, watcher: bool) -> Facts {
    let me = actor.account_id;
    Facts {
        requester: ticket.requester_id == me,
        watcher,
        registrar: ticket.registered_by_id == Some(me),
        assignee: ticket.assignee_id == Some(me),
        team_member: actor.belongs_to(ticket.team_id),
    }
}

/// Whether an account may see a ticket now.
///
/// # Errors
/// When the database can't be read.
pub async fn may_see(db: &impl ConnectionTrait, account_id: Uuid, ticket: &ticket::Model) -> Result<bool> {
    let (roles, teams) = (directory::roles(db, account_id).await?, directory::team_ids(db, account_id).await?);
    let actor = Actor { account_id, roles, teams, scopes: None };
    Ok(decide(&actor, Action::See, &facts(db, &actor, ticket).await?).is_allowed())
}

/// A ticket by id or folio, when somebody may see it.
///
/// # Errors
/// `NotFound` when it does not exist or the person may not know of it; `Forbidden` when a token's scopes do not reach.
pub async fn access(db: &impl ConnectionTrait, actor: &Actor, id_or_folio: &str) -> Result<Access> {
    static BY_ID: Composed = Composed::new(|| ticket::Entity::find_by_id(Uuid::nil()).into_query());
    static BY_FOLIO: Composed =
        Composed::new(|| ticket::Entity::find().filter(ticket::Column::Folio.eq("")).into_query());
    let found = match (Uuid::parse_str(id_or_folio), Folio::parse(id_or_folio)) {
        (Ok(id), _) => BY_ID.with(db, [id.into()]),
        (_, Some(folio)) => BY_FOLIO.with(db, [folio.as_str().into()]),
        _ => return Err(Error::NotFound),
    };
    let ticket = ticket::Model::find_by_statement(found).one(db).await?.ok_or(Error::NotFound)?;
    let watchers = watchers(db, ticket.id).await?;
    let facts = related(actor, &ticket, watchers.contains(&actor.account_id));
    match decide(actor, Action::See, &facts) {
        Decision::Allow => Ok(Access { ticket, facts, watchers }),
        Decision::Forbid => Err(Error::Forbidden),
        Decision::Hide => Err(Error::NotFound),
    }
}

async fn watchers(db: &impl ConnectionTrait, ticket_id: Uuid) -> Result<Vec<Uuid>> {
    static WATCHERS: Composed = Composed::new(|| {
        ticket_watcher::Entity::find()
            .select_only()
            .column(ticket_watcher::Column::AccountId)
            .filter(ticket_watcher::Column::TicketId.eq(Uuid::nil()))
            .order_by_asc(ticket_watcher::Column::AddedAt)
            .order_by_asc(ticket_watcher::Column::AccountId)
            .into_query()
    });
    #[derive(FromQueryResult)]
    struct Watcher {
        account_id: Uuid,
    }
    let rows = Watcher::find_by_statement(WATCHERS.with(db, [ticket_id.into()])).all(db).await?;
    Ok(rows.into_iter().map(|row| row.account_id).collect())
}

/// The tickets that somebody may see, as SQL. Agrees with `decide` on `Action::See`.
pub fn scope(actor: &Actor) -> Condition {
    if actor.sees_every_ticket() {
        return Condition::all();
    }
    let mut any =
        Condition::any().add(ticket::Column::RequesterId.eq(actor.account_id)).add(watched_by(actor.account_id));
    if actor.is_staff() {
        any = any.add(ticket::Column::RegisteredById.eq(actor.account_id));
        if !actor.teams.is_empty() {
            any = any.add(ticket::Column::TeamId.is_in(actor.teams.iter().copied()));
        }
    }
    any
}

/// The tickets that somebody watches.
pub fn watched_by(account_id: Uuid) -> Expr {
    let watched = ticket_watcher::Entity::find()
        .select_only()
        .column(ticket_watcher::Column::TicketId)
        .filter(ticket_watcher::Column::AccountId.eq(account_id))
        .into_query();
    ticket::Column::Id.in_subquery(watched)
}
