//! Whoever asked lets somebody else follow the request, and takes them away again.

use e2e::{
    Service,
    browser::{Kind, Screen, journey, pages::TicketPage},
};
use reqwest::Method;

#[test]
fn the_requester_lets_somebody_follow_and_takes_them_away() {
    journey("followers", async |stage| {
        let ana = stage.desk.requester("ana").await;
        let luis = stage.desk.requester("luis").await;
        let ticket = ana.files(Service::Wifi).await;
        let sees = async || luis.call(Method::GET, &ticket.path("")).send().await.status.as_u16();
        let browser = stage.arrives(&ana, Screen::Desktop).await;
        let page = TicketPage::open(&browser, &ticket.folio).await;
        browser.sees_a(Kind::Heading, "Personas que siguen esta solicitud").await;

        page.adds("luis").await;
        browser.sees("Completa la dirección, por ejemplo nombre@correo.example.").await;
        browser.expects_refusal(422, "/watchers");
        page.adds("luis@correo.example").await;
        browser.sees("Usa su correo institucional.").await;
        assert_eq!(sees().await, 404);

        page.adds(&luis.email).await;
        browser.sees_a(Kind::Button, &format!("Quitar a {}", luis.name)).await;
        browser.is_pictured_everywhere("ticket-followers", Screen::Desktop).await;
        assert_eq!(sees().await, 200);

        page.takes_away(&luis.name).await;
        assert_eq!(sees().await, 404);
    });
}

#[test]
fn whoever_follows_a_request_can_stop() {
    journey("stop-following", async |stage| {
        let ana = stage.desk.requester("ana").await;
        let luis = stage.desk.requester("luis").await;
        let ticket = ana.files(Service::Wifi).await;
        let body = serde_json::json!({"email": luis.email});
        ana.post(&ticket.path("/watchers"), &body).send().await.expect(200);
        let browser = stage.arrives(&luis, Screen::Phone).await;
        TicketPage::open(&browser, &ticket.folio).await;
        let buttons = browser.names_of(Kind::Button).await;
        assert!(!buttons.iter().any(|button| button == "Agregar"), "only the requester adds: {buttons:?}");
        browser.presses("Dejar de seguirla").await;
        browser.sees_a(Kind::Heading, "Mis solicitudes").await;
        luis.get(&ticket.path("")).send().await.expect(404);
    });
}
