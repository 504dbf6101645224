//! Filing a request: what a form accepts, who may ask for what, and what comes of the two plain questions.

use chrono::Duration;
use e2e::{Desk, Person, Service, on_both_engines, seeded, tickets::request_for};
use reqwest::Method;
use serde_json::{Value, json};
use shared::{
    person::{Community, Language},
    priority::{Impact, Priority, Urgency},
    session::CodeChallenge,
    ticket::TicketDetails,
};

fn with_answers(service: Service, answers: Value) -> Value {
    let mut body = request_for(service);
    body["answers"] = answers;
    body
}

/// Proves a secondary address by the code that was sent there.
async fn proves(desk: &Desk, person: &Person, email: &str) {
    let asked: CodeChallenge = person.post("/email-proofs", &json!({"email": email})).await.expect_json(202);
    let code = desk.mail_to(email).await.code();
    let path = format!("/email-proofs/{}/verify", asked.challenge_id);
    person.post(&path, &json!({"code": code})).await.expect(204);
}

on_both_engines! {
    async fn a_form_names_every_fault_at_once(desk: &Desk) {
        let ana = desk.requester("ana").await;
        let file = |answers| ana.post("/tickets", &with_answers(Service::Maintenance, answers));
        file(json!({})).await.expect_faults(&[("/answers/equipment", "required"), ("/answers/location", "required")]);
        file(json!({"equipment": "spaceship", "location": "  "}))
            .await
            .expect_faults(&[("/answers/equipment", "choice"), ("/answers/location", "required")]);
        file(json!({"equipment": 7, "location": "x".repeat(121), "colour": "red"})).await.expect_faults(&[
            ("/answers/equipment", "format"),
            ("/answers/location", "too_long"),
            ("/answers/colour", "unknown"),
        ]);
        file(json!({"equipment": "laptop", "location": " B-204 ", "inventory_number": null})).await.expect(201);
    }

    async fn the_subject_is_the_services_name_unless_the_person_writes_a_better_one(desk: &Desk) {
        let ana = desk.requester("ana").await;
        let eve = desk.person("eve").speaks(Language::En).arrives().await;
        let subject = |person: &Person, subject: Value| {
            let person = person.clone();
            async move {
                let mut body = request_for(Service::Maintenance);
                body["subject"] = subject;
                let filed: TicketDetails = person.post("/tickets", &body).await.expect_json(201);
                filed.summary.subject
            }
        };
        assert_eq!(subject(&ana, Value::Null).await, "Mantenimiento correctivo");
        assert_eq!(subject(&ana, json!("  ")).await, "Mantenimiento correctivo");
        assert_eq!(subject(&eve, Value::Null).await, "Corrective maintenance");
        assert_eq!(subject(&ana, json!(" El proyector  no enciende ")).await, "El proyector no enciende");
        let mut body = request_for(Service::Maintenance);
        body["subject"] = json!("x".repeat(161));
        ana.post("/tickets", &body).await.expect_faults(&[("/subject", "too_long")]);
    }

    async fn two_plain_questions_give_the_priority(desk: &Desk) {
        let ana = desk.requester("ana").await;
        for (impact, urgency, priority) in [
            ("me", "can_work", Priority::Low),
            ("me", "cannot_work", Priority::High),
            ("my_group", "with_difficulty", Priority::High),
            ("everyone", "cannot_work", Priority::Critical),
        ] {
            let mut body = request_for(Service::Maintenance);
            body["impact_answer"] = json!(impact);
            body["urgency_answer"] = json!(urgency);
            let filed: TicketDetails = ana.post("/tickets", &body).await.expect_json(201);
            assert_eq!(filed.summary.priority, priority, "{impact}, {urgency}");
        }
        // Who answers nothing gets the service's own.
        let ticket = ana.files(Service::Maintenance).await;
        let filed = ana.sees(&ticket).await.summary;
        assert_eq!((filed.impact, filed.urgency), (Impact::Individual, Urgency::Medium));
    }

    async fn a_service_is_offered_to_its_communities(desk: &Desk) {
        let sofia = desk.person("sofia").community(Some(Community::Student)).arrives().await;
        sofia.files(Service::Maintenance).await;
        sofia.post("/tickets", &request_for(Service::Backup)).await.expect_faults(&[("/service_id", "reference")]);
        let mut body = request_for(Service::Maintenance);
        body["service_id"] = json!(uuid::Uuid::now_v7());
        sofia.post("/tickets", &body).await.expect_faults(&[("/service_id", "reference")]);
        // Staff who register for a student register what the student may ask for.
        let carla = desk.agent("carla", seeded::SUPPORT).await;
        let mut body = request_for(Service::Backup);
        body["on_behalf_of"] = json!(sofia.id);
        carla.post("/tickets", &body).await.expect_faults(&[("/service_id", "reference")]);
    }

    async fn a_recovery_needs_a_proved_address_outside_the_institution(desk: &Desk) {
        let ana = desk.requester("ana").await;
        let eve = desk.requester("eve").await;
        let file = |person: &Person, email: &str| {
            let answers = json!({
                "affected_account": "ana@example.edu.mx", "institutional_id": "A01234567", "secondary_email": email,
            });
            person.post("/tickets", &with_answers(Service::PasswordRecovery, answers))
        };
        for inside in ["ana@example.edu.mx", "ana@alumnos.example.edu.mx"] {
            file(&ana, inside).await.expect_faults(&[("/answers/secondary_email", "institution_domain")]);
        }
        let outside = "ana.casa@correo.example";
        file(&ana, outside).await.expect_faults(&[("/answers/secondary_email", "unproven")]);
        proves(desk, &ana, outside).await;
        // The proof is of the person and of the address.
        file(&eve, outside).await.expect_faults(&[("/answers/secondary_email", "unproven")]);
        file(&ana, "otra@correo.example").await.expect_faults(&[("/answers/secondary_email", "unproven")]);
        file(&ana, " Ana.Casa@Correo.example ").await.expect(201);
        desk.advance(Duration::hours(2));
        file(&ana, outside).await.expect_faults(&[("/answers/secondary_email", "unproven")]);
    }

    async fn a_laboratory_is_asked_for_by_fields(desk: &Desk) {
        let ana = desk.requester("ana").await;
        let catalog = ana.get("/catalog").await.expect(200).value();
        let laboratory = catalog["categories"]
            .as_array()
            .unwrap()
            .iter()
            .flat_map(|category| category["services"].as_array().unwrap())
            .find(|service| service["id"] == json!(Service::Laboratory.id()))
            .unwrap()
            .clone();
        let fields = laboratory["fields"].as_array().unwrap();
        let kinds: Vec<&str> = fields.iter().map(|field| field["kind"].as_str().unwrap()).collect();
        for kind in ["choice", "date", "time", "number"] {
            assert!(kinds.contains(&kind), "{kind} is missing in {kinds:?}");
        }
        let required: Vec<String> = fields
            .iter()
            .filter(|field| field["required"] == json!(true))
            .map(|field| format!("/answers/{}", field["key"].as_str().unwrap()))
            .collect();
        let expected: Vec<(&str, &str)> = required.iter().map(|pointer| (pointer.as_str(), "required")).collect();
        assert!(expected.len() >= 4);
        ana.post("/tickets", &with_answers(Service::Laboratory, json!({}))).await.expect_faults(&expected);
    }

    async fn a_closed_ticket_is_followed_up(desk: &Desk) {
        let (ana, eve) = (desk.requester("ana").await, desk.requester("eve").await);
        let first = ana.files(Service::Maintenance).await;
        let mut body = request_for(Service::Maintenance);
        body["follow_up_of"] = json!(first.id);
        ana.post("/tickets", &body).await.expect_faults(&[("/follow_up_of", "reference")]);
        ana.cancels(&first, "withdrawn").await;
        eve.post("/tickets", &body).await.expect_faults(&[("/follow_up_of", "reference")]);
        let second = ana.files_as(body).await;
        assert_eq!(ana.sees(&second).await.links[0].folio, first.folio);
        let link = ana.sees(&first).await.links.pop().unwrap();
        assert!(link.inverse && link.folio == second.folio);
    }

    async fn parallel_requests_get_numbers_of_their_own(desk: &Desk) {
        let ana = desk.requester("ana").await;
        let filed = (0..12).map(|_| ana.post("/tickets", &request_for(Service::Maintenance)).send());
        let mut folios: Vec<String> = futures_util::future::join_all(filed)
            .await
            .into_iter()
            .map(|answer| answer.expect_json::<TicketDetails>(201).summary.folio)
            .collect();
        folios.sort();
        folios.dedup();
        assert_eq!(folios.len(), 12, "{folios:?}");
    }

    /// Each address may make an account, so there is an end to it, whether or not they have one.
    async fn nobody_makes_accounts_without_end_by_letting_them_watch(desk: &Desk) {
        let ana = desk.requester("ana").await;
        let willy = desk.requester("willy").await;
        let tickets = [ana.files(Service::Maintenance).await, ana.files(Service::Maintenance).await];
        let watch = |n: usize| {
            let email = format!("persona{}@example.edu.mx", n / 2);
            ana.post(&tickets[n % 2].path("/watchers"), &json!({"email": email}))
        };
        for n in 0..30 {
            watch(n).await.expect(200);
        }
        for email in ["persona99@example.edu.mx", willy.email.as_str()] {
            let answer = ana.post(&tickets[0].path("/watchers"), &json!({"email": email})).await;
            let problem = answer.clone().expect_problem(429, "rate-limited");
            assert!(answer.header("retry-after").is_some(), "{}", problem.detail);
        }
        // Whoever is found in the directory makes no account.
        ana.post(&tickets[0].path("/watchers"), &json!({"account_id": willy.id})).await.expect(200);
        desk.advance(Duration::minutes(61));
        watch(30).await.expect(200);
    }

    async fn a_watcher_reads_and_replies_until_removed(desk: &Desk) {
        let (ana, willy, eve) = (desk.requester("ana").await, desk.requester("willy").await, desk.requester("eve").await);
        let ticket = ana.files(Service::Maintenance).await;
        let watch = |body: Value| ana.post(&ticket.path("/watchers"), &body);
        watch(json!({"email": "willy@example.edu.mx"})).await.expect(200);
        watch(json!({"email": "fuera@example.com"})).await.expect_faults(&[("/email", "foreign_domain")]);
        watch(json!({})).await.expect_problem(422, "validation");
        assert_eq!(willy.sees(&ticket).await.watchers[0].id, willy.id);
        willy.replies(&ticket, "A mí también me pasa.").await;
        eve.delete(&ticket.path(&format!("/watchers/{}", willy.id))).await.expect_problem(404, "not-found");
        willy.delete(&ticket.path(&format!("/watchers/{}", willy.id))).await.expect(204);
        willy.get(&ticket.path("")).await.expect_problem(404, "not-found");
        ana.delete(&ticket.path(&format!("/watchers/{}", willy.id))).await.expect_problem(404, "not-found");
        // Whoever is added twice is there once; the requester watches anyway.
        watch(json!({"account_id": willy.id})).await.expect(200);
        watch(json!({"account_id": willy.id})).await.expect(200);
        watch(json!({"account_id": ana.id})).await.expect(200);
        assert_eq!(ana.sees(&ticket).await.watchers.len(), 1);
    }

    async fn quality_sees_no_description_and_no_replies(desk: &Desk) {
        let (ana, quique) = (desk.requester("ana").await, desk.quality("quique").await);
        let ticket = ana.files(Service::Maintenance).await;
        for path in [ticket.path(""), ticket.path("/timeline"), ticket.path("/assignees")] {
            quique.get(&path).await.expect_problem(404, "not-found");
        }
        let year = "from=2026-01-01&to=2035-12-31";
        let evidence = quique.get(&format!("/reports/indicator/tickets?{year}")).await.expect(200);
        assert!(evidence.text().contains(&ticket.folio));
        for hidden in ["No enciende", "ana@example.edu.mx", "\"Ana\"", "B-204"] {
            assert!(!evidence.text().contains(hidden), "{hidden} in {evidence}");
        }
        desk.call(Method::GET, &format!("/reports/indicator?{year}")).await.expect_problem(401, "unauthenticated");
    }

    async fn another_service_keeps_the_old_answers_readable(desk: &Desk) {
        let ana = desk.requester("ana").await;
        let carla = desk.agent("carla", seeded::SUPPORT).await;
        let ticket = ana.files(Service::Maintenance).await;
        let change = carla.patch(&ticket.path(""), &json!({"service_id": Service::Backup.id()})).if_match(1);
        let changed: TicketDetails = change.await.expect_json(200);
        assert_eq!(changed.summary.service.id, Service::Backup.id());
        let earlier = ana.sees(&ticket).await.earlier_answers;
        assert_eq!(earlier[0].service.id, Service::Maintenance.id());
        assert!(earlier[0].answers.iter().any(|answer| answer.value == json!("B-204")));
    }
}
