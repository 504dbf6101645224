//! Teams that serve no more: retired when nobody counts on them, shut to what is new, readable, and brought back.

use chrono::Duration;
use e2e::{Answer, Desk, Engine, Person, Service, Ticket, desk, on_both_engines, seeded};
use serde_json::{Value, json};
use shared::{
    account::TeamDetails,
    page::Page,
    person::{Community, Role},
    service::ServiceDetails,
    status::Status,
};
use uuid::Uuid;

/// An admin, the team of the night shift with a supervisor, the service that it serves, and Ana's request for it.
struct Cast {
    alma: Person,
    ana: Person,
    sara: Person,
    team: TeamDetails,
    service: ServiceDetails,
    ticket: Ticket,
}

impl Cast {
    async fn at(desk: &Desk) -> Self {
        let alma = desk.admin("alma").await;
        let ana = desk.person("ana").community(Some(Community::Faculty)).arrives().await;
        let team: TeamDetails = alma.post("/teams", &json!({"name": "Turno nocturno"})).await.expect_json(201);
        let sara = desk.person("sara").role(Role::Supervisor).of(team.id).of(seeded::SUPPORT).arrives().await;
        let service: ServiceDetails = alma.post("/services", &loan(team.id)).await.expect_json(201);
        let ticket = ana.files_as(json!({"service_id": service.id, "description": "Un proyector."})).await;
        Self { alma, ana, sara, team, service, ticket }
    }

    async fn changes(&self, patch: Value) -> Answer {
        let place = format!("/teams/{}", self.team.id);
        let seen = self.alma.get(&place).await.expect(200).etag();
        self.alma.patch(&place, &patch).if_match(seen.as_str()).await
    }

    async fn retires(&self) -> Answer {
        self.changes(json!({"active": false})).await
    }

    async fn changes_service(&self, patch: Value) -> Answer {
        let place = format!("/services/{}", self.service.id);
        let seen = self.alma.get(&place).await.expect(200).etag();
        self.alma.patch(&place, &patch).if_match(seen.as_str()).await
    }

    async fn transfers(&self, team_id: Uuid) -> Answer {
        self.sara.tries(&self.ticket, "transfer", json!({"team_id": team_id})).await
    }
}

fn loan(team_id: Uuid) -> Value {
    json!({"category": "hardware", "name": {"es": "Préstamo", "en": "Loan"}, "communities": ["faculty"], "team_id": team_id})
}

on_both_engines! {
    async fn a_team_is_retired_once_nobody_counts_on_it(desk: &Desk) {
        let cast = Cast::at(desk).await;
        let refused = cast.retires().await.expect_problem(409, "conflict");
        assert!(refused.detail.contains("atiende un servicio que se ofrece: Préstamo; tiene una solicitud abierta"), "{}", refused.detail);
        cast.changes_service(json!({"active": false})).await.expect(200);
        let refused = cast.retires().await.expect_problem(409, "conflict");
        assert!(refused.detail.contains("hace falta: tiene una solicitud abierta."), "{}", refused.detail);
        cast.transfers(seeded::SUPPORT).await.expect(200);
        let retired: TeamDetails = cast.retires().await.expect_json(200);
        assert!(!retired.active && retired.members.len() == 1);

        // It stays readable, and takes nothing new.
        let listed = async |rest: &str| {
            let page: Page<TeamDetails> = cast.alma.get(&format!("/teams?limit=200{rest}")).await.expect_json(200);
            page.items.iter().map(|team| team.id).collect::<Vec<_>>()
        };
        assert!(listed("").await.contains(&cast.team.id) && !listed("&active=true").await.contains(&cast.team.id));
        assert_eq!(listed("&active=false").await, [cast.team.id]);
        cast.transfers(cast.team.id).await.expect_faults(&[("/team_id", "reference")]);
        cast.changes_service(json!({"active": true})).await.expect_faults(&[("/team_id", "reference")]);
        cast.alma.post("/services", &loan(cast.team.id)).await.expect_faults(&[("/team_id", "reference")]);
        let wifi = json!({"team_id": cast.team.id});
        cast.alma.patch(&format!("/services/{}", Service::Wifi.id()), &wifi).if_match(1).await.expect_faults(&[("/team_id", "reference")]);
        cast.changes(json!({"member_ids": [cast.sara.id, cast.ana.id]})).await.expect_problem(409, "conflict");
        cast.changes(json!({"name": "Turno de noche", "member_ids": [cast.sara.id]})).await.expect(200);
        cast.changes(json!({"member_ids": []})).await.expect(200);

        let back: TeamDetails = cast.changes(json!({"active": true, "member_ids": [cast.sara.id]})).await.expect_json(200);
        assert!(back.active && back.members.len() == 1);
        cast.changes_service(json!({"active": true})).await.expect(200);
        cast.transfers(cast.team.id).await.expect(200);
    }

    async fn what_may_come_back_keeps_a_team_from_retiring(desk: &Desk) {
        let cast = Cast::at(desk).await;
        cast.changes_service(json!({"active": false})).await.expect(200);
        cast.sara.tries(&cast.ticket, "assign", json!({"assignee_id": cast.sara.id})).await.expect(200);
        cast.sara.attends(&cast.ticket, "Listo.").await;
        let told = "El equipo todavía hace falta: tiene una solicitud atendida o resuelta que puede volver. Espera a que lo \
                    atendido se cierre y a que lo resuelto ya no se pueda reabrir.";
        assert_eq!(cast.retires().await.expect_problem(409, "conflict").detail, told);
        // Whoever had it can't serve it any more: it comes back to a team that is there.
        cast.changes(json!({"member_ids": []})).await.expect(200);
        cast.retires().await.expect_problem(409, "conflict");
        cast.ana.rejects(&cast.ticket, "No enciende.").await;
        let seen = cast.ana.sees(&cast.ticket).await;
        assert_eq!((seen.summary.status, seen.summary.assignee), (Status::New, None));
        cast.changes(json!({"member_ids": [cast.sara.id]})).await.expect(200);
        cast.sara.tries(&cast.ticket, "assign", json!({"assignee_id": cast.sara.id})).await.expect(200);
        cast.sara.attends(&cast.ticket, "Otra vez listo.").await;
        cast.ana.confirms(&cast.ticket, 5).await;
        assert_eq!(cast.retires().await.expect_problem(409, "conflict").detail, told);

        // While it can be reopened the team is there, whatever is written meanwhile.
        let mut days = 0;
        while cast.retires().await.status == 409 {
            cast.ana.replies(&cast.ticket, "Gracias.").await;
            desk.advance(Duration::days(1));
            days += 1;
        }
        assert!((6..=8).contains(&days), "{days}");
        let reason = json!({"reason": "Falla de nuevo."});
        cast.ana.tries(&cast.ticket, "reopen", reason).await.expect_problem(409, "conflict");
    }

    async fn a_team_that_retires_gets_nothing_at_the_same_moment(desk: &Desk) {
        let cast = Cast::at(desk).await;
        cast.changes_service(json!({"active": false})).await.expect(200);
        for _ in 0..6 {
            cast.transfers(seeded::SUPPORT).await.expect(200);
            let (retired, given) = tokio::join!(cast.retires(), cast.transfers(cast.team.id));
            let (retired, given) = (retired.status.as_u16(), given.status.as_u16());
            assert!(matches!((retired, given), (200, 422) | (409, 200)), "{retired} {given}");
            if retired == 200 {
                cast.changes(json!({"active": true})).await.expect(200);
                cast.transfers(cast.team.id).await.expect(200);
            }
        }
    }
}

#[test]
fn what_is_being_filed_sees_that_its_service_went_or_its_team_retired() {
    desk::try_out(Engine::Postgres, async |desk| {
        let cast = Cast::at(desk).await;
        let request = json!({"service_id": cast.service.id, "description": "Otro proyector."});
        let lock = ("SELECT id FROM team WHERE id = $1 FOR UPDATE", vec![cast.team.id.into()]);
        let give =
            ("UPDATE service SET team_id = $1 WHERE id = $2", vec![seeded::SUPPORT.into(), cast.service.id.into()]);
        let filed = desk.meanwhile(&[lock.clone(), give], cast.ana.post("/tickets", &request).send()).await;
        filed.expect_faults(&[("/service_id", "reference")]);
        cast.changes_service(json!({"team_id": cast.team.id})).await.expect(200);

        let retire_service = ("UPDATE service SET active = FALSE WHERE id = $1", vec![cast.service.id.into()]);
        let retire_team = ("UPDATE team SET active = FALSE WHERE id = $1", vec![cast.team.id.into()]);
        let begun = [lock, retire_service, retire_team];
        let filed = desk.meanwhile(&begun, cast.ana.post("/tickets", &request).send()).await;
        filed.expect_faults(&[("/service_id", "reference")]);
    });
}
