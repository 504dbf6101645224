//! What the app does about the wire by itself: it asks again once the connection is back, and says when a part of it did not
//! arrive.

use e2e::{
    Service,
    browser::{
        Kind, Screen, journey,
        pages::{HomePage, IndicatorPage, QueuePage},
    },
};

#[test]
fn what_a_lost_connection_kept_away_comes_by_itself() {
    journey("back-online", async |stage| {
        let person = stage.desk.requester("ana").await;
        let ticket = person.files(Service::Wifi).await;
        let ana = stage.arrives(&person, Screen::Desktop).await;
        HomePage::open(&ana, "Ana").await.lists(&ticket.folio, "Red inalámbrica").await;
        ana.leaves_a_trace().await;
        ana.loses_connection().await;
        ana.sees("Sin conexión.").await;
        ana.follows("Mis solicitudes").await;
        ana.sees("No hay conexión con el servicio").await;
        ana.regains_connection().await;
        // Nobody presses anything.
        ana.sees_a(Kind::Row, &ticket.folio).await;
        ana.does_not_see("No hay conexión con el servicio").await;
        assert!(ana.finds_its_trace().await, "the page was loaded anew");
    });
}

#[test]
fn the_queue_says_in_its_place_that_there_is_no_connection_and_goes_on() {
    journey("queue-back-online", async |stage| {
        let carla = stage.desk.agent("carla", Service::Wifi.team()).await;
        let ticket = stage.desk.requester("ana").await.files(Service::Wifi).await;
        let desk_of_carla = stage.arrives(&carla, Screen::Desktop).await;
        QueuePage::open(&desk_of_carla, "").await;
        desk_of_carla.sees_a(Kind::Row, &ticket.folio).await;
        desk_of_carla.loses_connection().await;
        desk_of_carla.follows("Sin asignar").await;
        desk_of_carla.sees("No hay conexión con el servicio").await;
        desk_of_carla.is_pictured_everywhere("queue-error", Screen::Desktop).await;
        desk_of_carla.regains_connection().await;
        desk_of_carla.sees_a(Kind::Row, &ticket.folio).await;
    });
}

#[test]
fn a_part_that_does_not_arrive_is_said_and_loaded_again() {
    journey("part-missing", async |stage| {
        let quality = stage.desk.quality("quirino").await;
        let office = stage.arrives(&quality, Screen::Desktop).await;
        office.misses_files("indicator").await;
        office.goes_to("/indicator").await;
        office.sees_a(Kind::Heading, "Esta parte no llegó").await;
        office.is_pictured_everywhere("part-missing", Screen::Desktop).await;
        // As long as it is not there, loading again says the same.
        office.presses("Volver a cargar").await;
        office.sees_a(Kind::Heading, "Esta parte no llegó").await;
        office.misses_no_file().await;
        office.presses("Volver a cargar").await;
        IndicatorPage::shown(&office).await;
    });
}
