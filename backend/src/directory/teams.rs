//! Teams as admins make and change them.

use std::collections::{BTreeSet, HashMap};

use sea_orm::{
    ActiveModelTrait,
    ActiveValue::Set,
    ColumnTrait, Condition, ConnectionTrait, DatabaseTransaction, DbErr, EntityTrait, IntoActiveModel, QueryFilter,
    QueryOrder, QuerySelect,
    sea_query::{Expr, ExprTrait, LockType},
};
use serde::{Deserialize, Serialize};
use shared::{
    account::{NewTeam, TeamDetails, TeamPatch},
    limits,
    page::Page,
    person::PersonRef,
    problem::FieldCode,
    text,
};
use uuid::Uuid;

use super::{in_force, people};
use crate::{
    app::App,
    catalog,
    db::{is_unique_violation, listed},
    entity::{team, team_member},
    error::{Conflict, Error, Fault, Result},
    http::{cursor, etag::IfMatch, request::Caller},
    tickets::{commands::assigning, queries::team_work},
};

/// Where a page of teams ends.
#[derive(Debug, Serialize, Deserialize)]
struct Position {
    name: String,
    id: Uuid,
}

/// Teams with their members, by name: all of them, or only those that serve, or only the retired.
///
/// # Errors
/// `Validation` of `?cursor`.
pub async fn list(app: &App, active: Option<bool>, limit: u64, cursor: Option<&str>) -> Result<Page<TeamDetails>> {
    let db = app.db.reader();
    let list = format!("teams {active:?}");
    let mut query = team::Entity::find();
    if let Some(active) = active {
        query = query.filter(team::Column::Active.eq(active));
    }
    if let Some(cursor) = cursor {
        let position: Position = cursor::open(&app.keys, &list, cursor)?;
        let same_name =
            Condition::all().add(team::Column::Name.eq(&position.name)).add(team::Column::Id.gt(position.id));
        query = query.filter(Condition::any().add(team::Column::Name.gt(&position.name)).add(same_name));
    }
    let mut rows =
        query.order_by_asc(team::Column::Name).order_by_asc(team::Column::Id).limit(limit + 1).all(db).await?;
    let more = rows.len() as u64 > limit;
    rows.truncate(usize::try_from(limit).unwrap_or(usize::MAX));
    let next = match rows.last().filter(|_| more) {
        Some(last) => Some(cursor::seal(&app.keys, &list, &Position { name: last.name.clone(), id: last.id })?),
        None => None,
    };
    Ok(Page::new(describe(db, rows).await?, next))
}

/// One team with its members.
///
/// # Errors
/// `NotFound`.
pub async fn get(db: &impl ConnectionTrait, id: Uuid) -> Result<TeamDetails> {
    let team = team::Entity::find_by_id(id).one(db).await?.ok_or(Error::NotFound)?;
    describe(db, vec![team]).await?.pop().ok_or(Error::NotFound)
}

async fn describe(db: &impl ConnectionTrait, rows: Vec<team::Model>) -> Result<Vec<TeamDetails>> {
    let ids = listed(rows.iter().map(|row| row.id));
    let members = team_member::Entity::find().filter(team_member::Column::TeamId.is_in(ids)).all(db).await?;
    let names = people(db, members.iter().map(|member| member.account_id)).await?;
    let mut of_team: HashMap<Uuid, Vec<PersonRef>> = HashMap::new();
    for member in members {
        of_team.entry(member.team_id).or_default().extend(names.get(&member.account_id).cloned());
    }
    let described = rows.into_iter().map(|row| {
        let mut members = of_team.remove(&row.id).unwrap_or_default();
        members.sort_by(|a, b| (&a.name, a.id).cmp(&(&b.name, b.id)));
        TeamDetails { id: row.id, version: row.version, name: row.name, active: row.active, members }
    });
    Ok(described.collect())
}

/// Makes a team.
///
/// # Errors
/// `Validation`: of `/name` also when another team has it, of `/member_ids/…` when nobody has that id.
pub async fn create(tx: &DatabaseTransaction, caller: &Caller, new: &NewTeam) -> Result<Uuid> {
    let id = Uuid::now_v7();
    let team = team::Model { id, name: name(&new.name)?, active: true, version: 1, created_at: caller.now };
    team.into_active_model().insert(tx).await.map_err(name_taken)?;
    set_members(tx, caller, id, &new.member_ids).await?;
    Ok(id)
}

fn name(text: &str) -> Result<String> {
    text::line(text, limits::NAME_MAX)
        .map_err(|fault| Error::Validation(vec![Fault::of_text("/name", fault, limits::NAME_MAX)]))
}

fn name_taken(error: DbErr) -> Error {
    if is_unique_violation(&error) { Error::field("/name", FieldCode::Duplicate) } else { error.into() }
}

/// Changes a team. Who belongs to it takes effect with the member's next request; what those who left had in hand goes back
/// to review. Whoever belongs to a retired team stays there, and sees what it did.
///
/// # Errors
/// `NotFound`, `VersionRequired`, `Stale`, `Validation` as [`create`], and a conflict when it is to be retired and is still
/// needed, or is retired and somebody is to join it.
pub async fn change(app: &App, caller: &Caller, id: Uuid, seen: IfMatch, patch: &TeamPatch) -> Result<TeamDetails> {
    app.db
        .write(async |tx| {
            let team = to_change(tx, id, patch).await?.ok_or(Error::NotFound)?;
            seen.check(team.version)?;
            let is_active = patch.active.unwrap_or(team.active);
            if team.active && !is_active {
                refuse_needed(app, caller, tx, id).await?;
            }
            let new_name = patch.name.as_deref().map(name).transpose()?.unwrap_or(team.name);
            if let Some(members) = &patch.member_ids {
                if !is_active {
                    refuse_newcomers(tx, id, members).await?;
                }
                let left = former_members(tx, id, members).await?;
                set_members(tx, caller, id, members).await?;
                for account_id in left {
                    assigning::release(app, tx, account_id, caller.now).await?;
                }
            }
            // Last: where the name is another, whoever refers to the team waits from here on, and may have what is waited for
            // above.
            let changed = team::Entity::update_many()
                .col_expr(team::Column::Version, Expr::col(team::Column::Version).add(1))
                .col_expr(team::Column::Name, Expr::value(new_name))
                .col_expr(team::Column::Active, Expr::value(is_active))
                .filter(team::Column::Id.eq(id))
                .filter(team::Column::Version.eq(team.version))
                .exec(tx)
                .await
                .map_err(name_taken)?;
            if changed.rows_affected != 1 {
                return Err(Error::Stale { etag: None });
            }
            get(tx, id).await
        })
        .await
}

/// The team, locked: of two who change it, the second sees what the first did. Before it is retired, what is being filed with
/// it or given to it is waited for as well, and then seen.
async fn to_change(tx: &DatabaseTransaction, id: Uuid, patch: &TeamPatch) -> Result<Option<team::Model>> {
    let lock = if patch.active == Some(false) { LockType::Update } else { LockType::NoKeyUpdate };
    Ok(team::Entity::find_by_id(id).lock(lock).one(tx).await?)
}

/// Refuses to retire a team while somebody counts on it.
async fn refuse_needed(app: &App, caller: &Caller, tx: &DatabaseTransaction, id: Uuid) -> Result<()> {
    let services = catalog::served_by(tx, id).await?;
    let open_tickets = team_work::open(tx, id).await?;
    let zone = in_force(app, tx).await?.zone;
    let returning_tickets = team_work::returning(tx, id, caller.now, zone).await?;
    if services.is_empty() && open_tickets == 0 && returning_tickets == 0 {
        return Ok(());
    }
    Err(Error::Conflict(Conflict::TeamNeeded { services, open_tickets, returning_tickets }))
}

/// Refuses that somebody joins a retired team.
async fn refuse_newcomers(tx: &DatabaseTransaction, id: Uuid, ids: &[Uuid]) -> Result<()> {
    let members: Vec<Uuid> = team_member::Entity::find()
        .select_only()
        .column(team_member::Column::AccountId)
        .filter(team_member::Column::TeamId.eq(id))
        .into_tuple()
        .all(tx)
        .await?;
    if ids.iter().all(|id| members.contains(id)) { Ok(()) } else { Err(Error::Conflict(Conflict::TeamRetired)) }
}

/// Who belongs to a team and won't, each locked, so that nothing is given to anyone of them meanwhile.
async fn former_members(tx: &DatabaseTransaction, team_id: Uuid, ids: &[Uuid]) -> Result<Vec<Uuid>> {
    let leaving: Vec<Uuid> = team_member::Entity::find()
        .select_only()
        .column(team_member::Column::AccountId)
        .filter(team_member::Column::TeamId.eq(team_id))
        .filter(team_member::Column::AccountId.is_not_in(ids.iter().copied()))
        .order_by_asc(team_member::Column::AccountId)
        .into_tuple()
        .all(tx)
        .await?;
    for id in &leaving {
        super::lock(tx, *id).await?;
    }
    Ok(leaving)
}

/// Makes these the members of a team; those who stay keep their date.
async fn set_members(tx: &DatabaseTransaction, caller: &Caller, team_id: Uuid, ids: &[Uuid]) -> Result<()> {
    let known = people(tx, ids).await?;
    let faults: Vec<Fault> = ids
        .iter()
        .enumerate()
        .filter(|(_, id)| !known.contains_key(id))
        .map(|(index, _)| Fault::new(format!("/member_ids/{index}"), FieldCode::Reference))
        .collect();
    if !faults.is_empty() {
        return Err(Error::Validation(faults));
    }
    team_member::Entity::delete_many()
        .filter(team_member::Column::TeamId.eq(team_id))
        .filter(team_member::Column::AccountId.is_not_in(ids.iter().copied()))
        .exec(tx)
        .await?;
    for account_id in ids.iter().copied().collect::<BTreeSet<_>>() {
        let row =
            team_member::ActiveModel { team_id: Set(team_id), account_id: Set(account_id), added_at: Set(caller.now) };
        team_member::Entity::insert(row).on_conflict_do_nothing().exec_without_returning(tx).await?;
    }
    Ok(())
}
