//! Somebody holds what others want to write, as a process that stands still would: only PostgreSQL has several writers.

use e2e::{Engine, Service, desk, seeded, tickets::request_for};
use sea_orm::{ConnectionTrait, Database, DatabaseConnection, DatabaseTransaction, Statement, TransactionTrait};
use serde_json::json;
use shared::{account::TeamDetails, person::Role, session::Me, ticket::TicketDetails};

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

#[test]
fn whoever_changes_a_team_keeps_nobody_waiting_who_gives_it_a_ticket() {
    desk::try_out(Engine::Postgres, async |desk| {
        let (ana, rosa) = (desk.requester("ana").await, desk.supervisor("rosa", seeded::SUPPORT).await);
        let ticket = ana.files(Service::Maintenance).await;
        let other = another_process(desk).await;
        let held = other.begin().await.unwrap();
        let change = "UPDATE team SET version = version + 1 WHERE id = $1";
        holds(&held, change, vec![seeded::NETWORKS.into()]).await;
        rosa.tries(&ticket, "transfer", json!({"team_id": seeded::NETWORKS})).await.expect(200);
        held.rollback().await.unwrap();
    });
}

#[test]
fn a_team_that_waits_for_what_its_members_leave_can_be_given_tickets() {
    desk::try_out(Engine::Postgres, async |desk| {
        let (alma, ana) = (desk.admin("alma").await, desk.requester("ana").await);
        let carla = desk.agent("carla", seeded::SUPPORT).await;
        let rosa = desk.person("rosa").role(Role::Supervisor).of(seeded::SUPPORT).arrives().await;
        let ticket = ana.files(Service::Maintenance).await;
        rosa.tries(&ticket, "assign", json!({"assignee_id": carla.id})).await.expect(200);
        let place = format!("/teams/{}", seeded::SUPPORT);
        let team: TeamDetails = alma.get(&place).await.expect_json(200);
        let other = another_process(desk).await;
        let held = other.begin().await.unwrap();
        holds(&held, "SELECT id FROM ticket WHERE id = $1 FOR UPDATE", vec![ticket.id.into()]).await;
        let patch = json!({"name": "Soporte a usuarios", "member_ids": [rosa.id]});
        let meanwhile = async {
            // It waits for the ticket by now.
            tokio::time::sleep(std::time::Duration::from_millis(250)).await;
            holds(&held, "SET LOCAL lock_timeout = '100ms'", Vec::new()).await;
            holds(&held, "SELECT id FROM team WHERE id = $1 FOR KEY SHARE", vec![seeded::SUPPORT.into()]).await;
            held.commit().await.unwrap();
        };
        let (changed, ()) = tokio::join!(alma.patch(&place, &patch).if_match(team.version).send(), meanwhile);
        changed.expect(200);
    });
}
