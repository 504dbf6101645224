//! A ticket on paper: all that it says, and nothing that acts.

use e2e::{
    Service,
    browser::{
        Browser, Screen, Theme, journey,
        pages::{DeskTicket, TicketPage},
    },
};

/// More than one page of the story.
const REPLIES: usize = 55;

async fn is_on_paper(browser: &Browser, words: &[&str]) {
    for word in words {
        browser.sees(word).await;
    }
    for gone in ["Más acciones", "Imprimir", "Responder", "Guardar nota", "Inicio", "Agregar"] {
        browser.does_not_see(gone).await;
    }
}

#[test]
fn a_ticket_prints_whole_for_both_sides() {
    journey("print", async |stage| {
        let desk = &stage.desk;
        let ana = desk.requester("ana").await;
        let carla = desk.agent("carla", Service::Wifi.team()).await;
        let ticket = ana.files(Service::Wifi).await;
        carla.takes(&ticket).await;
        carla.notes(&ticket, "Revisar el punto de acceso del segundo piso.").await;
        for number in 1..=REPLIES {
            ana.replies(&ticket, &format!("Observación número {number:02}.")).await;
        }
        carla.starts(&ticket).await;
        let entries = |story: usize| u64::try_from(story).unwrap();

        let at_home = stage.arrives(&ana, Screen::Desktop).await;
        TicketPage::open(&at_home, &ticket.folio).await;
        at_home.has_a_printer().await;
        at_home.presses("Más acciones").await;
        at_home.presses("Imprimir").await;
        assert_eq!(at_home.has_printed().await, entries(ana.timeline(&ticket).await.len()));
        at_home.prefers(Theme::Dark).await;
        at_home.looks_at_the_paper().await;
        let said = ["Observación número 01.", "Observación número 55.", "No enciende desde ayer."];
        let common = [ticket.folio.as_str(), &ana.name, &carla.name, "En proceso", "Biblioteca", "Tú: "];
        is_on_paper(&at_home, &[said.as_slice(), &common].concat()).await;
        at_home.does_not_see("segundo piso").await;
        assert_eq!(at_home.colours().await, ("rgba(0, 0, 0, 0)".to_owned(), "rgb(0, 0, 0)".to_owned()));
        at_home.is_pictured("print-requester").await;
        at_home.is_printed("print-requester").await;

        let at_desk = stage.arrives(&carla, Screen::Desktop).await;
        DeskTicket::open(&at_desk, &ticket.folio).await;
        at_desk.has_a_printer().await;
        at_desk.presses("Más acciones").await;
        at_desk.presses("Imprimir").await;
        assert_eq!(at_desk.has_printed().await, entries(carla.timeline(&ticket).await.len()));
        at_desk.prefers(Theme::Dark).await;
        at_desk.looks_at_the_paper().await;
        let noted = ["Revisar el punto de acceso del segundo piso.", "Nota interna"];
        is_on_paper(&at_desk, &[said.as_slice(), &common, &noted].concat()).await;
        assert_eq!(at_desk.colours().await, ("rgba(0, 0, 0, 0)".to_owned(), "rgb(0, 0, 0)".to_owned()));
        at_desk.is_pictured("print-staff").await;
        at_desk.is_printed("print-staff").await;
    });
}
