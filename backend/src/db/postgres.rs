//! PostgreSQL: one pool for everything.

use std::time::Duration;

use anyhow::Context;
use sea_orm::{ConnectOptions, DatabaseConnection};

/// Connects to a server.
///
/// # Errors
/// When it can't be reached.
pub async fn connect(url: &str) -> anyhow::Result<DatabaseConnection> {
    let mut options = ConnectOptions::new(url);
    options.max_connections(16).acquire_timeout(Duration::from_secs(5)).sqlx_logging(false).test_before_acquire(true);
    sea_orm::Database::connect(options).await.context("can't reach PostgreSQL at the configured database_url")
}
