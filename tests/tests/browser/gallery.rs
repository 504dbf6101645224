//! The gallery of components: there in the demo, in both themes and on both screens, and nowhere else.

use e2e::{
    Service,
    browser::{
        Kind, Screen, journey, journey_at_demo,
        pages::{HomePage, SignInPage},
    },
};

#[test]
fn the_demo_shows_every_component_in_every_state() {
    journey_at_demo("gallery", async |stage| {
        let visitor = stage.opens("visitor", Screen::Desktop).await;
        SignInPage::open(&visitor).await;
        visitor.follows("Galería de componentes").await;
        visitor.sees_a(Kind::Heading, "Galería de componentes").await;
        visitor.sees_a(Kind::Heading, "Iconos").await;
        visitor.fits().await;
        visitor.is_pictured_whole_everywhere("gallery", Screen::Desktop).await;
        visitor.chooses("Densa").await;
        visitor.is_pictured_whole_everywhere("gallery-dense", Screen::Desktop).await;
        visitor.fits().await;
        visitor.presses("Diálogo con formulario").await;
        visitor.is_about_to_write_into("Nombre del equipo").await;
        visitor.is_pictured_everywhere("gallery-dialog", Screen::Desktop).await;
        visitor.presses("Cancelar").await;
        visitor.has_no_dialog().await;
        visitor.presses("Mostrar uno que se deshace").await;
        visitor.sees("Quedó hecho").await;
        visitor.presses("Deshacer").await;
    });
}

#[test]
fn outside_of_the_demo_there_is_no_gallery() {
    journey("no-gallery", async |stage| {
        let ana = stage.desk.requester("ana").await;
        ana.files(Service::Wifi).await;
        let browser = stage.arrives(&ana, Screen::Desktop).await;
        HomePage::open(&browser, "Ana").await;
        browser.goes_to("/gallery").await;
        browser.sees_a(Kind::Heading, "No encontramos esta página").await;
        assert!(!browser.names_of(Kind::Heading).await.iter().any(|heading| heading == "Galería de componentes"));
    });
}
