//! Whose an address is, and until when: an account gets another one, or gives its own up. The rows are dated, so a changed
//! or reused address never hands one person's history to another.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, PaginatorTrait, QueryFilter,
    sea_query::{Expr, OnConflict},
};
use shared::{account::AccountPatch, person::Email, problem::FieldCode};
use uuid::Uuid;

use super::{find_by_email, in_force};
use crate::{
    app::App,
    entity::{account, account_email},
    error::{Error, Result},
    identity, mail,
    tickets::confirmations,
};

/// What becomes of an account's address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Passage {
    /// Another one takes its place.
    To(Email),
    /// It no longer identifies the account, and no other does.
    Away,
}

/// What a patch asks for, once it is sure that it can be done.
///
/// # Errors
/// `Validation` of `/email` and `/release_email`.
pub(super) async fn asked(
    app: &App,
    tx: &DatabaseTransaction,
    account: &account::Model,
    patch: &AccountPatch,
) -> Result<Option<Passage>> {
    if patch.release_email {
        if patch.email.is_some() || patch.active == Some(true) {
            return Err(Error::field("/release_email", FieldCode::Choice));
        }
        return Ok(Some(Passage::Away));
    }
    let Some(address) = &patch.email else {
        // It would be reached, and nobody could sign in, by an address that may be somebody else's by now.
        if patch.active == Some(true) && !has_address(tx, account.id).await? {
            return Err(Error::field("/email", FieldCode::Required));
        }
        return Ok(None);
    };
    let email: Email = address.parse().map_err(|_| Error::field("/email", FieldCode::Email))?;
    if !email.is_of(&in_force(app, tx).await?.domains) {
        return Err(Error::field("/email", FieldCode::ForeignDomain));
    }
    match find_by_email(tx, &email).await? {
        Some(owner) if owner.id == account.id => Ok(None),
        Some(_) => Err(taken()),
        None => Ok(Some(Passage::To(email))),
    }
}

fn taken() -> Error {
    Error::field("/email", FieldCode::Duplicate)
}

async fn has_address(db: &impl ConnectionTrait, account_id: Uuid) -> Result<bool> {
    let current = account_email::Entity::find()
        .filter(account_email::Column::AccountId.eq(account_id))
        .filter(account_email::Column::ValidTo.is_null())
        .count(db)
        .await?;
    Ok(current > 0)
}

impl Passage {
    /// What changes of the account itself. A released address stays there to be read, for those who look at the past.
    pub(super) fn mark(&self, row: &mut account::ActiveModel) {
        match self {
            Self::To(email) => row.email = Set(email.as_str().to_owned()),
            Self::Away => row.active = Set(false),
        }
    }

    /// Closes the old address and opens the new one. Whatever was proved by the old one or went there ends: sessions, API
    /// tokens, codes, invitations and confirm links; what is still to be sent follows the person.
    pub(super) async fn carry_out(
        &self,
        tx: &DatabaseTransaction,
        account: &account::Model,
        now: DateTime<Utc>,
    ) -> Result<()> {
        let closed = account_email::Entity::update_many()
            .col_expr(account_email::Column::ValidTo, Expr::value(now))
            .filter(account_email::Column::AccountId.eq(account.id))
            .filter(account_email::Column::ValidTo.is_null())
            .exec(tx)
            .await?;
        if let Self::To(email) = self {
            open(tx, account.id, email, now).await?;
        }
        // One that was released before may be somebody else's by now: what is under way there is not this account's.
        if closed.rows_affected > 0 {
            let (to, unsent) = match self {
                Self::To(email) => (Some(email.as_str()), mail::untried(tx, account.id).await?),
                Self::Away => (None, BTreeSet::new()),
            };
            confirmations::end(tx, account.id, &unsent, now).await?;
            mail::readdress(tx, account.id, &account.email, to, now).await?;
            identity::forget(tx, account.id, &account.email, now).await?;
        }
        Ok(())
    }
}

async fn open(tx: &DatabaseTransaction, account_id: Uuid, email: &Email, now: DateTime<Utc>) -> Result<()> {
    let address = account_email::ActiveModel {
        id: Set(Uuid::now_v7()),
        account_id: Set(account_id),
        email: Set(email.as_str().to_owned()),
        valid_from: Set(now),
        valid_to: Set(None),
    };
    let written = account_email::Entity::insert(address)
        .on_conflict(OnConflict::new().do_nothing().to_owned())
        .exec_without_returning(tx)
        .await?;
    // Somebody was enrolled with it in parallel, and first.
    if written == 1 { Ok(()) } else { Err(taken()) }
}
