//! The desk as staff work it: by the keyboard, with long conversations, for whoever calls or comes to the window.

use chrono::{DateTime, Datelike, TimeDelta, Utc, Weekday};
use e2e::{
    Service,
    browser::{
        ENTER, ESCAPE, Kind, Screen, journey,
        pages::{DeskTicket, QueuePage, TicketPage},
    },
};
use shared::priority::{Impact, Urgency};

use super::measures::multiply;

#[test]
fn a_long_conversation_opens_at_its_newest_entry_and_on_a_phone_at_its_top() {
    journey("newest", async |stage| {
        let desk = &stage.desk;
        let ana = desk.requester("ana").await;
        let carla = desk.agent("carla", Service::Maintenance.team()).await;
        let mut asked = e2e::request_for(Service::Maintenance);
        asked["subject"] = "El proyector parpadea".into();
        let ticket = ana.files_as(asked).await;
        carla.takes(&ticket).await;
        for number in 1..=12 {
            ana.replies(&ticket, &format!("Observación número {number:02}.\n\nLa misma falla, otra vez.")).await;
        }
        let mut newest = "Observación número 12".to_owned();
        for screen in [Screen::Desktop, Screen::Phone] {
            let desk_of_carla = stage.arrives(&carla, screen).await;
            let page = DeskTicket::open(&desk_of_carla, &ticket.folio).await;
            desk_of_carla.sees(&newest).await;
            // Subject and state are in view, whatever else is.
            desk_of_carla.has_in_view("El proyector parpadea").await;
            desk_of_carla.has_in_view("Asignada").await;
            if screen == Screen::Phone {
                desk_of_carla.has_out_of_view(&newest).await;
                desk_of_carla.is_pictured_everywhere("desk-long", screen).await;
                desk_of_carla.presses("Ir a lo más nuevo").await;
                desk_of_carla.is_on(&newest).await;
            }
            desk_of_carla.has_in_view(&newest).await;
            desk_of_carla.has_out_of_view("Observación número 01").await;
            newest = format!("Visto desde {}.", screen.name());
            page.replies(&newest).await;
            desk_of_carla.has_in_view(&newest).await;
            desk_of_carla.fits().await;
        }
    });
}

#[test]
fn the_desk_is_worked_by_single_keys() {
    journey("keys", async |stage| {
        let desk = &stage.desk;
        let ana = desk.requester("ana").await;
        let team = Service::Maintenance.team();
        let carla = desk.agent("carla", team).await;
        let mut first = e2e::request_for(Service::Maintenance);
        first["subject"] = "La primera".into();
        let first = ana.files_as(first).await;
        let mut second = e2e::request_for(Service::Maintenance);
        second["subject"] = "La segunda".into();
        ana.files_as(second).await;

        let carla = stage.arrives(&carla, Screen::Desktop).await;
        QueuePage::open(&carla, "").await;
        carla.sees("La segunda").await;
        carla.hits("j").await;
        carla.is_on("La primera").await;
        carla.hits("j").await;
        carla.is_on("La segunda").await;
        carla.hits("k").await;
        carla.is_on("La primera").await;
        carla.hits(ENTER).await;
        DeskTicket::shown(&carla, &first.folio).await;
        carla.is_on("La primera").await;

        carla.hits("a").await;
        carla.sees(&format!("Tomaste {}", first.folio)).await;
        carla.is_on("La primera").await;

        // What is typed is text, not keys.
        carla.hits("n").await;
        carla.is_on("Nota interna").await;
        carla.hits("jwp a").await;
        assert_eq!(carla.value_of("Nota interna").await, "jwp a");
        // One leaves it as it is, and the keys are keys again.
        carla.hits(ESCAPE).await;
        carla.is_on("La primera").await;
        assert_eq!(carla.value_of("Nota interna").await, "jwp a");
        carla.hits("n").await;
        carla.is_on("Nota interna").await;
        carla.arrives_at(&format!("/queue?ticket={}", first.folio)).await;
        carla.clicks(Kind::Heading, "La primera").await;
        carla.hits("r").await;
        carla.is_on("Respuesta pública").await;

        for (key, heading) in [("w", "Poner en espera"), ("p", "Cambiar prioridad"), ("?", "Atajos de teclado")] {
            carla.clicks(Kind::Heading, "La primera").await;
            carla.hits(key).await;
            carla.sees_a(Kind::Heading, heading).await;
            carla.hits(ESCAPE).await;
            carla.has_no_dialog().await;
        }
        carla.arrives_at(&format!("/queue?ticket={}", first.folio)).await;

        // The pane closes, and one goes on from the row that was read.
        carla.hits(ESCAPE).await;
        carla.arrives_at("/queue").await;
        carla.is_on("La primera").await;
    });
}

#[test]
fn a_list_that_is_asked_for_anew_keeps_its_rows_and_the_one_in_hand() {
    journey("long-list", async |stage| {
        let desk = &stage.desk;
        let team = Service::Maintenance.team();
        let (person, rosa) = (desk.agent("carla", team).await, desk.supervisor("rosa", team).await);
        let ana = desk.requester("ana").await;
        let other = ana.files_about("Se inunda el aula").await;
        let ticket = ana.files_about("El proyector parpadea").await;
        multiply(desk, &ticket, 100).await;
        // The last of all, and then the first.
        rosa.weighs(&other, Impact::Individual, Urgency::Low).await;
        let carla = stage.arrives(&person, Screen::Desktop).await;
        let page = QueuePage::open(&carla, "").await;
        carla.lists_at_least(102).await;
        let before = page.folios().await;
        page.opens(&ticket.folio).await;
        carla.chooses("Nota interna").await;
        carla.can_press("Adjuntar archivo").await;
        carla.loses_connection().await;
        carla.fills("Nota interna", "Se revisa mañana.").await;
        carla.presses("Guardar nota").await;
        carla.sees("Por enviar").await;
        carla.hits(ESCAPE).await;
        carla.hits(ESCAPE).await;
        carla.arrives_at("/queue").await;
        page.is_on_the_row_of(&ticket.folio).await;
        // To the last of the ten that are drawn together.
        let at = before.iter().position(|folio| *folio == ticket.folio).expect("it is listed");
        let way = if at < 49 { "j".repeat(49 - at) } else { "k".repeat(at - 49) };
        carla.hits(&way).await;
        page.is_on_the_row_of(&before[49]).await;
        rosa.weighs(&other, Impact::Institution, Urgency::High).await;
        carla.regains_connection().await;
        page.begins_with(&other.folio).await;
        let after = page.folios().await;
        assert_eq!((after.len(), &after[50]), (102, &before[49]));
        page.is_on_the_row_of(&before[49]).await;
    });
}

#[test]
fn the_last_day_to_reopen_is_named_to_both_sides() {
    journey("last-day", async |stage| {
        let desk = &stage.desk;
        let ana = desk.requester("ana").await;
        let carla = desk.agent("carla", Service::Maintenance.team()).await;
        let ticket = ana.files(Service::Maintenance).await;
        carla.takes(&ticket).await;
        carla.starts(&ticket).await;
        carla.attends(&ticket, "Se cambió la lámpara.").await;
        let resolved = ana.confirms(&ticket, 5).await;
        let last_day = last_day(resolved.reopen_until.unwrap());

        let at_home = stage.arrives(&ana, Screen::Desktop).await;
        TicketPage::open(&at_home, &ticket.folio).await;
        at_home.sees(&format!("Puedes reabrirla hasta el {last_day}")).await;
        let at_desk = stage.arrives(&carla, Screen::Desktop).await;
        DeskTicket::open(&at_desk, &ticket.folio).await;
        at_desk.sees(&format!("Quien la pidió puede reabrirla hasta el {last_day}")).await;
    });
}

#[test]
fn what_an_address_asks_for_in_vain_is_said() {
    journey("in-vain", async |stage| {
        let desk = &stage.desk;
        let carla = desk.agent("carla", Service::Maintenance.team()).await;
        let ticket = desk.requester("ana").await.files(Service::Maintenance).await;
        let desk_of_carla = stage.arrives(&carla, Screen::Desktop).await;
        QueuePage::open(&desk_of_carla, "?status=new,abierta&equipo=soporte").await;
        desk_of_carla.sees("Se ignoró el filtro «status=abierta»").await;
        desk_of_carla.sees("Se ignoró el filtro «equipo=soporte»").await;
        desk_of_carla.sees_a(Kind::Row, &ticket.folio).await;
        desk_of_carla.is_pictured_everywhere("queue-ignored", Screen::Desktop).await;
        desk_of_carla.follows("Quitarlo de la dirección").await;
        desk_of_carla.arrives_at("/queue?status=new").await;
        desk_of_carla.loses_sight_of("Se ignoró").await;

        desk_of_carla.expects_refusal(404, "/api/v1/tickets/TI-999999");
        QueuePage::open(&desk_of_carla, "?ticket=TI-999999").await;
        desk_of_carla.sees_a(Kind::Heading, "No encontramos TI-999999").await;
        desk_of_carla.is_pictured_everywhere("queue-no-ticket", Screen::Desktop).await;
        desk_of_carla.presses("Volver a la lista").await;
        desk_of_carla.arrives_at("/queue").await;
        desk_of_carla.sees_a(Kind::Row, &ticket.folio).await;
    });
}

#[test]
fn whoever_comes_back_sees_what_others_did_meanwhile() {
    journey("coming-back", async |stage| {
        let desk = &stage.desk;
        let ana = desk.requester("ana").await;
        let agent = desk.agent("carla", Service::Maintenance.team()).await;
        let ticket = ana.files(Service::Maintenance).await;
        let carla = stage.arrives(&agent, Screen::Desktop).await;
        QueuePage::open(&carla, "?status=new").await;
        carla.sees_a(Kind::Row, &ticket.folio).await;
        carla.leaves_a_trace().await;
        carla.visits("about:blank").await;
        agent.takes(&ticket).await;
        carla.goes_back().await;
        carla.loses_sight_of(&ticket.folio).await;
        assert!(carla.finds_its_trace().await, "the page was loaded anew, which shows nothing");
    });
}

#[test]
fn whoever_distributes_gives_away_first() {
    journey("distributing", async |stage| {
        let desk = &stage.desk;
        let team = Service::Maintenance.team();
        let ticket = desk.requester("ana").await.files(Service::Maintenance).await;
        let rosa = desk.supervisor("rosa", team).await;
        let rosa = stage.arrives(&rosa, Screen::Desktop).await;
        DeskTicket::open(&rosa, &ticket.folio).await;
        rosa.hits("s").await;
        rosa.is_on("Asignar").await;
        rosa.hits(ENTER).await;
        rosa.sees("¿A quién la asignas?").await;
    });
}

#[test]
fn namesakes_are_told_apart_by_their_address() {
    journey("namesakes", async |stage| {
        let desk = &stage.desk;
        let team = Service::Maintenance.team();
        let ana = desk.requester("ana").await;
        let carla = desk.agent("carla", team).await;
        let diego = desk.agent("diego", team).await;
        let admin = desk.admin("alma").await;
        let place = format!("/accounts/{}", diego.id);
        let seen = admin.get(&place).await.expect(200).etag();
        admin.patch(&place, &serde_json::json!({"name": carla.name})).if_match(seen.as_str()).await.expect(200);
        for agent in [&carla, &diego] {
            agent.takes(&ana.files(Service::Maintenance).await).await;
        }

        let desk_of_carla = stage.arrives(&carla, Screen::Desktop).await;
        QueuePage::open(&desk_of_carla, "").await;
        desk_of_carla.presses("Asignada a:").await;
        desk_of_carla.sees(&carla.email).await;
        desk_of_carla.sees(&diego.email).await;
        desk_of_carla.chooses(&format!("{} · {}", carla.name, diego.email)).await;
        desk_of_carla.arrives_at(&format!("/queue?assignee={}", diego.id)).await;
        desk_of_carla.sees("1 solicitud").await;

        let rosa = desk.supervisor("rosa", team).await;
        let waiting = ana.files(Service::Maintenance).await;
        let desk_of_rosa = stage.arrives(&rosa, Screen::Desktop).await;
        DeskTicket::open(&desk_of_rosa, &waiting.folio).await.is_about_to_assign().await;
        desk_of_rosa.sees(&format!("{} · {}", carla.name, carla.email)).await;
        desk_of_rosa.chooses(&format!("{} · {}", carla.name, diego.email)).await;
        desk_of_rosa.is_pictured_everywhere("desk-namesakes", Screen::Desktop).await;
        desk_of_rosa.presses("Asignar").await;
        desk_of_rosa.has_no_dialog().await;
        assert_eq!(rosa.sees(&waiting).await.summary.assignee.map(|person| person.id), Some(diego.id));
    });
}

/// The last day of a term that ends with it, at midnight, as people begin to write it.
fn last_day(end: DateTime<Utc>) -> String {
    let day = (end - TimeDelta::seconds(1)).with_timezone(&chrono_tz::America::Mexico_City).date_naive();
    let weekday = match day.weekday() {
        Weekday::Mon => "lunes",
        Weekday::Tue => "martes",
        Weekday::Wed => "miércoles",
        Weekday::Thu => "jueves",
        Weekday::Fri => "viernes",
        Weekday::Sat => "sábado",
        Weekday::Sun => "domingo",
    };
    format!("{weekday} {} ", day.day())
}
