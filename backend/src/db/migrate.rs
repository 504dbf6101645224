//! Brings the schema up to date, one process at a time.

use std::path::Path;

use anyhow::Context;
use migration::{Migrator, MigratorTrait};

use super::{Database, Engine, postgres, sqlite};

impl Database {
    /// Runs the migrations that have not run yet. Another process that starts at the same instant waits its turn.
    ///
    /// # Errors
    /// When one fails, or the turn can't be had.
    pub async fn migrate(&self, data: &Path) -> anyhow::Result<()> {
        let run = async || Migrator::up(self.writer(), None).await.context("a migration failed");
        match self.engine() {
            Engine::Sqlite => sqlite::in_turn(data, run).await,
            Engine::Postgres => postgres::in_turn(self.writer(), run).await,
        }
    }

    /// How many migrations have not run yet.
    ///
    /// # Errors
    /// When the database can't be reached.
    pub async fn pending_migrations(&self) -> Result<usize, sea_orm::DbErr> {
        Ok(Migrator::get_pending_migrations_read_only(self.reader()).await?.len())
    }
}
