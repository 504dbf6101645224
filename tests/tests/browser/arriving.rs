//! What a hand does before all of the app is there: the place to write comes after the page, and takes over from what stands in
//! its place; and the queue stays the same whichever part it came in.

use e2e::{
    Service,
    browser::{
        Kind, Screen, journey,
        pages::{DeskTicket, QueuePage, TicketPage},
    },
};

const REPLY: &str = "Respuesta pública";
const CLIP: &str = "Adjuntar archivo";
/// Milliseconds of a wire on which the place to write takes seconds to come.
const SLOW: u32 = 2_500;

#[test]
fn whoever_goes_to_write_before_the_composer_is_here_writes_on_in_it() {
    journey("early-writing", async |stage| {
        let desk = &stage.desk;
        let person = desk.requester("ana").await;
        let agent = desk.agent("carla", Service::Maintenance.team()).await;
        let ticket = person.files_about("El proyector parpadea").await;
        for screen in [Screen::Desktop, Screen::Phone] {
            let ana = stage.arrives(&person, screen).await;
            ana.has_a_slow_connection(SLOW).await;
            TicketPage::open(&ana, &ticket.folio).await;
            assert!(!ana.can_write_into(REPLY).await, "the composer was here already");
            ana.is_pictured_everywhere("reply-early", screen).await;
            ana.reloads().await;
            TicketPage::shown(&ana, &ticket.folio).await;
            assert!(!ana.can_write_into(REPLY).await, "the composer was here already");
            ana.clicks(Kind::Field, REPLY).await;
            ana.is_about_to_write_into(REPLY).await;
            ana.can_press(CLIP).await;
            ana.is_about_to_write_into(REPLY).await;
            ana.hits("Sigue igual.").await;
            assert_eq!(ana.value_of(REPLY).await, "Sigue igual.");
        }

        // By its key, and the letters that follow it are no commands.
        let carla = stage.arrives(&agent, Screen::Desktop).await;
        carla.has_a_slow_connection(SLOW).await;
        DeskTicket::open(&carla, &ticket.folio).await;
        assert!(!carla.can_write_into(REPLY).await, "the composer was here already");
        carla.hits("r").await;
        carla.is_about_to_write_into(REPLY).await;
        carla.hits("aw").await;
        carla.can_press(CLIP).await;
        carla.is_about_to_write_into(REPLY).await;
        carla.hits("Vamos para allá.").await;
        assert_eq!(carla.value_of(REPLY).await, "Vamos para allá.");
        carla.has_no_dialog().await;
        carla.reloads().await;
        DeskTicket::shown(&carla, &ticket.folio).await;
        assert_eq!(agent.sees(&ticket).await.summary.assignee, None);
    });
}

#[test]
fn a_composer_that_does_not_arrive_is_said_and_comes_when_asked_again() {
    journey("composer-missing", async |stage| {
        let person = stage.desk.requester("ana").await;
        let ticket = person.files_about("El proyector parpadea").await;
        let ana = stage.arrives(&person, Screen::Desktop).await;
        ana.misses_files("reply").await;
        TicketPage::open(&ana, &ticket.folio).await;
        ana.clicks(Kind::Field, REPLY).await;
        ana.sees("Esta parte no llegó").await;
        // The rest of the page stands.
        ana.sees_a(Kind::Heading, "Historial").await;
        ana.is_pictured_everywhere("composer-missing", Screen::Desktop).await;
        ana.misses_no_file().await;
        ana.presses("Volver a cargar").await;
        TicketPage::shown(&ana, &ticket.folio).await.replies("¿Hay novedades?").await;
        assert_eq!(
            person.timeline(&ticket).await.last().and_then(|item| item.body.as_deref()),
            Some("¿Hay novedades?")
        );
    });
}

#[test]
fn a_key_right_after_the_step_to_another_ticket_is_not_a_command_to_the_one_before() {
    journey("quick-keys", async |stage| {
        let desk = &stage.desk;
        let agent = desk.agent("carla", Service::Maintenance.team()).await;
        let ana = desk.requester("ana").await;
        let first = ana.files_about("La primera").await;
        let second = ana.files_about("La segunda").await;
        let carla = stage.arrives(&agent, Screen::Desktop).await;
        QueuePage::open(&carla, "").await.opens(&first.folio).await;
        carla.hits("ja").await;
        carla.arrives_at(&format!("/queue?ticket={}", second.folio)).await;
        DeskTicket::shown(&carla, &second.folio).await;
        carla.reloads().await;
        DeskTicket::shown(&carla, &second.folio).await;
        assert_eq!(agent.sees(&first).await.summary.assignee, None);
    });
}

#[test]
fn the_queue_that_came_with_a_ticket_stays_when_the_ticket_is_closed_and_opened() {
    journey("desk-part", async |stage| {
        let desk = &stage.desk;
        let agent = desk.agent("carla", Service::Maintenance.team()).await;
        let ticket = desk.requester("ana").await.files_about("El proyector parpadea").await;
        let carla = stage.arrives(&agent, Screen::Desktop).await;
        let address = format!("/queue?ticket={}", ticket.folio);
        carla.goes_to(&address).await;
        DeskTicket::shown(&carla, &ticket.folio).await;
        carla.leaves_a_trace_on(Kind::Region, "Solicitudes").await;
        // Queue and ticket come again as parts of their own; what stands does not change for it.
        carla.fetches("staff_ticket").await;
        carla.presses("Cerrar").await;
        carla.arrives_at("/queue").await;
        carla.follows("Sin asignar").await;
        carla.sees("Sin asignar, por prioridad").await;
        carla.goes_back().await;
        carla.sees("Todas abiertas, por prioridad").await;
        QueuePage::shown(&carla).await.opens(&ticket.folio).await;
        carla.arrives_at(&address).await;
        assert!(carla.finds_its_trace_on(Kind::Region, "Solicitudes").await, "the list was built anew");
    });
}
