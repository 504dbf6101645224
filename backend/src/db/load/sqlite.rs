//! SQLite: inserts of many rows by prepared statements, in few transactions; references are held against once, at the end.

use anyhow::{Context, bail, ensure};
use sea_orm::{
    ActiveModelTrait, ConnectionTrait, DatabaseConnection, DatabaseTransaction, DbBackend, EntityTrait, Iden, Iterable,
    SqliteTransactionMode, Statement, TransactionOptions, TransactionTrait,
};

/// Most values of one statement: what is understood without much ado.
const VALUES_MAX: usize = 8_000;

/// A load into a file.
#[derive(Debug)]
pub struct Load {
    writer: DatabaseConnection,
    tx: Option<DatabaseTransaction>,
    /// Statements that make the indexes again.
    indexes: Vec<String>,
}

impl Load {
    pub(super) async fn begin(writer: &DatabaseConnection, tables: &[&str]) -> anyhow::Result<Self> {
        let names: Vec<String> = tables.iter().map(|table| format!("'{table}'")).collect();
        let made = format!(
            "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL AND tbl_name IN ({})",
            names.join(", ")
        );
        let mut indexes = Vec::new();
        for row in writer.query_all_raw(statement(made)).await? {
            indexes.push(row.try_get::<String>("", "sql")?);
            let name: String = row.try_get("", "name")?;
            writer.execute_unprepared(&format!("DROP INDEX {name}")).await?;
        }
        // There is one connection that writes. Nothing is lost by a power cut but a load that has to begin anew anyway.
        for setting in ["foreign_keys = OFF", "synchronous = NORMAL", "cache_size = -200000", "temp_store = FILE"] {
            writer.execute_unprepared(&format!("PRAGMA {setting}")).await?;
        }
        Ok(Self { writer: writer.clone(), tx: None, indexes })
    }

    pub(super) async fn open(&mut self) -> anyhow::Result<()> {
        let options = TransactionOptions {
            sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate),
            ..TransactionOptions::default()
        };
        self.tx = Some(self.writer.begin_with_options(options).await?);
        Ok(())
    }

    pub(super) async fn rows<E, A>(&mut self, rows: impl Iterator<Item = A>) -> anyhow::Result<()>
    where
        E: EntityTrait,
        A: ActiveModelTrait<Entity = E> + Send,
    {
        let tx = self.tx.as_ref().context("rows outside a transaction")?;
        let columns: Vec<E::Column> = E::Column::iter().collect();
        let names: Vec<String> = columns.iter().map(|column| format!("\"{}\"", column.unquoted())).collect();
        let begin = format!("INSERT INTO \"{}\" ({}) VALUES ", E::default().table_name(), names.join(", "));
        let row_of = format!("({})", vec!["?"; columns.len()].join(", "));
        let most = VALUES_MAX / columns.len().max(1);
        // The same words for every lot but the last: they are understood once.
        let whole = format!("{begin}{}", vec![row_of.as_str(); most].join(", "));
        let mut rows = rows.peekable();
        while rows.peek().is_some() {
            let mut values = Vec::with_capacity(VALUES_MAX);
            let mut count = 0;
            for row in rows.by_ref().take(most) {
                count += 1;
                for column in &columns {
                    values.push(row.get(*column).into_value().context("a column without a value")?);
                }
            }
            let sql = if count == most {
                whole.clone()
            } else {
                format!("{begin}{}", vec![row_of.as_str(); count].join(", "))
            };
            tx.execute_raw(Statement::from_sql_and_values(DbBackend::Sqlite, sql, values)).await?;
        }
        Ok(())
    }

    pub(super) async fn commit(&mut self) -> anyhow::Result<()> {
        match self.tx.take() {
            Some(tx) => Ok(tx.commit().await?),
            None => bail!("there is no transaction"),
        }
    }

    pub(super) async fn finish(self) -> anyhow::Result<()> {
        for index in &self.indexes {
            self.writer.execute_unprepared(index).await?;
        }
        let lost = self.writer.query_all_raw(statement("PRAGMA foreign_key_check".to_owned())).await?;
        ensure!(lost.is_empty(), "{} rows refer to others that do not exist", lost.len());
        let settings = ["foreign_keys = ON", "synchronous = FULL", "cache_size = -2000", "wal_checkpoint(TRUNCATE)"];
        for setting in settings {
            self.writer.execute_unprepared(&format!("PRAGMA {setting}")).await?;
        }
        Ok(())
    }
}

fn statement(sql: String) -> Statement {
    Statement::from_string(DbBackend::Sqlite, sql)
}
