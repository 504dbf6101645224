//! Requests that belong together: related by staff, cancelled for one that goes on, followed up by whoever asked.

use e2e::{
    Person, Service, Ticket,
    browser::{
        DOWN, ENTER, ESCAPE, Kind, Screen, journey,
        pages::{DeskTicket, RequestForm, TicketPage},
    },
};

async fn linked(person: &Person, ticket: &Ticket) -> Vec<String> {
    person.sees(ticket).await.links.into_iter().map(|link| link.folio).collect()
}

#[test]
fn staff_link_requests_that_belong_together_and_take_it_back() {
    journey("linking", async |stage| {
        let desk = &stage.desk;
        let (ana, luis) = (desk.requester("ana").await, desk.requester("luis").await);
        let person = desk.agent("carla", Service::Maintenance.team()).await;
        let other = luis.files_about("La impresión sale manchada").await;
        let earlier = ana.files_about("El cañón del aula B-204 parpadea").await;
        let ticket = ana.files_about("La pantalla del aula B-204 no baja").await;

        let carla = stage.arrives(&person, Screen::Desktop).await;
        DeskTicket::open(&carla, &ticket.folio).await;
        carla.sees("Sin vínculos").await;
        carla.hits("l").await;
        carla.sees_a(Kind::Heading, "¿Con cuál se relaciona?").await;
        carla.is_on("La otra solicitud").await;
        // What the same person asked for stands first; the request itself is not offered.
        carla.sees("También de Ana").await;
        let offers = carla.names_of(Kind::Offer).await;
        assert!(offers[0].contains(&earlier.folio) && offers[1].contains(&other.folio), "{offers:?}");
        assert_eq!(offers.len(), 2);
        carla.is_pictured_everywhere("desk-link", Screen::Desktop).await;
        // Nothing chosen is nothing linked.
        carla.presses("Vincular").await;
        carla.sees("Elige una de la lista o escribe su folio completo.").await;
        // Words in any order, without accents.
        carla.fills("La otra solicitud", "b-204 canon").await;
        carla.sees("1 solicitud").await;
        carla.hits(DOWN).await;
        carla.hits(ENTER).await;
        carla.sees_a(Kind::Region, &format!("Solicitud {}", earlier.folio)).await;
        assert_eq!(carla.value_of("La otra solicitud").await, earlier.folio);
        carla.is_pictured_everywhere("desk-link-found", Screen::Desktop).await;
        carla.hits(ENTER).await;
        carla.sees(&format!("{} y {} quedaron vinculadas", ticket.folio, earlier.folio)).await;
        carla.is_on("La pantalla del aula B-204 no baja").await;
        assert_eq!(linked(&person, &earlier).await, std::slice::from_ref(&ticket.folio));

        // What won't do is said.
        let page = DeskTicket::open(&carla, &ticket.folio).await;
        page.is_about_to_link().await;
        carla.fills("La otra solicitud", &ticket.folio).await;
        carla.sees("Es esta misma solicitud.").await;
        carla.fills("La otra solicitud", &earlier.folio).await;
        carla.sees("Ya están vinculadas.").await;
        carla.expects_refusal(404, "/api/v1/tickets/TI-999999");
        carla.fills("La otra solicitud", "TI-999999").await;
        carla.sees("No encontramos ese folio").await;
        carla.fills("La otra solicitud", "nada parecido").await;
        carla.sees("Nada coincide").await;
        carla.hits(ESCAPE).await;
        carla.has_no_dialog().await;
        page.links_with(&other.folio).await;

        carla.presses(&format!("Quitar el vínculo con {}", earlier.folio)).await;
        carla.sees("ya no están vinculadas").await;
        carla.is_on("Vincular").await;
        carla.is_pictured_everywhere("desk-unlinked", Screen::Desktop).await;
        assert_eq!(linked(&person, &ticket).await, std::slice::from_ref(&other.folio));
        carla.presses("Deshacer").await;
        carla.sees_a(Kind::Button, &format!("Quitar el vínculo con {}", earlier.folio)).await;
        assert_eq!(linked(&person, &earlier).await, std::slice::from_ref(&ticket.folio));
    });
}

#[test]
fn a_duplicate_is_cancelled_for_a_request_that_one_has_looked_at() {
    journey("duplicate", async |stage| {
        let desk = &stage.desk;
        let (ana, luis) = (desk.requester("ana").await, desk.requester("luis").await);
        let person = desk.supervisor("rosa", Service::Maintenance.team()).await;
        let original = luis.files_about("El proyector de la B-204 no enciende").await;
        let dead = luis.files_about("El proyector está roto").await;
        luis.cancels(&dead, "withdrawn").await;
        let ticket = ana.files_about("Falla el proyector").await;

        let rosa = stage.arrives(&person, Screen::Desktop).await;
        DeskTicket::open(&rosa, &ticket.folio).await.is_about_to_cancel().await;
        rosa.chooses("Duplicada").await;
        rosa.fills("Solicitud original", "proyector").await;
        rosa.sees("1 solicitud").await;
        // What is cancelled itself is no original, not by its folio either.
        rosa.fills("Solicitud original", &dead.folio).await;
        rosa.sees("También está cancelada.").await;
        rosa.presses("Cancelar solicitud").await;
        rosa.sees_a(Kind::Heading, "¿Cancelar esta solicitud?").await;
        rosa.fills("Solicitud original", "enciende").await;
        rosa.clicks(Kind::Offer, &original.folio).await;
        rosa.sees_a(Kind::Region, &format!("Solicitud {}", original.folio)).await;
        rosa.is_pictured_everywhere("desk-duplicate", Screen::Desktop).await;
        rosa.presses("Cancelar solicitud").await;
        rosa.sees(&format!("{} quedó cancelada", ticket.folio)).await;
        rosa.follows(&original.folio).await;
        DeskTicket::shown(&rosa, &original.folio).await;
        rosa.sees("Duplicada de esta").await;
        let seen = person.sees(&ticket).await;
        assert_eq!(seen.cancellation.and_then(|why| why.duplicate_of), Some(original.folio));
    });
}

#[test]
fn whoever_asked_asks_for_a_follow_up_of_what_is_closed() {
    journey("follow-up", async |stage| {
        let desk = &stage.desk;
        let person = desk.requester("ana").await;
        let first = person.files(Service::Maintenance).await;
        person.cancels(&first, "withdrawn").await;

        let ana = stage.arrives(&person, Screen::Desktop).await;
        TicketPage::open(&ana, &first.folio).await;
        ana.is_pictured_everywhere("ticket-closed", Screen::Desktop).await;
        ana.follows("Pedir seguimiento").await;
        let form = RequestForm::shown(&ana, "Mantenimiento correctivo").await;
        ana.sees("Esta solicitud da seguimiento a una que ya está cerrada.").await;
        ana.picks("¿Qué equipo es?", "Proyector o pantalla").await;
        ana.fills("¿Dónde es?", "B-204").await;
        form.tells("Volvió a fallar.").await;
        let folio = form.sends().await;
        TicketPage::shown(&ana, &folio).await;
        ana.sees("Esta le da seguimiento").await;
        ana.follows(&first.folio).await;
        TicketPage::shown(&ana, &first.folio).await;
        ana.sees("Le da seguimiento a esta").await;
    });
}
