//! What is sent without a connection waits in its place and goes by itself, once, and only for the person who wrote it.

use e2e::{
    Person, Service, Ticket,
    browser::{
        Browser, Kind, Screen, journey,
        pages::{AccountMenu, DeskTicket, HomePage, RequestForm, SignInPage, TicketPage, WIFI},
    },
};
use serde_json::json;

const QUESTION: &str = "¿Hay novedades?";

async fn replies(browser: &Browser, text: &str) {
    browser.fills("Respuesta pública", text).await;
    browser.presses("Responder").await;
    browser.sees("Por enviar").await;
}

/// How often a text stands in a ticket's story.
async fn written(person: &Person, ticket: &Ticket, text: &str) -> usize {
    person.timeline(ticket).await.iter().filter(|item| item.body.as_deref() == Some(text)).count()
}

#[test]
fn a_reply_without_a_connection_waits_in_its_place_and_goes_by_itself() {
    journey("queued-reply", async |stage| {
        let person = stage.desk.requester("ana").await;
        let ticket = person.files(Service::Wifi).await;
        let ana = stage.arrives(&person, Screen::Desktop).await;
        TicketPage::open_to_write(&ana, &ticket.folio).await;
        ana.loses_connection().await;
        ana.sees("Sin conexión.").await;
        replies(&ana, "¿Hay noticias?").await;
        ana.is_pictured_everywhere("reply-queued", Screen::Desktop).await;
        // It can be taken back and changed,
        ana.presses("Editar").await;
        ana.loses_sight_of("Por enviar").await;
        assert_eq!(ana.value_of("Respuesta pública").await, "¿Hay noticias?");
        replies(&ana, QUESTION).await;
        // a second one waits behind it, and one that was thrown away never goes.
        replies(&ana, "Sigo esperando.").await;
        ana.regains_connection().await;
        ana.loses_sight_of("Por enviar").await;
        ana.sees("Sigo esperando.").await;
        assert_eq!(written(&person, &ticket, QUESTION).await, 1);
        assert_eq!(written(&person, &ticket, "Sigo esperando.").await, 1);
        assert_eq!(written(&person, &ticket, "¿Hay noticias?").await, 0);

        ana.loses_connection().await;
        replies(&ana, "Olvídenlo.").await;
        ana.presses("No enviar").await;
        ana.loses_sight_of("Por enviar").await;
        ana.regains_connection().await;
        TicketPage::open(&ana, &ticket.folio).await;
        assert_eq!(written(&person, &ticket, "Olvídenlo.").await, 0);
    });
}

#[test]
fn a_note_of_staff_waits_and_stays_internal() {
    journey("queued-note", async |stage| {
        let carla = stage.desk.agent("carla", Service::Wifi.team()).await;
        let ana = stage.desk.requester("ana").await;
        let ticket = ana.files(Service::Wifi).await;
        let desk = stage.arrives(&carla, Screen::Desktop).await;
        DeskTicket::open(&desk, &ticket.folio).await;
        desk.can_press("Adjuntar archivo").await;
        desk.loses_connection().await;
        desk.chooses("Nota interna").await;
        desk.fills("Nota interna", "El cable está suelto.").await;
        desk.presses("Guardar nota").await;
        desk.sees("Por enviar").await;
        desk.is_pictured_everywhere("note-queued", Screen::Desktop).await;
        desk.regains_connection().await;
        desk.loses_sight_of("Por enviar").await;
        assert_eq!(written(&carla, &ticket, "El cable está suelto.").await, 1);
        assert_eq!(written(&ana, &ticket, "El cable está suelto.").await, 0, "a note reached its requester");
    });
}

#[test]
fn a_request_with_its_file_waits_through_a_crash_of_the_tab_and_is_filed_once() {
    journey("queued-request", async |stage| {
        let person = stage.desk.requester("ana").await;
        let ana = stage.arrives(&person, Screen::Desktop).await;
        let form = RequestForm::filled_in(&ana).await;
        let file = tempfile::Builder::new().prefix("captura-").suffix(".txt").tempfile().unwrap();
        std::fs::write(file.path(), "sin red").unwrap();
        form.attaches(file.path()).await;
        // The page that is gone to later has to be here before the connection is lost.
        ana.follows("Mis solicitudes").await;
        ana.sees_a(Kind::Heading, "No tienes solicitudes abiertas").await;
        ana.goes_back().await;
        let form = RequestForm::shown(&ana, WIFI).await;
        ana.is_ready_to_wait().await;
        ana.loses_connection().await;
        form.tries().await;
        ana.sees("Queda por enviar").await;
        ana.is_pictured_everywhere("request-queued", Screen::Desktop).await;
        ana.presses("Editar").await;
        assert_eq!(ana.value_of("Cuéntanos qué necesitas").await, "No carga nada desde las 9.");
        ana.sees("captura-").await;
        form.tries().await;
        ana.sees("Queda por enviar").await;
        ana.follows("Mis solicitudes").await;
        ana.sees("Por enviar").await;
        ana.is_pictured_everywhere("requests-queued", Screen::Desktop).await;
        // The tab is gone before the connection is back.
        ana.crashes().await;
        ana.regains_connection().await;
        assert_eq!(person.has_filed().await, 0);
        HomePage::open(&ana, "Ana").await;
        ana.sees("Solicitud enviada. Tu folio es ").await;
        ana.loses_sight_of("Por enviar").await;
        assert_eq!(person.has_filed().await, 1);
    });
}

#[test]
fn a_file_that_did_not_get_through_keeps_the_request_a_draft() {
    journey("queued-not-whole", async |stage| {
        let person = stage.desk.requester("ana").await;
        let ana = stage.arrives(&person, Screen::Desktop).await;
        let form = RequestForm::filled_in(&ana).await;
        ana.loses_connection().await;
        let file = tempfile::Builder::new().prefix("captura-").suffix(".txt").tempfile().unwrap();
        std::fs::write(file.path(), "sin red").unwrap();
        ana.attaches("Elige archivos", file.path()).await;
        ana.sees("No se subió porque se perdió la conexión.").await;
        form.tries().await;
        ana.sees("Hay archivos que no se subieron. Reintenta o quítalos.").await;
        ana.does_not_see("Por enviar").await;
        assert_eq!(ana.value_of("Cuéntanos qué necesitas").await, "No carga nada desde las 9.");
        ana.regains_connection().await;
        assert_eq!(person.has_filed().await, 0);
    });
}

#[test]
fn nobody_else_at_the_same_computer_sees_or_sends_what_waits() {
    journey("queued-shared", async |stage| {
        let (of_ana, of_luis) = (stage.desk.requester("ana").await, stage.desk.requester("luis").await);
        let ticket = of_ana.files(Service::Wifi).await;
        let browser = stage.arrives(&of_ana, Screen::Desktop).await;
        TicketPage::open(&browser, &ticket.folio).await;
        browser.does_not_reach("/replies").await;
        replies(&browser, QUESTION).await;
        // Somebody else sits down without her having signed out,
        browser.is_remembered(&of_luis).await;
        HomePage::open(&browser, "Luis").await;
        browser.reaches_everything().await;
        browser.reloads().await;
        HomePage::shown(&browser, "Luis").await;
        browser.does_not_see("Por enviar").await;
        assert_eq!(browser.kept_in_it("ventanilla.outbox.").await, 0, "it is left for whoever looks");
        // and she signs out with something waiting.
        browser.is_remembered(&of_ana).await;
        TicketPage::open(&browser, &ticket.folio).await;
        browser.does_not_reach("/replies").await;
        replies(&browser, QUESTION).await;
        assert_eq!(browser.kept_in_it("ventanilla.outbox.").await, 1);
        AccountMenu::open(&browser).await.signs_out_and_loses("Tienes 1 envío que todavía no llega.").await;
        SignInPage::shown(&browser).await;
        assert_eq!(browser.kept_in_it("ventanilla.outbox.").await, 0);
        browser.reaches_everything().await;
        assert_eq!(written(&of_ana, &ticket, QUESTION).await, 0);
    });
}

#[test]
fn what_the_server_does_not_take_becomes_a_draft_with_the_reason() {
    journey("queued-refused", async |stage| {
        let (of_ana, of_luis) = (stage.desk.requester("ana").await, stage.desk.requester("luis").await);
        let ticket = of_ana.files(Service::Wifi).await;
        let watch = of_ana.post(&format!("/tickets/{}/watchers", ticket.id), &json!({"email": of_luis.email}));
        watch.send().await.expect(200);
        let luis = stage.arrives(&of_luis, Screen::Desktop).await;
        TicketPage::open_to_write(&luis, &ticket.folio).await;
        luis.loses_connection().await;
        replies(&luis, QUESTION).await;
        let unwatch = of_ana.delete(&format!("/tickets/{}/watchers/{}", ticket.id, of_luis.id));
        unwatch.send().await.expect(200);
        luis.expects_refusal(404, "/api/v1/tickets/");
        luis.regains_connection().await;
        luis.sees("no se envió").await;
        luis.is_pictured_everywhere("reply-refused", Screen::Desktop).await;
        // Another attempt does not begin by itself.
        luis.reloads().await;
        luis.sees("no se envió").await;
        luis.presses("Descartar").await;
        luis.loses_sight_of("no se envió").await;
        assert_eq!(written(&of_ana, &ticket, QUESTION).await, 0);
    });
}

#[test]
fn what_was_tried_is_not_sent_unasked_a_day_later_although_it_was_edited() {
    journey("queued-edited", async |stage| {
        let person = stage.desk.requester("ana").await;
        let ticket = person.files(Service::Wifi).await;
        let ana = stage.arrives(&person, Screen::Desktop).await;
        TicketPage::open(&ana, &ticket.folio).await;
        // It arrives, and nobody here knows.
        ana.loses_every_answer("/replies").await;
        replies(&ana, QUESTION).await;
        ana.takes_back().await;
        ana.loses_sight_of("Por enviar").await;
        ana.loses_connection().await;
        replies(&ana, QUESTION).await;
        ana.lets_a_day_pass_for_what_waits().await;
        ana.regains_connection().await;
        ana.sees("pudo haber llegado").await;
        assert_eq!(written(&person, &ticket, QUESTION).await, 1);
        // Who was told so and sends it again means it.
        ana.takes_back().await;
        ana.loses_sight_of("pudo haber llegado").await;
        ana.reloads().await;
        TicketPage::shown(&ana, &ticket.folio).await;
        ana.presses("Responder").await;
        ana.sees("Respuesta enviada").await;
    });
}

#[test]
fn a_request_that_was_tried_is_not_sent_unasked_a_day_later_although_it_was_edited() {
    journey("queued-request-edited", async |stage| {
        let person = stage.desk.requester("ana").await;
        let ana = stage.arrives(&person, Screen::Desktop).await;
        let form = RequestForm::filled_in(&ana).await;
        ana.loses_every_answer("/api/v1/tickets").await;
        form.tries().await;
        ana.sees("Queda por enviar").await;
        ana.takes_back().await;
        let form = RequestForm::shown(&ana, WIFI).await;
        ana.loses_connection().await;
        form.tries().await;
        ana.sees("Queda por enviar").await;
        ana.lets_a_day_pass_for_what_waits().await;
        ana.regains_connection().await;
        ana.sees("pudo haber llegado").await;
        assert_eq!(person.has_filed().await, 1);
    });
}

#[test]
fn what_is_on_its_way_is_so_in_every_tab_and_goes_once() {
    journey("queued-tabs", async |stage| {
        let person = stage.desk.requester("ana").await;
        let ticket = person.files(Service::Wifi).await;
        let ana = stage.arrives(&person, Screen::Desktop).await;
        TicketPage::open_to_write(&ana, &ticket.folio).await;
        ana.loses_connection().await;
        replies(&ana, QUESTION).await;
        ana.is_held_up("/replies").await;
        ana.regains_connection().await;
        ana.cannot_press("Editar").await;
        // Another tab shows the same,
        let sending = ana.tab().await;
        ana.opens_another_tab().await;
        let showing = ana.tab().await;
        TicketPage::open(&ana, &ticket.folio).await;
        ana.sees("Por enviar").await;
        ana.cannot_press("Editar").await;
        ana.cannot_press("No enviar").await;
        // and what has become of it.
        ana.turns_to(&sending).await;
        ana.is_let_through().await;
        ana.turns_to(&showing).await;
        ana.sees("Respuesta enviada").await;
        ana.loses_sight_of("Por enviar").await;
        ana.sees(QUESTION).await;
        assert_eq!(written(&person, &ticket, QUESTION).await, 1);
        ana.closes_the_tab_for(&sending).await;

        // A tab that is closed while it sends leaves it to the others.
        ana.loses_connection().await;
        replies(&ana, "Sigo esperando.").await;
        ana.is_held_up("/replies").await;
        ana.regains_connection().await;
        ana.cannot_press("Editar").await;
        ana.opens_another_tab().await;
        let other = ana.tab().await;
        TicketPage::open(&ana, &ticket.folio).await;
        ana.cannot_press("Editar").await;
        ana.turns_to(&sending).await;
        ana.closes_the_tab_for(&other).await;
        ana.sees("Respuesta enviada").await;
        ana.loses_sight_of("Por enviar").await;
        ana.sees("Sigo esperando.").await;
        assert_eq!(written(&person, &ticket, "Sigo esperando.").await, 1);
    });
}

#[test]
fn what_cannot_be_taken_now_does_not_hold_what_stands_behind_it() {
    journey("queued-behind", async |stage| {
        let person = stage.desk.requester("ana").await;
        let ticket = person.files(Service::Wifi).await;
        let ana = stage.arrives(&person, Screen::Desktop).await;
        TicketPage::open_to_write(&ana, &ticket.folio).await;
        ana.loses_connection().await;
        replies(&ana, QUESTION).await;
        replies(&ana, "Sigo esperando.").await;
        ana.fails_to_send(QUESTION).await;
        ana.regains_connection().await;
        ana.sees("Respuesta enviada").await;
        assert_eq!(written(&person, &ticket, "Sigo esperando.").await, 1);
        assert_eq!(written(&person, &ticket, QUESTION).await, 0);
        // It keeps its place and goes once it can.
        ana.sees("Por enviar").await;
        ana.reloads().await;
        ana.sees("Respuesta enviada").await;
        ana.loses_sight_of("Por enviar").await;
        assert_eq!(written(&person, &ticket, QUESTION).await, 1);
    });
}
