//! The catalogue: what each community is offered, and how an admin changes it without rewriting history.

use e2e::{
    Service, on_both_engines, request_for,
    seeded::{PLATFORMS, SUPPORT},
};
use serde_json::{Value, json};
use shared::{
    category::Category,
    page::Page,
    person::{Community, Language},
    priority::Priority,
    service::{Catalog, FieldKind, ServiceDetails},
};

fn names(catalog: &Catalog) -> Vec<&str> {
    catalog.categories.iter().flat_map(|shelf| &shelf.services).map(|service| service.name.as_str()).collect()
}

fn path(service: Service) -> String {
    format!("/services/{}", service.id())
}

on_both_engines! {
    async fn the_procedure_s_services_stand_under_its_six_categories(desk: &Desk) {
        let ana = desk.requester("ana").await;
        let catalog: Catalog = ana.get("/catalog").await.expect_json(200);
        assert_eq!(catalog.categories.iter().map(|shelf| shelf.category).collect::<Vec<_>>(), Category::ALL);
        assert_eq!(
            names(&catalog),
            [
                "Actualización de información",
                "Error en el sitio",
                "Mantenimiento correctivo",
                "Respaldo extraordinario de información",
                "Reparación de equipo",
                "Sustitución de hardware",
                "Acceso a internet",
                "Red inalámbrica (Wi-Fi)",
                "Telefonía",
                "Instalación",
                "Actualización",
                "Adecuación",
                "Desarrollo",
                "Reservar un laboratorio",
                "Permisos y activación de cuenta en SITO",
                "Creación de cuenta de correo",
                "Recuperación de contraseña del correo institucional",
                "Recuperación de cuenta de correo",
                "Soporte de aplicaciones",
            ]
        );
    }

    async fn the_recovery_services_ask_for_a_secondary_address(desk: &Desk) {
        let ana = desk.requester("ana").await;
        let catalog: Catalog = ana.get("/catalog").await.expect_json(200);
        let asked: Vec<&str> = catalog
            .categories
            .iter()
            .flat_map(|shelf| &shelf.services)
            .filter(|service| service.fields.iter().any(|field| {
                field.key == "secondary_email"
                    && field.kind == FieldKind::Email
                    && field.required
                    && field.constraints.secondary_email
            }))
            .map(|service| service.name.as_str())
            .collect();
        assert_eq!(
            asked,
            ["Recuperación de contraseña del correo institucional", "Recuperación de cuenta de correo"]
        );
    }

    async fn a_community_is_shown_what_it_may_ask_for(desk: &Desk) {
        let student = desk.person("sol").community(Some(Community::Student)).arrives().await;
        let catalog: Catalog = student.get("/catalog").await.expect_json(200);
        assert!(names(&catalog).contains(&"Red inalámbrica (Wi-Fi)"));
        assert!(!names(&catalog).contains(&"Respaldo extraordinario de información"));
        assert_eq!(catalog.categories.len(), 6);
        student.post("/tickets", &request_for(Service::Backup)).await.expect_faults(&[("/service_id", "reference")]);
    }

    async fn who_has_no_community_yet_is_not_locked_out(desk: &Desk) {
        let somebody = desk.person("nadia").community(None).arrives().await;
        let catalog: Catalog = somebody.get("/catalog").await.expect_json(200);
        assert_eq!(names(&catalog).len(), 19);
        somebody.files(Service::Wifi).await;
    }

    async fn the_catalogue_speaks_the_caller_s_language(desk: &Desk) {
        let erin = desk.person("erin").speaks(Language::En).arrives().await;
        let catalog: Catalog = erin.get("/catalog").await.expect_json(200);
        assert_eq!(catalog.categories[0].label, "Website");
        assert_eq!(names(&catalog)[1], "Error on the site");
        assert_eq!(catalog.categories[0].services[1].fields[0].label, "Address of the page");
    }

    async fn what_the_caller_has_already_is_not_sent_again(desk: &Desk) {
        let ana = desk.requester("ana").await;
        let read = ana.get("/catalog").await.expect(200);
        let again = ana.get("/catalog").header("if-none-match", &read.etag()).await.expect(304);
        assert!(again.body.is_empty());
        ana.get("/catalog?category=website").await.expect_faults(&[("?category", "unknown")]);
    }

    async fn only_an_admin_administers_it(desk: &Desk) {
        let agent = desk.agent("carla", SUPPORT).await;
        for call in [agent.get("/services"), agent.get(&path(Service::Wifi)), agent.patch(&path(Service::Wifi), &json!({}))] {
            call.await.expect_problem(403, "forbidden");
        }
        let admin = desk.admin("alma").await;
        let all: Page<ServiceDetails> = admin.get("/services").await.expect_json(200);
        assert_eq!(all.items.len(), 19);
        admin.get("/services/01a205b3-d000-7000-8000-0000000fffff").await.expect_problem(404, "not-found");
        admin.get("/services/wifi").await.expect_problem(404, "not-found");
    }

    async fn every_seeded_form_is_one_that_an_admin_could_have_written(desk: &Desk) {
        let admin = desk.admin("alma").await;
        let all: Page<ServiceDetails> = admin.get("/services").await.expect_json(200);
        for service in all.items {
            let same = json!({"fields": service.fields, "name": service.name, "help": service.help});
            let path = format!("/services/{}", service.id);
            let kept: ServiceDetails = admin.patch(&path, &same).if_match(service.version).await.expect_json(200);
            assert_eq!(kept, service, "what changes nothing keeps the version");
        }
    }

    async fn a_change_needs_the_version_that_was_seen(desk: &Desk) {
        let admin = desk.admin("alma").await;
        let path = path(Service::Wifi);
        let retire = json!({"active": false});
        admin.patch(&path, &retire).await.expect_problem(428, "version-required");
        admin.patch(&path, &retire).if_match(9).await.expect_problem(412, "stale-version");
        let seen = admin.get(&path).await.expect(200).etag();
        let changed: ServiceDetails = admin.patch(&path, &retire).if_match(seen.as_str()).await.expect_json(200);
        assert_eq!((changed.version, changed.active), (2, false));
        admin.patch(&path, &retire).if_match(seen.as_str()).await.expect_problem(412, "stale-version");
    }

    async fn everything_about_a_service_can_be_changed(desk: &Desk) {
        let (ana, admin) = (desk.requester("ana").await, desk.admin("alma").await);
        let filed = ana.files(Service::Wifi).await;
        let changes = json!({
            "category": "platforms",
            "name": {"es": "Eduroam", "en": "Eduroam"},
            "help": {"es": "", "en": ""},
            "communities": ["student"],
            "team_id": PLATFORMS,
            "default_impact": "group",
            "default_urgency": "high",
            "assignment_mode": "suggested",
            "effort": 2.5,
            "position": 5,
        });
        let changed: ServiceDetails = admin.patch(&path(Service::Wifi), &changes).if_match(1).await.expect_json(200);
        let shown = serde_json::to_value(&changed).unwrap();
        for (name, value) in changes.as_object().unwrap() {
            assert_eq!(shown[name], *value, "{name}");
        }
        assert_eq!((changed.version, changed.form_version), (2, 1));
        let read: ServiceDetails = admin.get(&path(Service::Wifi)).await.expect_json(200);
        assert_eq!(read, changed);
        // What was filed keeps its category.
        assert_eq!(ana.sees(&filed).await.summary.category, Category::Connectivity);
        let student = desk.person("sol").community(Some(Community::Student)).arrives().await;
        let catalog: Catalog = student.get("/catalog").await.expect_json(200);
        let shelf = catalog.categories.iter().find(|shelf| shelf.category == Category::Platforms).unwrap();
        assert_eq!(shelf.services[0].name, "Eduroam");
    }

    async fn an_admin_adds_a_service_and_people_ask_for_it(desk: &Desk) {
        let (ana, admin) = (desk.requester("ana").await, desk.admin("alma").await);
        let new = json!({
            "category": "hardware",
            "name": {"es": "Préstamo de equipo", "en": "Equipment loan"},
            "communities": ["administrative"],
            "team_id": SUPPORT,
            "default_urgency": "low",
            "fields": [{"key": "room", "label": {"es": "Salón", "en": "Room"}, "kind": "text", "required": true}],
        });
        ana.post("/services", &new).await.expect_problem(403, "forbidden");
        let made = admin.post("/services", &new).key("loan").await.expect(201);
        let location = made.header("location").unwrap().to_owned();
        let service: ServiceDetails = made.read();
        assert_eq!(location, format!("/api/v1/services/{}", service.id));
        assert_eq!((service.version, service.form_version, service.active, service.effort), (1, 1, true, 1.0));
        let again: ServiceDetails = admin.post("/services", &new).key("loan").await.expect_json(201);
        assert_eq!(again, service, "a repeat makes no second one");

        let catalog: Catalog = ana.get("/catalog").await.expect_json(200);
        let shelf = catalog.categories.iter().find(|shelf| shelf.category == Category::Hardware).unwrap();
        assert_eq!(shelf.services.last().unwrap().name, "Préstamo de equipo", "it comes last in its category");
        let body = |answers: Value| json!({"service_id": service.id, "description": "Un cañón.", "answers": answers});
        ana.post("/tickets", &body(json!({}))).await.expect_faults(&[("/answers/room", "required")]);
        let ticket = ana.files_as(body(json!({"room": "B-204"}))).await;
        let seen = ana.sees(&ticket).await;
        assert_eq!((seen.summary.category, seen.summary.priority), (Category::Hardware, Priority::Low));
        let retired = format!("/services/{}", service.id);
        admin.patch(&retired, &json!({"active": false})).if_match(1).await.expect(200);
        let catalog: Catalog = ana.get("/catalog").await.expect_json(200);
        assert!(!names(&catalog).contains(&"Préstamo de equipo"));
    }

    async fn a_service_that_could_not_be_offered_is_refused_by_its_parts(desk: &Desk) {
        let admin = desk.admin("alma").await;
        admin.post("/services", &json!({})).await.expect_faults(&[("/category", "required")]);
        let sound = json!({
            "category": "hardware", "name": {"es": "Préstamo", "en": "Loan"}, "communities": ["faculty"], "team_id": SUPPORT,
        });
        let with = |name: &str, value: Value| {
            let mut body = sound.clone();
            body[name] = value;
            admin.post("/services", &body)
        };
        with("name", json!({"es": " ", "en": "Loan"})).await.expect_faults(&[("/name/es", "required")]);
        with("communities", json!([])).await.expect_faults(&[("/communities", "required")]);
        with("team_id", json!(Service::Wifi.id())).await.expect_faults(&[("/team_id", "reference")]);
        with("effort", json!(0)).await.expect_faults(&[("/effort", "too_small")]);
        with("fields", json!([{"key": "A", "label": {"es": "x", "en": "x"}, "kind": "text"}]))
            .await
            .expect_faults(&[("/fields/0/key", "format")]);
        with("version", json!(1)).await.expect_faults(&[("/version", "unknown")]);
        let all: Page<ServiceDetails> = admin.get("/services").await.expect_json(200);
        assert_eq!(all.items.len(), 19);
    }

    async fn services_are_listed_page_by_page(desk: &Desk) {
        let admin = desk.admin("alma").await;
        let whole: Page<ServiceDetails> = admin.get("/services").await.expect_json(200);
        let mut read = Vec::new();
        let mut path = "/services?limit=8".to_owned();
        for rows in [8, 8, 3] {
            let page: Page<ServiceDetails> = admin.get(&path).await.expect_json(200);
            assert_eq!(page.items.len(), rows);
            read.extend(page.items);
            path = format!("/services?limit=8&cursor={}", page.next_cursor.unwrap_or_default());
        }
        assert_eq!(read, whole.items);
        admin.get("/services?limit=0").await.expect_faults(&[("?limit", "too_small")]);
        admin.get("/services?cursor=x").await.expect_problem(422, "validation");
    }

    async fn staff_are_shown_what_the_person_they_register_for_may_ask_for(desk: &Desk) {
        let (carla, ana) = (desk.agent("carla", SUPPORT).await, desk.requester("ana").await);
        let student = desk.person("sol").community(Some(Community::Student)).arrives().await;
        let of = |id: uuid::Uuid| format!("/catalog?for={id}");
        let catalog: Catalog = carla.get(&of(student.id)).await.expect_json(200);
        let own: Catalog = student.get("/catalog").await.expect_json(200);
        assert_eq!(catalog, own);
        assert!(!names(&catalog).contains(&"Respaldo extraordinario de información"));
        // Requests of whoever has left may turn out to be about another service.
        let admin = desk.admin("alma").await;
        let place = format!("/accounts/{}", student.id);
        let seen = admin.get(&place).await.expect(200).etag();
        admin.patch(&place, &json!({"active": false})).if_match(seen.as_str()).await.expect(200);
        assert_eq!(carla.get(&of(student.id)).await.expect_json::<Catalog>(200), catalog);
        // Whoever is not staff is shown the own catalogue and nobody else's.
        ana.get(&of(student.id)).await.expect_problem(403, "forbidden");
        ana.get(&of(ana.id)).await.expect(200);
        carla.get(&of(Service::Wifi.id())).await.expect_faults(&[("?for", "reference")]);
        carla.get("/catalog?for=sol").await.expect_faults(&[("?for", "format")]);
    }

    async fn a_retired_service_is_not_offered_and_stays_readable(desk: &Desk) {
        let (ana, admin) = (desk.requester("ana").await, desk.admin("alma").await);
        let ticket = ana.files(Service::Wifi).await;
        admin.patch(&path(Service::Wifi), &json!({"active": false})).if_match(1).await.expect(200);
        let catalog: Catalog = ana.get("/catalog").await.expect_json(200);
        assert!(!names(&catalog).contains(&"Red inalámbrica (Wi-Fi)"));
        ana.post("/tickets", &request_for(Service::Wifi)).await.expect_faults(&[("/service_id", "reference")]);
        assert_eq!(ana.sees(&ticket).await.summary.service.name, "Red inalámbrica (Wi-Fi)");
    }

    async fn an_edited_form_rewrites_no_answers(desk: &Desk) {
        let (ana, admin) = (desk.requester("ana").await, desk.admin("alma").await);
        let old = ana.files(Service::Wifi).await;
        let before = ana.sees(&old).await;
        let fields = json!([{
            "key": "building",
            "label": {"es": "Edificio", "en": "Building"},
            "kind": "choice",
            "required": true,
            "options": [{"value": "library", "label": {"es": "Biblioteca", "en": "Library"}}],
        }]);
        let changed: ServiceDetails =
            admin.patch(&path(Service::Wifi), &json!({"fields": fields})).if_match(1).await.expect_json(200);
        assert_eq!((changed.form_version, changed.fields.len()), (2, 1));
        assert_eq!(ana.sees(&old).await.answers, before.answers);

        ana.post("/tickets", &request_for(Service::Wifi)).await.expect_faults(&[
            ("/answers/building", "required"),
            ("/answers/device", "unknown"),
            ("/answers/location", "unknown"),
            ("/answers/symptom", "unknown"),
        ]);
        let body = json!({"service_id": Service::Wifi.id(), "description": "Se corta.", "answers": {"building": "library"}});
        let new = ana.files_as(body).await;
        let answers = ana.sees(&new).await.answers;
        assert_eq!((answers[0].label.as_str(), answers[0].text.as_deref()), ("Edificio", Some("Biblioteca")));
    }

    async fn a_form_that_could_not_be_asked_is_refused_by_its_parts(desk: &Desk) {
        let admin = desk.admin("alma").await;
        let label = json!({"es": "x", "en": "x"});
        let refused = |body: Value| admin.patch(&path(Service::Wifi), &body).if_match(1);
        refused(json!({"fields": [
            {"key": "a", "label": label, "kind": "choice"},
            {"key": "a", "label": {"es": "", "en": "x"}, "kind": "text", "constraints": {"max_length": 90_000}},
        ]}))
        .await
        .expect_faults(&[
            ("/fields/0/options", "required"),
            ("/fields/1/key", "duplicate"),
            ("/fields/1/label/es", "required"),
            ("/fields/1/constraints/max_length", "too_large"),
        ]);
        refused(json!({"fields": [{"key": "a", "label": label, "kind": "song"}]})).await.expect_faults(&[("/fields/0/kind", "choice")]);
        refused(json!({"team_id": Service::Wifi.id()})).await.expect_faults(&[("/team_id", "reference")]);
        refused(json!({"communities": []})).await.expect_faults(&[("/communities", "required")]);
        refused(json!({"communities": ["student", "student"]})).await.expect_faults(&[("/communities/1", "duplicate")]);
        refused(json!({"name": {"es": "a\u{202e}b", "en": "x"}})).await.expect_faults(&[("/name/es", "characters")]);
        refused(json!({"effort": 0})).await.expect_faults(&[("/effort", "too_small")]);
        refused(json!({"effort": 101})).await.expect_faults(&[("/effort", "too_large")]);
        refused(json!({"assignment_mode": "random"})).await.expect_faults(&[("/assignment_mode", "choice")]);
        refused(json!({"category": "plumbing"})).await.expect_faults(&[("/category", "choice")]);
        refused(json!({"slug": "wifi"})).await.expect_faults(&[("/slug", "unknown")]);
        let kept: ServiceDetails = admin.get(&path(Service::Wifi)).await.expect_json(200);
        assert_eq!(kept.version, 1);
    }

    async fn a_service_moves_within_its_category(desk: &Desk) {
        let admin = desk.admin("alma").await;
        let ana = desk.requester("ana").await;
        let all = admin.get("/services?limit=200").await.expect_json::<Page<ServiceDetails>>(200).items;
        let shelf: Vec<ServiceDetails> = all.into_iter().filter(|one| one.category == Category::Software).collect();
        let [installation, update, adjustment, development] = [0, 1, 2, 3].map(|at: usize| shelf[at].id);
        let offered = async || {
            let catalog: Catalog = ana.get("/catalog").await.expect_json(200);
            let shelf = catalog.categories.into_iter().find(|shelf| shelf.category == Category::Software).unwrap();
            shelf.services.iter().map(|service| service.id).collect::<Vec<_>>()
        };
        let moves = |id: uuid::Uuid, after: Value, version: i32| {
            admin.call(reqwest::Method::PUT, &format!("/services/{id}/place")).json(&json!({"after": after})).if_match(version)
        };
        let moved: ServiceDetails = moves(development, json!(installation), 1).await.expect_json(200);
        assert_eq!(moved.version, 2);
        assert_eq!(offered().await, [installation, development, update, adjustment]);
        // However often, there is room, and nothing else moves.
        for round in 0..8 {
            moves(development, Value::Null, 2 + 2 * round).await.expect(200);
            assert_eq!(offered().await, [development, installation, update, adjustment]);
            moves(development, json!(installation), 3 + 2 * round).await.expect(200);
            assert_eq!(offered().await, [installation, development, update, adjustment]);
        }
        // It stands there already.
        let same: ServiceDetails = moves(development, json!(installation), 18).await.expect_json(200);
        assert_eq!(same.version, 18);
        moves(development, Value::Null, 17).await.expect_problem(412, "stale-version");
        moves(development, json!(Service::Wifi.id()), 18).await.expect_faults(&[("/after", "reference")]);
        moves(development, json!(development), 18).await.expect_faults(&[("/after", "reference")]);
        let place = format!("/services/{development}/place");
        admin.call(reqwest::Method::PUT, &place).json(&json!({"after": null})).await.expect_problem(428, "version-required");
        admin.call(reqwest::Method::PUT, &place).json(&json!({})).if_match(18).await.expect_faults(&[("/after", "required")]);
        // Whoever edits a neighbour meanwhile saves it where it was pushed to.
        admin.patch(&format!("/services/{update}"), &json!({"effort": 2.0})).if_match(1).await.expect(200);
        assert_eq!(offered().await, [installation, development, update, adjustment]);
    }

    async fn two_who_move_at_once_lose_nothing(desk: &Desk) {
        let (alma, beto) = (desk.admin("alma").await, desk.admin("beto").await);
        let read = async || {
            let all = alma.get("/services?limit=200").await.expect_json::<Page<ServiceDetails>>(200).items;
            all.into_iter().filter(|one| one.category == Category::Platforms).collect::<Vec<_>>()
        };
        let before = read().await;
        let first = |person: &e2e::Person, at: usize| {
            let place = format!("/services/{}/place", before[at].id);
            person.call(reqwest::Method::PUT, &place).json(&json!({"after": null})).if_match(1)
        };
        let (third, fourth) = tokio::join!(first(&alma, 2).send(), first(&beto, 3).send());
        third.expect(200);
        fourth.expect(200);
        let after = read().await;
        let ids = |services: &[ServiceDetails], range: std::ops::Range<usize>| services[range].iter().map(|one| one.id).collect::<Vec<_>>();
        let mut front = ids(&after, 0..2);
        front.sort_unstable();
        let mut moved = ids(&before, 2..4);
        moved.sort_unstable();
        assert_eq!(front, moved);
        assert_eq!(ids(&after, 2..5), [before[0].id, before[1].id, before[4].id]);
        let mut places: Vec<i32> = after.iter().map(|one| one.position).collect();
        places.dedup();
        assert_eq!(places.len(), after.len());
    }

    async fn a_laboratory_s_end_comes_after_its_beginning(desk: &Desk) {
        let ana = desk.requester("ana").await;
        let body = |to: &str| json!({
            "service_id": Service::Laboratory.id(),
            "description": "Examen departamental.",
            "answers": {
                "laboratory": "lab_a", "date": "2999-01-31", "from": "11:00", "to": to, "attendees": 24, "course": "Redes I",
            },
        });
        ana.post("/tickets", &body("9:30")).await.expect_faults(&[("/answers/to", "too_early")]);
        ana.files_as(body("13:00")).await;
    }
}
