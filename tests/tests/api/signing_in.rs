//! Signing in by institutional address and six-digit code, and everything that must not let anybody in.

use chrono::Duration;
use e2e::{Device, on_both_engines};
use reqwest::Method;
use serde_json::json;
use shared::{person::Role, session::Me};

const ANA: &str = "ana.lopez@example.edu.mx";

/// A code that the mail does not hold.
fn wrong(code: &str) -> String {
    format!("{:06}", (code.parse::<u32>().unwrap() + 1) % 1_000_000)
}

on_both_engines! {
    async fn the_code_from_the_mail_opens_a_session(desk: &Desk) {
        let mut browser = Device::at(desk);
        let challenge = browser.asks_for_code(" Ana.Lopez@Example.EDU.mx ").await;
        let mail = desk.mail_to(ANA).await;
        let answer = browser.enters(challenge, &mail.code()).await.expect(200);
        let cookie = answer.header("set-cookie").unwrap();
        for part in ["__Host-", "HttpOnly", "Secure", "SameSite=Strict", "Path=/"] {
            assert!(cookie.contains(part), "{part} is missing in {cookie}");
        }
        assert!(!cookie.contains("Domain") && !cookie.contains("Max-Age"), "{cookie}");
        assert_eq!(answer.header("cache-control"), Some("no-store"));
        let me: Me = browser.call(Method::GET, "/me").await.expect_json(200);
        assert_eq!((me.email.as_str(), me.name.as_str()), (ANA, "Ana Lopez"));
        assert_eq!(me.roles, [Role::Requester]);
        assert_eq!(me.community, None);
    }

    async fn the_same_person_is_the_same_account(desk: &Desk) {
        let first = Device::at(desk).signs_in(desk, ANA).await;
        let second = Device::at(desk).signs_in(desk, ANA).await;
        assert_eq!(first.account.id, second.account.id);
    }

    async fn a_foreign_domain_is_refused_plainly(desk: &Desk) {
        for email in ["ana@example.com", "ana@notexample.edu.mx", "ana@alumnos.example.edu.mx"] {
            let asked = desk.call(Method::POST, "/auth/codes").json(&json!({"email": email})).await;
            asked.expect_faults(&[("/email", "foreign_domain")]);
        }
        for email in ["", "ana", "ana@example.edu.mx\nBcc: eve@example.com", "ana@example.edu.mx, eve@example.edu.mx"] {
            let asked = desk.call(Method::POST, "/auth/codes").json(&json!({"email": email})).await;
            asked.expect_problem(422, "validation");
        }
        desk.tick().await;
        assert!(desk.relay.mails().is_empty());
    }

    async fn a_code_lives_ten_minutes(desk: &Desk) {
        let mut browser = Device::at(desk);
        let challenge = browser.asks_for_code(ANA).await;
        let code = desk.mail_to(ANA).await.code();
        desk.advance(Duration::seconds(601));
        browser.enters(challenge, &code).await.expect_faults(&[("/code", "code")]);
        let challenge = browser.asks_for_code(ANA).await;
        let code = desk.mail_to(ANA).await.code();
        desk.advance(Duration::seconds(590));
        browser.enters(challenge, &code).await.expect(200);
    }

    async fn the_sixth_try_fails_even_with_the_right_code(desk: &Desk) {
        let mut browser = Device::at(desk);
        let challenge = browser.asks_for_code(ANA).await;
        let code = desk.mail_to(ANA).await.code();
        for _ in 0..5 {
            browser.enters(challenge, &wrong(&code)).await.expect_faults(&[("/code", "code")]);
        }
        browser.enters(challenge, &code).await.expect_faults(&[("/code", "code")]);
    }

    async fn an_address_gets_five_codes_an_hour(desk: &Desk) {
        let browser = Device::at(desk);
        for _ in 0..5 {
            browser.asks_for_code(ANA).await;
        }
        let answer = desk.call(Method::POST, "/auth/codes").json(&json!({"email": ANA})).await;
        let wait: u64 = answer.header("retry-after").expect("Retry-After").parse().unwrap();
        assert!((1..=3600).contains(&wait), "{wait}");
        assert!(answer.header("ratelimit").is_some() && answer.header("ratelimit-policy").is_some(), "{answer}");
        let problem = answer.expect_problem(429, "rate-limited");
        assert_eq!(problem.retry_after, Some(wait));
        browser.asks_for_code("ben@example.edu.mx").await;
        desk.tick().await;
        assert_eq!(desk.relay.mails_to(ANA).len(), 5);
        desk.advance(Duration::minutes(61));
        browser.asks_for_code(ANA).await;
    }

    async fn a_disabled_account_gets_no_session_and_loses_those_it_has(desk: &Desk) {
        use backend::entity::account;
        use sea_orm::{ActiveModelTrait, ActiveValue::Set, EntityTrait, IntoActiveModel};

        let mut browser = Device::at(desk);
        let signed_in = browser.signs_in(desk, ANA).await;
        let account = account::Entity::find_by_id(signed_in.account.id).one(desk.db()).await.unwrap().unwrap();
        let mut account = account.into_active_model();
        account.active = Set(false);
        account.update(desk.db()).await.unwrap();
        desk.advance(Duration::seconds(30));
        browser.call(Method::GET, "/me").await.expect_problem(401, "unauthenticated");
        browser.clone().renews().await.expect_problem(401, "unauthenticated");
        let challenge = browser.asks_for_code(ANA).await;
        desk.tick().await;
        if let Some(mail) = desk.relay.mails_to(ANA).get(1) {
            let answer = browser.enters(challenge, &mail.code()).await;
            assert!([403, 422].contains(&answer.status.as_u16()), "{answer}");
        }
    }

    async fn the_mail_speaks_the_language_of_the_browser(desk: &Desk) {
        let ask = |language: &str, email: &str| {
            desk.call(Method::POST, "/auth/codes").header("accept-language", language).json(&json!({"email": email}))
        };
        ask("en-US,en;q=0.9", "eve@example.edu.mx").await.expect(202);
        ask("es-MX", "eva@example.edu.mx").await.expect(202);
        let (english, spanish) = (desk.mail_to("eve@example.edu.mx").await, desk.mail_to("eva@example.edu.mx").await);
        assert_ne!(english.subject, spanish.subject);
        assert!(english.text.contains(&english.code()) && english.html.contains(&english.code()));
    }
}
