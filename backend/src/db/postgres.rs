//! PostgreSQL: connections for writes and others for reads, so that writes that wait for each other keep nobody from reading;
//! and of both some for each thread that answers requests. A connection belongs to the reactor of the runtime that opened it:
//! used from another thread, each answer would wake two.

use std::{fmt, str::FromStr, time::Duration};

use anyhow::Context;
use sea_orm::{
    DatabaseConnection, SqlxPostgresConnector,
    sqlx::{
        self, ConnectOptions, PgPool,
        postgres::{PgConnectOptions, PgPoolOptions},
    },
};

use super::{
    Opened,
    reader::Shelves,
    shelf::{Keeping, PROVEN, Shelf},
};

/// Connections of each kind that all threads that answer requests share out among them.
const SHARED_OUT: u32 = 12;
/// Connections of each kind that each of them has at least, however many they are.
const LEAST: u32 = 2;
/// Connections of each kind for everything else: the start, the jobs, what machines ask for.
const OWN: u32 = 4;
/// Connections for what takes long.
const APART: u32 = 2;

/// How long to wait for a connection.
const PATIENCE: Duration = Duration::from_secs(5);
/// Statements that each connection keeps prepared.
const STATEMENTS: usize = 512;

/// How the server ends what would keep others waiting: a wait for a lock (shorter than the wait for a connection, so that
/// whoever waits in line gets one), and a transaction whose process stands still.
const BOUNDS: [(&str, &str); 2] = [("lock_timeout", "3s"), ("idle_in_transaction_session_timeout", "20s")];

/// Where the server is, and how to talk to it.
#[derive(Clone)]
pub struct Server {
    options: PgConnectOptions,
}

impl fmt::Debug for Server {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Not the password.
        write!(f, "Server({})", self.options.get_host())
    }
}

impl Server {
    /// The server at an address.
    ///
    /// # Errors
    /// When it is none.
    pub fn at(url: &str) -> anyhow::Result<Self> {
        let options = PgConnectOptions::from_str(url).context("database_url is no address of a PostgreSQL server")?;
        let options = options.options(BOUNDS).statement_cache_capacity(STATEMENTS).disable_statement_logging();
        Ok(Self { options })
    }

    /// Connections for everything but requests. One is opened.
    ///
    /// # Errors
    /// When it can't be reached.
    pub async fn connect(&self) -> anyhow::Result<Opened> {
        let writer = self.pool(OWN);
        writer.acquire().await.context("can't reach PostgreSQL at the configured database_url")?;
        let apart = SqlxPostgresConnector::from_sqlx_postgres_pool(self.pool(APART));
        Ok(Opened { writer: SqlxPostgresConnector::from_sqlx_postgres_pool(writer), shelves: self.shelf(OWN), apart })
    }

    /// Connections for one of so many threads that answer requests: for writes and for reads. They are opened when they are
    /// needed, by whoever needs them; must be called within the thread's runtime.
    pub fn share(&self, threads: usize) -> (DatabaseConnection, Shelves) {
        let threads = u32::try_from(threads).unwrap_or(u32::MAX).max(1);
        let share = (SHARED_OUT / threads).max(LEAST);
        (SqlxPostgresConnector::from_sqlx_postgres_pool(self.pool(share)), self.shelf(share))
    }

    fn shelf(&self, most: u32) -> Shelves {
        Shelves::Postgres(Shelf::new(self.pool(most), Keeping { most, patience: PATIENCE, may_break: true }))
    }

    fn pool(&self, most: u32) -> PgPool {
        PgPoolOptions::new()
            .max_connections(most)
            .acquire_timeout(PATIENCE)
            .test_before_acquire(false)
            .before_acquire(|connection, used| {
                Box::pin(async move {
                    if used.idle_for > PROVEN {
                        sqlx::Connection::ping(connection).await?;
                    }
                    Ok(true)
                })
            })
            .connect_lazy_with(self.options.clone())
    }
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
