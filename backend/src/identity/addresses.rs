//! What ends when an address no longer identifies its account.

use chrono::{DateTime, Utc};
use sea_orm::{ColumnTrait, Condition, DatabaseTransaction, EntityTrait, QueryFilter, sea_query::Expr};
use uuid::Uuid;

use super::{codes::Proves, invitations, sessions::end_sessions, tokens};
use crate::{
    entity::{challenge, invitation},
    error::Result,
};

/// Spends the codes and invitations that are under way to an address and the codes that its account asked for, revokes the
/// account's API tokens, and ends its sessions, with whose refresh tokens nothing can be renewed from here on.
///
/// # Errors
/// When the database can't be written.
pub async fn forget(tx: &DatabaseTransaction, account_id: Uuid, email: &str, now: DateTime<Utc>) -> Result<()> {
    let to_address = Condition::all()
        .add(challenge::Column::Purpose.eq(Proves::SignIn.as_str()))
        .add(challenge::Column::Email.eq(email));
    challenge::Entity::update_many()
        .col_expr(challenge::Column::UsedAt, Expr::value(now))
        .filter(challenge::Column::UsedAt.is_null())
        .filter(Condition::any().add(to_address).add(challenge::Column::AccountId.eq(account_id)))
        .exec(tx)
        .await?;
    invitations::withdraw(tx, invitation::Column::Email.eq(email), now).await?;
    tokens::revoke_all(tx, account_id, now).await?;
    // Behind the codes: a sign-in under way holds its own, so that by now its session is here to be ended.
    end_sessions(tx, account_id, "address", now).await
}
