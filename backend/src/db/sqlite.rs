//! SQLite: one writer and a pool of readers on a file in WAL mode.

use std::{num::NonZeroUsize, ops::RangeInclusive, path::Path, thread::available_parallelism, time::Duration};

use anyhow::Context;
use futures_util::future::try_join_all;
use sea_orm::{
    ConnectionTrait, DatabaseConnection, DbBackend, SqlxSqliteConnector, Statement,
    sqlx::{
        self, ConnectOptions, Connection, SqliteConnection,
        sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous},
    },
};

use super::{
    Opened,
    reader::Shelves,
    shelf::{Keeping, Shelf},
};

/// Readers at a time: two for each processor, within these bounds, so that none idles while an answer is on its way. Each has a thread
/// and memory of its own.
const READERS: RangeInclusive<u32> = 4..=8;
/// Readers beside them for what takes long.
const APART: u32 = 2;
/// Memory of each connection for pages, and for each sort before it goes to a file: a megabyte, in KiB below zero as SQLite has it.
pub const CACHE: &str = "-1024";
/// How long the beginning of a new log waits for what takes long, which keeps only others that take long waiting.
const REPORT_PATIENCE: Duration = Duration::from_secs(5);
/// How long it waits after that for those who read, which keeps those who write waiting.
const LOG_PATIENCE: Duration = Duration::from_secs(2);
/// How many times as long as it may be the log has to be before whoever runs the server should know.
const MUCH: u64 = 8;
/// How long to wait for a connection.
const PATIENCE: Duration = Duration::from_secs(20);

/// Opens the file, making it when it does not exist.
///
/// # Errors
/// When the file can't be opened.
pub async fn connect(path: &Path) -> anyhow::Result<Opened> {
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder).with_context(|| format!("can't make the folder {}", folder.display()))?;
    }
    let file = SqliteConnectOptions::new()
        .filename(path)
        .create_if_missing(true)
        .journal_mode(SqliteJournalMode::Wal)
        // An acknowledged request survives a power cut.
        .synchronous(SqliteSynchronous::Full)
        .foreign_keys(true)
        .busy_timeout(Duration::from_secs(10))
        .statement_cache_capacity(256)
        .pragma("cache_size", CACHE)
        .disable_statement_logging();
    // A file does not hang up.
    let pool =
        |most| SqlitePoolOptions::new().max_connections(most).acquire_timeout(PATIENCE).test_before_acquire(false);
    let writer = pool(1).min_connections(1).connect_with(file.clone()).await;
    let writer = writer.with_context(|| format!("can't open {}", path.display()))?;
    let processors = super::count(available_parallelism().map_or(1, NonZeroUsize::get));
    let most = (2 * processors).clamp(*READERS.start(), *READERS.end());
    let readers = pool(most).connect_lazy_with(file.clone());
    let keeping = Keeping { most, patience: PATIENCE, may_break: false };
    Ok(Opened {
        writer: SqlxSqliteConnector::from_sqlx_sqlite_pool(writer),
        shelves: Shelves::Sqlite(Shelf::new(readers, keeping)),
        apart: SqlxSqliteConnector::from_sqlx_sqlite_pool(pool(APART).connect_lazy_with(file)),
    })
}

/// Runs something while no other process on the same data folder does.
///
/// # Errors
/// When the turn can't be had; else what the work returns.
pub async fn in_turn(data: &Path, work: impl AsyncFnOnce() -> anyhow::Result<()>) -> anyhow::Result<()> {
    let path = data.join("migration.lock");
    let waiting = path.clone();
    // The system frees the lock with the file, however this process ends.
    let lock = tokio::task::spawn_blocking(move || {
        let file = std::fs::File::create(waiting)?;
        file.lock()?;
        std::io::Result::Ok(file)
    });
    let lock = lock.await?.with_context(|| format!("can't lock {}", path.display()))?;
    let outcome = work().await;
    drop(lock);
    outcome
}

/// Copies the database, as of one instant, into a new file.
///
/// # Errors
/// When the file exists or can't be written.
pub async fn snapshot(reader: &DatabaseConnection, into: &Path) -> anyhow::Result<()> {
    let path = into.to_str().context("the path of the file is not UTF-8")?;
    let statement = Statement::from_sql_and_values(DbBackend::Sqlite, "VACUUM INTO ?", [path.into()]);
    reader.execute_raw(statement).await.with_context(|| format!("can't write {path}"))?;
    Ok(())
}

/// Puts all that is in the write-ahead log into the file and begins the log anew, when it is longer than so many bytes. The engine does
/// the first by itself, but the second only at a moment in which nobody reads, and while reports follow one another there is none:
/// the log grew to half a gigabyte. So whatever takes long is held back, by taking its connections when they are free. Then nearly all
/// is copied beside those who write, who wait at last for the rest and for single reads. When somebody reads on, the log is left for the
/// next time.
///
/// # Errors
/// When the file can't be read.
pub async fn shorten_log(file: &Path, longer_than: u64, apart: &DatabaseConnection) -> anyhow::Result<()> {
    let mut log = file.as_os_str().to_owned();
    log.push("-wal");
    let length = tokio::fs::metadata(&log).await.map_or(0, |log| log.len());
    if length <= longer_than {
        return Ok(());
    }
    let pool = apart.get_sqlite_connection_pool();
    let held = tokio::time::timeout(REPORT_PATIENCE, try_join_all((0..APART).map(|_| pool.acquire())));
    let Ok(held) = held.await else {
        if length > MUCH * longer_than {
            tracing::warn!(bytes = length, "the write-ahead log is very long, and somebody reads on");
        } else {
            tracing::debug!(bytes = length, "the write-ahead log is long, and somebody reads on");
        }
        return Ok(());
    };
    let held = held.context("can't hold reports back")?;
    // A connection of its own, because it waits less long than others.
    let options = SqliteConnectOptions::new().filename(file).busy_timeout(LOG_PATIENCE).disable_statement_logging();
    let mut connection = SqliteConnection::connect_with(&options).await.context("can't open the database")?;
    sqlx::query("PRAGMA wal_checkpoint(PASSIVE)").execute(&mut connection).await?;
    let (busy, _, _): (i64, i64, i64) =
        sqlx::query_as("PRAGMA wal_checkpoint(TRUNCATE)").fetch_one(&mut connection).await?;
    connection.close().await?;
    drop(held);
    tracing::info!(bytes = length, begun_anew = busy == 0, "the write-ahead log was long");
    Ok(())
}

#[cfg(test)]
mod tests {
    use sea_orm::{DatabaseTransaction, TransactionTrait};

    use super::*;

    async fn reads(from: &DatabaseConnection) -> DatabaseTransaction {
        let tx = from.begin().await.unwrap();
        tx.execute_unprepared("SELECT COUNT(*) FROM t").await.unwrap();
        tx
    }

    /// While one report begins before the other has ended, the log is not begun anew by itself; when it is told to, it waits for the
    /// reports under way, not for ever, and holds back the next; and writers go on.
    #[tokio::test]
    async fn a_long_log_is_begun_anew_among_readers() {
        const MEGABYTE: u64 = 1024 * 1024;
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("log.sqlite3");
        let Opened { writer, apart, .. } = connect(&file).await.unwrap();
        let length = || std::fs::metadata(folder.path().join("log.sqlite3-wal")).map_or(0, |log| log.len());
        let write = "INSERT INTO t VALUES (zeroblob(1048576))";
        writer.execute_unprepared("CREATE TABLE t (x BLOB)").await.unwrap();
        let mut reading = reads(&apart).await;
        for _ in 0..12 {
            writer.execute_unprepared(write).await.unwrap();
            let next = reads(&apart).await;
            reading.rollback().await.unwrap();
            reading = next;
        }
        assert!(length() > 10 * MEGABYTE, "{}", length());
        // Short enough, or a report goes on, or another program reads on: it stays, and the next write is as the last.
        shorten_log(&file, 100 * MEGABYTE, &apart).await.unwrap();
        writer.execute_unprepared(write).await.unwrap();
        let long = shorten_log(&file, MEGABYTE, &apart);
        let (left, written) = tokio::join!(long, writer.execute_unprepared(write));
        left.unwrap();
        written.unwrap();
        assert!(length() > 10 * MEGABYTE, "{}", length());
        reading.rollback().await.unwrap();
        let other = connect(&file).await.unwrap();
        let elsewhere = reads(&other.apart).await;
        writer.execute_unprepared(write).await.unwrap();
        shorten_log(&file, MEGABYTE, &apart).await.unwrap();
        assert!(length() > 10 * MEGABYTE, "{}", length());
        // A report begins, somebody writes, and it ends after the next has been asked for.
        let reading = reads(&apart).await;
        writer.execute_unprepared(write).await.unwrap();
        elsewhere.rollback().await.unwrap();
        let until_held = async || {
            while apart.get_sqlite_connection_pool().num_idle() > 0 {
                tokio::time::sleep(Duration::from_millis(5)).await;
            }
        };
        let next = async {
            until_held().await;
            reads(&apart).await
        };
        let ends = async {
            until_held().await;
            tokio::time::sleep(LOG_PATIENCE / 10).await;
            reading.rollback().await.unwrap();
        };
        let all = async { tokio::join!(shorten_log(&file, MEGABYTE, &apart), next, ends) };
        let (shortened, next, ()) = tokio::time::timeout(3 * REPORT_PATIENCE, all).await.unwrap();
        shortened.unwrap();
        assert_eq!(length(), 0);
        let rows = next.query_one_raw(Statement::from_string(DbBackend::Sqlite, "SELECT COUNT(*) FROM t")).await;
        assert_eq!(rows.unwrap().unwrap().try_get_by_index::<i64>(0).unwrap(), 16);
    }

    /// `.cargo/config.toml` says how SQLite is built; a build that does not read it answers several times as slowly.
    #[tokio::test]
    async fn sqlite_is_built_as_the_workspace_says() {
        let folder = tempfile::tempdir().unwrap();
        let opened = connect(&folder.path().join("built.sqlite3")).await.unwrap();
        let asked = Statement::from_string(DbBackend::Sqlite, "PRAGMA compile_options");
        let rows = opened.writer.query_all_raw(asked).await.unwrap();
        let options: Vec<String> = rows.iter().map(|row| row.try_get_by_index(0).unwrap()).collect();
        let has = |option: &str| options.iter().any(|one| one == option);
        for option in ["ENABLE_QPSG", "DEFAULT_MEMSTATUS=0", "DEFAULT_PCACHE_INITSZ=0"] {
            assert!(has(option), "{option} is not among {options:?}");
        }
        assert!(!has("ENABLE_MEMORY_MANAGEMENT"), "{options:?}");
    }
}
