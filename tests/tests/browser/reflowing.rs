//! Every main page at 400 %, and in forced colours.

use e2e::{
    Service,
    browser::{
        Browser, Kind, Screen, Theme, journey,
        pages::{DeskTicket, HomePage, RequestForm, ServiceEditor, SignInPage, TicketPage},
    },
};

/// As it is enlarged, and in the system's colours.
async fn is_tried(browser: &Browser, page: &str) {
    browser.reflows().await;
    browser.is_pictured(&format!("{page}-400")).await;
    browser.shows_on(Screen::Desktop).await;
    browser.forces_colours().await;
    browser.is_pictured(&format!("{page}-forced-colours")).await;
    browser.prefers(Theme::Light).await;
    browser.zooms_to_400_percent().await;
}

#[test]
fn the_pages_of_requesters_reflow() {
    journey("reflow-requester", async |stage| {
        let desk = &stage.desk;
        let ana = desk.requester("ana").await;
        let carla = desk.agent("carla", Service::Wifi.team()).await;
        let ticket = ana.files(Service::Wifi).await;
        carla.takes(&ticket).await;
        carla.starts(&ticket).await;
        carla.attends(&ticket, "Se cambió el punto de acceso.").await;
        let outside = stage.opens("luis", Screen::Desktop).await;
        outside.zooms_to_400_percent().await;
        SignInPage::open(&outside).await;
        is_tried(&outside, "sign-in").await;

        let browser = stage.arrives(&ana, Screen::Desktop).await;
        browser.zooms_to_400_percent().await;
        HomePage::open(&browser, "Ana").await;
        browser.sees("Conectividad").await;
        is_tried(&browser, "home").await;
        browser.goes_to("/requests").await;
        browser.sees(&ticket.folio).await;
        is_tried(&browser, "my-requests").await;
        browser.goes_to("/new").await;
        browser.sees("Conectividad").await;
        is_tried(&browser, "choose").await;
        RequestForm::open(&browser, Service::Wifi, "Red inalámbrica (Wi-Fi)").await;
        is_tried(&browser, "request-form").await;
        TicketPage::open(&browser, &ticket.folio).await;
        is_tried(&browser, "ticket").await;
        browser.goes_to("/account").await;
        browser.sees_a(Kind::Heading, "Mi cuenta").await;
        is_tried(&browser, "account").await;
    });
}

#[test]
fn the_pages_of_staff_reflow() {
    journey("reflow-staff", async |stage| {
        let desk = &stage.desk;
        let ana = desk.requester("ana").await;
        let ticket = ana.files(Service::Wifi).await;
        let alma = desk.admin("alma").await;
        let carla = desk.agent("carla", Service::Wifi.team()).await;
        carla.takes(&ticket).await;
        carla.notes(&ticket, "Una nota interna con unadirecciónlarguísima@correo.institucional.example.edu.mx").await;

        let browser = stage.arrives(&carla, Screen::Desktop).await;
        browser.zooms_to_400_percent().await;
        browser.goes_to("/queue").await;
        browser.sees_a(Kind::Row, "Red inalámbrica (Wi-Fi)").await;
        is_tried(&browser, "queue").await;
        DeskTicket::open(&browser, &ticket.folio).await;
        is_tried(&browser, "staff-ticket").await;
        browser.goes_to(&format!("/queue?ticket={}", ticket.folio)).await;
        DeskTicket::shown(&browser, &ticket.folio).await;
        is_tried(&browser, "queue-pane").await;

        let browser = stage.arrives(&alma, Screen::Desktop).await;
        browser.zooms_to_400_percent().await;
        browser.goes_to("/indicator").await;
        browser.sees_a(Kind::Heading, "Solicitudes atendidas").await;
        is_tried(&browser, "indicator").await;
        ServiceEditor::open(&browser, "Mantenimiento correctivo").await;
        is_tried(&browser, "service-editor").await;
        browser.goes_to("/admin/services").await;
        browser.sees_a(Kind::Heading, "Catálogo de servicios").await;
        is_tried(&browser, "services").await;
    });
}
