//! PostgreSQL: a pool for writes and one for reads, so that writes that wait for each other keep nobody from reading.

use std::time::Duration;

use anyhow::Context;
use sea_orm::{ConnectOptions, DatabaseConnection, sqlx};

/// Connections of each pool.
const CONNECTIONS: u32 = 12;

/// How long a connection that answered is taken to be good: whoever asks often need not ask twice each time.
const PROVEN: Duration = Duration::from_secs(1);
/// Statements that each connection keeps prepared; lists of ids of every length are one each.
const STATEMENTS: usize = 512;

/// How the server ends what would keep others waiting: a wait for a lock (shorter than the wait for a connection, so that
/// whoever waits in line gets one), and a transaction whose process stands still.
const BOUNDS: [(&str, &str); 2] = [("lock_timeout", "3s"), ("idle_in_transaction_session_timeout", "20s")];

/// Connects to a server: for writes, and for reads.
///
/// # Errors
/// When it can't be reached.
pub async fn connect(url: &str) -> anyhow::Result<(DatabaseConnection, DatabaseConnection)> {
    Ok((pool(url).await?, pool(url).await?))
}

async fn pool(url: &str) -> anyhow::Result<DatabaseConnection> {
    let mut options = ConnectOptions::new(url);
    options
        .max_connections(CONNECTIONS)
        .acquire_timeout(Duration::from_secs(5))
        .sqlx_logging(false)
        .test_before_acquire(false)
        .map_sqlx_postgres_pool_opts(|options| {
            options.before_acquire(|connection, used| {
                Box::pin(async move {
                    if used.idle_for > PROVEN {
                        sqlx::Connection::ping(connection).await?;
                    }
                    Ok(true)
                })
            })
        })
        .map_sqlx_postgres_opts(|options| options.options(BOUNDS).statement_cache_capacity(STATEMENTS));
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
    // Another process may take its time with the schema.
    sqlx::query("SET lock_timeout = 0").execute(&mut session).await?;
    sqlx::query("SELECT pg_advisory_lock($1)").bind(MIGRATION_LOCK).execute(&mut session).await?;
    let outcome = work().await;
    sqlx::Connection::close(session).await?;
    outcome
}
