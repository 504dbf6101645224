//! States of pages, provoked for real: the server stops under open pages, a session is ended from elsewhere, the wire is
//! slow, there is nothing yet.

use e2e::{
    Service,
    browser::{
        Browser, Kind, Screen, journey,
        pages::{HomePage, IndicatorPage, QueuePage, SignInPage, TicketPage},
    },
};

const NO_CONNECTION: &str = "No hay conexión con el servicio";
/// Above this, people notice that a page jumps.
const JUMP: f64 = 0.1;

#[test]
fn a_list_and_a_ticket_outlive_the_server() {
    journey("server-gone", async |stage| {
        let person = stage.desk.requester("ana").await;
        let ticket = person.files(Service::Wifi).await;
        let ana = stage.arrives(&person, Screen::Desktop).await;
        HomePage::open(&ana, "Ana").await;
        ana.follows("Mis solicitudes").await;
        ana.clicks(Kind::Row, &ticket.folio).await;
        TicketPage::shown(&ana, &ticket.folio).await;
        ana.sees("No enciende").await;
        ana.keeps().await;
        stage.desk.breaks_down().await;
        ana.expects_silence("/api/v1/");
        // What the app fetches ahead.
        ana.expects_silence("/assets/");
        // What was shown stays, with the reason above it,
        ana.goes_back().await;
        ana.sees(NO_CONNECTION).await;
        ana.sees_a(Kind::Row, &ticket.folio).await;
        ana.is_pictured_everywhere("list-server-gone", Screen::Desktop).await;
        ana.clicks(Kind::Row, &ticket.folio).await;
        ana.sees(NO_CONNECTION).await;
        ana.sees_a(Kind::Heading, "Historial").await;
        ana.is_pictured_everywhere("ticket-server-gone", Screen::Desktop).await;
        // and what was not there yet says so in its place.
        ana.goes_back().await;
        ana.follows("Cerradas").await;
        ana.sees_a(Kind::Heading, NO_CONNECTION).await;
        ana.sees_a(Kind::Heading, "Mis solicitudes").await;
        ana.is_pictured_everywhere("region-server-gone", Screen::Desktop).await;
        stage.desk.comes_back().await;
        ana.presses("Reintentar").await;
        ana.sees_a(Kind::Heading, "Todavía no hay solicitudes cerradas").await;
        ana.does_not_see(NO_CONNECTION).await;
    });
}

#[test]
fn the_indicator_outlives_the_server() {
    journey("indicator-server-gone", async |stage| {
        let person = stage.desk.quality("quirino").await;
        stage.desk.requester("ana").await.files(Service::Wifi).await;
        let office = stage.arrives(&person, Screen::Desktop).await;
        office.goes_to("/indicator").await;
        IndicatorPage::shown(&office).await;
        office.sees("Resultado del periodo").await;
        office.keeps().await;
        stage.desk.breaks_down().await;
        office.expects_silence("/api/v1/");
        office.expects_silence("/assets/");
        // A part that does not come, and straight back again.
        office.presses("QQuirino").await;
        office.follows("Mi cuenta y sesiones").await;
        office.goes_back().await;
        office.sees(NO_CONNECTION).await;
        office.sees("Resultado del periodo").await;
        office.is_pictured_everywhere("indicator-server-gone", Screen::Desktop).await;
        stage.desk.comes_back().await;
        office.presses("Reintentar").await;
        office.loses_sight_of(NO_CONNECTION).await;
        office.sees("Resultado del periodo").await;
        // Days that no report can have, by a mistyped address.
        office.expects_refusal(422, "/api/v1/reports/indicator");
        office.goes_to("/indicator?from=0001-01-01&to=2026-11-30").await;
        office.sees("Usa un valor de 2000-01-01 o más.").await;
    });
}

#[test]
fn whoever_comes_while_the_server_is_gone_can_try_again() {
    journey("server-gone-at-start", async |stage| {
        let person = stage.desk.requester("ana").await;
        let ana = stage.arrives(&person, Screen::Desktop).await;
        // The app itself is there; only what it asks is not answered.
        ana.does_not_reach("").await;
        ana.goes_to("/").await;
        ana.sees_a(Kind::Heading, NO_CONNECTION).await;
        ana.is_pictured_everywhere("unreachable", Screen::Desktop).await;
        ana.reaches_everything().await;
        ana.presses("Reintentar").await;
        HomePage::shown(&ana, "Ana").await;
    });
}

#[test]
fn a_session_that_was_ended_elsewhere_begins_again_in_place_and_goes_on() {
    journey("revoked", async |stage| {
        let person = stage.desk.requester("ana").await;
        let ticket = person.files(Service::Wifi).await;
        let ana = stage.arrives(&person, Screen::Desktop).await;
        TicketPage::open(&ana, &ticket.folio).await;
        let elsewhere = stage.arrives(&person, Screen::Desktop).await;
        elsewhere.goes_to("/account").await;
        elsewhere.presses("Cerrar todas las demás sesiones").await;
        elsewhere.presses("Cerrar sesiones").await;
        elsewhere.sees("Se cerr").await;
        ana.expects_refusal(401, "/api/v1/");
        ana.fills("Respuesta pública", "¿Hay novedades?").await;
        ana.presses("Responder").await;
        ana.sees_a(Kind::Heading, "Tu sesión terminó").await;
        ana.sees("Por enviar").await;
        ana.is_pictured_everywhere("session-revoked", Screen::Desktop).await;
        stage.desk.tick().await;
        ana.presses("Enviar código").await;
        ana.sees_a(Kind::Field, "Código de 6 dígitos").await;
        ana.fills("Código de 6 dígitos", &stage.desk.mail_to(&person.email).await.code()).await;
        ana.has_no_dialog().await;
        ana.loses_sight_of("Por enviar").await;
        // Her own other session, by which she would ask, has been ended too.
        let carla = stage.desk.agent("carla", Service::Wifi.team()).await;
        let story = carla.timeline(&ticket).await;
        assert_eq!(story.iter().filter(|item| item.body.as_deref() == Some("¿Hay novedades?")).count(), 1);
    });
}

async fn does_not_jump(browser: &Browser, page: &str) {
    let (score, jumps) = browser.jumps().await;
    assert!(score < JUMP, "{page} jumps by {score:.3}: {jumps:#}");
}

#[test]
fn on_a_slow_wire_pages_have_their_shape_before_their_content() {
    journey("slow", async |stage| {
        let (person, carla) =
            (stage.desk.requester("ana").await, stage.desk.agent("carla", Service::Wifi.team()).await);
        let mut ticket = person.files(Service::Wifi).await;
        for _ in 0..5 {
            ticket = person.files(Service::Wifi).await;
        }
        let ana = stage.arrives(&person, Screen::Desktop).await;
        ana.is_watched().await;
        ana.has_a_slow_connection(700).await;
        for (path, page) in [("/", "home"), ("/requests", "my-requests"), (&*format!("/t/{}", ticket.folio), "ticket")]
        {
            ana.goes_to(path).await;
            ana.sees_bones().await;
            ana.is_pictured(&format!("slow-{page}")).await;
            ana.sees(&ticket.folio).await;
            ana.sees_no_bones().await;
            does_not_jump(&ana, page).await;
        }
        let desk = stage.arrives(&carla, Screen::Desktop).await;
        desk.is_watched().await;
        desk.has_a_slow_connection(700).await;
        desk.goes_to("/queue").await;
        desk.sees_bones().await;
        desk.is_pictured("slow-queue").await;
        desk.sees_a(Kind::Row, &ticket.folio).await;
        desk.sees_no_bones().await;
        does_not_jump(&desk, "queue").await;
    });
}

#[test]
fn who_has_nothing_yet_is_told_what_goes_there() {
    journey("empty", async |stage| {
        let ana = stage.arrives(&stage.desk.requester("ana").await, Screen::Desktop).await;
        HomePage::open(&ana, "Ana").await;
        ana.sees_a(Kind::Heading, "No tienes solicitudes abiertas").await;
        ana.is_pictured_everywhere("empty-home", Screen::Desktop).await;
        for (query, words) in [
            ("", "No tienes solicitudes abiertas"),
            ("?show=waiting", "Nada espera tu respuesta"),
            ("?show=closed", "Todavía no hay solicitudes cerradas"),
        ] {
            ana.goes_to(&format!("/requests{query}")).await;
            ana.sees_a(Kind::Heading, words).await;
        }
        ana.is_pictured_everywhere("empty-requests", Screen::Desktop).await;

        let carla = stage.arrives(&stage.desk.agent("carla", Service::Wifi.team()).await, Screen::Desktop).await;
        QueuePage::open(&carla, "").await;
        carla.sees_a(Kind::Heading, "No hay nada en esta vista").await;
        carla.is_pictured_everywhere("empty-queue", Screen::Desktop).await;
        carla.follows("Asignadas a mí").await;
        carla.sees_a(Kind::Heading, "No tienes solicitudes pendientes").await;

        let quirino = stage.arrives(&stage.desk.quality("quirino").await, Screen::Desktop).await;
        quirino.goes_to("/indicator").await;
        IndicatorPage::shown(&quirino).await;
        quirino.sees("sin datos").await;
        quirino.is_pictured_everywhere("empty-indicator", Screen::Desktop).await;
        let stranger = stage.opens("stranger", Screen::Desktop).await;
        stranger.goes_to("/requests").await;
        SignInPage::shown(&stranger).await;
    });
}
