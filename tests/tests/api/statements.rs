//! Every statement of every operation and of every job, and how the engines find its rows: none walks through a table that grows
//! with use. That a list is read along the right index, and in its order, is in `list_plans`.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::{Arc, Mutex},
};

use chrono::Duration;
use e2e::{Desk, Engine, Service, contract, on_both_engines};
use reqwest::Method;
use sea_orm::{ConnectionTrait, DatabaseTransaction, Statement, TransactionTrait, Value};
use shared::status::WaitReason;

use crate::world::World;

/// Tables that an institution has a few rows of, however long it works.
const SMALL: [&str; 12] = [
    "account_role",
    "folio_counter",
    "invitation",
    "job",
    "logo",
    "seaql_migrations",
    "service",
    "service_form",
    "setting",
    "sqlite_master",
    "team",
    "team_member",
];

/// What reads all rows on purpose, by a part of its text.
const WHOLE: [&str; 2] = [
    // The day's checkpoint is over the heads of all chains.
    "n.sequence = e.sequence + 1",
    // An admin asks how many accounts there are.
    r#"COUNT(*) AS num_items FROM (SELECT "account"."id""#,
];

/// A statement by its text, with the values that it had when it was first given.
type Heard = Arc<Mutex<BTreeMap<String, Vec<Value>>>>;

/// Every operation is called by everybody, requests go through their life, and time passes.
async fn everything_happens(desk: &Desk) {
    let world = World::make(desk).await;
    let (nico, max) = (&world.nico, &world.max);
    let ticket = nico.files(Service::Maintenance).await;
    max.takes(&ticket).await;
    max.attends(&ticket, "Listo.").await;
    nico.rejects(&ticket, "Sigue igual.").await;
    max.attends(&ticket, "Ahora sí.").await;
    nico.confirms(&ticket, 5).await;
    nico.reopens(&ticket, "Volvió.").await;
    max.waits_for(&ticket, WaitReason::Requester).await;
    // What waits for its requester, and what is attended, is reminded of and closed.
    let other = nico.files(Service::Maintenance).await;
    max.takes(&other).await;
    max.attends(&other, "Listo.").await;
    let (last, first): (Vec<_>, Vec<_>) =
        contract::operations().iter().partition(|operation| operation.id == "end_current_session");
    for operation in first.into_iter().chain(last) {
        let mut everybody: Vec<_> = world.people.iter().map(|(_, person)| person).collect();
        everybody.push(max);
        for person in everybody {
            world.attempt(operation, |method, path| person.call(method, path)).await;
            if operation.method == Method::GET {
                let path = world.path(operation, Some(&ticket)).await;
                let path = format!("{path}{}limit=1", if path.contains('?') { '&' } else { '?' });
                person.get(&format!("{path}&count=true")).await;
                let page = person.get(&path).await;
                let is_page =
                    page.status == 200 && page.header("content-type").is_some_and(|kind| kind.contains("json"));
                if let Some(next) = is_page.then(|| page.value()).as_ref().and_then(|page| page["next_cursor"].as_str())
                {
                    person.get(&format!("{path}&cursor={next}")).await.expect(200);
                }
            }
        }
    }
    for days in [1, 1, 1, 2, 3, 5, 8, 30, 400, 400] {
        desk.later(Duration::days(days)).await;
    }
}

/// How an engine walks through tables for a statement.
async fn walks(
    desk: &Desk,
    tx: &DatabaseTransaction,
    sql: &str,
    values: Vec<Value>,
    partial: &BTreeSet<String>,
) -> Vec<String> {
    let explain = if desk.engine() == Engine::Sqlite { "EXPLAIN QUERY PLAN" } else { "EXPLAIN (FORMAT JSON)" };
    let asked = Statement::from_sql_and_values(tx.get_database_backend(), format!("{explain} {sql}"), values);
    let rows = tx.query_all_raw(asked).await.unwrap_or_else(|error| panic!("{sql}: {error}"));
    let mut found = Vec::new();
    match desk.engine() {
        Engine::Sqlite => {
            for row in rows {
                let step: String = row.try_get_by_index(3).unwrap();
                let words: Vec<&str> = step.split(' ').collect();
                let index = words.iter().position(|word| *word == "INDEX").map(|place| words[place + 1]);
                if words[0] == "SCAN" && is_walk(sql, words[1], index, partial) {
                    found.push(step);
                }
            }
        }
        Engine::Postgres => {
            for row in rows {
                let plan: serde_json::Value = row.try_get_by_index(0).unwrap();
                steps(&plan[0]["Plan"], None, &mut |step, table| {
                    let kind = step["Node Type"].as_str().unwrap_or_default();
                    let is_all = step["Index Cond"].is_null() && kind.contains("Scan") && kind != "Bitmap Heap Scan";
                    if let Some(table) = table
                        && is_all
                        && is_walk(sql, table, step["Index Name"].as_str(), partial)
                    {
                        found.push(format!("{kind} {table} {}", step["Index Name"]));
                    }
                });
            }
        }
    }
    found
}

/// Reading all of an index is no walk when it stops after a page, or when the index has nothing but what is looked for.
fn is_walk(sql: &str, table: &str, index: Option<&str>, partial: &BTreeSet<String>) -> bool {
    let is_narrow = index.is_some_and(|index| sql.contains("LIMIT") || partial.contains(index));
    // Names of subqueries and of lists of values.
    let is_table = !(table.starts_with('(') || ["sub_query", "part", "keys", "CONSTANT"].contains(&table));
    is_table && !SMALL.contains(&table) && !is_narrow
}

/// Goes through the steps of PostgreSQL's plan, each with the table that it is about.
fn steps<'a>(
    step: &'a serde_json::Value,
    within: Option<&'a str>,
    told: &mut impl FnMut(&'a serde_json::Value, Option<&'a str>),
) {
    let table = step["Relation Name"].as_str().or(within);
    told(step, table);
    for next in step["Plans"].as_array().into_iter().flatten() {
        steps(next, if step["Node Type"] == "Bitmap Heap Scan" { table } else { None }, told);
    }
}

on_both_engines! {
    async fn no_statement_walks_through_a_table_that_grows(engine: Engine) {
        let heard = Heard::default();
        let hears = heard.clone();
        let mut desk = Desk::overheard(engine, move |statement| {
            let values = || statement.values.clone().map(|values| values.0).unwrap_or_default();
            hears.lock().unwrap().entry(statement.sql.clone()).or_insert_with(values);
        })
        .await;
        // Without those of the migration.
        heard.lock().unwrap().clear();
        everything_happens(&desk).await;

        let heard = std::mem::take(&mut *heard.lock().unwrap());
        let tx = desk.db().begin().await.unwrap();
        let partial = match engine {
            Engine::Sqlite => "SELECT name FROM sqlite_master WHERE type = 'index' AND sql LIKE '% WHERE %'",
            // It would rather read a small table whole; now it does so only where there is no other way.
            Engine::Postgres => {
                for way in ["seqscan", "hashjoin", "mergejoin"] {
                    tx.execute_unprepared(&format!("SET LOCAL enable_{way} = off")).await.unwrap();
                }
                "SELECT indexname::text FROM pg_indexes WHERE indexdef LIKE '% WHERE %'"
            }
        };
        let partial = tx.query_all_raw(Statement::from_string(tx.get_database_backend(), partial)).await.unwrap();
        let partial: BTreeSet<String> = partial.iter().map(|row| row.try_get_by_index(0).unwrap()).collect();
        let mut wrong = Vec::new();
        // A new row is not looked for; what SQLite would do about references to it, it does only for those that were deferred.
        let looks = |sql: &str| ["SELECT", "UPDATE", "DELETE", "WITH"].iter().any(|word| sql.starts_with(word));
        let is_meant = |sql: &str| WHOLE.iter().any(|part| sql.contains(part));
        for (sql, values) in heard.iter().filter(|(sql, _)| looks(sql) && !is_meant(sql)) {
            let walks = walks(&desk, &tx, sql, values.clone(), &partial).await;
            if !walks.is_empty() {
                wrong.push(format!("{walks:?}: {sql}"));
            }
        }
        tx.rollback().await.unwrap();
        assert!(heard.len() > 150, "{} statements", heard.len());
        assert!(wrong.is_empty(), "{} of {} statements:\n{}", wrong.len(), heard.len(), wrong.join("\n"));
        desk.stop().await;
    }
}
