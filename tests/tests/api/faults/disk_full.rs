//! The disk is full: nothing more is written, nothing is corrupt, reads go on, and so does everything once there is room.

use std::time::Instant;

use e2e::{Answer, Desk, Engine, Service, desk, seeded, tickets::request_for};
use reqwest::Method;
use sea_orm::{ConnectionTrait, Statement};
use serde_json::json;
use shared::ticket::TicketDetails;

use super::evidence::Evidence;

async fn pragma<T: sea_orm::TryGetable>(desk: &Desk, pragma: &str) -> T {
    let statement = Statement::from_string(sea_orm::DbBackend::Sqlite, format!("PRAGMA {pragma}"));
    desk.db().query_one_raw(statement).await.unwrap().expect("an answer").try_get_by_index(0).unwrap()
}

/// The file may not grow by more than this. (The limit is the connection's, and there is one that writes.)
async fn there_is_room_for(desk: &Desk, pages: i64) {
    let used: i64 = pragma(desk, "page_count").await;
    let most: i64 = pragma(desk, &format!("max_page_count = {}", used + pages)).await;
    assert_eq!(most, used + pages);
}

fn is_told_that_it_is_full(answer: Answer) {
    assert_eq!(answer.header("retry-after"), Some("60"), "{answer}");
    let problem = answer.expect_problem(503, "unavailable");
    assert!(problem.detail.contains("No queda espacio"), "{}", problem.detail);
}

#[test]
fn when_the_disk_is_full_nothing_is_lost_and_reads_go_on() {
    desk::try_out(Engine::Sqlite, async |desk| {
        let begun = Instant::now();
        let (ana, carla) = (desk.requester("ana").await, desk.agent("carla", seeded::SUPPORT).await);
        let kept = ana.files(Service::Maintenance).await;
        desk.tick().await;
        there_is_room_for(desk, 12).await;
        let mut filed = 1;
        let refused = loop {
            let answer = ana.post("/tickets", &request_for(Service::Maintenance)).await;
            if answer.status != 201 {
                break answer;
            }
            filed += 1;
            assert!(filed < 500, "the disk does not fill");
        };
        is_told_that_it_is_full(refused);
        // Room that is left inside the pages is used up as well.
        there_is_room_for(desk, 0).await;
        let long = "x".repeat(9_000);
        for _ in 0..3 {
            is_told_that_it_is_full(ana.post(&kept.path("/replies"), &json!({"body": long})).await);
            is_told_that_it_is_full(carla.post(&kept.path("/notes"), &json!({"body": long})).await);
        }
        let uploads = ana.call(Method::POST, "/attachments").file("nota.txt", "text/plain", vec![b'x'; 4_000]);
        let uploaded = uploads.await.status;
        assert!(uploaded == 201 || uploaded == 503, "{uploaded}");

        ana.sees(&kept).await;
        ana.timeline(&kept).await;
        assert_eq!(ana.has_filed().await, filed.min(50));
        desk.call(Method::GET, "/readyz").await.expect(200);
        desk.tick().await;
        assert_eq!(Evidence::of(&desk.app).await.tickets.len(), filed);
        assert_eq!(pragma::<String>(desk, "integrity_check").await, "ok");

        there_is_room_for(desk, 100_000).await;
        let again: TicketDetails = ana.post("/tickets", &request_for(Service::Maintenance)).await.expect_json(201);
        carla.takes(&(&again).into()).await;
        desk.tick().await;
        let evidence = Evidence::of(&desk.app).await;
        assert_eq!(evidence.tickets.len(), filed + 1);
        println!("{filed} requests, then full: {:?}", begun.elapsed());
    });
}
