//! One's own account: the profile, the mail one does without, the single keys, and the programs that act for one.

use std::time::{Duration as Pause, Instant};

use backend::{
    entity::account,
    identity::{self, Device},
};
use chrono::Duration;
use e2e::{
    Desk, Person, Service,
    browser::{BACKSPACE, ESCAPE, Kind, Screen, journey, pages::QueuePage},
};
use reqwest::Method;
use sea_orm::EntityTrait;
use serde_json::json;
use shared::{
    notification::Notification,
    person::{Language, Role},
    session::Me,
};

/// What was switched in the browser reaches the server.
async fn comes_to_have(person: &Person, what: &str, has: impl Fn(&Me) -> bool) {
    let until = Instant::now() + Pause::from_secs(20);
    loop {
        let me: Me = person.get("/me").await.expect_json(200);
        if has(&me) {
            return;
        }
        assert!(Instant::now() < until, "{}: {what}: {me:?}", person.name);
        tokio::time::sleep(Pause::from_millis(50)).await;
    }
}

/// A session on a device of this description.
async fn signs_in_on(desk: &Desk, person: &Person, device: Device) {
    let app = &desk.app;
    let now = desk.now();
    let opened = app.db.write(async |tx| {
        let known = account::Entity::find_by_id(person.id).one(tx).await?.expect("the account");
        identity::open_session(app, tx, &known, &device, now).await
    });
    opened.await.expect("a session is opened");
}

#[test]
fn a_program_acts_for_a_person_until_its_token_is_revoked() {
    journey("tokens", async |stage| {
        let desk = &stage.desk;
        let ana = desk.requester("ana").await;
        ana.files(Service::Wifi).await;
        let browser = stage.arrives(&ana, Screen::Desktop).await;
        browser.goes_to("/account").await;
        browser.follows("Administrar tokens").await;
        browser.sees_a(Kind::Heading, "No tienes tokens").await;
        browser.is_titled("Tokens de API · Ventanilla").await;
        // The example is of this very server.
        browser.sees(&format!("{}/api/v1/me", desk.origin)).await;
        browser.sees_a(Kind::Link, "Documentación de la API").await;
        browser.is_pictured_everywhere("tokens-empty", Screen::Desktop).await;

        browser.presses("Crear token").await;
        browser.sees_a(Kind::Choice, "Enviar y cambiar solicitudes").await;
        let offered = browser.names_of(Kind::Choice).await;
        assert_eq!(offered, ["Leer solicitudes", "Enviar y cambiar solicitudes"]);
        browser.presses("Crear token").await;
        browser.sees("Completa este dato.").await;
        browser.is_about_to_write_into("¿Para qué es?").await;
        browser.fills("¿Para qué es?", "Inventario").await;
        browser.chooses("Leer solicitudes").await;
        browser.loses_sight_of("Completa este dato.").await;
        browser.picks("Vigencia", "Un año").await;
        browser.is_pictured_everywhere("token-new", Screen::Desktop).await;
        browser.presses("Crear token").await;
        browser.sees_a(Kind::Heading, "Guarda el token ahora").await;
        let secret = browser.value_of("Token").await;
        browser.is_pictured_everywhere("token-secret", Screen::Desktop).await;
        // It does not go by accident.
        browser.hits(ESCAPE).await;
        browser.hits(ESCAPE).await;
        browser.sees("No se vuelve a mostrar").await;
        browser.presses("Copiar").await;
        browser.sees("Copiado").await;
        browser.presses("Ya lo guardé").await;
        browser.has_no_dialog().await;
        browser.sees("Último uso: nunca").await;
        browser.is_on("Tokens de API").await;
        browser.does_not_see(&secret).await;

        let program = |method: Method, path: &str| desk.call(method, path).bearer(&secret);
        program(Method::GET, "/tickets").await.expect(200);
        let request = e2e::request_for(Service::Wifi);
        program(Method::POST, "/tickets").json(&request).await.expect_problem(403, "forbidden");
        browser.reloads().await;
        browser.sees("Último uso: ahora").await;
        browser.does_not_see(&secret).await;
        browser.is_pictured_everywhere("tokens", Screen::Desktop).await;

        browser.presses("Revocar Inventario").await;
        browser.sees_a(Kind::Heading, "¿Revocar «Inventario»?").await;
        browser.is_pictured_everywhere("token-revoke", Screen::Desktop).await;
        browser.presses("Cancelar").await;
        browser.has_no_dialog().await;
        program(Method::GET, "/me").await.expect(200);
        browser.presses("Revocar Inventario").await;
        browser.presses("Revocar token").await;
        browser.sees_a(Kind::Heading, "No tienes tokens").await;
        browser.is_on("Tokens de API").await;
        desk.advance(Duration::seconds(30));
        program(Method::GET, "/me").await.expect_problem(401, "unauthenticated");
    });
}

#[test]
fn an_admin_makes_a_token_on_a_phone_in_english_while_there_is_room_for_one() {
    journey("tokens-phone", async |stage| {
        let desk = &stage.desk;
        let alma = desk.person("alma").role(Role::Admin).speaks(Language::En).arrives().await;
        for n in 1..=49 {
            let name = format!("Program {n}");
            alma.post("/tokens", &json!({"name": name, "scopes": ["tickets:read"]})).await.expect(201);
        }
        let phone = stage.arrives(&alma, Screen::Phone).await;
        phone.goes_to("/account/tokens").await;
        phone.sees("Program 49").await;
        phone.fits().await;
        let create = async |name: &str| {
            phone.presses("Create token").await;
            phone.fills("What is it for?", name).await;
            phone.chooses("Configure").await;
            phone.picks("Valid for", "Never expires").await;
            phone.sees("It works until you revoke it.").await;
            phone.fits().await;
        };
        create("Nightly job").await;
        let offered = phone.names_of(Kind::Choice).await;
        assert_eq!(offered.len(), 6, "{offered:?}");
        phone.presses("Create token").await;
        phone.sees_a(Kind::Heading, "Store the token now").await;
        phone.fits().await;
        let secret = phone.value_of("Token").await;
        phone.presses("I have stored it").await;
        phone.sees("Nightly job").await;
        phone.fits().await;
        desk.call(Method::GET, "/services").bearer(&secret).await.expect(200);
        create("One too many").await;
        phone.expects_refusal(409, "/api/v1/tokens");
        phone.presses("Create token").await;
        phone.has_in_view("You have 50 valid tokens").await;
        phone.is_pictured_everywhere("tokens-too-many", Screen::Phone).await;
        assert_eq!(phone.value_of("What is it for?").await, "One too many");
    });
}

#[test]
fn whoever_switches_mail_off_gets_only_what_asks_for_an_act() {
    journey("mail-choice", async |stage| {
        let desk = &stage.desk;
        let ana = desk.requester("ana").await;
        let carla = desk.agent("carla", Service::Wifi.team()).await;
        let browser = stage.arrives(&ana, Screen::Desktop).await;
        browser.goes_to("/account").await;
        browser.sees_a(Kind::Heading, "Correos que recibes").await;
        browser.is_pictured_everywhere("account-mail", Screen::Desktop).await;
        // One after the other, faster than the server answers.
        browser.chooses("Recibimos tu solicitud").await;
        browser.chooses("Quién tiene tu solicitud").await;
        let rest = &Notification::ALL[2..];
        comes_to_have(&ana, "both are off", |me| me.notifications == rest).await;
        // Only staff have requests that are no longer theirs.
        let switches = browser.names_of(Kind::Choice).await;
        assert!(!switches.iter().any(|name| name.starts_with("Solicitudes que ya no te tocan")), "{switches:?}");

        let ticket = ana.files(Service::Wifi).await;
        carla.takes(&ticket).await;
        desk.tick().await;
        assert!(desk.relay.mails_to(&ana.email).is_empty(), "{:?}", desk.relay.mails_to(&ana.email));
        carla.attends(&ticket, "Se cambió el punto de acceso.").await;
        let mail = desk.mail_to(&ana.email).await;
        assert!(mail.text.contains("/confirm/"), "{}", mail.text);

        browser.reloads().await;
        browser.chooses("Recibimos tu solicitud").await;
        comes_to_have(&ana, "the receipt is on", |me| me.notifications.contains(&Notification::Received)).await;
        desk.relay.forget();
        ana.files(Service::Wifi).await;
        let mail = desk.mail_to(&ana.email).await;
        assert!(mail.text.contains(&format!("Elige qué correos recibes: {}/account", desk.origin)), "{}", mail.text);
    });
}

#[test]
fn single_keys_that_are_switched_off_do_nothing_on_any_device() {
    journey("single-keys", async |stage| {
        let desk = &stage.desk;
        let ana = desk.requester("ana").await;
        let carla = desk.agent("carla", Service::Wifi.team()).await;
        let ticket = ana.files(Service::Wifi).await;
        let here = stage.arrives(&carla, Screen::Desktop).await;
        here.goes_to("/account").await;
        here.chooses("Usar atajos de una sola tecla").await;
        comes_to_have(&carla, "the keys are off", |me| !me.single_keys).await;

        let there = stage.arrives(&carla, Screen::Desktop).await;
        for browser in [&here, &there] {
            let queue = QueuePage::open(browser, "").await;
            browser.sees(&ticket.folio).await;
            browser.hits("j").await;
            browser.hits("?").await;
            let headings = browser.names_of(Kind::Heading).await;
            assert!(!headings.contains(&"Atajos de teclado".to_owned()), "{headings:?}");
            // Keys that write nothing go on.
            queue.opens(&ticket.folio).await;
            browser.hits("a").await;
            browser.hits(ESCAPE).await;
            browser.arrives_at("/queue").await;
        }
        assert_eq!(ana.sees(&ticket).await.summary.assignee, None);

        there.presses("Atajos de teclado").await;
        there.is_pictured_everywhere("shortcuts-off", Screen::Desktop).await;
        there.chooses("Usar atajos de una sola tecla").await;
        comes_to_have(&carla, "the keys are on", |me| me.single_keys).await;
        there.hits(ESCAPE).await;
        there.has_no_dialog().await;
        there.hits("?").await;
        there.sees_a(Kind::Heading, "Atajos de teclado").await;
    });
}

#[test]
fn a_person_writes_how_to_be_reached_and_recognises_the_own_devices() {
    journey("profile", async |stage| {
        let desk = &stage.desk;
        let ana = desk.requester("ana").await;
        let phone = "Mozilla/5.0 (Linux; Android 16) AppleWebKit/537.36 (KHTML, like Gecko) SamsungBrowser/29.0 \
                     Chrome/136.0.0.0 Mobile Safari/537.36";
        let office = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 \
                      Safari/537.36 Edg/142.0.0.0";
        for (agent, remember) in [(phone, true), (office, false)] {
            let device = Device { user_agent: Some(agent.to_owned()), remember };
            signs_in_on(desk, &ana, device).await;
        }
        let browser = stage.arrives(&ana, Screen::Desktop).await;
        browser.goes_to("/account").await;
        browser.sees("Esta sesión").await;
        let rows = browser.names_of(Kind::Row).await;
        let row = |device: &str| rows.iter().find(|row| row.starts_with(device)).unwrap_or_else(|| panic!("{rows:?}"));
        assert!(row("Samsung Internet en Android").contains("Equipo recordado"), "{rows:?}");
        assert!(row("Edge en Windows").contains("Equipo sin recordar"), "{rows:?}");
        browser.sees_a(Kind::Button, "Cerrar sesión de Edge en Windows").await;
        browser.presses("Editar").await;
        browser.is_about_to_write_into("Nombre").await;
        browser.is_pictured_everywhere("account-editing", Screen::Desktop).await;
        browser.fills("Nombre", BACKSPACE).await;
        browser.fills("Extensión", "4312").await;
        browser.sees("Completa este dato.").await;
        browser.presses("Guardar").await;
        browser.sees_a(Kind::Button, "Guardar").await;
        browser.fills("Nombre", "Ana López").await;
        browser.presses("Guardar").await;
        browser.sees("Perfil guardado").await;
        browser.sees("4312").await;
        browser.is_on("Mi cuenta").await;
        comes_to_have(&ana, "how to be reached", |me| {
            me.name == "Ana López" && me.phone_extension.as_deref() == Some("4312") && me.unit.is_none()
        })
        .await;
        // Somewhere else it was changed meanwhile: nothing that was typed is lost, and a second try is on the newest.
        browser.presses("Editar").await;
        browser.fills("Área o carrera", "Ingeniería").await;
        let seen = ana.get("/me").await.expect(200).etag();
        ana.patch("/me", &json!({"single_keys": false})).if_match(seen.as_str()).await.expect(200);
        browser.expects_refusal(412, "/api/v1/me");
        browser.presses("Guardar").await;
        browser.sees_a(Kind::Alert, "Cambió mientras tanto").await;
        assert_eq!(browser.value_of("Área o carrera").await, "Ingeniería");
        browser.presses("Guardar").await;
        comes_to_have(&ana, "both changes", |me| me.unit.as_deref() == Some("Ingeniería") && !me.single_keys).await;
    });
}
