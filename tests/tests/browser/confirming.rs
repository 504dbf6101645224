//! Confirming by the link in the mail, without a session.

use e2e::{
    Service,
    browser::{
        Screen, journey,
        pages::{ConfirmPage, TicketPage},
    },
};
use shared::status::Status;

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
        page.rejects("Se sigue apagando.").await;
        phone.fits().await;
        let details = ana.sees(&ticket).await;
        assert_eq!(details.summary.status, Status::InProgress);
        assert_eq!(details.rejections, 1);
        phone.reloads().await;
        page.is_spent().await;
        phone.sees("Ábrela para ver cómo va.").await;

        ConfirmPage::is_dead(&phone, "nobody-knows-this-one").await;
        phone.is_pictured_everywhere("confirm-dead", Screen::Phone).await;
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
        let buttons = browser.names_of(e2e::browser::Kind::Button).await;
        for staff_only in
            ["Atender", "Asignar", "Tomar", "Empezar", "Poner en espera", "Cambiar prioridad", "Guardar nota"]
        {
            assert!(!buttons.iter().any(|button| button.contains(staff_only)), "{staff_only} among {buttons:?}");
        }
        browser.is_pictured_everywhere("ticket-in-progress", Screen::Desktop).await;
    });
}
