//! Invitations: a single-use link by which somebody gets roles, the first admin among them.
//!
//! The link says what is offered and to which address; that the mailbox is the person's is proved by a code all the same,
//! because the link was printed on a terminal and may have been read on the way. Reading the link changes nothing.

use chrono::{DateTime, Duration, Utc};
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, DatabaseTransaction, EntityTrait, QueryFilter, sea_query::Expr,
};
use shared::{
    paths,
    person::{Email, Language, Role},
    problem::FieldCode,
    session::{InvitationInfo, NewSession},
};
use uuid::Uuid;

use super::{
    codes::{self, Proves},
    sessions::{self, Device, Opened},
};
use crate::{
    app::App,
    directory,
    entity::invitation,
    error::{Error, Result},
    keys,
};

/// How long an invitation can be accepted, in hours.
pub const LIFE_HOURS: i64 = 72;

/// Invites the owner of an institutional address to roles. Answers the link, which nothing shows again.
///
/// # Errors
/// `Validation` of `/email` when the address is not of the institution.
pub async fn invite(app: &App, email: &Email, roles: &[Role], now: DateTime<Utc>) -> Result<String> {
    if !email.is_of(directory::domains(app)) {
        return Err(Error::field("/email", FieldCode::ForeignDomain));
    }
    let token = keys::random_token()?;
    let row = invitation::ActiveModel {
        id: Set(Uuid::now_v7()),
        email: Set(email.as_str().to_owned()),
        roles: Set(serde_json::to_value(roles)?),
        token_digest: Set(keys::digest(&token)),
        created_at: Set(now),
        expires_at: Set(now + Duration::hours(LIFE_HOURS)),
        used_at: Set(None),
    };
    app.db.write(async |tx| Ok(row.clone().insert(tx).await?)).await?;
    Ok(format!("{}{}", app.config.public_url, paths::invitation_page(&token)))
}

/// What a link offers.
///
/// # Errors
/// `NotFound` when there is no such invitation, or it was accepted or has expired.
pub async fn show(app: &App, token: &str, now: DateTime<Utc>) -> Result<InvitationInfo> {
    let row = open(app, token, now).await?;
    Ok(InvitationInfo { email: row.email, roles: serde_json::from_value(row.roles)?, expires_at: row.expires_at })
}

async fn open(app: &App, token: &str, now: DateTime<Utc>) -> Result<invitation::Model> {
    invitation::Entity::find()
        .filter(invitation::Column::TokenDigest.eq(keys::digest(token)))
        .filter(invitation::Column::UsedAt.is_null())
        .filter(invitation::Column::ExpiresAt.gt(now))
        .one(app.db.reader())
        .await?
        .ok_or(Error::NotFound)
}

/// Accepts an invitation with a code that was sent to its address: grants the roles, once, and opens a session.
///
/// # Errors
/// `NotFound` as [`show`], `Validation` of `/code`, `Forbidden` when the account is disabled.
pub async fn accept(
    app: &App,
    token: &str,
    new: &NewSession,
    device: &Device,
    language: Language,
    now: DateTime<Utc>,
) -> Result<Opened> {
    let invitation = open(app, token, now).await?;
    let roles: Vec<Role> = serde_json::from_value(invitation.roles.clone())?;
    // A refusal must be committed with the try that it cost, so it can't be an error within.
    app.db
        .write(async |tx| {
            let email = codes::check(app, tx, Proves::SignIn, new.challenge_id, &new.code, now).await?;
            let Some(email) = email.filter(|email| email.as_str() == invitation.email) else {
                return Ok(Err(codes::refused()));
            };
            let (account, _) = directory::enrol(app, tx, &email, language, now).await?;
            if !account.active {
                return Ok(Err(Error::Forbidden));
            }
            // Last, because it rolls everything back when a parallel call was quicker.
            spend(tx, invitation.id, now).await?;
            let account = directory::grant(tx, account, &roles, None, now).await?;
            sessions::open_session(app, tx, &account, device, now).await.map(Ok)
        })
        .await?
}

async fn spend(tx: &DatabaseTransaction, id: Uuid, now: DateTime<Utc>) -> Result<()> {
    let spent = invitation::Entity::update_many()
        .col_expr(invitation::Column::UsedAt, Expr::value(now))
        .filter(invitation::Column::Id.eq(id))
        .filter(invitation::Column::UsedAt.is_null())
        .exec(tx)
        .await?;
    if spent.rows_affected == 1 { Ok(()) } else { Err(Error::NotFound) }
}
