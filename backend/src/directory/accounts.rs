//! Accounts as admins see and change them: found, made beforehand, given roles and addresses, disabled.

use std::collections::HashMap;

use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, PaginatorTrait, QueryFilter,
    QueryOrder, QuerySelect,
};
use shared::{
    account::{AccountDetails, AccountPatch, NewAccount},
    page::Page,
    person::{Community, Role},
    problem::FieldCode,
    ticket::TeamRef,
};
use uuid::Uuid;

use super::{
    addresses, enrol, find_by_email, lookup,
    people::holders,
    profile::{self, Told},
    roles,
};
use crate::{
    app::App,
    db::listed,
    entity::{account, account_role, team_member},
    error::{Conflict, Error, Result},
    http::{etag::IfMatch, request::Caller},
    identity,
    tickets::commands::assigning,
};

/// Which accounts to list.
#[derive(Debug, Clone, Default)]
pub struct Filter {
    /// Words of the name or of the address.
    pub words: String,
    /// Only those with a role.
    pub role: Option<Role>,
    /// Only those of a community.
    pub community: Option<Community>,
    /// Only the active, or only the disabled.
    pub active: Option<bool>,
    /// Whether to count them all.
    pub count: bool,
}

/// Accounts, by name.
///
/// # Errors
/// `Validation` of `?cursor`.
pub async fn list(app: &App, filter: &Filter, limit: u64, cursor: Option<&str>) -> Result<Page<AccountDetails>> {
    let db = app.db.reader();
    let name = format!("accounts {:?} {:?} {:?} {}", filter.role, filter.community, filter.active, filter.words);
    let mut query = account::Entity::find().filter(lookup::matching(&filter.words));
    if let Some(active) = filter.active {
        query = query.filter(account::Column::Active.eq(active));
    }
    if let Some(community) = filter.community {
        query = query.filter(account::Column::Community.eq(community));
    }
    // Everyone is a requester; no row says so.
    if let Some(role) = filter.role.filter(|role| *role != Role::Requester) {
        query = query.filter(account::Column::Id.in_subquery(holders(role)));
    }
    let total = if filter.count { Some(query.clone().count(db).await?) } else { None };
    if let Some(cursor) = cursor {
        let position: lookup::Position = crate::http::cursor::open(&app.keys, &name, cursor)?;
        query = query.filter(position.behind());
    }
    let mut rows = lookup::page(query, limit).all(db).await?;
    let next_cursor = lookup::next(app, &name, &mut rows, limit)?;
    Ok(Page { items: describe(db, rows).await?, next_cursor, total })
}

/// One account.
///
/// # Errors
/// `NotFound`.
pub async fn get(db: &impl ConnectionTrait, id: Uuid) -> Result<AccountDetails> {
    let account = super::account(db, id).await?.ok_or(Error::NotFound)?;
    describe(db, vec![account]).await?.pop().ok_or(Error::NotFound)
}

async fn describe(db: &impl ConnectionTrait, rows: Vec<account::Model>) -> Result<Vec<AccountDetails>> {
    let ids = listed(rows.iter().map(|row| row.id));
    let mut roles: HashMap<Uuid, Vec<Role>> = HashMap::new();
    for row in account_role::Entity::find().filter(account_role::Column::AccountId.is_in(ids.clone())).all(db).await? {
        roles.entry(row.account_id).or_default().push(row.role);
    }
    let members = team_member::Entity::find().filter(team_member::Column::AccountId.is_in(ids)).all(db).await?;
    let names = super::teams(db, members.iter().map(|member| member.team_id)).await?;
    let mut teams: HashMap<Uuid, Vec<TeamRef>> = HashMap::new();
    for member in members {
        teams.entry(member.account_id).or_default().extend(names.get(&member.team_id).cloned());
    }
    let described = rows.into_iter().map(|row| {
        let mut roles = roles.remove(&row.id).unwrap_or_default();
        roles.sort_unstable();
        let mut teams = teams.remove(&row.id).unwrap_or_default();
        teams.sort_by(|a, b| a.name.cmp(&b.name));
        AccountDetails {
            id: row.id,
            version: row.version,
            email: row.email,
            name: row.name,
            community: row.community,
            community_verified: row.community_verified,
            institutional_id: row.institutional_id,
            unit: row.unit,
            phone_extension: row.phone_extension,
            language: row.language,
            roles,
            teams,
            active: row.active,
            created_at: row.created_at,
        }
    });
    Ok(described.collect())
}

/// Makes an account before its owner first signs in.
///
/// # Errors
/// `Validation`: of `/email` also when the address has an account already.
pub async fn create(app: &App, tx: &DatabaseTransaction, caller: &Caller, new: &NewAccount) -> Result<Uuid> {
    let domains = super::in_force(app, tx).await?.domains;
    let email = profile::address(&domains, &new.email).map_err(|code| Error::field("/email", code))?;
    let row = Told::of(new).read()?;
    if find_by_email(tx, &email).await?.is_some() {
        return Err(Error::field("/email", FieldCode::Duplicate));
    }
    let (account, fresh) = enrol(app, tx, &email, new.language.unwrap_or_default(), caller.now).await?;
    if !fresh {
        return Err(Error::field("/email", FieldCode::Duplicate));
    }
    if row != account::ActiveModel::default() {
        account::Entity::update_many().set(row).filter(account::Column::Id.eq(account.id)).exec(tx).await?;
    }
    roles::add(tx, account.id, &new.roles, Some(caller.actor.account_id), caller.now).await?;
    Ok(account.id)
}

/// Changes an account. Roles take effect with its next request; a disabled one, and one whose address changes, is signed
/// out everywhere. The tickets in hand that it can't serve any more go back to review, and what it offered by invitations that
/// it may not send any more is withdrawn.
///
/// # Errors
/// `NotFound`, `VersionRequired`, `Stale`, `Validation`, and a conflict when no admin would be left.
pub async fn change(
    app: &App,
    caller: &Caller,
    id: Uuid,
    seen: IfMatch,
    patch: &AccountPatch,
) -> Result<AccountDetails> {
    app.db
        .write(async |tx| {
            let account = super::account(tx, id).await?.ok_or(Error::NotFound)?;
            seen.check(account.version)?;
            let mut row = account::ActiveModel {
                version: Set(account.version + 1),
                updated_at: Set(caller.now),
                ..Told::of_patch(patch).read()?
            };
            if let Some(active) = patch.active {
                row.active = Set(active);
            }
            let passage = addresses::asked(app, tx, &account, patch).await?;
            if let Some(passage) = &passage {
                passage.mark(&mut row);
            }
            keep_an_admin(tx, &account, patch).await?;
            let changed = account::Entity::update_many()
                .set(row)
                .filter(account::Column::Id.eq(id))
                .filter(account::Column::Version.eq(account.version))
                .exec(tx)
                .await?;
            if changed.rows_affected != 1 {
                return Err(Error::Stale { etag: None });
            }
            if let Some(given) = &patch.roles {
                roles::replace(tx, id, given, caller).await?;
            }
            if let Some(passage) = &passage {
                passage.carry_out(tx, &account, caller.now).await?;
            }
            if patch.active == Some(false) {
                identity::end_sessions(tx, id, "disabled", caller.now).await?;
            }
            if patch.roles.is_some() || patch.active == Some(false) || patch.release_email {
                assigning::release(app, tx, id, caller.now).await?;
                identity::invitations::withdraw_of(tx, id, caller.now).await?;
            }
            get(tx, id).await
        })
        .await
}

/// Refuses to take the role from the last active admin, or to disable that account. Two admins who do it to each other
/// wait for one another at the rows of the role.
async fn keep_an_admin(tx: &DatabaseTransaction, account: &account::Model, patch: &AccountPatch) -> Result<()> {
    let loses_role = patch.roles.as_ref().is_some_and(|roles| !roles.contains(&Role::Admin));
    if !loses_role && patch.active != Some(false) && !patch.release_email {
        return Ok(());
    }
    let admins: Vec<Uuid> = account_role::Entity::find()
        .filter(account_role::Column::Role.eq(Role::Admin))
        .order_by_asc(account_role::Column::AccountId)
        .lock_exclusive()
        .all(tx)
        .await?
        .into_iter()
        .map(|row| row.account_id)
        .collect();
    if !account.active || !admins.contains(&account.id) {
        return Ok(());
    }
    let others = account::Entity::find()
        .filter(account::Column::Id.is_in(admins))
        .filter(account::Column::Id.ne(account.id))
        .filter(account::Column::Active.eq(true))
        .count(tx)
        .await?;
    if others == 0 { Err(Error::Conflict(Conflict::LastAdmin)) } else { Ok(()) }
}
