//! Somebody holds what others want to write, as a process that stands still would: only PostgreSQL has several writers.

use e2e::{Engine, Service, desk, tickets::request_for};
use sea_orm::{ConnectionTrait, Database, DatabaseConnection, DatabaseTransaction, Statement, TransactionTrait};
use serde_json::json;
use shared::{session::Me, ticket::TicketDetails};

async fn another_process(desk: &e2e::Desk) -> DatabaseConnection {
    let url = desk.app.config.database_url.clone().expect("a server");
    Database::connect(url).await.expect("the server")
}

async fn holds(tx: &DatabaseTransaction, sql: &str, values: Vec<sea_orm::Value>) {
    tx.execute_raw(Statement::from_sql_and_values(tx.get_database_backend(), sql, values)).await.expect("it is held");
}

#[test]
fn a_lock_that_is_held_keeps_only_its_own_writers_waiting_and_not_for_ever() {
    desk::try_out(Engine::Postgres, async |desk| {
        let (ana, eve) = (desk.requester("ana").await, desk.requester("eve").await);
        let ticket: TicketDetails = ana.post("/tickets", &request_for(Service::Maintenance)).await.expect_json(201);
        let other = another_process(desk).await;
        let held = other.begin().await.unwrap();
        holds(&held, "SELECT id FROM ticket WHERE id = $1 FOR UPDATE", vec![ticket.summary.id.into()]).await;

        let replies = format!("/tickets/{}/replies", ticket.summary.id);
        let body = json!({"body": "Hola."});
        let many = futures_util::future::join_all((0..20).map(|_| async { ana.post(&replies, &body).await }));
        let meanwhile = async {
            // All of them wait by now.
            tokio::time::sleep(std::time::Duration::from_millis(800)).await;
            let _: Me = eve.get("/me").await.expect_json(200);
            desk.call(reqwest::Method::GET, "/readyz").await.expect(200);
        };
        let (refused, ()) = tokio::join!(many, meanwhile);
        for answer in refused {
            answer.expect_problem(503, "unavailable");
        }
        held.rollback().await.unwrap();
        ana.post(&replies, &body).await.expect(201);
    });
}

#[test]
fn a_repeat_that_waits_too_long_is_told_that_the_first_is_under_way() {
    desk::try_out(Engine::Postgres, async |desk| {
        let ana = desk.requester("ana").await;
        let other = another_process(desk).await;
        let held = other.begin().await.unwrap();
        holds(
            &held,
            "INSERT INTO idempotency (account_id, operation, key, body_digest, created_at) VALUES ($1, $2, $3, $4, $5)",
            vec![
                ana.id.into(),
                "POST /api/v1/tickets".into(),
                "draft".into(),
                vec![0_u8; 32].into(),
                desk.app.clock.now().into(),
            ],
        )
        .await;
        let body = request_for(Service::Maintenance);
        ana.post("/tickets", &body).key("draft").await.expect_problem(409, "conflict");
        held.rollback().await.unwrap();
        ana.post("/tickets", &body).key("draft").await.expect(201);
    });
}
