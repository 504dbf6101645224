//! SQLite: a counter's row; there is one writer at a time anyway.

use sea_orm::{ConnectionTrait, DatabaseTransaction, DbBackend, Statement};

use crate::error::Result;

/// The counter's value, which it then leaves behind.
///
/// # Errors
/// When the database refuses it.
pub async fn next(tx: &DatabaseTransaction) -> Result<i64> {
    let statement = Statement::from_string(
        DbBackend::Sqlite,
        "UPDATE folio_counter SET next = next + 1 WHERE id = 1 RETURNING next - 1 AS number",
    );
    let row = tx.query_one_raw(statement).await?.ok_or_else(|| anyhow::anyhow!("the counter is missing"))?;
    Ok(row.try_get("", "number")?)
}

/// Moves the counter on.
///
/// # Errors
/// When the database refuses it.
pub async fn skip(tx: &DatabaseTransaction, numbers: i64) -> Result<()> {
    let sql = "UPDATE folio_counter SET next = next + ? WHERE id = 1";
    tx.execute_raw(Statement::from_sql_and_values(DbBackend::Sqlite, sql, [numbers.into()])).await?;
    Ok(())
}
