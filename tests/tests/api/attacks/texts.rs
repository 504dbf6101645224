//! Words that want to be more than words: markup, headers, queries, marks that hide or turn what stands around them.

use e2e::{Answer, Call, Desk, Device, Person, Service, contract, on_both_engines, request_for, seeded, wire::Wire};
use reqwest::Method;
use serde_json::{Value, json};
use shared::{attachment::Attachment, person::Role, session::Me};

/// What would run if anything that people write became markup.
const MARKUP: [&str; 6] = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "\"><svg onload=alert(1)>",
    "[clic](javascript:alert(1))",
    "[clic](data:text/html;base64,PHNjcmlwdD4=)",
    "![x](https://evil.example/p.png)",
];
const LINE: &str = "Asunto\r\nBcc: eve@example.com\nX-Injected: yes";

async fn changes_me(person: &Person, patch: Value) -> Answer {
    let seen = person.get("/me").await.expect(200).etag();
    person.patch("/me", &patch).if_match(seen.as_str()).await
}

async fn everything(desk: &Desk) -> Person {
    let mut max = desk.person("max").of(seeded::SUPPORT);
    for role in [Role::Agent, Role::Supervisor, Role::Quality, Role::Admin] {
        max = max.role(role);
    }
    max.arrives().await
}

/// That a mail shows what was written and runs none of it.
fn is_inert(html: &str) {
    let html = html.to_lowercase();
    for wrong in ["<script", "<img", "<svg", "onerror=alert(1)>", "href=\"javascript", "href=\"data:", "src=\"http"] {
        assert!(!html.replace("&lt;", "‹").contains(wrong), "{wrong} in {html}");
    }
}

on_both_engines! {
    /// The API answers data as data; the web app's policy lets no script of a text run; and mail, the one place where the server
    /// writes markup, shows it as text. (What the web app makes of them is tried in a browser.)
    async fn stored_xss_through_subject_name_markdown_file_name_and_answers(desk: &Desk) {
        let carla = desk.agent("carla", seeded::SUPPORT).await;
        for markup in MARKUP {
            let ana = desk.requester("ana").await;
            changes_me(&ana, json!({"name": format!("Ana {markup}")})).await.expect(200);
            let name = format!("{}.txt", markup.replace('/', "-"));
            let file = ana.call(Method::POST, "/attachments").file(&name, "text/html", markup.into()).await.expect(201);
            let mut body = request_for(Service::Maintenance);
            body["subject"] = json!(markup);
            body["description"] = json!(markup);
            body["answers"]["location"] = json!(markup);
            body["attachment_ids"] = json!([file.value()["id"]]);
            let ticket = ana.files_as(body).await;
            carla.takes(&ticket).await;
            carla.replies(&ticket, markup).await;
            carla.attends(&ticket, markup).await;
            for path in [ticket.path(""), ticket.path("/timeline"), "/tickets".into(), "/me".into()] {
                let answer = ana.get(&path).await.expect(200);
                assert_eq!(answer.header("content-type"), Some("application/json"), "{path}");
                assert_eq!(answer.header("x-content-type-options"), Some("nosniff"), "{path}");
                let policy = answer.header("content-security-policy").unwrap();
                assert!(policy.starts_with("default-src 'none'"), "{policy}");
            }
            // Kept as it was written: nothing is lost to a filter that would miss something else.
            let seen = carla.sees(&ticket).await;
            assert_eq!((seen.summary.subject.as_str(), seen.description.as_str()), (markup, markup));
            desk.tick().await;
            desk.tick().await;
        }
        let mails = desk.relay.mails();
        assert!(mails.len() > MARKUP.len() * 3, "{}", mails.len());
        for mail in mails {
            is_inert(&mail.html);
        }
        let page = Call::new(&reqwest::Client::new(), Method::GET, &format!("{}/", desk.origin)).await;
        let policy = page.header("content-security-policy").unwrap().to_owned();
        assert!(policy.contains("default-src 'none'") && policy.contains("require-trusted-types-for 'script'"), "{policy}");
        assert!(!policy.contains("unsafe-inline") && !policy.contains("'unsafe-eval'"), "{policy}");
    }

    /// A name becomes the recipient of mail: it stays one name of one recipient.
    async fn header_injection_through_display_name(desk: &Desk) {
        let alma = desk.admin("alma").await;
        for (n, name) in [
            "Ana\r\nBcc: eve@example.com",
            "Ana\nSubject: Otra cosa\n\nCuerpo",
            "Ana\" <eve@example.com>, \"Eve",
            "Ana <eve@example.com>",
            "Ana, eve@example.com",
            "=?utf-8?q?Ana=0D=0ABcc:_eve=40example.com?=",
            "Ana\u{2028}Bcc: eve@example.com",
        ]
        .into_iter()
        .enumerate()
        {
            let ana = desk.requester(&format!("ana{n}")).await;
            let changed = changes_me(&ana, json!({"name": name})).await;
            if changed.status == 200 {
                let kept = changed.read::<Me>().name;
                assert!(!kept.contains(['\r', '\n']), "{kept:?}");
            } else {
                changed.expect_faults(&[("/name", "characters")]);
            }
            ana.files(Service::Maintenance).await;
            let mail = desk.mail_to(&ana.email).await;
            one_recipient(&mail, &ana.email);
        }
        // So does the institution's, which signs all mail.
        let seen = alma.get("/settings").await.expect(200).etag();
        let named = json!({"name": "UT\r\nBcc: eve@example.com"});
        alma.patch("/settings", &named).if_match(seen.as_str()).await;
        let ben = desk.requester("ben").await;
        ben.files(Service::Maintenance).await;
        one_recipient(&desk.mail_to(&ben.email).await, &ben.email);
    }

    /// Nor does anything else that somebody writes add a header or a recipient.
    async fn mail_header_injection(desk: &Desk) {
        let ana = desk.requester("ana").await;
        let carla = desk.agent("carla", seeded::SUPPORT).await;
        let mut body = request_for(Service::Maintenance);
        body["subject"] = json!(LINE);
        body["description"] = json!(LINE);
        let ticket = ana.files_as(body).await;
        carla.takes(&ticket).await;
        carla.replies(&ticket, ".\r\nMAIL FROM:<eve@example.com>\r\nRCPT TO:<eve@example.com>\r\n.\r\n").await;
        carla.attends(&ticket, LINE).await;
        ana.rejects(&ticket, LINE).await;
        for bad in [
            "ana@example.edu.mx\nBcc: eve@example.com",
            "ana@example.edu.mx\r\nRCPT TO:<eve@example.com>",
            "ana@example.edu.mx, eve@example.edu.mx",
            "<ana@example.edu.mx>",
            "Ana <ana@example.edu.mx>",
            "ana@example.edu.mx>\r\nDATA",
            "\"a\r\nb\"@example.edu.mx",
            "ana\u{0}@example.edu.mx",
        ] {
            let asked = desk.call(Method::POST, "/auth/codes").json(&json!({"email": bad})).await;
            asked.expect_problem(422, "validation");
            let watcher = ana.post(&ticket.path("/watchers"), &json!({"email": bad})).await;
            watcher.expect_problem(422, "validation");
        }
        desk.tick().await;
        let mails = desk.relay.mails();
        assert!(mails.len() >= 4, "{}", mails.len());
        for mail in &mails {
            let to = if mail.to == std::slice::from_ref(&ana.email) { &ana.email } else { &carla.email };
            one_recipient(mail, to);
            assert_eq!(mail.header("X-Injected"), None);
        }
    }

    /// Nothing that shows nothing or turns the reading direction is kept in a name or a title.
    async fn bidi_marks_in_names(desk: &Desk) {
        let max = everything(desk).await;
        let ana = desk.requester("ana").await;
        let ticket = max.files(Service::Wifi).await;
        let team = format!("/teams/{}", seeded::SUPPORT);
        let service = format!("/services/{}", Service::Wifi.id());
        for mark in ['\u{202e}', '\u{202a}', '\u{2066}', '\u{2069}', '\u{200e}', '\u{200f}', '\u{61c}', '\u{feff}'] {
            let text = format!("gpj.{mark}exe");
            let mut refused = 0;
            let mut is_refused = |answer: Answer, pointer: &str| {
                answer.expect_faults(&[(pointer, "characters")]);
                refused += 1;
            };
            for member in ["name", "unit", "phone_extension"] {
                is_refused(changes_me(&ana, json!({member: text})).await, &format!("/{member}"));
            }
            let token = json!({"name": text, "scopes": ["tickets:read"]});
            is_refused(ana.post("/tokens", &token).await, "/name");
            is_refused(max.post("/teams", &json!({"name": text})).await, "/name");
            let seen = max.get(&team).await.etag();
            is_refused(max.patch(&team, &json!({"name": text})).if_match(seen.as_str()).await, "/name");
            let seen = max.get(&service).await.etag();
            let named = json!({"name": {"es": text, "en": "Wi-Fi"}});
            is_refused(max.patch(&service, &named).if_match(seen.as_str()).await, "/name/es");
            let seen = max.get("/settings").await.etag();
            is_refused(max.patch("/settings", &json!({"name": text})).if_match(seen.as_str()).await, "/name");
            for member in ["name", "unit", "institutional_id", "phone_extension"] {
                let account = json!({"email": "nora@example.edu.mx", member: text});
                is_refused(max.post("/accounts", &account).await, &format!("/{member}"));
            }
            for member in ["subject", "description"] {
                let mut body = request_for(Service::Maintenance);
                body[member] = json!(text);
                is_refused(ana.post("/tickets", &body).await, &format!("/{member}"));
            }
            let mut body = request_for(Service::Maintenance);
            body["answers"]["location"] = json!(text);
            is_refused(ana.post("/tickets", &body).await, "/answers/location");
            is_refused(max.post(&ticket.path("/replies"), &json!({"body": text})).await, "/body");
            let imported = max.call(Method::POST, "/accounts/import?dry_run=true");
            let imported = imported.bytes("text/csv", format!("email,name\nnora@example.edu.mx,{text}\n")).await;
            assert!(!imported.text().contains(mark), "{imported}");
            assert_eq!(refused, 16);
            // A file is not refused for its name: the name loses the mark.
            let file = ana.call(Method::POST, "/attachments").file(&text, "image/png", b"hola".to_vec()).await;
            file.expect_problem(415, "unsupported-media");
            let file = ana.call(Method::POST, "/attachments").file(&format!("a{mark}b.txt"), "text/plain", b"hola".to_vec());
            assert_eq!(file.await.expect(201).value()["file_name"], "ab.txt");
        }
    }

    /// Nothing is answered as a table that a spreadsheet would calculate. What looks like a formula is text as any other, and the name of
    /// a file, which somebody opens, does not begin like one.
    async fn formula_injection(desk: &Desk) {
        let max = everything(desk).await;
        for operation in contract::operations() {
            let kinds = contract::answer_kinds(operation);
            let is_table = |kind: &str| ["csv", "excel", "spreadsheet", "tab-separated"].iter().any(|part| kind.contains(part));
            assert!(!kinds.iter().any(|kind| is_table(kind)), "{}: {kinds:?}", operation.id);
        }
        for sign in ["=", "+", "-", "@", " =", "\u{feff}=", "\u{200b}@"] {
            let name = format!("{sign}HYPERLINK(1).csv");
            let sent = max.call(Method::POST, "/attachments").file(&name, "text/csv", b"a,b\n".to_vec()).await;
            let file: Attachment = sent.expect_json(201);
            let is_plain = |name: &str| name.starts_with('_') && name.ends_with("HYPERLINK(1).csv");
            assert!(is_plain(&file.file_name), "{name:?}: {}", file.file_name);
            let read = max.get(&format!("/attachments/{}", file.id)).await.expect(200);
            let named = read.header("content-disposition").unwrap();
            assert!(named.starts_with("attachment; filename=\"_"), "{named}");
        }
        // A list of people comes from a spreadsheet: it is taken as it stands there, and given back as JSON.
        for name in ["=1+1", "+1", "-1", "@SUM(A1)", "=HYPERLINK(\"https://evil.example\")"] {
            let quoted = name.replace('"', "\"\"");
            let people = format!("email,name\nnora@example.edu.mx,\"{quoted}\"\n");
            let call = max.call(Method::POST, "/accounts/import?dry_run=false").bytes("text/csv", people);
            assert_eq!(call.await.expect(200).value()["wrong"], 0, "{name}");
            let found = max.get("/accounts?q=nora").await.expect(200);
            assert_eq!(found.header("content-type"), Some("application/json"));
            assert_eq!(found.value()["items"][0]["name"], name);
        }
    }

    /// Anywhere that text is taken: bodies, members, parameters, addresses, headers, forms, files of people.
    async fn nul_and_invalid_utf8(desk: &Desk) {
        let max = everything(desk).await;
        let ticket = max.files(Service::Wifi).await;
        desk.tick().await;
        let credential = Device::at(desk).signs_in(desk, &max.email).await.access_token;
        let bearer = format!("authorization: Bearer {credential}");
        let some = uuid::Uuid::now_v7().to_string();
        let mut tried = 0;
        for operation in contract::operations().iter().filter(|operation| operation.path.starts_with("/api/")) {
            let path = operation.path.strip_prefix("/api/v1").unwrap();
            // In the address, in each of its parts.
            for part in path.split('/').filter(|part| part.starts_with('{')) {
                for odd in ["%00", "a%00b", "%ff%fe", "%c0%80", "%ed%a0%80", "TI-%00", "%F0%9F%92%A9"] {
                    let odd = path.replace(part, odd);
                    let odd = ["{id}", "{account_id}", "{linked_id}"].iter().fold(odd, |path, part| path.replace(part, &some));
                    let line = format!("{} /api/v1{odd} HTTP/1.1", operation.method);
                    let head = [line.as_bytes(), bearer.as_bytes(), b"if-match: \"1\"", b"content-type: application/json"];
                    let status = Wire::asks(desk.site(), &head, b"{}").await.status();
                    assert!((400..500).contains(&status), "{line}: {status}");
                    tried += 1;
                }
            }
            // In the body, as a value, as a name and as bytes that are no text.
            if contract::body_members(operation).is_some() {
                let path = ["{id}", "{token}", "{challenge_id}"].iter().fold(path.to_owned(), |path, part| path.replace(part, &some));
                let sends = |body: Vec<u8>| max.call(operation.method.clone(), &path).if_match(1).bytes("application/json", body);
                sends(b"{\"name\": \"a\\u0000b\"}".to_vec()).await.expect_faults(&[("/name", "characters")]);
                sends(b"{\"a\\u0000\": 1}".to_vec()).await.expect_faults(&[("", "characters")]);
                for bytes in [b"{\"name\": \"\xff\xfe\"}".as_slice(), b"{\"name\": \"\xed\xa0\x80\"}", b"{\"name\": \"a\0b\"}", b"\xff\xfe{\0}\0"] {
                    sends(bytes.to_vec()).await.expect_problem(400, "validation");
                }
                // Half a surrogate is no character.
                sends(b"{\"name\": \"\\ud800\"}".to_vec()).await.expect_problem(400, "validation");
                tried += 7;
            }
            // In each parameter.
            for name in contract::query_parameters(operation) {
                let path = path.replace("{id}", &ticket.id.to_string());
                let asks = |value: &str| {
                    let call = max.call(operation.method.clone(), &format!("{path}?{name}={value}"));
                    if operation.method == Method::POST { call.bytes("text/csv", "email\n") } else { call }
                };
                let nul = asks("a%00b").await;
                // The mailbox is one of the demo alone.
                assert!(nul.status == 422 || operation.id == "read_mailbox", "{nul}");
                let odd = asks("%ff%fe").await;
                assert!(odd.status.as_u16() < 500, "{odd}");
                tried += 2;
            }
        }
        assert!(tried > 600, "{tried}");
        // In headers.
        for line in [b"accept-language: \xff\xfe".as_slice(), b"idempotency-key: \xff", b"cookie: \xff=\xfe", b"x-forwarded-for: \xff", b"if-none-match: \xff", b"user-agent: \xff"] {
            let status = Wire::asks(desk.site(), &[b"GET /api/v1/me HTTP/1.1", bearer.as_bytes(), line], b"").await.status();
            assert!([200, 400, 422].contains(&status), "{line:?}: {status}");
        }
        let status = Wire::asks(desk.site(), &[b"GET /api/v1/me HTTP/1.1", b"authorization: Bearer \xff"], b"").await.status();
        assert_eq!(status, 401);
        // In a form and in a file of people.
        let form = b"--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a\xff\0.txt\"\r\n\r\nhola\r\n--b--\r\n".to_vec();
        let sent = max.call(Method::POST, "/attachments").bytes("multipart/form-data; boundary=b", form).await;
        assert!([201, 400].contains(&sent.status.as_u16()), "{sent}");
        for people in [b"email,name\nnora@example.edu.mx,\xff\xfe\n".as_slice(), b"email,name\nnora@example.edu.mx,a\0b\n"] {
            let call = max.call(Method::POST, "/accounts/import?dry_run=true").bytes("text/csv", people.to_vec()).await;
            assert!([200, 400, 422].contains(&call.status.as_u16()), "{call}");
            assert!(!call.text().contains("\\u0000"), "{call}");
        }
    }

    /// Every parameter of every list, as whoever may read them all: what is no value is refused or finds nothing, and no row is
    /// lost or shown for it.
    async fn sql_in_sort_and_filter(desk: &Desk) {
        let max = everything(desk).await;
        let ticket = max.files(Service::Wifi).await;
        let (ana, eve) = (desk.requester("ana").await, desk.requester("eve").await);
        ana.files(Service::Maintenance).await;
        let mut tried = 0;
        for operation in contract::operations().iter().filter(|operation| operation.method == Method::GET) {
            for name in contract::query_parameters(operation) {
                for injected in [
                    "'",
                    "\"",
                    "';DROP TABLE ticket;--",
                    "1 OR 1=1",
                    "' OR '1'='1",
                    "created_at;SELECT pg_sleep(5)",
                    "(CASE WHEN 1=1 THEN created_at END)",
                    "-created_at,folio",
                    "') UNION SELECT email FROM account--",
                    "%",
                    "_",
                    "\\",
                    "$1",
                    "?1",
                ] {
                    let value: String = injected.bytes().map(|byte| format!("%{byte:02x}")).collect();
                    let path = operation.path.strip_prefix("/api/v1").unwrap_or(&operation.path);
                    let path = path.replace("{id}", &ticket.id.to_string());
                    let answer = max.call(Method::GET, &format!("{path}?{name}={value}")).await;
                    assert!([200, 404, 422].contains(&answer.status.as_u16()), "{answer}");
                    // A search for a sign finds what holds it; `%` and `_` are signs.
                    if answer.status == 200 && name == "q" && operation.id == "find_people" {
                        assert_eq!(answer.value()["items"], json!([]), "{injected}: {answer}");
                    }
                    tried += 1;
                }
            }
        }
        assert!(tried > 500, "{tried}");
        for order in ["created_at; DROP TABLE ticket", "folio", "requester_id", "-nothing", "created_at,created_at"] {
            max.get(&format!("/tickets?sort={}", order.replace(' ', "%20"))).await.expect_faults(&[("?sort", "choice")]);
        }
        assert_eq!(max.get("/tickets?view=all&count=true").await.expect(200).value()["total"], 2);
        assert_eq!(eve.get("/tickets?requester=me'%20OR%20'1'='1").await.status, 422);
        assert_eq!(eve.get("/tickets?count=true").await.expect(200).value()["total"], 0);
    }
}

/// That a mail went to one address, in the envelope and in its head, and hides no other.
fn one_recipient(mail: &e2e::mail::Mail, email: &str) {
    assert_eq!(mail.to, [email.to_owned()]);
    let heads = |name: &str| mail.headers.iter().filter(|(key, _)| key.eq_ignore_ascii_case(name)).count();
    for (name, count) in [("To", 1), ("Subject", 1), ("From", 1), ("Bcc", 0), ("Cc", 0)] {
        assert_eq!(heads(name), count, "{name} in {:?}", mail.headers);
    }
    for (name, value) in &mail.headers {
        assert!(!value.contains(['\r', '\n']), "{name}: {value:?}");
    }
    assert_eq!(mail.addressees, [email.to_owned()], "{:?}", mail.header("To"));
}
