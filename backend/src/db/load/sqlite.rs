//! SQLite: inserts of many rows by prepared statements, in few transactions; references are held against once, at the end.

use std::sync::Arc;

use anyhow::{Context, anyhow, bail, ensure};
use sea_orm::{
    ActiveModelTrait, DatabaseConnection, EntityTrait, Value,
    sqlx::{
        self, Arguments, AssertSqlSafe, Row, Sqlite, SqliteConnection, pool::PoolConnection, sqlite::SqliteArguments,
    },
};

use super::{Packed, into_table};
use crate::db::sqlite::CACHE;

/// Most values of one statement: what is understood without much ado.
const VALUES_MAX: usize = 8_000;

/// A load into a file.
#[derive(Debug)]
pub struct Load {
    /// There is one connection that writes.
    session: PoolConnection<Sqlite>,
    /// Statements that make the indexes again.
    indexes: Vec<String>,
}

/// Some rows of a table.
#[derive(Debug)]
pub struct Lot {
    statement: Arc<str>,
    values: SqliteArguments,
}

/// Rows of a table as statements with their values.
pub(super) fn pack<E, A>(mut rows: impl ExactSizeIterator<Item = A>) -> anyhow::Result<Vec<Lot>>
where
    E: EntityTrait,
    A: ActiveModelTrait<Entity = E>,
{
    let (into, columns) = into_table::<E>();
    let begin = format!("INSERT INTO {into} VALUES ");
    let row_of = format!("({})", vec!["?"; columns.len()].join(", "));
    let mut lots = Vec::new();
    // Powers of two, so that there are few statements, each of which is understood once.
    let mut count = 1 << (VALUES_MAX / columns.len().max(1)).max(1).ilog2();
    while count > 0 {
        let statement: Arc<str> = format!("{begin}{}", vec![row_of.as_str(); count].join(", ")).into();
        while rows.len() >= count {
            let mut values = SqliteArguments::default();
            values.reserve(count * columns.len(), 0);
            for mut row in rows.by_ref().take(count) {
                for column in &columns {
                    add(&mut values, row.take(*column).into_value().context("a column without a value")?)?;
                }
            }
            lots.push(Lot { statement: Arc::clone(&statement), values });
        }
        count /= 2;
    }
    Ok(lots)
}

/// A value as the entities have it written.
fn add(values: &mut SqliteArguments, value: Value) -> anyhow::Result<()> {
    match value {
        Value::Bool(value) => values.add(value),
        Value::SmallInt(value) => values.add(value),
        Value::Int(value) => values.add(value),
        Value::BigInt(value) => values.add(value),
        Value::Uuid(value) => values.add(value),
        Value::ChronoDateTimeUtc(value) => values.add(value),
        Value::String(value) => values.add(value),
        Value::Bytes(value) => values.add(value),
        Value::Json(value) => values.add(value.map(|value| value.to_string())),
        other => bail!("{other:?} can't be loaded"),
    }
    .map_err(|error| anyhow!(error))
}

impl Load {
    pub(super) async fn begin(writer: &DatabaseConnection, tables: &[&str]) -> anyhow::Result<Self> {
        let mut session = writer.get_sqlite_connection_pool().acquire().await?;
        let names: Vec<String> = tables.iter().map(|table| format!("'{table}'")).collect();
        let made = format!(
            "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL AND tbl_name IN ({})",
            names.join(", ")
        );
        let mut indexes = Vec::new();
        for row in sqlx::query(AssertSqlSafe(made)).fetch_all(&mut *session).await? {
            indexes.push(row.try_get::<String, _>("sql")?);
            let name: String = row.try_get("name")?;
            run(&mut session, format!("DROP INDEX {name}")).await?;
        }
        // Nothing is lost by a power cut but a load that has to begin anew anyway.
        let settings =
            ["foreign_keys = OFF", "synchronous = NORMAL", "cache_size = -200000", "temp_store = FILE", "threads = 2"];
        for setting in settings {
            run(&mut session, format!("PRAGMA {setting}")).await?;
        }
        Ok(Self { session, indexes })
    }

    pub(super) async fn write(&mut self, packed: Vec<Packed>) -> anyhow::Result<()> {
        run(&mut self.session, "BEGIN IMMEDIATE".to_owned()).await?;
        for packed in packed {
            let Packed::Sqlite(lots) = packed else { bail!("packed for another engine") };
            for Lot { statement, values } in lots {
                sqlx::query_with(AssertSqlSafe(statement), values).execute(&mut *self.session).await?;
            }
        }
        run(&mut self.session, "COMMIT".to_owned()).await
    }

    pub(super) async fn finish(mut self) -> anyhow::Result<()> {
        for index in self.indexes {
            run(&mut self.session, index).await?;
        }
        let lost = sqlx::query("PRAGMA foreign_key_check").fetch_all(&mut *self.session).await?;
        ensure!(lost.is_empty(), "{} rows refer to others that do not exist", lost.len());
        let settings = [
            "foreign_keys = ON",
            "synchronous = FULL",
            &format!("cache_size = {CACHE}"),
            "threads = 0",
            "wal_checkpoint(TRUNCATE)",
        ];
        for setting in settings {
            run(&mut self.session, format!("PRAGMA {setting}")).await?;
        }
        Ok(())
    }
}

async fn run(session: &mut SqliteConnection, statement: String) -> anyhow::Result<()> {
    sqlx::query(AssertSqlSafe(statement)).execute(session).await?;
    Ok(())
}
