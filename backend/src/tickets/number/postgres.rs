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

/// Moves the sequence on.
///
/// # Errors
/// When the database refuses it.
pub async fn skip(tx: &DatabaseTransaction, numbers: i64) -> Result<()> {
    let sql = "SELECT setval('ticket_number', nextval('ticket_number') + $1 - 1, $1 > 0)";
    tx.execute_raw(Statement::from_sql_and_values(DbBackend::Postgres, sql, [numbers.into()])).await?;
    Ok(())
}
