//! What pages cost. How often they ask is held; how soon they answer a hand depends on the machine, and is only told.

use e2e::{
    Desk, Service, Ticket,
    browser::{
        Browser, ENTER, ESCAPE, Kind, Screen, journey, keep,
        pages::{DeskTicket, HomePage, QueuePage, TicketPage},
    },
};
use sea_orm::{ConnectionTrait, Iden, Iterable};
use serde_json::json;

/// Calls that a visit makes once, whatever its first page: who is here, and what the institution is called.
const ONCE_A_VISIT: [&str; 2] = ["/auth/sessions/refresh", "/public/institution"];

/// The calls of a page; what a visit asks once is not the page's.
async fn own_calls(browser: &Browser) -> Vec<String> {
    browser.calls().await.into_iter().filter(|call| !ONCE_A_VISIT.contains(&call.as_str())).collect()
}

async fn asks_at_most(browser: &Browser, page: &str, most: usize) -> serde_json::Value {
    let calls = own_calls(browser).await;
    assert!(!calls.is_empty() && calls.len() <= most, "{page} asks {} times, {most} at most: {calls:?}", calls.len());
    json!({"page": page, "calls": calls})
}

/// Its own part of the app is the first that a page loads, and no other comes before those that are fetched ahead.
async fn loads(browser: &Browser, own: &str, ahead: &[&str]) {
    let parts = browser.parts().await;
    assert_eq!(parts.first().map(String::as_str), Some(own), "{parts:?}");
    assert!(parts.get(1).is_none_or(|next| ahead.contains(&next.as_str())), "{parts:?}");
}

#[test]
fn a_page_asks_for_what_it_shows_and_no_more() {
    journey("calls", async |stage| {
        let (ana, carla) = (stage.desk.requester("ana").await, stage.desk.agent("carla", Service::Wifi.team()).await);
        let ticket = ana.files(Service::Wifi).await;
        let mut measured = Vec::new();
        let browser = stage.arrives(&ana, Screen::Desktop).await;
        HomePage::open(&browser, "Ana").await.lists(&ticket.folio, NAME).await;
        measured.push(asks_at_most(&browser, "home", 3).await);
        loads(&browser, "requests", &["filing"]).await;
        browser.forgets_calls().await;
        browser.clicks(Kind::Row, &ticket.folio).await;
        shows_the_story(&browser, &ticket).await;
        measured.push(asks_at_most(&browser, "ticket, from home", 2).await);
        browser.reloads().await;
        shows_the_story(&browser, &ticket).await;
        measured.push(asks_at_most(&browser, "ticket, at once", 2).await);
        loads(&browser, "ticket", &["requests", "reply"]).await;

        let desk = stage.arrives(&carla, Screen::Desktop).await;
        QueuePage::open(&desk, "").await;
        desk.sees_a(Kind::Row, &ticket.folio).await;
        measured.push(asks_at_most(&desk, "queue", 3).await);
        desk.forgets_calls().await;
        QueuePage::shown(&desk).await.opens(&ticket.folio).await;
        desk.sees(STORY).await;
        measured.push(asks_at_most(&desk, "ticket beside the queue", 2).await);
        desk.goes_to(&format!("/t/{}", ticket.folio)).await;
        DeskTicket::shown(&desk, &ticket.folio).await;
        desk.sees(STORY).await;
        measured.push(asks_at_most(&desk, "ticket at the desk, at once", 2).await);
        // Nothing of what only the requester sees.
        loads(&desk, "staff_ticket", &["queue", "reply"]).await;
        desk.goes_to(&format!("/queue?ticket={}", ticket.folio)).await;
        desk.sees(STORY).await;
        measured.push(asks_at_most(&desk, "queue with a ticket beside it, at once", 3).await);
        // Both in one.
        loads(&desk, "desk", &["reply", "dialogs"]).await;
        keep("measured-calls", &json!(measured));
    });
}

const NAME: &str = "Red inalámbrica";
const STORY: &str = "No enciende";

async fn shows_the_story(browser: &Browser, ticket: &Ticket) {
    TicketPage::shown(browser, &ticket.folio).await;
    browser.sees(STORY).await;
}

/// Pixels a frame: a brisk wheel, and somebody who drags the bar from end to end.
const BRISK: u32 = 60;
const RUSH: u32 = 225;

/// As many tickets like this one.
pub async fn multiply(desk: &Desk, ticket: &Ticket, copies: u32) {
    use backend::entity::ticket::Column;
    let value = |column: Column| match column {
        Column::Id => "randomblob(16)".to_owned(),
        Column::Number => "t.\"number\" + n".to_owned(),
        Column::Folio => "'TI-9' || substr('00000' || n, -5)".to_owned(),
        other => format!("t.\"{}\"", other.unquoted()),
    };
    let columns: Vec<String> = Column::iter().map(|column| format!("\"{}\"", column.unquoted())).collect();
    let values: Vec<String> = Column::iter().map(value).collect();
    let rows = format!(
        "INSERT INTO ticket ({}) WITH RECURSIVE s(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM s WHERE n < {copies}) \
         SELECT {} FROM ticket t, s WHERE t.folio = '{}'",
        columns.join(", "),
        values.join(", "),
        ticket.folio
    );
    desk.db().execute_unprepared(&rows).await.expect("rows");
}

#[test]
fn how_soon_the_desk_answers_and_how_a_thousand_rows_scroll_is_told() {
    journey("measures", async |stage| {
        let carla = stage.desk.agent("carla", Service::Wifi.team()).await;
        let ticket = stage.desk.requester("ana").await.files(Service::Wifi).await;
        multiply(&stage.desk, &ticket, 1_000).await;
        let desk = stage.arrives(&carla, Screen::Desktop).await;
        desk.is_watched().await;
        QueuePage::open(&desk, "").await;
        desk.sees_a(Kind::Row, &ticket.folio).await;
        desk.answers().await;

        let page = QueuePage::shown(&desk).await;
        page.opens(&ticket.folio).await;
        desk.sees(STORY).await;
        let opening = desk.answers().await;
        desk.chooses("Respuesta pública").await;
        let typing = desk.types("Respuesta pública", "Revisamos el punto de acceso.").await;
        desk.hits(ESCAPE).await;
        desk.answers().await;
        desk.follows("Sin asignar").await;
        desk.sees("Sin asignar, por prioridad").await;
        desk.follows("Todas abiertas").await;
        desk.sees("Todas abiertas, por prioridad").await;
        let switching = desk.answers().await;

        QueuePage::open(&desk, "").await;
        desk.sees_a(Kind::Row, &ticket.folio).await;
        let rows = desk.lists_at_least(1_000).await;
        let (scrolling, rushing) =
            (desk.scrolls_through(".listbox", BRISK).await, desk.scrolls_through(".listbox", RUSH).await);
        desk.answers().await;
        page.opens(&ticket.folio).await;
        desk.sees(STORY).await;
        let opening_among_many = desk.answers().await;
        desk.hits(ENTER).await;
        // The same by the same browser on the same machine, with nothing in the rows.
        QueuePage::open(&desk, "").await;
        desk.sees_a(Kind::Row, &ticket.folio).await;
        desk.shows_plain_rows(".listbox tbody tr", rows).await;
        let plain = (desk.scrolls_through("#plain", BRISK).await, desk.scrolls_through("#plain", RUSH).await);
        let typing_bare = desk.types("Bare field", "Revisamos el punto de acceso.").await;
        keep(
            "measured-events",
            &json!({
                "opening a ticket": opening,
                "typing in the composer": typing,
                "typing in a bare field": typing_bare,
                "switching views": switching,
                "rows": rows,
                "scrolling them, 60 px a frame": scrolling,
                "plain text, 60 px a frame": plain.0,
                "scrolling them, 225 px a frame": rushing,
                "plain text, 225 px a frame": plain.1,
                "opening a ticket among them": opening_among_many,
            }),
        );
    });
}
