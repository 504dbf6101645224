//! What an admin sets of the institution that reaches far, and what it asks before it is done.

use std::path::Path;

use e2e::browser::{Kind, Screen, journey};
use shared::institution::Settings;

/// A picture that is at hand: 192 pixels a side.
const PICTURE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../frontend/assets/icon-192.png");

#[test]
fn an_admin_says_who_may_come_in_and_when_days_begin() {
    journey("reach", async |stage| {
        let alma = stage.desk.admin("alma").await;
        let read = async || alma.get("/settings").await.expect_json::<Settings>(200);
        let browser = stage.arrives(&alma, Screen::Desktop).await;
        browser.goes_to("/admin/settings").await;
        browser.sees_a(Kind::Heading, "Correo y zona horaria").await;
        browser.fills("Dominios de correo", "campus.example.org").await;
        browser.sees("Conserva example.edu.mx: es el de tu propio correo").await;
        browser.fills("Dominios de correo", "example.edu.mx\nlocalhost").await;
        browser.sees("«localhost» no es un dominio de correo.").await;
        browser.presses("Guardar cambios").await;
        browser.is_about_to_write_into("Dominios de correo").await;
        browser.fills("Dominios de correo", "example.edu.mx\n\n Campus.example.org ").await;
        browser.picks("Zona horaria", "America/Tijuana").await;
        browser.presses("Guardar cambios").await;
        browser.sees_a(Kind::Heading, "¿Guardar estos cambios?").await;
        browser.sees("La zona horaria pasa de America/Mexico_City a America/Tijuana").await;
        browser.sees("Pasan a ser de la institución: campus.example.org").await;
        browser.is_pictured_everywhere("reach", Screen::Desktop).await;
        browser.presses("Cancelar").await;
        browser.loses_sight_of("¿Guardar estos cambios?").await;
        assert_eq!(read().await.version, 1);
        browser.presses("Guardar cambios").await;
        browser.sees_a(Kind::Heading, "¿Guardar estos cambios?").await;
        browser.presses("Guardar cambios").await;
        browser.sees("Se guardó la configuración").await;
        let now = read().await;
        assert_eq!(
            (now.domains.join(" "), now.time_zone.as_str()),
            ("example.edu.mx campus.example.org".into(), "America/Tijuana")
        );

        browser.fills("Dominios de correo", "example.edu.mx").await;
        browser.presses("Guardar cambios").await;
        browser.sees("Dejan de ser de la institución: campus.example.org").await;
        browser.sees("Quien tiene ahí su correo ya no puede entrar").await;
        browser.does_not_see("La zona horaria pasa").await;
        browser.presses("Guardar cambios").await;
        // Nothing is left to discard once it is saved.
        browser.loses_sight_of("Descartar cambios").await;
        assert_eq!(read().await.domains, ["example.edu.mx"]);
    });
}

#[test]
fn a_logo_stands_where_the_mark_stood() {
    journey("logo", async |stage| {
        let alma = stage.desk.admin("alma").await;
        let browser = stage.arrives(&alma, Screen::Desktop).await;
        browser.goes_to("/admin/settings").await;
        browser.fills("Nombre de la institución", "Universidad del Valle").await;
        browser.expects_refusal(415, "/settings/logo");
        let text = tempfile::Builder::new().suffix(".png").tempfile().unwrap();
        std::fs::write(text.path(), b"<svg/>").unwrap();
        browser.attaches("Elige un archivo", text.path()).await;
        browser.sees("Elige una imagen PNG, JPEG o WebP.").await;
        browser.attaches("Elige un archivo", &Path::new(PICTURE).canonicalize().unwrap()).await;
        browser.sees("Se guardó el logotipo").await;
        browser.sees_a(Kind::Button, "Quitar logotipo").await;
        // What was edited beside it is there, and can be saved.
        assert_eq!(browser.value_of("Nombre de la institución").await, "Universidad del Valle");
        browser.presses("Guardar cambios").await;
        browser.sees("Se guardó la configuración").await;
        browser.sees_a(Kind::Picture, "Universidad del Valle").await;
        browser.is_pictured_whole_everywhere("settings-logo", Screen::Desktop).await;

        let visitor = stage.opens("visitor", Screen::Phone).await;
        visitor.goes_to("/sign-in").await;
        visitor.sees("Universidad del Valle").await;
        visitor.sees_a(Kind::Picture, "Universidad del Valle").await;
        visitor.is_pictured_everywhere("sign-in-logo", Screen::Phone).await;

        browser.presses("Quitar logotipo").await;
        browser.sees("Se quitó el logotipo").await;
        browser.loses_sight_of("Quitar logotipo").await;
        browser.goes_to("/admin/teams").await;
        browser.sees_a(Kind::Heading, "Equipos de trabajo").await;
        assert!(browser.names_of(Kind::Picture).await.is_empty());
    });
}
