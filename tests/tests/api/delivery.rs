//! The outbox against a relay that refuses, stalls and drops: no mail is lost, and none goes out again after a success that
//! was recorded.

use std::{collections::HashSet, time::Duration as Patience};

use backend::{
    entity::outbox,
    jobs,
    mail::{self, Letter, Reader, Recipient, TicketLetter, TicketNotice, Transport, backoff, dead},
};
use chrono::{Duration, NaiveDate};
use e2e::{Desk, Engine, mail::Mood, on_both_engines, seeded::SUPPORT};
use reqwest::Method;
use sea_orm::{ConnectionTrait, EntityTrait};
use shared::{account::DeadLetter, page::Page, person::Language, priority::Priority, status::Status};
use uuid::Uuid;

const ANA: &str = "ana.lopez@example.edu.mx";

fn ana() -> Recipient {
    Recipient { account_id: None, email: ANA.into(), name: "Ana López".into(), language: Language::Es }
}

fn news() -> Letter {
    Letter::Ticket(TicketLetter {
        notice: TicketNotice::Attended,
        reader: Reader::Requester,
        ticket_id: Uuid::now_v7(),
        folio: "TI-000123".into(),
        subject: "El proyector no enciende".into(),
        service_es: "Reparación de equipo".into(),
        service_en: "Equipment repair".into(),
        status: Status::Attended,
        wait_reason: None,
        priority: Priority::Normal,
        requester: "Ana López".into(),
        actor: Some("Carla Ruiz".into()),
        assignee: Some("Carla Ruiz".into()),
        text: Some("Cambié la lámpara.".into()),
        confirm_token: Some("t0k3n-of-the-link".into()),
        deadline: NaiveDate::from_ymd_opt(2026, 11, 26),
        is_hidden: false,
    })
}

fn checkpoint(desk: &Desk) -> Letter {
    let (digest, mac) = ("d1".to_owned(), "m1".to_owned());
    Letter::AuditCheckpoint { covers_until: desk.now(), tickets: 1, events: 1, digest, mac }
}

async fn post(desk: &Desk, letter: &Letter) {
    let now = desk.now();
    let posted = desk.app.db.write(async |tx| mail::post(tx, &desk.app, now, &ana(), letter).await).await;
    posted.expect("the letter is written");
}

async fn tick(desk: &Desk) {
    jobs::tick(&desk.app).await.expect("the jobs run");
}

/// Long enough for whatever was put off to be tried again, however often it was.
async fn much_later(desk: &Desk) {
    desk.advance(Duration::hours(8));
    tick(desk).await;
}

async fn rows(desk: &Desk) -> Vec<outbox::Model> {
    outbox::Entity::find().all(desk.db()).await.expect("the outbox can be read")
}

/// What came to Ana, by identifier.
fn message_ids(desk: &Desk) -> Vec<String> {
    let mails = desk.relay.mails_to(ANA);
    mails.iter().map(|mail| mail.header("Message-ID").expect("an identifier").to_owned()).collect()
}

/// From now on nothing can be recorded as sent, as if the process died each time that it would be.
async fn no_success_is_recorded(desk: &Desk) {
    let statement = match desk.engine() {
        Engine::Sqlite => {
            "CREATE TRIGGER dies BEFORE UPDATE OF sent_at ON outbox WHEN NEW.sent_at IS NOT NULL \
             BEGIN SELECT RAISE(ABORT, 'gone'); END"
        }
        Engine::Postgres => {
            "CREATE FUNCTION dies() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RAISE EXCEPTION ''gone''; END'; \
             CREATE TRIGGER dies BEFORE UPDATE OF sent_at ON outbox FOR EACH ROW WHEN (NEW.sent_at IS NOT NULL) \
             EXECUTE FUNCTION dies()"
        }
    };
    desk.db().execute_unprepared(statement).await.expect("a trigger");
}

async fn successes_are_recorded(desk: &Desk) {
    let statement = match desk.engine() {
        Engine::Sqlite => "DROP TRIGGER dies",
        Engine::Postgres => "DROP TRIGGER dies ON outbox",
    };
    desk.db().execute_unprepared(statement).await.expect("no trigger");
}

/// Against a relay in this mood nothing gets through, and nothing is lost.
async fn survives(engine: Engine, mood: Mood) {
    let mut desk = Desk::with(engine, |config| config.smtp_patience = Patience::from_millis(200)).await;
    desk.relay.becomes(mood);
    for _ in 0..3 {
        post(&desk, &news()).await;
    }
    tick(&desk).await;
    tick(&desk).await;
    assert!(desk.relay.mails().is_empty());
    assert!(rows(&desk).await.iter().all(|row| row.sent_at.is_none() && row.last_error.is_some()));

    desk.relay.becomes(Mood::Accepts);
    much_later(&desk).await;
    much_later(&desk).await;
    let mut sent = message_ids(&desk);
    let mut posted: Vec<String> = rows(&desk).await.into_iter().map(|row| row.message_id).collect();
    sent.sort();
    posted.sort();
    assert_eq!(sent, posted);
    assert!(rows(&desk).await.iter().all(|row| row.sent_at.is_some() && row.payload.is_none()));
    desk.stop().await;
}

on_both_engines! {
    async fn a_relay_that_refuses_for_now_loses_no_mail(engine: Engine) {
        survives(engine, Mood::Defers).await;
    }

    async fn a_relay_that_stalls_loses_no_mail(engine: Engine) {
        survives(engine, Mood::Stalls).await;
    }

    async fn a_relay_that_hangs_up_loses_no_mail(engine: Engine) {
        survives(engine, Mood::HangsUp).await;
    }

    async fn a_relay_that_stalls_after_its_yes_is_not_sent_the_same_again(engine: Engine) {
        let mut desk = Desk::with(engine, |config| config.smtp_patience = Patience::from_millis(200)).await;
        desk.relay.becomes(Mood::StallsAtGoodbye);
        post(&desk, &news()).await;
        tick(&desk).await;
        much_later(&desk).await;
        assert_eq!(desk.relay.mails_to(ANA).len(), 1);
        desk.stop().await;
    }

    /// Nobody can know whether it was taken. It goes out again, and mailboxes recognise it.
    async fn a_relay_that_drops_before_its_yes_may_get_the_same_mail_twice(desk: &Desk) {
        desk.relay.becomes(Mood::DropsBeforeItSaysSo);
        post(desk, &news()).await;
        tick(desk).await;
        desk.relay.becomes(Mood::Accepts);
        much_later(desk).await;
        much_later(desk).await;
        let mails = desk.relay.mails_to(ANA);
        assert_eq!(mails.len(), 2);
        assert_eq!(mails[0].header("Message-ID"), mails[1].header("Message-ID"));
    }

    /// The process dies between the relay's yes and our record of it: that mail goes out once more, recognisably the same,
    /// and never again once its success is recorded. What was recorded before goes out once.
    async fn a_process_that_dies_before_it_records_repeats_the_one_mail(desk: &Desk) {
        post(desk, &news()).await;
        tick(desk).await;
        post(desk, &news()).await;
        no_success_is_recorded(desk).await;
        let transport = Transport::of(&desk.app.config).expect("the relay");
        let dies = tokio::time::timeout(Patience::from_secs(2), mail::deliver(&desk.app, &transport)).await;
        assert!(dies.is_err(), "it insists until it dies");
        assert_eq!(desk.relay.mails_to(ANA).len(), 2);
        successes_are_recorded(desk).await;
        for _ in 0..3 {
            much_later(desk).await;
        }
        let ids = message_ids(desk);
        assert_eq!(ids.len(), 3);
        assert!(ids[0] != ids[1] && ids[1] == ids[2], "{ids:?}");
        assert!(rows(desk).await.iter().all(|row| row.sent_at.is_some()));
    }

    async fn what_is_refused_for_good_waits_for_somebody_who_looks_after_it(desk: &Desk) {
        desk.relay.becomes(Mood::Refuses);
        post(desk, &news()).await;
        tick(desk).await;
        much_later(desk).await;
        let page = dead::list(&desk.app, 50, None).await.expect("the list");
        assert_eq!(page.items.len(), 1);
        let letter = &page.items[0];
        assert_eq!((letter.recipient.as_str(), letter.kind.as_str(), letter.attempts), (ANA, "ticket_attended", 1));
        assert!(letter.last_error.contains("550"), "{}", letter.last_error);
        let id = letter.id;

        desk.relay.becomes(Mood::Accepts);
        let now = desk.now();
        desk.app.db.write(async |tx| dead::retry(tx, id, now).await).await.expect("it is put back");
        tick(desk).await;
        assert_eq!(desk.relay.mails_to(ANA).len(), 1);
        assert!(dead::list(&desk.app, 50, None).await.expect("the list").items.is_empty());
        let again = desk.app.db.write(async |tx| dead::retry(tx, id, now).await).await;
        assert!(again.is_err(), "what went out can't be tried again");
    }

    async fn a_relay_that_can_t_be_reached_costs_no_mail_a_try(desk: &Desk) {
        desk.relay.becomes(Mood::HangsUp);
        for _ in 0..3 {
            post(desk, &news()).await;
        }
        tick(desk).await;
        tick(desk).await;
        assert_eq!(desk.relay.connections(), 1, "it was left alone for a moment");
        for _ in 0..2 * backoff::TRIES_MAX {
            desk.advance(Duration::minutes(2));
            tick(desk).await;
        }
        assert_eq!(desk.relay.connections(), 1 + 2 * u32::try_from(backoff::TRIES_MAX).unwrap());
        for row in rows(desk).await {
            assert_eq!((row.attempts, row.dead_at), (0, None));
            assert!(row.last_error.is_some());
        }
        // What is offered to it spends a try, and the rest does not wait for that.
        desk.relay.becomes(Mood::Defers);
        desk.advance(Duration::minutes(2));
        tick(desk).await;
        assert!(rows(desk).await.iter().all(|row| row.attempts == 1));
        desk.relay.becomes(Mood::Accepts);
        desk.advance(Duration::minutes(2));
        tick(desk).await;
        assert_eq!(desk.relay.mails_to(ANA).len(), 3);
    }

    async fn an_admin_looks_after_what_could_not_be_delivered(desk: &Desk) {
        let (admin, agent) = (desk.admin("alma").await, desk.agent("carla", SUPPORT).await);
        desk.relay.becomes(Mood::Refuses);
        for _ in 0..2 {
            post(desk, &news()).await;
        }
        tick(desk).await;
        agent.get("/outbox/dead-letters").await.expect_problem(403, "forbidden");
        let page: Page<DeadLetter> = admin.get("/outbox/dead-letters?limit=1").await.expect_json(200);
        let path = format!("/outbox/dead-letters?cursor={}", page.next_cursor.as_deref().expect("another page"));
        let rest: Page<DeadLetter> = admin.get(&path).await.expect_json(200);
        assert_eq!((page.items.len(), rest.items.len(), rest.next_cursor), (1, 1, None));
        let retry = format!("/outbox/dead-letters/{}/retry", page.items[0].id);
        agent.call(Method::POST, &retry).await.expect_problem(403, "forbidden");
        desk.relay.becomes(Mood::Accepts);
        for _ in 0..2 {
            admin.call(Method::POST, &retry).key("again").await.expect(204);
        }
        tick(desk).await;
        assert_eq!(desk.relay.mails_to(ANA).len(), 1);
        admin.call(Method::POST, &retry).await.expect_problem(404, "not-found");
    }

    async fn what_nobody_looks_after_keeps_no_contents_for_ever(desk: &Desk) {
        let admin = desk.admin("alma").await;
        desk.relay.becomes(Mood::Refuses);
        post(desk, &news()).await;
        post(desk, &checkpoint(desk)).await;
        tick(desk).await;
        desk.advance(Duration::days(29));
        tick(desk).await;
        assert!(rows(desk).await.iter().all(|row| row.payload.is_some()));
        desk.advance(Duration::days(2));
        tick(desk).await;
        assert!(rows(desk).await.iter().all(|row| row.payload.is_none()));
        let page: Page<DeadLetter> = admin.get("/outbox/dead-letters").await.expect_json(200);
        assert_eq!(page.items.len(), 2, "that it was not delivered is still told");
        for row in rows(desk).await {
            let retry = format!("/outbox/dead-letters/{}/retry", row.id);
            let why = admin.call(Method::POST, &retry).await.expect_problem(409, "conflict").detail;
            let of_ticket = row.ticket_id.is_some();
            assert!(why.contains("30 días"), "{why}");
            assert_eq!((why.contains("escríbele de nuevo"), why.contains("VENTANILLA_AUDIT_MAIL")), (of_ticket, !of_ticket));
        }
        desk.advance(Duration::days(365));
        tick(desk).await;
        assert!(rows(desk).await.is_empty());
    }

    async fn after_days_in_vain_it_is_given_up_and_kept(desk: &Desk) {
        desk.relay.becomes(Mood::Defers);
        post(desk, &news()).await;
        let begun = desk.now();
        tick(desk).await;
        while dead::list(&desk.app, 1, None).await.expect("the list").items.is_empty() {
            assert!(desk.now() - begun < Duration::days(6));
            desk.advance(Duration::hours(1));
            tick(desk).await;
        }
        assert!(desk.now() - begun > Duration::days(2));
        let row = rows(desk).await.remove(0);
        assert_eq!(row.attempts, backoff::TRIES_MAX);
        assert!(row.payload.is_some());
    }

    async fn a_code_that_nobody_can_use_any_more_is_not_sent(desk: &Desk) {
        desk.relay.becomes(Mood::Defers);
        post(desk, &Letter::SignInCode { code: "482913".into() }).await;
        tick(desk).await;
        desk.relay.becomes(Mood::Accepts);
        desk.advance(Duration::minutes(11));
        tick(desk).await;
        assert!(desk.relay.mails().is_empty());
        let row = rows(desk).await.remove(0);
        assert!(row.payload.is_none() && row.dead_at.is_some());
        let list = dead::list(&desk.app, 50, None).await.expect("the list");
        assert!(list.items.is_empty(), "nobody can do anything about it");
        let now = desk.now();
        let again = desk.app.db.write(async |tx| dead::retry(tx, row.id, now).await).await;
        assert!(again.is_err());
    }

    async fn the_outbox_holds_no_secret_in_clear(desk: &Desk) {
        post(desk, &Letter::SignInCode { code: "482913".into() }).await;
        post(desk, &news()).await;
        for row in rows(desk).await {
            let kept = format!("{row:?}{}", String::from_utf8_lossy(row.payload.as_deref().expect("its contents")));
            assert!(!kept.contains("482913") && !kept.contains("t0k3n"), "{kept}");
        }
        tick(desk).await;
        assert!(rows(desk).await.iter().all(|row| row.payload.is_none()));
        assert_eq!(desk.relay.mails_to(ANA).iter().filter(|mail| mail.text.contains("482913")).count(), 1);
    }

    async fn processes_that_deliver_at_once_send_each_mail_once(desk: &Desk) {
        for _ in 0..30 {
            post(desk, &news()).await;
        }
        let transport = Transport::of(&desk.app.config).expect("the relay");
        let deliver = || mail::deliver(&desk.app, &transport);
        let (a, b, c) = tokio::join!(deliver(), deliver(), deliver());
        assert_eq!(a.expect("sent") + b.expect("sent") + c.expect("sent"), 30);
        let mails = desk.relay.mails_to(ANA);
        let ids: HashSet<_> = mails.iter().map(|mail| mail.header("Message-ID").map(ToOwned::to_owned)).collect();
        assert_eq!((mails.len(), ids.len()), (30, 30));
    }

    async fn mail_says_what_to_do_in_text_and_html(desk: &Desk) {
        post(desk, &news()).await;
        tick(desk).await;
        let mail = desk.relay.mails_to(ANA).remove(0);
        assert_eq!(mail.subject, "[TI-000123] El proyector no enciende");
        let link = format!("{}/confirm/t0k3n-of-the-link", desk.origin);
        assert!(mail.text.contains(&link) && mail.html.contains(&link));
        assert!(mail.text.contains("todavía no se leen"));
        assert_eq!(mail.header("Auto-Submitted"), Some("auto-generated"));
        assert_eq!(mail.header("In-Reply-To"), mail.header("References"));
        assert_eq!(mail.header("To"), Some("Ana López <ana.lopez@example.edu.mx>"));
    }
}
