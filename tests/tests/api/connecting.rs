//! Connections to the database: kept from statement to statement, bounded, counted, and closed when the process stops.

use std::time::{Duration, Instant};

use e2e::{Engine, desk, on_both_engines};
use futures_util::future::join_all;
use sea_orm::{ConnectOptions, ConnectionTrait, Database, DatabaseConnection, Statement};
use shared::session::Me;

/// The most that README allows a process with two threads that answer requests.
const MOST: u32 = 34;
/// How long the server may take to notice, however busy the machine.
const PATIENCE: Duration = Duration::from_secs(30);

on_both_engines! {
    async fn what_nobody_waits_for_any_more_is_no_answer_to_somebody_else(desk: &Desk) {
        let db = desk.app.db.reader();
        let counts = "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 200000) SELECT max(i) AS answer FROM n";
        let ask = async |sql: &str, value: i32| {
            let question = Statement::from_sql_and_values(db.get_database_backend(), sql, [value.into()]);
            let answer = db.query_one_raw(question).await.unwrap().expect("a row");
            answer.try_get::<i32>("", "answer").unwrap()
        };
        // More often than there are connections.
        for turn in 0..30 {
            let long = Statement::from_string(db.get_database_backend(), counts);
            let _ = tokio::time::timeout(Duration::from_millis(5), db.query_one_raw(long)).await;
            assert_eq!(ask("SELECT CAST($1 AS INTEGER) AS answer", turn).await, turn);
        }
    }
}

#[test]
fn connections_are_bounded_and_counted_and_gone_when_the_process_stops() {
    desk::try_out(Engine::Postgres, async |desk| {
        let ana = desk.requester("ana").await;
        join_all((0..200).map(|_| async {
            let _: Me = ana.get("/me").await.expect_json(200);
        }))
        .await;
        let url = desk.app.config.database_url.clone().expect("a server");
        // One connection, as those of a second would be counted.
        let mut options = ConnectOptions::new(url);
        options.max_connections(1);
        let other = Database::connect(options).await.unwrap();
        // One that has just been closed, or given up, is there for a moment still.
        patiently(async || {
            let (open, _) = desk.app.db.connections();
            assert!((2..=MOST).contains(&open), "{open}");
            let there = on_the_server(&other).await;
            (there == open).then_some(()).ok_or(format!("{open} are counted and {there} are open"))
        })
        .await;
        desk.breaks_down().await;
        patiently(async || match on_the_server(&other).await {
            0 => Ok(()),
            left => Err(format!("{left} are left")),
        })
        .await;
    });
}

/// Looks again until it is as it should be.
async fn patiently(look: impl AsyncFn() -> Result<(), String>) {
    let begun = Instant::now();
    while let Err(fault) = look().await {
        assert!(begun.elapsed() < PATIENCE, "{fault}");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

/// Connections to the database, of everybody else.
async fn on_the_server(other: &DatabaseConnection) -> u32 {
    let sql = "SELECT count(*) AS others FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()";
    let row = other.query_one_raw(Statement::from_string(other.get_database_backend(), sql)).await.unwrap();
    u32::try_from(row.expect("a row").try_get::<i64>("", "others").unwrap()).unwrap()
}
