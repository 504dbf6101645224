//! Staff register requests for whoever stands at the window or calls.

use e2e::{
    Service,
    browser::{
        Kind, Screen, journey,
        pages::{DeskTicket, RequestForm, TicketPage},
    },
};
use serde_json::json;
use shared::person::Community;

#[test]
fn staff_register_a_request_for_whoever_calls() {
    journey("on-behalf", async |stage| {
        let desk = &stage.desk;
        let ana = desk.requester("ana").await;
        let carla = desk.agent("carla", Service::Maintenance.team()).await;
        let desk_of_carla = stage.arrives(&carla, Screen::Desktop).await;
        let form = RequestForm::open(&desk_of_carla, Service::Maintenance, "Mantenimiento correctivo").await;
        desk_of_carla.picks("¿Qué equipo es?", "Proyector o pantalla").await;
        desk_of_carla.fills("¿Dónde es?", "B-204").await;
        form.tells("Llamó: el proyector no enciende.").await;
        desk_of_carla.chooses("La registro para otra persona").await;
        form.tries().await;
        desk_of_carla.sees("¿Quién necesita el servicio? Elige una de las opciones.").await;
        desk_of_carla.chooses("La registro para otra persona").await;
        form.is_for("ana@", "Ana").await;
        desk_of_carla.is_pictured_everywhere("request-form-on-behalf", Screen::Desktop).await;
        form.tries().await;
        desk_of_carla.sees("Registraste TI-").await;
        let folio = desk_of_carla.address().await.trim_start_matches("/t/").to_owned();
        DeskTicket::shown(&desk_of_carla, &folio).await;

        let at_home = stage.arrives(&ana, Screen::Desktop).await;
        TicketPage::open(&at_home, &folio).await;
        at_home.sees("La registró").await;
    });
}

#[test]
fn the_services_are_those_of_whoever_needs_one() {
    journey("on-behalf-of-a-student", async |stage| {
        let desk = &stage.desk;
        let luis = desk.person("luis").community(Some(Community::Student)).arrives().await;
        desk.person("ana").community(Some(Community::Faculty)).arrives().await;
        let carla = desk.agent("carla", Service::Maintenance.team()).await;
        let carla = stage.arrives(&carla, Screen::Desktop).await;
        carla.goes_to("/new").await;
        carla.sees_a(Kind::Link, "Respaldo extraordinario de información").await;
        carla.chooses("La registro para otra persona").await;
        carla.fills("¿Quién necesita el servicio?", "luis@").await;
        carla.presses("Luis").await;
        carla.is_on("Cambiar").await;
        carla.sees_a(Kind::Link, "Red inalámbrica (Wi-Fi)").await;
        carla.loses_sight_of("Respaldo extraordinario de información").await;
        carla.is_pictured_everywhere("services-of-a-student", Screen::Desktop).await;

        // Who was chosen there is chosen in the form, and stays so when the page is loaded anew.
        carla.follows("Red inalámbrica (Wi-Fi)").await;
        let form = RequestForm::shown(&carla, "Red inalámbrica (Wi-Fi)").await;
        carla.sees("luis@").await;
        carla.is_on("Red inalámbrica (Wi-Fi)").await;
        carla.sees("Esa persona confirma").await;
        // Nothing is typed yet; what is thrown away later is not for whom it is.
        carla.does_not_see("Descartar").await;
        form.tells("Se cae en la biblioteca.").await;
        carla.presses("Descartar").await;
        carla.loses_sight_of("Borrador guardado").await;
        assert_eq!(carla.value_of("Cuéntanos qué necesitas").await, "");
        carla.sees("luis@").await;
        form.tells("Se cae en el gimnasio.").await;
        carla.reloads().await;
        carla.sees("luis@").await;
        // Another one may be chosen after all, and that stays as well.
        carla.presses("Cambiar").await;
        carla.fills("¿Quién necesita el servicio?", "ana@").await;
        carla.presses("Ana").await;
        carla.sees("ana@").await;
        carla.reloads().await;
        carla.sees("ana@").await;

        // What was written for one of them is not offered for another, nor for oneself.
        carla.goes_to(&format!("/new/{}", Service::Wifi.id())).await;
        RequestForm::shown(&carla, "Red inalámbrica (Wi-Fi)").await;
        assert_eq!(carla.value_of("Cuéntanos qué necesitas").await, "");
        carla.goes_to(&format!("/new/{}?for={}", Service::Wifi.id(), luis.id)).await;
        carla.sees("ana@").await;
        assert_eq!(carla.value_of("Cuéntanos qué necesitas").await, "Se cae en el gimnasio.");

        // A service that is not for that person: it is said at once, and where the others are.
        carla.goes_to(&format!("/new/{}", Service::Backup.id())).await;
        let form = RequestForm::shown(&carla, "Respaldo extraordinario de información").await;
        form.is_for("luis@", "Luis").await;
        carla.sees("no puede pedir este servicio").await;
        carla.is_pictured_everywhere("request-form-out-of-reach", Screen::Desktop).await;
        carla.fills("¿Dónde es?", "B-204").await;
        carla.fills("Número de inventario", "INV-0042").await;
        carla.fills("¿Qué se respalda?", "La tesis").await;
        form.tells("Llamó: quiere una copia de su tesis.").await;
        form.tries().await;
        carla.sees("Revisa 1 dato antes de enviar").await;
        carla.follows("Ver lo que sí puede pedir").await;
        carla.sees_a(Kind::Link, "Red inalámbrica (Wi-Fi)").await;
        carla.does_not_see("Respaldo extraordinario de información").await;
        // By a link to it, that is all there is to say.
        carla.goes_to(&format!("/new/{}?for={}", Service::Backup.id(), luis.id)).await;
        carla.sees_a(Kind::Heading, "Esa persona no puede pedir este servicio").await;
    });
}

#[test]
fn a_request_turns_out_to_be_about_what_only_its_requester_may_ask_for() {
    journey("service-of-a-student", async |stage| {
        let desk = &stage.desk;
        let luis = desk.person("luis").community(Some(Community::Student)).arrives().await;
        let carla = desk.agent("carla", Service::Maintenance.team()).await;
        let ticket = luis.files_about("No encuentro la red").await;
        let for_students = json!({"communities": [Community::Student]});
        let wifi = format!("/services/{}", Service::Wifi.id());
        desk.admin("alma").await.patch(&wifi, &for_students).if_match(1).await.expect(200);
        let at_desk = stage.arrives(&carla, Screen::Desktop).await;
        let page = DeskTicket::open(&at_desk, &ticket.folio).await;
        page.changes_the_service_to("Red inalámbrica (Wi-Fi)").await;
        assert_eq!(carla.sees(&ticket).await.summary.service.name, "Red inalámbrica (Wi-Fi)");
    });
}
