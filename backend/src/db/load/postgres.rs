//! PostgreSQL: `COPY`, and what refers to other rows is declared again at the end, which holds all rows against it at once.

use std::fmt::Write;

use anyhow::bail;
use sea_orm::{
    ActiveModelTrait, DatabaseConnection, EntityTrait, Iden, Iterable, Value,
    sqlx::{self, AssertSqlSafe, PgConnection, Row},
};

/// Bytes that are sent at a time.
const CHUNK: usize = 1 << 20;

/// A load into a server.
#[derive(Debug)]
pub struct Load {
    session: PgConnection,
    tables: &'static [&'static str],
    /// Statements that make the indexes, then the references, again.
    rest: Vec<String>,
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

    pub(super) async fn open(&mut self) -> anyhow::Result<()> {
        run(&mut self.session, "BEGIN".to_owned()).await
    }

    pub(super) async fn rows<E, A>(&mut self, rows: impl Iterator<Item = A>) -> anyhow::Result<()>
    where
        E: EntityTrait,
        A: ActiveModelTrait<Entity = E> + Send,
    {
        let columns: Vec<String> = E::Column::iter().map(|column| format!("\"{}\"", column.unquoted())).collect();
        let table = E::default();
        let statement = format!("COPY \"{}\" ({}) FROM STDIN", table.table_name(), columns.join(", "));
        let mut copy = self.session.copy_in_raw(&statement).await?;
        let mut text = String::with_capacity(CHUNK + 4_096);
        for row in rows {
            for (place, column) in E::Column::iter().enumerate() {
                if place > 0 {
                    text.push('\t');
                }
                match row.get(column).into_value() {
                    Some(value) => write(&value, &mut text)?,
                    None => text.push_str("\\N"),
                }
            }
            text.push('\n');
            if text.len() >= CHUNK {
                copy.send(text.as_bytes()).await?;
                text.clear();
            }
        }
        copy.send(text.as_bytes()).await?;
        copy.finish().await?;
        Ok(())
    }

    pub(super) async fn commit(&mut self) -> anyhow::Result<()> {
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
        Value::ChronoDateTimeUtc(Some(value)) => write!(out, "{}", value.format("%Y-%m-%d %H:%M:%S%.6f+00"))?,
        Value::String(Some(value)) => escape(value, out),
        Value::Json(Some(value)) => escape(&value.to_string(), out),
        Value::Bytes(Some(bytes)) => {
            out.push_str("\\\\x");
            for byte in bytes {
                write!(out, "{byte:02x}")?;
            }
        }
        absent if *absent == absent.as_null() => out.push_str("\\N"),
        other => bail!("{other:?} can't be loaded"),
    }
    Ok(())
}

fn escape(text: &str, out: &mut String) {
    for c in text.chars() {
        match c {
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            plain => out.push(plain),
        }
    }
}
