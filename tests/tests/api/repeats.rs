//! The same call sent again, in parallel, with another body, by another person, a day later.

use chrono::Duration;
use e2e::{Service, on_both_engines, seeded, tickets::request_for};
use futures_util::future::join_all;
use serde_json::json;
use shared::{
    page::Page,
    status::Status,
    ticket::{TicketDetails, TicketSummary},
};

on_both_engines! {
    async fn twenty_parallel_creates_with_one_key_file_one_ticket(desk: &Desk) {
        let ana = desk.requester("ana").await;
        let body = request_for(Service::Maintenance);
        let answers = join_all((0..20).map(|_| ana.post("/tickets", &body).key("draft-1").send())).await;
        let folios: Vec<String> =
            answers.into_iter().map(|answer| answer.expect_json::<TicketDetails>(201).summary.folio).collect();
        assert_eq!(folios.len(), 20);
        assert!(folios.iter().all(|folio| *folio == "TI-000001"), "{folios:?}");
        let list: Page<TicketSummary> = ana.get("/tickets").await.expect_json(200);
        assert_eq!(list.items.len(), 1);
        ana.post("/tickets", &body).key("draft-1").await.expect(201);
        desk.tick().await;
        assert_eq!(desk.relay.mails_to(&ana.email).len(), 1);
    }

    async fn the_same_key_with_another_body_is_refused(desk: &Desk) {
        let ana = desk.requester("ana").await;
        ana.post("/tickets", &request_for(Service::Maintenance)).key("k").await.expect(201);
        ana.post("/tickets", &request_for(Service::Wifi)).key("k").await.expect_problem(422, "key-reused");
    }

    async fn after_a_refusal_the_corrected_body_takes_its_turn(desk: &Desk) {
        let ana = desk.requester("ana").await;
        let mut body = request_for(Service::Maintenance);
        body["answers"] = json!({});
        ana.post("/tickets", &body).key("k").await.expect_problem(422, "validation");
        // Nothing was kept of the refusal.
        ana.post("/tickets", &request_for(Service::Maintenance)).key("k2").await.expect(201);
        ana.post("/tickets", &request_for(Service::Maintenance)).key("k").await.expect(201);
    }

    async fn who_registers_a_walk_in_for_another_team_sees_what_was_filed(desk: &Desk) {
        let ana = desk.requester("ana").await;
        let carla = desk.agent("carla", seeded::SUPPORT).await;
        let luis = desk.agent("luis", seeded::SUPPORT).await;
        let mut body = request_for(Service::Wifi);
        assert_ne!(Service::Wifi.team(), seeded::SUPPORT);
        body["on_behalf_of"] = json!(ana.id);
        for _ in 0..2 {
            let filed = carla.post("/tickets", &body).key("walk-in").await.expect(201);
            let ticket: TicketDetails = filed.read();
            assert_eq!(ticket.summary.folio, "TI-000001");
            assert!(ticket.actions.is_empty(), "{:?}", ticket.actions);
            let location = filed.header("location").unwrap();
            assert!(location.ends_with(&format!("/tickets/{}", ticket.summary.id)), "{location}");
        }
        let address = "/tickets/TI-000001";
        carla.get(address).await.expect(200);
        carla.post(&format!("{address}/replies"), &json!({"body": "Hola."})).await.expect(403);
        carla.post(&format!("{address}/notes"), &json!({"body": "Hola."})).await.expect(403);
        luis.get(address).await.expect(404);
        let own: Page<TicketSummary> = carla.get("/tickets").await.expect_json(200);
        assert!(own.items.is_empty());
    }

    async fn a_replay_shows_the_ticket_as_it_is_now(desk: &Desk) {
        let ana = desk.requester("ana").await;
        let carla = desk.agent("carla", seeded::SUPPORT).await;
        let create = || ana.post("/tickets", &request_for(Service::Maintenance)).key("k");
        let filed = create().await.expect(201);
        let location = filed.header("location").map(str::to_owned);
        let ticket = e2e::Ticket::from(&filed.read::<TicketDetails>());
        carla.takes(&ticket).await;
        let again = create().await.expect(201);
        assert_eq!(again.header("location").map(str::to_owned), location);
        assert_eq!(again.read::<TicketDetails>().summary.status, Status::Assigned);
    }

    async fn a_replied_repeat_writes_once(desk: &Desk) {
        let ana = desk.requester("ana").await;
        let ticket = ana.files(Service::Maintenance).await;
        let reply = || ana.post(&ticket.path("/replies"), &json!({"body": "Hola."})).key("r");
        let (first, second) = (reply().await.expect(201), reply().await.expect(201));
        assert_eq!(first.value()["id"], second.value()["id"]);
        assert_eq!(ana.timeline(&ticket).await.len(), 2);
    }

    async fn a_command_repeated_in_parallel_is_carried_out_once(desk: &Desk) {
        let ana = desk.requester("ana").await;
        let carla = desk.agent("carla", seeded::SUPPORT).await;
        let ticket = ana.files(Service::Maintenance).await;
        let body = json!({"assignee_id": carla.id});
        let takes = (0..8).map(|_| carla.post(&ticket.path("/assign"), &body).if_match(1).key("take").send());
        for answer in join_all(takes).await {
            assert!([200, 409, 503].contains(&answer.status.as_u16()), "{answer}");
        }
        assert_eq!(carla.timeline(&ticket).await.len(), 2);
        carla.post(&ticket.path("/assign"), &body).if_match(1).key("take").await.expect(200);
    }

    async fn a_key_is_kept_for_a_day(desk: &Desk) {
        let ana = desk.requester("ana").await;
        let create = || ana.post("/tickets", &request_for(Service::Maintenance)).key("k");
        let first = create().await.expect(201).value()["id"].clone();
        desk.later(Duration::hours(23)).await;
        assert_eq!(create().await.expect(201).value()["id"], first);
        desk.later(Duration::hours(2)).await;
        assert_ne!(create().await.expect(201).value()["id"], first);
    }

    async fn a_key_is_over_after_a_day_even_when_nothing_was_purged(desk: &Desk) {
        let ana = desk.requester("ana").await;
        let create = |service| ana.post("/tickets", &request_for(service)).key("k");
        let first = create(Service::Maintenance).await.expect(201).value()["id"].clone();
        desk.advance(Duration::hours(23));
        create(Service::Wifi).await.expect_problem(422, "key-reused");
        desk.advance(Duration::hours(1));
        let answers = join_all((0..5).map(|_| create(Service::Wifi).send())).await;
        let second = create(Service::Wifi).await.expect(201).value()["id"].clone();
        assert_ne!(second, first);
        for answer in answers.into_iter().filter(|answer| answer.status == 201) {
            assert_eq!(answer.value()["id"], second);
        }
        let list: Page<TicketSummary> = ana.get("/tickets").await.expect_json(200);
        assert_eq!(list.items.len(), 2);
    }

    async fn a_key_has_a_sound_form(desk: &Desk) {
        let ana = desk.requester("ana").await;
        for key in ["", "with space", &"k".repeat(129)] {
            let answer = ana.post("/tickets", &request_for(Service::Maintenance)).key(key).await;
            answer.expect_problem(422, "validation");
        }
        ana.post("/tickets", &request_for(Service::Maintenance)).key(&"k".repeat(128)).await.expect(201);
    }
}
