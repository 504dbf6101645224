//! The clock of the machine jumps: it was ahead and is set right, or stood still and catches up.

use std::time::Instant;

use backend::entity::event;
use chrono::Duration;
use e2e::{Desk, Device, Service, on_both_engines, seeded};
use reqwest::Method;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
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
