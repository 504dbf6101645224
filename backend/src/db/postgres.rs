//! PostgreSQL: one pool for everything.

use std::time::Duration;

use anyhow::Context;
use sea_orm::{ConnectOptions, DatabaseConnection, sqlx};

/// Connects to a server.
///
/// # Errors
/// When it can't be reached.
pub async fn connect(url: &str) -> anyhow::Result<DatabaseConnection> {
    let mut options = ConnectOptions::new(url);
    options.max_connections(16).acquire_timeout(Duration::from_secs(5)).sqlx_logging(false).test_before_acquire(true);
    sea_orm::Database::connect(options).await.context("can't reach PostgreSQL at the configured database_url")
}

/// Names the lock under which the schema is changed, among all locks of the database.
const MIGRATION_LOCK: i64 = 0x7665_6e74_616e_696c;

/// Runs something while no other process on the same database does.
///
/// # Errors
/// When the turn can't be had; else what the work returns.
pub async fn in_turn(
    connection: &DatabaseConnection,
    work: impl AsyncFnOnce() -> anyhow::Result<()>,
) -> anyhow::Result<()> {
    // The lock belongs to this one session, and ends with it if this process does.
    let mut session = connection.get_postgres_connection_pool().acquire().await?.detach();
    sqlx::query("SELECT pg_advisory_lock($1)").bind(MIGRATION_LOCK).execute(&mut session).await?;
    let outcome = work().await;
    sqlx::Connection::close(session).await?;
    outcome
}
