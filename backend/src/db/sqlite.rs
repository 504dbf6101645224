//! SQLite: one writer and a pool of readers on a file in WAL mode.

use std::{path::Path, time::Duration};

use anyhow::Context;
use sea_orm::{
    ConnectOptions, ConnectionTrait, DatabaseConnection, DbBackend, Statement,
    sqlx::sqlite::{SqliteJournalMode, SqliteSynchronous},
};

/// Readers at a time.
const READERS: u32 = 4;

/// Opens the file, making it when it does not exist: the writer, then the readers.
///
/// # Errors
/// When the file can't be opened.
pub async fn connect(path: &Path) -> anyhow::Result<(DatabaseConnection, DatabaseConnection)> {
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder).with_context(|| format!("can't make the folder {}", folder.display()))?;
    }
    let url = format!("sqlite://{}?mode=rwc", path.display());
    let writer = open(&url, 1).await.with_context(|| format!("can't open {}", path.display()))?;
    let reader = open(&url, READERS).await.with_context(|| format!("can't open {}", path.display()))?;
    Ok((writer, reader))
}

async fn open(url: &str, connections: u32) -> Result<DatabaseConnection, sea_orm::DbErr> {
    let mut options = ConnectOptions::new(url);
    options
        .min_connections(1)
        .max_connections(connections)
        .acquire_timeout(Duration::from_secs(20))
        .sqlx_logging(false)
        // A file does not hang up.
        .test_before_acquire(false)
        .map_sqlx_sqlite_opts(|options| {
            options
                .journal_mode(SqliteJournalMode::Wal)
                // An acknowledged request survives a power cut.
                .synchronous(SqliteSynchronous::Full)
                .foreign_keys(true)
                .busy_timeout(Duration::from_secs(10))
                .statement_cache_capacity(256)
        });
    sea_orm::Database::connect(options).await
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
