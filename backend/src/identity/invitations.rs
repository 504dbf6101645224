//! Invitations: a single-use link by which somebody gets roles, the first admin among them.
//!
//! The link says what is offered and to which address; that the mailbox is the person's is proved by a code all the same,
//! because the link was printed on a terminal or mailed, and may have been read on the way. Reading it changes nothing.

use chrono::{DateTime, Duration, Utc};
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, QueryFilter,
    sea_query::Expr,
};
use shared::{
    access::{Actor, Operation, may},
    paths,
    person::{Email, Language, Role},
    problem::FieldCode,
    session::{Invitation, InvitationInfo, NewInvitation, NewSession},
};
use uuid::Uuid;

use super::{
    codes::{self, Proves},
    sessions::{self, Device, Opened},
};
use crate::{
    app::App,
    directory,
    entity::{account, invitation},
    error::{Error, Result},
    http::request::Caller,
    keys,
    mail::{self, Letter},
};

/// How long an invitation can be accepted, in hours.
pub const LIFE_HOURS: i64 = 72;

/// Who invites, and whom to what.
#[derive(Debug, Clone, Copy)]
pub struct Offer<'a> {
    /// An institutional address.
    pub email: &'a Email,
    /// What it gives, beside an account.
    pub roles: &'a [Role],
    /// Who invites; nobody is the command line.
    pub by: Option<Uuid>,
}

/// An invitation that was just made.
#[derive(Debug, Clone)]
pub struct Made {
    /// The invitation.
    pub id: Uuid,
    /// Whose it is.
    pub account: account::Model,
    /// What the link carries; nothing shows it again.
    pub token: String,
    /// When it ends.
    pub expires_at: DateTime<Utc>,
}

impl Made {
    /// The link.
    pub fn link(&self, app: &App) -> String {
        format!("{}{}", app.config.public_url, paths::invitation_page(&self.token))
    }
}

/// Invites the owner of an institutional address to roles. It gets an account now, unless it has one; an invitation that it
/// has not accepted yet gives way to this one.
///
/// # Errors
/// `Validation` of `/email` when the address is not of the institution, or its account is disabled.
pub async fn invite(
    app: &App,
    tx: &DatabaseTransaction,
    offer: Offer<'_>,
    language: Language,
    now: DateTime<Utc>,
) -> Result<Made> {
    if !offer.email.is_of(&directory::in_force(app, tx).await?.domains) {
        return Err(Error::field("/email", FieldCode::ForeignDomain));
    }
    let (account, _) = directory::enrol(app, tx, offer.email, language, now).await?;
    // Of two that invite at once, the second withdraws what the first offered; and nothing is offered at an address behind
    // its end.
    let account = directory::lock(tx, account.id)
        .await?
        .filter(|account| account.active && account.email == offer.email.as_str())
        .ok_or_else(|| Error::field("/email", FieldCode::Reference))?;
    withdraw(tx, invitation::Column::Email.eq(offer.email.as_str()), now).await?;
    let made = Made {
        id: Uuid::now_v7(),
        account,
        token: keys::random_token()?,
        expires_at: now + Duration::hours(LIFE_HOURS),
    };
    let row = invitation::ActiveModel {
        id: Set(made.id),
        email: Set(offer.email.as_str().to_owned()),
        roles: Set(serde_json::to_value(offer.roles)?),
        invited_by: Set(offer.by),
        token_digest: Set(keys::digest(&made.token)),
        created_at: Set(now),
        expires_at: Set(made.expires_at),
        used_at: Set(None),
    };
    row.insert(tx).await?;
    Ok(made)
}

/// Ends what some invitations still open, and what of them has not left yet is not sent any more.
///
/// # Errors
/// When the database can't be written.
pub(super) async fn withdraw(tx: &DatabaseTransaction, which: Expr, now: DateTime<Utc>) -> Result<()> {
    let withdrawn = invitation::Entity::update_many()
        .col_expr(invitation::Column::UsedAt, Expr::value(now))
        .filter(which)
        .filter(invitation::Column::UsedAt.is_null())
        .exec_with_returning(tx)
        .await?;
    mail::call_off_invitations(tx, withdrawn.into_iter().map(|one| one.email), now).await
}

/// Withdraws what somebody offered who may not invite any more.
///
/// Whoever calls has locked the account.
///
/// # Errors
/// When the database can't be written.
pub async fn withdraw_of(tx: &DatabaseTransaction, inviter_id: Uuid, now: DateTime<Utc>) -> Result<()> {
    if may_invite(tx, inviter_id).await? {
        return Ok(());
    }
    withdraw(tx, invitation::Column::InvitedBy.eq(inviter_id), now).await
}

async fn may_invite(db: &impl ConnectionTrait, account_id: Uuid) -> Result<bool> {
    let is_active = directory::account(db, account_id).await?.is_some_and(|account| account.active);
    let roles = directory::roles(db, account_id).await?;
    let inviter = Actor { account_id, roles, teams: Vec::new(), scopes: None };
    Ok(is_active && may(&inviter, Operation::ManageDirectory).is_allowed())
}

/// Invites by mail.
///
/// # Errors
/// As [`invite`].
pub async fn invite_by_mail(app: &App, tx: &DatabaseTransaction, caller: &Caller, new: &NewInvitation) -> Result<Uuid> {
    let email: Email = new.email.parse().map_err(|_| Error::field("/email", FieldCode::Email))?;
    let offer = Offer { email: &email, roles: &new.roles, by: Some(caller.actor.account_id) };
    let made = invite(app, tx, offer, Language::default(), caller.now).await?;
    let letter = Letter::Invitation { token: made.token, expires_at: made.expires_at };
    mail::post(tx, app, caller.now, &directory::recipient(&made.account), &letter).await?;
    Ok(made.id)
}

/// An invitation as whoever invited sees it: without its link.
///
/// # Errors
/// `NotFound`.
pub async fn get(db: &impl ConnectionTrait, id: Uuid) -> Result<Invitation> {
    let row = invitation::Entity::find_by_id(id).one(db).await?.ok_or(Error::NotFound)?;
    Ok(Invitation {
        id: row.id,
        email: row.email,
        roles: serde_json::from_value(row.roles)?,
        created_at: row.created_at,
        expires_at: row.expires_at,
    })
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
/// `NotFound` as [`show`] and when whoever invited may not do so any more, `Validation` of `/code`, `Forbidden` when the
/// account is disabled.
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
            if let Some(inviter_id) = invitation.invited_by {
                // Keeps that ability until the roles are granted: whatever would take it away waits.
                directory::hold(tx, inviter_id).await?;
                if !may_invite(tx, inviter_id).await? {
                    return Err(Error::NotFound);
                }
            }
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
            let account = directory::grant(tx, account, &roles, invitation.invited_by, now).await?;
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
