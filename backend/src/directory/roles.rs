//! Granting and withdrawing roles.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, DatabaseTransaction, EntityTrait, QueryFilter,
    sea_query::{Expr, ExprTrait},
};
use shared::person::Role;
use uuid::Uuid;

use crate::{
    entity::{account, account_role},
    error::{Error, Result},
    http::request::Caller,
};

/// Grants roles beside those that an account has. Answers the account as it is then.
///
/// # Errors
/// When the database can't be written.
pub async fn grant(
    tx: &DatabaseTransaction,
    account: account::Model,
    roles: &[Role],
    by: Option<Uuid>,
    now: DateTime<Utc>,
) -> Result<account::Model> {
    add(tx, account.id, roles, by, now).await?;
    account::Entity::update_many()
        .col_expr(account::Column::Version, Expr::col(account::Column::Version).add(1))
        .col_expr(account::Column::UpdatedAt, Expr::value(now))
        .filter(account::Column::Id.eq(account.id))
        .exec(tx)
        .await?;
    super::account(tx, account.id).await?.ok_or(Error::NotFound)
}

/// Writes roles; those that the account has already keep their date.
pub(super) async fn add(
    tx: &DatabaseTransaction,
    account_id: Uuid,
    roles: &[Role],
    by: Option<Uuid>,
    now: DateTime<Utc>,
) -> Result<()> {
    // Everyone is a requester; no row says so.
    let roles: BTreeSet<Role> = roles.iter().copied().filter(|role| *role != Role::Requester).collect();
    for role in roles {
        let row = account_role::ActiveModel {
            account_id: Set(account_id),
            role: Set(role),
            granted_at: Set(now),
            granted_by: Set(by),
        };
        account_role::Entity::insert(row).on_conflict_do_nothing().exec_without_returning(tx).await?;
    }
    Ok(())
}

/// Makes these the roles of an account; those that it keeps keep their date.
pub(super) async fn replace(tx: &DatabaseTransaction, account_id: Uuid, roles: &[Role], caller: &Caller) -> Result<()> {
    account_role::Entity::delete_many()
        .filter(account_role::Column::AccountId.eq(account_id))
        .filter(account_role::Column::Role.is_not_in(roles.iter().copied()))
        .exec(tx)
        .await?;
    add(tx, account_id, roles, Some(caller.actor.account_id), caller.now).await
}
