//! The same statements again, as raw prepared ones: what there is to reach.

use std::{
    collections::HashMap,
    path::Path,
    str::FromStr,
    sync::{
        Arc,
        atomic::{AtomicI64, Ordering},
    },
};

use backend::db::{SQLITE_CACHE, SQLITE_FILE};
use chrono::{DateTime, Utc};
use sea_orm::{
    Value,
    sea_query::Values,
    sqlx::{
        self, ConnectOptions, Connection, PgConnection, SqliteConnection,
        postgres::PgConnectOptions,
        sqlite::{SqliteConnectOptions, SqliteJournalMode, SqliteSynchronous},
    },
};
use sea_query_sqlx::SqlxValues;
use tokio::sync::Mutex;
use uuid::Uuid;

use crate::{
    driving::Lane,
    recording::{Script, Step},
    stage::Stage,
};

/// Numbers that no ticket has, and sequences that no event has.
static NEXT: AtomicI64 = AtomicI64::new(500_000_000);

/// A connection.
pub enum Raw {
    Sqlite(SqliteConnection),
    Postgres(PgConnection),
}

impl Raw {
    /// Connects as the server does.
    pub async fn connect(stage: &Stage) -> Self {
        match &stage.url {
            None => Self::Sqlite(sqlite(&stage.data).await),
            Some(url) => {
                let options = PgConnectOptions::from_str(url).expect("an address").disable_statement_logging();
                let options = options.statement_cache_capacity(256);
                Self::Postgres(PgConnection::connect_with(&options).await.expect("PostgreSQL answers"))
            }
        }
    }

    async fn give(&mut self, sql: &'static str, values: Vec<Value>) -> Result<(), sqlx::Error> {
        let values = SqlxValues(Values(values));
        match self {
            Self::Sqlite(connection) => sqlx::query_with(sql, values).fetch_all(connection).await.map(drop),
            Self::Postgres(connection) => sqlx::query_with(sql, values).fetch_all(connection).await.map(drop),
        }
    }

    async fn transaction(&mut self, steps: Vec<(&'static str, Vec<Value>)>) -> Result<(), sqlx::Error> {
        let begin = if matches!(self, Self::Sqlite(_)) { "BEGIN IMMEDIATE" } else { "BEGIN" };
        self.give(begin, Vec::new()).await?;
        for (sql, values) in steps {
            self.give(sql, values).await?;
        }
        self.give("COMMIT", Vec::new()).await
    }
}

async fn sqlite(data: &Path) -> SqliteConnection {
    let options = SqliteConnectOptions::new()
        .filename(data.join(SQLITE_FILE))
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full)
        .foreign_keys(true)
        .statement_cache_capacity(256)
        .pragma("cache_size", SQLITE_CACHE)
        .disable_statement_logging();
    SqliteConnection::connect_with(&options).await.expect("the file opens")
}

/// A client that gives statements.
pub struct Replay {
    scripts: Arc<Vec<Script>>,
    reader: Raw,
    /// The one that writes, on SQLite.
    writer: Option<Arc<Mutex<Raw>>>,
    ticket: Option<Uuid>,
    next: usize,
}

impl Replay {
    /// One of several that do the same, with a ticket of its own to give commands to.
    pub async fn new(
        stage: &Stage,
        scripts: Arc<Vec<Script>>,
        writer: Option<Arc<Mutex<Raw>>>,
        ticket: Option<Uuid>,
        place: usize,
    ) -> Self {
        // Commands alternate, and begin with the first.
        let next = if ticket.is_some() { 0 } else { place };
        Self { scripts, reader: Raw::connect(stage).await, writer, ticket, next }
    }

    async fn read(&mut self, step: &Step, fresh: &mut Fresh<'_>) -> Result<(), sqlx::Error> {
        self.reader.give(step.sql, fresh.values(step)).await
    }

    async fn write(&mut self, steps: &[Step], fresh: &mut Fresh<'_>) -> Result<(), sqlx::Error> {
        let steps = steps.iter().map(|step| (step.sql, fresh.values(step))).collect();
        match &self.writer {
            Some(writer) => writer.lock().await.transaction(steps).await,
            None => self.reader.transaction(steps).await,
        }
    }

    async fn go_through(&mut self, script: &Script) -> Result<(), sqlx::Error> {
        let mut fresh = Fresh::of(script, self.ticket);
        for steps in script.steps.chunk_by(|one, other| one.writes == other.writes) {
            if steps[0].writes {
                self.write(steps, &mut fresh).await?;
            } else {
                for step in steps {
                    self.read(step, &mut fresh).await?;
                }
            }
        }
        Ok(())
    }
}

impl Lane for Replay {
    async fn step(&mut self) -> bool {
        let scripts = self.scripts.clone();
        let script = &scripts[self.next % scripts.len()];
        self.next += 1;
        self.go_through(script).await.unwrap_or_else(|error| panic!("a recorded statement fails: {error}"));
        true
    }
}

/// What is new each time.
struct Fresh<'a> {
    script: &'a Script,
    ticket: Option<Uuid>,
    ids: HashMap<Uuid, Uuid>,
    key: String,
    number: i64,
}

impl<'a> Fresh<'a> {
    fn of(script: &'a Script, ticket: Option<Uuid>) -> Self {
        let number = NEXT.fetch_add(1, Ordering::Relaxed);
        Self { script, ticket, ids: HashMap::new(), key: Uuid::new_v4().to_string(), number }
    }

    fn values(&mut self, step: &Step) -> Vec<Value> {
        let sequence = self.ticket.and_then(|_| place_of_sequence(step.sql));
        step.values
            .iter()
            .enumerate()
            .map(|(place, value)| {
                if Some(place) == sequence {
                    return Value::Int(Some(i32::try_from(self.number).expect("a number")));
                }
                self.value(value)
            })
            .collect()
    }

    fn value(&mut self, value: &Value) -> Value {
        match value {
            Value::Uuid(Some(id)) => Value::Uuid(Some(self.id(*id))),
            Value::String(Some(text)) if Some(text) == self.script.key.as_ref() => self.key.clone().into(),
            Value::String(Some(text)) if self.script.filed.as_ref().is_some_and(|(_, folio)| folio == text) => {
                format!("TI-{}", self.number).into()
            }
            Value::BigInt(Some(number)) if self.script.filed.as_ref().is_some_and(|(filed, _)| filed == number) => {
                self.number.into()
            }
            other => other.clone(),
        }
    }

    fn id(&mut self, id: Uuid) -> Uuid {
        if Some(id) == self.script.commanded {
            return self.ticket.unwrap_or(id);
        }
        if born(id).is_some_and(|at| at >= self.script.since) {
            *self.ids.entry(id).or_insert_with(Uuid::now_v7)
        } else {
            id
        }
    }
}

fn born(id: Uuid) -> Option<DateTime<Utc>> {
    let (seconds, nanoseconds) = id.get_timestamp()?.to_unix();
    DateTime::from_timestamp(i64::try_from(seconds).ok()?, nanoseconds)
}

/// Where an event's place in its ticket's timeline stands among the values of its insertion.
fn place_of_sequence(sql: &str) -> Option<usize> {
    let columns = sql.strip_prefix("INSERT INTO \"event\" (")?.split(')').next()?;
    columns.split(", ").position(|column| column == "\"sequence\"")
}
