//! Several processes on one database look for what is due at the same instant.

use std::{
    collections::{BTreeMap, BTreeSet},
    time::Instant,
};

use backend::{
    entity::{audit_checkpoint, event, job},
    jobs, serve,
};
use chrono::Duration;
use e2e::{Service, on_both_engines, seeded};
use futures_util::future::join_all;
use sea_orm::EntityTrait;
use serde_json::json;
use shared::{
    event::EventKind,
    status::{Status, WaitReason},
};
use uuid::Uuid;

use super::evidence::Evidence;

on_both_engines! {
    async fn what_is_due_is_done_by_one_process(desk: &Desk) {
        let begun = Instant::now();
        let alma = desk.admin("alma").await;
        let seen = alma.get("/settings").await.expect(200).etag();
        let policy = json!({"closure_working_days": 3, "reminder_working_days": 1});
        alma.patch("/settings", &policy).if_match(seen.as_str()).await.expect(200);
        let (ana, carla) = (desk.requester("ana").await, desk.agent("carla", seeded::SUPPORT).await);
        let (mut scheduled, mut awaited, mut attended) = (Vec::new(), Vec::new(), Vec::new());
        for tickets in [&mut scheduled, &mut awaited, &mut attended] {
            for _ in 0..3 {
                let ticket = ana.files(Service::Maintenance).await;
                carla.takes(&ticket).await;
                tickets.push(ticket);
            }
        }
        for ticket in &scheduled {
            let wait = json!({"reason": "scheduled", "until": desk.now() + Duration::hours(30)});
            carla.tries(ticket, "wait", wait).await.expect(200);
        }
        for ticket in &awaited {
            carla.waits_for(ticket, WaitReason::Requester).await;
        }
        for ticket in &attended {
            carla.attends(ticket, "Listo.").await;
        }

        let mut processes = vec![desk.app.clone()];
        for _ in 0..2 {
            processes.push(serve::prepare(desk.app.config.clone(), desk.app.clock.clone()).await.unwrap());
        }
        for _ in 0..12 {
            desk.advance(Duration::hours(25));
            for ended in join_all(processes.iter().map(|process| jobs::tick(process))).await {
                ended.unwrap();
            }
        }

        for process in &processes {
            let numbers = String::from_utf8(process.metrics.print().unwrap()).unwrap();
            let failures: Vec<&str> =
                numbers.lines().filter(|line| line.starts_with("ventanilla_job_failures_total{")).collect();
            assert!(!failures.is_empty() && failures.iter().all(|line| line.ends_with(" 0")), "{failures:?}");
        }
        let rows = job::Entity::find().all(desk.db()).await.unwrap();
        assert!(rows.iter().all(|job| job.last_error.is_none() && job.leased_until.is_none()), "{rows:?}");
        let evidence = Evidence::of(&desk.app).await;
        let mut told: BTreeMap<Uuid, (usize, usize)> = BTreeMap::new();
        for event in event::Entity::find().all(desk.db()).await.unwrap() {
            let (moves, reminders) = told.entry(event.ticket_id).or_default();
            match event.kind {
                EventKind::Status if event.actor_id.is_none() => *moves += 1,
                EventKind::Reminder => *reminders += 1,
                _ => {}
            }
        }
        let by_the_clock = [
            (&scheduled, Status::InProgress, (1, 0)),
            (&awaited, Status::Waiting, (0, 2)),
            (&attended, Status::Resolved, (1, 2)),
        ];
        for (tickets, status, expected) in by_the_clock {
            for ticket in tickets {
                assert_eq!(evidence.tickets[&ticket.id].status, status, "{}", ticket.folio);
                assert_eq!(told[&ticket.id], expected, "{}: moves and reminders", ticket.folio);
            }
        }
        let checkpoints = audit_checkpoint::Entity::find().all(desk.db()).await.unwrap();
        assert_eq!(checkpoints.len(), 12, "one a day");
        let mails = desk.relay.mails();
        let ids: BTreeSet<_> = mails.iter().map(|mail| mail.header("Message-ID")).collect();
        assert_eq!((ids.len(), mails.len()), (evidence.letters.len(), evidence.letters.len()));
        for process in &processes[1..] {
            process.db.close().await;
        }
        println!("{} events, {} mails: {:?}", told.len(), mails.len(), begun.elapsed());
    }
}
