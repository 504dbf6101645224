//! Files that are not one's own, and files that are more than they say.

use chrono::Duration;
use e2e::{Call, Desk, Engine, Service, on_both_engines, request_for, wire::Wire};
use reqwest::Method;
use serde_json::json;
use shared::attachment::{Attachment, AttachmentLink};

use crate::attachments::{PNG, files_with, path, uploads};

on_both_engines! {
    async fn attachment_by_guessed_or_unsigned_url(desk: &Desk) {
        let (ana, beto, alma) = (desk.requester("ana").await, desk.requester("beto").await, desk.admin("alma").await);
        let (file, other) = (uploads(&ana, "a.png", PNG).await, uploads(&ana, "b.png", PNG).await);
        // Who knows the id has nothing by it, whatever the role, until it belongs to something that one sees.
        for stranger in [&beto, &alma] {
            stranger.get(&path(&file)).await.expect_problem(404, "not-found");
            stranger.call(Method::POST, &format!("{}/link", path(&file))).await.expect_problem(404, "not-found");
            stranger.delete(&path(&file)).await.expect_problem(404, "not-found");
        }
        desk.call(Method::GET, &path(&file)).await.expect_problem(401, "unauthenticated");
        // A link is signed for one file and one minute.
        let link: AttachmentLink = ana.call(Method::POST, &format!("{}/link", path(&file))).await.expect_json(200);
        let read = desk.call(Method::GET, &link.url).await.expect(200);
        assert_eq!(read.body, PNG);
        assert_eq!(read.header("x-content-type-options"), Some("nosniff"));
        let elsewhere = link.url.replace(&file.id.to_string(), &other.id.to_string());
        let longer = link.url.replace("expires=1", "expires=2");
        let (unsigned, _) = link.url.split_once("signature=").unwrap();
        for changed in [elsewhere, longer, format!("{}A", link.url), format!("{unsigned}signature="), format!("{unsigned}signature=AAAA")] {
            desk.call(Method::GET, &changed).await.expect_problem(404, "not-found");
        }
        let bare = format!("/attachments/{}/content", file.id);
        desk.call(Method::GET, &bare).await.expect_faults(&[("?expires", "required"), ("?signature", "required")]);
        desk.advance(Duration::seconds(61));
        desk.call(Method::GET, &link.url).await.expect_problem(404, "not-found");
        // Ids tell nothing of each other beyond their time: 74 bits of each are drawn.
        let drawn = |file: &Attachment| file.id.as_u128() & ((1 << 62) - 1);
        assert_ne!(drawn(&file), drawn(&other));
        assert!(drawn(&file).abs_diff(drawn(&other)) > 1 << 32, "{} {}", file.id, other.id);
    }

    async fn attachment_id_of_anothers_upload(desk: &Desk) {
        let (ana, beto) = (desk.requester("ana").await, desk.requester("beto").await);
        let (hers, used) = (uploads(&ana, "a.png", PNG).await, uploads(&beto, "b.png", PNG).await);
        files_with(&beto, Service::Wifi, &used).await;
        let nobody_s = "01a20a2f-6b1c-7d3e-9b52-0f6f3b8f4c11";
        let mut said = Vec::new();
        for id in [json!(hers.id), json!(used.id), json!(nobody_s)] {
            let mut body = request_for(Service::Wifi);
            body["attachment_ids"] = json!([id]);
            let refused = beto.post("/tickets", &body).await;
            let problem = refused.expect_faults(&[("/attachment_ids/0", "reference")]);
            said.push((problem.detail, problem.errors));
        }
        assert!(said.windows(2).all(|pair| pair[0] == pair[1]), "{said:?}");
        let mine = uploads(&beto, "c.png", PNG).await;
        let mut twice = request_for(Service::Wifi);
        twice["attachment_ids"] = json!([mine.id, mine.id]);
        beto.post("/tickets", &twice).await.expect_faults(&[("/attachment_ids/1", "reference")]);
        let ticket = files_with(&beto, Service::Wifi, &mine).await;
        // Nor in a reply, and Ana's is hers still.
        let reply = json!({"body": "Hola.", "attachment_ids": [hers.id]});
        beto.post(&ticket.path("/replies"), &reply).await.expect_faults(&[("/attachment_ids/0", "reference")]);
        files_with(&ana, Service::Wifi, &hers).await;
    }

    async fn svg_and_html_upload(desk: &Desk) {
        let ana = desk.requester("ana").await;
        for (name, text) in [
            ("página.html", "<!doctype html><script>alert(1)</script>"),
            ("logo.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\" onload=\"alert(1)\"/>"),
            ("logo.png", "<?xml version=\"1.0\"?><svg/>"),
            ("foto.jpg", "\u{feff}  <html><body onload=alert(1)>"),
            ("datos.xhtml", "<html xmlns=\"http://www.w3.org/1999/xhtml\"><script>alert(1)</script></html>"),
            ("hoja.xsl", "<?xml-stylesheet type=\"text/xsl\" href=\"#\"?><x/>"),
        ] {
            let file = uploads(&ana, name, text.as_bytes()).await;
            let read = ana.get(&path(&file)).await.expect(200);
            let kind = read.header("content-type").unwrap();
            assert!(matches!(kind, "application/octet-stream" | "text/plain; charset=utf-8"), "{name}: {kind}");
            assert!(read.header("content-disposition").unwrap().starts_with("attachment;"), "{name}");
            assert_eq!(read.header("x-content-type-options"), Some("nosniff"), "{name}");
            let policy = read.header("content-security-policy").unwrap();
            assert!(policy.contains("sandbox") && policy.contains("default-src 'none'") && !policy.contains("allow"), "{policy}");
        }
        // A logo is shown to everyone, so it is a picture by its bytes or nothing.
        let alma = desk.admin("alma").await;
        for kind in ["image/png", "image/svg+xml", "text/html"] {
            let seen = alma.get("/settings").await.expect(200).etag();
            let svg = b"<svg xmlns=\"http://www.w3.org/2000/svg\" onload=\"alert(1)\"/>".to_vec();
            let refused = alma.call(Method::PUT, "/settings/logo").if_match(seen.as_str()).bytes(kind, svg).await;
            assert!([415, 422].contains(&refused.status.as_u16()), "{refused}");
        }
    }

    /// Names as archives and other programs' forms bring them: what is kept is a plain name, in the folder of nothing.
    async fn zip_like_names(desk: &Desk) {
        let ana = desk.requester("ana").await;
        let before = folders(desk);
        for (given, kept) in [
            ("../../etc/passwd", "passwd"),
            ("..\\..\\windows\\win.ini", "win.ini"),
            ("/etc/cron.d/x", "x"),
            ("C:\\temp\\a.txt", "a.txt"),
            ("a.zip/../../b.txt", "b.txt"),
            ("....//....//c.txt", "c.txt"),
            ("..", "archivo"),
            ("./.", "archivo"),
            ("a/", "archivo"),
            (".htaccess", "htaccess"),
            ("NUL.txt", "_NUL.txt"),
            ("a.txt:stream", "a.txt_stream"),
            ("a.txt. . .", "a.txt"),
            ("%2e%2e%2fa.txt", "_2e_2e_2fa.txt"),
            ("=HYPERLINK(1).txt", "_=HYPERLINK(1).txt"),
        ] {
            let file = uploads(&ana, given, b"hola").await;
            assert_eq!(file.file_name, kept, "{given}");
            let read = ana.get(&path(&file)).await.expect(200);
            let named = read.header("content-disposition").unwrap();
            assert!(!named.contains("..") && !named.contains(['/', '\\']), "{named}");
        }
        // What a double click runs is refused, however the name hides it.
        for name in ["x.pdf/../setup.exe", "factura.pdf        .exe", "foto.jpg.scr", "a\u{202e}gpj.exe", "b.EXE. ."] {
            let refused = ana.call(Method::POST, "/attachments").file(name, "image/png", b"hola".to_vec()).await;
            refused.expect_problem(415, "unsupported-media");
        }
        // An archive is kept as it is: nothing is unpacked, so nothing in it has a name here.
        let zip = b"PK\x03\x04\x14\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\x10\0\0\0../../../../evilPK\x05\x06".to_vec();
        let file = uploads(&ana, "datos.zip", &zip).await;
        assert_eq!(ana.get(&path(&file)).await.expect(200).body, zip);
        assert_eq!(folders(desk), before, "something was written beside the store");
    }
}

/// What stands in the data folder and around it, but for what the database and the store write.
fn folders(desk: &Desk) -> Vec<String> {
    let names = |folder: &std::path::Path| {
        let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
        entries.map(|entry| entry.file_name().to_string_lossy().into_owned()).collect::<Vec<_>>()
    };
    let mut all = names(desk.data());
    all.retain(|name| !name.starts_with("ventanilla.sqlite3") && name != "attachments");
    all.sort();
    all
}

/// No address reaches a file that is not served.
#[test]
fn path_traversal() {
    e2e::desk::try_out(Engine::Sqlite, async |desk| {
        let ana = desk.requester("ana").await;
        let file = uploads(&ana, "a.txt", b"hola").await;
        let link: AttachmentLink = ana.call(Method::POST, &format!("{}/link", path(&file))).await.expect_json(200);
        let (_, signed) = link.url.split_once('?').unwrap();
        let secrets = ["root:", "[package]", "SQLite format", "[workspace"];
        for path in [
            "/../Cargo.toml",
            "/../../../../etc/passwd",
            "/..%2f..%2f..%2fetc%2fpasswd",
            "/%2e%2e/%2e%2e/etc/passwd",
            "/%252e%252e%252fetc%252fpasswd",
            "/..%5c..%5cetc%5cpasswd",
            "/..\\..\\etc\\passwd",
            "/....//....//etc/passwd",
            "/assets/../../Cargo.toml",
            "/assets/..%2f..%2fCargo.toml",
            "/assets//etc/passwd",
            "/assets/%2fetc%2fpasswd",
            "/./ventanilla.sqlite3",
            "/ventanilla.sqlite3",
            "/api/docs/../../Cargo.toml",
            "/api/docs/..%2f..%2fCargo.toml",
            "/api/docs/%2fetc%2fpasswd",
            "/api/v1/../../Cargo.toml",
            "/api/v1/attachments/..%2f..%2fventanilla.sqlite3",
            &format!("/api/v1/attachments/..%2f{}/content?{signed}", file.id),
            &format!("/api/v1/attachments/{}%2f..%2f..%2fx/content?{signed}", file.id),
            "/api/v1/public/logo/..%2f..%2fetc%2fpasswd",
            "/.git/config",
            "/.env",
            "/%00",
            "/index.html%00.png",
        ] {
            let line = format!("GET {path} HTTP/1.1");
            let raw = Wire::asks(desk.site(), &[line.as_bytes()], b"").await;
            assert!(raw.status() < 500, "{path}: {}", raw.0);
            for secret in secrets {
                assert!(!raw.0.contains(secret), "{path}: {}", raw.0);
            }
            // What is there instead is the page of the web app, or nothing.
            let is_page = Call::new(&reqwest::Client::new(), Method::GET, &format!("{}/", desk.origin)).await;
            assert!(raw.status() >= 400 || raw.0.ends_with(&is_page.text()), "{path}: {}", raw.0);
        }
    });
}
