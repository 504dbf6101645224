//! Language and appearance, and the screen of a phone.

use e2e::{
    Service,
    browser::{
        Kind, Screen, journey,
        pages::{AccountMenu, HomePage, TicketPage},
    },
};
use shared::person::Language;

#[test]
fn language_and_appearance_change_without_loading_anew() {
    journey("preferences", async |stage| {
        let ana = stage.desk.requester("ana").await;
        let browser = stage.arrives(&ana, Screen::Desktop).await;
        HomePage::open(&browser, "Ana").await;
        browser.leaves_a_trace().await;
        let menu = AccountMenu::open(&browser).await;
        browser.is_pictured_everywhere("account-menu", Screen::Desktop).await;
        menu.chooses("English").await;
        browser.sees_a(Kind::Heading, "What do you need, Ana?").await;
        assert_eq!(browser.root_attribute("lang").await.as_deref(), Some("en"));
        menu.chooses("Dark").await;
        assert_eq!(browser.root_attribute("data-theme").await.as_deref(), Some("dark"));
        menu.chooses("Español").await;
        browser.sees_a(Kind::Heading, "¿Qué necesitas, Ana?").await;
        menu.chooses("Clara").await;
        assert_eq!(browser.root_attribute("data-theme").await.as_deref(), Some("light"));
        assert!(browser.finds_its_trace().await, "the page was loaded anew");
        menu.chooses("English").await;
        browser.sees_a(Kind::Heading, "What do you need, Ana?").await;
        browser.reloads().await;
        browser.sees_a(Kind::Heading, "What do you need, Ana?").await;
        browser.goes_to("/account").await;
        browser.sees_a(Kind::Heading, "My account").await;
        browser.is_pictured_everywhere("account", Screen::Desktop).await;
    });
}

#[test]
fn the_servers_words_change_with_the_language_which_is_the_accounts() {
    journey("language", async |stage| {
        let ana = stage.desk.requester("ana").await;
        let browser = stage.arrives(&ana, Screen::Desktop).await;
        browser.goes_to("/new").await;
        browser.sees_a(Kind::Link, "Red inalámbrica (Wi-Fi)").await;
        browser.leaves_a_trace().await;
        let menu = AccountMenu::open(&browser).await;
        menu.chooses("English").await;
        browser.sees_a(Kind::Link, "Wireless network (Wi-Fi)").await;
        assert!(browser.finds_its_trace().await, "the page was loaded anew");

        // On whatever device.
        let phone = stage.arrives(&ana, Screen::Phone).await;
        phone.goes_to("/").await;
        phone.sees_a(Kind::Heading, "What do you need, Ana?").await;
        let menu = AccountMenu::open(&phone).await;
        menu.chooses("Español").await;
        phone.sees_a(Kind::Heading, "¿Qué necesitas, Ana?").await;
        phone.goes_to("/new").await;
        phone.sees_a(Kind::Link, "Red inalámbrica (Wi-Fi)").await;
        browser.reloads().await;
        browser.sees_a(Kind::Link, "Red inalámbrica (Wi-Fi)").await;
        assert_eq!(browser.root_attribute("lang").await.as_deref(), Some("es-MX"));

        // A choice that the server has not heard of is told when it can be.
        browser.loses_connection().await;
        AccountMenu::open(&browser).await.chooses("English").await;
        browser.sees_a(Kind::Heading, "What is it about?").await;
        browser.regains_connection().await;
        browser.sees_a(Kind::Link, "Wireless network (Wi-Fi)").await;
    });
}

#[test]
fn a_language_that_somebody_chose_is_not_the_next_persons() {
    journey("language-shared", async |stage| {
        let ana = stage.desk.requester("ana").await;
        let luis = stage.desk.requester("luis").await;
        let browser = stage.arrives(&ana, Screen::Desktop).await;
        HomePage::open(&browser, "Ana").await;
        browser.expects_silence("/api/v1/me");
        browser.does_not_reach("/api/v1/me").await;
        AccountMenu::open(&browser).await.chooses("English").await;
        browser.sees_a(Kind::Heading, "What do you need, Ana?").await;
        browser.reaches_everything().await;
        browser.is_remembered(&luis).await;
        HomePage::open(&browser, "Luis").await;
        browser.reloads().await;
        HomePage::shown(&browser, "Luis").await;
        assert_eq!(luis.get("/me").await.expect_json::<shared::session::Me>(200).language, Language::Es);
    });
}

#[test]
fn the_whole_of_a_requesters_way_fits_on_a_phone() {
    journey("phone", async |stage| {
        let desk = &stage.desk;
        let ana = desk.requester("ana").await;
        let carla = desk.agent("carla", Service::Wifi.team()).await;
        let phone = stage.arrives(&ana, Screen::Phone).await;
        let home = HomePage::open(&phone, "Ana").await;
        phone.fits().await;
        let form = home.asks_for("Conectividad", "Red inalámbrica (Wi-Fi)").await;
        phone.fits().await;
        phone.fills("¿Dónde es?", "Biblioteca").await;
        phone.chooses("Mi computadora").await;
        phone.chooses("Se corta").await;
        form.tells("Se cae cada diez minutos.").await;
        let folio = form.sends().await;
        let page = TicketPage::shown(&phone, &folio).await;
        phone.fits().await;

        let ticket = e2e::Ticket::from(&ana.get(&format!("/tickets/{folio}")).await.expect_json(200));
        carla.takes(&ticket).await;
        carla.starts(&ticket).await;
        carla.attends(&ticket, "Se cambió el punto de acceso.").await;
        HomePage::open(&phone, "Ana").await;
        phone.fits().await;
        phone.is_pictured_everywhere("home-to-confirm", Screen::Phone).await;
        phone.follows("Revisar resultado").await;
        TicketPage::shown(&phone, &folio).await;
        phone.is_pictured_everywhere("ticket-attended", Screen::Phone).await;
        page.confirms("5 de 5, excelente", "Muy rápido.").await;
        page.stands_at("Resuelta").await;
        phone.fits().await;
        phone.is_pictured_everywhere("ticket-resolved", Screen::Phone).await;
        phone.goes_to("/requests?show=closed").await;
        phone.sees(&folio).await;
        phone.fits().await;
        phone.is_pictured_everywhere("my-requests", Screen::Phone).await;
    });
}
