//! Reads of people and teams that every slice shares.

use std::{
    borrow::Borrow,
    collections::{BTreeSet, HashMap},
};

use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, DatabaseTransaction, EntityTrait, FromQueryResult, QueryFilter,
    QueryOrder, QuerySelect, QueryTrait, Statement,
    sea_query::{Expr, ExprTrait, LockType, Query, SelectStatement},
};
use shared::{
    person::{Community, Email, Language, PersonRef, Role},
    ticket::TeamRef,
};
use uuid::Uuid;

use crate::{
    db::{Composed, ComposedList},
    entity::{account, account_email, account_role, team, team_member},
    error::Result,
    mail::Recipient,
};

/// People by their ids; whoever does not exist is left out.
///
/// # Errors
/// When the database can't be read.
pub async fn people(
    db: &impl ConnectionTrait,
    ids: impl IntoIterator<Item = impl Borrow<Uuid>>,
) -> Result<HashMap<Uuid, PersonRef>> {
    static NAMES: ComposedList = ComposedList::new(|ids| {
        let names = account::Entity::find().select_only().filter(account::Column::Id.is_in(ids));
        names.columns([account::Column::Id, account::Column::Name, account::Column::Community]).into_query()
    });
    #[derive(FromQueryResult)]
    struct Row {
        id: Uuid,
        name: String,
        community: Option<Community>,
    }
    let Some(names) = NAMES.with(db, ids) else { return Ok(HashMap::new()) };
    let rows = Row::find_by_statement(names).all(db).await?;
    Ok(rows.into_iter().map(|Row { id, name, community }| (id, PersonRef { id, name, community })).collect())
}

/// An account, active or not.
///
/// # Errors
/// When the database can't be read.
pub async fn account(db: &impl ConnectionTrait, id: Uuid) -> Result<Option<account::Model>> {
    static BY_ID: Composed = Composed::new(|| account::Entity::find_by_id(Uuid::nil()).into_query());
    Ok(account::Model::find_by_statement(BY_ID.with(db, [id.into()])).one(db).await?)
}

/// The account that an address belongs to now, active or not.
///
/// # Errors
/// When the database can't be read.
pub async fn find_by_email(db: &impl ConnectionTrait, email: &Email) -> Result<Option<account::Model>> {
    let owner = Query::select()
        .column(account_email::Column::AccountId)
        .from(account_email::Entity)
        .and_where(account_email::Column::Email.eq(email.as_str()))
        .and_where(account_email::Column::ValidTo.is_null())
        .to_owned();
    Ok(account::Entity::find().filter(account::Column::Id.in_subquery(owner)).one(db).await?)
}

/// The roles of an account beside `requester`, in the order of their declaration.
///
/// # Errors
/// When the database can't be read.
pub async fn roles(db: &impl ConnectionTrait, account_id: Uuid) -> Result<Vec<Role>> {
    let mut roles: Vec<Role> = account_role::Entity::find()
        .select_only()
        .column(account_role::Column::Role)
        .filter(account_role::Column::AccountId.eq(account_id))
        .into_tuple()
        .all(db)
        .await?;
    roles.sort_unstable();
    Ok(roles)
}

/// What an account counts for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    /// Whether it may sign in.
    pub active: bool,
    /// Its language.
    pub language: Language,
    /// Its roles beside `requester`, in the order of their declaration.
    pub roles: Vec<Role>,
    /// The teams that it belongs to.
    pub teams: Vec<Uuid>,
}

/// The select of what an account counts for, as long as something holds: one statement, which every request gives. Its values are the
/// account's id and then those of the condition.
pub fn standing_of(as_long_as: Option<Expr>) -> SelectStatement {
    let id = || Expr::col((account::Entity, account::Column::Id));
    let mut found = account::Entity::find_by_id(Uuid::nil())
        .filter(Condition::all().add_option(as_long_as))
        .select_only()
        .columns([account::Column::Active, account::Column::Language])
        .column(account_role::Column::Role)
        .column(team_member::Column::TeamId);
    QueryTrait::query(&mut found)
        .left_join(account_role::Entity, id().equals((account_role::Entity, account_role::Column::AccountId)))
        .left_join(team_member::Entity, id().equals((team_member::Entity, team_member::Column::AccountId)));
    found.into_query()
}

/// What an account counts for now, by [`standing_of`] with its values.
///
/// # Errors
/// When the database can't be read.
pub async fn standing(db: &impl ConnectionTrait, asked: Statement) -> Result<Option<Standing>> {
    /// Each role with each team.
    #[derive(FromQueryResult)]
    struct Row {
        active: bool,
        language: Language,
        role: Option<Role>,
        team_id: Option<Uuid>,
    }
    let rows = Row::find_by_statement(asked).all(db).await?;
    let Some(&Row { active, language, .. }) = rows.first() else { return Ok(None) };
    let roles: BTreeSet<Role> = rows.iter().filter_map(|row| row.role).collect();
    let teams: BTreeSet<Uuid> = rows.iter().filter_map(|row| row.team_id).collect();
    Ok(Some(Standing { active, language, roles: roles.into_iter().collect(), teams: teams.into_iter().collect() }))
}

/// The teams that an account belongs to.
///
/// # Errors
/// When the database can't be read.
pub async fn team_ids(db: &impl ConnectionTrait, account_id: Uuid) -> Result<Vec<Uuid>> {
    Ok(team_member::Entity::find()
        .select_only()
        .column(team_member::Column::TeamId)
        .filter(team_member::Column::AccountId.eq(account_id))
        .order_by_asc(team_member::Column::TeamId)
        .into_tuple()
        .all(db)
        .await?)
}

/// The teams whose tickets somebody may have: those of an active agent or supervisor.
///
/// # Errors
/// When the database can't be read.
pub async fn served_teams(db: &impl ConnectionTrait, account_id: Uuid) -> Result<Vec<Uuid>> {
    let is_active = account(db, account_id).await?.is_some_and(|account| account.active);
    let performs = roles(db, account_id).await?.iter().any(|role| matches!(role, Role::Agent | Role::Supervisor));
    if is_active && performs { team_ids(db, account_id).await } else { Ok(Vec::new()) }
}

/// Somebody who may have the tickets of a team, and who keeps that ability to the end of the transaction: whatever would
/// take it away waits at the account's row.
///
/// # Errors
/// When the database can't be read.
pub async fn server_of(tx: &DatabaseTransaction, team_id: Uuid, account_id: Uuid) -> Result<Option<account::Model>> {
    let account = hold(tx, account_id).await?;
    let serves = served_teams(tx, account_id).await?.contains(&team_id);
    Ok(account.filter(|_| serves))
}

/// An account that stays as it is to the end of the transaction: whatever would change it waits, its address above all.
///
/// # Errors
/// When the database can't be read.
pub async fn hold(tx: &DatabaseTransaction, id: Uuid) -> Result<Option<account::Model>> {
    Ok(account::Entity::find_by_id(id).lock_shared().one(tx).await?)
}

/// An account, locked to the end of the transaction: what is counted or taken away under it, nobody adds to meanwhile.
///
/// # Errors
/// When the database can't be read.
pub async fn lock(tx: &DatabaseTransaction, id: Uuid) -> Result<Option<account::Model>> {
    // Rows that only refer to it may be written all the same.
    Ok(account::Entity::find_by_id(id).lock(LockType::NoKeyUpdate).one(tx).await?)
}

/// Whether a team serves, and goes on serving to the end of the transaction: whoever retires it waits, and nobody who changes
/// who belongs to it does.
///
/// # Errors
/// When the database can't be read.
pub async fn serves(tx: &DatabaseTransaction, team_id: Uuid) -> Result<bool> {
    let team = team::Entity::find_by_id(team_id).lock(LockType::KeyShare).one(tx).await?;
    Ok(team.is_some_and(|team| team.active))
}

/// Teams by their ids; whichever does not exist is left out.
///
/// # Errors
/// When the database can't be read.
pub async fn teams(
    db: &impl ConnectionTrait,
    ids: impl IntoIterator<Item = impl Borrow<Uuid>>,
) -> Result<HashMap<Uuid, TeamRef>> {
    static NAMES: ComposedList = ComposedList::new(|ids| {
        let names = team::Entity::find().select_only().filter(team::Column::Id.is_in(ids));
        names.columns([team::Column::Id, team::Column::Name]).into_query()
    });
    #[derive(FromQueryResult)]
    struct Row {
        id: Uuid,
        name: String,
    }
    let Some(names) = NAMES.with(db, ids) else { return Ok(HashMap::new()) };
    let rows = Row::find_by_statement(names).all(db).await?;
    Ok(rows.into_iter().map(|Row { id, name }| (id, TeamRef { id, name })).collect())
}

/// The active members of a team, of a role when one is given, by name.
///
/// # Errors
/// When the database can't be read.
pub async fn members(db: &impl ConnectionTrait, team_id: Uuid, role: Option<Role>) -> Result<Vec<account::Model>> {
    let members = Query::select()
        .column(team_member::Column::AccountId)
        .from(team_member::Entity)
        .and_where(team_member::Column::TeamId.eq(team_id))
        .to_owned();
    let mut query = account::Entity::find()
        .filter(account::Column::Active.eq(true))
        .filter(account::Column::Id.in_subquery(members));
    // Everyone is a requester; no row says so.
    if let Some(role) = role.filter(|role| *role != Role::Requester) {
        query = query.filter(account::Column::Id.in_subquery(holders(role)));
    }
    Ok(query.order_by_asc(account::Column::Name).order_by_asc(account::Column::Id).all(db).await?)
}

/// The ids of the accounts that hold a role.
pub(super) fn holders(role: Role) -> SelectStatement {
    Query::select()
        .column(account_role::Column::AccountId)
        .from(account_role::Entity)
        .and_where(account_role::Column::Role.eq(role))
        .to_owned()
}

/// How mail reaches an account.
pub fn recipient(account: &account::Model) -> Recipient {
    Recipient {
        account_id: Some(account.id),
        email: account.email.clone(),
        name: account.name.clone(),
        language: account.language,
    }
}
