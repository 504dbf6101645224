//! Selects that are composed once: to compose one takes about as long as SQLite takes to answer it.

use std::{
    borrow::Borrow,
    mem::{Discriminant, discriminant},
    sync::OnceLock,
};

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
        self.of(db.get_database_backend(), values.into())
    }

    fn of(&self, engine: DbBackend, values: Vec<Value>) -> Statement {
        self.text.with(engine, self.compose, values)
    }
}

/// A select of the rows of some ids, composed once for each length that [`listed`] makes of a list, up to 256.
#[derive(Debug)]
pub struct ComposedList {
    compose: fn(Vec<Uuid>) -> SelectStatement,
    texts: [Text; LENGTHS],
}

/// 1, 2, 4 and so on to 256. Longer lists are composed anew.
const LENGTHS: usize = 9;

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
        self.of(db.get_database_backend(), listed(ids))
    }

    fn of(&self, engine: DbBackend, ids: Vec<Uuid>) -> Option<Statement> {
        let place = usize::try_from(ids.len().checked_ilog2()?).ok()?;
        let Some(text) = self.texts.get(place) else { return Some(engine.build(&(self.compose)(ids))) };
        let values = ids.iter().map(|id| Value::from(*id)).collect();
        Some(text.with(engine, || (self.compose)(ids), values))
    }
}

/// A text for each engine, and the types of the values that it was composed with.
#[derive(Debug)]
struct Text {
    sqlite: OnceLock<(String, Vec<Discriminant<Value>>)>,
    postgres: OnceLock<(String, Vec<Discriminant<Value>>)>,
}

impl Text {
    const fn new() -> Self {
        Self { sqlite: OnceLock::new(), postgres: OnceLock::new() }
    }

    fn with(&self, engine: DbBackend, compose: impl FnOnce() -> SelectStatement, values: Vec<Value>) -> Statement {
        let of_engine = if engine == DbBackend::Postgres { &self.postgres } else { &self.sqlite };
        let (sql, takes) = of_engine.get_or_init(|| {
            let composed = engine.build(&compose());
            (composed.sql, types(composed.values.iter().flat_map(|values| &values.0)))
        });
        debug_assert_eq!(*takes, types(&values), "other values than it was composed with: {sql}");
        Statement { sql: sql.clone(), values: Some(Values(values)), db_backend: engine }
    }
}

fn types<'a>(values: impl IntoIterator<Item = &'a Value>) -> Vec<Discriminant<Value>> {
    values.into_iter().map(discriminant).collect()
}

#[cfg(test)]
mod tests {
    use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, QueryTrait};

    use super::*;
    use crate::entity::account::{Column, Entity};

    /// Each for the first time and again.
    const ENGINES: [DbBackend; 4] = [DbBackend::Sqlite, DbBackend::Postgres, DbBackend::Sqlite, DbBackend::Postgres];

    fn some(name: &str, most: u64) -> SelectStatement {
        Entity::find().filter(Column::Name.eq(name)).order_by_asc(Column::Id).limit(most).into_query()
    }

    fn named(ids: Vec<Uuid>) -> SelectStatement {
        Entity::find().select_only().column(Column::Name).filter(Column::Id.is_in(ids)).into_query()
    }

    /// Each time it is what would be composed anew, for either engine.
    #[test]
    fn it_is_as_if_it_was_composed_anew() {
        let composed = Composed::new(|| some("", 1));
        for engine in ENGINES {
            for (name, most) in [("Ana", 7_u64), ("Eve", 51)] {
                let given = composed.of(engine, vec![name.into(), most.into()]);
                assert_eq!(given, engine.build(&some(name, most)));
            }
        }
    }

    #[test]
    fn a_list_of_any_length_is_as_if_it_was_composed_anew() {
        let composed = ComposedList::new(named);
        let many: Vec<Uuid> = (1..=600).map(Uuid::from_u128).collect();
        for engine in ENGINES {
            assert!(composed.of(engine, Vec::new()).is_none());
            for length in [1, 2, 3, 4, 128, 129, 256, 257, 600] {
                let ids = listed(&many[..length]);
                let given = composed.of(engine, ids.clone()).unwrap();
                assert_eq!(given, engine.build(&named(ids)), "{length}");
            }
        }
    }

    #[cfg(debug_assertions)]
    #[test]
    #[should_panic(expected = "other values than it was composed with")]
    fn values_of_other_types_are_noticed() {
        let composed = Composed::new(|| some("", 1));
        composed.of(DbBackend::Sqlite, vec![7_u64.into(), "Ana".into()]);
    }
}
