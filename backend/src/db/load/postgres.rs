//! PostgreSQL: `COPY`, and what refers to other rows is declared again at the end, which holds all rows against it at once.

use std::fmt::Write;

use anyhow::bail;
use chrono::SecondsFormat;
use sea_orm::{
    ActiveModelTrait, DatabaseConnection, EntityTrait, Value,
    sqlx::{self, AssertSqlSafe, PgConnection, Row},
};

use super::{Packed, into_table};

/// Bytes that are sent at a time.
const CHUNK: usize = 1 << 18;

/// A load into a server.
#[derive(Debug)]
pub struct Load {
    session: PgConnection,
    tables: &'static [&'static str],
    /// Statements that make the indexes, then the references, again.
    rest: Vec<String>,
}

/// Some rows of a table.
#[derive(Debug)]
pub struct Lot {
    statement: String,
    chunks: Vec<String>,
}

/// Rows of a table as text for `COPY`.
pub(super) fn pack<E, A>(rows: impl Iterator<Item = A>) -> anyhow::Result<Lot>
where
    E: EntityTrait,
    A: ActiveModelTrait<Entity = E>,
{
    let (into, columns) = into_table::<E>();
    let statement = format!("COPY {into} FROM STDIN");
    let mut chunks = Vec::new();
    let mut text = String::new();
    for mut row in rows {
        if text.capacity() == 0 {
            text.reserve(CHUNK + 16_384);
        }
        for (place, column) in columns.iter().enumerate() {
            if place > 0 {
                text.push('\t');
            }
            match row.take(*column).into_value() {
                Some(value) => write(&value, &mut text)?,
                None => text.push_str("\\N"),
            }
        }
        text.push('\n');
        if text.len() >= CHUNK {
            chunks.push(std::mem::take(&mut text));
        }
    }
    chunks.push(text);
    Ok(Lot { statement, chunks })
}

impl Load {
    pub(super) async fn begin(writer: &DatabaseConnection, tables: &'static [&'static str]) -> anyhow::Result<Self> {
        let mut session = writer.get_postgres_connection_pool().acquire().await?.detach();
        // Between two batches it stands still for as long as the next one takes.
        for setting in
            ["idle_in_transaction_session_timeout = 0", "synchronous_commit = off", "maintenance_work_mem = '256MB'"]
        {
            run(&mut session, format!("SET {setting}")).await?;
        }
        let names: Vec<String> = tables.iter().map(|table| format!("'{table}'")).collect();
        let names = names.join(", ");
        let references = format!(
            "SELECT conrelid::regclass::text AS place, conname AS name, pg_get_constraintdef(oid) AS made \
             FROM pg_constraint WHERE contype = 'f' AND connamespace = current_schema()::regnamespace \
             AND conrelid::regclass::text IN ({names}) ORDER BY 1, 2"
        );
        let indexes = format!(
            "SELECT indexname AS name, indexdef AS made FROM pg_indexes WHERE schemaname = current_schema() \
             AND tablename IN ({names}) AND NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conname = indexname) ORDER BY 1"
        );
        let (mut rest, mut declared) = (Vec::new(), Vec::new());
        for row in sqlx::query(AssertSqlSafe(references)).fetch_all(&mut session).await? {
            let (place, name): (String, String) = (row.try_get("place")?, row.try_get("name")?);
            let made: String = row.try_get("made")?;
            declared.push(format!("ALTER TABLE {place} ADD CONSTRAINT \"{name}\" {made}"));
            run(&mut session, format!("ALTER TABLE {place} DROP CONSTRAINT \"{name}\"")).await?;
        }
        for row in sqlx::query(AssertSqlSafe(indexes)).fetch_all(&mut session).await? {
            let (name, made): (String, String) = (row.try_get("name")?, row.try_get("made")?);
            rest.push(made);
            run(&mut session, format!("DROP INDEX \"{name}\"")).await?;
        }
        rest.extend(declared);
        Ok(Self { session, tables, rest })
    }

    pub(super) async fn write(&mut self, packed: Vec<Packed>) -> anyhow::Result<()> {
        run(&mut self.session, "BEGIN".to_owned()).await?;
        for packed in packed {
            let Packed::Postgres(lot) = packed else { bail!("packed for another engine") };
            let mut copy = self.session.copy_in_raw(&lot.statement).await?;
            for chunk in lot.chunks {
                copy.send(chunk.into_bytes()).await?;
            }
            copy.finish().await?;
        }
        run(&mut self.session, "COMMIT".to_owned()).await
    }

    pub(super) async fn finish(mut self) -> anyhow::Result<()> {
        for statement in self.rest {
            run(&mut self.session, statement).await?;
        }
        // What the planner knows of the rows, and which pages everybody sees, is usually found out in the background.
        for table in self.tables {
            run(&mut self.session, format!("VACUUM ANALYZE {table}")).await?;
        }
        Ok(sqlx::Connection::close(self.session).await?)
    }
}

async fn run(session: &mut PgConnection, statement: String) -> anyhow::Result<()> {
    sqlx::query(AssertSqlSafe(statement)).execute(session).await?;
    Ok(())
}

/// A value as `COPY` reads it.
fn write(value: &Value, out: &mut String) -> anyhow::Result<()> {
    match value {
        Value::Bool(Some(value)) => out.push(if *value { 't' } else { 'f' }),
        Value::SmallInt(Some(value)) => write!(out, "{value}")?,
        Value::Int(Some(value)) => write!(out, "{value}")?,
        Value::BigInt(Some(value)) => write!(out, "{value}")?,
        Value::Uuid(Some(value)) => write!(out, "{}", value.hyphenated())?,
        Value::ChronoDateTimeUtc(Some(value)) => out.push_str(&value.to_rfc3339_opts(SecondsFormat::Micros, true)),
        Value::String(Some(value)) => escape(value, out),
        Value::Json(Some(value)) => escape(&value.to_string(), out),
        Value::Bytes(Some(bytes)) => {
            out.push_str("\\\\x");
            for byte in bytes {
                out.extend([byte >> 4, byte & 15].into_iter().filter_map(|half| char::from_digit(half.into(), 16)));
            }
        }
        absent if *absent == absent.as_null() => out.push_str("\\N"),
        other => bail!("{other:?} can't be loaded"),
    }
    Ok(())
}

fn escape(text: &str, out: &mut String) {
    let mut rest = text;
    while let Some((plain, special)) =
        rest.find(['\\', '\n', '\r', '\t']).and_then(|place| rest.split_at_checked(place))
    {
        out.push_str(plain);
        let mut characters = special.chars();
        out.push_str(match characters.next() {
            Some('\n') => "\\n",
            Some('\r') => "\\r",
            Some('\t') => "\\t",
            _ => "\\\\",
        });
        rest = characters.as_str();
    }
    out.push_str(rest);
}
