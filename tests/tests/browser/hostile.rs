//! Words that want to be more than words, in the browsers of those who read them: shown as they are, they do nothing; and no
//! address of ours leads elsewhere.

use std::sync::Arc;

use e2e::{
    Person, Service,
    browser::{
        Browser, Kind, Screen, journey,
        pages::{ConfirmPage, DeskTicket, HomePage, QueuePage, SignInPage, TicketPage},
    },
    seeded,
    tickets::request_for,
};
use reqwest::Method;
use serde_json::{Value, json};

const IMG: &str = "<img class=evil src=x onerror=evil()>";
const SVG: &str = "\"><svg class=evil onload=evil()>";
const SCRIPT: &str = "'\"><script class=evil>evil()<-script>";
/// In Markdown, where links are links.
const LINKS: &str = "[uno](javascript:evil()) [dos](JaVaScRiPt:evil()) [tres](data:text/html,<script>evil()</script>) \
                     [cuatro](vbscript:evil()) <javascript:evil()> <a class=evil href=javascript:evil()>cinco</a> \
                     ![seis](https://evil.example/p.png) [siete]( javascript:evil())";

async fn changes(admin: &Person, path: &str, patch: Value) {
    let seen = admin.get(path).await.expect(200).etag();
    admin.patch(path, &patch).if_match(seen.as_str()).await.expect(200);
}

async fn reads(browser: &Browser, words: &[&str]) {
    for word in words {
        browser.sees(word).await;
    }
    browser.is_unharmed().await;
}

async fn arrives(stage: &e2e::browser::Stage, person: &Person) -> Arc<Browser> {
    let browser = stage.arrives(person, Screen::Desktop).await;
    browser.has_an_alarm().await;
    browser
}

#[test]
fn what_anybody_wrote_is_shown_as_it_is_and_does_nothing() {
    journey("hostile-words", async |stage| {
        let desk = &stage.desk;
        let (ana, alma) = (desk.requester("ana").await, desk.admin("alma").await);
        let carla = desk.agent("carla", seeded::SUPPORT).await;
        let institution = format!("UT {IMG}");
        let notice = json!({"es": format!("{IMG}\n\n{LINKS}"), "en": "x"});
        changes(&alma, "/settings", json!({"name": institution, "privacy_notice": notice})).await;
        let service_name = format!("Equipos {SVG}");
        let service = format!("/services/{}", Service::Maintenance.id());
        let texts = json!({"es": service_name, "en": service_name});
        changes(&alma, &service, json!({"name": texts, "help": texts})).await;
        let team_name = format!("Soporte {SCRIPT}");
        changes(&alma, &format!("/teams/{}", seeded::SUPPORT), json!({"name": team_name})).await;
        let (name, agent_name) = (format!("Ana {SCRIPT}"), format!("Carla {IMG}"));
        changes(&ana, "/me", json!({"name": name, "unit": SVG})).await;
        changes(&carla, "/me", json!({"name": agent_name})).await;

        let upload = ana.call(Method::POST, "/attachments").file(&format!("{IMG}.txt"), "text/plain", b"hola".to_vec());
        let file = upload.await.expect(201).value();
        let file_name = file["file_name"].as_str().unwrap();
        assert!(file_name.contains("onerror"), "{file_name}");
        let mut body = request_for(Service::Maintenance);
        body["subject"] = json!(SVG);
        body["description"] = json!(format!("{IMG}\n\n{SCRIPT}\n\n{LINKS}"));
        body["answers"]["location"] = json!(SCRIPT);
        body["attachment_ids"] = json!([file["id"]]);
        let ticket = ana.files_as(body).await;
        carla.takes(&ticket).await;
        carla.notes(&ticket, &format!("Nota {SVG}")).await;
        carla.replies(&ticket, &format!("Respuesta {IMG} {LINKS}")).await;
        carla.attends(&ticket, &format!("Listo {SCRIPT} {LINKS}")).await;
        let token = desk.mail_to(&ana.email).await.token("/confirm/");
        let told = [SVG, IMG, SCRIPT, "javascript:evil()", file_name, &agent_name, "Respuesta <img"];

        let nobody = stage.opens("nobody", Screen::Phone).await;
        nobody.has_an_alarm().await;
        SignInPage::open(&nobody).await;
        nobody.is_unharmed().await;
        nobody.goes_to("/privacy").await;
        reads(&nobody, &[IMG, "javascript:evil()"]).await;
        ConfirmPage::open(&nobody, &token).await;
        reads(&nobody, &[SVG, "Listo '\"><script", "javascript:evil()"]).await;

        let at_home = arrives(stage, &ana).await;
        at_home.goes_to("/").await;
        reads(&at_home, &[SVG]).await;
        at_home.goes_to("/requests").await;
        reads(&at_home, &[SVG]).await;
        at_home.goes_to("/new?category=hardware").await;
        reads(&at_home, &[&service_name]).await;
        at_home.goes_to(&format!("/new/{}", Service::Maintenance.id())).await;
        reads(&at_home, &[&service_name]).await;
        at_home.goes_to("/account").await;
        at_home.sees("Correos que recibes").await;
        at_home.is_unharmed().await;

        let at_desk = arrives(stage, &carla).await;
        QueuePage::open(&at_desk, "?status=attended").await.opens(&ticket.folio).await;
        reads(&at_desk, &[&told[..], &[&name, "Nota \"><svg"]].concat()).await;
        for browser in [&at_home, &at_desk] {
            if Arc::ptr_eq(browser, &at_home) {
                TicketPage::open(browser, &ticket.folio).await;
            } else {
                DeskTicket::open(browser, &ticket.folio).await;
            }
            browser.has_a_printer().await;
            reads(browser, &told).await;
            // Links of a text lead to the web or to a mailbox, or are none.
            let links = browser.names_of(Kind::Link).await;
            for none in ["uno", "dos", "tres", "cuatro", "cinco", "seis", "siete"] {
                assert!(!links.iter().any(|link| link == none), "{none} is a link: {links:?}");
            }
            browser.presses("Más acciones").await;
            browser.presses("Imprimir").await;
            browser.has_printed().await;
            browser.looks_at_the_paper().await;
            reads(browser, &told).await;
        }

        let at_office = arrives(stage, &alma).await;
        at_office.goes_to("/admin/accounts").await;
        reads(&at_office, &[&name, &agent_name]).await;
        at_office.follows(&name).await;
        at_office.sees("Correo y acceso").await;
        at_office.is_unharmed().await;
        at_office.goes_to("/admin/teams").await;
        reads(&at_office, &[&team_name]).await;
        at_office.follows(&team_name).await;
        at_office.sees("Servicios que atiende").await;
        reads(&at_office, &[&agent_name, &service_name]).await;
        at_office.goes_to("/admin/services").await;
        reads(&at_office, &[&service_name]).await;
        at_office.goes_to(&format!("/admin{service}")).await;
        at_office.sees_a(Kind::Heading, &service_name).await;
        at_office.is_unharmed().await;
        at_office.goes_to("/admin/settings").await;
        at_office.sees_a(Kind::Button, "Guardar cambios").await;
        at_office.is_unharmed().await;
        at_office.goes_to("/indicator").await;
        at_office.sees_a(Kind::Heading, "Solicitudes atendidas").await;
        at_office.is_unharmed().await;
    });
}

/// A file that reads like a ticket is none, however its address is written into that of a ticket: nobody acts by a link on what
/// another wrote.
#[test]
fn an_address_within_an_address_asks_for_nothing_else() {
    journey("path-in-a-path", async |stage| {
        let ana = stage.desk.requester("ana").await;
        let ticket = ana.files_about("La de verdad").await;
        let mut forged = ana.get(&ticket.path("")).await.expect(200).value();
        forged["subject"] = json!("La falsa");
        let upload =
            ana.call(Method::POST, "/attachments").file("a.json", "application/json", forged.to_string().into());
        let file = upload.await.expect(201).value()["id"].as_str().unwrap().to_owned();
        let browser = stage.arrives(&ana, Screen::Desktop).await;
        for (page, asked) in [
            (format!("/t/..%2Fattachments%2F{file}"), format!("/api/v1/tickets/..%2Fattachments%2F{file}")),
            (format!("/t/..%2fattachments%2f{file}%3fx"), format!("/api/v1/tickets/..%2Fattachments%2F{file}%3Fx")),
            (format!("/t/{}%2Ftimeline%23", ticket.folio), format!("/api/v1/tickets/{}%2Ftimeline%23", ticket.folio)),
        ] {
            browser.expects_refusal(404, &asked);
            browser.goes_to(&page).await;
            browser.sees_a(Kind::Heading, "No encontramos esta página").await;
            browser.does_not_see("La falsa").await;
        }
        for (page, asked) in [
            (format!("/invite/..%2Fattachments%2F{file}"), format!("/api/v1/invitations/..%2Fattachments%2F{file}")),
            (
                format!("/confirm/..%2Ftickets%2F{}", ticket.id),
                format!("/api/v1/confirmations/..%2Ftickets%2F{}", ticket.id),
            ),
        ] {
            browser.expects_refusal(404, &asked);
            browser.goes_to(&page).await;
            browser.sees("ya no funciona").await;
        }
    });
}

/// Where one wanted to go is a page of this app, or nothing.
#[test]
fn no_address_of_ours_leads_elsewhere() {
    const ELSEWHERE: [&str; 16] = [
        "//evil.example",
        "///evil.example/requests",
        "https://evil.example/",
        "https:evil.example",
        "\\\\evil.example",
        "/\\evil.example",
        "/\t/evil.example",
        "\t//evil.example",
        "javascript:evil()",
        "\u{1}javascript:evil()",
        "data:text/html,<script>evil()</script>",
        "@evil.example",
        ".evil.example",
        "/t/..//evil.example",
        "/%2F%2Fevil.example",
        "/sign-in?next=//evil.example",
    ];
    journey("open-redirect", async |stage| {
        let desk = &stage.desk;
        let ana = desk.requester("ana").await;
        let carla = desk.agent("carla", Service::Maintenance.team()).await;
        let ticket = ana.files(Service::Maintenance).await;
        carla.takes(&ticket).await;
        carla.attends(&ticket, "Listo.").await;
        let token = desk.mail_to(&ana.email).await.token("/confirm/");
        let asks = |next: &str| {
            let next: String = next.bytes().map(|byte| format!("%{byte:02x}")).collect();
            format!("/sign-in?next={next}")
        };

        let known = arrives(stage, &ana).await;
        // The parameter does lead somewhere.
        known.goes_to(&asks("/requests?show=closed")).await;
        known.arrives_at("/requests?show=closed").await;
        for elsewhere in ELSEWHERE {
            known.goes_to(&asks(elsewhere)).await;
            known.arrives_at("/").await;
            HomePage::shown(&known, "Ana").await;
            known.is_unharmed().await;
        }

        let other = stage.opens("ana", Screen::Desktop).await;
        other.has_an_alarm().await;
        for elsewhere in ["//evil.example", "javascript:evil()"] {
            let page = format!("/confirm/{token}?next={elsewhere}&return={elsewhere}&url={elsewhere}");
            other.goes_to(&page).await;
            other.sees_a(Kind::Heading, "Qué se hizo").await;
            other.is_unharmed().await;
        }
        other.expects_refusal(404, "/api/v1/confirmations/..%2F..%2F%2Fevil.example");
        other.goes_to("/confirm/..%2F..%2F%2Fevil.example?next=//evil.example").await;
        other.sees_a(Kind::Heading, "Este enlace ya no funciona").await;
        other.follows("Entrar").await;
        SignInPage::shown(&other).await;
        other.is_unharmed().await;
        other.goes_to(&asks("//evil.example")).await;
        SignInPage::shown(&other).await.signs_in(desk, &ana.email).await;
        other.arrives_at("/").await;
        HomePage::shown(&other, "Ana").await;
        other.is_unharmed().await;
    });
}

/// What the others lean on: where markup is taken for markup, it is noticed.
#[test]
fn the_alarm_tells_markup_from_words() {
    journey("alarm", async |stage| {
        let browser = stage.opens("ana", Screen::Desktop).await;
        browser.has_an_alarm().await;
        browser.takes_markup().await;
        // Nothing of the app stands here.
        browser.expects_refusal(404, "/favicon.ico");
        browser.goes_to("/robots.txt").await;
        browser.is_unharmed().await;
        for markup in [
            "<p class=evil>x</p>",
            "<p onclick=evil()>x</p>",
            "<a href=javascript:evil()>x</a>",
            "<a href=data:text/html,x>x</a>",
            "<form action=vbscript:evil()></form>",
            "<template><p></p></template><script>evil()</script>",
        ] {
            browser.goes_to("/robots.txt").await;
            browser.trusts(markup).await;
            assert_ne!(browser.alarms().await, Vec::<String>::new(), "{markup}");
        }
    });
}
