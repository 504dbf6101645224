//! Loading a great many rows into an empty database: the indexes are made when the rows are there, which takes a fraction of
//! the time that keeping them up takes. Whoever loads sees to it that the rows agree with one another.

mod postgres;
mod sqlite;

use sea_orm::{ActiveModelTrait, EntityTrait, IntoActiveModel};

use super::{Database, Engine};

/// A load under way.
#[derive(Debug)]
pub enum Load {
    /// Into a file.
    Sqlite(sqlite::Load),
    /// Into a server.
    Postgres(Box<postgres::Load>),
}

impl Database {
    /// Begins to load some tables. What is loaded is read by nobody before [`Load::finish`].
    ///
    /// # Errors
    /// When the database refuses it.
    pub async fn load(&self, tables: &'static [&'static str]) -> anyhow::Result<Load> {
        Ok(match self.engine() {
            Engine::Sqlite => Load::Sqlite(sqlite::Load::begin(self.writer(), tables).await?),
            Engine::Postgres => Load::Postgres(Box::new(postgres::Load::begin(self.writer(), tables).await?)),
        })
    }
}

impl Load {
    /// Begins a transaction, for the rows until [`Load::commit`].
    ///
    /// # Errors
    /// When the database refuses it.
    pub async fn open(&mut self) -> anyhow::Result<()> {
        match self {
            Self::Sqlite(load) => load.open().await,
            Self::Postgres(load) => load.open().await,
        }
    }

    /// Writes rows.
    ///
    /// # Errors
    /// When the database refuses them.
    pub async fn rows<E, A>(&mut self, rows: Vec<E::Model>) -> anyhow::Result<()>
    where
        E: EntityTrait,
        E::Model: IntoActiveModel<A>,
        A: ActiveModelTrait<Entity = E> + Send,
    {
        if rows.is_empty() {
            return Ok(());
        }
        let rows = rows.into_iter().map(IntoActiveModel::into_active_model);
        match self {
            Self::Sqlite(load) => load.rows::<E, A>(rows).await,
            Self::Postgres(load) => load.rows::<E, A>(rows).await,
        }
    }

    /// Ends the transaction.
    ///
    /// # Errors
    /// When the database refuses it.
    pub async fn commit(&mut self) -> anyhow::Result<()> {
        match self {
            Self::Sqlite(load) => load.commit().await,
            Self::Postgres(load) => load.commit().await,
        }
    }

    /// Makes the indexes and holds the rows against the constraints.
    ///
    /// # Errors
    /// When rows do not agree with one another.
    pub async fn finish(self) -> anyhow::Result<()> {
        match self {
            Self::Sqlite(load) => load.finish().await,
            Self::Postgres(load) => load.finish().await,
        }
    }
}
