//! Bytes that cost more than they should: to unpack, to read, to wait for.

use std::{
    io::Write,
    time::{Duration, Instant},
};

use e2e::{Device, Engine, Service, contract, on_both_engines, request_for, wire::Wire};
use flate2::{Compression, write::GzEncoder};
use reqwest::Method;
use serde_json::json;

/// Longer than a client may take over a head, shorter than anybody would wait.
const SOME_TIME: Duration = Duration::from_secs(20);

fn zeros_packed(megabytes: usize) -> Vec<u8> {
    let mut packer = GzEncoder::new(Vec::new(), Compression::best());
    let (head, zeros) = (b"{\"description\": \"".as_slice(), vec![b'0'; 1024 * 1024]);
    packer.write_all(head).unwrap();
    for _ in 0..megabytes {
        packer.write_all(&zeros).unwrap();
    }
    packer.write_all(b"\"}").unwrap();
    packer.finish().unwrap()
}

on_both_engines! {
    /// Nothing that is sent is unpacked: a coding of a body is refused before it costs anything, at every operation that takes one.
    async fn decompression_bomb(desk: &Desk) {
        let max = desk.person("max").role(shared::person::Role::Admin).arrives().await;
        let bomb = zeros_packed(200);
        assert!(bomb.len() < 256 * 1024, "{} bytes", bomb.len());
        let some = uuid::Uuid::now_v7().to_string();
        let mut tried = 0;
        for operation in contract::operations().iter().filter(|operation| operation.statuses.contains(&415)) {
            let parts = ["{id}", "{token}", "{challenge_id}"];
            let path = parts.iter().fold(operation.path.clone(), |path, part| path.replace(part, &some));
            let path = if operation.id == "import_accounts" { format!("{path}?dry_run=true") } else { path };
            for kind in contract::body_kinds(operation) {
                for coding in ["gzip", "br", "deflate", "zstd", "gzip, gzip", "x-unknown"] {
                    let kind = if kind == "multipart/form-data" { "multipart/form-data; boundary=b" } else { kind };
                    let call = max.call(operation.method.clone(), &path).if_match(1).header("content-encoding", coding);
                    call.bytes(kind, bomb.clone()).await.expect_problem(415, "unsupported-media");
                    tried += 1;
                }
            }
        }
        assert!(tried > 200, "{tried}");
        // `identity` is no coding.
        let filed = max.post("/tickets", &request_for(Service::Maintenance)).header("content-encoding", "identity");
        filed.await.expect(201);
        // A packed file is a file: it is kept and given back as it is.
        let file = max.call(Method::POST, "/attachments").file("ceros.gz", "application/gzip", bomb.clone()).await.expect(201);
        let path = format!("/attachments/{}", file.value()["id"].as_str().unwrap());
        assert_eq!(max.get(&path).await.expect(200).body, bomb);
    }

    /// However deep, wide or long: it is refused, and the next request is served.
    async fn deep_json(desk: &Desk) {
        let max = desk.person("max").role(shared::person::Role::Admin).arrives().await;
        let some = uuid::Uuid::now_v7().to_string();
        let deep = |open: &str, close: &str, depth: usize| format!("{}{}", open.repeat(depth), close.repeat(depth));
        let bodies = [
            deep("[", "]", 100_000),
            deep("{\"a\":", "}", 40_000).replace(":}", ":1}"),
            deep("[{\"a\":", "}]", 20_000).replace(":}", ":1}"),
            "[".repeat(200_000),
            format!("{{\"answers\": {}}}", deep("[", "]", 100_000)),
            format!("{{\"a\": 1{}}}", "0".repeat(200_000)),
        ];
        for operation in contract::operations().iter().filter(|operation| contract::body_members(operation).is_some()) {
            let parts = ["{id}", "{token}", "{challenge_id}"];
            let path = parts.iter().fold(operation.path.clone(), |path, part| path.replace(part, &some));
            for body in &bodies {
                let call = max.call(operation.method.clone(), &path).if_match(1).bytes("application/json", body.clone());
                call.await.expect_problem(400, "validation");
            }
        }
        // As deep as a reader goes, where any value is taken: refused for what it is.
        let mut body = request_for(Service::Maintenance);
        body["answers"]["location"] = serde_json::from_str(&deep("[", "]", 100)).unwrap();
        max.post("/tickets", &body).await.expect_faults(&[("/answers/location", "format")]);
        max.files(Service::Maintenance).await;
    }

    async fn oversize_body(desk: &Desk) {
        let max = desk.person("max").role(shared::person::Role::Admin).arrives().await;
        let some = uuid::Uuid::now_v7().to_string();
        for operation in contract::operations().iter().filter(|operation| operation.statuses.contains(&413)) {
            let parts = ["{id}", "{token}", "{challenge_id}"];
            let path = parts.iter().fold(operation.path.clone(), |path, part| path.replace(part, &some));
            let path = if operation.id == "import_accounts" { format!("{path}?dry_run=true") } else { path };
            for kind in contract::body_kinds(operation).into_iter().filter(|kind| *kind != "multipart/form-data") {
                let call = max.call(operation.method.clone(), &path).if_match(1);
                call.bytes(kind, vec![b' '; 1024 * 1024 + 1]).await.expect_problem(413, "too-large");
            }
        }
        // Without an end and without a length: refused when it is too much, not when it is over.
        let mut endless = Wire::to(desk.site()).await;
        let head = "POST /api/v1/auth/codes HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\n";
        endless.sends(format!("{head}transfer-encoding: chunked\r\n\r\n")).await;
        let chunk = format!("{:x}\r\n{}\r\n", 16 * 1024, " ".repeat(16 * 1024));
        for _ in 0..20 {
            endless.sends(&chunk).await;
        }
        let answer = endless.reads_for(Duration::from_secs(5)).await;
        assert!(answer.starts_with("HTTP/1.1 413"), "{answer}");
        // A length that is a lie keeps nobody waiting for ever, and costs no memory before it comes.
        let mut liar = Wire::to(desk.site()).await;
        liar.sends(format!("{head}content-length: 99999999999\r\n\r\n")).await;
        liar.sends(" ".repeat(300 * 1024)).await;
        let answer = liar.reads_for(Duration::from_secs(5)).await;
        assert!(answer.starts_with("HTTP/1.1 413"), "{answer}");
        max.get("/me").await.expect(200);
    }
}

/// A head without measure is cut off; the next request is served.
#[test]
fn oversize_header() {
    e2e::desk::try_out(Engine::Sqlite, async |desk| {
        let ana = desk.requester("ana").await;
        let long = "x".repeat(1024 * 1024);
        let many: String = (0..5_000).map(|n| format!("x-{n}: 1\r\n")).collect();
        for head in [
            format!("GET /api/v1/me HTTP/1.1\r\nhost: x\r\nx-long: {long}\r\n\r\n"),
            format!("GET /api/v1/me?{long} HTTP/1.1\r\nhost: x\r\n\r\n"),
            format!("GET /api/v1/me HTTP/1.1\r\nhost: x\r\n{long}: 1\r\n\r\n"),
            format!("GET /api/v1/me HTTP/1.1\r\nhost: x\r\ncookie: {long}\r\n\r\n"),
            format!("GET /api/v1/me HTTP/1.1\r\nhost: x\r\nauthorization: Bearer {long}\r\n\r\n"),
            format!("GET /api/v1/me HTTP/1.1\r\nhost: x\r\n{many}\r\n"),
            format!("{long} / HTTP/1.1\r\nhost: x\r\n\r\n"),
        ] {
            let mut wire = Wire::to(desk.site()).await;
            wire.sends(&head).await;
            let answer = wire.reads_to_the_end().await.expect("an end");
            assert!(
                ["", "HTTP/1.1 431", "HTTP/1.1 400", "HTTP/1.1 414"]
                    .iter()
                    .any(|start| { if start.is_empty() { answer.is_empty() } else { answer.starts_with(start) } }),
                "{answer}"
            );
        }
        // As long as a head may be, it is read and means nothing.
        let known = format!("\"{}\"", "a".repeat(8_000));
        ana.get("/me").header("if-none-match", &known).await.expect(200);
        desk.call(Method::GET, "/me").bearer(&"a".repeat(8_000)).await.expect_problem(401, "unauthenticated");
        ana.get("/me").await.expect(200);
    });
}

/// One person keeps so many files on their way and no more: what has begun is in no list yet, and holds a connection and an
/// unfinished file.
#[test]
fn uploads_without_end() {
    e2e::desk::try_out(Engine::Sqlite, async |desk| {
        let (ana, luis) = (desk.requester("ana").await, desk.requester("luis").await);
        let file = |person: &e2e::Person| {
            person.call(Method::POST, "/attachments").file("a.txt", "text/plain", b"hola".to_vec())
        };
        let begun = format!(
            "POST /api/v1/attachments HTTP/1.1\r\nhost: x\r\nauthorization: Bearer {}\r\ncontent-length: 9000\r\n\
             content-type: multipart/form-data; boundary=b\r\n\r\n--b\r\nContent-Disposition: form-data; \
             name=\"file\"; filename=\"a.txt\"\r\n\r\nho",
            ana.credential().await
        );
        let (mut wires, mut refused) = (Vec::new(), file(&ana).await);
        // One after the other, until there is no room. A file that is whole takes a place for a moment as well.
        while refused.status != 429 && wires.len() < 40 {
            let mut wire = Wire::to(desk.site()).await;
            wire.sends(&begun).await;
            wires.push(wire);
            tokio::time::sleep(Duration::from_millis(30)).await;
            refused = file(&ana).await;
        }
        assert!(wires.len() >= 20, "{} were too many", wires.len());
        // In a moment, and not in an hour as for too many that nothing has claimed.
        assert_eq!(refused.expect(429).header("retry-after"), Some("10"));
        file(&luis).await.expect(201);
        // Whoever hangs up is through.
        drop(wires);
        let mut taken = file(&ana).await;
        for _ in 0..100 {
            if taken.status == 201 {
                break;
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
            taken = file(&ana).await;
        }
        taken.expect(201);
    });
}

/// Whoever sends a head byte by byte is cut off, and so is whoever sends none; others are served meanwhile.
#[test]
fn slow_request() {
    e2e::desk::try_out(Engine::Sqlite, async |desk| {
        let ana = desk.requester("ana").await;
        let begun = Instant::now();
        let drips = async {
            let mut wire = Wire::to(desk.site()).await;
            wire.sends("GET /api/v1/me HTTP/1.1\r\nhost: x\r\nx-slow: ").await;
            while begun.elapsed() < SOME_TIME && wire.sends("a").await {
                tokio::time::sleep(Duration::from_millis(200)).await;
            }
            (begun.elapsed(), wire.reads_to_the_end().await)
        };
        let says_nothing = async {
            let mut wire = Wire::to(desk.site()).await;
            (wire.reads_for(SOME_TIME).await, begun.elapsed())
        };
        let ((dripped, ended), (_, silent)) = tokio::join!(drips, says_nothing);
        assert!(dripped < SOME_TIME, "a head could be sent for {dripped:?}: {ended:?}");
        assert!(silent < SOME_TIME, "a connection without a word was kept for {silent:?}");
        ana.get("/me").await.expect(200);
        Device::at(desk).signs_in(desk, "ana.lopez@example.edu.mx").await;
        let body = json!({"email": "ana@example.edu.mx"});
        desk.call(Method::POST, "/auth/codes").json(&body).await.expect(202);
    });
}
