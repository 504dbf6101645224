//! Whoever leaves has left, without a connection too, and whoever comes next at the same computer is nobody else: in no tab.

use chrono::Duration;
use e2e::{
    Person, Service,
    browser::{
        Kind, Screen, journey,
        pages::{AccountMenu, HomePage, SignInPage, TicketPage},
    },
};
use serde_json::{Value, json};

const QUESTION: &str = "¿Hay novedades?";
const LATER: &str = "Tu sesión se cierra también en el servicio en cuanto haya conexión.";

/// How many sessions the server holds open, with that of the test itself.
async fn open_sessions(person: &Person) -> usize {
    let list: Value = person.get("/auth/sessions").send().await.expect_json(200);
    list["items"].as_array().expect("a list").len()
}

#[test]
fn who_signs_out_without_a_connection_is_signed_out_at_the_server_once_it_is_back() {
    journey("sign-out-offline", async |stage| {
        let person = stage.desk.requester("ana").await;
        let ana = stage.arrives(&person, Screen::Desktop).await;
        HomePage::open(&ana, "Ana").await;
        ana.keeps().await;
        ana.expects_silence("/");
        assert_eq!(open_sessions(&person).await, 2);
        ana.loses_connection().await;
        AccountMenu::open(&ana).await.signs_out().await;
        SignInPage::shown(&ana).await;
        ana.sees(LATER).await;
        ana.is_pictured_everywhere("signed-out-offline", Screen::Desktop).await;
        assert_eq!(ana.kept_in_it("ventanilla.session").await, 0);
        // Whoever opens the app meanwhile is nobody.
        ana.reloads().await;
        SignInPage::shown(&ana).await;
        ana.sees(LATER).await;
        assert_eq!(open_sessions(&person).await, 2);
        ana.regains_connection().await;
        ana.forgets("ventanilla.leaving").await;
        assert_eq!(open_sessions(&person).await, 1, "the server still takes the session");
        ana.goes_to("/requests").await;
        SignInPage::shown(&ana).await;
    });
}

#[test]
fn who_signs_out_where_the_browser_keeps_nothing_is_signed_out_at_the_server() {
    journey("sign-out-full", async |stage| {
        let person = stage.desk.requester("ana").await;
        let ana = stage.arrives(&person, Screen::Desktop).await;
        HomePage::open(&ana, "Ana").await;
        assert_eq!(open_sessions(&person).await, 2);
        ana.keeps_nothing_more().await;
        AccountMenu::open(&ana).await.signs_out().await;
        SignInPage::shown(&ana).await;
        assert_eq!(open_sessions(&person).await, 1, "the server still takes the session");
    });
}

#[test]
fn who_closes_the_browser_without_a_connection_is_signed_out_at_the_next_start() {
    journey("sign-out-next-start", async |stage| {
        let (of_ana, of_luis) = (stage.desk.requester("ana").await, stage.desk.requester("luis").await);
        let browser = stage.arrives(&of_ana, Screen::Desktop).await;
        HomePage::open(&browser, "Ana").await;
        browser.keeps().await;
        browser.expects_silence("/");
        browser.loses_connection().await;
        AccountMenu::open(&browser).await.signs_out().await;
        SignInPage::shown(&browser).await;
        browser.crashes().await;
        browser.regains_connection().await;
        browser.goes_to("/").await;
        SignInPage::shown(&browser).await;
        browser.forgets("ventanilla.leaving").await;
        assert_eq!(open_sessions(&of_ana).await, 1, "the server still takes the session");
        // Whoever signs in next is not signed out in the place of whoever left.
        browser.goes_to("/sign-in").await;
        SignInPage::shown(&browser).await.signs_in(&stage.desk, &of_luis.email).await;
        HomePage::shown(&browser, "Luis").await;
        browser.reloads().await;
        HomePage::shown(&browser, "Luis").await;
        assert_eq!(open_sessions(&of_luis).await, 2);
    });
}

#[test]
fn a_tab_never_goes_on_as_somebody_else() {
    journey("another-person", async |stage| {
        let (of_ana, of_luis) = (stage.desk.requester("ana").await, stage.desk.requester("luis").await);
        let ticket = of_ana.files(Service::Wifi).await;
        let watch = of_ana.post(&format!("/tickets/{}/watchers", ticket.id), &json!({"email": of_luis.email}));
        watch.send().await.expect(200);
        let browser = stage.arrives(&of_ana, Screen::Desktop).await;
        HomePage::open(&browser, "Ana").await;
        let first = browser.tab().await;
        browser.opens_another_tab().await;
        // Somebody else is signed in by another tab: the first one begins anew.
        browser.is_remembered(&of_luis).await;
        browser.turns_to(&first).await;
        HomePage::shown(&browser, "Luis").await;

        // A tab that has not heard of it finds out before it writes in another name.
        browser.is_remembered(&of_ana).await;
        TicketPage::open_to_write(&browser, &ticket.folio).await;
        browser.hears_no_other_tab().await;
        browser.fills("Respuesta pública", QUESTION).await;
        let first = browser.tab().await;
        browser.opens_another_tab().await;
        browser.is_remembered(&of_luis).await;
        browser.turns_to(&first).await;
        stage.desk.advance(Duration::minutes(11));
        browser.expects_refusal(401, "/api/v1/");
        // It may find out by itself before it is pressed.
        browser.presses_if_it_is_there("Responder").await;
        HomePage::shown(&browser, "Luis").await;
        let written = of_luis.timeline(&ticket).await;
        assert!(!written.iter().any(|item| item.body.as_deref() == Some(QUESTION)), "it went in another name");
    });
}

#[test]
fn what_waits_of_one_person_does_not_go_while_another_is_signed_in() {
    journey("another-persons-queue", async |stage| {
        let (of_ana, of_luis) = (stage.desk.requester("ana").await, stage.desk.requester("luis").await);
        let ticket = of_ana.files(Service::Wifi).await;
        let browser = stage.arrives(&of_ana, Screen::Desktop).await;
        TicketPage::open_to_write(&browser, &ticket.folio).await;
        browser.hears_no_other_tab().await;
        browser.does_not_reach("/replies").await;
        browser.fills("Respuesta pública", QUESTION).await;
        browser.presses("Responder").await;
        browser.sees("Por enviar").await;
        let first = browser.tab().await;
        browser.opens_another_tab().await;
        browser.is_remembered(&of_luis).await;
        browser.turns_to(&first).await;
        browser.reaches_everything().await;
        HomePage::shown(&browser, "Luis").await;
        let written = of_ana.timeline(&ticket).await;
        assert!(!written.iter().any(|item| item.body.as_deref() == Some(QUESTION)), "it went all the same");
        assert_eq!(browser.kept_in_it("ventanilla.outbox.").await, 0, "it is left for whoever looks");
    });
}

#[test]
fn who_signs_out_with_something_to_be_sent_is_asked_first() {
    journey("sign-out-waiting", async |stage| {
        let person = stage.desk.requester("ana").await;
        let ticket = person.files(Service::Wifi).await;
        let ana = stage.arrives(&person, Screen::Desktop).await;
        TicketPage::open_to_write(&ana, &ticket.folio).await;
        ana.does_not_reach("/replies").await;
        for text in [QUESTION, "Sigo esperando."] {
            ana.fills("Respuesta pública", text).await;
            ana.presses("Responder").await;
            ana.sees("Por enviar").await;
        }
        AccountMenu::open(&ana).await.signs_out().await;
        ana.sees_a(Kind::Heading, "¿Salir sin enviar?").await;
        ana.sees("Tienes 2 envíos que todavía no llegan. Si sales ahora, se pierden.").await;
        ana.is_pictured_everywhere("sign-out-waiting", Screen::Desktop).await;
        ana.presses("Quedarme").await;
        ana.has_no_dialog().await;
        assert_eq!(ana.kept_in_it("ventanilla.outbox.").await, 2);
        // Also where the session is over.
        stage.desk.advance(Duration::hours(13));
        ana.expects_refusal(401, "/api/v1/");
        ana.follows("Mis solicitudes").await;
        ana.sees_a(Kind::Heading, "Tu sesión terminó").await;
        ana.presses("Salir de esta cuenta").await;
        ana.sees_a(Kind::Heading, "¿Salir sin enviar?").await;
        ana.presses("Quedarme").await;
        ana.sees_a(Kind::Heading, "Tu sesión terminó").await;
        ana.presses("Salir de esta cuenta").await;
        ana.presses("Salir y perderlos").await;
        SignInPage::shown(&ana).await;
        assert_eq!(ana.kept_in_it("ventanilla.outbox.").await, 0);
        ana.reaches_everything().await;
    });
}
