//! Tickets that belong together: related ones, follow-ups, and duplicates that never make a circle.

use e2e::{Answer, Desk, Person, Service, Ticket, on_both_engines, seeded, tickets::request_for};
use futures_util::future::join_all;
use serde_json::json;
use shared::{
    access::TicketAction,
    event::{EventKind, TimelineItem},
    status::Status,
    ticket::TicketLinkKind,
};

/// What the timeline tells of links, as this person may read it.
async fn told(person: &Person, ticket: &Ticket) -> Vec<TimelineItem> {
    person.timeline(ticket).await.into_iter().filter(|item| item.kind == EventKind::Link).collect()
}

async fn folios(person: &Person, ticket: &Ticket) -> Vec<String> {
    person.sees(ticket).await.links.into_iter().map(|link| link.folio).collect()
}

async fn links(person: &Person, ticket: &Ticket, other: &Ticket) -> Answer {
    person.tries(ticket, "links", json!({"folio": other.folio, "kind": "related"})).await
}

async fn unlinks(person: &Person, ticket: &Ticket, other: &Ticket) -> Answer {
    let seen = person.get(&ticket.path("")).await.header("etag").unwrap_or("\"1\"").to_owned();
    person.delete(&ticket.path(&format!("/links/{}", other.id))).if_match(seen.as_str()).await
}

async fn cancels_as_duplicate(person: &Person, ticket: &Ticket, original: &Ticket) -> Answer {
    let body = json!({"reason": "duplicate", "duplicate_of": original.id});
    person.post(&ticket.path("/cancel"), &body).if_match(1).await
}

/// Evidence of everything that happened is whole.
async fn is_whole(desk: &Desk) {
    let report = backend::audit::verify(&desk.app).await.expect("it can be verified");
    assert_eq!(report.faults, []);
}

on_both_engines! {
    async fn staff_say_that_two_tickets_are_related(desk: &Desk) {
        let (ana, eve) = (desk.requester("ana").await, desk.requester("eve").await);
        let carla = desk.agent("carla", seeded::SUPPORT).await;
        let (one, two) = (ana.files(Service::Maintenance).await, eve.files(Service::Maintenance).await);
        let third = ana.files(Service::Maintenance).await;
        let before = ana.get(&one.path("")).await;
        assert!(carla.sees(&one).await.actions.contains(&TicketAction::Link));
        assert!(!ana.sees(&one).await.actions.contains(&TicketAction::Link));

        links(&carla, &one, &two).await.expect(200);
        for (ticket, other) in [(&one, &two), (&two, &one)] {
            assert_eq!(folios(&carla, ticket).await, std::slice::from_ref(&other.folio));
            let items = told(&carla, ticket).await;
            assert_eq!(items.len(), 1);
            assert_eq!(items[0].change.link, Some(TicketLinkKind::Related));
            assert_eq!(items[0].change.linked_folio.as_ref(), Some(&other.folio));
        }
        // Nobody learns of a ticket that only somebody else sees, not even that there is one.
        let after = ana.get(&one.path("")).await;
        assert_eq!((before.etag(), before.text()), (after.etag(), after.text()));
        for (person, ticket) in [(&ana, &one), (&eve, &two)] {
            assert_eq!(told(person, ticket).await, []);
            assert_eq!(folios(person, ticket).await, Vec::<String>::new());
        }
        // Who sees both sees the link.
        links(&carla, &third, &one).await.expect(200);
        assert_eq!(folios(&ana, &one).await, std::slice::from_ref(&third.folio));
        assert_eq!(folios(&ana, &third).await, std::slice::from_ref(&one.folio));

        // Again, from either side: nothing new.
        links(&carla, &one, &two).await.expect(200);
        links(&carla, &two, &one).await.expect(200);
        assert_eq!(told(&carla, &two).await.len(), 1);
        unlinks(&carla, &two, &one).await.expect(200);
        assert_eq!(folios(&carla, &two).await, Vec::<String>::new());
        assert_eq!(told(&carla, &two).await.last().unwrap().change.removed, Some(true));
        assert_eq!(folios(&carla, &one).await, [third.folio]);
        unlinks(&carla, &two, &one).await.expect_problem(404, "not-found");
        is_whole(desk).await;
    }

    async fn a_link_takes_two_tickets_that_staff_see(desk: &Desk) {
        let ana = desk.requester("ana").await;
        let carla = desk.agent("carla", seeded::SUPPORT).await;
        let dora = desk.agent("dora", seeded::NETWORKS).await;
        let rosa = desk.supervisor("rosa", seeded::SUPPORT).await;
        let (one, wifi) = (ana.files(Service::Maintenance).await, ana.files(Service::Wifi).await);
        links(&ana, &one, &wifi).await.expect_problem(403, "forbidden");
        links(&dora, &one, &wifi).await.expect_problem(404, "not-found");
        links(&carla, &one, &wifi).await.expect_faults(&[("/folio", "reference")]);
        // Her own request with another team is one that she sees as its requester.
        let own = carla.files(Service::Wifi).await;
        links(&carla, &one, &own).await.expect_faults(&[("/folio", "reference")]);
        links(&carla, &one, &one).await.expect_faults(&[("/folio", "reference")]);
        links(&rosa, &one, &wifi).await.expect(200);
        assert_eq!(folios(&carla, &one).await, Vec::<String>::new());
        unlinks(&carla, &one, &wifi).await.expect_problem(404, "not-found");

        let two = ana.files(Service::Maintenance).await;
        let version = carla.sees(&one).await.summary.version;
        let call = |body: serde_json::Value| carla.post(&one.path("/links"), &body).if_match(version);
        call(json!({"id": two.id, "kind": "duplicate_of"})).await.expect_faults(&[("/kind", "choice")]);
        call(json!({"kind": "related"})).await.expect_faults(&[("/folio", "required")]);
        call(json!({"id": two.id, "folio": two.folio, "kind": "related"})).await.expect_faults(&[("/folio", "duplicate")]);
        call(json!({"id": uuid::Uuid::now_v7(), "kind": "related"})).await.expect_faults(&[("/id", "reference")]);
        let body = json!({"id": two.id, "kind": "related"});
        carla.post(&one.path("/links"), &body).await.expect_problem(428, "version-required");
        carla.post(&one.path("/links"), &body).if_match(version + 1).await.expect_problem(412, "stale-version");
        let repeat = || carla.post(&one.path("/links"), &body).if_match(version).key("l").send();
        for answer in join_all((0..4).map(|_| repeat())).await {
            answer.expect(200);
        }
        assert_eq!(told(&carla, &two).await.len(), 1);
        is_whole(desk).await;
    }

    /// Both sides at the same instant: one link, and nobody waits in a circle.
    async fn links_from_both_sides_at_once_are_one(desk: &Desk) {
        let ana = desk.requester("ana").await;
        let carla = desk.agent("carla", seeded::SUPPORT).await;
        for _ in 0..6 {
            let (one, two) = (ana.files(Service::Maintenance).await, ana.files(Service::Maintenance).await);
            let (a, b) = tokio::join!(links(&carla, &one, &two), links(&carla, &two, &one));
            a.expect(200);
            b.expect(200);
            assert_eq!(told(&carla, &one).await.len(), 1);
            assert_eq!(folios(&carla, &one).await, [two.folio]);
        }
        is_whole(desk).await;
    }

    async fn a_follow_up_is_told_on_both(desk: &Desk) {
        let (ana, beto) = (desk.requester("ana").await, desk.requester("beto").await);
        let carla = desk.agent("carla", seeded::SUPPORT).await;
        let first = ana.files(Service::Maintenance).await;
        ana.cancels(&first, "withdrawn").await;
        let mut body = request_for(Service::Maintenance);
        body["follow_up_of"] = json!(first.id);
        let second = ana.files_as(body.clone()).await;
        for (ticket, other, inverse) in [(&first, &second, Some(true)), (&second, &first, None)] {
            let items = told(&ana, ticket).await;
            assert_eq!(items.len(), 1);
            let change = &items[0].change;
            assert_eq!((change.link, change.inverse), (Some(TicketLinkKind::FollowUpOf), inverse));
            assert_eq!(change.linked_folio.as_ref(), Some(&other.folio));
        }
        // Staff see the original; the person whom they register for does not, and learns nothing of it.
        body["on_behalf_of"] = json!(beto.id);
        let third = carla.files_as(body).await;
        assert_eq!(folios(&carla, &third).await, std::slice::from_ref(&first.folio));
        assert_eq!(told(&beto, &third).await, []);
        assert_eq!(told(&ana, &first).await.len(), 1);
        is_whole(desk).await;
    }

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
