//! The chain of events: whole after real work, and broken by every kind of tampering.

use std::{cell::Cell, collections::BTreeSet};

use backend::{
    audit::{self, Fault, Report},
    entity::{attachment, audit_checkpoint, event, status_interval, ticket, ticket_watcher},
};
use chrono::Duration;
use e2e::{Desk, Service, Ticket, on_both_engines, seeded, tickets::request_for};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder};
use serde_json::json;
use shared::{
    attachment::Attachment,
    priority::{Impact, Priority, Urgency},
    status::{CancelReason, Closure, Status},
};
use uuid::Uuid;

async fn verify(desk: &Desk) -> Vec<Fault> {
    report(desk).await.faults
}

async fn report(desk: &Desk) -> Report {
    audit::verify(&desk.app).await.expect("it can be verified")
}

async fn row_of(desk: &Desk, ticket: &Ticket) -> ticket::ActiveModel {
    ticket::Entity::find_by_id(ticket.id).one(desk.db()).await.unwrap().unwrap().into_active_model()
}

/// Two tickets with a life behind them, and a checkpoint over both.
async fn history(desk: &Desk) -> (Ticket, Ticket) {
    let ana = desk.requester("ana").await;
    let carla = desk.agent("carla", seeded::SUPPORT).await;
    let (one, two) = (ana.files(Service::Maintenance).await, ana.files(Service::Wifi).await);
    carla.takes(&one).await;
    carla.notes(&one, "Interno.").await;
    carla.attends(&one, "Listo.").await;
    ana.confirms(&one, 5).await;
    for _ in 0..3 {
        desk.later(Duration::hours(13)).await;
    }
    let report = report(desk).await;
    assert_eq!(report.faults, []);
    assert!(report.checkpoints >= 1 && report.tickets == 2 && report.events >= 7, "{report:?}");
    (one, two)
}

async fn event_of(desk: &Desk, ticket: &Ticket, sequence: i32) -> event::Model {
    let found = event::Entity::find()
        .filter(event::Column::TicketId.eq(ticket.id))
        .filter(event::Column::Sequence.eq(sequence));
    found.one(desk.db()).await.unwrap().unwrap()
}

on_both_engines! {
    async fn a_changed_event_is_found(desk: &Desk) {
        let (one, _) = history(desk).await;
        let mut row = event_of(desk, &one, 3).await.into_active_model();
        row.body = Set(Some("Otra cosa.".to_owned()));
        row.update(desk.db()).await.unwrap();
        let faults = verify(desk).await;
        assert!(faults.contains(&Fault::ContentChanged { folio: one.folio.clone(), sequence: 3 }), "{faults:?}");
    }

    async fn contents_do_not_pass_by_losing_their_salt(desk: &Desk) {
        let (one, _) = history(desk).await;
        let mut row = event_of(desk, &one, 3).await.into_active_model();
        row.body = Set(Some("Otra cosa.".to_owned()));
        row.salt = Set(Vec::new());
        row.update(desk.db()).await.unwrap();
        let faults = verify(desk).await;
        assert!(faults.contains(&Fault::ContentChanged { folio: one.folio.clone(), sequence: 3 }), "{faults:?}");
    }

    async fn a_changed_author_or_instant_is_found(desk: &Desk) {
        let (one, _) = history(desk).await;
        let mut row = event_of(desk, &one, 2).await.into_active_model();
        row.at = Set(desk.now());
        row.update(desk.db()).await.unwrap();
        assert!(!verify(desk).await.is_empty());
    }

    async fn a_missing_event_in_the_middle_is_found(desk: &Desk) {
        let (one, _) = history(desk).await;
        let id = event_of(desk, &one, 3).await.id;
        event::Entity::delete_by_id(id).exec(desk.db()).await.unwrap();
        let faults = verify(desk).await;
        assert!(faults.contains(&Fault::Broken { folio: one.folio.clone(), sequence: 3 }), "{faults:?}");
    }

    /// Somebody who knows how it works takes the end of the chain away and mends the ticket's row: the checkpoint tells.
    async fn a_missing_tail_is_found_even_when_the_row_was_mended(desk: &Desk) {
        let (one, _) = history(desk).await;
        let events = event::Entity::find().filter(event::Column::TicketId.eq(one.id));
        let events = events.order_by_asc(event::Column::Sequence).all(desk.db()).await.unwrap();
        let last = events.last().unwrap();
        event::Entity::delete_by_id(last.id).exec(desk.db()).await.unwrap();
        let faults = verify(desk).await;
        assert!(faults.contains(&Fault::Tail { folio: one.folio.clone() }), "{faults:?}");
        let mut row = row_of(desk, &one).await;
        row.event_count = Set(last.sequence - 1);
        row.chain_head = Set(last.previous_digest.clone());
        row.update(desk.db()).await.unwrap();
        let faults = verify(desk).await;
        assert!(faults.iter().any(|fault| matches!(fault, Fault::Checkpoint { .. })), "{faults:?}");
    }

    async fn a_missing_ticket_is_found(desk: &Desk) {
        let (_, two) = history(desk).await;
        event::Entity::delete_many().filter(event::Column::TicketId.eq(two.id)).exec(desk.db()).await.unwrap();
        status_interval::Entity::delete_many().filter(status_interval::Column::TicketId.eq(two.id)).exec(desk.db()).await.unwrap();
        ticket_watcher::Entity::delete_many().filter(ticket_watcher::Column::TicketId.eq(two.id)).exec(desk.db()).await.unwrap();
        ticket::Entity::delete_by_id(two.id).exec(desk.db()).await.unwrap();
        let faults = verify(desk).await;
        assert!(faults.iter().any(|fault| matches!(fault, Fault::Checkpoint { .. })), "{faults:?}");
    }

    /// Whatever is changed in the row of a ticket, the verification names it.
    async fn a_row_that_differs_from_its_events_is_found(desk: &Desk) {
        let (one, two) = history(desk).await;
        let carla = desk.agent("carlos", seeded::SUPPORT).await;
        let changes: [(&str, &Ticket, fn(&mut ticket::ActiveModel, Uuid)); 14] = [
            ("status", &two, |row, _| row.status = Set(Status::Resolved)),
            ("subject", &one, |row, _| row.subject = Set("Otro asunto".to_owned())),
            ("description", &one, |row, _| row.description = Set("Nunca pedí esto.".to_owned())),
            ("answers", &one, |row, _| row.answers = Set(json!({"location": "Otro lugar"}))),
            ("assignee_id", &one, |row, carla| row.assignee_id = Set(Some(carla))),
            ("team_id", &one, |row, _| row.team_id = Set(seeded::NETWORKS)),
            ("closure", &one, |row, _| row.closure = Set(Some(Closure::Unanswered))),
            ("rating", &one, |row, _| row.rating = Set(Some(1))),
            ("impact", &two, |row, _| row.impact = Set(Impact::Institution)),
            ("urgency", &two, |row, _| row.urgency = Set(Urgency::Low)),
            ("priority", &two, |row, _| row.priority = Set(Priority::Critical)),
            ("cancel_reason", &two, |row, _| row.cancel_reason = Set(Some(CancelReason::OutOfScope))),
            ("created_at", &two, |row, _| row.created_at = Set("2020-01-01T00:00:00Z".parse().unwrap())),
            ("rejections", &one, |row, _| row.rejections = Set(3)),
        ];
        for (member, ticket, change) in changes {
            let before = row_of(desk, ticket).await;
            let mut row = before.clone();
            change(&mut row, carla.id);
            row.update(desk.db()).await.unwrap();
            let expected = Fault::Row { folio: ticket.folio.clone(), member: member.to_owned() };
            assert_eq!(verify(desk).await, [expected], "{member}");
            before.reset_all().update(desk.db()).await.unwrap();
        }
        assert_eq!(verify(desk).await, []);
    }

    /// An edited text and another service's answers are told as they are last.
    async fn what_was_edited_is_held_as_it_is_last(desk: &Desk) {
        let ana = desk.requester("ana").await;
        let carla = desk.agent("carla", seeded::SUPPORT).await;
        let ticket = ana.files(Service::Maintenance).await;
        ana.patch(&ticket.path(""), &json!({"description": "Ahora tampoco."})).if_match(1).await.expect(200);
        carla.patch(&ticket.path(""), &json!({"service_id": Service::Backup.id()})).if_match(2).await.expect(200);
        carla.patch(&ticket.path(""), &json!({"impact": "institution"})).if_match(3).await.expect(200);
        assert_eq!(verify(desk).await, []);
        let mut row = row_of(desk, &ticket).await;
        row.description = Set("No enciende desde ayer.".to_owned());
        row.update(desk.db()).await.unwrap();
        let expected = Fault::Row { folio: ticket.folio.clone(), member: "description".to_owned() };
        assert_eq!(verify(desk).await, [expected]);
    }

    /// By law somebody's words may have to go: the text and its salt, and nothing of the rest becomes doubtful. What stands
    /// in the place of an erased text is found.
    async fn what_is_erased_with_its_salt_breaks_nothing(desk: &Desk) {
        let (one, _) = history(desk).await;
        let mut row = row_of(desk, &one).await;
        row.description = Set(String::new());
        row.update(desk.db()).await.unwrap();
        let gone = Fault::Row { folio: one.folio.clone(), member: "description".to_owned() };
        assert_eq!(verify(desk).await, std::slice::from_ref(&gone));
        let created = event_of(desk, &one, 1).await;
        let mut salts = created.salts.clone().unwrap();
        salts.as_object_mut().unwrap().remove("description").expect("a salt of its own");
        let mut created = created.into_active_model();
        created.salts = Set(Some(salts));
        created.update(desk.db()).await.unwrap();
        let whole = report(desk).await;
        assert_eq!((whole.faults.as_slice(), whole.erased), ([].as_slice(), 1));
        let mut row = row_of(desk, &one).await;
        row.description = Set("Otra cosa.".to_owned());
        row.update(desk.db()).await.unwrap();
        assert_eq!(verify(desk).await, [gone]);
    }

    async fn what_somebody_wrote_is_erased_alike(desk: &Desk) {
        let (one, _) = history(desk).await;
        let note = event_of(desk, &one, 3).await;
        assert_eq!(note.body.as_deref(), Some("Interno."));
        let changed = [Fault::ContentChanged { folio: one.folio.clone(), sequence: 3 }];
        let mut row = note.into_active_model();
        row.body = Set(None);
        let row = row.update(desk.db()).await.unwrap();
        assert_eq!(verify(desk).await, changed);
        let mut row = row.into_active_model();
        row.salts = Set(None);
        let row = row.update(desk.db()).await.unwrap();
        let whole = report(desk).await;
        assert_eq!((whole.faults.as_slice(), whole.erased), ([].as_slice(), 1));
        let mut row = row.into_active_model();
        row.body = Set(Some("Otra cosa.".to_owned()));
        row.update(desk.db()).await.unwrap();
        assert_eq!(verify(desk).await, changed);
    }

    async fn the_evidence_is_not_shown(desk: &Desk) {
        let ana = desk.requester("ana").await;
        let carla = desk.agent("carla", seeded::SUPPORT).await;
        let ticket = ana.files(Service::Maintenance).await;
        let told = event_of(desk, &ticket, 1).await;
        let digest = told.change["row"]["description"].as_str().expect("its digest").to_owned();
        let salt = told.salts.unwrap()["description"].as_str().expect("its salt").to_owned();
        for person in [&ana, &carla] {
            let shown = person.get(&ticket.path("/timeline")).await.expect(200);
            let text = shown.text();
            assert!(!text.contains(&digest) && !text.contains(&salt), "{text}");
            let change = &shown.value()["items"][0]["change"];
            assert!(change.get("row").is_none() && change.get("files").is_none(), "{change}");
        }
    }

    /// Another file under the name of the first, one that goes, one that comes.
    async fn a_file_that_differs_is_found(desk: &Desk) {
        let ana = desk.requester("ana").await;
        let png = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\x06\0\0\0\x1f\x15\xc4\x89".to_vec();
        let mut ids = Vec::new();
        for name in ["uno.png", "dos.png", "tres.png"] {
            let call = ana.call(reqwest::Method::POST, "/attachments").file(name, "image/png", png.clone());
            ids.push(call.await.expect_json::<Attachment>(201).id);
        }
        let mut body = request_for(Service::Maintenance);
        body["attachment_ids"] = json!([ids[0]]);
        let ticket = ana.files_as(body).await;
        let reply = json!({"body": "Otra foto.", "attachment_ids": [ids[1]]});
        ana.post(&ticket.path("/replies"), &reply).await.expect(201);
        assert_eq!(verify(desk).await, []);
        let fault = |id: Uuid| Fault::File { folio: ticket.folio.clone(), id };
        let row = async |id: Uuid| {
            attachment::Entity::find_by_id(id).one(desk.db()).await.unwrap().unwrap().into_active_model()
        };
        for id in [ids[0], ids[1]] {
            let before = row(id).await;
            let mut changed = before.clone();
            changed.sha256 = Set(vec![7; 32]);
            changed.update(desk.db()).await.unwrap();
            assert_eq!(verify(desk).await, [fault(id)]);
            before.reset_all().update(desk.db()).await.unwrap();
        }
        let mut planted = row(ids[2]).await;
        planted.ticket_id = Set(Some(ticket.id));
        planted.update(desk.db()).await.unwrap();
        assert_eq!(verify(desk).await, [fault(ids[2])]);
        attachment::Entity::delete_by_id(ids[2]).exec(desk.db()).await.unwrap();
        attachment::Entity::delete_by_id(ids[1]).exec(desk.db()).await.unwrap();
        assert_eq!(verify(desk).await, [fault(ids[1])]);
    }

    /// What people do while it is verified is no fault.
    async fn a_verification_sees_one_instant(desk: &Desk) {
        let ana = desk.requester("ana").await;
        let carla = desk.agent("carla", seeded::SUPPORT).await;
        let mut tickets = Vec::new();
        for _ in 0..4 {
            tickets.push(ana.files(Service::Maintenance).await);
        }
        let before = report(desk).await.events;
        let is_over = Cell::new(false);
        let verified = async {
            let mut seen = BTreeSet::new();
            while !is_over.get() {
                let report = report(desk).await;
                assert_eq!(report.faults, []);
                seen.insert(report.events);
            }
            seen
        };
        let worked = async {
            for round in 0..6 {
                for ticket in &tickets {
                    ana.replies(ticket, "¿Ya?").await;
                    carla.notes(ticket, &format!("Vuelta {round}.")).await;
                }
            }
            is_over.set(true);
        };
        let (seen, ()) = tokio::join!(verified, worked);
        // It means something only if there was work while it ran.
        assert!(seen.last() > Some(&before), "{before}: {seen:?}");
    }

    async fn a_deleted_checkpoint_is_found(desk: &Desk) {
        let ana = desk.requester("ana").await;
        let ticket = ana.files(Service::Maintenance).await;
        // A desk that is open two hours a day, for five days.
        for _ in 0..5 {
            desk.later(Duration::hours(23)).await;
            ana.replies(&ticket, "¿Hay noticias?").await;
            desk.later(Duration::hours(2)).await;
            ana.replies(&ticket, "¿Nada?").await;
        }
        desk.later(Duration::minutes(31)).await;
        assert_eq!(verify(desk).await, []);
        let all = audit_checkpoint::Entity::find().order_by_asc(audit_checkpoint::Column::CoversUntil);
        let all = all.all(desk.db()).await.unwrap();
        assert!(all.len() >= 4, "{}", all.len());
        for (index, gone) in all.iter().enumerate() {
            audit_checkpoint::Entity::delete_by_id(gone.id).exec(desk.db()).await.unwrap();
            let after = index.checked_sub(1).map(|before| all[before].covers_until);
            assert_eq!(verify(desk).await, [Fault::Gap { after }], "{index} of {}", all.len());
            gone.clone().into_active_model().insert(desk.db()).await.unwrap();
        }
        // Nor does one that the job writes anew hide that the last ones are gone.
        let (kept, gone) = all.split_at(all.len() - 2);
        for gone in gone {
            audit_checkpoint::Entity::delete_by_id(gone.id).exec(desk.db()).await.unwrap();
        }
        desk.later(Duration::minutes(31)).await;
        let after = kept.last().map(|last| last.covers_until);
        assert_eq!(verify(desk).await, [Fault::Gap { after }]);

        audit_checkpoint::Entity::delete_many().exec(desk.db()).await.unwrap();
        assert_eq!(verify(desk).await, [Fault::Gap { after: None }]);
        // One that the job writes anew does not hide it.
        desk.later(Duration::minutes(31)).await;
        assert_eq!(verify(desk).await, [Fault::Gap { after: None }]);
    }

    async fn a_checkpoint_is_mailed_where_configured(engine: Engine) {
        let address = "auditoria@example.org";
        let mut desk = Desk::with(engine, |config| config.audit_mail = Some(address.to_owned())).await;
        let (_, _) = history(&desk).await;
        let rows = audit_checkpoint::Entity::find().order_by_asc(audit_checkpoint::Column::CoversUntil);
        let rows = rows.all(desk.db()).await.unwrap();
        let mails = desk.relay.mails_to(address);
        assert_eq!(mails.len(), rows.len());
        for (mail, row) in mails.iter().zip(&rows) {
            let mac: String = row.mac.iter().map(|byte| format!("{byte:02x}")).collect();
            assert!(mail.text.contains(&mac) && mail.html.contains(&mac), "{}", mail.text);
            assert!(mail.text.contains(&row.covers_until.to_string()), "{}", mail.text);
        }
        desk.stop().await;
    }

    async fn a_forged_checkpoint_is_found(desk: &Desk) {
        history(desk).await;
        let row = audit_checkpoint::Entity::find().one(desk.db()).await.unwrap().unwrap();
        let mut row = row.into_active_model();
        row.tickets = Set(1);
        row.update(desk.db()).await.unwrap();
        let faults = verify(desk).await;
        assert!(faults.iter().any(|fault| matches!(fault, Fault::Forged { .. })), "{faults:?}");
    }
}
