//! Another page, another host or another device acts in somebody's name.

use std::net::TcpListener;

use chrono::Duration;
use e2e::{Desk, Device, Engine, Service, contract, on_both_engines, wire::Wire};
use reqwest::Method;
use serde_json::json;

const ANA: &str = "ana.lopez@example.edu.mx";

on_both_engines! {
    /// What a browser brings along to a sign-in is never what it leaves with.
    async fn session_fixation(desk: &Desk) {
        let mut eve = Device::at(desk);
        eve.signs_in(desk, "eve@example.edu.mx").await;
        let (planted, eves) = (eve.cookie.clone().unwrap(), eve.access_token.clone().unwrap());
        for brought in [planted.as_str(), "__Host-ventanilla=known-to-eve", "__Host-ventanilla="] {
            let challenge = Device::at(desk).asks_for_code(ANA).await;
            let code = desk.mail_to(ANA).await.code();
            let call = desk.call(Method::POST, "/auth/sessions").header("cookie", brought).bearer(&eves);
            let answer = call.json(&json!({"challenge_id": challenge, "code": code})).await.expect(200);
            let given = answer.header("set-cookie").unwrap().split(';').next().unwrap().to_owned();
            assert_ne!(given, brought);
            assert_eq!(answer.value()["account"]["email"], ANA);
            // What Eve knew still opens her own account at most.
            let renewal = desk.call(Method::POST, "/auth/sessions/refresh").header("origin", &desk.origin);
            let answer = renewal.header("cookie", brought).await;
            if answer.status == 200 {
                assert_eq!(answer.value()["account"]["email"], "eve@example.edu.mx");
            }
        }
        let me = desk.call(Method::GET, "/me").bearer(&eves).await.value();
        assert_ne!(me["email"], ANA);
        // Each sign-in is a session of its own, and no answer ever repeats a secret.
        let (mut one, mut other) = (Device::at(desk), Device::at(desk));
        one.signs_in(desk, ANA).await;
        other.signs_in(desk, ANA).await;
        assert_ne!((one.cookie, one.access_token), (other.cookie, other.access_token));
    }

    async fn refresh_reuse(desk: &Desk) {
        let mut browser = Device::at(desk);
        browser.signs_in(desk, ANA).await;
        let mut thief = browser.clone();
        browser.renews().await.expect(200);
        browser.renews().await.expect(200);
        thief.renews().await.expect_problem(401, "unauthenticated");
        browser.renews().await.expect_problem(401, "unauthenticated");
        desk.advance(Duration::seconds(30));
        browser.call(Method::GET, "/me").await.expect_problem(401, "unauthenticated");
    }

    /// Another host of the university is the same site to a browser, so it sends the cookie: our own origin alone may renew.
    async fn sibling_sub_domain_requests_with_the_cookie(engine: Engine) {
        let mut desk = Desk::with(engine, |config| config.public_url = "https://mesa.example.edu.mx".into()).await;
        let mut browser = Device::at(&desk);
        browser.signs_in(&desk, ANA).await;
        let cookie = browser.cookie.clone().unwrap();
        let renewal = |cookie: &str| desk.call(Method::POST, "/auth/sessions/refresh").header("cookie", cookie);
        for origin in [
            "https://portal.example.edu.mx",
            "https://example.edu.mx",
            "https://eve.mesa.example.edu.mx",
            "https://mesa.example.edu.mx.evil.example",
            "https://mesa.example.edu.mx@evil.example",
            "https://mesa.example.edu.mx:8443",
            "http://mesa.example.edu.mx",
            "https://mesa.example.edu.mx/",
            "null",
            "",
        ] {
            renewal(&cookie).header("origin", origin).await.expect_problem(403, "forbidden");
        }
        // Nor can a neighbour plant one: the name is bound to this host, and no other name is read.
        let (name, secret) = cookie.split_once('=').unwrap();
        assert!(name.starts_with("__Host-"), "{name}");
        let other = format!("{}={secret}", name.trim_start_matches("__Host-"));
        let planted = renewal(&other).header("origin", "https://mesa.example.edu.mx").await;
        planted.expect_problem(401, "unauthenticated");
        renewal(&cookie).header("origin", "https://mesa.example.edu.mx").await.expect(200);
        desk.stop().await;
    }

    /// No page elsewhere gets a browser to do anything: the cookie opens nothing, a form can't be sent, and nothing tells a browser
    /// that another origin may read or ask.
    async fn cross_site_request_with_cookie(desk: &Desk) {
        let mut browser = Device::at(desk);
        browser.signs_in(desk, ANA).await;
        let cookie = browser.cookie.clone().unwrap();
        // Somebody to whom nothing is refused for what they may not do.
        let max = desk.person("max").role(shared::person::Role::Admin).arrives().await;
        let some = uuid::Uuid::now_v7().to_string();
        let mut tried = 0;
        for operation in contract::operations().iter().filter(|operation| operation.path.starts_with("/api/")) {
            let parts = ["{id}", "{token}", "{challenge_id}", "{account_id}", "{linked_id}", "{digest}"];
            let path = parts.iter().fold(operation.path.clone(), |path, part| path.replace(part, &some));
            let from = |origin: &str| {
                let call = desk.call(operation.method.clone(), &path);
                call.header("cookie", &cookie).header("origin", origin).header("sec-fetch-site", "cross-site")
            };
            for origin in ["https://evil.example", "null"] {
                let answer = from(origin).await;
                assert!(!answer.headers.keys().any(|name| name.as_str().starts_with("access-control")), "{answer}");
                let is_signed_in = operation.scope.is_some();
                assert!(!is_signed_in || answer.status == 401, "{answer}");
                assert!(answer.header("set-cookie").is_none(), "{answer}");
            }
            // What a form may send without asking first is not taken for JSON anywhere.
            if contract::body_members(operation).is_some() {
                for kind in ["text/plain", "application/x-www-form-urlencoded", "text/plain; application/json"] {
                    let call = max.call(operation.method.clone(), &path).header("cookie", &cookie).if_match(1);
                    call.bytes(kind, "{\"x\": 1}").await.expect_problem(415, "unsupported-media");
                    tried += 1;
                }
            }
            let asked = desk.call(Method::OPTIONS, &path).header("origin", "https://evil.example");
            let asked = asked.header("access-control-request-method", operation.method.as_str()).await;
            assert_eq!(asked.status, 405, "{asked}");
            assert!(!asked.headers.keys().any(|name| name.as_str().starts_with("access-control")), "{asked}");
        }
        assert!(tried > 90, "{tried}");
        let renewal = desk.call(Method::POST, "/auth/sessions/refresh").header("cookie", &cookie);
        renewal.await.expect_problem(403, "forbidden");
        for origin in ["https://evil.example", "null", "http://127.0.0.1", &format!("{}.evil.example", desk.origin)] {
            let renewal = desk.call(Method::POST, "/auth/sessions/refresh").header("cookie", &cookie);
            renewal.header("origin", origin).await.expect_problem(403, "forbidden");
        }
        browser.renews().await.expect(200);
    }

    /// Links in mail lead to the configured address, whatever host the request that caused them named.
    async fn host_header_in_links(engine: Engine) {
        let mut desk = Desk::with(engine, |config| config.public_url = "https://mesa.example.edu.mx".into()).await;
        let (alma, ana) = (desk.admin("alma").await, desk.requester("ana").await);
        let carla = desk.agent("carla", Service::Maintenance.team()).await;
        let ticket = ana.files(Service::Maintenance).await;
        carla.takes(&ticket).await;
        let spoofed = |call: e2e::Call| {
            call.header("host", "evil.example")
                .header("x-forwarded-host", "evil.example")
                .header("x-forwarded-proto", "http")
                .header("forwarded", "host=evil.example;proto=http")
                .header("x-original-host", "evil.example")
        };
        spoofed(desk.call(Method::POST, "/auth/codes")).json(&json!({"email": ana.email})).await.expect(202);
        let invitation = json!({"email": "nora@example.edu.mx"});
        spoofed(alma.post("/invitations", &invitation)).await.expect(201);
        let filed = spoofed(ana.post("/tickets", &e2e::request_for(Service::Wifi))).await.expect(201);
        assert!(filed.header("location").unwrap().starts_with("/api/v1/tickets/"), "{filed}");
        let attend = carla.post(&ticket.path("/attend"), &json!({"summary": "Listo."}));
        spoofed(attend).if_match(2).await.expect(200);
        let file = ana.call(Method::POST, "/attachments").file("a.txt", "text/plain", b"Hola.".to_vec());
        let file = spoofed(file).await.expect(201);
        let id = file.value()["id"].as_str().unwrap().to_owned();
        let link = spoofed(ana.call(Method::POST, &format!("/attachments/{id}/link"))).await.expect(200).value();
        assert!(link["url"].as_str().unwrap().starts_with("/api/v1/attachments/"), "{link}");
        desk.tick().await;
        let mails = desk.relay.mails();
        assert!(mails.len() >= 5, "{}", mails.len());
        let mut links = 0;
        for mail in &mails {
            let all = format!("{} {} {:?}", mail.text, mail.html, mail.headers);
            assert!(!all.contains("evil.example"), "{all}");
            for (start, _) in all.match_indices("://") {
                let before = &all[start.saturating_sub(5)..start];
                let host = all[start + 3..].split(|c: char| !c.is_ascii_alphanumeric() && c != '.' && c != '-').next();
                assert_eq!((before, host), ("https", Some("mesa.example.edu.mx")), "{all}");
                links += 1;
            }
        }
        assert!(links > 5, "{links}");
        desk.stop().await;
    }

    async fn spoofed_client_address_for_rate_limits(engine: Engine) {
        let mut desk = Desk::with(engine, |config| config.codes_per_client = 3).await;
        let browser = Device::at(&desk);
        for n in 0..3 {
            browser.asks_for_code(&format!("person{n}@example.edu.mx")).await;
        }
        // Whatever a stranger writes into a header is not believed.
        for forwarded in ["", "10.0.0.7", "10.0.0.8, 10.0.0.9", "127.0.0.1", "::1", "unknown"] {
            for name in ["x-forwarded-for", "forwarded", "x-real-ip", "x-client-ip", "cf-connecting-ip", "true-client-ip"] {
                let call = desk.call(Method::POST, "/auth/codes").header(name, forwarded);
                call.json(&json!({"email": "late@example.edu.mx"})).await.expect_problem(429, "rate-limited");
            }
        }
        desk.stop().await;
    }

    /// Nor is what a client wrote into the header before a trusted proxy added to it.
    async fn spoofed_client_address_behind_a_proxy(engine: Engine) {
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
}

/// No address leads anywhere else, however it is written. (Where the sign-in page goes on to is tried in a browser.)
#[test]
fn open_redirect() {
    e2e::desk::try_out(Engine::Sqlite, async |desk| {
        let elsewhere = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
        for path in [
            "//evil.example",
            "//evil.example/%2f..",
            "///evil.example",
            "/\\evil.example",
            "/%5cevil.example",
            "/%2f%2fevil.example",
            "/api//evil.example/",
            "/api/docs",
            "/api/docs?url=//evil.example",
            "/api/docs//evil.example",
            "/api/docs/..//evil.example",
            "/sign-in?next=//evil.example",
            "/sign-in?next=https://evil.example",
            "/confirm/x?next=//evil.example",
            "/invite/x?to=https://evil.example",
            &format!("//{elsewhere}/"),
            &format!("http://{elsewhere}/"),
        ] {
            let line = format!("GET {path} HTTP/1.1");
            let raw = Wire::asks(desk.site(), &[line.as_bytes()], b"").await;
            assert!(raw.status() < 500, "{path}: {}", raw.0);
            let head = raw.head().to_lowercase();
            assert!(!head.contains("refresh:"), "{path}: {head}");
            if let Some((_, to)) = head.split_once("location: ") {
                let to = to.lines().next().unwrap();
                assert!(to.starts_with("/api/docs/") && !to.contains("evil"), "{path} leads to {to}");
            }
        }
    });
}

/// Nothing that is answered may be framed: pages, data, files, documentation, refusals.
#[test]
fn clickjacking() {
    e2e::desk::try_out(Engine::Sqlite, async |desk| {
        let ana = desk.requester("ana").await;
        let file = ana.call(Method::POST, "/attachments").file("a.txt", "text/plain", b"Hola.".to_vec()).await;
        let file = format!("/attachments/{}", file.expect(201).value()["id"].as_str().unwrap());
        let link = ana.call(Method::POST, &format!("{file}/link")).await.expect(200).value();
        let mut answers = vec![ana.get(&file).await.expect(200), ana.get("/me").await.expect(200)];
        let root = desk.origin.as_str();
        for path in ["/", "/sign-in", "/confirm/x", "/t/TI-000001", "/nothing.js", "/api/docs/", "/api/openapi.json"] {
            answers.push(e2e::Call::new(&reqwest::Client::new(), Method::GET, &format!("{root}{path}")).await);
        }
        for path in
            [link["url"].as_str().unwrap(), "/healthz", "/api/v1/me", "/api/v1/nowhere", "/api/v1/public/institution"]
        {
            answers.push(desk.call(Method::GET, path).await);
        }
        for answer in answers {
            let policy = answer.header("content-security-policy").unwrap_or_default();
            assert!(policy.split(';').any(|directive| directive.trim() == "frame-ancestors 'none'"), "{answer}");
            assert_eq!(answer.header("cross-origin-opener-policy"), Some("same-origin"), "{answer}");
        }
    });
}
