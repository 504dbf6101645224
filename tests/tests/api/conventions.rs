//! What holds for every address: problems, request ids, methods, media types, sizes, compression.

use std::collections::BTreeSet;

use e2e::{Service, contract, on_both_engines, seeded, tickets::request_for};
use reqwest::Method;
use serde_json::json;
use shared::paths;

use crate::world::World;

on_both_engines! {
    async fn an_unknown_address_is_a_problem(desk: &Desk) {
        for path in ["/nowhere", "/api/v2/tickets", "/tickets/x/y/z/w", "/", "/tickets/"] {
            desk.call(Method::GET, path).await.expect_problem(404, "not-found");
        }
    }

    async fn a_method_that_an_address_has_not_is_a_problem(desk: &Desk) {
        let ana = desk.requester("ana").await;
        for operation in contract::operations() {
            if !operation.path.starts_with("/api/") {
                continue;
            }
            let here: BTreeSet<&Method> = contract::operations()
                .iter()
                .filter(|other| other.path == operation.path)
                .map(|other| &other.method)
                .collect();
            let some = uuid::Uuid::now_v7().to_string();
            let path: Vec<&str> =
                operation.path.split('/').map(|part| if part.starts_with('{') { some.as_str() } else { part }).collect();
            for method in [Method::GET, Method::POST, Method::PUT, Method::PATCH, Method::DELETE, Method::TRACE] {
                if here.contains(&method) {
                    continue;
                }
                let answer = ana.call(method.clone(), &path.join("/")).await;
                // `/auth/sessions/current` is also a session of the name 'current' for whoever deletes it.
                assert!([404, 405].contains(&answer.status.as_u16()), "{method} {}: {answer}", operation.path);
                let kind = if answer.status == 405 { "method-not-allowed" } else { "not-found" };
                let status = answer.status.as_u16();
                answer.expect_problem(status, kind);
            }
        }
    }

    async fn a_request_keeps_the_id_it_came_with(desk: &Desk) {
        let answer = desk.call(Method::GET, "/nowhere").header("x-request-id", "from-the-proxy-1").await;
        assert_eq!(answer.problem().request_id, "from-the-proxy-1");
        for unsound in ["short", "with space and more", &"x".repeat(65), "späße-und-so"] {
            let answer = desk.call(Method::GET, "/nowhere").header("x-request-id", unsound).await;
            assert_ne!(answer.problem().request_id, unsound);
        }
        let ana = desk.requester("ana").await;
        assert!(ana.get("/me").await.expect(200).header("x-request-id").is_some());
    }

    async fn a_body_that_can_t_be_read_is_a_problem(desk: &Desk) {
        let ana = desk.requester("ana").await;
        let send = |media_type: &str, body: &str| {
            ana.call(Method::POST, "/tickets").bytes(media_type, body.to_owned())
        };
        for broken in ["{", "[1,", "nope", "{\"a\":}", "\u{feff}{}"] {
            send("application/json", broken).await.expect_problem(400, "validation");
        }
        for (shape, pointer, code) in [
            ("[]", "", "format"),
            ("\"text\"", "", "format"),
            ("{}", "/service_id", "required"),
            ("{\"service_id\": 5, \"description\": \"x\"}", "/service_id", "format"),
        ] {
            send("application/json", shape).await.expect_faults(&[(pointer, code)]);
        }
        for media_type in ["text/plain", "application/xml", "application/x-www-form-urlencoded", "multipart/form-data"] {
            send(media_type, "{}").await.expect_problem(415, "unsupported-media");
        }
        let large = format!("{{\"description\": \"{}\"}}", "x".repeat(300 * 1024));
        send("application/json", &large).await.expect_problem(413, "too-large");
        send("application/json; charset=utf-8", &request_for(Service::Maintenance).to_string()).await.expect(201);
    }

    /// The members of a body in their order, without their names: serde would take them for the body.
    async fn no_body_is_a_list(desk: &Desk) {
        let max = desk.admin("max").await;
        let some = uuid::Uuid::now_v7().to_string();
        let mut tried = 0;
        for operation in contract::operations() {
            let Some(values) = contract::body_values(operation) else { continue };
            let parts = ["{id}", "{token}", "{challenge_id}"];
            let path = parts.iter().fold(operation.path.clone(), |path, part| path.replace(part, &some));
            let call = max.call(operation.method.clone(), &path).if_match(1);
            let answer = call.bytes("application/json", json!(values).to_string()).await;
            let errors = answer.expect(422).problem().errors;
            assert!(errors.iter().any(|error| error.pointer.is_empty()), "{}: {errors:?}", operation.id);
            tried += 1;
        }
        assert!(tried > 30, "{tried}");
    }

    async fn only_a_command_with_nothing_to_say_does_without_a_body(desk: &Desk) {
        let carla = desk.agent("carla", seeded::SUPPORT).await;
        let before = carla.get("/me").await.expect(200).etag();
        let change = || carla.call(Method::PATCH, "/me").if_match(before.as_str());
        change().await.expect_problem(415, "unsupported-media");
        change().bytes("application/json", "").await.expect_problem(400, "validation");
        assert_eq!(carla.get("/me").await.etag(), before);
        let ticket = desk.requester("ana").await.files(Service::Maintenance).await;
        carla.takes(&ticket).await;
        carla.call(Method::POST, &ticket.path("/start")).if_match(2).await.expect(200);
    }

    async fn a_list_is_no_object_whose_members_come_in_order_however_deep(desk: &Desk) {
        let ana = desk.requester("ana").await;
        let before = ana.get("/me").await.expect(200).etag();
        let change = ana.patch("/me", &json!([null, null])).if_match(before.as_str());
        change.await.expect_faults(&[("", "format")]);
        assert_eq!(ana.get("/me").await.etag(), before);
        let max = desk.admin("max").await;
        let path = format!("/services/{}", Service::Wifi.id());
        let before = max.get(&path).await.expect(200).etag();
        let label = json!({"es": "Dónde", "en": "Where"});
        let field = json!({"key": "where", "label": ["Dónde", "Where"], "kind": "text"});
        for (change, pointer) in [
            (json!({"name": ["Wi-Fi", "Wi-Fi"]}), "/name"),
            (json!({"fields": [["where", label, label, "text", false, [], {}]]}), "/fields/0"),
            (json!({"fields": [field]}), "/fields/0/label"),
            (json!({"default_impact": {"group": null}}), "/default_impact"),
        ] {
            let change = max.patch(&path, &change).if_match(before.as_str());
            change.await.expect_faults(&[(pointer, "format")]);
        }
        let mut body = request_for(Service::Maintenance);
        body["answers"] = json!(["x"]);
        ana.post("/tickets", &body).await.expect_faults(&[("/answers", "format")]);
        assert_eq!(max.get(&path).await.etag(), before);
    }

    async fn what_is_not_asked_for_is_named(desk: &Desk) {
        let ana = desk.requester("ana").await;
        let mut body = request_for(Service::Maintenance);
        body["priority"] = json!("critical");
        ana.post("/tickets", &body).await.expect_faults(&[("/priority", "unknown")]);
        let mut body = request_for(Service::Maintenance);
        body["description"] = json!("a\u{0}b");
        ana.post("/tickets", &body).await.expect_faults(&[("/description", "characters")]);
        let mut body = request_for(Service::Maintenance);
        body["answers"]["we/ird~key"] = json!("x");
        ana.post("/tickets", &body).await.expect_faults(&[("/answers/we~1ird~0key", "unknown")]);
    }

    async fn a_parameter_that_is_not_asked_for_is_named(desk: &Desk) {
        let ana = desk.requester("ana").await;
        let body = request_for(Service::Maintenance);
        ana.post("/tickets?x=1", &body).await.expect_faults(&[("?x", "unknown")]);
        ana.get("/me?x=1").await.expect_faults(&[("?x", "unknown")]);
        let code = json!({"email": ana.email});
        desk.call(Method::POST, "/auth/codes?x=1").json(&code).await.expect_faults(&[("?x", "unknown")]);
        // Every read, those too that nobody has to sign in for; but the checks of health, and what only the demo has.
        let is_read = |one: &&contract::Operation| one.method == Method::GET && one.path.starts_with(paths::API);
        let world = World::make(desk).await;
        let ticket = world.nico.files(Service::Maintenance).await;
        let mut wrong = Vec::new();
        for read in contract::operations().iter().filter(is_read).filter(|one| !one.path.contains("/demo/")) {
            let path = world.path(read, Some(&ticket)).await;
            let refused = world.max.get(&format!("{path}{}x=1", if path.contains('?') { '&' } else { '?' })).await;
            if refused.status != 422 || !refused.problem().errors.iter().any(|fault| fault.pointer == "?x") {
                wrong.push(refused.to_string());
            }
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }

    async fn answers_are_compressed_for_whoever_asks(desk: &Desk) {
        let ana = desk.requester("ana").await;
        for encoding in ["br", "gzip"] {
            let answer = ana.get("/catalog").header("accept-encoding", encoding).await.expect(200);
            assert_eq!(answer.header("content-encoding"), Some(encoding), "{encoding}");
        }
        assert_eq!(ana.get("/catalog").await.header("content-encoding"), None);
    }

    async fn the_document_is_served_as_it_is_checked_in(desk: &Desk) {
        let served = desk.call(Method::GET, "/api/openapi.json").await.expect(200);
        assert_eq!(served.value(), *contract::document());
        let docs = desk.call(Method::GET, "/api/docs/").await.expect(200).text();
        for elsewhere in ["https://", "http://", "//cdn", "//unpkg"] {
            assert!(!docs.contains(elsewhere), "the documentation asks {elsewhere}");
        }
    }
}
