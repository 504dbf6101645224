//! What surrounds the API: health, the web app's files, the documentation, headers, limits, numbers.

use backend::config::Config;
use e2e::{
    Call, Desk, Engine, Storage, contract, desk,
    mail::{Mood, Relay},
    on_both_engines,
};
use reqwest::Method;
use sea_orm::ConnectionTrait;
use serde_json::Value;

/// A call of any address of the server.
fn at(desk: &Desk, method: Method, path: &str) -> Call {
    let client = reqwest::Client::builder().redirect(reqwest::redirect::Policy::none()).build().unwrap();
    Call::new(&client, method, &format!("{}{path}", desk.origin))
}

on_both_engines! {
    async fn a_process_that_serves_is_alive_and_ready(desk: &Desk) {
        for path in ["/healthz", "/readyz"] {
            let answer = desk.call(Method::GET, path).await.expect(200);
            assert_eq!(answer.value()["status"], "ok");
            assert_eq!(answer.header("cache-control"), Some("no-store"));
        }
    }

    async fn a_process_that_is_about_to_stop_is_alive_and_not_ready(desk: &Desk) {
        desk.app.begin_to_stop();
        desk.call(Method::GET, "/healthz").await.expect(200);
        desk.call(Method::GET, "/readyz").await.expect_problem(503, "unavailable");
    }

    async fn numbers_are_on_a_listener_of_their_own(engine: Engine) {
        let (storage, relay) = (Storage::migrated(engine).await, Relay::start().await);
        let config = Config { metrics_listen: Some(([127, 0, 0, 1], 0).into()), ..desk::configuration(&storage, &relay) };
        let running = backend::serve::start(config, backend::clock::Clock::default()).await.unwrap();
        let (app, numbers) = (format!("http://{}", running.address), format!("http://{}", running.metrics_address.unwrap()));
        let client = reqwest::Client::new();
        Call::new(&client, Method::GET, &format!("{app}/api/v1/tickets/TI-000001?secret=hunter2")).await.expect(401);
        let text = Call::new(&client, Method::GET, &format!("{numbers}/metrics")).await.expect(200).text();
        for line in [
            r#"ventanilla_requests_total{method="GET",route="/api/v1/tickets/{id}",status="401"} 1"#,
            r#"ventanilla_outbox_messages{state="dead"} 0"#,
            r#"ventanilla_job_failures_total{job="purge"} 0"#,
            "ventanilla_mail_relay_up 1",
            "ventanilla_database_up 1",
        ] {
            assert!(text.contains(line), "{line} is missing in\n{text}");
        }
        assert!(!text.contains("hunter2") && !text.contains("TI-000001"), "{text}");
        let page = Call::new(&client, Method::GET, &format!("{app}/metrics")).await;
        assert!(!page.text().contains("ventanilla_requests_total"));
        running.stop().await;
    }

    async fn a_job_that_fails_and_a_relay_that_is_gone_are_among_the_numbers(engine: Engine) {
        let (storage, relay) = (Storage::migrated(engine).await, Relay::start().await);
        let config = Config { metrics_listen: Some(([127, 0, 0, 1], 0).into()), ..desk::configuration(&storage, &relay) };
        let running = backend::serve::start(config, backend::clock::Clock::default()).await.unwrap();
        let client = reqwest::Client::new();
        running.app.db.writer().execute_unprepared("DROP TABLE idempotency").await.unwrap();
        let code = Call::new(&client, Method::POST, &format!("http://{}/api/v1/auth/codes", running.address));
        code.json(&serde_json::json!({"email": "ana@example.edu.mx"})).await.expect(202);
        relay.becomes(Mood::HangsUp);
        backend::jobs::tick(&running.app).await.unwrap();
        let numbers = format!("http://{}/metrics", running.metrics_address.unwrap());
        let text = Call::new(&client, Method::GET, &numbers).await.expect(200).text();
        for line in [
            r#"ventanilla_job_failures_total{job="purge"} 1"#,
            r#"ventanilla_job_failures_total{job="resume_tickets"} 0"#,
            r#"ventanilla_job_failed{job="purge"} 1"#,
            "ventanilla_mail_relay_up 0",
        ] {
            assert!(text.contains(line), "{line} is missing in\n{text}");
        }
        running.stop().await;
    }

    async fn a_caller_who_sends_too_much_is_told_when_to_come_back(engine: Engine) {
        let desk = Desk::with(engine, |config| config.requests_per_minute = 3).await;
        let (ana, eve) = (desk.requester("ana").await, desk.requester("eve").await);
        for left in (0..3).rev() {
            let answer = ana.get("/me").await.expect(200);
            assert_eq!(answer.header("ratelimit-policy"), Some("\"caller\";q=3;w=60"));
            assert!(answer.header("ratelimit").unwrap().starts_with(&format!("\"caller\";r={left};")), "{answer}");
        }
        let refused = ana.get("/me").await.expect(429);
        let wait: u64 = refused.header("retry-after").unwrap().parse().unwrap();
        assert!((1..=20).contains(&wait), "{refused}");
        assert_eq!(refused.problem().retry_after, Some(wait));
        eve.get("/me").await.expect(200);
    }

    async fn who_does_not_sign_in_is_limited_by_the_address_at_every_public_operation(engine: Engine) {
        let mut desk = Desk::with(engine, |config| {
            config.public_requests_per_minute = 2;
            config.trusted_proxies = vec!["127.0.0.0/8".parse().unwrap()];
        })
        .await;
        let from = |client: &'static str| {
            let desk = &desk;
            move |method: Method, path: &str| desk.call(method, path).header("x-forwarded-for", client)
        };
        let (library, dormitory) = (from("192.0.2.1"), from("192.0.2.2"));
        for left in [1, 0] {
            let answer = library(Method::GET, "/public/institution").await.expect(200);
            assert_eq!(answer.header("ratelimit-policy"), Some("\"client\";q=2;w=60"));
            assert!(answer.header("ratelimit").unwrap().starts_with(&format!("\"client\";r={left};")), "{answer}");
        }
        let mut limited = 0;
        for operation in contract::operations() {
            let path = operation.path.replace("{token}", "x").replace("{id}", "01a205b3-d000-7000-8000-00000000012e");
            if operation.scope.is_some() || !path.starts_with("/api/") {
                continue;
            }
            let refused = library(operation.method.clone(), &path).await.expect(429);
            let wait: u64 = refused.header("retry-after").unwrap().parse().unwrap();
            assert!((1..=30).contains(&wait), "{refused}");
            assert!(refused.header("ratelimit").unwrap().starts_with("\"client\";r=0;"), "{refused}");
            refused.expect_problem(429, "rate-limited");
            limited += 1;
        }
        assert!(limited >= 11, "{limited} operations are public");
        dormitory(Method::GET, "/public/institution").await.expect(200);
        // A credential that is none counts against the same.
        dormitory(Method::GET, "/me").header("authorization", "Bearer vtn_guess").await.expect(401);
        dormitory(Method::GET, "/me").header("authorization", "Bearer vtn_guess").await.expect(429);
        library(Method::GET, "/healthz").await.expect(200);
        desk.stop().await;
    }
}

fn on_one_desk(test: impl AsyncFnOnce(&Desk)) {
    desk::try_out(Engine::Sqlite, test);
}

#[test]
fn a_wrong_method_is_told_the_right_ones() {
    on_one_desk(async |desk| {
        let answer = desk.call(Method::PUT, "/me").await;
        assert_eq!(answer.header("allow"), Some("GET, PATCH, HEAD"));
        answer.expect_problem(405, "method-not-allowed");
        for method in [Method::TRACE, Method::OPTIONS, Method::PATCH, Method::from_bytes(b"BREW").unwrap()] {
            desk.call(method.clone(), "/tickets").await.expect_problem(405, "method-not-allowed");
            desk.call(method, "/nowhere").await.expect_problem(404, "not-found");
        }
        for path in ["/api", "/api/", "/api/v1", "/api/v1/", "/api/v2/me", "/api/docs/nothing.js"] {
            at(desk, Method::GET, path).await.expect_problem(404, "not-found");
        }
        at(desk, Method::TRACE, "/").await.expect_problem(405, "method-not-allowed");
        at(desk, Method::POST, "/sign-in").await.expect_problem(405, "method-not-allowed");
    });
}

#[test]
fn head_is_get_without_the_body() {
    on_one_desk(async |desk| {
        let ana = desk.requester("ana").await;
        let (get, head) = (ana.get("/me").await.expect(200), ana.call(Method::HEAD, "/me").await.expect(200));
        assert_eq!(
            (get.header("etag"), get.header("content-length")),
            (head.header("etag"), head.header("content-length"))
        );
        assert!(head.body.is_empty());
        assert!(at(desk, Method::HEAD, "/").await.expect(200).body.is_empty());
    });
}

#[test]
fn every_answer_is_guarded() {
    on_one_desk(async |desk| {
        for path in [
            "/",
            "/t/TI-000001",
            "/nothing.js",
            "/healthz",
            "/api/v1/me",
            "/api/v1/nowhere",
            "/api/openapi.json",
            "/api/docs/",
        ] {
            let answer = at(desk, Method::GET, path).await;
            for (name, value) in [
                ("x-content-type-options", "nosniff"),
                ("referrer-policy", "same-origin"),
                ("cross-origin-opener-policy", "same-origin"),
                ("cross-origin-resource-policy", "same-origin"),
            ] {
                assert_eq!(answer.header(name), Some(value), "{answer}");
            }
            let policy = answer.header("content-security-policy").unwrap();
            assert!(policy.starts_with("default-src 'none'") && policy.contains("frame-ancestors 'none'"), "{answer}");
            assert!(answer.header("permissions-policy").unwrap().contains("camera=()"), "{answer}");
            // Only over TLS, which the public address of this desk does not have.
            assert_eq!(answer.header("strict-transport-security"), None, "{answer}");
        }
        let policy = at(desk, Method::GET, "/").await.header("content-security-policy").unwrap().to_owned();
        assert!(!policy.contains("unsafe-inline") && !policy.contains("'unsafe-eval'"), "{policy}");
        // Scripts are named at run time by one policy alone, that of the service worker.
        let trusted: Vec<&str> =
            policy.split(';').map(str::trim).filter(|directive| directive.contains("trusted-types")).collect();
        assert_eq!(trusted, ["require-trusted-types-for 'script'", "trusted-types ventanilla"], "{policy}");
        assert!(policy.contains("worker-src 'self'"), "{policy}");
    });
}

#[test]
fn behind_tls_browsers_are_told_to_stay_there() {
    desk::run(async {
        let public_url = "https://mesa.example.edu.mx".to_owned();
        let desk = Desk::with(Engine::Sqlite, |config| config.public_url = public_url).await;
        let answer = at(&desk, Method::GET, "/").await;
        assert_eq!(answer.header("strict-transport-security"), Some("max-age=31536000"), "{answer}");
    });
}

#[test]
fn the_page_answers_every_address_of_the_web_app() {
    on_one_desk(async |desk| {
        let page = at(desk, Method::GET, "/").await.expect(200);
        assert_eq!(page.header("content-type"), Some("text/html; charset=utf-8"));
        assert_eq!(page.header("cache-control"), Some("no-cache"));
        for path in ["/t/TI-000001", "/queue?status=new", "/confirm/a.b.c", "/no/such/page", "/index.html"] {
            assert_eq!(at(desk, Method::GET, path).await.expect(200).body, page.body, "{path}");
        }
        at(desk, Method::GET, "/").header("if-none-match", &page.etag()).await.expect(304);
        for path in
            ["/assets/nothing.js", "/nothing.png", "/.keep", "/../Cargo.toml", "/%2e%2e/Cargo.toml", "/index.html.br"]
        {
            at(desk, Method::GET, path).await.expect_problem(404, "not-found");
        }
    });
}

#[test]
fn files_that_never_change_are_kept_for_ever_and_sent_compressed() {
    on_one_desk(async |desk| {
        let page = at(desk, Method::GET, "/").await.text();
        // Without a built web app there are none; the browser's tests need one.
        for path in page.split('"').filter(|part| part.starts_with("/assets/")) {
            let plain = at(desk, Method::GET, path).await.expect(200);
            assert_eq!(plain.header("cache-control"), Some("public, max-age=31536000, immutable"), "{path}");
            assert_eq!(plain.header("content-encoding"), None, "{path}");
            let zipped = at(desk, Method::GET, path).header("accept-encoding", "gzip, br;q=0.9").await.expect(200);
            if let Some(coding) = zipped.header("content-encoding") {
                assert!(matches!(coding, "br" | "gzip"), "{path}: {coding}");
                assert!(zipped.body.len() < plain.body.len(), "{path}");
            }
            at(desk, Method::GET, path).header("if-none-match", &plain.etag()).await.expect(304);
        }
    });
}

#[test]
fn the_app_can_be_installed_and_its_worker_is_asked_for_anew() {
    on_one_desk(async |desk| {
        let worker = at(desk, Method::GET, "/service-worker.js").await;
        // Without a built web app there is none of it; the browser's tests need one.
        if worker.status == 404 {
            return;
        }
        assert_eq!(worker.header("cache-control"), Some("no-cache"), "{worker}");
        assert_eq!(worker.header("content-type"), Some("text/javascript; charset=utf-8"), "{worker}");
        at(desk, Method::GET, "/service-worker.js").header("if-none-match", &worker.etag()).await.expect(304);
        let manifest = at(desk, Method::GET, "/manifest.webmanifest").await.expect(200);
        assert_eq!(manifest.header("content-type"), Some("application/manifest+json"), "{manifest}");
        let manifest: Value = manifest.value();
        let icons = manifest["icons"].as_array().unwrap();
        let of_size = |size: &str, purpose: Value| {
            icons.iter().any(|icon| icon["sizes"] == size && icon["type"] == "image/png" && icon["purpose"] == purpose)
        };
        assert!(of_size("192x192", Value::Null) && of_size("512x512", Value::Null), "{manifest}");
        assert!(of_size("512x512", "maskable".into()), "{manifest}");
        for icon in icons.iter().map(|icon| icon["src"].as_str().unwrap()).chain(["/apple-touch-icon.png"]) {
            let picture = at(desk, Method::GET, icon).await.expect(200);
            assert!(picture.header("content-type").unwrap().starts_with("image/"), "{picture}");
        }
        for shortcut in manifest["shortcuts"].as_array().unwrap() {
            let page = at(desk, Method::GET, shortcut["url"].as_str().unwrap()).await.expect(200);
            assert_eq!(page.header("content-type"), Some("text/html; charset=utf-8"), "{page}");
        }
    });
}

#[test]
fn the_document_and_its_documentation_need_no_network() {
    on_one_desk(async |desk| {
        let document = at(desk, Method::GET, "/api/openapi.json").await.expect(200);
        assert_eq!(document.header("content-type"), Some("application/json"));
        let document_text = document.text();
        let served: Value = document.value();
        assert_eq!(served, backend::api::document());
        at(desk, Method::GET, "/api/openapi.json").header("if-none-match", &document.etag()).await.expect(304);
        at(desk, Method::GET, "/api/docs").await.expect(308);
        let page = at(desk, Method::GET, "/api/docs/").await.expect(200).text();
        let script = at(desk, Method::GET, "/api/docs/swagger-initializer.js").await.expect(200).text();
        assert!(script.contains("/api/openapi.json") && script.contains("\"validatorUrl\": \"none\""), "{script}");
        for text in [page, document_text] {
            assert!(!text.contains("src=\"http") && !text.contains("href=\"http"), "{text}");
        }
    });
}

#[test]
fn small_answers_and_refusals_are_not_compressed_and_large_ones_are() {
    on_one_desk(async |desk| {
        let ana = desk.requester("ana").await;
        let small = ana.get("/me").header("accept-encoding", "gzip").await.expect(200);
        assert_eq!(small.header("content-encoding"), None);
        let large = ana.get("/catalog").header("accept-encoding", "gzip").await.expect(200);
        assert_eq!(large.header("content-encoding"), Some("gzip"));
        let etag = ana.get("/catalog").await.expect(200).header("etag").map(ToOwned::to_owned);
        assert_eq!(large.header("etag"), etag.as_deref());
    });
}
