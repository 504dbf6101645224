//! How the first admin comes in, how a secondary address is proved, and what people change of their own account.

use backend::identity::invitations::invite;
use chrono::Duration;
use e2e::{Desk, Device, on_both_engines};
use reqwest::Method;
use serde_json::json;
use shared::{
    person::{Community, Role},
    session::{CodeChallenge, InvitationInfo, Me, SessionToken},
};

const DIRECTORA: &str = "directora@example.edu.mx";

async fn invited(desk: &Desk) -> String {
    let link = invite(&desk.site().app, &DIRECTORA.parse().unwrap(), &[Role::Admin], desk.now()).await.unwrap();
    link.rsplit('/').next().unwrap().to_owned()
}

on_both_engines! {
    async fn an_invitation_is_accepted_once_and_never_by_reading_it(desk: &Desk) {
        let token = invited(desk).await;
        let place = format!("/invitations/{token}");
        for _ in 0..3 {
            let info: InvitationInfo = desk.call(Method::GET, &place).await.expect_json(200);
            assert_eq!((info.email.as_str(), info.roles.as_slice()), (DIRECTORA, [Role::Admin].as_slice()));
        }
        let device = Device::at(desk);
        let eve = device.asks_for_code("eve@example.edu.mx").await;
        let code = desk.mail_to("eve@example.edu.mx").await.code();
        let stolen = json!({"challenge_id": eve, "code": code});
        desk.call(Method::POST, &place).json(&stolen).await.expect_faults(&[("/code", "code")]);

        let challenge = device.asks_for_code(DIRECTORA).await;
        let code = desk.mail_to(DIRECTORA).await.code();
        let accept = json!({"challenge_id": challenge, "code": code});
        let answer = desk.call(Method::POST, &place).json(&accept).await.expect(200);
        assert!(answer.header("set-cookie").is_some_and(|cookie| cookie.starts_with("__Host-ventanilla=")));
        let session: SessionToken = answer.read();
        assert_eq!(session.account.roles, [Role::Requester, Role::Admin]);
        desk.call(Method::GET, "/settings").bearer(&session.access_token).await.expect(200);
        desk.call(Method::GET, &place).await.expect_problem(404, "not-found");
        desk.call(Method::POST, &place).json(&accept).await.expect_problem(404, "not-found");
    }

    async fn an_invitation_expires(desk: &Desk) {
        let token = invited(desk).await;
        desk.advance(Duration::hours(72));
        desk.call(Method::GET, &format!("/invitations/{token}")).await.expect_problem(404, "not-found");
        desk.call(Method::GET, "/invitations/nonsense").await.expect_problem(404, "not-found");
    }

    async fn a_secondary_address_is_proved_by_its_code(desk: &Desk) {
        let (ana, eve) = (desk.requester("ana").await, desk.requester("eve").await);
        for own in ["ana@example.edu.mx", "ana@alumnos.example.edu.mx"] {
            ana.post("/email-proofs", &json!({"email": own})).await.expect_faults(&[("/email", "institution_domain")]);
        }
        desk.call(Method::POST, "/email-proofs").json(&json!({"email": "a@correo.example"})).await.expect(401);
        let challenge: CodeChallenge =
            ana.post("/email-proofs", &json!({"email": "Ana@Correo.example"})).await.expect_json(202);
        let code = desk.mail_to("ana@correo.example").await.code();
        let place = format!("/email-proofs/{}/verify", challenge.challenge_id);
        eve.post(&place, &json!({"code": code})).await.expect_problem(404, "not-found");
        let other = format!("{:06}", (code.parse::<u32>().unwrap() + 1) % 1_000_000);
        ana.post(&place, &json!({"code": other})).await.expect_faults(&[("/code", "code")]);
        ana.post(&place, &json!({"code": code})).await.expect(204);
        ana.post(&place, &json!({"code": code})).await.expect_faults(&[("/code", "code")]);
        let stranger = format!("/email-proofs/{}/verify", uuid::Uuid::now_v7());
        ana.post(&stranger, &json!({"code": code})).await.expect_problem(404, "not-found");
    }

    async fn nobody_makes_proofs_a_way_to_write_to_strangers(desk: &Desk) {
        let ana = desk.requester("ana").await;
        for n in 0..5 {
            ana.post("/email-proofs", &json!({"email": format!("p{n}@correo.example")})).await.expect(202);
        }
        let refused = ana.post("/email-proofs", &json!({"email": "p5@correo.example"})).await.expect(429);
        assert!(refused.header("retry-after").is_some() && refused.header("ratelimit-policy").is_some());
        desk.advance(Duration::hours(1));
        ana.post("/email-proofs", &json!({"email": "p5@correo.example"})).await.expect(202);
    }

    async fn people_change_their_own_account(desk: &Desk) {
        let ana = desk.person("ana").community(None).arrives().await;
        let seen = ana.get("/me").await.expect(200);
        let patch = json!({"name": " Ana  López ", "language": "en", "community": "faculty", "unit": "Ingeniería"});
        ana.patch("/me", &patch).await.expect_problem(428, "version-required");
        let changed = ana.patch("/me", &patch).if_match(seen.etag().as_str()).await.expect(200);
        let me: Me = changed.read();
        assert_eq!((me.name.as_str(), me.community, me.community_verified), ("Ana López", Some(Community::Faculty), false));
        ana.patch("/me", &patch).if_match(seen.etag().as_str()).await.expect_problem(412, "stale-version");
        let cleared: Me = ana.patch("/me", &json!({"unit": ""})).if_match(changed.etag().as_str()).await.expect_json(200);
        assert_eq!(cleared.unit, None);
        let fault = ana.patch("/me", &json!({"name": "x\u{0}y"})).if_match(3).await;
        fault.expect_faults(&[("/name", "characters")]);
        ana.patch("/me", &json!({"roles": ["admin"]})).if_match(3).await.expect_faults(&[("/roles", "unknown")]);

        let beto = desk.requester("beto").await;
        let version = beto.get("/me").await.expect(200).etag();
        let told = beto.patch("/me", &json!({"community": "student"})).if_match(version.as_str()).await;
        told.expect_problem(409, "conflict");
    }
}
