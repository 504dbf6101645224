//! One database per test, thrown away after it: a copy of a template that was migrated once per process.

pub mod cluster;
mod postgres;
mod sqlite;

use std::fmt;

pub use postgres::{Server, Stop, tool};
use tempfile::TempDir;

use crate::process;

/// The engine that keeps a test's data.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Engine {
    /// A file in the data folder.
    Sqlite,
    /// A database of a cluster that was started for this process.
    Postgres,
}

impl Engine {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Sqlite, Self::Postgres];
}

impl fmt::Display for Engine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Sqlite => "sqlite",
            Self::Postgres => "postgres",
        })
    }
}

/// A data folder and, on PostgreSQL, a database: gone when this is dropped.
#[derive(Debug)]
pub struct Storage {
    engine: Engine,
    data: TempDir,
    database: Option<Place>,
}

/// Where PostgreSQL keeps it.
#[derive(Debug)]
enum Place {
    Shared(postgres::Database),
    /// The one database of a server of its own.
    Own(Server),
}

impl Storage {
    /// Everything migrated and nothing in it.
    pub async fn migrated(engine: Engine) -> Self {
        let storage = Self::data_folder(engine, None);
        match engine {
            Engine::Sqlite => {
                sqlite::copy_template(storage.data.path());
                storage
            }
            Engine::Postgres => {
                Self { database: Some(Place::Shared(postgres::Database::from_template().await)), ..storage }
            }
        }
    }

    /// Not even a schema.
    pub async fn empty(engine: Engine) -> Self {
        let database = match engine {
            Engine::Sqlite => None,
            Engine::Postgres => Some(Place::Shared(postgres::Database::empty().await)),
        };
        Self::data_folder(engine, database)
    }

    /// On a PostgreSQL server of its own, which may be stopped, and with nothing in it.
    pub fn on_a_server_of_its_own() -> Self {
        Self::data_folder(Engine::Postgres, Some(Place::Own(Server::start())))
    }

    fn data_folder(engine: Engine, database: Option<Place>) -> Self {
        Self { engine, data: process::folder_of_its_own(&process::quick_folder()), database }
    }

    /// The engine.
    pub fn engine(&self) -> Engine {
        self.engine
    }

    /// The data folder.
    pub fn folder(&self) -> &std::path::Path {
        self.data.path()
    }

    /// The address for `database_url`; none is SQLite in the data folder.
    pub fn url(&self) -> Option<String> {
        self.database.as_ref().map(|place| match place {
            Place::Shared(database) => database.url(),
            Place::Own(server) => server.url("postgres"),
        })
    }

    /// The server that is its own.
    ///
    /// # Panics
    /// When it has none.
    pub fn server(&self) -> &Server {
        match &self.database {
            Some(Place::Own(server)) => server,
            _ => panic!("its server is everybody's"),
        }
    }
}

#[cfg(test)]
mod tests {
    use sea_orm::{ConnectionTrait, Database};

    use super::*;

    #[tokio::test]
    async fn a_copy_has_the_schema_and_shares_nothing() {
        for engine in Engine::ALL {
            let (one, other) = (Storage::migrated(engine).await, Storage::migrated(engine).await);
            let address = |storage: &Storage| {
                let file = storage.folder().join("ventanilla.sqlite3");
                storage.url().unwrap_or_else(|| format!("sqlite://{}", file.display()))
            };
            let one = Database::connect(address(&one)).await.unwrap();
            let team = "INSERT INTO rate_limit (key, window_start, count, expires_at) VALUES ('x', '2026-01-01', 1, '2026-01-01')";
            one.execute_unprepared(team).await.unwrap();
            let other = Database::connect(address(&other)).await.unwrap();
            other.execute_unprepared(team).await.unwrap();
        }
    }
}
