//! The keys of the desk that lead somewhere: to a view, to the steps of a status, to whatever the palette finds.

use e2e::{
    Service,
    browser::{
        CTRL_K, DOWN, ENTER, ESCAPE, Kind, Screen, journey,
        pages::{DeskTicket, QueuePage},
    },
};
use shared::status::Status;

const PALETTE: &str = "Folio, palabras, página o acción";

#[test]
fn a_pair_of_keys_leads_to_a_view_and_one_to_the_steps_of_the_status() {
    journey("leading", async |stage| {
        let desk = &stage.desk;
        let ana = desk.requester("ana").await;
        let person = desk.agent("carla", Service::Maintenance.team()).await;
        let ticket = ana.files_about("El proyector parpadea").await;
        let carla = stage.arrives(&person, Screen::Desktop).await;
        let page = QueuePage::open(&carla, "").await.opens(&ticket.folio).await;
        // The second key of a pair means the view and not the steps of the status.
        for (pair, address, name) in [
            ("gs", "/queue?status=new", "Sin asignar"),
            ("gm", "/queue?assignee=me", "Asignadas a mí"),
            ("gt", "/queue", "Todas abiertas"),
        ] {
            carla.hits(pair).await;
            carla.arrives_at(address).await;
            carla.sees_a(Kind::Heading, name).await;
            carla.is_on("Cola de trabajo").await;
        }
        carla.goes_to("/account").await;
        carla.sees_a(Kind::Heading, "Mi cuenta").await;
        // Not on the pages of a requester.
        carla.hits("gm").await;
        DeskTicket::open(&carla, &ticket.folio).await;
        // A pair that leads nowhere does not do what its second key does alone.
        carla.hits("ga").await;
        carla.hits("s").await;
        carla.is_on("Tomar").await;
        carla.is_pictured_everywhere("desk-status", Screen::Desktop).await;
        carla.hits(ESCAPE).await;
        carla.is_on("Cambiar estado").await;
        carla.hits("s").await;
        carla.is_on("Tomar").await;
        carla.hits(ENTER).await;
        carla.sees(&format!("Tomaste {}", ticket.folio)).await;
        carla.is_on("El proyector parpadea").await;
        carla.hits("s").await;
        carla.is_on("Empezar").await;
        carla.hits(DOWN).await;
        carla.is_on("Atender").await;
        carla.hits(ENTER).await;
        carla.is_on("¿Qué se hizo?").await;
        carla.hits(ESCAPE).await;
        carla.has_no_dialog().await;
        page.starts().await;
    });
}

#[test]
fn the_palette_finds_requests_pages_and_what_can_be_done() {
    journey("palette", async |stage| {
        let desk = &stage.desk;
        let ana = desk.requester("ana").await;
        let person = desk.agent("carla", Service::Maintenance.team()).await;
        let ticket = ana.files_about("El cañón parpadea").await;
        let other = ana.files_about("La impresión sale manchada").await;
        let carla = stage.arrives(&person, Screen::Desktop).await;
        QueuePage::open(&carla, "").await;
        carla.sees_a(Kind::Row, &ticket.folio).await;
        carla.hits(CTRL_K).await;
        carla.is_on(PALETTE).await;
        carla.sees_a(Kind::Offer, "Sin asignar").await;
        carla.is_pictured_everywhere("palette", Screen::Desktop).await;
        carla.fills(PALETTE, "canon").await;
        carla.sees_a(Kind::Offer, &ticket.folio).await;
        carla.hits(ENTER).await;
        carla.has_no_dialog().await;
        carla.arrives_at(&format!("/queue?ticket={}", ticket.folio)).await;
        DeskTicket::shown(&carla, &ticket.folio).await;
        carla.is_on("El cañón parpadea").await;

        // With a request open, what can be done with it; by its words.
        carla.presses("Buscar…").await;
        carla.fills(PALETTE, "tomar").await;
        carla.sees("Hacer con").await;
        carla.is_pictured_everywhere("palette-action", Screen::Desktop).await;
        carla.clicks(Kind::Offer, "Tomar").await;
        carla.sees(&format!("Tomaste {}", ticket.folio)).await;
        assert_eq!(person.sees(&ticket).await.summary.status, Status::Assigned);

        // Also where one is writing; left, one writes on.
        carla.hits("r").await;
        carla.is_on("Respuesta pública").await;
        carla.hits(CTRL_K).await;
        carla.is_on(PALETTE).await;
        carla.hits(ESCAPE).await;
        carla.has_no_dialog().await;
        carla.is_on("Respuesta pública").await;
        // A number alone is a folio. What opens takes the focus.
        carla.presses("Buscar…").await;
        carla.is_on(PALETTE).await;
        let number = other.folio.trim_start_matches("TI-").trim_start_matches('0').to_owned();
        carla.fills(PALETTE, &number).await;
        carla.sees_a(Kind::Offer, &format!("Abrir {}", other.folio)).await;
        carla.hits(ENTER).await;
        carla.arrives_at(&format!("/queue?ticket={}", other.folio)).await;
        carla.is_on("La impresión sale manchada").await;

        // Nothing found, and back to where one was.
        carla.hits(CTRL_K).await;
        carla.fills(PALETTE, "nada parecido").await;
        carla.sees("Nada coincide.").await;
        carla.hits(ESCAPE).await;
        carla.has_no_dialog().await;
        carla.is_on("La impresión sale manchada").await;

        carla.hits(CTRL_K).await;
        carla.fills(PALETTE, "cuenta").await;
        carla.sees_a(Kind::Offer, "Mi cuenta y sesiones").await;
        carla.hits(ENTER).await;
        carla.arrives_at("/account").await;
        carla.is_on("Mi cuenta").await;
    });
}

#[test]
fn the_palette_of_whoever_has_no_desk_finds_their_own_requests() {
    journey("palette-own", async |stage| {
        let desk = &stage.desk;
        let person = desk.quality("quirino").await;
        let own = person.files_about("Mi pantalla parpadea").await;
        desk.requester("ana").await.files_about("La pantalla del aula parpadea").await;
        let quirino = stage.arrives(&person, Screen::Desktop).await;
        quirino.goes_to("/indicator").await;
        quirino.sees_a(Kind::Heading, "Solicitudes atendidas").await;
        quirino.hits(CTRL_K).await;
        quirino.fills(PALETTE, "pantalla").await;
        quirino.sees_a(Kind::Offer, &own.folio).await;
        quirino.does_not_see("La pantalla del aula").await;
        quirino.does_not_see("Sin permiso").await;
        quirino.hits(ENTER).await;
        quirino.arrives_at(&format!("/t/{}", own.folio)).await;
    });
}

#[test]
fn the_palette_leads_an_admin_to_the_administration() {
    journey("palette-admin", async |stage| {
        let person = stage.desk.admin("patricia").await;
        let patricia = stage.arrives(&person, Screen::Desktop).await;
        patricia.goes_to("/admin/services").await;
        patricia.sees_a(Kind::Heading, "Catálogo de servicios").await;
        patricia.hits(CTRL_K).await;
        patricia.fills(PALETTE, "cuentas y").await;
        patricia.sees_a(Kind::Offer, "Cuentas y funciones").await;
        patricia.hits(ENTER).await;
        patricia.arrives_at("/admin/accounts").await;
    });
}

#[test]
fn the_sheet_of_keys_lists_what_works_here_for_this_person() {
    journey("sheet", async |stage| {
        let desk = &stage.desk;
        let team = Service::Maintenance.team();
        let ticket = desk.requester("ana").await.files(Service::Maintenance).await;
        let (agent, supervisor) = (desk.agent("carla", team).await, desk.supervisor("rosa", team).await);
        let carla = stage.arrives(&agent, Screen::Desktop).await;
        QueuePage::open(&carla, "").await;
        carla.hits("?").await;
        carla.sees_a(Kind::Heading, "Atajos de teclado").await;
        carla.sees("Vincular con otra").await;
        carla.sees("Siguiente de la lista").await;
        carla.does_not_see("Asignar a otra persona").await;
        carla.is_pictured_everywhere("shortcuts", Screen::Desktop).await;
        // Switched off, a key is a key no longer; what takes two hands stays.
        carla.chooses("Usar atajos de una sola tecla").await;
        carla.hits(ESCAPE).await;
        carla.has_no_dialog().await;
        carla.hits(CTRL_K).await;
        carla.is_on(PALETTE).await;
        carla.hits(ESCAPE).await;
        carla.has_no_dialog().await;

        let rosa = stage.arrives(&supervisor, Screen::Desktop).await;
        DeskTicket::open(&rosa, &ticket.folio).await;
        rosa.hits("?").await;
        rosa.sees("Asignar a otra persona").await;
        // There is no list here.
        rosa.does_not_see("Siguiente de la lista").await;
    });
}
