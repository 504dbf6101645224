//! What somebody may not know of is not there: not by its status, its words, its tags, its number, nor by anything that
//! changes elsewhere because of it.

use std::collections::BTreeSet;

use e2e::{Answer, Call, Person, Service, Ticket, contract, on_both_engines, request_for, seeded};
use reqwest::Method;
use serde_json::{Value, json};
use shared::{attachment::Attachment, page::Page, person::Role, ticket::TicketSummary};
use uuid::Uuid;

/// Everything of an answer that does not hang on the address or the moment.
fn said(answer: &Answer) -> String {
    let mut headers: Vec<String> = Vec::new();
    for (name, value) in &answer.headers {
        // The address is in every refusal, so its length is as well. A body that is no good may be refused before the limits of
        // the caller are known, and whoever is refused before the body has come is told to connect anew.
        let of_the_moment = ["x-request-id", "date", "content-length", "connection", "ratelimit", "ratelimit-policy"];
        if !of_the_moment.contains(&name.as_str()) {
            headers.push(format!("{name}: {}", value.to_str().unwrap()));
        }
    }
    headers.sort();
    let mut body: Value = serde_json::from_slice(&answer.body).unwrap_or_default();
    for member in ["instance", "request_id"] {
        if body.get(member).is_some() {
            body[member] = Value::Null;
        }
    }
    format!("{} {headers:?} {body}", answer.status)
}

/// Ways to call, beside the plain one, that might tell what is there from what is not.
fn variants(call: impl Fn() -> Call, tag: &str, body: Option<&Value>) -> Vec<Call> {
    let with = |call: Call| match body {
        Some(body) => call.json(body),
        None => call,
    };
    vec![
        with(call()),
        with(call().if_match(1)),
        with(call().if_match(99)),
        with(call().if_match(tag)),
        with(call().header("if-none-match", tag)),
        with(call().if_match(1).key("k-1")),
        call().if_match(1).json(&json!({})),
        call().if_match(1).json(&json!({"nonsense": 1})),
        call().if_match(1).bytes("application/json", "{"),
        call().if_match(1).bytes("text/plain", "x"),
    ]
}

/// A body that the operation takes.
fn body_of(operation: &str, other: &Ticket) -> Option<Value> {
    Some(match operation {
        "change_ticket" => json!({"tags": ["x"]}),
        "assign_ticket" => json!({"assignee_id": Uuid::now_v7()}),
        "attend_ticket" => json!({"summary": "Listo."}),
        "cancel_ticket" => json!({"reason": "withdrawn"}),
        "close_ticket_unanswered" | "reject_ticket" | "reopen_ticket" => json!({"reason": "Sí."}),
        "note_ticket" | "reply_ticket" => json!({"body": "Hola."}),
        "transfer_ticket" => json!({"team_id": seeded::PLATFORMS}),
        "wait_ticket" => json!({"reason": "third_party"}),
        "link_ticket" => json!({"id": other.id, "kind": "related"}),
        "add_watcher" => json!({"account_id": Uuid::now_v7()}),
        "confirm_ticket" | "resume_ticket" | "start_ticket" | "unassign_ticket" => json!({}),
        _ => return None,
    })
}

async fn file_of(person: &Person) -> Attachment {
    let call = person.call(Method::POST, "/attachments").file("nota.txt", "text/plain", b"Hola.".to_vec());
    call.await.expect_json(201)
}

on_both_engines! {
    /// At every operation on a ticket or its files, in every way to call it, by whoever may not know of it.
    async fn a_hidden_ticket_is_no_ticket_at_any_operation(desk: &Desk) {
        let (ana, willy) = (desk.requester("ana").await, desk.requester("willy").await);
        let file = file_of(&ana).await;
        let mut body = request_for(Service::Maintenance);
        body["attachment_ids"] = json!([file.id]);
        let hidden = ana.files_as(body).await;
        ana.post(&hidden.path("/watchers"), &json!({"account_id": willy.id})).await.expect(200);
        let tag = ana.get(&hidden.path("")).await.expect(200).etag();
        let related = ana.files(Service::Maintenance).await;
        let strangers = [
            desk.requester("eve").await,
            desk.agent("dora", seeded::PLATFORMS).await,
            desk.quality("queta").await,
            // Was of the team, and is staff no more.
            desk.person("bea").of(seeded::SUPPORT).arrives().await,
        ];
        let (nothing, mut compared) = (Uuid::now_v7().to_string(), 0);
        for operation in contract::operations() {
            let path = operation.path.strip_prefix("/api/v1").unwrap_or(&operation.path);
            let of_ticket = path.starts_with("/tickets/{id}");
            let is_file = matches!(operation.id.as_str(), "read_attachment" | "link_attachment" | "discard_attachment");
            if !of_ticket && !is_file {
                continue;
            }
            let names: Vec<String> =
                if is_file { vec![file.id.to_string()] } else { vec![hidden.id.to_string(), hidden.folio.clone()] };
            let body = body_of(&operation.id, &related);
            let at = |name: &str| {
                let path = path.replace("{id}", name);
                path.replace("{account_id}", &willy.id.to_string()).replace("{linked_id}", &related.id.to_string())
            };
            for eve in &strangers {
                for name in &names {
                    let missing = if name.starts_with("TI-") { "TI-999999" } else { &nothing };
                    let there = variants(|| eve.call(operation.method.clone(), &at(name)), &tag, body.as_ref());
                    let not_there = variants(|| eve.call(operation.method.clone(), &at(missing)), &tag, body.as_ref());
                    for (n, (there, not_there)) in there.into_iter().zip(not_there).enumerate() {
                        let (there, not_there) = (there.await, not_there.await);
                        assert_eq!(said(&there), said(&not_there), "variant {n} by {}: {there}", eve.name);
                        assert!(![200, 201, 204, 304, 403, 409, 412].contains(&there.status.as_u16()), "{there}");
                        compared += 1;
                    }
                }
            }
        }
        assert!(compared > 1_500, "{compared}");
    }

    /// Nor where a ticket is named in a body.
    async fn a_hidden_ticket_can_not_be_named(desk: &Desk) {
        let (ana, eve) = (desk.requester("ana").await, desk.requester("eve").await);
        let dora = desk.agent("dora", seeded::NETWORKS).await;
        let hidden = ana.files(Service::Maintenance).await;
        let own = eve.files(Service::Wifi).await;
        let nothing = Uuid::now_v7();
        let same = |one: Answer, other: Answer| {
            assert!(one.status.as_u16() >= 400, "{one}");
            assert_eq!(said(&one), said(&other), "{one}");
        };
        let follow_up = |id: Uuid| {
            let mut body = request_for(Service::Maintenance);
            body["follow_up_of"] = json!(id);
            body
        };
        same(eve.post("/tickets", &follow_up(hidden.id)).await, eve.post("/tickets", &follow_up(nothing)).await);
        for name in [json!({"id": hidden.id}), json!({"folio": hidden.folio})] {
            let missing = if name.get("id").is_some() { json!({"id": nothing}) } else { json!({"folio": "TI-999999"}) };
            let link = |mut name: Value| {
                name["kind"] = json!("related");
                dora.post(&own.path("/links"), &name).if_match(1)
            };
            same(link(name).await, link(missing).await);
        }
        let duplicate = |of: Uuid| json!({"reason": "duplicate", "duplicate_of": of});
        let rosa = desk.person("rosa").role(Role::Agent).of(seeded::NETWORKS).arrives().await;
        for person in [&dora, &rosa, &eve] {
            same(
                person.post(&own.path("/cancel"), &duplicate(hidden.id)).if_match(1).await,
                person.post(&own.path("/cancel"), &duplicate(nothing)).if_match(1).await,
            );
        }
    }

    /// Whatever others do with what one may not know of, all that one can read stays as it was, to the byte: lists, counts, tags,
    /// pages.
    async fn what_is_hidden_changes_nothing_that_one_sees(desk: &Desk) {
        let (ana, eve) = (desk.requester("ana").await, desk.requester("eve").await);
        let carla = desk.agent("carla", seeded::SUPPORT).await;
        let dora = desk.agent("dora", seeded::PLATFORMS).await;
        let mut own = Vec::new();
        for _ in 0..3 {
            own.push(eve.files(Service::Wifi).await);
        }
        let seen = async |person: &Person| {
            let mut all = Vec::new();
            for path in ["/tickets?count=true", "/tickets?view=watching&count=true", "/tickets?sort=-updated_at", "/me", "/catalog"] {
                all.push(said(&person.get(path).await.expect(200)));
            }
            for status in ["new", "assigned", "in_progress", "attended", "resolved", "cancelled"] {
                all.push(said(&person.get(&format!("/tickets?status={status}&count=true")).await.expect(200)));
            }
            if person.id == dora.id {
                all.push(said(&person.get("/tickets?view=team&count=true").await.expect(200)));
            }
            for ticket in own.iter().filter(|_| person.id == eve.id) {
                for rest in ["", "/timeline"] {
                    all.push(said(&person.get(&ticket.path(rest)).await.expect(200)));
                }
            }
            all
        };
        let before = (seen(&eve).await, seen(&dora).await);
        // A page that ends before what others do leads on to the same rows after it.
        let page: Page<TicketSummary> = eve.get("/tickets?limit=1&count=true").await.expect_json(200);
        let cursor = page.next_cursor.unwrap();
        for _ in 0..3 {
            let ticket = ana.files(Service::Maintenance).await;
            let file = file_of(&ana).await;
            ana.post(&ticket.path("/replies"), &json!({"body": "Hola.", "attachment_ids": [file.id]})).await.expect(201);
            carla.takes(&ticket).await;
            carla.attends(&ticket, "Listo.").await;
            ana.confirms(&ticket, 5).await;
        }
        assert_eq!((seen(&eve).await, seen(&dora).await), before);
        let rest: Page<TicketSummary> = eve.get(&format!("/tickets?limit=5&count=true&cursor={cursor}")).await.expect_json(200);
        assert_eq!((rest.items.len(), rest.total), (2, Some(3)));
        let again: Page<TicketSummary> = eve.get("/tickets?limit=1&count=true").await.expect_json(200);
        assert_eq!(again.next_cursor.map(|cursor| cursor.len()), Some(cursor.len()));
    }

    /// Numbers are given in order to everybody, so who holds two knows that others lie between, and nothing more: not which of
    /// them were given, nor to whom, nor whether a later one was.
    async fn the_order_of_folios_tells_nothing(desk: &Desk) {
        let (ana, eve) = (desk.requester("ana").await, desk.requester("eve").await);
        let first = eve.files(Service::Maintenance).await;
        for _ in 0..4 {
            ana.files(Service::Maintenance).await;
        }
        // What is refused takes no number.
        eve.post("/tickets", &json!({"service_id": Service::Wifi.id(), "description": "x"})).await.expect(422);
        let last = eve.files(Service::Maintenance).await;
        assert_eq!((first.folio.as_str(), last.folio.as_str()), ("TI-000001", "TI-000006"));
        ana.files(Service::Maintenance).await;
        let mut answers = BTreeSet::new();
        for number in (0..12).filter(|number| ![1, 6].contains(number)) {
            for folio in [format!("TI-{number:06}"), format!("TI-{number}")] {
                for path in [format!("/tickets/{folio}"), format!("/tickets/{folio}/timeline")] {
                    answers.insert(said(&eve.get(&path).await.expect(404)));
                }
            }
        }
        assert_eq!(answers.len(), 1, "{answers:#?}");
        // Every order of the own list is by what the rows show, and no row is placed by what one does not see.
        for sort in ["created_at", "updated_at"] {
            let list: Page<TicketSummary> = eve.get(&format!("/tickets?sort={sort}")).await.expect_json(200);
            let folios: Vec<&str> = list.items.iter().map(|one| one.folio.as_str()).collect();
            assert_eq!(folios, [first.folio.as_str(), last.folio.as_str()], "{sort}");
        }
    }
}
