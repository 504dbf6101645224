//! What an admin sets of the institution that reaches far: its mail domains, its time zone and its logo.

use chrono::{Duration, NaiveTime, TimeZone};
use chrono_tz::America::Mexico_City;
use e2e::{Answer, Desk, Device, Person, Service, on_both_engines, seeded};
use reqwest::Method;
use sea_orm::{EntityTrait, PaginatorTrait};
use serde_json::json;
use shared::{
    indicator::Indicator,
    institution::{Institution, Settings},
};

/// A PNG picture of one colour: only its head counts here.
fn png(width: u32, height: u32, colour: u8) -> Vec<u8> {
    let sides = [width.to_be_bytes(), height.to_be_bytes()].concat();
    let head = [b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".as_slice(), &sides, b"\x08\x02\0\0\0"].concat();
    [head, vec![0, 0, 0, 0, 0, 0, 0, 0], b"IDAT".to_vec(), vec![colour; 40]].concat()
}

async fn institution(desk: &Desk) -> Institution {
    desk.call(Method::GET, "/public/institution").await.expect_json(200)
}

/// Changes the settings as they stand.
async fn sets(admin: &Person, patch: serde_json::Value) -> Answer {
    let seen = admin.get("/settings").await.expect(200).etag();
    admin.patch("/settings", &patch).if_match(seen.as_str()).await
}

async fn sends_logo(admin: &Person, media_type: &str, bytes: Vec<u8>) -> Answer {
    let seen = admin.get("/settings").await.expect(200).etag();
    admin.call(Method::PUT, "/settings/logo").if_match(seen.as_str()).bytes(media_type, bytes).await
}

on_both_engines! {
    async fn what_is_configured_holds_until_an_admin_sets_another(desk: &Desk) {
        let alma = desk.admin("alma").await;
        let first: Settings = alma.get("/settings").await.expect_json(200);
        assert_eq!((first.domains.as_slice(), first.time_zone.as_str()), (["example.edu.mx".to_owned()].as_slice(), "America/Mexico_City"));
        let patch = json!({"domains": [" Example.edu.mx", ".alumnos.example.edu.mx"], "time_zone": "America/Tijuana"});
        let changed: Settings = sets(&alma, patch).await.expect_json(200);
        assert_eq!(changed.domains, ["example.edu.mx", ".alumnos.example.edu.mx"]);
        let known = institution(desk).await;
        assert_eq!((known.domains, known.time_zone.as_str()), (changed.domains, "America/Tijuana"));
        // What else is set later leaves them.
        let later: Settings = sets(&alma, json!({"hue": 10})).await.expect_json(200);
        assert_eq!((later.domains.len(), later.time_zone.as_str()), (2, "America/Tijuana"));
    }

    async fn a_domain_opens_and_shuts_the_door_at_once(desk: &Desk) {
        let alma = desk.admin("alma").await;
        let code = async |email: &str| desk.call(Method::POST, "/auth/codes").json(&json!({"email": email})).await;
        code("luz@campus.example.org").await.expect_faults(&[("/email", "foreign_domain")]);
        sets(&alma, json!({"domains": ["example.edu.mx", "campus.example.org"]})).await.expect(200);
        let mut luz = Device::at(desk);
        luz.signs_in(desk, "luz@campus.example.org").await;
        alma.post("/accounts", &json!({"email": "sol@campus.example.org"})).await.expect(201);
        alma.post("/invitations", &json!({"email": "mar@campus.example.org", "roles": ["agent"]})).await.expect(201);
        // An address of the institution is no secondary one.
        let proof = json!({"email": "luz@campus.example.org"});
        alma.post("/email-proofs", &proof).await.expect_faults(&[("/email", "institution_domain")]);

        sets(&alma, json!({"domains": ["example.edu.mx"]})).await.expect(200);
        code("luz@campus.example.org").await.expect_faults(&[("/email", "foreign_domain")]);
        alma.post("/accounts", &json!({"email": "rio@campus.example.org"})).await.expect_faults(&[("/email", "foreign_domain")]);
        let file = "email,name\nrio@campus.example.org,Río\n";
        let imported = alma.call(Method::POST, "/accounts/import?dry_run=true").bytes("text/csv", file).await.expect(200);
        assert_eq!(imported.value()["wrong"], 1);
        alma.post("/email-proofs", &proof).await.expect(202);
        // Whoever is in stays in until the session ends, and is still known.
        luz.call(Method::GET, "/me").await.expect(200);
        luz.renews().await.expect(200);
        let kept = alma.get("/accounts?q=luz").await.expect(200);
        assert_eq!(kept.value()["items"].as_array().unwrap().len(), 1);
    }

    async fn a_code_opens_nothing_once_its_domain_is_gone(desk: &Desk) {
        let alma = desk.admin("alma").await;
        sets(&alma, json!({"domains": ["example.edu.mx", "campus.example.org"]})).await.expect(200);
        let [known, stranger, invited] = ["luz", "sol", "mar"].map(|name| format!("{name}@campus.example.org"));
        Device::at(desk).signs_in(desk, &known).await;
        alma.post("/invitations", &json!({"email": invited, "roles": ["agent"]})).await.expect(201);
        let token = desk.mail_to(&invited).await.token("/invite/");
        let mut codes = Vec::new();
        for email in [&known, &stranger, &invited] {
            let device = Device::at(desk);
            let challenge = device.asks_for_code(email).await;
            codes.push((device, challenge, desk.mail_to(email).await.code()));
        }

        sets(&alma, json!({"domains": ["example.edu.mx"]})).await.expect(200);
        let (_, challenge, code) = codes.pop().unwrap();
        let accept = json!({"challenge_id": challenge, "code": code});
        let place = format!("/invitations/{token}");
        desk.call(Method::POST, &place).json(&accept).await.expect_faults(&[("/code", "code")]);
        for (mut device, challenge, code) in codes {
            device.enters(challenge, &code).await.expect_faults(&[("/code", "code")]);
        }
        let found = alma.get("/accounts?q=sol").await.expect(200);
        assert!(found.value()["items"].as_array().unwrap().is_empty());
    }

    async fn domains_are_well_formed_and_keep_that_of_whoever_sets_them(desk: &Desk) {
        let alma = desk.admin("alma").await;
        let odd = json!({"domains": ["example.edu.mx", "localhost", "EXAMPLE.edu.mx ", "ex ample.mx"]});
        sets(&alma, odd).await.expect_faults(&[("/domains/1", "format"), ("/domains/2", "duplicate"), ("/domains/3", "format")]);
        sets(&alma, json!({"domains": []})).await.expect_faults(&[("/domains", "required")]);
        let refused = sets(&alma, json!({"domains": ["campus.example.org"]})).await.expect_problem(409, "conflict");
        assert!(refused.detail.contains("Tu propio correo"), "{}", refused.detail);
        sets(&alma, json!({"domains": [".edu.mx"]})).await.expect(200);
        let zones = ["Mars/Olympus", "america/mexico_city", "", "UTC-6"];
        for zone in zones {
            let code = if zone.is_empty() { "required" } else { "choice" };
            sets(&alma, json!({"time_zone": zone})).await.expect_faults(&[("/time_zone", code)]);
        }
    }

    async fn days_and_months_are_those_of_the_zone(desk: &Desk) {
        // At the first half hour of a month's last day but one, nearly three weeks ahead: nothing else lies there.
        let local = desk.now().with_timezone(&Mexico_City).date_naive() + Duration::days(20);
        let begin = Mexico_City.from_local_datetime(&local.and_time(NaiveTime::from_hms_opt(0, 30, 0).unwrap())).unwrap();
        desk.advance(begin.to_utc() - desk.now());
        let alma = desk.admin("alma").await;
        let ana = desk.requester("ana").await;
        ana.files(Service::Maintenance).await;
        let received = async |day: chrono::NaiveDate| {
            alma.get(&format!("/reports/indicator?from={day}&to={day}")).await.expect_json::<Indicator>(200).counts.received
        };
        assert_eq!((received(local - Duration::days(1)).await, received(local).await), (0, 1));
        // There it is still the evening before.
        sets(&alma, json!({"time_zone": "America/Tijuana"})).await.expect(200);
        assert_eq!((received(local - Duration::days(1)).await, received(local).await), (1, 0));
        let day = local - Duration::days(1);
        let listed = alma.get(&format!("/reports/indicator/tickets?from={day}&to={day}")).await.expect(200);
        assert_eq!(listed.value()["items"].as_array().unwrap().len(), 1);
    }

    async fn terms_are_those_of_the_zone(desk: &Desk) {
        let alma = desk.admin("alma").await;
        let ana = desk.requester("ana").await;
        let carla = desk.agent("carla", seeded::SUPPORT).await;
        let ticket = ana.files(Service::Maintenance).await;
        carla.takes(&ticket).await;
        carla.tries(&ticket, "attend", json!({"summary": "Listo."})).await.expect(200);
        ana.tries(&ticket, "confirm", json!({})).await.expect(200);
        let midnight = async |zone: chrono_tz::Tz| {
            let until = ana.sees(&ticket).await.reopen_until.expect("it can be reopened");
            until.with_timezone(&zone).time() == NaiveTime::MIN
        };
        assert!(midnight(Mexico_City).await);
        sets(&alma, json!({"time_zone": "Asia/Tokyo"})).await.expect(200);
        assert!(midnight(chrono_tz::Asia::Tokyo).await && !midnight(Mexico_City).await);
    }

    async fn a_logo_is_shown_to_everyone_and_taken_away_again(desk: &Desk) {
        let alma = desk.admin("alma").await;
        assert_eq!(institution(desk).await.logo, None);
        let picture = png(300, 80, 1);
        let set: Settings = sends_logo(&alma, "image/png", picture.clone()).await.expect_json(200);
        let logo = institution(desk).await.logo.expect("a logo");
        assert_eq!(set.logo.as_ref(), Some(&logo));

        let shown = desk.call(Method::GET, &logo).await.expect(200);
        assert_eq!(shown.body, picture);
        for (name, value) in [
            ("content-type", "image/png"),
            ("cache-control", "public, max-age=31536000, immutable"),
            ("x-content-type-options", "nosniff"),
            ("content-security-policy", "default-src 'none'; frame-ancestors 'none'; sandbox"),
            ("cross-origin-resource-policy", "same-origin"),
        ] {
            assert_eq!(shown.header(name), Some(value), "{name}");
        }
        let again = desk.call(Method::GET, &logo).header("if-none-match", &shown.etag()).await.expect(304);
        assert!(again.body.is_empty());

        // Another picture has another address, and the one before is gone.
        sends_logo(&alma, "image/png", png(300, 80, 2)).await.expect(200);
        let another = institution(desk).await.logo.expect("a logo");
        assert_ne!(another, logo);
        desk.call(Method::GET, &logo).await.expect_problem(404, "not-found");
        desk.call(Method::GET, &logo).header("if-none-match", &shown.etag()).await.expect_problem(404, "not-found");
        assert_eq!(backend::entity::logo::Entity::find().count(desk.db()).await.unwrap(), 1);

        let version = alma.get("/settings").await.expect_json::<Settings>(200).version;
        alma.delete("/settings/logo").await.expect_problem(428, "version-required");
        alma.delete("/settings/logo").if_match(version - 1).await.expect_problem(412, "stale-version");
        let without: Settings = alma.delete("/settings/logo").if_match(version).await.expect_json(200);
        assert_eq!((without.logo, without.version), (None, version + 1));
        desk.call(Method::GET, &another).await.expect_problem(404, "not-found");
        // There is none to take away: nothing changes.
        let same: Settings = alma.delete("/settings/logo").if_match(version + 1).await.expect_json(200);
        assert_eq!(same.version, version + 1);
        assert_eq!(backend::entity::logo::Entity::find().count(desk.db()).await.unwrap(), 0);
    }

    async fn only_a_small_picture_is_a_logo(desk: &Desk) {
        let alma = desk.admin("alma").await;
        let svg = b"<svg xmlns=\"http://www.w3.org/2000/svg\" onload=\"alert(1)\"/>".to_vec();
        sends_logo(&alma, "image/svg+xml", svg.clone()).await.expect_problem(415, "unsupported-media");
        // Its word does not count.
        sends_logo(&alma, "image/png", svg).await.expect_problem(415, "unsupported-media");
        sends_logo(&alma, "text/html", png(10, 10, 1)).await.expect_problem(415, "unsupported-media");
        sends_logo(&alma, "image/png", Vec::new()).await.expect_problem(415, "unsupported-media");
        sends_logo(&alma, "image/png", png(1_025, 2_000, 1)).await.expect_faults(&[("/width", "too_large"), ("/height", "too_large")]);
        let mut heavy = png(100, 100, 1);
        heavy.resize(256 * 1024 + 1, 0);
        sends_logo(&alma, "image/png", heavy.clone()).await.expect_problem(413, "too-large");
        heavy.truncate(256 * 1024);
        sends_logo(&alma, "image/png", heavy).await.expect(200);
        assert!(institution(desk).await.logo.is_some());
        for odd in ["x", "%00", "..%2F..%2Fsettings", &"0".repeat(32)] {
            desk.call(Method::GET, &format!("/public/logo/{odd}")).await.expect_problem(404, "not-found");
        }
    }
}
