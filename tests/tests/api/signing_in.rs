//! Signing in by institutional address and six-digit code, and everything that must not let anybody in.

use chrono::Duration;
use e2e::{Desk, Device, on_both_engines};
use futures_util::future::join_all;
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

    async fn the_answer_does_not_tell_whether_the_account_exists(desk: &Desk) {
        desk.requester("ana").await;
        let mut answers = Vec::new();
        for email in ["ana@example.edu.mx", "nobody@example.edu.mx"] {
            let answer = desk.call(Method::POST, "/auth/codes").json(&json!({"email": email})).await.expect(202);
            let mut body = answer.value();
            body["challenge_id"] = "…".into();
            let mut headers: Vec<String> = answer.headers.keys().map(ToString::to_string).collect();
            headers.sort();
            answers.push((body, headers));
        }
        assert_eq!(answers[0], answers[1]);
    }

    async fn a_code_is_good_once(desk: &Desk) {
        let mut browser = Device::at(desk);
        let challenge = browser.asks_for_code(ANA).await;
        let code = desk.mail_to(ANA).await.code();
        browser.enters(challenge, &code).await.expect(200);
        browser.enters(challenge, &code).await.expect_faults(&[("/code", "code")]);
    }

    async fn a_code_is_good_only_with_its_own_challenge(desk: &Desk) {
        let mut browser = Device::at(desk);
        let first = browser.asks_for_code(ANA).await;
        let code = desk.mail_to(ANA).await.code();
        let mut thief = Device::at(desk);
        let other = thief.asks_for_code("eve@example.edu.mx").await;
        thief.enters(other, &code).await.expect_faults(&[("/code", "code")]);
        thief.enters(uuid::Uuid::now_v7(), &code).await.expect_faults(&[("/code", "code")]);
        browser.enters(first, &code).await.expect(200);
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

    /// Forty guesses at the same instant, one of them right and the last to be sent: it may win only among the first five.
    async fn parallel_guesses_never_exceed_five_tries(desk: &Desk) {
        use backend::entity::challenge;
        use sea_orm::EntityTrait;

        let browser = Device::at(desk);
        for _ in 0..3 {
            let challenge = browser.asks_for_code(ANA).await;
            let code = desk.mail_to(ANA).await.code();
            let guesses = (0..40).map(|n| {
                let guess = if n == 39 { code.clone() } else { wrong(&code) };
                let mut browser = browser.clone();
                async move { browser.enters(challenge, &guess).await.status.as_u16() }
            });
            let statuses = join_all(guesses).await;
            assert!(statuses.iter().all(|status| [200, 422].contains(status)), "{statuses:?}");
            let row = challenge::Entity::find_by_id(challenge).one(desk.db()).await.unwrap().unwrap();
            assert!(row.tries <= 5, "{} tries were counted", row.tries);
            if statuses[39] == 200 {
                assert!(row.used_at.is_some());
            } else {
                // Whoever had the right code was too late: the tries are spent, and it can't be used any more.
                assert_eq!(row.tries, 5);
                browser.clone().enters(challenge, &code).await.expect_faults(&[("/code", "code")]);
            }
        }
    }

    async fn the_right_code_sent_in_parallel_opens_one_session(desk: &Desk) {
        let browser = Device::at(desk);
        let challenge = browser.asks_for_code(ANA).await;
        let code = desk.mail_to(ANA).await.code();
        let entries = (0..5).map(|_| {
            let (mut browser, code) = (browser.clone(), code.clone());
            async move { browser.enters(challenge, &code).await.status.as_u16() }
        });
        let statuses = join_all(entries).await;
        assert_eq!(statuses.iter().filter(|status| **status == 200).count(), 1, "{statuses:?}");
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

    async fn a_client_address_gets_as_many_codes_as_configured(engine: Engine) {
        let mut desk = Desk::with(engine, |config| config.codes_per_client = 3).await;
        let browser = Device::at(&desk);
        for n in 0..3 {
            browser.asks_for_code(&format!("person{n}@example.edu.mx")).await;
        }
        // Whatever a stranger writes into the header is not believed.
        for forwarded in ["", "10.0.0.7", "10.0.0.8, 10.0.0.9"] {
            let call = desk.call(Method::POST, "/auth/codes").header("x-forwarded-for", forwarded);
            call.json(&json!({"email": "late@example.edu.mx"})).await.expect_problem(429, "rate-limited");
        }
        desk.stop().await;
    }

    async fn a_trusted_proxy_tells_the_clients_apart(engine: Engine) {
        let mut desk = Desk::with(engine, |config| {
            config.codes_per_client = 1;
            config.trusted_proxies = vec!["127.0.0.0/8".parse().unwrap()];
        })
        .await;
        let ask = |forwarded: &str, n: u32| {
            let call = desk.call(Method::POST, "/auth/codes").header("x-forwarded-for", forwarded);
            call.json(&json!({"email": format!("person{n}@example.edu.mx")}))
        };
        ask("10.0.0.7", 1).await.expect(202);
        ask("10.0.0.8", 2).await.expect(202);
        ask("10.0.0.8", 3).await.expect_problem(429, "rate-limited");
        // The part that the client itself wrote stands to the left, and counts for nothing.
        ask("192.168.1.1, 10.0.0.8", 4).await.expect_problem(429, "rate-limited");
        // Nor does what stands left of something that is no address: all of that counts as the proxy itself.
        ask("10.0.0.9, unknown", 5).await.expect(202);
        ask("10.0.0.10, unknown", 6).await.expect_problem(429, "rate-limited");
        ask("10.0.0.9", 7).await.expect(202);
        desk.stop().await;
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
