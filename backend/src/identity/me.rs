//! The signed-in person: what the own account says, and what of it the person changes.

use sea_orm::{ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};
use shared::{
    access::Scope,
    limits,
    person::Role,
    session::{Me, MePatch},
    text,
};

use crate::{
    app::App,
    directory,
    entity::account,
    error::{Conflict, Error, Fault, Result},
    http::{etag::IfMatch, request::Caller},
};

/// The account as its owner sees it.
///
/// # Errors
/// When the database can't be read.
pub async fn describe(db: &impl ConnectionTrait, account: &account::Model, scopes: Option<Vec<Scope>>) -> Result<Me> {
    let mut roles = vec![Role::Requester];
    roles.extend(directory::roles(db, account.id).await?);
    let teams = directory::team_ids(db, account.id).await?;
    let mut teams: Vec<_> = directory::teams(db, teams).await?.into_values().collect();
    teams.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(Me {
        id: account.id,
        version: account.version,
        email: account.email.clone(),
        name: account.name.clone(),
        community: account.community,
        community_verified: account.community_verified,
        institutional_id: account.institutional_id.clone(),
        unit: account.unit.clone(),
        phone_extension: account.phone_extension.clone(),
        language: account.language,
        notifications: directory::wanted_mail(account),
        single_keys: account.single_keys,
        roles,
        teams,
        scopes,
    })
}

/// The caller's account.
///
/// # Errors
/// When the database can't be read.
pub async fn get(app: &App, caller: &Caller) -> Result<Me> {
    let db = app.db.reader();
    let account = directory::account(db, caller.actor.account_id).await?.ok_or(Error::Unauthenticated)?;
    describe(db, &account, caller.actor.scopes.clone()).await
}

/// Changes the caller's own account.
///
/// # Errors
/// `VersionRequired`, `Stale`, `Validation`, and a conflict when the directory has told the community already.
pub async fn change(app: &App, caller: &Caller, seen: IfMatch, patch: &MePatch) -> Result<Me> {
    app.db
        .write(async |tx| {
            let account = directory::account(tx, caller.actor.account_id).await?.ok_or(Error::Unauthenticated)?;
            seen.check(account.version)?;
            let mut row = account::ActiveModel {
                version: Set(account.version + 1),
                updated_at: Set(caller.now),
                ..Default::default()
            };
            apply(&account, patch, &mut row)?;
            let changed = account::Entity::update_many()
                .set(row)
                .filter(account::Column::Id.eq(account.id))
                .filter(account::Column::Version.eq(account.version))
                .exec(tx)
                .await?;
            if changed.rows_affected != 1 {
                return Err(Error::Stale { etag: None });
            }
            let account = directory::account(tx, account.id).await?.ok_or(Error::Unauthenticated)?;
            describe(tx, &account, None).await
        })
        .await
}

fn apply(account: &account::Model, patch: &MePatch, row: &mut account::ActiveModel) -> Result<()> {
    if let Some(name) = &patch.name {
        row.name = Set(line("/name", name, limits::NAME_MAX)?);
    }
    if let Some(language) = patch.language {
        row.language = Set(language);
    }
    if let Some(extension) = &patch.phone_extension {
        row.phone_extension = Set(optional("/phone_extension", extension, limits::EXTENSION_MAX)?);
    }
    if let Some(unit) = &patch.unit {
        row.unit = Set(optional("/unit", unit, limits::NAME_MAX)?);
    }
    if let Some(wanted) = &patch.notifications {
        row.mail_off = Set(directory::mail_off(wanted));
    }
    if let Some(single_keys) = patch.single_keys {
        row.single_keys = Set(single_keys);
    }
    if let Some(community) = patch.community.filter(|community| account.community != Some(*community)) {
        if account.community_verified {
            return Err(Error::Conflict(Conflict::CommunityVerified));
        }
        row.community = Set(Some(community));
    }
    Ok(())
}

fn line(pointer: &str, value: &str, max: u64) -> Result<String> {
    text::line(value, max).map_err(|fault| Error::Validation(vec![Fault::of_text(pointer, fault, max)]))
}

/// A text that may be taken away by leaving it empty.
fn optional(pointer: &str, value: &str, max: u64) -> Result<Option<String>> {
    if text::is_blank(value) { Ok(None) } else { line(pointer, value, max).map(Some) }
}
