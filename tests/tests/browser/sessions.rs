//! Sessions that go on without a break, addresses that survive signing in, and pages that do not exist.

use chrono::Duration;
use e2e::{
    Service,
    browser::{
        Kind, Screen, journey,
        pages::{AccountMenu, HomePage, RequestForm, SignInPage, TicketPage},
    },
};

#[test]
fn a_link_to_a_ticket_survives_signing_in() {
    journey("deep-link", async |stage| {
        let ana = stage.desk.requester("ana").await;
        let ticket = ana.files(Service::Wifi).await;
        let browser = stage.opens("ana", Screen::Desktop).await;
        browser.goes_to(&format!("/t/{}", ticket.folio)).await;
        SignInPage::shown(&browser).await.signs_in(&stage.desk, &ana.email).await;
        TicketPage::shown(&browser, &ticket.folio).await;
        browser.reloads().await;
        TicketPage::shown(&browser, &ticket.folio).await;
    });
}

#[test]
fn an_expired_access_token_is_renewed_without_a_break() {
    journey("renewal", async |stage| {
        let ana = stage.desk.requester("ana").await;
        let ticket = ana.files(Service::Wifi).await;
        let browser = stage.arrives(&ana, Screen::Desktop).await;
        let page = TicketPage::open(&browser, &ticket.folio).await;
        // The answer that the old access token gets, before it is renewed.
        browser.expects_refusal(401, "/api/v1/");
        stage.desk.advance(Duration::minutes(11));
        page.replies("¿Hay novedades?").await;
        stage.desk.advance(Duration::minutes(11));
        browser.reloads().await;
        TicketPage::shown(&browser, &ticket.folio).await;
        browser.sees("¿Hay novedades?").await;
    });
}

#[test]
fn whoever_comes_back_after_the_session_ended_signs_in_in_place_and_goes_on() {
    journey("expired", async |stage| {
        let ana = stage.desk.requester("ana").await;
        let browser = stage.arrives(&ana, Screen::Desktop).await;
        let form = RequestForm::open(&browser, Service::Wifi, "Red inalámbrica (Wi-Fi)").await;
        browser.fills("¿Dónde es?", "Biblioteca").await;
        browser.chooses("Mi computadora").await;
        browser.chooses("Va lenta").await;
        form.tells("Escrito antes de comer.").await;
        stage.desk.advance(Duration::hours(13));
        browser.expects_refusal(401, "/api/v1/");
        form.tries().await;
        browser.sees_a(Kind::Heading, "Tu sesión terminó").await;
        browser.is_pictured_everywhere("session-ended", Screen::Desktop).await;
        // Older mail first, so that the newest is the code's.
        stage.desk.tick().await;
        browser.presses("Enviar código").await;
        browser.sees_a(Kind::Field, "Código de 6 dígitos").await;
        browser.fills("Código de 6 dígitos", &stage.desk.mail_to(&ana.email).await.code()).await;
        // What was to be sent goes by itself.
        browser.sees("Tu folio es ").await;
        let folio = browser.address().await.trim_start_matches("/t/").to_owned();
        TicketPage::shown(&browser, &folio).await;
        browser.sees("Escrito antes de comer.").await;
    });
}

#[test]
fn who_signs_out_leaves_nothing_behind() {
    journey("sign-out", async |stage| {
        let ana = stage.desk.requester("ana").await;
        let browser = stage.arrives(&ana, Screen::Desktop).await;
        HomePage::open(&browser, "Ana").await;
        AccountMenu::open(&browser).await.signs_out().await;
        SignInPage::shown(&browser).await;
        browser.goes_to("/requests").await;
        SignInPage::shown(&browser).await;
    });
}

#[test]
fn a_person_ends_all_other_sessions_at_once() {
    journey("end-sessions", async |stage| {
        let ana = stage.desk.requester("ana").await;
        let forgotten = stage.arrives(&ana, Screen::Desktop).await;
        HomePage::open(&forgotten, "Ana").await;
        // A third one, at which nobody sits.
        stage.arrives(&ana, Screen::Phone).await;
        let here = stage.arrives(&ana, Screen::Desktop).await;
        here.goes_to("/account").await;
        here.presses("Cerrar todas las demás sesiones").await;
        here.sees("Se cierran 2 sesiones en otros equipos o navegadores.").await;
        here.is_pictured_everywhere("end-sessions", Screen::Desktop).await;
        here.presses("Cancelar").await;
        here.has_no_dialog().await;
        here.sees_a(Kind::Button, "Cerrar sesión").await;
        here.presses("Cerrar todas las demás sesiones").await;
        here.presses("Cerrar sesiones").await;
        here.sees("Se cerraron 2 sesiones").await;
        let buttons = here.names_of(Kind::Button).await;
        assert!(!buttons.iter().any(|button| button.starts_with("Cerrar sesión")), "others are left: {buttons:?}");
        here.reloads().await;
        here.sees("Esta sesión").await;
        forgotten.expects_refusal(401, "/api/v1/");
        forgotten.reloads().await;
        SignInPage::shown(&forgotten).await;
    });
}

#[test]
fn a_page_or_a_ticket_that_is_not_there_says_so() {
    journey("not-found", async |stage| {
        let ana = stage.desk.requester("ana").await;
        let luis = stage.desk.requester("luis").await;
        let of_luis = luis.files(Service::Wifi).await;
        let browser = stage.arrives(&ana, Screen::Desktop).await;
        browser.goes_to("/nowhere").await;
        browser.sees_a(Kind::Heading, "No encontramos esta página").await;
        browser.is_pictured_everywhere("not-found", Screen::Desktop).await;
        browser.goes_to("/queue").await;
        browser.sees_a(Kind::Heading, "Esta página no es para tu cuenta").await;
        browser.is_titled("Esta página no es para tu cuenta · Ventanilla").await;
        browser.is_pictured_everywhere("forbidden", Screen::Desktop).await;
        browser.goes_to("/requests?show=nuevas").await;
        browser.sees("Se ignoró el filtro «show=nuevas»").await;
        browser.expects_refusal(404, "/api/v1/tickets/");
        browser.goes_to(&format!("/t/{}", of_luis.folio)).await;
        browser.sees_a(Kind::Heading, "No encontramos esta página").await;
        browser.does_not_see("No enciende").await;
        browser.is_pictured_everywhere("ticket-not-found", Screen::Desktop).await;
    });
}
