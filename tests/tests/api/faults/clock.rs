//! The clock of the machine jumps: it was ahead and is set right, or stood still and catches up.

use std::time::Instant;

use backend::{
    audit::{self, Fault},
    entity::{audit_checkpoint, event, ticket},
};
use chrono::Duration;
use e2e::{Desk, Device, Service, on_both_engines, seeded};
use reqwest::Method;
use sea_orm::{ActiveModelTrait, ActiveValue::Set, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder};
use serde_json::json;
use shared::status::{Status, WaitReason};

use super::evidence::Evidence;

/// A jump that no interval and no window covers.
fn far() -> Duration {
    Duration::hours(30)
}

on_both_engines! {
    async fn within_a_ticket_time_never_goes_back(desk: &Desk) {
        let begun = Instant::now();
        let (ana, carla) = (desk.requester("ana").await, desk.agent("carla", seeded::SUPPORT).await);
        let ticket = ana.files(Service::Maintenance).await;
        carla.takes(&ticket).await;
        carla.waits_for(&ticket, WaitReason::Requester).await;
        desk.advance(-far());
        ana.replies(&ticket, "Una laptop.").await;
        carla.attends(&ticket, "Listo.").await;
        ana.confirms(&ticket, 5).await;
        assert_eq!(ana.sees(&ticket).await.summary.status, Status::Resolved);
        // No interval ends before it begins, and the chain holds.
        Evidence::of(&desk.app).await;
        desk.advance(far());
        ana.reopens(&ticket, "Volvió a fallar.").await;
        let events = event::Entity::find().filter(event::Column::TicketId.eq(ticket.id));
        let events = events.order_by_asc(event::Column::Sequence).all(desk.db()).await.unwrap();
        assert!(events.is_sorted_by_key(|event| event.at), "{events:#?}");
        Evidence::of(&desk.app).await;
        println!("{:?}", begun.elapsed());
    }

    /// What ran while it was ahead noted that the next turn is far away.
    async fn a_clock_that_was_ahead_stops_no_job(desk: &Desk) {
        let begun = Instant::now();
        let (ana, carla) = (desk.requester("ana").await, desk.agent("carla", seeded::SUPPORT).await);
        desk.advance(far());
        desk.tick().await;
        desk.advance(-far());
        let ticket = ana.files(Service::Maintenance).await;
        carla.takes(&ticket).await;
        let wait = json!({"reason": "scheduled", "until": desk.now() + Duration::minutes(20)});
        carla.tries(&ticket, "wait", wait).await.expect(200);
        desk.later(Duration::minutes(30)).await;
        assert_eq!(ana.sees(&ticket).await.summary.status, Status::InProgress);
        // The desk goes on as if nothing had been.
        assert!(!desk.relay.mails_to(&ana.email).is_empty());
        println!("{:?}", begun.elapsed());
    }

    /// A day's checkpoint falls into the time in which it is ahead: what people do afterwards is no fault, the next checkpoint
    /// is written at once, and between them they go on to hold everything.
    async fn a_checkpoint_of_a_clock_that_was_ahead_is_overtaken_by_the_next(desk: &Desk) {
        let begun = Instant::now();
        let (ana, carla) = (desk.requester("ana").await, desk.agent("carla", seeded::SUPPORT).await);
        let before = ana.files(Service::Maintenance).await;
        desk.later(Duration::minutes(31)).await;
        desk.advance(far());
        let ahead = ana.files(Service::Maintenance).await;
        carla.takes(&before).await;
        desk.later(Duration::minutes(31)).await;
        // Work goes on for hours, dated after that checkpoint.
        for _ in 0..3 {
            desk.advance(Duration::minutes(50));
            ana.replies(&ahead, "¿Hay noticias?").await;
        }
        let checkpoints = async || audit::verify(&desk.app).await.unwrap().checkpoints;
        assert_eq!(checkpoints().await, 2);

        desk.advance(-far() - Duration::hours(2));
        let after = ana.files(Service::Maintenance).await;
        ana.replies(&ahead, "¿Ya?").await;
        carla.starts(&before).await;
        Evidence::of(&desk.app).await;
        desk.later(Duration::minutes(31)).await;
        assert_eq!(checkpoints().await, 3);
        let report = audit::verify(&desk.app).await.unwrap();
        assert_eq!((report.faults.as_slice(), report.overtaken), ([].as_slice(), 1));
        // One is enough.
        for _ in 0..3 {
            desk.later(Duration::minutes(31)).await;
        }
        assert_eq!(checkpoints().await, 3);
        for day in 1..=3 {
            carla.replies(&after, &format!("Día {day}.")).await;
            desk.later(Duration::hours(25)).await;
            ana.replies(&ahead, &format!("Día {day}.")).await;
            Evidence::of(&desk.app).await;
        }
        assert_eq!(checkpoints().await, 6);

        // The end of any chain is missed, with the row mended to suit.
        for ticket in [&before, &ahead, &after] {
            let events = event::Entity::find().filter(event::Column::TicketId.eq(ticket.id));
            let events = events.order_by_desc(event::Column::Sequence).all(desk.db()).await.unwrap();
            let whole = ticket::Entity::find_by_id(ticket.id).one(desk.db()).await.unwrap().unwrap();
            let covered = events.iter().take_while(|event| event.at > desk.now() - Duration::hours(20)).count();
            let (gone, last) = (&events[..=covered], &events[covered + 1..].first());
            for event in gone {
                event::Entity::delete_by_id(event.id).exec(desk.db()).await.unwrap();
            }
            let mut row = whole.clone().into_active_model();
            row.event_count = Set(last.map_or(0, |last| last.sequence));
            row.chain_head = Set(last.map_or_else(|| vec![0; 32], |last| last.digest.clone()));
            row.update(desk.db()).await.unwrap();
            let faults = audit::verify(&desk.app).await.unwrap().faults;
            assert!(faults.iter().any(|fault| matches!(fault, Fault::Checkpoint { .. })), "{}: {faults:?}", ticket.folio);
            for event in gone.iter().rev() {
                event.clone().into_active_model().insert(desk.db()).await.unwrap();
            }
            whole.into_active_model().reset_all().update(desk.db()).await.unwrap();
            Evidence::of(&desk.app).await;
        }
        // So is the checkpoint that lay ahead, and each of those around it.
        let all = audit_checkpoint::Entity::find().order_by_asc(audit_checkpoint::Column::Id).all(desk.db()).await.unwrap();
        for gone in all.iter().filter(|gone| gone.previous_mac.as_ref().is_some_and(|mac| !mac.is_empty())) {
            audit_checkpoint::Entity::delete_by_id(gone.id).exec(desk.db()).await.unwrap();
            let faults = audit::verify(&desk.app).await.unwrap().faults;
            let is_last = all.iter().all(|other| other.previous_mac.as_ref() != Some(&gone.mac));
            assert!(is_last || faults.iter().any(|fault| matches!(fault, Fault::Gap { .. })), "{faults:?}");
            gone.clone().into_active_model().insert(desk.db()).await.unwrap();
        }
        Evidence::of(&desk.app).await;
        println!("{:?}", begun.elapsed());
    }

    /// Also of one that was ahead by about as long as the job takes to come by.
    async fn a_clock_that_was_a_little_ahead_leaves_nothing_behind(desk: &Desk) {
        let ana = desk.requester("ana").await;
        let ticket = ana.files(Service::Maintenance).await;
        for minutes in [5, 20, 35, 45, 70] {
            desk.later(Duration::hours(25)).await;
            ana.replies(&ticket, "¿Hay noticias?").await;
            let ahead = Duration::minutes(minutes);
            desk.later(ahead + Duration::hours(24)).await;
            desk.advance(-ahead);
            for _ in 0..4 {
                ana.files(Service::Maintenance).await;
                desk.later(Duration::minutes(10)).await;
            }
            let report = audit::verify(&desk.app).await.unwrap();
            assert_eq!(report.faults, [], "ahead by {minutes} minutes");
        }
    }

    async fn sessions_and_codes_outlive_a_jump(engine: Engine) {
        let begun = Instant::now();
        let mut desk = Desk::with(engine, |config| config.codes_per_address = 2).await;
        let email = "ana@example.edu.mx";
        let mut known = Device::at(&desk);
        known.signs_in(&desk, email).await;
        let asked = known.asks_for_code(email).await;
        let code = desk.mail_to(email).await.code();
        desk.call(Method::POST, "/auth/codes").json(&json!({"email": email})).await.expect_problem(429, "rate-limited");

        desk.advance(-far());
        known.call(Method::GET, "/me").await.expect(200);
        known.renews().await.expect(200);
        let mut other = Device::at(&desk);
        other.enters(asked, &code).await.expect(200);
        // What was asked for in a time that is still to come keeps nobody from asking now.
        other.signs_in(&desk, email).await;
        for device in [&mut known, &mut other] {
            device.renews().await.expect(200);
            device.call(Method::GET, "/me").await.expect(200);
        }
        // A code that was asked for now is good for ten minutes of now.
        desk.advance(Duration::hours(2));
        let asked = other.asks_for_code(email).await;
        let code = desk.mail_to(email).await.code();
        desk.advance(Duration::minutes(11));
        other.enters(asked, &code).await.expect(422);

        // Ahead past every end: people sign in again, and may.
        desk.advance(Duration::days(40));
        known.renews().await.expect(401);
        known.signs_in(&desk, email).await;
        known.call(Method::GET, "/me").await.expect(200);
        desk.stop().await;
        println!("{:?}", begun.elapsed());
    }
}
