//! The next folio number, by the engine's own means.

mod postgres;
mod sqlite;

use sea_orm::{ConnectionTrait, DatabaseTransaction, DbBackend};

use crate::error::Result;

/// Takes the next number. On PostgreSQL a number may stay unused when its transaction fails; none is given twice.
///
/// # Errors
/// When the database refuses it.
pub async fn next(tx: &DatabaseTransaction) -> Result<i64> {
    match tx.get_database_backend() {
        DbBackend::Postgres => postgres::next(tx).await,
        _ => sqlite::next(tx).await,
    }
}

/// Passes over the next numbers, which were given elsewhere.
///
/// # Errors
/// When the database refuses it.
pub async fn skip(tx: &DatabaseTransaction, numbers: i64) -> Result<()> {
    match tx.get_database_backend() {
        DbBackend::Postgres => postgres::skip(tx, numbers).await,
        _ => sqlite::skip(tx, numbers).await,
    }
}
