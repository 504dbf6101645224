//! What somebody has written stays, and is filed once, whatever the wire and an impatient hand do.

use e2e::{
    Service,
    browser::{
        Screen, journey,
        pages::{RequestForm, TicketPage, WIFI},
    },
};

#[test]
fn a_reload_loses_nothing_and_two_presses_file_once() {
    journey("reload", async |stage| {
        let person = stage.desk.requester("ana").await;
        let ana = stage.arrives(&person, Screen::Desktop).await;
        let form = RequestForm::filled_in(&ana).await;
        let file = tempfile::Builder::new().prefix("captura-").suffix(".txt").tempfile().unwrap();
        std::fs::write(file.path(), "sin red").unwrap();
        form.attaches(file.path()).await;
        ana.reloads().await;
        let form = RequestForm::shown(&ana, WIFI).await;
        assert_eq!(ana.value_of("Cuéntanos qué necesitas").await, "No carga nada desde las 9.");
        ana.sees("captura-").await;
        let folio = form.sends_hastily().await;
        TicketPage::shown(&ana, &folio).await;
        ana.sees("captura-").await;
        assert_eq!(person.has_filed().await, 1);
    });
}

#[test]
fn a_request_whose_answer_was_lost_is_not_filed_again() {
    journey("lost-answer", async |stage| {
        let person = stage.desk.requester("ana").await;
        let ana = stage.arrives(&person, Screen::Desktop).await;
        let form = RequestForm::filled_in(&ana).await;
        ana.loses_every_answer("/api/v1/tickets").await;
        form.tries().await;
        ana.sees("Por enviar").await;
        ana.takes_back().await;
        RequestForm::shown(&ana, WIFI).await;
        ana.reloads().await;
        let form = RequestForm::shown(&ana, WIFI).await;
        // What was changed since cannot go under the same name, and does not become a second request unasked.
        form.tells("No carga nada desde las 8.").await;
        ana.expects_refusal(422, "/api/v1/tickets");
        form.tries().await;
        ana.sees("Tu solicitud ya se había enviado").await;
        ana.is_pictured_everywhere("request-form-sent-before", Screen::Desktop).await;
        assert_eq!(person.has_filed().await, 1);
        // As it was, it is the same request, also after a reload.
        form.tells("No carga nada desde las 9.").await;
        ana.reloads().await;
        let folio = RequestForm::shown(&ana, WIFI).await.sends().await;
        TicketPage::shown(&ana, &folio).await;
        assert_eq!(person.has_filed().await, 1);
    });
}

#[test]
fn a_reply_whose_answer_was_lost_is_not_written_twice() {
    journey("lost-reply", async |stage| {
        let person = stage.desk.requester("ana").await;
        let ticket = person.files(Service::Wifi).await;
        let before = person.timeline(&ticket).await.len();
        let ana = stage.arrives(&person, Screen::Desktop).await;
        TicketPage::open(&ana, &ticket.folio).await;
        ana.loses_the_next_answer("/replies").await;
        ana.fills("Respuesta pública", "¿Hay novedades?").await;
        ana.presses("Responder").await;
        // It goes again by itself, under the same key.
        ana.sees("Respuesta enviada").await;
        ana.loses_sight_of("Por enviar").await;
        ana.sees("¿Hay novedades?").await;
        assert_eq!(ana.value_of("Respuesta pública").await, "");
        assert_eq!(person.timeline(&ticket).await.len(), before + 1);
    });
}
