//! What people choose for themselves: the mail they do without, and whether single keys act.

use chrono::Duration;
use e2e::{Desk, Device, Person, Service, Ticket, on_both_engines, seeded};
use serde_json::{Value, json};
use shared::{notification::Notification, session::Me, status::WaitReason};

/// Has this mail, of what one may do without, and no other.
async fn wants(person: &Person, news: &[Notification]) -> Me {
    let seen = person.get("/me").await.expect(200).etag();
    person.patch("/me", &json!({"notifications": news})).if_match(seen.as_str()).await.expect_json(200)
}

/// Whom the last acts told, in the order of the alphabet.
async fn told(desk: &Desk) -> Vec<String> {
    desk.tick().await;
    let mut told: Vec<String> =
        desk.relay.recipients().iter().map(|to| to.split('@').next().unwrap().to_owned()).collect();
    told.sort();
    desk.relay.forget();
    told
}

async fn watched(ana: &Person, by: &Person) -> Ticket {
    let ticket = ana.files(Service::Maintenance).await;
    ana.post(&ticket.path("/watchers"), &json!({"account_id": by.id})).await.expect(200);
    ticket
}

on_both_engines! {
    async fn whoever_does_without_mail_gets_what_asks_for_an_act_and_no_other(desk: &Desk) {
        let (ana, willy) = (desk.requester("ana").await, desk.requester("willy").await);
        let (carla, bruno) = (desk.agent("carla", seeded::SUPPORT).await, desk.agent("bruno", seeded::SUPPORT).await);
        let rosa = desk.supervisor("rosa", seeded::SUPPORT).await;
        for person in [&ana, &willy, &carla, &bruno, &rosa] {
            assert!(wants(person, &[]).await.notifications.is_empty());
        }
        // No receipt; the supervisor has something to assign.
        let ticket = watched(&ana, &willy).await;
        assert_eq!(told(desk).await, ["rosa"]);
        rosa.assigns(&ticket, &carla).await;
        assert_eq!(told(desk).await, ["carla"]);
        ana.replies(&ticket, "¿Alguna novedad?").await;
        assert_eq!(told(desk).await, ["carla"]);
        carla.replies(&ticket, "¿De qué aula?").await;
        assert_eq!(told(desk).await, ["ana"]);
        rosa.assigns(&ticket, &bruno).await;
        assert_eq!(told(desk).await, ["bruno"]);
        bruno.waits_for(&ticket, WaitReason::Requester).await;
        assert_eq!(told(desk).await, ["ana"]);
        bruno.attends(&ticket, "Listo.").await;
        desk.tick().await;
        let mail = desk.relay.mails_to(&ana.email).pop().expect("the result is mailed");
        assert!(mail.text.contains("/confirm/"), "{}", mail.text);
        assert_eq!(told(desk).await, ["ana"]);
        ana.rejects(&ticket, "No.").await;
        assert_eq!(told(desk).await, ["bruno"]);
        bruno.attends(&ticket, "Ahora sí.").await;
        ana.confirms(&ticket, 5).await;
        assert_eq!(told(desk).await, ["ana"]);
        rosa.reopens(&ticket, "Otra vez.").await;
        assert_eq!(told(desk).await, ["bruno"]);
        rosa.cancels(&ticket, "out_of_scope").await;
        // That it will not be done, the requester has to know.
        assert_eq!(told(desk).await, ["ana"]);
        Device::at(desk).signs_in(desk, &ana.email).await;
    }

    async fn each_switch_is_for_its_own_mail(desk: &Desk) {
        let (ana, willy) = (desk.requester("ana").await, desk.requester("willy").await);
        let carla = desk.agent("carla", seeded::SUPPORT).await;
        let mut news = Vec::new();
        for only in Notification::ALL {
            for person in [&ana, &willy, &carla] {
                wants(person, &[*only]).await;
            }
            let ticket = watched(&ana, &willy).await;
            news.push(format!("{only}: filed {:?}", told(desk).await));
            carla.takes(&ticket).await;
            news.push(format!("{only}: taken {:?}", told(desk).await));
            carla.replies(&ticket, "¿De qué aula?").await;
            news.push(format!("{only}: replied {:?}", told(desk).await));
            carla.attends(&ticket, "Listo.").await;
            news.push(format!("{only}: attended {:?}", told(desk).await));
            let other = ana.files(Service::Maintenance).await;
            carla.takes(&other).await;
            told(desk).await;
            ana.cancels(&other, "withdrawn").await;
            news.push(format!("{only}: cancelled {:?}", told(desk).await));
        }
        insta::allow_duplicates! { insta::assert_snapshot!(news.join("\n"), @r#"
        received: filed ["ana"]
        received: taken []
        received: replied ["ana"]
        received: attended ["ana"]
        received: cancelled []
        assigned: filed []
        assigned: taken ["ana"]
        assigned: replied ["ana"]
        assigned: attended ["ana"]
        assigned: cancelled []
        watched_replies: filed []
        watched_replies: taken []
        watched_replies: replied ["ana", "willy"]
        watched_replies: attended ["ana"]
        watched_replies: cancelled []
        watched_changes: filed []
        watched_changes: taken ["willy"]
        watched_changes: replied ["ana"]
        watched_changes: attended ["ana", "willy"]
        watched_changes: cancelled []
        no_longer_mine: filed []
        no_longer_mine: taken []
        no_longer_mine: replied ["ana"]
        no_longer_mine: attended ["ana"]
        no_longer_mine: cancelled ["carla"]
        "#); }
    }

    /// Who does without news in one capacity is told in another.
    async fn whoever_has_it_and_does_without_what_watchers_get_is_told_all_the_same(desk: &Desk) {
        let ana = desk.requester("ana").await;
        let (carla, bruno) = (desk.agent("carla", seeded::SUPPORT).await, desk.agent("bruno", seeded::SUPPORT).await);
        let ticket = watched(&ana, &carla).await;
        carla.takes(&ticket).await;
        wants(&carla, &[]).await;
        told(desk).await;
        bruno.replies(&ticket, "Yo le ayudo.").await;
        assert_eq!(told(desk).await, ["ana", "carla"]);
    }

    async fn everything_is_on_until_it_is_switched_off(desk: &Desk) {
        let ana = desk.requester("ana").await;
        let me = ana.get("/me").await.expect(200);
        let (seen, me): (_, Me) = (me.etag(), me.read());
        assert_eq!((me.notifications.as_slice(), me.single_keys), (Notification::ALL, true));
        let change = async |seen: &str, patch: Value| ana.patch("/me", &patch).if_match(seen).await;
        change(&seen, json!({"notifications": ["spam"]})).await.expect_faults(&[("/notifications/0", "choice")]);
        change(&seen, json!({"notifications": ["received"], "single_keys": false})).await.expect(200);
        // Somebody else's browser, or another tab, has seen less.
        change(&seen, json!({"single_keys": true})).await.expect_problem(412, "stale-version");
        let kept: Me = ana.get("/me").await.expect_json(200);
        assert_eq!((kept.notifications.as_slice(), kept.single_keys), (&[Notification::Received][..], false));
        // What is not named stays.
        let seen = ana.get("/me").await.expect(200).etag();
        let kept: Me = change(&seen, json!({"unit": "Ingeniería"})).await.expect_json(200);
        assert_eq!((kept.notifications.as_slice(), kept.single_keys), (&[Notification::Received][..], false));
        let kept = wants(&ana, Notification::ALL).await;
        assert_eq!(kept.notifications, Notification::ALL);
        desk.advance(Duration::minutes(1));
        Device::at(desk).signs_in(desk, &ana.email).await;
    }
}
