//! Somebody can no longer serve what is in hand: it goes back to review at once, with everything that a command leaves behind.

use backend::audit;
use e2e::{Desk, Engine, Person, Service, Ticket, desk, on_both_engines, seeded};
use reqwest::Method;
use serde_json::{Value, json};
use shared::{
    account::{AccountDetails, TeamDetails},
    event::EventKind,
    person::Role,
    status::{Status, WaitReason},
};

struct Cast {
    alma: Person,
    ana: Person,
    carla: Person,
    rosa: Person,
}

async fn cast(desk: &Desk) -> Cast {
    Cast {
        alma: desk.admin("alma").await,
        ana: desk.requester("ana").await,
        carla: desk.agent("carla", seeded::SUPPORT).await,
        rosa: desk.supervisor("rosa", seeded::SUPPORT).await,
    }
}

impl Cast {
    async fn change(&self, person: &Person, patch: Value) -> AccountDetails {
        let place = format!("/accounts/{}", person.id);
        let seen = self.alma.get(&place).await.expect(200).etag();
        self.alma.patch(&place, &patch).if_match(seen.as_str()).await.expect_json(200)
    }

    async fn carla_has_one(&self) -> Ticket {
        let ticket = self.ana.files(Service::Maintenance).await;
        self.carla.takes(&ticket).await;
        ticket
    }

    /// Carla says that it is done, and then can't do anything about it any more.
    async fn carla_attends_one_and_leaves(&self, desk: &Desk) -> Ticket {
        let ticket = self.carla_has_one().await;
        self.carla.attends(&ticket, "Listo.").await;
        self.change(&self.carla, json!({"active": false})).await;
        desk.tick().await;
        ticket
    }
}

async fn standing(person: &Person, ticket: &Ticket) -> (Status, Option<String>) {
    let seen = person.sees(ticket).await;
    (seen.summary.status, seen.summary.assignee.map(|assignee| assignee.name))
}

/// The chain holds, and what the row says is what its events say.
async fn is_whole(desk: &Desk) {
    assert_eq!(audit::verify(&desk.app).await.expect("it can be verified").faults, []);
}

async fn letters(desk: &Desk, person: &Person) -> Vec<String> {
    desk.tick().await;
    let letters = desk.relay.mails_to(&person.email).into_iter().map(|mail| mail.text).collect();
    desk.relay.forget();
    letters
}

on_both_engines! {
    async fn what_a_disabled_account_has_in_hand_returns_to_review(desk: &Desk) {
        let cast = cast(desk).await;
        let mut tickets = Vec::new();
        for _ in 0..4 {
            tickets.push(cast.carla_has_one().await);
        }
        let [assigned, started, waiting, attended] = tickets.try_into().unwrap();
        cast.carla.starts(&started).await;
        cast.carla.waits_for(&waiting, WaitReason::Requester).await;
        cast.carla.attends(&attended, "Listo.").await;
        let seen = cast.ana.get(&waiting.path("")).await.expect(200).etag();
        desk.tick().await;
        desk.relay.forget();

        cast.change(&cast.carla, json!({"active": false})).await;
        for ticket in [&assigned, &started, &waiting] {
            assert_eq!(standing(&cast.ana, ticket).await, (Status::New, None));
            let last = cast.ana.timeline(ticket).await.pop().unwrap();
            assert_eq!((last.kind, last.actor, last.change.to_status), (EventKind::Status, None, Some(Status::New)));
        }
        assert_eq!(standing(&cast.ana, &attended).await, (Status::Attended, Some("Carla".to_owned())));
        let now = cast.ana.get(&waiting.path("")).await.expect(200);
        assert_eq!(now.value()["wait_reason"], Value::Null);
        // Whoever read it before is told that it has moved on.
        cast.ana.post(&waiting.path("/cancel"), &json!({"reason": "withdrawn"})).if_match(seen.as_str()).await
            .expect_problem(412, "stale-version");
        desk.tick().await;
        assert!(desk.relay.mails_to(&cast.carla.email).is_empty());
        let told = letters(desk, &cast.rosa).await;
        assert_eq!(told.len(), 3, "{told:?}");
        assert!(told.iter().all(|text| text.contains("espera a quien la atienda")), "{told:?}");
        is_whole(desk).await;
        cast.rosa.assigns(&assigned, &cast.rosa).await;
    }

    async fn whoever_loses_the_role_keeps_nothing_unless_another_serves(desk: &Desk) {
        let cast = cast(desk).await;
        let ticket = cast.carla_has_one().await;
        cast.change(&cast.carla, json!({"roles": ["supervisor", "quality"]})).await;
        assert_eq!(standing(&cast.ana, &ticket).await, (Status::Assigned, Some("Carla".to_owned())));
        desk.tick().await;
        desk.relay.forget();
        cast.change(&cast.carla, json!({"roles": ["quality"]})).await;
        assert_eq!(standing(&cast.ana, &ticket).await, (Status::New, None));
        let told = letters(desk, &cast.carla).await;
        assert!(told.len() == 1 && told[0].contains("Ya no tienes esta solicitud"), "{told:?}");
        // It would lead to a page that she may not open any more.
        assert!(!told[0].contains("/t/TI-") && !told[0].contains("en la página de la solicitud"), "{}", told[0]);
        is_whole(desk).await;
    }

    async fn whoever_leaves_a_team_keeps_what_is_of_another(desk: &Desk) {
        let cast = cast(desk).await;
        let carla = desk.person("clara").role(Role::Agent).of(seeded::SUPPORT).of(seeded::NETWORKS).arrives().await;
        let (here, there) = (cast.ana.files(Service::Maintenance).await, cast.ana.files(Service::Wifi).await);
        carla.takes(&here).await;
        carla.takes(&there).await;
        let other = cast.carla_has_one().await;
        let place = format!("/teams/{}", seeded::SUPPORT);
        let team: TeamDetails = cast.alma.get(&place).await.expect_json(200);
        let members = json!({"member_ids": [cast.rosa.id, cast.carla.id]});
        cast.alma.patch(&place, &members).if_match(team.version).await.expect(200);
        assert_eq!(standing(&cast.ana, &here).await, (Status::New, None));
        assert_eq!(standing(&cast.ana, &there).await, (Status::Assigned, Some("Clara".to_owned())));
        assert_eq!(standing(&cast.ana, &other).await, (Status::Assigned, Some("Carla".to_owned())));
        is_whole(desk).await;
    }

    async fn a_released_address_leaves_nothing_in_hand(desk: &Desk) {
        let cast = cast(desk).await;
        let ticket = cast.carla_has_one().await;
        cast.change(&cast.carla, json!({"release_email": true})).await;
        assert_eq!(standing(&cast.ana, &ticket).await, (Status::New, None));
    }

    /// The same person would go on, and can't.
    async fn what_is_rejected_after_its_assignee_left_is_reviewed_anew(desk: &Desk) {
        let cast = cast(desk).await;
        let ticket = cast.carla_attends_one_and_leaves(desk).await;
        desk.relay.forget();
        let rejected = cast.ana.rejects(&ticket, "Sigue igual.").await;
        assert_eq!((rejected.summary.status, rejected.summary.assignee), (Status::New, None));
        assert_eq!(rejected.rejections, 1);
        let timeline = cast.ana.timeline(&ticket).await;
        let [.., by_ana, by_system] = timeline.as_slice() else { panic!("{timeline:?}") };
        assert_eq!(by_ana.change.to_status, Some(Status::InProgress));
        assert_eq!((by_ana.actor.as_ref().map(|one| one.id), by_ana.body.as_deref()), (Some(cast.ana.id), Some("Sigue igual.")));
        assert_eq!((by_system.change.from_status, by_system.change.to_status), (Some(Status::InProgress), Some(Status::New)));
        assert_eq!(by_system.actor, None);
        let told = letters(desk, &cast.rosa).await;
        assert_eq!(told.len(), 1, "{told:?}");
        assert!(told[0].contains("Sigue igual.") && told[0].contains("Asígnala"), "{}", told[0]);
        is_whole(desk).await;
    }

    async fn what_is_rejected_by_the_link_or_reopened_is_reviewed_anew_as_well(desk: &Desk) {
        let cast = cast(desk).await;
        let second = cast.carla_has_one().await;
        cast.carla.attends(&second, "Listo.").await;
        cast.ana.confirms(&second, 5).await;
        let ticket = cast.carla_has_one().await;
        cast.carla.attends(&ticket, "Listo.").await;
        let token = desk.mail_to(&cast.ana.email).await.token("/confirm/");
        cast.change(&cast.carla, json!({"roles": []})).await;
        let reject = json!({"decision": "reject", "reason": "No."});
        desk.call(Method::POST, &format!("/confirmations/{token}")).json(&reject).await.expect(200);
        assert_eq!(standing(&cast.ana, &ticket).await, (Status::New, None));
        let reopened = cast.rosa.reopens(&second, "Volvió a fallar.").await;
        assert_eq!((reopened.summary.status, reopened.summary.assignee), (Status::New, None));
        is_whole(desk).await;
    }
}

#[test]
fn nothing_is_given_to_somebody_who_is_being_disabled() {
    desk::try_out(Engine::Postgres, async |desk| {
        let cast = cast(desk).await;
        let (given, rejected) = (cast.ana.files(Service::Maintenance).await, cast.carla_has_one().await);
        cast.carla.attends(&rejected, "Listo.").await;
        let disable = ("UPDATE account SET active = FALSE WHERE id = $1", vec![cast.carla.id.into()]);
        desk.meanwhile(&[disable], async {
            let assign = cast.rosa.tries(&given, "assign", json!({"assignee_id": cast.carla.id}));
            let (refused, rejected) = tokio::join!(assign, cast.ana.rejects(&rejected, "No."));
            refused.expect_faults(&[("/assignee_id", "reference")]);
            assert_eq!((rejected.summary.status, rejected.summary.assignee), (Status::New, None));
        })
        .await;
    });
}

#[test]
fn nothing_stays_with_somebody_to_whom_it_is_being_given() {
    desk::try_out(Engine::Postgres, async |desk| {
        let cast = cast(desk).await;
        let dora = desk.agent("dora", seeded::SUPPORT).await;
        let (carlas, doras) = (cast.ana.files(Service::Maintenance).await, cast.ana.files(Service::Maintenance).await);
        let hold = "SELECT id FROM account WHERE id IN ($1, $2) FOR SHARE";
        let give = "UPDATE ticket SET status = 'assigned', assignee_id = $1 WHERE id = $2";
        let begun = [
            (hold, vec![cast.carla.id.into(), dora.id.into()]),
            (give, vec![cast.carla.id.into(), carlas.id.into()]),
            (give, vec![dora.id.into(), doras.id.into()]),
        ];
        let place = format!("/teams/{}", seeded::SUPPORT);
        let team: TeamDetails = cast.alma.get(&place).await.expect_json(200);
        let stay = json!({"member_ids": [cast.rosa.id, cast.carla.id]});
        desk.meanwhile(&begun, async {
            let leaves = cast.alma.patch(&place, &stay).if_match(team.version).send();
            let (left, _) = tokio::join!(leaves, cast.change(&cast.carla, json!({"active": false})));
            left.expect(200);
        })
        .await;
        for ticket in [carlas, doras] {
            assert_eq!(standing(&cast.ana, &ticket).await, (Status::New, None));
        }
    });
}
