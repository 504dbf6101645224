//! PostgreSQL: a sequence, so that concurrent filings do not wait for each other.

use sea_orm::{ConnectionTrait, DatabaseTransaction, DbBackend, Statement};

use crate::error::Result;

/// The sequence's next value.
///
/// # Errors
/// When the database refuses it.
pub async fn next(tx: &DatabaseTransaction) -> Result<i64> {
    let statement = Statement::from_string(DbBackend::Postgres, "SELECT nextval('ticket_number') AS number");
    let row = tx.query_one_raw(statement).await?.ok_or_else(|| anyhow::anyhow!("the sequence gave nothing"))?;
    Ok(row.try_get("", "number")?)
}
