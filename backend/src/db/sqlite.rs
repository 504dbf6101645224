//! SQLite: one writer and a pool of readers on a file in WAL mode.

use std::{path::Path, time::Duration};

use anyhow::Context;
use sea_orm::{
    ConnectOptions, DatabaseConnection,
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
