//! Tickets that belong together: duplicates that never make a circle.

use e2e::{Answer, Person, Service, Ticket, on_both_engines, seeded};
use futures_util::future::join_all;
use serde_json::json;
use shared::status::Status;

async fn cancels_as_duplicate(person: &Person, ticket: &Ticket, original: &Ticket) -> Answer {
    let body = json!({"reason": "duplicate", "duplicate_of": original.id});
    person.post(&ticket.path("/cancel"), &body).if_match(1).await
}

on_both_engines! {
    /// However many name each other at the same instant, one stays alive.
    async fn duplicates_that_race_make_no_circle(desk: &Desk) {
        let ana = desk.requester("ana").await;
        let rosa = desk.supervisor("rosa", seeded::SUPPORT).await;
        for size in [2, 2, 2, 2, 2, 2, 3, 3, 3] {
            let mut ring = Vec::new();
            for _ in 0..size {
                ring.push(ana.files(Service::Maintenance).await);
            }
            let pairs = ring.iter().zip(ring.iter().cycle().skip(1));
            let answers = join_all(pairs.map(|(one, next)| cancels_as_duplicate(&rosa, one, next))).await;
            let mut cancelled = 0;
            for answer in answers {
                match answer.status.as_u16() {
                    200 => cancelled += 1,
                    _ => drop(answer.expect_faults(&[("/duplicate_of", "reference")])),
                }
            }
            let mut alive = 0;
            for ticket in &ring {
                alive += usize::from(ana.sees(ticket).await.summary.status != Status::Cancelled);
            }
            assert!(alive >= 1 && alive + cancelled == size, "{alive} of {size} alive, {cancelled} cancelled");
        }
    }
}
