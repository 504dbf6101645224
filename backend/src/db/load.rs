//! Loading a great many rows into an empty database: the indexes are made when the rows are there, which takes a fraction of
//! the time that keeping them up takes. Whoever loads sees to it that the rows agree with one another.

mod postgres;
mod sqlite;

use sea_orm::{ActiveModelTrait, EntityTrait, Iden, IntoActiveModel, Iterable};

use super::{Database, Engine};

/// A load under way.
#[derive(Debug)]
pub enum Load {
    /// Into a file.
    Sqlite(sqlite::Load),
    /// Into a server.
    Postgres(Box<postgres::Load>),
}

/// Rows in the form in which an engine takes them in.
#[derive(Debug)]
pub enum Packed {
    /// Statements with their values.
    Sqlite(Vec<sqlite::Lot>),
    /// Text for `COPY`.
    Postgres(postgres::Lot),
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

impl Packed {
    /// Packs rows for an engine. It needs no database: another thread may pack while one loads.
    ///
    /// # Errors
    /// When a value is of a kind that no table has.
    pub fn of<E, A>(engine: Engine, rows: Vec<E::Model>) -> anyhow::Result<Self>
    where
        E: EntityTrait,
        E::Model: IntoActiveModel<A>,
        A: ActiveModelTrait<Entity = E>,
    {
        let rows = rows.into_iter().map(IntoActiveModel::into_active_model);
        Ok(match engine {
            Engine::Sqlite => Self::Sqlite(sqlite::pack::<E, A>(rows)?),
            Engine::Postgres => Self::Postgres(postgres::pack::<E, A>(rows)?),
        })
    }
}

impl Load {
    /// Writes rows in one transaction.
    ///
    /// # Errors
    /// When the database refuses them, or they are packed for another engine.
    pub async fn write(&mut self, packed: Vec<Packed>) -> anyhow::Result<()> {
        match self {
            Self::Sqlite(load) => load.write(packed).await,
            Self::Postgres(load) => load.write(packed).await,
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

/// A table and its columns as a statement names where rows go, and the columns in that order.
fn into_table<E: EntityTrait>() -> (String, Vec<E::Column>) {
    let columns: Vec<E::Column> = E::Column::iter().collect();
    let names: Vec<String> = columns.iter().map(|column| format!("\"{}\"", column.unquoted())).collect();
    (format!("\"{}\" ({})", E::default().table_name(), names.join(", ")), columns)
}
