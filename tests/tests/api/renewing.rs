//! Sessions: renewed by a rotated cookie, listed, ended, and defended against a stolen one.

use chrono::Duration;
use e2e::{Device, on_both_engines};
use futures_util::future::join_all;
use reqwest::Method;
use shared::{page::Page, session::SessionInfo};

const ANA: &str = "ana.lopez@example.edu.mx";

on_both_engines! {
    async fn a_session_is_renewed_by_its_cookie(desk: &Desk) {
        let mut browser = Device::at(desk);
        browser.signs_in(desk, ANA).await;
        let before = browser.cookie.clone();
        browser.renews().await.expect(200);
        assert_ne!(browser.cookie, before);
        browser.call(Method::GET, "/me").await.expect(200);
    }

    async fn an_access_token_lives_ten_minutes(desk: &Desk) {
        let mut browser = Device::at(desk);
        let token = browser.signs_in(desk, ANA).await;
        assert_eq!(token.expires_in, 600);
        desk.advance(Duration::seconds(595));
        browser.call(Method::GET, "/me").await.expect(200);
        desk.advance(Duration::seconds(60));
        browser.call(Method::GET, "/me").await.expect_problem(401, "unauthenticated");
        browser.renews().await.expect(200);
        browser.call(Method::GET, "/me").await.expect(200);
    }

    async fn the_cookie_opens_nothing_else(desk: &Desk) {
        let mut browser = Device::at(desk);
        browser.signs_in(desk, ANA).await;
        let cookie = browser.cookie.clone().unwrap();
        for path in ["/me", "/tickets", "/auth/sessions"] {
            let call = desk.call(Method::GET, path).header("cookie", &cookie).header("origin", &desk.origin);
            call.await.expect_problem(401, "unauthenticated");
        }
    }

    async fn reuse_after_half_a_minute_ends_the_family(desk: &Desk) {
        let mut browser = Device::at(desk);
        browser.signs_in(desk, ANA).await;
        let mut thief = browser.clone();
        browser.renews().await.expect(200);
        desk.advance(Duration::seconds(31));
        thief.renews().await.expect_problem(401, "unauthenticated");
        browser.renews().await.expect_problem(401, "unauthenticated");
    }

    async fn the_theft_of_one_session_leaves_the_others(desk: &Desk) {
        let (mut laptop, mut phone) = (Device::at(desk), Device::at(desk));
        laptop.signs_in(desk, ANA).await;
        phone.signs_in(desk, ANA).await;
        let mut thief = laptop.clone();
        laptop.renews().await.expect(200);
        laptop.renews().await.expect(200);
        thief.renews().await.expect(401);
        phone.renews().await.expect(200);
    }

    async fn two_tabs_that_renew_at_once_both_stay(desk: &Desk) {
        let mut browser = Device::at(desk);
        browser.signs_in(desk, ANA).await;
        for _ in 0..5 {
            let tabs = [browser.clone(), browser.clone(), browser.clone()];
            let renewed = join_all(tabs.map(|mut tab| async move {
                tab.renews().await.expect(200);
                tab
            }))
            .await;
            for tab in &renewed {
                tab.call(Method::GET, "/me").await.expect(200);
            }
            // The browser has one cookie: whichever answer came last.
            browser = renewed.into_iter().next_back().unwrap();
        }
        browser.renews().await.expect(200);
    }

    async fn a_lost_answer_can_be_asked_for_again(desk: &Desk) {
        let mut browser = Device::at(desk);
        browser.signs_in(desk, ANA).await;
        browser.renewal().await.expect(200);
        desk.advance(Duration::seconds(20));
        browser.renews().await.expect(200);
        browser.renews().await.expect(200);
    }

    async fn a_session_ends_after_twelve_idle_hours(desk: &Desk) {
        let mut browser = Device::at(desk);
        browser.signs_in(desk, ANA).await;
        for _ in 0..3 {
            desk.advance(Duration::hours(11));
            browser.renews().await.expect(200);
        }
        desk.advance(Duration::hours(12) + Duration::seconds(1));
        browser.renews().await.expect_problem(401, "unauthenticated");
    }

    async fn a_remembered_device_stays_for_thirty_days(desk: &Desk) {
        let mut browser = Device::at(desk);
        let challenge = browser.asks_for_code(ANA).await;
        let code = desk.mail_to(ANA).await.code();
        let body = serde_json::json!({"challenge_id": challenge, "code": code, "remember": true});
        let answer = desk.call(Method::POST, "/auth/sessions").json(&body).await.expect(200);
        let cookie = answer.header("set-cookie").unwrap();
        assert!(cookie.contains("Max-Age=2592000"), "{cookie}");
        browser.cookie = cookie.split(';').next().map(str::to_owned);
        desk.advance(Duration::days(29));
        browser.renews().await.expect(200);
        let mut passing = Device::at(desk);
        passing.signs_in(desk, ANA).await;
        let sessions: Page<SessionInfo> = passing.call(Method::GET, "/auth/sessions").await.expect_json(200);
        let remembered: Vec<_> = sessions.items.iter().map(|one| (one.current, one.remembered)).collect();
        assert_eq!(remembered, [(true, false), (false, true)]);
        desk.advance(Duration::days(31));
        browser.renews().await.expect_problem(401, "unauthenticated");
    }

    async fn people_see_and_end_their_own_sessions(desk: &Desk) {
        let (mut laptop, mut phone, mut eve) = (Device::at(desk), Device::at(desk), Device::at(desk));
        laptop.signs_in(desk, ANA).await;
        phone.signs_in(desk, ANA).await;
        eve.signs_in(desk, "eve@example.edu.mx").await;
        let sessions: Page<SessionInfo> = laptop.call(Method::GET, "/auth/sessions").await.expect_json(200);
        assert_eq!(sessions.items.len(), 2);
        assert_eq!(sessions.items.iter().filter(|session| session.current).count(), 1);
        let other = sessions.items.iter().find(|session| !session.current).unwrap().id;
        eve.call(Method::DELETE, &format!("/auth/sessions/{other}")).await.expect_problem(404, "not-found");
        laptop.call(Method::DELETE, &format!("/auth/sessions/{other}")).await.expect(204);
        phone.renews().await.expect_problem(401, "unauthenticated");
        desk.advance(Duration::seconds(30));
        phone.call(Method::GET, "/me").await.expect_problem(401, "unauthenticated");
        laptop.call(Method::GET, "/me").await.expect(200);
    }

    async fn signing_out_ends_the_session_and_the_cookie(desk: &Desk) {
        let mut browser = Device::at(desk);
        browser.signs_in(desk, ANA).await;
        let answer = browser.call(Method::DELETE, "/auth/sessions/current").await.expect(204);
        assert!(answer.header("set-cookie").unwrap().contains("Max-Age=0"), "{answer}");
        browser.renews().await.expect_problem(401, "unauthenticated");
    }

    async fn a_forged_access_token_opens_nothing(desk: &Desk) {
        use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};

        let mut browser = Device::at(desk);
        browser.signs_in(desk, ANA).await;
        let token = browser.access_token.clone().unwrap();
        let parts: Vec<&str> = token.split('.').collect();
        let header: serde_json::Value = serde_json::from_slice(&URL_SAFE_NO_PAD.decode(parts[0]).unwrap()).unwrap();
        assert_eq!(header["alg"], "EdDSA");
        let with_header = |change: &dyn Fn(&mut serde_json::Value)| {
            let mut header = header.clone();
            change(&mut header);
            URL_SAFE_NO_PAD.encode(header.to_string())
        };
        let none = with_header(&|header| header["alg"] = "none".into());
        let symmetric = with_header(&|header| header["alg"] = "HS256".into());
        let other_key = with_header(&|header| header["kid"] = "another".into());
        for forged in [
            format!("{none}.{}.", parts[1]),
            format!("{symmetric}.{}.{}", parts[1], parts[2]),
            format!("{other_key}.{}.{}", parts[1], parts[2]),
            format!("{}.{}.{}", parts[0], parts[1], "A".repeat(parts[2].len())),
            String::new(),
            format!("vtn_{}", "a".repeat(43)),
        ] {
            desk.call(Method::GET, "/me").bearer(&forged).await.expect_problem(401, "unauthenticated");
        }
        browser.call(Method::GET, "/me").await.expect(200);
    }
}
