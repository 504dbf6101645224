//! The whole main job: from the institutional e-mail to *resuelta*, everyone at a browser of their own.

use e2e::{
    Service,
    browser::{
        ESCAPE, Kind, Screen, journey,
        pages::{DeskTicket, HomePage, IndicatorPage, QueuePage, SignInPage, TicketPage},
    },
};

#[test]
fn a_request_goes_from_sign_in_to_resolved_and_into_the_indicator() {
    journey("main-job", async |stage| {
        let desk = &stage.desk;
        let team = Service::Maintenance.team();
        let carla = desk.agent("carla", team).await;
        desk.agent("diego", team).await;
        let rosa = desk.supervisor("rosa", team).await;
        let quality = desk.quality("quirino").await;

        // Ana asks.
        let ana = stage.opens("ana", Screen::Desktop).await;
        SignInPage::open(&ana).await.signs_in(desk, "ana@example.edu.mx").await;
        let home = HomePage::shown(&ana, "Ana").await;
        ana.chooses("Docente").await;
        ana.loses_sight_of("¿De qué parte de la universidad eres?").await;
        let form = home.asks_for("Mantenimiento correctivo", "Mantenimiento correctivo").await;
        ana.picks("¿Qué equipo es?", "Proyector o pantalla").await;
        ana.fills("¿Dónde es?", "B-204").await;
        form.tells("El proyector no enciende. Tengo clase a las 12:00.").await;
        ana.chooses("A mi grupo o área").await;
        ana.chooses("No puedo").await;
        let folio = form.sends().await;

        // Rosa, who was told by mail, weighs it and gives it to Carla.
        assert!(desk.mail_to(&rosa.email).await.subject.contains(&folio));
        let desk_of_rosa = stage.opens("rosa", Screen::Desktop).await;
        SignInPage::open(&desk_of_rosa).await.signs_in(desk, &rosa.email).await;
        let queue = QueuePage::shown(&desk_of_rosa).await;
        desk_of_rosa.is_pictured_everywhere("queue", Screen::Desktop).await;
        let ticket = queue.opens(&folio).await;
        desk_of_rosa.sees("Tengo clase a las 12:00.").await;
        desk_of_rosa.is_pictured_everywhere("queue-with-ticket", Screen::Desktop).await;
        ticket.looks_into_the_menu("desk-menu").await;
        ticket.weighs("Una persona", "Alta", "Alta").await;
        ticket.is_about_to_assign().await;
        desk_of_rosa.is_pictured_everywhere("desk-assign", Screen::Desktop).await;
        desk_of_rosa.presses("Cancelar").await;
        ticket.assigns_to("Carla").await;

        // Carla starts and asks back.
        let desk_of_carla = stage.arrives(&carla, Screen::Desktop).await;
        let ticket = QueuePage::open(&desk_of_carla, "").await.opens(&folio).await;
        ticket.starts().await;
        ticket.notes("La lámpara ya había fallado en marzo.").await;
        ticket.waits_for_answer("¿Qué luz parpadea?").await;
        desk_of_carla.is_pictured_everywhere("desk-waiting", Screen::Desktop).await;

        // Ana answers, which resumes it.
        let page = TicketPage::open(&ana, &folio).await;
        page.stands_at("Esperamos tu respuesta").await;
        ana.sees("¿Qué luz parpadea?").await;
        ana.does_not_see("La lámpara ya había fallado").await;
        ana.is_pictured_everywhere("ticket-waiting", Screen::Desktop).await;
        page.replies("La naranja.").await;
        page.stands_at("En proceso").await;

        // Carla attends; Ana does not agree; Carla attends again.
        let ticket = DeskTicket::open(&desk_of_carla, &folio).await;
        desk_of_carla.sees("La naranja.").await;
        ticket.attends("Se cambió la lámpara.").await;
        let page = TicketPage::open(&ana, &folio).await;
        ana.sees("Se cambió la lámpara.").await;
        page.rejects("Se apaga a los cinco minutos.").await;
        page.stands_at("En proceso").await;
        let ticket = DeskTicket::open(&desk_of_carla, &folio).await;
        desk_of_carla.sees("Se apaga a los cinco minutos.").await;
        desk_of_carla.is_pictured_everywhere("desk-ticket", Screen::Desktop).await;
        ticket.attends("Se cambió también el ventilador.").await;
        desk_of_carla.is_pictured_everywhere("desk-attended", Screen::Desktop).await;

        // Ana agrees, and it is resolved.
        HomePage::open(&ana, "Ana").await;
        ana.is_pictured_everywhere("home-with-result", Screen::Desktop).await;
        ana.follows("Revisar resultado").await;
        let page = TicketPage::shown(&ana, &folio).await;
        page.confirms("5 de 5, excelente", "Gracias.").await;
        page.stands_at("Resuelta").await;
        ana.is_pictured_everywhere("ticket-story", Screen::Desktop).await;
        DeskTicket::open(&desk_of_carla, &folio).await;
        desk_of_carla.sees("Ana confirmó que quedó resuelta").await;

        // The quality office reads the number and what is behind it.
        let office = stage.opens("quality", Screen::Desktop).await;
        SignInPage::open(&office).await.signs_in(desk, &quality.email).await;
        let indicator = IndicatorPage::shown(&office).await;
        indicator.says("100.00 %").await;
        office.is_pictured_everywhere("indicator", Screen::Desktop).await;
        indicator.opens("1 solicitud. Ver: Recibidas").await;
        office.sees(&folio).await;
        office.does_not_see("Tengo clase").await;
        office.is_pictured_everywhere("indicator-evidence", Screen::Desktop).await;
    });
}

#[test]
fn who_comes_second_is_told_what_changed_and_loses_nothing() {
    journey("second", async |stage| {
        let desk = &stage.desk;
        let team = Service::Maintenance.team();
        let ana = desk.requester("ana").await;
        let carla = desk.agent("carla", team).await;
        let diego = desk.agent("diego", team).await;
        let ticket = ana.files(Service::Maintenance).await;

        let desk_of_diego = stage.arrives(&diego, Screen::Desktop).await;
        DeskTicket::open(&desk_of_diego, &ticket.folio).await;
        carla.takes(&ticket).await;
        desk_of_diego.expects_refusal(412, "/assign");
        desk_of_diego.presses("Tomar").await;
        desk_of_diego.sees("La solicitud cambió mientras tanto").await;
        desk_of_diego.sees("Ahora la tiene Carla").await;
        desk_of_diego.is_on("Mantenimiento correctivo").await;
        // Nothing was typed, so nothing of the kind is promised.
        desk_of_diego.does_not_see("sigue aquí").await;
        let buttons = desk_of_diego.names_of(Kind::Button).await;
        assert!(!buttons.iter().any(|button| button == "Tomar"), "what is taken can't be taken: {buttons:?}");
        desk_of_diego.is_pictured_everywhere("desk-second", Screen::Desktop).await;
    });
}

#[test]
fn what_was_typed_stays_when_the_ticket_went_to_somebody_else() {
    journey("gone-meanwhile", async |stage| {
        let desk = &stage.desk;
        let team = Service::Maintenance.team();
        let ana = desk.requester("ana").await;
        let carla = desk.agent("carla", team).await;
        let rosa = desk.supervisor("rosa", team).await;
        let ticket = ana.files(Service::Maintenance).await;
        carla.takes(&ticket).await;

        let desk_of_carla = stage.arrives(&carla, Screen::Desktop).await;
        DeskTicket::open(&desk_of_carla, &ticket.folio).await;
        desk_of_carla.presses("Atender").await;
        // What is asked has the focus; what is left out gets it back.
        desk_of_carla.is_on("¿Qué se hizo?").await;
        desk_of_carla.presses("Atender").await;
        desk_of_carla.is_on("¿Qué se hizo?").await;
        desk_of_carla.fills("¿Qué se hizo?", "Se cambió la lámpara.").await;
        rosa.unassigns(&ticket).await;
        desk_of_carla.expects_refusal(403, "/attend");
        desk_of_carla.presses("Atender").await;
        desk_of_carla.sees("Ya no la tiene nadie").await;
        assert_eq!(desk_of_carla.value_of("¿Qué se hizo?").await, "Se cambió la lámpara.");
        desk_of_carla.hits(ESCAPE).await;
        desk_of_carla.has_no_dialog().await;
        desk_of_carla.sees_a(Kind::Button, "Tomar").await;
    });
}
