//! Selects that are composed once: to compose one takes about as long as SQLite takes to answer it.

use std::{borrow::Borrow, sync::OnceLock};

use sea_orm::{
    ConnectionTrait, DbBackend, Statement, Value,
    sea_query::{SelectStatement, Values},
};
use uuid::Uuid;

use super::listed;

/// A select that is given other values each time.
#[derive(Debug)]
pub struct Composed {
    compose: fn() -> SelectStatement,
    text: Text,
}

impl Composed {
    /// Of a select with examples of its values.
    pub const fn new(compose: fn() -> SelectStatement) -> Self {
        Self { compose, text: Text::new() }
    }

    /// With all of its values, a limit among them, in the order of the text.
    pub fn with<const VALUES: usize>(&self, db: &impl ConnectionTrait, values: [Value; VALUES]) -> Statement {
        self.text.with(db.get_database_backend(), self.compose, values.into())
    }
}

/// A select of the rows of some ids, for each length that [`listed`] makes of a page's.
#[derive(Debug)]
pub struct ComposedList {
    compose: fn(Vec<Uuid>) -> SelectStatement,
    texts: [Text; LENGTHS],
}

/// 1, 2, 4 and so on to 128. Longer lists are composed anew.
const LENGTHS: usize = 8;

impl ComposedList {
    /// Of a select whose only values are the ids.
    pub const fn new(compose: fn(Vec<Uuid>) -> SelectStatement) -> Self {
        Self { compose, texts: [const { Text::new() }; LENGTHS] }
    }

    /// With some ids; nothing when there are none.
    pub fn with(
        &self,
        db: &impl ConnectionTrait,
        ids: impl IntoIterator<Item = impl Borrow<Uuid>>,
    ) -> Option<Statement> {
        let ids = listed(ids);
        let place = usize::try_from(ids.len().checked_ilog2()?).ok()?;
        let engine = db.get_database_backend();
        let Some(text) = self.texts.get(place) else { return Some(engine.build(&(self.compose)(ids))) };
        let values = ids.iter().map(|id| Value::from(*id)).collect();
        Some(text.with(engine, || (self.compose)(ids), values))
    }
}

/// A text for each engine, and how many values it takes.
#[derive(Debug)]
struct Text {
    sqlite: OnceLock<(String, usize)>,
    postgres: OnceLock<(String, usize)>,
}

impl Text {
    const fn new() -> Self {
        Self { sqlite: OnceLock::new(), postgres: OnceLock::new() }
    }

    fn with(&self, engine: DbBackend, compose: impl FnOnce() -> SelectStatement, values: Vec<Value>) -> Statement {
        let of_engine = if engine == DbBackend::Postgres { &self.postgres } else { &self.sqlite };
        let (sql, takes) = of_engine.get_or_init(|| {
            let composed = engine.build(&compose());
            (composed.sql, composed.values.map_or(0, |values| values.0.len()))
        });
        debug_assert_eq!(*takes, values.len(), "{sql}");
        Statement { sql: sql.clone(), values: Some(Values(values)), db_backend: engine }
    }
}
