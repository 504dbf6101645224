//! The database: connections, the one way to write, and where the two engines differ.

mod composed;
mod load;
mod migrate;
mod postgres;
mod reader;
mod shelf;
mod sqlite;

use std::{
    borrow::Borrow,
    collections::BTreeSet,
    fmt,
    path::Path,
    sync::{Arc, Mutex, PoisonError, Weak},
    time::Duration,
};

pub use composed::{Composed, ComposedList};
pub use load::{Load, Packed};
pub use reader::Reader;
pub use sqlite::CACHE as SQLITE_CACHE;

use anyhow::Context;
use sea_orm::{
    AccessMode, DatabaseConnection, DatabaseTransaction, DbErr, IsolationLevel, RuntimeErr, SqliteTransactionMode,
    Statement, TransactionOptions, TransactionTrait, sqlx,
};
use uuid::Uuid;

use crate::{
    config::Config,
    error::{Error, Result},
};

/// Which engine keeps the data.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Engine {
    /// A file in the data folder.
    Sqlite,
    /// A server.
    Postgres,
}

impl fmt::Display for Engine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Sqlite => "SQLite",
            Self::Postgres => "PostgreSQL",
        })
    }
}

/// The file of the database in the data folder.
pub const SQLITE_FILE: &str = "ventanilla.sqlite3";

/// Connections to the database.
#[derive(Debug, Clone)]
pub struct Database {
    connections: Arc<Connections>,
    /// Those of the threads that answer requests, where they have their own.
    threads: Arc<Mutex<Vec<Weak<Connections>>>>,
    server: Option<postgres::Server>,
}

struct Connections {
    engine: Engine,
    writer: DatabaseConnection,
    reader: Reader,
    told: Option<Told>,
}

/// Is told of statements, and whether they are of a write.
type Told = Arc<dyn Fn(bool, &Statement) + Send + Sync>;

impl fmt::Debug for Connections {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Connections({}, {:?})", self.engine, self.count())
    }
}

/// What an engine opens.
struct Opened {
    /// For writes.
    writer: DatabaseConnection,
    /// For reads.
    shelves: reader::Shelves,
    /// For reads that take long.
    apart: DatabaseConnection,
}

/// How long SQLite's write-ahead log may become before it is begun anew by force, in bytes.
const LOG_BYTES: u64 = 64 * 1024 * 1024;

/// How often a write is tried again when the engine gave way to a concurrent one.
const WRITE_TRIES: u32 = 8;

impl Database {
    /// Connects to what the configuration names.
    ///
    /// # Errors
    /// When the database can't be reached or opened.
    pub async fn connect(config: &Config) -> anyhow::Result<Self> {
        let server = config.database_url.as_deref().map(postgres::Server::at).transpose()?;
        let (engine, opened) = match &server {
            Some(server) => (Engine::Postgres, server.connect().await?),
            None => (Engine::Sqlite, sqlite::connect(&config.data.join(SQLITE_FILE)).await?),
        };
        let reader = Reader::new(opened.shelves, opened.apart);
        let connections = Connections { engine, writer: opened.writer, reader, told: None };
        Ok(Self { connections: Arc::new(connections), threads: Arc::default(), server })
    }

    /// The same database for one of so many threads that answer requests: on PostgreSQL with connections of its own. Must be
    /// called in that thread, within its runtime.
    #[must_use]
    pub fn of_thread(&self, threads: usize) -> Self {
        let Some(server) = &self.server else { return self.clone() };
        let (writer, shelves) = server.share(threads);
        let Connections { engine, reader, told, .. } = self.connections.as_ref();
        let reader = Reader::new(shelves, reader.apart().clone());
        let mut connections = Connections { engine: *engine, writer, reader, told: None };
        if let Some(told) = told {
            connections.overhear(told);
        }
        let connections = Arc::new(connections);
        let mut all = self.threads.lock().unwrap_or_else(PoisonError::into_inner);
        all.retain(|one| one.strong_count() > 0);
        all.push(Arc::downgrade(&connections));
        drop(all);
        Self { connections, ..self.clone() }
    }

    /// The engine.
    pub fn engine(&self) -> Engine {
        self.connections.engine
    }

    /// For reads outside a write.
    pub fn reader(&self) -> &Reader {
        &self.connections.reader
    }

    /// Reads several things as they are at one instant, while others go on writing.
    ///
    /// # Errors
    /// Whatever the work returns; else when no connection can be had.
    pub async fn read<T>(&self, work: impl AsyncFnOnce(&DatabaseTransaction) -> Result<T>) -> Result<T> {
        let options = match self.engine() {
            // Without it every statement sees what was committed before it began.
            Engine::Postgres => TransactionOptions {
                isolation_level: Some(IsolationLevel::RepeatableRead),
                access_mode: Some(AccessMode::ReadOnly),
                ..TransactionOptions::default()
            },
            // The first read fixes what is seen, and in WAL mode keeps no writer waiting.
            Engine::Sqlite => TransactionOptions {
                sqlite_transaction_mode: Some(SqliteTransactionMode::Deferred),
                ..TransactionOptions::default()
            },
        };
        let tx = self.connections.reader.apart().begin_with_options(options).await?;
        let outcome = work(&tx).await;
        // Nothing was written, so there is nothing to lose by this.
        if let Err(error) = tx.rollback().await {
            tracing::debug!(%error, "the end of a read failed");
        }
        outcome
    }

    /// For migrations, which make their own transactions.
    pub fn writer(&self) -> &DatabaseConnection {
        &self.connections.writer
    }

    /// Runs a unit of work in one transaction: all of it or nothing. It is run again, from the start, when the engine
    /// gave way to a concurrent write, so it must have no effect but on the database.
    ///
    /// # Errors
    /// Whatever the work returns; `Unavailable` when it still gives way after several tries.
    pub async fn write<T>(&self, work: impl AsyncFn(&DatabaseTransaction) -> Result<T>) -> Result<T> {
        let mut tries = 0;
        loop {
            tries += 1;
            match self.try_write(&work).await {
                Err(error) if error.is_transient() && tries < WRITE_TRIES => {
                    let jitter = u64::from(crate::keys::random::<1>().map_or(128, |[byte]| byte));
                    tokio::time::sleep(Duration::from_millis(u64::from(tries) * 4 + jitter / 16)).await;
                }
                Err(error) if error.is_transient() => {
                    tracing::warn!(%error, "a write gave way too often");
                    return Err(Error::Unavailable { retry_after: 1 });
                }
                outcome => return outcome,
            }
        }
    }

    async fn try_write<T>(&self, work: &impl AsyncFn(&DatabaseTransaction) -> Result<T>) -> Result<T> {
        let options = TransactionOptions {
            // A read-then-write in a deferred transaction fails at once when another writer was quicker.
            sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate),
            ..TransactionOptions::default()
        };
        let tx = self.connections.writer.begin_with_options(options).await?;
        match work(&tx).await {
            Ok(value) => {
                tx.commit().await?;
                Ok(value)
            }
            Err(error) => {
                // The transaction ends with its connection if this fails too.
                if let Err(rollback) = tx.rollback().await {
                    tracing::debug!(error = %rollback, "rollback failed");
                }
                Err(error)
            }
        }
    }

    /// Writes all that is committed now into a new file, while others go on writing. PostgreSQL has its own tools for that,
    /// and nothing is written.
    ///
    /// # Errors
    /// When the file exists or can't be written.
    pub async fn snapshot(&self, into: &Path) -> anyhow::Result<()> {
        match self.connections.engine {
            Engine::Sqlite => sqlite::snapshot(self.connections.reader.apart(), into).await,
            Engine::Postgres => Ok(()),
        }
    }

    /// Begins SQLite's write-ahead log anew when it has become long. PostgreSQL keeps its own short, and nothing is done.
    ///
    /// # Errors
    /// When the file can't be read.
    pub async fn shorten_log(&self, data: &Path) -> anyhow::Result<()> {
        match self.engine() {
            Engine::Sqlite => {
                sqlite::shorten_log(&data.join(SQLITE_FILE), LOG_BYTES, self.connections.reader.apart()).await
            }
            Engine::Postgres => Ok(()),
        }
    }

    /// Connections that are open, and those of them that nobody uses now.
    pub fn connections(&self) -> (u32, u32) {
        let apart = pooled(self.connections.reader.apart(), self.engine());
        let all = self.all();
        all.iter().map(|connections| connections.count()).fold(apart, sum)
    }

    /// Has whoever measures told of every statement, and whether it is of a write.
    ///
    /// # Errors
    /// When somebody shares the connections already.
    pub fn overhear(&mut self, told: impl Fn(bool, &Statement) + Send + Sync + 'static) -> anyhow::Result<()> {
        let connections = Arc::get_mut(&mut self.connections).context("the connections are shared already")?;
        connections.overhear(&(Arc::new(told) as Told));
        Ok(())
    }

    /// Closes the connections.
    pub async fn close(&self) {
        for connections in self.all() {
            connections.close().await;
        }
        close(self.connections.reader.apart()).await;
    }

    fn all(&self) -> Vec<Arc<Connections>> {
        let threads = self.threads.lock().unwrap_or_else(PoisonError::into_inner);
        threads.iter().filter_map(Weak::upgrade).chain([self.connections.clone()]).collect()
    }
}

impl Connections {
    fn overhear(&mut self, told: &Told) {
        let (of_writes, of_reads) = (told.clone(), told.clone());
        self.writer.set_metric_callback(move |info| of_writes(true, info.statement));
        self.reader.overhear(move |statement| of_reads(false, statement));
        self.told = Some(told.clone());
    }

    fn count(&self) -> (u32, u32) {
        sum(pooled(&self.writer, self.engine), self.reader.connections())
    }

    async fn close(&self) {
        close(&self.writer).await;
        self.reader.close().await;
    }
}

async fn close(connection: &DatabaseConnection) {
    if let Err(error) = connection.close_by_ref().await {
        tracing::debug!(%error, "closing a connection failed");
    }
}

/// Connections of a pool that are open, and those of them that nobody uses now.
fn pooled(pool: &DatabaseConnection, engine: Engine) -> (u32, u32) {
    match engine {
        Engine::Sqlite => {
            let pool = pool.get_sqlite_connection_pool();
            (pool.size(), count(pool.num_idle()))
        }
        Engine::Postgres => {
            let pool = pool.get_postgres_connection_pool();
            (pool.size(), count(pool.num_idle()))
        }
    }
}

fn sum(some: (u32, u32), others: (u32, u32)) -> (u32, u32) {
    (some.0 + others.0, some.1 + others.1)
}

fn count(connections: usize) -> u32 {
    u32::try_from(connections).unwrap_or(u32::MAX)
}

/// Each of them once, for the list of an `IN`, filled up with the last to a power of two: a list of another length is another
/// statement, and each connection keeps prepared what it has met.
pub fn listed(ids: impl IntoIterator<Item = impl Borrow<Uuid>>) -> Vec<Uuid> {
    let distinct: BTreeSet<Uuid> = ids.into_iter().map(|id| *id.borrow()).collect();
    let mut list: Vec<Uuid> = distinct.into_iter().collect();
    if let Some(last) = list.last().copied() {
        list.resize(list.len().next_power_of_two(), last);
    }
    list
}

/// Whether the engine gave way to a concurrent write and the work may simply be run again.
pub fn is_transient(error: &DbErr) -> bool {
    let text = error.to_string();
    // 40001 and 40P01: serialization failure and deadlock in PostgreSQL.
    [
        "40001",
        "40P01",
        "could not serialize access",
        "deadlock detected",
        "database is locked",
        "database table is locked",
    ]
    .iter()
    .any(|mark| text.contains(mark))
}

/// Whether the wait for what another write holds took too long (PostgreSQL's 55P03). Trying again at once would only wait again.
pub fn gave_up_waiting(error: &DbErr) -> bool {
    error.to_string().contains("due to lock timeout")
}

/// Whether the database can't be reached now.
pub fn is_unreachable(error: &DbErr) -> bool {
    let cause = match error {
        DbErr::Conn(_) | DbErr::ConnectionAcquire(_) => return true,
        DbErr::Exec(RuntimeErr::SqlxError(cause)) | DbErr::Query(RuntimeErr::SqlxError(cause)) => cause,
        _ => return false,
    };
    match cause.as_ref() {
        // A connection that broke under way, or none to be had.
        sqlx::Error::Io(_) | sqlx::Error::PoolTimedOut | sqlx::Error::PoolClosed => true,
        // What PostgreSQL says when it goes away and when it comes: 57P01 to 57P03.
        sqlx::Error::Database(said) => said.code().is_some_and(|code| code.starts_with("57P0")),
        _ => false,
    }
}

/// Whether there is no room left for what is written (PostgreSQL's 53100).
pub fn is_full(error: &DbErr) -> bool {
    let text = error.to_string();
    ["database or disk is full", "No space left on device"].iter().any(|mark| text.contains(mark))
}

/// Whether a unique constraint was violated.
pub fn is_unique_violation(error: &DbErr) -> bool {
    matches!(error.sql_err(), Some(sea_orm::SqlErr::UniqueConstraintViolation(_)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_come_in_few_lengths_and_name_nothing_else() {
        let ids: Vec<Uuid> = (0..40).map(Uuid::from_u128).collect();
        let lengths: BTreeSet<usize> = (0..=ids.len()).map(|length| listed(&ids[..length]).len()).collect();
        assert_eq!(lengths, BTreeSet::from([0, 1, 2, 4, 8, 16, 32, 64]));
        for length in 0..=ids.len() {
            let twice = ids[..length].iter().chain(&ids[..length]);
            let named: BTreeSet<Uuid> = listed(twice).into_iter().collect();
            assert_eq!(named, ids[..length].iter().copied().collect());
        }
    }
}
