//! Files: taken in whatever they claim to be, served inert, and seen by exactly those who may see what they belong to.

use std::path::Path;

use chrono::Duration;
use e2e::{Desk, Person, Service, Ticket, on_both_engines, request_for};
use futures_util::{StreamExt, future::join_all};
use reqwest::Method;
use sea_orm::{ConnectionTrait, Database, Statement, TransactionTrait};
use serde_json::{Value, json};
use shared::{attachment::Attachment, limits::ATTACHMENT_BYTES_MAX};

/// The head of a picture of one point.
pub const PNG: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\x02\0\0\0";

/// Puts a file where a request or a reply can claim it.
pub async fn uploads(person: &Person, name: &str, bytes: &[u8]) -> Attachment {
    person
        .call(Method::POST, "/attachments")
        .file(name, "application/octet-stream", bytes.to_vec())
        .await
        .expect_json(201)
}

/// Its address.
pub fn path(file: &Attachment) -> String {
    format!("/attachments/{}", file.id)
}

/// Asks for a service with a file.
pub async fn files_with(person: &Person, service: Service, file: &Attachment) -> Ticket {
    let mut body = request_for(service);
    body["attachment_ids"] = json!([file.id]);
    person.files_as(body).await
}

/// How many objects the store holds.
fn stored(desk: &Desk) -> usize {
    fn count(folder: &Path) -> usize {
        let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
        entries.map(|entry| if entry.path().is_dir() { count(&entry.path()) } else { 1 }).sum()
    }
    count(&desk.data().join("attachments"))
}

/// A form as a program writes it.
fn form(parts: &[(&str, &str)]) -> String {
    let parts: String = parts.iter().map(|(head, body)| format!("--b\r\n{head}\r\n\r\n{body}\r\n")).collect();
    format!("{parts}--b--\r\n")
}

/// A picture as a phone takes it, lying on its side, with the place where it was taken.
fn photograph() -> Vec<u8> {
    let exif = b"Exif\0\0II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0\x06\0\0\0\0\0\0\0 19.4326 N, 99.1332 W";
    let length = u16::try_from(exif.len() + 2).unwrap().to_be_bytes();
    [b"\xFF\xD8\xFF\xE1".as_slice(), &length, exif, SHOWN].concat()
}

const SHOWN: &[u8] =
    b"\xFF\xC0\0\x0B\x08\0\x01\0\x01\x01\x01\x11\0\xFF\xDA\0\x08\x01\x01\0\0\x3F\0\x12\xFF\0\x34\xFF\xD9";

on_both_engines! {
    async fn a_photograph_does_not_tell_where_it_was_taken(desk: &Desk) {
        let ana = desk.requester("ana").await;
        let file = uploads(&ana, "ventana rota.jpg", &photograph()).await;
        assert_eq!(file.media_type, "image/jpeg");
        let read = ana.get(&path(&file)).await.expect(200).body;
        assert_eq!(file.size, read.len() as u64);
        let has = |part: &[u8]| read.windows(part.len()).any(|there| there == part);
        assert!(!has(b"19.4326"), "{read:x?}");
        assert!(read.ends_with(SHOWN), "what it shows is not touched");
        assert!(has(b"\x01\x12\0\x03\0\0\0\x01\0\x06"), "it is still shown the right way up");
    }

    async fn what_is_uploaded_comes_back_as_it_was(desk: &Desk) {
        let ana = desk.requester("ana").await;
        let made = ana.call(Method::POST, "/attachments").file("..\\Señal débil.png", "text/html", PNG.to_vec()).await.expect(201);
        let file: Attachment = made.read();
        assert_eq!((file.file_name.as_str(), file.media_type.as_str(), file.size), ("Señal débil.png", "image/png", PNG.len() as u64));
        assert_eq!(made.header("location"), Some(format!("/api/v1/attachments/{}", file.id).as_str()));
        let read = ana.get(&path(&file)).await.expect(200);
        assert_eq!(read.body, PNG);
        assert_eq!(read.header("content-type"), Some("image/png"));
        assert_eq!(read.header("content-length"), Some(PNG.len().to_string().as_str()));
        assert_eq!(read.header("x-content-type-options"), Some("nosniff"));
        assert_eq!(read.header("content-security-policy"), Some("sandbox; default-src 'none'; frame-ancestors 'none'"));
        assert_eq!(
            read.header("content-disposition"),
            Some("inline; filename=\"Se_al d_bil.png\"; filename*=UTF-8''Se%C3%B1al%20d%C3%A9bil.png")
        );
        assert!(read.header("cache-control").unwrap().starts_with("private"));
        ana.get(&path(&file)).header("if-none-match", &read.etag()).await.expect(304);
    }

    async fn a_text_is_shown_as_text(desk: &Desk) {
        let ana = desk.requester("ana").await;
        let text = uploads(&ana, "bitácora.txt", "Se cortó a las 10:42.".as_bytes()).await;
        let read = ana.get(&path(&text)).header("accept-encoding", "br, gzip").await.expect(200);
        assert_eq!(read.header("content-type"), Some("text/plain; charset=utf-8"));
        assert_eq!(read.text(), "Se cortó a las 10:42.");
    }

    async fn programs_are_refused_under_any_name(desk: &Desk) {
        let ana = desk.requester("ana").await;
        let program = b"MZ\x90\0\x03\0\0\0\x04\0\0\0\xff\xff\0\0".to_vec();
        let long = [program.clone(), vec![0; 100_000]].concat();
        for (name, bytes) in [("foto.png", program.clone()), ("foto.png", long), ("setup.exe", PNG.to_vec()), ("nota.pdf.vbs", b"x".to_vec())] {
            let refused = ana.call(Method::POST, "/attachments").file(name, "image/png", bytes).await;
            refused.expect_problem(415, "unsupported-media");
        }
        assert_eq!(stored(desk), 0);
    }

    async fn a_form_holds_exactly_one_file(desk: &Desk) {
        let ana = desk.requester("ana").await;
        let send = |body: String| ana.call(Method::POST, "/attachments").bytes("multipart/form-data; boundary=b", body);
        let file = "Content-Disposition: form-data; name=\"file\"; filename=\"a.txt\"";
        let other = "Content-Disposition: form-data; name=\"photo\"; filename=\"a.txt\"";
        send(form(&[])).await.expect_faults(&[("/file", "required")]);
        send(form(&[(other, "hola")])).await.expect_faults(&[("/file", "required")]);
        send(form(&[(file, "")])).await.expect_faults(&[("/file", "required")]);
        send(form(&[(file, "hola"), (file, "hola")])).await.expect_faults(&[("/file", "duplicate")]);
        send(form(&[(file, "hola"), (other, "hola")])).await.expect_faults(&[("/file", "duplicate")]);
        send("--b\r\nContent-Disposition: form-data; name=\"file\"\r\n\r\nhol".into()).await.expect_problem(400, "validation");
        send("hola".into()).await.expect_problem(400, "validation");
        ana.call(Method::POST, "/attachments").json(&json!({"file": "hola"})).await.expect_problem(415, "unsupported-media");
        ana.call(Method::POST, "/attachments").await.expect_problem(415, "unsupported-media");
        ana.call(Method::POST, "/attachments").bytes("multipart/form-data", "x").await.expect_problem(400, "validation");
        assert_eq!(stored(desk), 0);
        let nameless = "Content-Disposition: form-data; name=\"file\"";
        let kept: Attachment = send(form(&[(nameless, "hola")])).await.expect_json(201);
        assert_eq!(kept.file_name, "archivo");
    }

    async fn the_limit_is_held_while_the_file_comes(desk: &Desk) {
        let ana = desk.requester("ana").await;
        let most = usize::try_from(ATTACHMENT_BYTES_MAX).unwrap();
        let whole = uploads(&ana, "respaldo.bin", &vec![7; most]).await;
        assert_eq!(whole.size, ATTACHMENT_BYTES_MAX);
        assert_eq!(ana.get(&path(&whole)).await.expect(200).body.len(), most);
        let refused = ana.call(Method::POST, "/attachments").file("respaldo.bin", "image/png", vec![7; most + 1]).await;
        refused.expect_problem(413, "too-large");
        assert_eq!(stored(desk), 1);
    }

    async fn a_file_is_seen_by_those_who_see_its_ticket(desk: &Desk) {
        let (ana, beto, wally) = (desk.requester("ana").await, desk.requester("beto").await, desk.requester("wally").await);
        let (carla, dora) = (desk.agent("carla", Service::Wifi.team()).await, desk.agent("dora", Service::Maintenance.team()).await);
        let (sara, quim) = (desk.supervisor("sara", Service::Maintenance.team()).await, desk.quality("quim").await);
        let file = uploads(&ana, "a.png", PNG).await;
        let ticket = files_with(&ana, Service::Wifi, &file).await;
        ana.post(&ticket.path("/watchers"), &json!({"email": wally.email})).await;
        for sees in [&ana, &wally, &carla, &sara] {
            assert_eq!(sees.get(&path(&file)).await.expect(200).body, PNG, "{}", sees.name);
        }
        for other in [&beto, &dora, &quim] {
            other.get(&path(&file)).await.expect_problem(404, "not-found");
        }
        ana.delete(&path(&file)).await.expect_problem(409, "conflict");
        carla.delete(&path(&file)).await.expect_problem(403, "forbidden");
        beto.delete(&path(&file)).await.expect_problem(404, "not-found");
    }

    async fn a_note_s_file_is_for_staff_alone(desk: &Desk) {
        let (ana, wally) = (desk.requester("ana").await, desk.requester("wally").await);
        let carla = desk.agent("carla", Service::Wifi.team()).await;
        let ticket = ana.files(Service::Wifi).await;
        ana.post(&ticket.path("/watchers"), &json!({"email": wally.email})).await;
        let file = uploads(&carla, "diagnóstico.png", PNG).await;
        let note = json!({"body": "Es el punto de acceso.", "attachment_ids": [file.id]});
        carla.post(&ticket.path("/notes"), &note).await.expect(201);
        carla.get(&path(&file)).await.expect(200);
        for outside in [&ana, &wally] {
            outside.get(&path(&file)).await.expect_problem(404, "not-found");
            outside.call(Method::POST, &format!("{}/link", path(&file))).await.expect_problem(404, "not-found");
            assert!(outside.sees(&ticket).await.attachments.is_empty());
            assert!(outside.timeline(&ticket).await.iter().all(|item| item.attachments.is_empty()));
        }
        let staff: Vec<Value> = carla.timeline(&ticket).await.iter().flat_map(|item| item.attachments.clone()).map(|file| json!(file.id)).collect();
        assert_eq!(staff, [json!(file.id)]);
    }

    async fn a_file_that_nothing_claimed_can_be_discarded(desk: &Desk) {
        let ana = desk.requester("ana").await;
        let file = uploads(&ana, "a.png", PNG).await;
        assert_eq!(stored(desk), 1);
        ana.delete(&path(&file)).await.expect(204);
        assert_eq!(stored(desk), 0);
        ana.get(&path(&file)).await.expect_problem(404, "not-found");
        ana.delete(&path(&file)).await.expect_problem(404, "not-found");
    }

    async fn a_repeat_stores_one_file(desk: &Desk) {
        let ana = desk.requester("ana").await;
        let send = |bytes: &[u8]| ana.call(Method::POST, "/attachments").file("a.png", "image/png", bytes.to_vec()).key("k-1");
        let first: Attachment = send(PNG).await.expect_json(201);
        let again: Attachment = send(PNG).await.expect_json(201);
        assert_eq!(first, again);
        send(b"otra cosa").await.expect_problem(422, "key-reused");
        assert_eq!(stored(desk), 1);
        assert_eq!(ana.get(&path(&first)).await.expect(200).body, PNG);
    }

    async fn a_repeat_finds_nothing_of_what_was_discarded(desk: &Desk) {
        let ana = desk.requester("ana").await;
        let upload = || {
            let call = ana.call(Method::POST, "/attachments").file("a.png", "image/png", PNG.to_vec());
            call.key("one-and-the-same-upload")
        };
        let file: Attachment = upload().await.expect_json(201);
        ana.delete(&path(&file)).await.expect(204);
        upload().await.expect_problem(404, "not-found");
    }

    async fn what_nothing_claims_is_gone_after_a_day(desk: &Desk) {
        let ana = desk.requester("ana").await;
        let (left, claimed) = (uploads(&ana, "a.png", PNG).await, uploads(&ana, "b.png", PNG).await);
        files_with(&ana, Service::Wifi, &claimed).await;
        let orphan = desk.data().join("attachments").join(desk.now().format("%Y-%m-%d").to_string()).join("0f".repeat(24));
        std::fs::write(&orphan, PNG).unwrap();
        desk.advance(Duration::hours(23));
        backend::attachments::purge(&desk.app, desk.now()).await.unwrap();
        assert_eq!(stored(desk), 3);
        // Every day of the last two weeks has its turn within a few hours.
        for _ in 0..40 {
            desk.advance(Duration::hours(2) + Duration::minutes(10));
            backend::attachments::purge(&desk.app, desk.now()).await.unwrap();
        }
        assert_eq!(stored(desk), 1);
        ana.get(&path(&left)).await.expect_problem(404, "not-found");
        ana.get(&path(&claimed)).await.expect(200);
    }

    async fn nobody_fills_the_store_with_what_nothing_claims(desk: &Desk) {
        let ana = desk.requester("ana").await;
        for _ in 0..60 {
            uploads(&ana, "a.txt", b"hola").await;
        }
        let refused = ana.call(Method::POST, "/attachments").file("a.txt", "text/plain", b"hola".to_vec()).await;
        assert!(refused.header("retry-after").is_some());
        refused.expect_problem(429, "rate-limited");
        uploads(&desk.requester("beto").await, "a.txt", b"hola").await;
        desk.advance(Duration::hours(25));
        uploads(&ana, "a.txt", b"hola").await;
    }

    /// Each was permitted when it began, and all end at one time.
    async fn uploads_that_overlap_fill_no_more_than_one_after_the_other(desk: &Desk) {
        let ana = desk.requester("ana").await;
        for _ in 0..58 {
            uploads(&ana, "nota.txt", b"Hola.").await;
        }
        let slowly = || {
            let begun = "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"lenta.txt\"\r\n\r\nHola";
            let parts = futures_util::stream::iter([begun, ".\r\n--b--\r\n"]).enumerate().then(async |(place, part)| {
                if place > 0 {
                    tokio::time::sleep(std::time::Duration::from_millis(700)).await;
                }
                Ok::<_, std::io::Error>(part)
            });
            let body = reqwest::Body::wrap_stream(parts);
            ana.call(Method::POST, "/attachments").bytes("multipart/form-data; boundary=b", body).send()
        };
        let mut statuses: Vec<u16> =
            join_all((0..6).map(|_| slowly())).await.iter().map(|answer| answer.status.as_u16()).collect();
        statuses.sort_unstable();
        assert_eq!(statuses, [201, 201, 429, 429, 429, 429]);
        assert_eq!(stored(desk), 60);
    }
}

/// Another process takes the last one in; on SQLite there is one writer at a time anyway.
#[test]
fn of_two_that_would_be_the_last_one_is_taken_in() {
    e2e::desk::try_out(e2e::Engine::Postgres, async |desk| {
        let ana = desk.requester("ana").await;
        for _ in 0..59 {
            uploads(&ana, "nota.txt", b"Hola.").await;
        }
        let other = Database::connect(desk.app.config.database_url.clone().expect("a server")).await.unwrap();
        let under_way = other.begin().await.unwrap();
        for sql in [
            "SELECT id FROM account WHERE id = $1 FOR NO KEY UPDATE",
            "INSERT INTO attachment (id, uploader_id, audience, file_name, media_type, size, sha256, storage_key, created_at) \
             SELECT gen_random_uuid(), uploader_id, audience, file_name, media_type, size, sha256, 'otra', created_at \
             FROM attachment WHERE uploader_id = $1 LIMIT 1",
        ] {
            let statement = Statement::from_sql_and_values(other.get_database_backend(), sql, vec![ana.id.into()]);
            under_way.execute_raw(statement).await.unwrap();
        }
        let end = async {
            // The upload waits by now.
            tokio::time::sleep(std::time::Duration::from_millis(500)).await;
            under_way.commit().await.unwrap();
        };
        let upload = ana.call(Method::POST, "/attachments").file("nota.txt", "text/plain", b"Hola.".to_vec()).send();
        let (refused, ()) = tokio::join!(upload, end);
        refused.expect_problem(429, "rate-limited");
    });
}
