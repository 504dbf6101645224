//! Somebody takes what is another's, or takes on more than was given.

use chrono::Duration;
use e2e::{Answer, Desk, Device, Person, Service, contract, on_both_engines, request_for, seeded};
use reqwest::Method;
use sea_orm::{ConnectionTrait, EntityTrait, Statement};
use serde_json::{Value, json};
use shared::{
    account::AccountDetails,
    page::Page,
    person::Role,
    session::{CodeChallenge, TokenSecret},
    ticket::TicketDetails,
};
use uuid::Uuid;

/// What an answer says beside which address was asked for.
fn said(answer: Answer) -> Value {
    let mut problem = answer.value();
    problem["instance"] = Value::Null;
    problem["request_id"] = Value::Null;
    problem
}

async fn changes(alma: &Person, person: &Person, patch: Value) {
    let place = format!("/accounts/{}", person.id);
    let seen = alma.get(&place).await.expect(200).etag();
    alma.patch(&place, &patch).if_match(seen.as_str()).await.expect(200);
}

on_both_engines! {
    /// Who somebody is comes from the credential and from nowhere else.
    async fn client_supplied_person_id(desk: &Desk) {
        let (ana, eve) = (desk.requester("ana").await, desk.requester("eve").await);
        let ticket = ana.files(Service::Maintenance).await;
        let with = |member: &str, value: Value| {
            let mut body = request_for(Service::Maintenance);
            body[member] = value;
            body
        };
        eve.post("/tickets", &with("on_behalf_of", json!(ana.id))).await.expect_problem(403, "forbidden");
        for member in ["requester_id", "requester", "registered_by", "account_id", "assignee_id", "watchers"] {
            let unknown = format!("/{member}");
            eve.post("/tickets", &with(member, json!(ana.id))).await.expect_faults(&[(&unknown, "unknown")]);
        }
        let own = eve.files(Service::Maintenance).await;
        for member in ["author_id", "actor", "account_id"] {
            let body = json!({"body": "Hola.", member: ana.id});
            let unknown = format!("/{member}");
            eve.post(&own.path("/replies"), &body).await.expect_faults(&[(&unknown, "unknown")]);
        }
        let token = json!({"name": "x", "scopes": ["tickets:read"], "account_id": ana.id});
        eve.post("/tokens", &token).await.expect_faults(&[("/account_id", "unknown")]);

        // Nor by the address: what hangs on Ana's account is nowhere for Eve.
        eve.post(&ticket.path("/watchers"), &json!({"account_id": eve.id})).await.expect_problem(404, "not-found");
        eve.get(&format!("/accounts/{}", ana.id)).await.expect_problem(403, "forbidden");
        let theirs: Page<Value> = eve.get(&format!("/tickets?requester={}&count=true", ana.id)).await.expect_json(200);
        assert_eq!((theirs.items.len(), theirs.total), (0, Some(0)));
        desk.tick().await;
        let session = Device::at(desk).signs_in(desk, &ana.email).await;
        let sessions: Page<Value> =
            desk.call(Method::GET, "/auth/sessions").bearer(&session.access_token).await.expect_json(200);
        let token: TokenSecret =
            ana.post("/tokens", &json!({"name": "x", "scopes": ["tickets:read"]})).await.expect_json(201);
        let proof: CodeChallenge =
            ana.post("/email-proofs", &json!({"email": "ana@correo.example"})).await.expect_json(202);
        let code = desk.mail_to("ana@correo.example").await.code();
        for session in &sessions.items {
            let place = format!("/auth/sessions/{}", session["id"].as_str().unwrap());
            eve.delete(&place).await.expect_problem(404, "not-found");
        }
        eve.delete(&format!("/tokens/{}", token.info.id)).await.expect_problem(404, "not-found");
        let place = format!("/email-proofs/{}/verify", proof.challenge_id);
        eve.post(&place, &json!({"code": code})).await.expect_problem(404, "not-found");
        ana.post(&place, &json!({"code": code})).await.expect(204);
        desk.call(Method::GET, "/me").bearer(&token.token).await.expect(200);
    }

    /// Numbers can be counted through, so a number that is not one's own is a number that does not exist.
    async fn reading_by_number(desk: &Desk) {
        let (ana, eve) = (desk.requester("ana").await, desk.requester("eve").await);
        let queta = desk.quality("queta").await;
        let dora = desk.agent("dora", seeded::PLATFORMS).await;
        let ticket = ana.files(Service::Maintenance).await;
        assert_eq!(ticket.folio, "TI-000001");
        for stranger in [&eve, &queta, &dora] {
            let nowhere = said(stranger.get("/tickets/TI-000002").await.expect(404));
            for number in ["TI-000001", "ti-000001", "TI-1", "TI000001", "000001", "1", " TI-000001"] {
                let answer = stranger.get(&format!("/tickets/{number}")).await.expect(404);
                assert_eq!(said(answer), nowhere, "{number} by {}", stranger.name);
            }
            let hers: Page<Value> = stranger.get("/tickets?count=true").await.expect_json(200);
            assert_eq!(hers.total, Some(0));
        }
        ana.get("/tickets/ti-000001").await.expect(200);
    }

    async fn idempotency_key_of_another_person(desk: &Desk) {
        let (ana, eve) = (desk.requester("ana").await, desk.requester("eve").await);
        let mut body = request_for(Service::Maintenance);
        let anas: TicketDetails = ana.post("/tickets", &body).key("k").await.expect_json(201);
        // The same key from somebody else is another one, with the same body and with another.
        let eves: TicketDetails = eve.post("/tickets", &body).key("k").await.expect_json(201);
        assert_ne!(anas.summary.id, eves.summary.id);
        assert_eq!(eves.summary.requester.id, eve.id);
        body["description"] = json!("Otra cosa.");
        let nico = desk.requester("nico").await;
        nico.post("/tickets", &body).key("k").await.expect(201);
        // And a key is one operation's: what it came to at one address is not shown at another.
        let reply = json!({"body": "Hola."});
        ana.post(&format!("/tickets/{}/replies", anas.summary.id), &reply).key("k").await.expect(201);
    }

    /// Answers with a secret are not kept for a repeat, in no column of the database.
    async fn stored_answer_that_would_show_a_secret(desk: &Desk) {
        use backend::entity::idempotency;

        let (alma, ana) = (desk.admin("alma").await, desk.requester("ana").await);
        let body = json!({"name": "Inventario", "scopes": ["tickets:read"]});
        let make = || ana.post("/tokens", &body).key("secret-1");
        let (first, second): (TokenSecret, TokenSecret) = (make().await.expect_json(201), make().await.expect_json(201));
        assert_ne!(first.token, second.token, "a repeat showed the secret again");
        let email = "nora@example.edu.mx";
        alma.post("/invitations", &json!({"email": email})).key("secret-2").await.expect(201);
        let link = desk.mail_to(email).await.token("/invite/");
        let repeat = alma.post("/invitations", &json!({"email": email})).key("secret-2").await.expect(201);
        assert!(!repeat.text().contains(&link), "{repeat}");
        let device = Device::at(desk);
        let challenge = device.asks_for_code(&ana.email).await;
        let code = desk.mail_to(&ana.email).await.code();
        let sign_in = json!({"challenge_id": challenge, "code": code});
        let signed_in = desk.call(Method::POST, "/auth/sessions").json(&sign_in).key("secret-3").await.expect(200);
        desk.call(Method::POST, "/auth/sessions").json(&sign_in).key("secret-3").await.expect_faults(&[("/code", "code")]);

        let kept = idempotency::Entity::find().all(desk.db()).await.unwrap();
        assert_eq!(kept.len(), 1, "only the invitation is kept: {kept:?}");
        let cookie = signed_in.header("set-cookie").unwrap().split(['=', ';']).nth(1).unwrap().to_owned();
        for secret in [first.token, second.token, link, cookie] {
            assert!(!is_kept(desk, &secret).await, "{secret} is kept in clear");
        }
        // What is looked for would be found.
        assert!(is_kept(desk, "secret-2").await);
    }

    /// A role, a status or an owner is never taken from a body that is not there to give it.
    async fn mass_assignment_of_roles(desk: &Desk) {
        let mut max = desk.person("max").of(seeded::SUPPORT);
        for role in [Role::Agent, Role::Supervisor, Role::Quality, Role::Admin] {
            max = max.role(role);
        }
        let (max, ana) = (max.arrives().await, desk.requester("ana").await);
        let some = Uuid::now_v7().to_string();
        let (mut tried, mut giving) = (0, Vec::new());
        for operation in contract::operations() {
            let Some(members) = contract::body_members(operation) else { continue };
            if members.iter().any(|member| member == "roles") {
                giving.push(operation.id.as_str());
            }
            let path = ["{id}", "{token}", "{challenge_id}"].iter().fold(operation.path.clone(), |path, part| path.replace(part, &some));
            for member in ["roles", "role", "is_admin", "id", "version", "status", "teams", "account_id"] {
                if members.iter().any(|known| known == member) {
                    continue;
                }
                let call = max.call(operation.method.clone(), &path).if_match(1);
                let unknown = format!("/{member}");
                call.json(&json!({member: ["admin"]})).await.expect_faults(&[(&unknown, "unknown")]);
                tried += 1;
            }
        }
        assert!(tried > 200, "{tried}");
        // The three that give roles are an admin's.
        giving.sort_unstable();
        assert_eq!(giving, ["change_account", "create_account", "send_invitation"]);
        let own = format!("/accounts/{}", ana.id);
        ana.patch(&own, &json!({"roles": ["admin"]})).if_match(1).await.expect_problem(403, "forbidden");
        ana.post("/accounts", &json!({"email": "x@example.edu.mx", "roles": ["admin"]})).await.expect(403);
        ana.post("/invitations", &json!({"email": ana.email, "roles": ["admin"]})).await.expect(403);
        let me = ana.get("/me").await.expect(200).value();
        assert_eq!((&me["roles"], &me["teams"]), (&json!(["requester"]), &json!([])));
    }

    /// What was issued before a demotion does no more than what is issued after it, from the next call on.
    async fn stale_role_after_demotion(desk: &Desk) {
        let (alma, ana) = (desk.admin("alma").await, desk.requester("ana").await);
        let beto = desk.person("beto").role(Role::Admin).role(Role::Agent).of(seeded::SUPPORT).arrives().await;
        let ticket = ana.files(Service::Maintenance).await;
        beto.takes(&ticket).await;
        let mut device = Device::at(desk);
        let session = device.signs_in(desk, &beto.email).await;
        let scopes = json!({"name": "x", "scopes": ["tickets:read", "tickets:write", "directory:read", "admin"]});
        let token: TokenSecret = beto.post("/tokens", &scopes).await.expect_json(201);
        let reads = async |path: &str, status: u16| {
            for credential in [&session.access_token, &token.token] {
                desk.call(Method::GET, path).bearer(credential).await.expect(status);
            }
        };
        let page = "/tickets?view=team&limit=1";
        for path in ["/settings", "/accounts", &ticket.path(""), page] {
            reads(path, 200).await;
        }
        changes(&alma, &beto, json!({"roles": ["agent"]})).await;
        for path in ["/settings", "/accounts"] {
            reads(path, 403).await;
        }
        for path in [&ticket.path(""), page] {
            reads(path, 200).await;
        }
        // Whoever is the assignee still is no staff any more.
        changes(&alma, &beto, json!({"roles": []})).await;
        reads(&ticket.path(""), 404).await;
        reads(page, 403).await;
        for credential in [&session.access_token, &token.token] {
            let attend = desk.call(Method::POST, &ticket.path("/attend")).bearer(credential).if_match(2);
            attend.json(&json!({"summary": "Listo."})).await.expect_problem(404, "not-found");
        }
        device.renews().await.expect(200);
        device.call(Method::GET, "/settings").await.expect_problem(403, "forbidden");
        let me: AccountDetails = alma.get(&format!("/accounts/{}", beto.id)).await.expect_json(200);
        assert_eq!(me.roles, []);
        // And whoever leaves a team loses sight of its tickets, whatever the roles.
        let carla = desk.agent("carla", seeded::SUPPORT).await;
        let before = Device::at(desk).signs_in(desk, &carla.email).await;
        let sees = async || desk.call(Method::GET, &ticket.path("")).bearer(&before.access_token).await;
        sees().await.expect(200);
        let team = format!("/teams/{}", seeded::SUPPORT);
        let seen = alma.get(&team).await.expect(200).etag();
        alma.patch(&team, &json!({"member_ids": [beto.id]})).if_match(seen.as_str()).await.expect(200);
        sees().await.expect_problem(404, "not-found");
    }

    async fn invitation_that_never_expires(desk: &Desk) {
        let alma = desk.admin("alma").await;
        let nora = "nora@example.edu.mx";
        alma.post("/invitations", &json!({"email": nora, "roles": ["admin"]})).await.expect(201);
        let place = format!("/invitations/{}", desk.mail_to(nora).await.token("/invite/"));
        desk.advance(Duration::hours(72) - Duration::minutes(5));
        desk.call(Method::GET, &place).await.expect(200);
        // Asked for in time and typed too late: the code is good, the invitation is not.
        let challenge = Device::at(desk).asks_for_code(nora).await;
        let code = desk.mail_to(nora).await.code();
        desk.advance(Duration::minutes(5));
        desk.call(Method::GET, &place).await.expect_problem(404, "not-found");
        let accept = json!({"challenge_id": challenge, "code": code});
        desk.call(Method::POST, &place).json(&accept).await.expect_problem(404, "not-found");
        let session = desk.call(Method::POST, "/auth/sessions").json(&accept).await.expect(200).value();
        assert_eq!(session["account"]["roles"], json!(["requester"]));
        desk.call(Method::GET, "/invitations/nonsense").await.expect_problem(404, "not-found");
    }
}

/// Whether a secret stands in clear anywhere in the database.
async fn is_kept(desk: &Desk, secret: &str) -> bool {
    if desk.engine() == e2e::Engine::Sqlite {
        let files = std::fs::read_dir(desk.data()).unwrap().flatten().filter(|entry| entry.path().is_file());
        return files
            .map(|file| std::fs::read(file.path()).unwrap())
            .any(|bytes| bytes.windows(secret.len()).any(|part| part == secret.as_bytes()));
    }
    let backend = desk.db().get_database_backend();
    let tables = "SELECT tablename::text AS name FROM pg_tables WHERE schemaname = 'public'";
    for table in desk.db().query_all_raw(Statement::from_string(backend, tables)).await.unwrap() {
        let table: String = table.try_get("", "name").unwrap();
        let rows = format!("SELECT count(*) AS found FROM \"{table}\" AS one WHERE position($1 in one::text) > 0");
        let rows = Statement::from_sql_and_values(backend, rows, [secret.into()]);
        let found: i64 = desk.db().query_one_raw(rows).await.unwrap().unwrap().try_get("", "found").unwrap();
        if found > 0 {
            return true;
        }
    }
    false
}
