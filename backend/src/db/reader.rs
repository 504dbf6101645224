//! Reads outside a transaction: each statement on whatever connection is at hand.

use std::{fmt, pin::Pin, sync::Arc};

use sea_orm::{
    ConnectionTrait, DatabaseConnection, DbBackend, DbErr, ExecResult, QueryResult, RuntimeErr, Statement, StreamTrait,
    sea_query::Values,
    sqlx::{self, AssertSqlSafe, Executor, IntoArguments, Postgres, Sqlite, query::Query},
};
use sea_orm_migration::async_trait;
use sea_query_sqlx::SqlxValues;

use super::shelf::Shelf;

/// Is told of statements.
type Told = Arc<dyn Fn(&Statement) + Send + Sync>;

/// The connections of an engine.
pub enum Shelves {
    /// Of SQLite.
    Sqlite(Arc<Shelf<Sqlite>>),
    /// Of PostgreSQL.
    Postgres(Arc<Shelf<Postgres>>),
}

/// Connections for reads.
pub struct Reader {
    shelves: Shelves,
    /// For what holds a connection for long: it must not take from the others.
    apart: DatabaseConnection,
    told: Option<Told>,
}

impl fmt::Debug for Reader {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Reader({:?})", self.connections())
    }
}

impl Reader {
    /// Of connections for single statements, and of others for whatever takes long.
    pub fn new(shelves: Shelves, apart: DatabaseConnection) -> Self {
        Self { shelves, apart, told: None }
    }

    /// Has somebody told of every statement.
    pub fn overhear(&mut self, told: impl Fn(&Statement) + Send + Sync + 'static) {
        let told: Told = Arc::new(told);
        self.told = Some(told.clone());
        self.apart.set_metric_callback(move |info| told(info.statement));
    }

    /// For what holds a connection for long.
    pub fn apart(&self) -> &DatabaseConnection {
        &self.apart
    }

    /// Connections for single statements that are open, and those of them that nobody uses now.
    pub fn connections(&self) -> (u32, u32) {
        match &self.shelves {
            Shelves::Sqlite(shelf) => shelf.connections(),
            Shelves::Postgres(shelf) => shelf.connections(),
        }
    }

    /// Closes the connections for single statements.
    pub async fn close(&self) {
        match &self.shelves {
            Shelves::Sqlite(shelf) => shelf.close().await,
            Shelves::Postgres(shelf) => shelf.close().await,
        }
    }

    fn tell(&self, statement: &Statement) {
        if let Some(told) = &self.told {
            told(statement);
        }
    }
}

#[async_trait::async_trait]
impl ConnectionTrait for Reader {
    fn get_database_backend(&self) -> DbBackend {
        match self.shelves {
            Shelves::Sqlite(_) => DbBackend::Sqlite,
            Shelves::Postgres(_) => DbBackend::Postgres,
        }
    }

    async fn execute_raw(&self, statement: Statement) -> Result<ExecResult, DbErr> {
        self.tell(&statement);
        match &self.shelves {
            Shelves::Sqlite(shelf) => execute(shelf, statement).await,
            Shelves::Postgres(shelf) => execute(shelf, statement).await,
        }
    }

    async fn execute_unprepared(&self, sql: &str) -> Result<ExecResult, DbErr> {
        self.apart.execute_unprepared(sql).await
    }

    async fn query_one_raw(&self, statement: Statement) -> Result<Option<QueryResult>, DbErr> {
        self.tell(&statement);
        match &self.shelves {
            Shelves::Sqlite(shelf) => query_one(shelf, statement).await,
            Shelves::Postgres(shelf) => query_one(shelf, statement).await,
        }
    }

    async fn query_all_raw(&self, statement: Statement) -> Result<Vec<QueryResult>, DbErr> {
        self.tell(&statement);
        match &self.shelves {
            Shelves::Sqlite(shelf) => query_all(shelf, statement).await,
            Shelves::Postgres(shelf) => query_all(shelf, statement).await,
        }
    }
}

impl StreamTrait for Reader {
    type Stream<'a> = <DatabaseConnection as StreamTrait>::Stream<'a>;

    fn get_database_backend(&self) -> DbBackend {
        ConnectionTrait::get_database_backend(self)
    }

    fn stream_raw<'a>(
        &'a self,
        statement: Statement,
    ) -> Pin<Box<dyn Future<Output = Result<Self::Stream<'a>, DbErr>> + 'a + Send>> {
        self.apart.stream_raw(statement)
    }
}

async fn execute<DB>(shelf: &Arc<Shelf<DB>>, statement: Statement) -> Result<ExecResult, DbErr>
where
    DB: sqlx::Database,
    for<'c> &'c mut DB::Connection: Executor<'c, Database = DB>,
    SqlxValues: IntoArguments<DB>,
    DB::QueryResult: Into<ExecResult>,
{
    let mut taken = shelf.take().await?;
    let outcome = query(statement).execute(taken.connection()?).await;
    let answer = outcome.map_err(|error| DbErr::Exec(RuntimeErr::SqlxError(error.into())))?;
    taken.put_back();
    Ok(answer.into())
}

async fn query_one<DB>(shelf: &Arc<Shelf<DB>>, statement: Statement) -> Result<Option<QueryResult>, DbErr>
where
    DB: sqlx::Database,
    for<'c> &'c mut DB::Connection: Executor<'c, Database = DB>,
    SqlxValues: IntoArguments<DB>,
    DB::Row: Into<QueryResult>,
{
    let mut taken = shelf.take().await?;
    let outcome = query(statement).fetch_optional(taken.connection()?).await;
    let answer = outcome.map_err(|error| DbErr::Query(RuntimeErr::SqlxError(error.into())))?;
    taken.put_back();
    Ok(answer.map(Into::into))
}

async fn query_all<DB>(shelf: &Arc<Shelf<DB>>, statement: Statement) -> Result<Vec<QueryResult>, DbErr>
where
    DB: sqlx::Database,
    for<'c> &'c mut DB::Connection: Executor<'c, Database = DB>,
    SqlxValues: IntoArguments<DB>,
    DB::Row: Into<QueryResult>,
{
    let mut taken = shelf.take().await?;
    let outcome = query(statement).fetch_all(taken.connection()?).await;
    let answer = outcome.map_err(|error| DbErr::Query(RuntimeErr::SqlxError(error.into())))?;
    taken.put_back();
    Ok(answer.into_iter().map(Into::into).collect())
}

fn query<DB: sqlx::Database>(statement: Statement) -> Query<'static, DB, SqlxValues>
where
    SqlxValues: IntoArguments<DB>,
{
    let values = statement.values.unwrap_or_else(|| Values(Vec::new()));
    sqlx::query_with(AssertSqlSafe(statement.sql), SqlxValues(values))
}
