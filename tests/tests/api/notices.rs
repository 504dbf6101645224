//! Who is told what by mail: never one's own act, never a note, and one thread per ticket.

use backend::{entity::ticket as entity, mail::dates};
use chrono::Duration;
use e2e::{Desk, Person, Service, Ticket, mail::Mail, on_both_engines, seeded};
use sea_orm::EntityTrait;
use serde_json::json;
use shared::{account::AccountDetails, person::Language, status::WaitReason};

/// Whom the last acts told, in the order of the alphabet.
async fn told(desk: &Desk) -> Vec<String> {
    desk.tick().await;
    let mut told: Vec<String> =
        desk.relay.recipients().iter().map(|to| to.split('@').next().unwrap().to_owned()).collect();
    told.sort();
    desk.relay.forget();
    told
}

struct Cast {
    ana: Person,
    willy: Person,
    carla: Person,
    bruno: Person,
    rosa: Person,
    ticket: Ticket,
}

async fn cast(desk: &Desk) -> Cast {
    let cast = Cast {
        ana: desk.requester("ana").await,
        willy: desk.requester("willy").await,
        carla: desk.agent("carla", seeded::SUPPORT).await,
        bruno: desk.agent("bruno", seeded::SUPPORT).await,
        rosa: desk.supervisor("rosa", seeded::SUPPORT).await,
        ticket: Ticket { id: uuid::Uuid::nil(), folio: String::new() },
    };
    let ticket = cast.ana.files(Service::Maintenance).await;
    cast.ana.post(&ticket.path("/watchers"), &json!({"account_id": cast.willy.id})).await.expect(200);
    Cast { ticket, ..cast }
}

on_both_engines! {
    async fn everybody_whom_it_concerns_is_told_and_nobody_of_the_own_act(desk: &Desk) {
        desk.supervisor("sara", seeded::NETWORKS).await;
        let Cast { ana, willy, carla, bruno, rosa, ticket } = cast(desk).await;
        // The receipt goes to the requester; the supervisors of the team have something to assign.
        assert_eq!(told(desk).await, ["ana", "rosa"]);
        rosa.assigns(&ticket, &carla).await;
        assert_eq!(told(desk).await, ["ana", "carla", "willy"]);
        carla.starts(&ticket).await;
        assert!(told(desk).await.is_empty());
        ana.replies(&ticket, "¿Alguna novedad?").await;
        assert_eq!(told(desk).await, ["carla", "willy"]);
        willy.replies(&ticket, "A mí también me urge.").await;
        assert_eq!(told(desk).await, ["ana", "carla"]);
        carla.replies(&ticket, "Hoy mismo.").await;
        assert_eq!(told(desk).await, ["ana", "willy"]);
        bruno.replies(&ticket, "Yo le ayudo.").await;
        assert_eq!(told(desk).await, ["ana", "carla", "willy"]);
        carla.notes(&ticket, "No le ayudes.").await;
        assert!(told(desk).await.is_empty());
        carla.waits_for(&ticket, WaitReason::Requester).await;
        assert_eq!(told(desk).await, ["ana", "willy"]);
        ana.replies(&ticket, "Es una Latitude.").await;
        assert_eq!(told(desk).await, ["carla", "willy"]);
        carla.waits_for(&ticket, WaitReason::ThirdParty).await;
        assert_eq!(told(desk).await, ["ana", "willy"]);
        carla.attends(&ticket, "Listo.").await;
        assert_eq!(told(desk).await, ["ana", "willy"]);
        ana.rejects(&ticket, "No.").await;
        assert_eq!(told(desk).await, ["carla", "willy"]);
        carla.attends(&ticket, "Ahora sí.").await;
        told(desk).await;
        ana.confirms(&ticket, 5).await;
        assert_eq!(told(desk).await, ["willy"]);
        ana.reopens(&ticket, "Otra vez.").await;
        assert_eq!(told(desk).await, ["carla", "willy"]);
        rosa.assigns(&ticket, &bruno).await;
        // Carla had it.
        assert_eq!(told(desk).await, ["ana", "bruno", "carla", "willy"]);
        rosa.assigns(&ticket, &bruno).await;
        assert!(told(desk).await.is_empty());
        carla.tries(&ticket, "unassign", json!({})).await.expect_problem(403, "forbidden");
        bruno.unassigns(&ticket).await;
        assert_eq!(told(desk).await, ["rosa"]);
        bruno.takes(&ticket).await;
        told(desk).await;
        rosa.unassigns(&ticket).await;
        assert_eq!(told(desk).await, ["bruno"]);
        bruno.takes(&ticket).await;
        told(desk).await;
        rosa.tries(&ticket, "transfer", json!({"team_id": seeded::NETWORKS})).await.expect(200);
        assert_eq!(told(desk).await, ["bruno", "sara"]);
    }

    /// Whatever it waits for, a word to the requester is mailed, and is the first response if there was none.
    async fn a_word_with_a_wait_is_a_public_reply(desk: &Desk) {
        let Cast { ana, carla, rosa, .. } = cast(desk).await;
        for reason in WaitReason::ALL {
            for word in [None, Some("Pasamos el jueves.")] {
                let ticket = ana.files(Service::Maintenance).await;
                rosa.assigns(&ticket, &carla).await;
                told(desk).await;
                desk.advance(Duration::minutes(1));
                let until = desk.now() + Duration::days(2);
                let wait = json!({"reason": reason, "until": until, "note": word});
                carla.tries(&ticket, "wait", wait).await.expect(200);
                desk.tick().await;
                let of_wait = desk.relay.mails_to(&ana.email).pop();
                let is_told = word.is_some() || *reason == WaitReason::Requester;
                assert_eq!(told(desk).await, if is_told { vec!["ana"] } else { vec![] }, "{reason}: {word:?}");
                let last = ana.timeline(&ticket).await.pop().unwrap();
                assert_eq!(last.body.as_deref(), word);
                let row = entity::Entity::find_by_id(ticket.id).one(desk.db()).await.unwrap().unwrap();
                assert_eq!(row.first_response_at, word.map(|_| last.at), "{reason}: {word:?}");

                // Only where an answer is waited for does one make the work go on.
                carla.replies(&ticket, "Seguimos.").await;
                let of_reply = desk.mail_to(&ana.email).await;
                let day = dates::day(until.with_timezone(&desk.app.config.time_zone).date_naive(), Language::Es);
                let next = match reason {
                    WaitReason::Requester => "En cuanto respondas, el trabajo sigue.".to_owned(),
                    WaitReason::ThirdParty => format!("Tu solicitud está en espera de un tercero hasta el {day}."),
                    WaitReason::Scheduled => format!("Tu solicitud está en espera hasta el {day}."),
                };
                for mail in of_wait.iter().chain([&of_reply]) {
                    assert!(mail.text.contains(&next), "{reason}: {}", mail.text);
                    assert_eq!(mail.text.contains("En cuanto respondas"), *reason == WaitReason::Requester);
                }
            }
        }
    }

    async fn whoever_has_it_is_told_that_it_is_no_longer_theirs(desk: &Desk) {
        let Cast { ana, carla, bruno, rosa, ticket, .. } = cast(desk).await;
        carla.takes(&ticket).await;
        rosa.assigns(&ticket, &bruno).await;
        let mail = desk.mail_to(&carla.email).await;
        assert!(mail.text.contains("Ya no tienes") && mail.text.contains("Bruno"), "{}", mail.text);
        assert!(mail.text.contains(&format!("/t/{}", ticket.folio)), "she may still read it: {}", mail.text);
        told(desk).await;
        ana.cancels(&ticket, "withdrawn").await;
        let mail = desk.mail_to(&bruno.email).await;
        assert!(mail.text.contains("Ana la canceló"), "{}", mail.text);
    }

    async fn a_disabled_account_gets_no_mail(desk: &Desk) {
        use backend::entity::account;
        use sea_orm::{ActiveModelTrait, ActiveValue::Set, EntityTrait, IntoActiveModel};

        let Cast { ana, carla, willy, ticket, .. } = cast(desk).await;
        carla.takes(&ticket).await;
        told(desk).await;
        let row = account::Entity::find_by_id(willy.id).one(desk.db()).await.unwrap().unwrap();
        let mut row = row.into_active_model();
        row.active = Set(false);
        row.update(desk.db()).await.unwrap();
        carla.attends(&ticket, "Listo.").await;
        assert_eq!(told(desk).await, ["ana"]);
        drop(ana);
    }

    async fn what_falls_to_somebody_who_can_not_act_reaches_the_supervisors(desk: &Desk) {
        let Cast { ana, carla, rosa, ticket, .. } = cast(desk).await;
        rosa.assigns(&ticket, &carla).await;
        carla.starts(&ticket).await;
        carla.attends(&ticket, "Listo.").await;
        told(desk).await;
        let admin = desk.admin("patricia").await;
        let account: AccountDetails = admin.get(&format!("/accounts/{}", carla.id)).await.expect_json(200);
        let end = json!({"active": false});
        admin.patch(&format!("/accounts/{}", carla.id), &end).if_match(account.version).await.expect(200);
        ana.rejects(&ticket, "Sigue igual.").await;
        assert_eq!(told(desk).await, ["rosa", "willy"]);
    }

    async fn all_mail_of_a_ticket_is_one_thread(desk: &Desk) {
        let Cast { ana, carla, ticket, .. } = cast(desk).await;
        carla.takes(&ticket).await;
        carla.replies(&ticket, "Voy para allá.").await;
        carla.attends(&ticket, "Se cambió la **batería**.").await;
        let other = ana.files(Service::Maintenance).await;
        desk.tick().await;
        let mails = desk.relay.mails_to(&ana.email);
        let thread = |mail: &Mail| mail.header("References").expect("References").split_whitespace().next().unwrap().to_owned();
        let (of_it, of_other): (Vec<_>, Vec<_>) = mails.iter().partition(|mail| mail.subject.contains(&ticket.folio));
        assert_eq!((of_it.len(), of_other.len()), (4, 1));
        assert!(of_it.iter().all(|mail| thread(mail) == thread(of_it[0])));
        assert!(of_other[0].subject.contains(&other.folio));
        assert_ne!(thread(of_other[0]), thread(of_it[0]));
        let mut ids: Vec<&str> = mails.iter().map(|mail| mail.header("Message-ID").unwrap()).collect();
        ids.sort_unstable();
        ids.dedup();
        assert_eq!(ids.len(), mails.len());
        for mail in &mails {
            assert_eq!(mail.header("Auto-Submitted"), Some("auto-generated"));
            assert!(mail.text.contains("no se leen") && mail.html.contains("no se leen"), "{}", mail.text);
            assert!(mail.text.contains(&format!("{}/t/TI-", desk.origin)), "{}", mail.text);
        }
        let attended = of_it.last().unwrap();
        assert!(attended.html.contains("<strong>batería</strong>"), "{}", attended.html);
    }

    async fn mail_speaks_its_readers_language(desk: &Desk) {
        let eve = desk.person("eve").speaks(Language::En).arrives().await;
        let ticket = eve.files(Service::Maintenance).await;
        let mail = desk.mail_to(&eve.email).await;
        assert!(mail.text.contains("not read"), "{}", mail.text);
        assert!(mail.text.contains("Corrective maintenance"), "{}", mail.text);
        assert!(mail.subject.contains(&ticket.folio));
    }

    async fn a_transaction_that_is_refused_sends_nothing(desk: &Desk) {
        let Cast { ana, ticket, .. } = cast(desk).await;
        told(desk).await;
        ana.tries(&ticket, "confirm", json!({"rating": 5})).await.expect(409);
        let mut body = e2e::tickets::request_for(Service::Maintenance);
        body["attachment_ids"] = json!([uuid::Uuid::now_v7()]);
        ana.post("/tickets", &body).await.expect_faults(&[("/attachment_ids/0", "reference")]);
        assert!(told(desk).await.is_empty());
        assert_eq!(ana.get("/tickets?count=true").await.value()["total"], 1);
    }
}
