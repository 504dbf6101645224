//! How the first admin comes in, how a secondary address is proved, and what people change of their own account.

use backend::{
    entity::{account_role, invitation},
    identity::invitations::{Offer, invite},
};
use chrono::Duration;
use e2e::{Desk, Device, Engine, Person, desk, on_both_engines};
use reqwest::Method;
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};
use serde_json::json;
use shared::{
    account::AccountDetails,
    page::Page,
    person::{Community, Language, Role},
    session::{CodeChallenge, Invitation, InvitationInfo, Me, SessionToken},
};

const DIRECTORA: &str = "directora@example.edu.mx";

const NORA: &str = "nora.paz@example.edu.mx";

/// By the link and a code, as the page does it.
async fn accepts(desk: &Desk, email: &str, token: &str) -> SessionToken {
    let challenge = Device::at(desk).asks_for_code(email).await;
    let code = desk.mail_to(email).await.code();
    let accept = json!({"challenge_id": challenge, "code": code});
    desk.call(Method::POST, &format!("/invitations/{token}")).json(&accept).await.expect_json(200)
}

async fn invited(desk: &Desk) -> String {
    let (email, now) = (DIRECTORA.parse().unwrap(), desk.now());
    let offer = Offer { email: &email, roles: &[Role::Admin], by: None };
    let made = desk.app.db.write(async |tx| invite(&desk.app, tx, offer, Language::Es, now).await).await;
    made.unwrap().token
}

async fn changes(alma: &Person, person: &Person, patch: serde_json::Value) {
    let place = format!("/accounts/{}", person.id);
    let seen = alma.get(&place).await.expect(200).etag();
    alma.patch(&place, &patch).if_match(seen.as_str()).await.expect(200);
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

    async fn an_admin_invites_by_mail_and_the_link_is_only_there(desk: &Desk) {
        let alma = desk.admin("alma").await;
        let new = json!({"email": "Nora.Paz@example.edu.mx", "roles": ["agent", "supervisor"]});
        let sent = alma.post("/invitations", &new).key("nora").await.expect(201);
        let invitation: Invitation = sent.read();
        assert_eq!((invitation.email.as_str(), invitation.expires_at - invitation.created_at), (NORA, Duration::hours(72)));
        let again: Invitation = alma.post("/invitations", &new).key("nora").await.expect_json(201);
        assert_eq!(again, invitation);
        // The account is there, without what it has not accepted yet.
        let found: Page<AccountDetails> = alma.get("/accounts?q=nora").await.expect_json(200);
        assert_eq!(found.items.iter().map(|one| (one.email.as_str(), one.roles.len())).collect::<Vec<_>>(), [(NORA, 0)]);
        desk.tick().await;
        let mails = desk.relay.mails_to(NORA);
        assert_eq!(mails.len(), 1, "a repeat mailed again");
        let token = mails[0].token("/invite/");
        assert!(!sent.text().contains(&token));

        let session = accepts(desk, NORA, &token).await;
        assert_eq!((session.account.id, session.account.roles), (found.items[0].id, vec![Role::Requester, Role::Agent, Role::Supervisor]));
        let granted = account_role::Entity::find().filter(account_role::Column::AccountId.eq(session.account.id));
        let granted = granted.all(desk.db()).await.unwrap();
        assert!(granted.iter().all(|role| role.granted_by == Some(alma.id)), "{granted:?}");
        desk.call(Method::GET, &format!("/invitations/{token}")).await.expect_problem(404, "not-found");
    }

    async fn a_second_invitation_takes_the_place_of_the_first(desk: &Desk) {
        let alma = desk.admin("alma").await;
        let mut tokens = Vec::new();
        for roles in [json!(["admin"]), json!([])] {
            alma.post("/invitations", &json!({"email": NORA, "roles": roles})).await.expect(201);
            tokens.push(desk.mail_to(NORA).await.token("/invite/"));
        }
        desk.call(Method::GET, &format!("/invitations/{}", tokens[0])).await.expect_problem(404, "not-found");
        assert_eq!(accepts(desk, NORA, &tokens[1]).await.account.roles, [Role::Requester]);
    }

    async fn the_letter_of_an_invitation_that_gave_way_is_not_sent(desk: &Desk) {
        let alma = desk.admin("alma").await;
        for roles in [json!(["admin"]), json!(["agent"])] {
            alma.post("/invitations", &json!({"email": NORA, "roles": roles})).await.expect(201);
        }
        alma.post("/invitations", &json!({"email": DIRECTORA})).await.expect(201);
        desk.tick().await;
        let mails = desk.relay.mails_to(NORA);
        assert_eq!((mails.len(), desk.relay.mails_to(DIRECTORA).len()), (1, 1));
        let session = accepts(desk, NORA, &mails[0].token("/invite/")).await;
        assert_eq!(session.account.roles, [Role::Requester, Role::Agent]);
    }

    async fn an_invitation_ends_with_the_right_of_whoever_invited(desk: &Desk) {
        let alma = desk.admin("alma").await;
        let ends = [json!({"roles": ["agent"]}), json!({"active": false}), json!({"release_email": true})];
        for (n, end) in ends.into_iter().enumerate() {
            let berta = desk.admin(&format!("berta{n}")).await;
            berta.post("/invitations", &json!({"email": NORA, "roles": ["admin"]})).await.expect(201);
            let token = desk.mail_to(NORA).await.token("/invite/");
            let other = format!("otro{n}@example.edu.mx");
            berta.post("/invitations", &json!({"email": other})).await.expect(201);
            changes(&alma, &berta, json!({"name": "Berta", "roles": ["admin", "agent"]})).await;
            desk.call(Method::GET, &format!("/invitations/{token}")).await.expect(200);
            changes(&alma, &berta, end.clone()).await;
            desk.call(Method::GET, &format!("/invitations/{token}")).await.expect_problem(404, "not-found");
            desk.tick().await;
            assert!(desk.relay.mails_to(&other).is_empty(), "{end}: sent with a dead link");
        }
    }

    async fn only_an_admin_invites_and_only_whom_may_come(desk: &Desk) {
        let (alma, ana) = (desk.admin("alma").await, desk.requester("ana").await);
        let rosa = desk.supervisor("rosa", e2e::seeded::SUPPORT).await;
        for person in [&ana, &rosa] {
            person.post("/invitations", &json!({"email": NORA})).await.expect_problem(403, "forbidden");
        }
        for (email, code) in [("nora@example.com", "foreign_domain"), ("nora", "email"), ("", "required")] {
            alma.post("/invitations", &json!({"email": email})).await.expect_faults(&[("/email", code)]);
        }
        alma.post("/invitations", &json!({"email": NORA, "roles": ["king"]})).await.expect_faults(&[("/roles/0", "choice")]);
        let place = format!("/accounts/{}", ana.id);
        let seen = alma.get(&place).await.expect(200).etag();
        alma.patch(&place, &json!({"active": false})).if_match(seen.as_str()).await.expect(200);
        alma.post("/invitations", &json!({"email": ana.email})).await.expect_faults(&[("/email", "reference")]);
        desk.tick().await;
        assert!(desk.relay.recipients().is_empty());
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

/// Another process invites the same person: of two at once, one link lives.
#[test]
fn of_two_invitations_at_once_the_second_takes_the_place_of_the_first() {
    desk::try_out(Engine::Postgres, async |desk| {
        let (alma, ana) = (desk.admin("alma").await, desk.requester("ana").await);
        alma.get("/me").await.expect(200);
        let hold = "SELECT id FROM account WHERE id = $1 FOR NO KEY UPDATE";
        let invite = "INSERT INTO invitation (id, email, roles, token_digest, created_at, expires_at) \
                      VALUES (gen_random_uuid(), $1, '[]', sha256('x'), now(), now() + interval '3 days')";
        let begun = [(hold, vec![ana.id.into()]), (invite, vec![ana.email.clone().into()])];
        let new = json!({"email": ana.email, "roles": ["agent"]});
        let made: Invitation = desk.meanwhile(&begun, alma.post("/invitations", &new).send()).await.expect_json(201);
        let open =
            invitation::Entity::find().filter(invitation::Column::UsedAt.is_null()).all(desk.db()).await.unwrap();
        assert_eq!(open.iter().map(|one| one.id).collect::<Vec<_>>(), [made.id]);
    });
}

#[test]
fn nobody_is_invited_at_an_address_that_is_being_given_up() {
    desk::try_out(Engine::Postgres, async |desk| {
        let (alma, ana, eve) = (desk.admin("alma").await, desk.requester("ana").await, desk.requester("eve").await);
        alma.get("/me").await.expect(200);
        let address = "UPDATE account SET email = 'ana.lopez@example.edu.mx' WHERE id = $1";
        let released = "UPDATE account SET active = FALSE WHERE id = $1";
        let begun = [(address, vec![ana.id.into()]), (released, vec![eve.id.into()])];
        let (anas, eves) = (json!({"email": ana.email}), json!({"email": eve.email}));
        let calls =
            async { tokio::join!(alma.post("/invitations", &anas).send(), alma.post("/invitations", &eves).send()) };
        let (anas, eves) = Box::pin(desk.meanwhile(&begun, calls)).await;
        for refused in [anas, eves] {
            refused.expect_faults(&[("/email", "reference")]);
        }
        assert_eq!(invitation::Entity::find().count(desk.db()).await.unwrap(), 0);
    });
}

/// Another process takes the role from whoever invited, and has not seen an invitation that was made at the same time.
#[test]
fn nothing_is_accepted_of_somebody_who_is_losing_the_right_to_invite() {
    desk::try_out(Engine::Postgres, async |desk| {
        let (alma, ana) = (desk.admin("alma").await, desk.requester("ana").await);
        alma.post("/invitations", &json!({"email": ana.email, "roles": ["admin"]})).await.expect(201);
        let token = desk.mail_to(&ana.email).await.token("/invite/");
        let challenge = Device::at(desk).asks_for_code(&ana.email).await;
        let code = desk.mail_to(&ana.email).await.code();
        let accept = json!({"challenge_id": challenge, "code": code});
        let change = ("UPDATE account SET version = version + 1 WHERE id = $1", vec![alma.id.into()]);
        let withdraw = ("DELETE FROM account_role WHERE account_id = $1", vec![alma.id.into()]);
        let accepted = desk.call(Method::POST, &format!("/invitations/{token}")).json(&accept).send();
        desk.meanwhile(&[change, withdraw], accepted).await.expect_problem(404, "not-found");
        let roles = account_role::Entity::find().filter(account_role::Column::AccountId.eq(ana.id));
        assert_eq!(roles.count(desk.db()).await.unwrap(), 0);
    });
}
