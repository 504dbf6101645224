//! The link in the mail by which a requester confirms or rejects without signing in.

use backend::entity::confirmation;
use chrono::Duration;
use e2e::{Answer, Desk, Engine, Person, Service, Ticket, desk, on_both_engines, seeded};
use futures_util::future::join_all;
use reqwest::Method;
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};
use serde_json::json;
use shared::{
    status::{Closure, Status},
    ticket::Confirmation,
};

const PAGE: &str = "/confirm/";

async fn attended(desk: &Desk) -> (Person, Person, Ticket, String) {
    let ana = desk.requester("ana").await;
    let carla = desk.agent("carla", seeded::SUPPORT).await;
    let ticket = ana.files(Service::Maintenance).await;
    carla.takes(&ticket).await;
    carla.attends(&ticket, "Se cambió la **batería**.").await;
    let token = desk.mail_to(&ana.email).await.token(PAGE);
    (ana, carla, ticket, token)
}

async fn opens(desk: &Desk, token: &str) -> Confirmation {
    desk.call(Method::GET, &format!("/confirmations/{token}")).await.expect_json(200)
}

async fn answers(desk: &Desk, token: &str, body: serde_json::Value) -> Answer {
    desk.call(Method::POST, &format!("/confirmations/{token}")).json(&body).await
}

async fn changes(alma: &Person, person: &Person, patch: serde_json::Value) {
    let place = format!("/accounts/{}", person.id);
    let seen = alma.get(&place).await.expect(200).etag();
    alma.patch(&place, &patch).if_match(seen.as_str()).await.expect(200);
}

/// How many links are kept whose life is over.
async fn dead_links(desk: &Desk) -> u64 {
    let dead = confirmation::Entity::find().filter(confirmation::Column::ExpiresAt.lte(desk.now()));
    dead.count(desk.db()).await.unwrap()
}

on_both_engines! {
    async fn opening_the_link_any_number_of_times_confirms_nothing(desk: &Desk) {
        let (ana, _, ticket, token) = attended(desk).await;
        let before = ana.get(&ticket.path("")).await;
        for _ in 0..10 {
            let shown = opens(desk, &token).await;
            assert!(shown.open);
            assert_eq!(shown.folio, ticket.folio);
            assert_eq!(shown.summary, "Se cambió la **batería**.");
            assert_eq!(shown.attended_by.as_deref(), Some("Carla"));
        }
        desk.call(Method::HEAD, &format!("/confirmations/{token}")).await;
        desk.call(Method::OPTIONS, &format!("/confirmations/{token}")).await;
        let after = ana.get(&ticket.path("")).await;
        assert_eq!(before.etag(), after.etag());
        assert_eq!(before.body, after.body);
    }

    async fn its_post_confirms_once(desk: &Desk) {
        let (ana, _, ticket, token) = attended(desk).await;
        let shown: Confirmation =
            answers(desk, &token, json!({"decision": "confirm", "rating": 4, "comment": "Rápido."})).await.expect_json(200);
        assert!(!shown.open);
        assert_eq!(shown.status, Status::Resolved);
        let resolved = ana.sees(&ticket).await;
        assert_eq!(resolved.summary.closure, Some(Closure::Confirmed));
        let rating = resolved.rating.unwrap();
        assert_eq!((rating.stars, rating.comment.as_deref()), (4, Some("Rápido.")));
        for decision in [json!({"decision": "confirm"}), json!({"decision": "reject", "reason": "No."})] {
            answers(desk, &token, decision).await.expect_problem(409, "conflict");
        }
        let spent = opens(desk, &token).await;
        assert_eq!((spent.open, spent.status), (false, Status::Resolved));
    }

    async fn of_parallel_posts_one_counts(desk: &Desk) {
        let (ana, _, ticket, token) = attended(desk).await;
        let posts = (0..6).map(|_| answers(desk, &token, json!({"decision": "confirm", "rating": 5})));
        let statuses: Vec<u16> = join_all(posts).await.iter().map(|answer| answer.status.as_u16()).collect();
        assert_eq!(statuses.iter().filter(|status| **status == 200).count(), 1, "{statuses:?}");
        assert!(statuses.iter().all(|status| [200, 409].contains(status)), "{statuses:?}");
        let resolutions = ana.timeline(&ticket).await;
        let resolutions = resolutions.iter().filter(|item| item.change.to_status == Some(Status::Resolved));
        assert_eq!(resolutions.count(), 1);
    }

    async fn it_rejects_with_a_reason(desk: &Desk) {
        let (ana, carla, ticket, token) = attended(desk).await;
        answers(desk, &token, json!({"decision": "reject"})).await.expect_faults(&[("/reason", "required")]);
        answers(desk, &token, json!({"decision": "maybe"})).await.expect_faults(&[("/decision", "choice")]);
        answers(desk, &token, json!({"decision": "reject", "reason": "Sigue igual."})).await.expect(200);
        let rejected = ana.sees(&ticket).await;
        assert_eq!((rejected.summary.status, rejected.rejections), (Status::InProgress, 1));
        assert_eq!(rejected.summary.assignee.unwrap().id, carla.id);
        assert!(desk.mail_to(&carla.email).await.text.contains("Sigue igual."));
    }

    async fn a_link_is_bound_to_its_attendance(desk: &Desk) {
        let (ana, carla, ticket, first) = attended(desk).await;
        ana.rejects(&ticket, "Falta algo.").await;
        assert!(!opens(desk, &first).await.open);
        answers(desk, &first, json!({"decision": "confirm"})).await.expect_problem(409, "conflict");
        carla.attends(&ticket, "Ahora sí.").await;
        let second = desk.mail_to(&ana.email).await.token(PAGE);
        assert_ne!(first, second);
        // The first speaks of what was done the first time, and decides nothing about the second.
        let old = opens(desk, &first).await;
        assert_eq!((old.open, old.status), (false, Status::Attended));
        assert_eq!(old.summary, "Se cambió la **batería**.");
        assert_eq!(opens(desk, &second).await.summary, "Ahora sí.");
        answers(desk, &first, json!({"decision": "confirm"})).await.expect_problem(409, "conflict");
        answers(desk, &second, json!({"decision": "confirm"})).await.expect(200);
    }

    async fn confirming_in_the_app_spends_the_link(desk: &Desk) {
        let (ana, _, ticket, token) = attended(desk).await;
        ana.confirms(&ticket, 5).await;
        // Whoever finds the mail learns that the link is spent, and not what was said.
        let spent = opens(desk, &token).await;
        assert_eq!((spent.open, spent.status), (false, Status::Attended));
        answers(desk, &token, json!({"decision": "reject", "reason": "No."})).await.expect_problem(409, "conflict");
    }

    /// Another person attends it the second time: the old link still names who did it the first time, and when.
    async fn an_old_link_tells_of_its_own_attendance(desk: &Desk) {
        let (ana, _, ticket, first) = attended(desk).await;
        let bruno = desk.agent("bruno", seeded::SUPPORT).await;
        let rosa = desk.supervisor("rosa", seeded::SUPPORT).await;
        let then = opens(desk, &first).await;
        answers(desk, &first, json!({"decision": "reject", "reason": "Sigue igual."})).await.expect(200);
        desk.advance(Duration::hours(5));
        rosa.assigns(&ticket, &bruno).await;
        bruno.attends(&ticket, "Se cambió la placa.").await;
        ana.confirms(&ticket, 5).await;
        let now = opens(desk, &first).await;
        assert_eq!(now.status, Status::InProgress);
        assert_eq!((now.summary, now.attended_at, now.attended_by), (then.summary, then.attended_at, then.attended_by));
    }

    async fn a_forged_link_finds_nothing(desk: &Desk) {
        let (_, _, ticket, token) = attended(desk).await;
        let mut changed = token.clone();
        let last = changed.pop().unwrap();
        changed.push(if last == 'A' { 'B' } else { 'A' });
        let forged = [
            changed,
            token[..token.len() - 4].to_owned(),
            format!("{}{}", "A".repeat(22), &token[22..]),
            ticket.id.to_string(),
            "x".to_owned(),
            "%00".to_owned(),
        ];
        for token in forged {
            desk.call(Method::GET, &format!("/confirmations/{token}")).await.expect_problem(404, "not-found");
            answers(desk, &token, json!({"decision": "confirm"})).await.expect_problem(404, "not-found");
        }
    }

    async fn only_the_requester_gets_the_link(desk: &Desk) {
        let ana = desk.requester("ana").await;
        let (willy, carla) = (desk.requester("willy").await, desk.agent("carla", seeded::SUPPORT).await);
        let ticket = ana.files(Service::Maintenance).await;
        ana.post(&ticket.path("/watchers"), &json!({"account_id": willy.id})).await.expect(200);
        carla.takes(&ticket).await;
        carla.attends(&ticket, "Listo.").await;
        desk.tick().await;
        let with_link: Vec<String> = desk
            .relay
            .mails()
            .into_iter()
            .filter(|mail| mail.text.contains(PAGE) || mail.html.contains(PAGE))
            .flat_map(|mail| mail.to)
            .collect();
        assert_eq!(with_link, [ana.email]);
        assert!(!desk.relay.mails_to(&willy.email).is_empty());
    }

    async fn a_link_does_not_live_for_ever(desk: &Desk) {
        let (_, _, _, token) = attended(desk).await;
        desk.advance(Duration::days(61));
        desk.call(Method::GET, &format!("/confirmations/{token}")).await.expect_problem(404, "not-found");
        answers(desk, &token, json!({"decision": "confirm"})).await.expect_problem(409, "conflict");
        assert_eq!(dead_links(desk).await, 1);
        desk.tick().await;
        assert_eq!(dead_links(desk).await, 0);
        answers(desk, &token, json!({"decision": "confirm"})).await.expect_problem(404, "not-found");
    }

    /// Whoever reads the old mailbox by now decides nothing, and reads nothing of it.
    async fn a_link_dies_with_the_address_that_it_went_to(desk: &Desk) {
        let (ana, carla, ticket, sent) = attended(desk).await;
        let alma = desk.admin("alma").await;
        let second = ana.files(Service::Maintenance).await;
        carla.takes(&second).await;
        carla.attends(&second, "También listo.").await;
        // This letter has not left yet.
        changes(&alma, &ana, json!({"email": "ana.lopez@example.edu.mx"})).await;
        desk.call(Method::GET, &format!("/confirmations/{sent}")).await.expect_problem(404, "not-found");
        answers(desk, &sent, json!({"decision": "confirm"})).await.expect_problem(409, "conflict");
        let unsent = desk.mail_to("ana.lopez@example.edu.mx").await.token(PAGE);
        assert!(desk.relay.mails_to(&ana.email).iter().all(|mail| !mail.text.contains(&unsent)));
        assert!(opens(desk, &unsent).await.open);
        // Her page and the next reminder still let her answer what the dead link was for.
        assert_eq!(carla.sees(&ticket).await.summary.status, Status::Attended);
        desk.later(Duration::days(7)).await;
        let reminders = desk.relay.mails_to("ana.lopez@example.edu.mx");
        let reminder = reminders.iter().find(|mail| mail.subject.contains(&ticket.folio) && mail.text.contains(PAGE));
        answers(desk, &reminder.unwrap().token(PAGE), json!({"decision": "confirm"})).await.expect(200);

        changes(&alma, &ana, json!({"release_email": true})).await;
        desk.call(Method::GET, &format!("/confirmations/{unsent}")).await.expect_problem(404, "not-found");
        changes(&alma, &ana, json!({"active": true, "email": "ana.diaz@example.edu.mx"})).await;
        answers(desk, &unsent, json!({"decision": "confirm"})).await.expect_problem(409, "conflict");
    }

    async fn a_disabled_requesters_link_decides_nothing(desk: &Desk) {
        let (ana, _, _, token) = attended(desk).await;
        let alma = desk.admin("alma").await;
        changes(&alma, &ana, json!({"active": false})).await;
        assert!(!opens(desk, &token).await.open);
        answers(desk, &token, json!({"decision": "confirm"})).await.expect_problem(404, "not-found");
    }
}

const NEW: &str = "ana.lopez@example.edu.mx";

/// Somebody says that it is done while another process gives the requester another address.
#[test]
fn no_link_goes_to_an_address_that_is_being_given_up() {
    desk::try_out(Engine::Postgres, async |desk| {
        let (ana, carla) = (desk.requester("ana").await, desk.agent("carla", seeded::SUPPORT).await);
        let ticket = ana.files(Service::Maintenance).await;
        carla.takes(&ticket).await;
        desk.tick().await;
        desk.relay.forget();
        let change = ("UPDATE account SET email = $2 WHERE id = $1", vec![ana.id.into(), NEW.into()]);
        desk.meanwhile(&[change], carla.attends(&ticket, "Listo.")).await;
        assert!(opens(desk, &desk.mail_to(NEW).await.token(PAGE)).await.open);
        assert_eq!(desk.relay.recipients(), [NEW]);
    });
}

/// Another process takes the letter to send it, when the address changes: it may go to the old mailbox.
#[test]
fn a_link_that_is_on_its_way_dies_with_the_address() {
    desk::try_out(Engine::Postgres, async |desk| {
        let (ana, carla, alma) =
            (desk.requester("ana").await, desk.agent("carla", seeded::SUPPORT).await, desk.admin("alma").await);
        let ticket = ana.files(Service::Maintenance).await;
        carla.takes(&ticket).await;
        carla.attends(&ticket, "Listo.").await;
        let claim = ("UPDATE outbox SET attempts = attempts + 1 WHERE account_id = $1", vec![ana.id.into()]);
        desk.meanwhile(&[claim], changes(&alma, &ana, json!({"email": NEW}))).await;
        let token = desk.mail_to(NEW).await.token(PAGE);
        desk.call(Method::GET, &format!("/confirmations/{token}")).await.expect_problem(404, "not-found");
    });
}
