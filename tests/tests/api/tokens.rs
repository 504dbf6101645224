//! Personal API tokens: shown once, limited by scopes, revoked.

use chrono::Duration;
use e2e::{Call, Desk, Person, on_both_engines};
use reqwest::Method;
use sea_orm::ConnectionTrait;
use serde_json::json;
use shared::{
    page::Page,
    session::{TokenInfo, TokenSecret},
};

async fn token_of(person: &Person, scopes: &[&str]) -> TokenSecret {
    person.post("/tokens", &json!({"name": "Inventario", "scopes": scopes})).await.expect_json(201)
}

fn with(desk: &Desk, token: &TokenSecret, method: Method, path: &str) -> Call {
    desk.call(method, path).bearer(&token.token)
}

on_both_engines! {
    async fn a_token_is_shown_once_and_listed_without_its_secret(desk: &Desk) {
        let ana = desk.requester("ana").await;
        let made = ana.post("/tokens", &json!({"name": "Inventario", "scopes": ["tickets:read"]})).await.expect(201);
        assert_eq!(made.header("cache-control"), Some("no-store"));
        let made: TokenSecret = made.read();
        assert!(made.token.starts_with(&made.info.prefix));
        let listed = ana.get("/tokens").await.expect(200);
        assert!(!listed.text().contains(&made.token));
        let listed: Page<TokenInfo> = listed.read();
        assert_eq!(listed.items.len(), 1);
        assert_eq!(listed.items[0].last_used_at, None);
        with(desk, &made, Method::GET, "/me").await.expect(200);
        let listed: Page<TokenInfo> = ana.get("/tokens").await.expect_json(200);
        assert!(listed.items[0].last_used_at.is_some());
    }

    async fn a_token_reaches_no_further_than_its_scopes(desk: &Desk) {
        let admin = desk.admin("alma").await;
        let reader = token_of(&admin, &["tickets:read"]).await;
        with(desk, &reader, Method::GET, "/catalog").await.expect(200);
        // A program is told of its token, a person of the account.
        let refused = with(desk, &reader, Method::GET, "/services").await.expect_problem(403, "forbidden");
        assert!(refused.detail.contains("Este token"), "{refused:?}");
        let refused = desk.requester("ana").await.get("/services").await.expect_problem(403, "forbidden");
        assert!(refused.detail.contains("Tu cuenta"), "{refused:?}");
        let all = token_of(&admin, &["tickets:read", "tickets:write", "reports:read", "directory:read", "directory:write", "admin"]).await;
        with(desk, &all, Method::GET, "/services").await.expect(200);
        // It never manages what it hangs on: the account, its sessions, its tokens.
        with(desk, &all, Method::GET, "/tokens").await.expect_problem(403, "forbidden");
        with(desk, &all, Method::GET, "/auth/sessions").await.expect_problem(403, "forbidden");
        let more = json!({"name": "Otro", "scopes": ["admin"]});
        with(desk, &all, Method::POST, "/tokens").json(&more).await.expect_problem(403, "forbidden");
        with(desk, &all, Method::PATCH, "/me").if_match(1).json(&json!({"name": "x"})).await.expect_problem(403, "forbidden");
    }

    async fn a_scope_gives_nothing_that_the_owner_has_not(desk: &Desk) {
        let ana = desk.requester("ana").await;
        let token = token_of(&ana, &["admin", "tickets:read"]).await;
        with(desk, &token, Method::GET, "/services").await.expect_problem(403, "forbidden");
    }

    async fn a_revoked_or_ended_token_opens_nothing(desk: &Desk) {
        let (ana, eve) = (desk.requester("ana").await, desk.requester("eve").await);
        let token = token_of(&ana, &["tickets:read"]).await;
        eve.delete(&format!("/tokens/{}", token.info.id)).await.expect_problem(404, "not-found");
        with(desk, &token, Method::GET, "/me").await.expect(200);
        ana.delete(&format!("/tokens/{}", token.info.id)).await.expect(204);
        desk.advance(Duration::seconds(30));
        with(desk, &token, Method::GET, "/me").await.expect_problem(401, "unauthenticated");

        let until = desk.now() + Duration::hours(1);
        let body = json!({"name": "Breve", "scopes": ["tickets:read"], "expires_at": until});
        let brief: TokenSecret = ana.post("/tokens", &body).await.expect_json(201);
        with(desk, &brief, Method::GET, "/me").await.expect(200);
        desk.advance(Duration::hours(2));
        with(desk, &brief, Method::GET, "/me").await.expect_problem(401, "unauthenticated");
    }

    async fn a_token_needs_a_name_and_a_scope(desk: &Desk) {
        let ana = desk.requester("ana").await;
        ana.post("/tokens", &json!({"name": "", "scopes": ["tickets:read"]})).await.expect_faults(&[("/name", "required")]);
        ana.post("/tokens", &json!({"name": "x", "scopes": []})).await.expect_faults(&[("/scopes", "required")]);
        ana.post("/tokens", &json!({"name": "x", "scopes": ["root"]})).await.expect_faults(&[("/scopes/0", "choice")]);
        let past = json!({"name": "x", "scopes": ["tickets:read"], "expires_at": "2020-01-01T00:00:00Z"});
        ana.post("/tokens", &past).await.expect_faults(&[("/expires_at", "past")]);
        for far in ["2200-01-01T00:00:00Z", "+262142-12-31T23:59:59Z"] {
            let far = json!({"name": "x", "scopes": ["tickets:read"], "expires_at": far});
            ana.post("/tokens", &far).await.expect_faults(&[("/expires_at", "too_large")]);
        }
    }

    async fn nobody_has_more_than_fifty_at_a_time(desk: &Desk) {
        let ana = desk.requester("ana").await;
        let soon = json!({"name": "Breve", "scopes": ["tickets:read"], "expires_at": desk.now() + Duration::hours(1)});
        for _ in 0..2 {
            ana.post("/tokens", &soon).await.expect(201);
        }
        let first = token_of(&ana, &["tickets:read"]).await;
        for _ in 0..47 {
            token_of(&ana, &["tickets:read"]).await;
        }
        let body = json!({"name": "Otro", "scopes": ["tickets:read"]});
        let refused = ana.post("/tokens", &body).await.expect_problem(409, "conflict");
        assert!(refused.detail.contains("50"), "{}", refused.detail);
        // What was revoked or has expired counts no more, nor does another person's.
        ana.delete(&format!("/tokens/{}", first.info.id)).await.expect(204);
        ana.post("/tokens", &body).await.expect(201);
        ana.post("/tokens", &body).await.expect_problem(409, "conflict");
        token_of(&desk.requester("eve").await, &["tickets:read"]).await;
        desk.advance(Duration::hours(2));
        ana.post("/tokens", &body).await.expect(201);
    }

    async fn nonsense_is_refused_without_being_looked_up(desk: &Desk) {
        let ana = desk.requester("ana").await;
        let token = token_of(&ana, &["tickets:read"]).await;
        desk.db().execute_unprepared("ALTER TABLE api_token RENAME TO api_token_away").await.unwrap();
        let (head, tail) = token.token.split_at(20);
        let other = if tail.starts_with('A') { "B" } else { "A" };
        for nonsense in ["vtn_guess".to_owned(), format!("{head}{other}{}", &tail[1..]), format!("vtn_{}", "a".repeat(49))] {
            desk.call(Method::GET, "/me").bearer(&nonsense).await.expect_problem(401, "unauthenticated");
        }
        desk.db().execute_unprepared("ALTER TABLE api_token_away RENAME TO api_token").await.unwrap();
        with(desk, &token, Method::GET, "/me").await.expect(200);
    }

    async fn a_disabled_owners_tokens_open_nothing(desk: &Desk) {
        let (alma, ana) = (desk.admin("alma").await, desk.requester("ana").await);
        let token = token_of(&ana, &["tickets:read"]).await;
        let place = format!("/accounts/{}", ana.id);
        let change = async |patch: serde_json::Value| {
            let seen = alma.get(&place).await.expect(200).etag();
            alma.patch(&place, &patch).if_match(seen.as_str()).await.expect(200);
        };
        change(json!({"active": false})).await;
        with(desk, &token, Method::GET, "/me").await.expect_problem(401, "unauthenticated");
        change(json!({"active": true})).await;
        with(desk, &token, Method::GET, "/me").await.expect(200);
        // Made by whoever read the old mailbox: they end with it, as sessions do.
        change(json!({"email": "ana.lopez@example.edu.mx"})).await;
        with(desk, &token, Method::GET, "/me").await.expect_problem(401, "unauthenticated");
        // Signed out by now: she signs in anew.
        desk.advance(Duration::minutes(10));
        let second = token_of(&ana, &["tickets:read"]).await;
        change(json!({"release_email": true})).await;
        change(json!({"active": true, "email": "ana.diaz@example.edu.mx"})).await;
        with(desk, &second, Method::GET, "/me").await.expect_problem(401, "unauthenticated");
    }
}

/// Another process is making the fiftieth; on SQLite there is one writer at a time anyway.
#[test]
fn of_two_that_would_be_the_fiftieth_one_is_made() {
    e2e::desk::try_out(e2e::Engine::Postgres, async |desk| {
        let ana = desk.requester("ana").await;
        for _ in 0..49 {
            token_of(&ana, &["tickets:read"]).await;
        }
        let begun = [
            "SELECT id FROM account WHERE id = $1 FOR NO KEY UPDATE",
            "INSERT INTO api_token (id, account_id, name, prefix, digest, scopes, created_at) SELECT gen_random_uuid(), \
             account_id, 'Otro', prefix, sha256(digest), scopes, created_at FROM api_token WHERE account_id = $1 LIMIT 1",
        ];
        let begun = begun.map(|sql| (sql, vec![ana.id.into()]));
        let body = json!({"name": "Otro", "scopes": ["tickets:read"]});
        let refused = desk.meanwhile(&begun, ana.post("/tokens", &body).send()).await;
        refused.expect_problem(409, "conflict");
    });
}

/// Whoever is signed in by the old mailbox would keep the token behind the sessions' end.
#[test]
fn no_token_is_made_behind_the_end_of_what_it_hangs_on() {
    e2e::desk::try_out(e2e::Engine::Postgres, async |desk| {
        let (ana, eve) = (desk.requester("ana").await, desk.requester("eve").await);
        for person in [&ana, &eve] {
            person.get("/me").await.expect(200);
        }
        let address = "UPDATE account SET email = 'ana.lopez@example.edu.mx' WHERE id = $1";
        let sessions = "UPDATE session SET ended_at = now() WHERE account_id = $1";
        let disabled = "UPDATE account SET active = FALSE WHERE id = $1";
        let begun = [(address, vec![ana.id.into()]), (sessions, vec![ana.id.into()]), (disabled, vec![eve.id.into()])];
        let body = json!({"name": "Tarde", "scopes": ["tickets:read"]});
        let calls = async { tokio::join!(ana.post("/tokens", &body).send(), eve.post("/tokens", &body).send()) };
        let (anas, eves) = Box::pin(desk.meanwhile(&begun, calls)).await;
        anas.expect_problem(401, "unauthenticated");
        eves.expect_problem(401, "unauthenticated");
    });
}
