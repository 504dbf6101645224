//! In which order a command is checked, and that a stale version loses nothing.

use e2e::{Service, on_both_engines, seeded};
use futures_util::future::join_all;
use reqwest::Method;
use serde_json::json;
use shared::{
    lifecycle::Command,
    page::Page,
    status::Status,
    ticket::{TicketDetails, TicketSummary},
};

on_both_engines! {
    /// 401, replay, 404, 403, 428, 412, 409: the first that applies is answered.
    async fn the_checks_come_in_their_order(desk: &Desk) {
        let (ana, eve) = (desk.requester("ana").await, desk.requester("eve").await);
        let carla = desk.agent("carla", seeded::SUPPORT).await;
        let ticket = ana.files(Service::Maintenance).await;
        carla.takes(&ticket).await;
        carla.attends(&ticket, "Listo.").await;
        let path = ticket.path("/confirm");
        let body = json!({"rating": 5});
        let stale = "\"1\"";

        desk.call(Method::POST, &path).json(&body).await.expect_problem(401, "unauthenticated");
        eve.post(&path, &body).if_match(stale).await.expect_problem(404, "not-found");
        eve.post(&path, &body).await.expect_problem(404, "not-found");
        carla.post(&path, &body).await.expect_problem(403, "forbidden");
        carla.post(&path, &body).if_match(stale).await.expect_problem(403, "forbidden");
        ana.post(&path, &body).await.expect_problem(428, "version-required");
        ana.post(&path, &body).if_match("\"x\"").await.expect_problem(428, "version-required");
        let answer = ana.post(&path, &body).if_match(stale).await;
        let current = ana.sees(&ticket).await.summary.version;
        assert_eq!(answer.etag(), format!("\"{current}\""));
        answer.expect_problem(412, "stale-version");
        // Stale and not from here: stale.
        ana.post(&ticket.path("/reopen"), &json!({"reason": "No."})).if_match(stale).await.expect_problem(412, "stale-version");
        let refused = ana.post(&ticket.path("/reopen"), &json!({"reason": "No."})).if_match(current).await;
        let problem = refused.expect_problem(409, "conflict");
        assert_eq!(problem.current_status, Some(Status::Attended));
        assert_eq!(problem.allowed.unwrap(), [Command::Confirm, Command::Reject, Command::CloseUnanswered]);

        // A repeat is replayed before anything else is looked at, though the version is stale by then.
        let confirm = || ana.post(&path, &body).if_match(current).key("confirm-once");
        confirm().await.expect(200);
        let again: TicketDetails = confirm().await.expect_json(200);
        assert_eq!(again.summary.status, Status::Resolved);
        ana.post(&path, &body).if_match(current).await.expect_problem(412, "stale-version");
    }

    async fn the_refusal_speaks_the_language_of_the_caller(desk: &Desk) {
        use shared::person::Language;

        let ana = desk.requester("ana").await;
        let eve = desk.person("eve").speaks(Language::En).arrives().await;
        let (spanish, english) = (ana.get("/tickets/TI-999999").await, eve.get("/tickets/TI-999999").await);
        assert_eq!(spanish.expect_problem(404, "not-found").title, "No se encontró");
        assert_eq!(english.expect_problem(404, "not-found").title, "Not found");
        let nobody = desk.call(Method::GET, "/me").header("accept-language", "en").await;
        assert_eq!(nobody.expect_problem(401, "unauthenticated").title, "Sign in");
    }

    async fn an_entity_tag_serves_in_both_forms(desk: &Desk) {
        let ana = desk.requester("ana").await;
        let ticket = ana.files(Service::Maintenance).await;
        let read = ana.get(&ticket.path("")).await.expect(200);
        let etag = read.etag();
        assert!(etag.starts_with("\"1.") && etag.ends_with('"'), "{etag}");
        assert_eq!(read.header("cache-control"), Some("private, no-cache"));
        for tags in [etag.clone(), format!("\"0.00\", {etag}"), format!("W/{etag}")] {
            let answer = ana.get(&ticket.path("")).header("if-none-match", &tags).await.expect(304);
            assert!(answer.body.is_empty());
            assert_eq!(answer.etag(), etag);
        }
        let edit = |text: &str| ana.patch(&ticket.path(""), &json!({"description": text}));
        edit("Uno.").if_match(etag.as_str()).await.expect(200);
        edit("Dos.").if_match("\"2\"").await.expect(200);
        edit("Tres.").if_match("\"2\"").await.expect_problem(412, "stale-version");
        ana.get(&ticket.path("")).header("if-none-match", &etag).await.expect(200);
    }

    async fn two_representations_have_two_tags(desk: &Desk) {
        let ana = desk.requester("ana").await;
        let carla = desk.agent("carla", seeded::SUPPORT).await;
        let ticket = ana.files(Service::Maintenance).await;
        let (hers, staffs) = (ana.get(&ticket.path("")).await.etag(), carla.get(&ticket.path("")).await.etag());
        assert_ne!(hers, staffs);
        assert_eq!(hers.split('.').next(), staffs.split('.').next());
    }

    async fn of_two_agents_who_take_at_once_one_wins(desk: &Desk) {
        let ana = desk.requester("ana").await;
        let agents = [desk.agent("carla", seeded::SUPPORT).await, desk.agent("bruno", seeded::SUPPORT).await];
        for _ in 0..5 {
            let ticket = ana.files(Service::Maintenance).await;
            let takes = agents.iter().map(|agent| {
                let body = json!({"assignee_id": agent.id});
                agent.post(&ticket.path("/assign"), &body).if_match(1).send()
            });
            let answers = join_all(takes).await;
            let mut statuses: Vec<u16> = answers.iter().map(|answer| answer.status.as_u16()).collect();
            let winner = &agents[statuses.iter().position(|status| *status == 200).expect("one of them wins")];
            statuses.sort_unstable();
            assert_eq!(statuses, [200, 412]);
            assert_eq!(ana.sees(&ticket).await.summary.assignee.unwrap().id, winner.id);
            assert_eq!(ana.timeline(&ticket).await.len(), 2);
        }
    }

    async fn parallel_changes_lose_nothing(desk: &Desk) {
        let ana = desk.requester("ana").await;
        let ticket = ana.files(Service::Maintenance).await;
        let edits = (0..8).map(|n| {
            let body = json!({"description": format!("Versión {n}")});
            ana.patch(&ticket.path(""), &body).if_match(1).send()
        });
        let answers = join_all(edits).await;
        let done = answers.iter().filter(|answer| answer.status == 200).count();
        let stale = answers.iter().filter(|answer| answer.status == 412).count();
        assert_eq!((done, stale), (1, 7), "{:?}", answers.iter().map(|answer| answer.status).collect::<Vec<_>>());
        assert_eq!(ana.sees(&ticket).await.summary.version, 2);
        // Replies need no version: every one of them is kept.
        let replies = (0..8).map(|n| ana.post(&ticket.path("/replies"), &json!({"body": format!("Nota {n}")})).send());
        for answer in join_all(replies).await {
            answer.expect(201);
        }
        assert_eq!(ana.timeline(&ticket).await.iter().filter(|item| item.body.is_some()).count(), 8);
        assert_eq!(ana.sees(&ticket).await.summary.version, 10);
    }

    async fn a_requester_is_never_the_own_assignee(desk: &Desk) {
        let carla = desk.agent("carla", seeded::SUPPORT).await;
        let rosa = desk.supervisor("rosa", seeded::SUPPORT).await;
        let ticket = carla.files(Service::Maintenance).await;
        carla.tries(&ticket, "assign", json!({"assignee_id": carla.id})).await.expect_problem(403, "forbidden");
        rosa.tries(&ticket, "assign", json!({"assignee_id": carla.id})).await.expect_problem(409, "conflict");
        let own = rosa.files(Service::Maintenance).await;
        rosa.tries(&own, "assign", json!({"assignee_id": rosa.id})).await.expect_problem(409, "conflict");
        rosa.assigns(&own, &carla).await;
        // Nor of one that staff registered for them.
        let mut body = e2e::tickets::request_for(Service::Maintenance);
        body["on_behalf_of"] = json!(carla.id);
        let registered = rosa.files_as(body).await;
        carla.tries(&registered, "assign", json!({"assignee_id": carla.id})).await.expect_problem(403, "forbidden");
        let offered: Vec<shared::ticket::Assignee> = rosa.get(&registered.path("/assignees")).await.expect_json(200);
        let offered: Vec<_> = offered.iter().map(|assignee| (assignee.person.id, assignee.email.as_str())).collect();
        assert_eq!(offered, [(rosa.id, rosa.email.as_str())]);
    }

    async fn a_ticket_goes_only_to_staff_of_its_team(desk: &Desk) {
        let ana = desk.requester("ana").await;
        let rosa = desk.supervisor("rosa", seeded::SUPPORT).await;
        let others = [
            desk.requester("beto").await.id,
            desk.agent("dora", seeded::NETWORKS).await.id,
            desk.admin("alma").await.id,
            // A member of the team without a role.
            desk.person("memo").of(seeded::SUPPORT).arrives().await.id,
            uuid::Uuid::now_v7(),
        ];
        let ticket = ana.files(Service::Maintenance).await;
        for id in others {
            let answer = rosa.tries(&ticket, "assign", json!({"assignee_id": id})).await;
            answer.expect_faults(&[("/assignee_id", "reference")]);
        }
        assert_eq!(ana.sees(&ticket).await.summary.status, Status::New);
    }

    async fn whoever_loses_sight_by_a_transfer_gets_204(desk: &Desk) {
        let ana = desk.requester("ana").await;
        let (carla, dora) = (desk.agent("carla", seeded::SUPPORT).await, desk.agent("dora", seeded::NETWORKS).await);
        let ticket = ana.files(Service::Maintenance).await;
        let transfer = || carla.post(&ticket.path("/transfer"), &json!({"team_id": seeded::NETWORKS})).if_match(1).key("t1");
        let answer = transfer().await.expect(204);
        assert!(answer.body.is_empty() && answer.header("etag").is_none(), "{answer}");
        transfer().await.expect(204);
        carla.get(&ticket.path("")).await.expect_problem(404, "not-found");
        assert_eq!(dora.sees(&ticket).await.summary.team.id, seeded::NETWORKS);
        let list: Page<TicketSummary> = carla.get("/tickets").await.expect_json(200);
        assert!(list.items.is_empty());
    }

    async fn a_duplicate_names_a_live_original_and_never_a_circle(desk: &Desk) {
        let ana = desk.requester("ana").await;
        let rosa = desk.supervisor("rosa", seeded::SUPPORT).await;
        let (one, two) = (ana.files(Service::Maintenance).await, ana.files(Service::Maintenance).await);
        let cancel = |ticket: &e2e::Ticket, body| {
            let (rosa, ticket) = (rosa.clone(), ticket.clone());
            async move { rosa.tries(&ticket, "cancel", body).await }
        };
        cancel(&two, json!({"reason": "duplicate"})).await.expect_faults(&[("/duplicate_of", "required")]);
        for wrong in [two.id, uuid::Uuid::now_v7()] {
            let answer = cancel(&two, json!({"reason": "duplicate", "duplicate_of": wrong})).await;
            answer.expect_faults(&[("/duplicate_of", "reference")]);
        }
        cancel(&two, json!({"reason": "out_of_scope", "duplicate_of": one.id})).await.expect_faults(&[("/duplicate_of", "unknown")]);
        let cancelled: TicketDetails =
            cancel(&two, json!({"reason": "duplicate", "duplicate_of": one.id})).await.expect_json(200);
        assert_eq!(cancelled.cancellation.unwrap().duplicate_of, Some(one.folio.clone()));
        let circle = cancel(&one, json!({"reason": "duplicate", "duplicate_of": two.id})).await;
        circle.expect_faults(&[("/duplicate_of", "reference")]);
        assert!(ana.sees(&one).await.links.iter().any(|link| link.folio == two.folio && link.inverse));
    }

    async fn a_wait_until_a_date_needs_one_in_the_future(desk: &Desk) {
        let ana = desk.requester("ana").await;
        let carla = desk.agent("carla", seeded::SUPPORT).await;
        let ticket = ana.files(Service::Maintenance).await;
        carla.takes(&ticket).await;
        let wait = |body| carla.tries(&ticket, "wait", body);
        wait(json!({"reason": "scheduled"})).await.expect_faults(&[("/until", "required")]);
        wait(json!({"reason": "scheduled", "until": "2020-01-01T00:00:00Z"})).await.expect_faults(&[("/until", "past")]);
        for far in ["2200-01-01T00:00:00Z", "+262142-12-31T23:59:59Z"] {
            wait(json!({"reason": "scheduled", "until": far})).await.expect_faults(&[("/until", "too_large")]);
        }
        wait(json!({"reason": "lunch"})).await.expect_faults(&[("/reason", "choice")]);
        wait(json!({})).await.expect_faults(&[("/reason", "required")]);
        assert_eq!(ana.sees(&ticket).await.summary.status, Status::Assigned);
    }

    async fn words_are_needed_where_somebody_must_understand(desk: &Desk) {
        let ana = desk.requester("ana").await;
        let carla = desk.agent("carla", seeded::SUPPORT).await;
        let ticket = ana.files(Service::Maintenance).await;
        carla.takes(&ticket).await;
        for blank in ["", "   ", "\n\t"] {
            carla.tries(&ticket, "attend", json!({"summary": blank})).await.expect_faults(&[("/summary", "required")]);
        }
        carla.tries(&ticket, "attend", json!({"summary": "x".repeat(20_001)})).await.expect_faults(&[("/summary", "too_long")]);
        carla.attends(&ticket, "Listo.").await;
        ana.tries(&ticket, "reject", json!({"reason": " "})).await.expect_faults(&[("/reason", "required")]);
        for rating in [0, 6, -1] {
            ana.tries(&ticket, "confirm", json!({"rating": rating})).await.expect_problem(422, "validation");
        }
    }

    /// A parser would keep one of the two and say nothing.
    async fn a_member_is_given_once(desk: &Desk) {
        let ana = desk.requester("ana").await;
        let twice = format!(
            r#"{{"service_id":"{}","description":"No enciende.","description":"Otra cosa.",
                "answers":{{"equipment":"laptop","location":"B-204","equipment":"printer"}}}}"#,
            Service::Maintenance.id(),
        );
        let refused = ana.call(Method::POST, "/tickets").bytes("application/json", twice).await;
        refused.expect_faults(&[("/description", "duplicate"), ("/answers/equipment", "duplicate")]);
    }

    async fn a_text_that_shows_nothing_is_missing(desk: &Desk) {
        let ana = desk.requester("ana").await;
        let mut body = e2e::request_for(Service::Maintenance);
        body["description"] = json!("\u{200b}\u{ad}");
        body["answers"]["location"] = json!("\u{3164}");
        ana.post("/tickets", &body).await.expect_faults(&[("/description", "required")]);
        body["description"] = json!("No enciende.");
        ana.post("/tickets", &body).await.expect_faults(&[("/answers/location", "required")]);
        body["answers"]["location"] = json!("B-204");
        body["subject"] = json!("\u{202e}otse eel ea");
        ana.post("/tickets", &body).await.expect_faults(&[("/subject", "characters")]);
        // As if it was left out.
        body["subject"] = json!("\u{2060}");
        let ticket = ana.files_as(body).await;
        assert_eq!(ana.sees(&ticket).await.summary.subject, "Mantenimiento correctivo");
        let reply = json!({"body": "\u{200b}"});
        ana.post(&ticket.path("/replies"), &reply).await.expect_faults(&[("/body", "required")]);
        let me = ana.get("/me").await.expect(200).etag();
        let name = json!({"name": "\u{200b}"});
        ana.patch("/me", &name).if_match(me.as_str()).await.expect_faults(&[("/name", "required")]);
    }
}
