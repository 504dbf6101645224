//! Accounts, people, teams and settings: who reads them, who changes them, and when a change takes effect.

use backend::entity::account_email;
use e2e::{Desk, Device, Person, Service, Ticket, on_both_engines, seeded};
use reqwest::Method;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use serde_json::{Value, json};
use shared::{
    account::{AccountDetails, PersonMatch, TeamDetails},
    institution::{Institution, Settings},
    page::Page,
    person::Role,
    service::Bilingual,
    session::SessionToken,
};

const NEW: &str = "ana.lopez@example.edu.mx";

/// Ana with a request that Carla has just taken, a device on which she is signed in, and another that waits for her code.
struct Cast {
    alma: Person,
    carla: Person,
    ana: Person,
    ticket: Ticket,
    device: Device,
    waiting: (Device, uuid::Uuid, String),
}

async fn cast(desk: &Desk) -> Cast {
    let alma = desk.admin("alma").await;
    let carla = desk.agent("carla", seeded::SUPPORT).await;
    let ana = desk.requester("ana").await;
    let ticket = ana.files(Service::Maintenance).await;
    // Codes are sent first: what is due besides must not come behind them.
    desk.tick().await;
    let mut device = Device::at(desk);
    device.signs_in(desk, &ana.email).await;
    let other = Device::at(desk);
    let challenge = other.asks_for_code(&ana.email).await;
    let code = desk.mail_to(&ana.email).await.code();
    desk.relay.forget();
    // This has not been sent yet when the address changes.
    carla.takes(&ticket).await;
    Cast { alma, carla, ana, ticket, device, waiting: (other, challenge, code) }
}

impl Cast {
    async fn change_ana(&self, patch: Value) -> e2e::Answer {
        let place = format!("/accounts/{}", self.ana.id);
        let seen = self.alma.get(&place).await.expect(200).etag();
        self.alma.patch(&place, &patch).if_match(seen.as_str()).await
    }

    /// What the old address opened is shut.
    async fn is_signed_out(&mut self) {
        self.device.call(Method::GET, "/me").await.expect_problem(401, "unauthenticated");
        self.device.renews().await.expect_problem(401, "unauthenticated");
        let (other, challenge, code) = &mut self.waiting;
        other.enters(*challenge, code).await.expect_faults(&[("/code", "code")]);
    }

    /// Whoever has the old address now is somebody else, who sees nothing of hers.
    async fn old_address_is_a_strangers(&self, desk: &Desk) -> SessionToken {
        let mut device = Device::at(desk);
        let session = device.signs_in(desk, &self.ana.email).await;
        assert_ne!(session.account.id, self.ana.id);
        assert_eq!(device.call(Method::GET, "/tickets?count=true").await.expect(200).value()["total"], 0);
        device.call(Method::GET, &self.ticket.path("")).await.expect_problem(404, "not-found");
        session
    }

    async fn signs_in_as_ana(&self, desk: &Desk, address: &str) {
        let mut device = Device::at(desk);
        let session = device.signs_in(desk, address).await;
        assert_eq!(session.account.id, self.ana.id);
        assert_eq!(device.call(Method::GET, "/me").await.expect(200).value()["email"], address);
        assert_eq!(device.call(Method::GET, "/tickets?count=true").await.expect(200).value()["total"], 1);
        device.call(Method::GET, &self.ticket.path("")).await.expect(200);
    }

    /// The addresses of Ana's account, oldest first, and whether each still is hers.
    async fn addresses(&self, desk: &Desk) -> Vec<(String, bool)> {
        let rows = account_email::Entity::find()
            .filter(account_email::Column::AccountId.eq(self.ana.id))
            .order_by_asc(account_email::Column::Id)
            .all(desk.db())
            .await
            .unwrap();
        rows.into_iter().map(|row| (row.email, row.valid_to.is_none())).collect()
    }
}

on_both_engines! {
    async fn a_changed_address_takes_its_person_along(desk: &Desk) {
        let mut cast = cast(desk).await;
        for (patch, pointer, code) in [
            (json!({"email": cast.carla.email}), "/email", "duplicate"),
            (json!({"email": "ana@example.com"}), "/email", "foreign_domain"),
            (json!({"email": "ana"}), "/email", "email"),
            (json!({"email": NEW, "release_email": true}), "/release_email", "choice"),
            (json!({"active": true, "release_email": true}), "/release_email", "choice"),
        ] {
            cast.change_ana(patch).await.expect_faults(&[(pointer, code)]);
        }
        // Her own address is no other one.
        cast.change_ana(json!({"email": cast.ana.email})).await.expect(200);
        cast.device.call(Method::GET, "/me").await.expect(200);

        let changed: AccountDetails = cast.change_ana(json!({"email": " Ana.Lopez@example.edu.mx"})).await.expect_json(200);
        assert_eq!((changed.id, changed.email.as_str(), changed.active), (cast.ana.id, NEW, true));
        cast.is_signed_out().await;
        assert_eq!(cast.addresses(desk).await, [(cast.ana.email.clone(), false), (NEW.to_owned(), true)]);
        assert!(desk.mail_to(NEW).await.subject.contains(&cast.ticket.folio));
        cast.carla.replies(&cast.ticket, "Voy para allá.").await;
        assert!(desk.mail_to(NEW).await.text.contains("Voy para allá."));
        assert!(desk.relay.mails_to(&cast.ana.email).is_empty());

        let stranger = cast.old_address_is_a_strangers(desk).await;
        cast.signs_in_as_ana(desk, NEW).await;
        desk.relay.forget();
        cast.carla.replies(&cast.ticket, "Ya llegué.").await;
        assert!(desk.mail_to(NEW).await.text.contains("Ya llegué."));
        assert!(desk.relay.mails_to(&cast.ana.email).is_empty());
        // Each address has one account: she can't have it back, and it finds its new owner.
        cast.change_ana(json!({"email": cast.ana.email})).await.expect_faults(&[("/email", "duplicate")]);
        let found: Page<PersonMatch> = cast.carla.get(&format!("/people?q={}", cast.ana.email)).await.expect_json(200);
        assert_eq!(found.items.iter().map(|one| one.id).collect::<Vec<_>>(), [stranger.account.id]);
    }

    async fn a_released_address_leaves_nobody_its_history(desk: &Desk) {
        let mut cast = cast(desk).await;
        let released: AccountDetails = cast.change_ana(json!({"release_email": true})).await.expect_json(200);
        assert_eq!((released.email.as_str(), released.active), (cast.ana.email.as_str(), false));
        cast.is_signed_out().await;
        assert_eq!(cast.addresses(desk).await, [(cast.ana.email.clone(), false)]);
        cast.carla.replies(&cast.ticket, "Voy para allá.").await;
        desk.tick().await;
        assert!(desk.relay.mails_to(&cast.ana.email).is_empty());

        let stranger = cast.old_address_is_a_strangers(desk).await;
        for (active, id) in [(false, cast.ana.id), (true, stranger.account.id)] {
            let place = format!("/accounts?q={}&active={active}", cast.ana.email);
            let listed: Page<AccountDetails> = cast.alma.get(&place).await.expect_json(200);
            assert_eq!(listed.items.iter().map(|one| one.id).collect::<Vec<_>>(), [id]);
        }
        // Enabled again she would be written to where somebody else reads.
        cast.change_ana(json!({"active": true})).await.expect_faults(&[("/email", "required")]);
        let asked = Device::at(desk).asks_for_code(&cast.ana.email).await;
        let code = desk.mail_to(&cast.ana.email).await.code();
        cast.change_ana(json!({"active": true, "email": NEW})).await.expect(200);
        cast.signs_in_as_ana(desk, NEW).await;
        // What was under way to the address was its new owner's.
        let session: SessionToken = Device::at(desk).enters(asked, &code).await.expect_json(200);
        assert_eq!(session.account.id, stranger.account.id);

        let own = format!("/accounts/{}", cast.alma.id);
        let seen = cast.alma.get(&own).await.expect(200).etag();
        let last = cast.alma.patch(&own, &json!({"release_email": true})).if_match(seen.as_str()).await;
        last.expect_problem(409, "conflict");
    }

    async fn only_an_admin_changes_the_directory_and_reads_its_accounts(desk: &Desk) {
        let alma = desk.admin("alma").await;
        let team: TeamDetails = alma.post("/teams", &json!({"name": "Turno nocturno"})).await.expect_json(201);
        let people = [
            ("requester", desk.requester("ana").await, 403),
            ("agent", desk.agent("beto", team.id).await, 200),
            ("supervisor", desk.supervisor("rosa", team.id).await, 200),
            ("quality", desk.quality("queta").await, 403),
        ];
        for (who, person, of_staff) in &people {
            for path in ["/teams", &format!("/teams/{}", team.id), "/people?q=alma"] {
                let answer = person.get(path).await;
                assert_eq!(answer.status.as_u16(), *of_staff, "{who}: {answer}");
            }
            // Whole lists of people with their numbers are for whoever looks after the accounts.
            for path in ["/accounts", &format!("/accounts/{}", alma.id)] {
                person.get(path).await.expect_problem(403, "forbidden");
            }
            let new = json!({"email": "nuevo@example.edu.mx", "roles": ["admin"]});
            person.post("/accounts", &new).await.expect_problem(403, "forbidden");
            let promoted = json!({"roles": ["admin"]});
            let own = format!("/accounts/{}", person.id);
            person.patch(&own, &promoted).if_match(1).await.expect_problem(403, "forbidden");
            person.patch(&format!("/teams/{}", team.id), &json!({"member_ids": []})).if_match(1).await.expect(403);
            person.patch("/settings", &json!({"hue": 1})).if_match(1).await.expect_problem(403, "forbidden");
            person.get("/settings").await.expect_problem(403, "forbidden");
        }
        for path in ["/accounts", "/teams", "/people?q=a", "/settings"] {
            desk.call(Method::GET, path).await.expect_problem(401, "unauthenticated");
        }
    }

    async fn a_disabled_account_is_shut_out_at_once(desk: &Desk) {
        let alma = desk.admin("alma").await;
        let beto = desk.agent("beto", seeded::SUPPORT).await;
        let session = Device::at(desk).signs_in(desk, &beto.email).await;
        let as_beto = async |path: &str| desk.call(Method::GET, path).bearer(&session.access_token).await;
        as_beto("/teams").await.expect(200);
        let place = format!("/accounts/{}", beto.id);
        let seen = alma.get(&place).await.expect(200);
        let changed = alma.patch(&place, &json!({"unit": "Redes"})).if_match(seen.etag().as_str()).await.expect(200);
        alma.patch(&place, &json!({"active": false})).await.expect_problem(428, "version-required");
        alma.patch(&place, &json!({"active": false})).if_match(seen.etag().as_str()).await.expect_problem(412, "stale-version");
        alma.patch(&place, &json!({"active": false})).if_match(changed.etag().as_str()).await.expect(200);
        as_beto("/teams").await.expect_problem(401, "unauthenticated");
        let own = format!("/accounts/{}", alma.id);
        let etag = alma.get(&own).await.expect(200).etag();
        alma.patch(&own, &json!({"roles": []})).if_match(etag.as_str()).await.expect_problem(409, "conflict");
        alma.patch(&own, &json!({"active": false})).if_match(etag.as_str()).await.expect_problem(409, "conflict");
    }

    async fn an_account_is_made_once_however_often_it_is_sent(desk: &Desk) {
        let alma = desk.admin("alma").await;
        let new = json!({"email": "Carla.Mendez@example.edu.mx", "roles": ["agent"]});
        let first = alma.post("/accounts", &new).key("account-1").await.expect(201);
        let made: AccountDetails = first.read();
        assert_eq!((made.name.as_str(), made.roles.as_slice()), ("Carla Mendez", [Role::Agent].as_slice()));
        assert_eq!(first.header("location"), Some(format!("/api/v1/accounts/{}", made.id).as_str()));
        let again: AccountDetails = alma.post("/accounts", &new).key("account-1").await.expect_json(201);
        assert_eq!(again.id, made.id);
        alma.post("/accounts", &new).await.expect_faults(&[("/email", "duplicate")]);
        let foreign = json!({"email": "carla@example.com"});
        alma.post("/accounts", &foreign).await.expect_faults(&[("/email", "foreign_domain")]);
        let found: Page<AccountDetails> = alma.get("/accounts?q=MENDEZ%20carla&role=agent&count=true").await.expect_json(200);
        assert_eq!((found.items.len(), found.total), (1, Some(1)));
        alma.get("/accounts?role=king").await.expect_faults(&[("?role", "choice")]);
        alma.get("/accounts?active=perhaps").await.expect_faults(&[("?active", "format")]);
        alma.get("/accounts?cursor=abc").await.expect_faults(&[("?cursor", "format")]);
        // It is hers at her first sign-in.
        let session = Device::at(desk).signs_in(desk, "carla.mendez@example.edu.mx").await;
        assert_eq!(session.account.id, made.id);
    }

    async fn staff_look_up_people_by_name_or_address(desk: &Desk) {
        let alma = desk.admin("alma").await;
        let team: TeamDetails = alma.post("/teams", &json!({"name": "Turno nocturno"})).await.expect_json(201);
        let beto = desk.agent("beto", team.id).await;
        let new = json!({"email": "angel.nunez@example.edu.mx", "name": "Ángel Núñez"});
        alma.post("/accounts", &new).await.expect(201);
        for words in ["angel", "%C3%81NGEL%20nunez", "nunez%40", "angel.nunez@example.edu.mx"] {
            let found: Page<PersonMatch> =
                beto.get(&format!("/people?q={}", words.replace("nunez%40", "nunez@"))).await.expect_json(200);
            assert_eq!(found.items.iter().map(|one| one.name.as_str()).collect::<Vec<_>>(), ["Ángel Núñez"], "{words}");
        }
        // Namesakes are found among however many whose words go before theirs.
        let mut namesakes = Vec::new();
        for n in 0..14 {
            let name = if n < 12 { "Adriana López" } else { "Ana López" };
            let new = json!({"email": format!("lopez{n}@example.edu.mx"), "name": name});
            let made: AccountDetails = alma.post("/accounts", &new).await.expect_json(201);
            if n >= 12 {
                namesakes.push(made.id);
            }
        }
        let found: Page<PersonMatch> = beto.get("/people?q=Ana%20L%C3%B3pez&limit=10").await.expect_json(200);
        assert!(found.items.iter().all(|one| one.name == "Adriana López"));
        let named = format!("/people?id={},{}", namesakes[0], namesakes[1]);
        let found: Page<PersonMatch> = beto.get(&named).await.expect_json(200);
        let mut addresses: Vec<&str> = found.items.iter().map(|one| one.email.as_str()).collect();
        addresses.sort_unstable();
        assert_eq!(addresses, ["lopez12@example.edu.mx", "lopez13@example.edu.mx"]);
        let found: Page<PersonMatch> = beto.get(&format!("{named}&q=lopez13")).await.expect_json(200);
        assert_eq!(found.items.iter().map(|one| one.id).collect::<Vec<_>>(), [namesakes[1]]);
        beto.get("/people?id=ana").await.expect_faults(&[("?id", "choice")]);
        beto.get("/people?id=").await.expect_faults(&[("?q", "required")]);
        let found: Page<PersonMatch> = beto.get("/people?q=%25").await.expect_json(200);
        assert!(found.items.is_empty());
        beto.get("/people").await.expect_faults(&[("?q", "required")]);
        beto.get("/people?q=%20").await.expect_faults(&[("?q", "required")]);
        beto.get("/people?q=%00").await.expect_faults(&[("?q", "characters")]);
    }

    async fn a_teams_members_are_its_whole_new_set(desk: &Desk) {
        let alma = desk.admin("alma").await;
        let (beto, caro) = (desk.requester("beto").await, desk.requester("caro").await);
        let made = alma.post("/teams", &json!({"name": "  Turno   nocturno ", "member_ids": [beto.id]})).await.expect(201);
        let team: TeamDetails = made.read();
        assert_eq!((team.name.as_str(), team.members.len()), ("Turno nocturno", 1));
        alma.post("/teams", &json!({"name": "Turno nocturno"})).await.expect_faults(&[("/name", "duplicate")]);
        alma.post("/teams", &json!({"name": "x\u{202e}y"})).await.expect_faults(&[("/name", "characters")]);
        let place = format!("/teams/{}", team.id);
        let nobody = json!({"member_ids": [beto.id, uuid::Uuid::now_v7()]});
        alma.patch(&place, &nobody).if_match(1).await.expect_faults(&[("/member_ids/1", "reference")]);
        let changed: TeamDetails = alma.patch(&place, &json!({"member_ids": [caro.id]})).if_match(1).await.expect_json(200);
        assert_eq!((changed.version, changed.members.first().map(|one| one.id)), (2, Some(caro.id)));
        alma.patch(&place, &json!({"name": "Otro"})).if_match(1).await.expect_problem(412, "stale-version");
        alma.get(&format!("/teams/{}", uuid::Uuid::now_v7())).await.expect_problem(404, "not-found");
        let known = alma.get(&place).await.expect(200).etag();
        let again = alma.get(&place).header("if-none-match", &known).await;
        assert_eq!(again.status.as_u16(), 304);
    }

    async fn settings_show_before_sign_in_what_everyone_may_know(desk: &Desk) {
        let alma = desk.admin("alma").await;
        let seen = alma.get("/settings").await.expect(200);
        assert_eq!(seen.read::<Settings>().folio_prefix, "TI");
        let patch = json!({"name": "Universidad Tecnológica", "hue": 150, "targets": [{"percent": 95.5, "from": "2026-01-01"}]});
        let changed: Settings = alma.patch("/settings", &patch).if_match(seen.etag().as_str()).await.expect_json(200);
        assert_eq!(changed.targets.len(), 1);
        alma.patch("/settings", &patch).if_match(seen.etag().as_str()).await.expect_problem(412, "stale-version");
        alma.patch("/settings", &json!({"hue": 361})).if_match(2).await.expect_faults(&[("/hue", "too_large")]);
        let institution: Institution = desk.call(Method::GET, "/public/institution").await.expect_json(200);
        assert_eq!((institution.name.as_str(), institution.hue), ("Universidad Tecnológica", 150));
        assert_eq!(institution.domains, ["example.edu.mx"]);
        assert!(!institution.demo);
    }

    async fn the_privacy_notice_is_read_before_sign_in(desk: &Desk) {
        let alma = desk.admin("alma").await;
        let reads = async || desk.call(Method::GET, "/public/privacy-notice").await;
        let known = async || desk.call(Method::GET, "/public/institution").await.expect_json::<Institution>(200).privacy_notice;
        assert!(!known().await);
        reads().await.expect_problem(404, "not-found");
        let odd = json!({"privacy_notice": {"es": "x\u{202e}y", "en": "x".repeat(20_001)}});
        alma.patch("/settings", &odd).if_match(1).await
            .expect_faults(&[("/privacy_notice/es", "characters"), ("/privacy_notice/en", "too_long")]);
        let notice = json!({"privacy_notice": {"es": "## Aviso\r\n\r\nTus datos.\n", "en": " "}});
        let changed: Settings = alma.patch("/settings", &notice).if_match(1).await.expect_json(200);
        assert_eq!(changed.privacy_notice, Bilingual::new("## Aviso\n\nTus datos.", ""));
        assert!(known().await);
        assert_eq!(reads().await.expect_json::<Bilingual>(200), changed.privacy_notice);
        let none = json!({"privacy_notice": {"es": "", "en": ""}});
        alma.patch("/settings", &none).if_match(2).await.expect(200);
        assert!(!known().await);
        reads().await.expect_problem(404, "not-found");
    }
}
