//! The commands of product.md §4 as staff give them at the desk, and what becomes of them when somebody else was quicker.

use chrono::{TimeDelta, Utc};
use e2e::{
    Service,
    browser::{
        CTRL_ENTER, ESCAPE, Kind, Screen, journey,
        pages::{DeskTicket, QueuePage},
    },
    seeded,
};
use serde_json::json;
use shared::{
    priority::{Impact, Urgency},
    status::{Closure, Status},
};

#[test]
fn whoever_has_it_gives_every_command_of_the_way() {
    journey("commands", async |stage| {
        let desk = &stage.desk;
        let ana = desk.requester("ana").await;
        let person = desk.agent("carla", Service::Maintenance.team()).await;
        let ticket = ana.files_about("El proyector parpadea").await;
        let carla = stage.arrives(&person, Screen::Desktop).await;
        let queue = QueuePage::open(&carla, "").await;
        let page = queue.opens(&ticket.folio).await;
        page.takes().await;
        page.unassigns().await;
        page.takes().await;
        page.starts().await;
        carla.hits("w").await;
        carla.chooses("Una fecha acordada").await;
        carla.sets("Día", "2099-03-12").await;
        carla.presses("Poner en espera").await;
        carla.sees("Elige un día hasta el").await;
        carla.hits(ESCAPE).await;
        carla.has_no_dialog().await;
        page.waits_until(&(Utc::now() + TimeDelta::days(30)).date_naive().to_string()).await;
        carla.is_on("El proyector parpadea").await;
        page.resumes().await;
        page.tags_it("aula").await;
        page.changes_the_service_to("Reparación de equipo").await;
        carla.sees("Respuestas cuando era Mantenimiento correctivo").await;
        page.notes("Ya se pidió la pieza.").await;
        carla.fills("Agregar a alguien", "beto@example.edu.mx").await;
        carla.presses("Agregar").await;
        carla.sees_a(Kind::Button, "Quitar a").await;
        page.attends("Se cambió la lámpara.").await;
        let seen = person.sees(&ticket).await;
        assert_eq!(
            (seen.summary.status, seen.summary.service.name.as_str()),
            (Status::Attended, "Reparación de equipo")
        );
        assert_eq!(seen.tags, Some(vec!["aula".to_owned()]));
        assert_eq!(seen.watchers.len(), 1);

        // What goes to another team goes out of sight: back to the list, where the focus is on what is there.
        let next = ana.files_about("No hay red en el aula").await;
        let staying = ana.files_about("La que se queda").await;
        let page = QueuePage::open(&carla, "?status=new").await.opens(&next.folio).await;
        page.transfers_to("Redes y telecomunicaciones", "Es del cableado").await;
        carla.arrives_at("/queue?status=new").await;
        carla.is_on("La que se queda").await;
        carla.loses_sight_of("No hay red en el aula").await;
        carla.sees_a(Kind::Row, &staying.folio).await;
        assert_eq!(ana.sees(&next).await.summary.team.id, seeded::NETWORKS);
    });
}

#[test]
fn a_supervisor_reopens_closes_and_cancels() {
    journey("supervising", async |stage| {
        let desk = &stage.desk;
        let team = Service::Maintenance.team();
        let (ana, luis) = (desk.requester("ana").await, desk.requester("luis").await);
        let carla = desk.agent("carla", team).await;
        let person = desk.supervisor("rosa", team).await;
        let resolved = ana.files_about("Resuelta antes de tiempo").await;
        let unanswered = luis.files_about("Nadie confirma").await;
        for ticket in [&resolved, &unanswered] {
            carla.takes(ticket).await;
            carla.attends(ticket, "Listo.").await;
        }
        ana.confirms(&resolved, 4).await;
        let foreign = ana.files_about("Que pinten el aula").await;
        let admin = desk.admin("alma").await;
        let place = format!("/accounts/{}", luis.id);
        let seen = admin.get(&place).await.expect(200).etag();
        admin.patch(&place, &json!({"active": false})).if_match(seen.as_str()).await.expect(200);

        let rosa = stage.arrives(&person, Screen::Desktop).await;
        DeskTicket::open(&rosa, &resolved.folio).await.reopens("Volvió a fallar").await;
        assert_eq!(person.sees(&resolved).await.summary.status, Status::InProgress);
        let page = DeskTicket::open(&rosa, &unanswered.folio).await;
        page.closes_unanswered("Ya no trabaja aquí").await;
        rosa.sees("Cerrada sin respuesta").await;
        assert_eq!(person.sees(&unanswered).await.summary.closure, Some(Closure::Unanswered));
        let page = DeskTicket::open(&rosa, &foreign.folio).await;
        page.cancels("No corresponde a T.I.", "Pídelo a Servicios Generales.").await;
        assert_eq!(person.sees(&foreign).await.summary.status, Status::Cancelled);
        // From there nothing leads on, so nothing is offered.
        rosa.does_not_see("Cambiar estado").await;
        rosa.is_pictured_everywhere("desk-cancelled", Screen::Desktop).await;
    });
}

#[test]
fn a_supervisor_works_off_what_nobody_has_by_keys() {
    journey("reviewing", async |stage| {
        let desk = &stage.desk;
        let team = Service::Maintenance.team();
        let ana = desk.requester("ana").await;
        let (carla, person) = (desk.agent("carla", team).await, desk.supervisor("rosa", team).await);
        let first = ana.files_about("La primera").await;
        let second = ana.files_about("La segunda").await;
        ana.files_about("La tercera").await;
        let rosa = stage.arrives(&person, Screen::Desktop).await;
        QueuePage::open(&rosa, "?status=new").await.opens(&first.folio).await;
        rosa.hits("A").await;
        rosa.chooses(&carla.name).await;
        rosa.fills("¿Por qué?", "Ya estuvo ahí").await;
        rosa.hits(CTRL_ENTER).await;
        rosa.has_no_dialog().await;
        rosa.sees(&format!("{} quedó asignada a", first.folio)).await;
        assert_eq!(person.sees(&first).await.summary.status, Status::Assigned);
        // What was open has left the list: one goes on with the first of those that are left, not with the one after it.
        rosa.is_on("La primera").await;
        rosa.hits("j").await;
        rosa.arrives_at(&format!("/queue?status=new&ticket={}", second.folio)).await;
        rosa.is_on("La segunda").await;
    });
}

#[test]
fn a_change_under_an_open_dialog_is_said_and_what_was_typed_stays() {
    journey("conflict", async |stage| {
        let desk = &stage.desk;
        let team = Service::Maintenance.team();
        let ana = desk.requester("ana").await;
        let person = desk.agent("carla", team).await;
        let rosa = desk.supervisor("rosa", team).await;
        let ticket = ana.files_about("El proyector parpadea").await;
        person.takes(&ticket).await;
        let carla = stage.arrives(&person, Screen::Desktop).await;
        DeskTicket::open(&carla, &ticket.folio).await;
        carla.hits("w").await;
        carla.sees_a(Kind::Heading, "Poner en espera").await;
        carla.fills("¿Qué necesitas de quien la pidió?", "¿Qué luz parpadea?").await;
        rosa.weighs(&ticket, Impact::Institution, Urgency::High).await;
        carla.expects_refusal(412, "/wait");
        carla.presses("Poner en espera").await;
        carla.sees("La solicitud cambió mientras tanto").await;
        carla.sees("Prioridad: ahora Crítica.").await;
        carla.sees("Lo que elegiste y escribiste sigue aquí.").await;
        assert_eq!(carla.value_of("¿Qué necesitas de quien la pidió?").await, "¿Qué luz parpadea?");
        carla.is_pictured_everywhere("desk-conflict", Screen::Desktop).await;
        // Read and repeated, it goes through.
        carla.presses("Poner en espera").await;
        carla.sees(&format!("{} quedó en espera", ticket.folio)).await;
        assert_eq!(person.sees(&ticket).await.summary.status, Status::Waiting);
    });
}

#[test]
fn a_request_that_leaves_ones_sight_says_so_and_keeps_what_was_typed() {
    journey("out-of-sight", async |stage| {
        let desk = &stage.desk;
        let team = Service::Maintenance.team();
        let ana = desk.requester("ana").await;
        let person = desk.agent("carla", team).await;
        let rosa = desk.supervisor("rosa", team).await;
        let ticket = ana.files_about("No hay red en el aula").await;
        person.takes(&ticket).await;
        let carla = stage.arrives(&person, Screen::Desktop).await;
        QueuePage::open(&carla, "").await.opens(&ticket.folio).await;
        carla.presses("Atender").await;
        carla.fills("¿Qué se hizo?", "Se cambió el cable.").await;
        rosa.tries(&ticket, "transfer", json!({"team_id": seeded::NETWORKS})).await;
        carla.expects_refusal(404, "/api/v1/tickets/");
        carla.presses("Atender").await;
        carla.sees("Ya no está a tu alcance").await;
        assert_eq!(carla.value_of("¿Qué se hizo?").await, "Se cambió el cable.");
        carla.is_pictured_everywhere("desk-out-of-sight", Screen::Desktop).await;
        carla.hits(ESCAPE).await;
        carla.has_no_dialog().await;
        // The list knows, too.
        carla.sees("No hay nada en esta vista").await;
        carla.sees("Ya no está a tu alcance").await;
        carla.hits(ESCAPE).await;
        carla.arrives_at("/queue").await;
    });
}

#[test]
fn a_refusal_in_the_bar_is_read_and_put_away() {
    journey("refusal", async |stage| {
        let desk = &stage.desk;
        let team = Service::Maintenance.team();
        let person = desk.agent("carla", team).await;
        let rosa = desk.supervisor("rosa", team).await;
        let ticket = desk.requester("ana").await.files_about("El proyector parpadea").await;
        let carla = stage.arrives(&person, Screen::Desktop).await;
        let page = QueuePage::open(&carla, "").await.opens(&ticket.folio).await;
        rosa.weighs(&ticket, Impact::Institution, Urgency::High).await;
        carla.expects_refusal(412, "/assign");
        carla.presses("Tomar").await;
        carla.sees("Prioridad: ahora Crítica.").await;
        carla.presses("Cerrar el aviso").await;
        carla.loses_sight_of("La solicitud cambió mientras tanto").await;
        carla.is_on("El proyector parpadea").await;
        page.takes().await;
    });
}

#[test]
fn a_list_that_is_narrowed_to_nothing_offers_the_way_back() {
    journey("narrowed", async |stage| {
        let desk = &stage.desk;
        let ticket = desk.requester("ana").await.files(Service::Maintenance).await;
        let person = desk.agent("carla", Service::Maintenance.team()).await;
        let carla = stage.arrives(&person, Screen::Desktop).await;
        QueuePage::open(&carla, "?status=new&priority=critical").await;
        carla.sees_a(Kind::Heading, "Nada coincide con los filtros").await;
        carla.is_pictured_everywhere("queue-narrowed", Screen::Desktop).await;
        carla.follows("Quitar filtros").await;
        carla.arrives_at("/queue?status=new").await;
        carla.sees_a(Kind::Row, &ticket.folio).await;
    });
}
