//! Confirming by the link in the mail, without a session.

use chrono::Duration;
use e2e::{
    Service,
    browser::{
        Kind, Screen, journey,
        pages::{ConfirmPage, TicketPage},
    },
};
use serde_json::json;
use shared::status::{Closure, Status};

#[test]
fn the_link_in_the_mail_shows_then_decides_once() {
    journey("confirm-link", async |stage| {
        let desk = &stage.desk;
        let ana = desk.requester("ana").await;
        let carla = desk.agent("carla", Service::Maintenance.team()).await;
        let ticket = ana.files(Service::Maintenance).await;
        carla.takes(&ticket).await;
        carla.starts(&ticket).await;
        carla.attends(&ticket, "Se cambió la fuente de poder.").await;
        let token = desk.mail_to(&ana.email).await.token("/confirm/");

        let phone = stage.opens("ana", Screen::Phone).await;
        for _ in 0..2 {
            let page = ConfirmPage::open(&phone, &token).await;
            phone.sees("Se cambió la fuente de poder.").await;
            page.asks().await;
        }
        phone.is_pictured_everywhere("confirm", Screen::Phone).await;
        assert_eq!(ana.sees(&ticket).await.summary.status, Status::Attended, "opening it decides nothing");

        let page = ConfirmPage::open(&phone, &token).await;
        // A rating can be taken back.
        phone.chooses("Sí, quedó resuelto").await;
        phone.chooses("1 de 5, muy mala").await;
        phone.presses("Quitar respuesta").await;
        phone.is_on("1 de 5, muy mala").await;
        let buttons = phone.names_of(Kind::Button).await;
        assert!(!buttons.iter().any(|button| button == "Quitar respuesta"), "there is none to take back: {buttons:?}");
        page.confirms("4 de 5, buena").await;
        let details = ana.sees(&ticket).await;
        assert_eq!(details.summary.status, Status::Resolved);
        assert_eq!(details.rating.map(|rating| rating.stars), Some(4));

        ConfirmPage::open(&phone, &token).await.is_spent().await;
        phone.is_pictured_everywhere("confirm-spent", Screen::Phone).await;
    });
}

#[test]
fn whoever_is_not_content_says_so_by_the_link() {
    journey("reject-link", async |stage| {
        let desk = &stage.desk;
        let ana = desk.requester("ana").await;
        let carla = desk.agent("carla", Service::Maintenance.team()).await;
        let ticket = ana.files(Service::Maintenance).await;
        carla.takes(&ticket).await;
        carla.attends(&ticket, "Se cambió la fuente de poder.").await;
        let token = desk.mail_to(&ana.email).await.token("/confirm/");

        let phone = stage.opens("ana", Screen::Phone).await;
        let page = ConfirmPage::open(&phone, &token).await;
        // Stars that were given before the word changed go with it: what is sent back is not rated.
        phone.chooses("Sí, quedó resuelto").await;
        phone.chooses("2 de 5, mala").await;
        page.rejects("Se sigue apagando.").await;
        phone.fits().await;
        let details = ana.sees(&ticket).await;
        assert_eq!(details.summary.status, Status::InProgress);
        assert_eq!(details.rating, None);
        assert_eq!(details.rejections, 1);
        phone.reloads().await;
        page.is_spent().await;
        phone.sees("Ábrela para ver cómo va.").await;

        ConfirmPage::is_dead(&phone, "nobody-knows-this-one").await;
        phone.is_pictured_everywhere("confirm-dead", Screen::Phone).await;
    });
}

#[test]
fn what_closed_without_an_answer_is_never_shown_as_confirmed() {
    journey("unanswered", async |stage| {
        let desk = &stage.desk;
        let alma = desk.admin("alma").await;
        let seen = alma.get("/settings").await.expect(200).etag();
        let policy = json!({"closure_working_days": 5, "reminder_working_days": 2});
        alma.patch("/settings", &policy).if_match(seen.as_str()).await.expect(200);
        let ana = desk.requester("ana").await;
        let carla = desk.agent("carla", Service::Maintenance.team()).await;
        let ticket = ana.files(Service::Maintenance).await;
        carla.takes(&ticket).await;
        carla.attends(&ticket, "Se cambió la fuente de poder.").await;

        let browser = stage.arrives(&ana, Screen::Desktop).await;
        let page = TicketPage::open(&browser, &ticket.folio).await;
        page.stands_at("Atendida · por confirmar").await;
        browser.sees("carla la marcó como atendida. Sigue: revisas el resultado y confirmas.").await;
        browser.sees("Si no respondes, se cierra sola el ").await;
        // A reply decides nothing, and what would is one press away.
        page.replies("¿Y el cable?").await;
        browser.sees("Tu respuesta queda como comentario.").await;
        browser.presses("Decir qué falta").await;
        browser.sees_a(Kind::Field, "¿Qué falta?").await;
        browser.is_pictured_everywhere("ticket-attended", Screen::Desktop).await;

        for _ in 0..14 {
            desk.later(Duration::days(1)).await;
        }
        assert_eq!(ana.sees(&ticket).await.summary.closure, Some(Closure::Unanswered));
        browser.is_remembered(&ana).await;
        let page = TicketPage::open(&browser, &ticket.folio).await;
        page.stands_at("Se cerró porque no recibimos tu respuesta.").await;
        browser.sees("Cerrada sin respuesta").await;
        browser.does_not_see("confirmaste").await;
        browser.does_not_see("Resuelta").await;
        browser.sees_a(Kind::Link, "Pedir seguimiento").await;
        browser.is_pictured_everywhere("ticket-unanswered", Screen::Desktop).await;
    });
}

#[test]
fn a_requester_sees_no_staff_buttons_and_no_internal_note() {
    journey("what-a-requester-sees", async |stage| {
        let desk = &stage.desk;
        let ana = desk.requester("ana").await;
        let carla = desk.agent("carla", Service::Maintenance.team()).await;
        let ticket = ana.files(Service::Maintenance).await;
        carla.takes(&ticket).await;
        carla.starts(&ticket).await;
        carla.replies(&ticket, "Paso por tu oficina a las 11.").await;
        carla.notes(&ticket, "Sospecho de la fuente.").await;

        let browser = stage.arrives(&ana, Screen::Desktop).await;
        let page = TicketPage::open(&browser, &ticket.folio).await;
        browser.sees("Paso por tu oficina a las 11.").await;
        page.stands_at("En proceso").await;
        browser.does_not_see("Sospecho de la fuente").await;
        browser.does_not_see("Nota interna").await;
        let buttons = browser.names_of(Kind::Button).await;
        for staff_only in
            ["Atender", "Asignar", "Tomar", "Empezar", "Poner en espera", "Cambiar prioridad", "Guardar nota"]
        {
            assert!(!buttons.iter().any(|button| button.contains(staff_only)), "{staff_only} among {buttons:?}");
        }
        browser.is_pictured_everywhere("ticket-in-progress", Screen::Desktop).await;
    });
}
