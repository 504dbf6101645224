//! What staff write for staff changes nothing that a requester or a watcher can observe.

use e2e::{Desk, Person, Service, Ticket, on_both_engines, seeded};
use serde_json::{Value, json};
use shared::{
    attachment::Attachment,
    event::{EventKind, TimelineItem},
    page::Page,
};

/// Everything that a person can read about a ticket, to the byte.
async fn observed(desk: &Desk, person: &Person, ticket: &Ticket) -> Vec<String> {
    let mut all = Vec::new();
    for path in [
        ticket.path(""),
        format!("/tickets/{}", ticket.folio),
        ticket.path("/timeline"),
        "/tickets?view=own&count=true".to_owned(),
        "/tickets?view=watching&count=true".to_owned(),
        "/tickets?sort=-updated_at&limit=1".to_owned(),
        format!("/tickets?view=own&updated_since={}", "2020-01-01T00:00:00Z"),
        "/me".to_owned(),
    ] {
        let answer = person.get(&path).await;
        let mut headers: Vec<String> = answer
            .headers
            .iter()
            .filter(|(name, _)| {
                !["x-request-id", "date"].contains(&name.as_str()) && !name.as_str().starts_with("ratelimit")
            })
            .map(|(name, value)| format!("{name}: {}", value.to_str().unwrap()))
            .collect();
        headers.sort();
        all.push(format!("{path} {} {headers:?} {}", answer.status, answer.text()));
    }
    desk.tick().await;
    all.push(format!("{} mails", desk.relay.mails_to(&person.email).len()));
    all
}

async fn file_of(person: &Person) -> Attachment {
    let png = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\x06\0\0\0\x1f\x15\xc4\x89".to_vec();
    person.call(reqwest::Method::POST, "/attachments").file("placa.png", "image/png", png).await.expect_json(201)
}

on_both_engines! {
    async fn an_internal_note_is_not_seen_nor_felt(desk: &Desk) {
        let (ana, willy) = (desk.requester("ana").await, desk.requester("willy").await);
        let carla = desk.agent("carla", seeded::SUPPORT).await;
        let rosa = desk.supervisor("rosa", seeded::SUPPORT).await;
        let ticket = ana.files(Service::Maintenance).await;
        ana.post(&ticket.path("/watchers"), &json!({"account_id": willy.id})).await.expect(200);
        rosa.assigns(&ticket, &carla).await;
        let before = [observed(desk, &ana, &ticket).await, observed(desk, &willy, &ticket).await];

        let since = desk.now().to_rfc3339_opts(chrono::SecondsFormat::Micros, true);
        let mut tags = Vec::new();
        for person in [&ana, &willy] {
            tags.push(person.get(&ticket.path("")).await.etag());
        }

        desk.advance(chrono::Duration::minutes(5));
        let file = file_of(&carla).await;
        let note = json!({"body": "El equipo está fuera de garantía.", "attachment_ids": [file.id]});
        let written = carla.post(&ticket.path("/notes"), &note).await.expect(201);
        assert_eq!(written.value()["attachments"][0]["id"], json!(file.id));
        rosa.notes(&ticket, "De acuerdo.").await;
        let version = carla.sees(&ticket).await.summary.version;
        carla.patch(&ticket.path(""), &json!({"tags": ["garantía", "batería"]})).if_match(version).await.expect(200);

        for (person, before) in [&ana, &willy].into_iter().zip(before) {
            for (now, then) in observed(desk, person, &ticket).await.into_iter().zip(before) {
                assert_eq!(now, then);
            }
        }
        for (person, tag) in [&ana, &willy].into_iter().zip(tags) {
            person.get(&ticket.path("")).header("if-none-match", &tag).await.expect(304);
            for view in ["own", "watching"] {
                let path = format!("/tickets?view={view}&updated_since={since}&count=true");
                assert_eq!(person.get(&path).await.value(), json!({"items": [], "next_cursor": null, "total": 0}));
            }
        }
        // The staff's own version holds still as well: what the requester typed meanwhile is not stale.
        assert_eq!(carla.sees(&ticket).await.summary.version, version);
        for path in ["", "/link"] {
            let method = if path.is_empty() { reqwest::Method::GET } else { reqwest::Method::POST };
            for person in [&ana, &willy] {
                let call = person.call(method.clone(), &format!("/attachments/{}{path}", file.id));
                call.await.expect_problem(404, "not-found");
            }
        }
        let staff: Vec<EventKind> = carla.timeline(&ticket).await.iter().map(|item| item.kind).collect();
        assert_eq!(staff.iter().filter(|kind| **kind == EventKind::Note).count(), 2);
        assert!(staff.contains(&EventKind::Tags));
    }

    /// Pages end where they would without the notes between.
    async fn the_second_page_is_the_same_with_and_without_notes(desk: &Desk) {
        let ana = desk.requester("ana").await;
        let carla = desk.agent("carla", seeded::SUPPORT).await;
        let (quiet, noted) = (ana.files(Service::Maintenance).await, ana.files(Service::Maintenance).await);
        let mut read = Vec::new();
        for ticket in [&quiet, &noted] {
            for n in 0..5 {
                if ticket == &noted {
                    carla.notes(ticket, "Interno.").await;
                    carla.notes(ticket, "Interno otra vez.").await;
                }
                ana.replies(ticket, &format!("Mensaje {n}.")).await;
            }
            let (mut pages, mut cursor) = (Vec::new(), String::new());
            loop {
                let path = ticket.path(&format!("/timeline?limit=2{cursor}"));
                let page: Page<TimelineItem> = ana.get(&path).await.expect_json(200);
                pages.push(page.items.into_iter().map(|item| (item.kind, item.body)).collect::<Vec<_>>());
                match page.next_cursor {
                    Some(next) => cursor = format!("&cursor={next}"),
                    None => break,
                }
            }
            read.push(pages);
        }
        assert_eq!(read[0], read[1]);
        assert_eq!(read[0].iter().map(Vec::len).collect::<Vec<_>>(), [2, 2, 2]);
    }

    async fn a_requester_cannot_write_or_address_a_note(desk: &Desk) {
        let ana = desk.requester("ana").await;
        let carla = desk.agent("carla", seeded::SUPPORT).await;
        let ticket = ana.files(Service::Maintenance).await;
        let note = carla.notes(&ticket, "Interno.").await;
        ana.post(&ticket.path("/notes"), &json!({"body": "Yo también."})).await.expect_problem(403, "forbidden");
        let shown = ana.get(&ticket.path("/timeline")).await.text();
        assert!(!shown.contains(&note.id.to_string()) && !shown.contains("Interno"), "{shown}");
    }

    /// Not even as a count: a page that ends after a note tells nothing of it.
    async fn a_cursor_does_not_count_what_is_hidden(desk: &Desk) {
        let ana = desk.requester("ana").await;
        let carla = desk.agent("carla", seeded::SUPPORT).await;
        let (quiet, noted) = (ana.files(Service::Maintenance).await, ana.files(Service::Maintenance).await);
        for _ in 0..12 {
            carla.notes(&noted, "Interno.").await;
        }
        let mut lengths = Vec::new();
        for ticket in [&quiet, &noted] {
            ana.replies(ticket, "Uno.").await;
            ana.replies(ticket, "Dos.").await;
            let page: Page<TimelineItem> = ana.get(&ticket.path("/timeline?limit=2")).await.expect_json(200);
            assert_eq!(page.items.len(), 2);
            let cursor = page.next_cursor.expect("there is more");
            lengths.push(cursor.len());
            let path = ticket.path(&format!("/timeline?limit=2&cursor={cursor}"));
            let rest: Page<TimelineItem> = ana.get(&path).await.expect_json(200);
            assert_eq!(rest.items.len(), 1);
        }
        assert_eq!(lengths[0], lengths[1]);
    }

    async fn why_it_was_given_to_somebody_is_the_staffs_affair(desk: &Desk) {
        let ana = desk.requester("ana").await;
        let carla = desk.agent("carla", seeded::SUPPORT).await;
        let rosa = desk.supervisor("rosa", seeded::SUPPORT).await;
        let ticket = ana.files(Service::Maintenance).await;
        let body = json!({"assignee_id": carla.id, "reason": "Bruno no sabe de esto."});
        rosa.tries(&ticket, "assign", body).await.expect(200);
        let body = json!({"team_id": seeded::NETWORKS, "reason": "Es de redes, no nuestro."});
        rosa.tries(&ticket, "transfer", body).await.expect(200);
        let hers = ana.get(&ticket.path("/timeline")).await.expect(200).text();
        assert!(!hers.contains("Bruno no sabe") && !hers.contains("no nuestro"), "{hers}");
        assert!(hers.contains("Carla"));
        let staffs = rosa.get(&ticket.path("/timeline")).await.expect(200).text();
        assert!(staffs.contains("Bruno no sabe") && staffs.contains("no nuestro"), "{staffs}");
        desk.tick().await;
        for mail in desk.relay.mails_to(&ana.email) {
            assert!(!mail.text.contains("Bruno") && !mail.html.contains("Bruno"), "{}", mail.text);
        }
    }

    async fn contact_data_is_for_staff_alone(desk: &Desk) {
        let ana = desk.requester("ana").await;
        let (willy, carla) = (desk.requester("willy").await, desk.agent("carla", seeded::SUPPORT).await);
        let ticket = ana.files(Service::Maintenance).await;
        ana.post(&ticket.path("/watchers"), &json!({"account_id": willy.id})).await.expect(200);
        assert_eq!(carla.sees(&ticket).await.contact.unwrap().email, ana.email);
        let watched = willy.get(&ticket.path("")).await.expect(200);
        assert!(!watched.text().contains(&ana.email), "{watched}");
        assert_eq!(watched.value().get("contact"), None);
        assert_eq!(watched.value().get("tags"), None::<&Value>);
    }

    /// Staff who ask for something themselves are the requester of that ticket.
    async fn an_agent_does_not_read_the_notes_about_the_own_request(desk: &Desk) {
        let (carla, bruno) = (desk.agent("carla", seeded::SUPPORT).await, desk.agent("bruno", seeded::SUPPORT).await);
        let ticket = carla.files(Service::Maintenance).await;
        bruno.notes(&ticket, "Siempre lo mismo con Carla.").await;
        assert_eq!(carla.timeline(&ticket).await.len(), 1);
        assert_eq!(carla.sees(&ticket).await.tags, None);
        assert_eq!(bruno.timeline(&ticket).await.len(), 2);
    }
}
