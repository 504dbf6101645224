//! The catalogue: an admin changes a form, sees it as requesters will, publishes it, and retires a service.

use e2e::{
    Service,
    browser::{Kind, Screen, journey, pages::ServiceEditor},
};
use serde_json::json;
use shared::{
    category::Category,
    service::{Catalog, ServiceDetails},
};

const WIFI: &str = "Red inalámbrica (Wi-Fi)";

#[test]
fn an_admin_edits_a_form_and_open_requests_keep_theirs() {
    journey("services", async |stage| {
        let ana = stage.desk.requester("ana").await;
        let filed = ana.files(Service::Wifi).await;
        let answered = ana.sees(&filed).await.answers;
        let alma = stage.desk.admin("alma").await;
        let path = format!("/services/{}", Service::Wifi.id());
        let browser = stage.arrives(&alma, Screen::Desktop).await;
        let editor = ServiceEditor::open(&browser, WIFI).await;
        editor.adds_field("Número de teléfono", "Phone number").await;
        browser.sees("numero_de_telefono").await;
        browser.chooses("English").await;
        browser.sees("Phone number").await;
        browser.presses("Subir Número de teléfono").await;
        browser.is_on("Subir Número de teléfono").await;
        browser.is_pictured_everywhere("service-editor", Screen::Desktop).await;
        browser.fits().await;
        // What is edited survives a reload.
        browser.reloads().await;
        browser.sees("Borrador con 1 cambio").await;
        browser.presses("Publicar").await;
        browser.sees("El formulario pasa a la versión 2.").await;
        browser.sees("1 solicitud abierta conserva la versión que respondió.").await;
        browser.is_pictured_everywhere("service-publish", Screen::Desktop).await;
        browser.presses("Cancelar").await;
        browser.has_no_dialog().await;
        editor.publishes(WIFI).await;
        let now: ServiceDetails = alma.get(&path).await.expect_json(200);
        let at = now.fields.iter().position(|field| field.key == "numero_de_telefono");
        assert_eq!((now.form_version, at), (2, Some(now.fields.len() - 2)));
        assert_eq!(ana.sees(&filed).await.answers, answered, "what was answered stays");
    });
}

#[test]
fn an_admin_loses_nothing_when_another_was_quicker() {
    journey("services-conflict", async |stage| {
        let alma = stage.desk.admin("alma").await;
        let path = format!("/services/{}", Service::Wifi.id());
        let browser = stage.arrives(&alma, Screen::Desktop).await;
        let editor = ServiceEditor::open(&browser, WIFI).await;
        browser.fills("Ayuda en inglés", "Mine.").await;
        alma.patch(&path, &json!({"effort": 3.0})).if_match(1).await.expect(200);
        browser.expects_refusal(412, &path);
        browser.presses("Publicar").await;
        browser.presses("Publicar").await;
        browser.sees("Alguien cambió: Esfuerzo.").await;
        assert_eq!(browser.value_of("Ayuda en inglés").await, "Mine.");
        browser.presses("Seguir con lo mío").await;
        editor.publishes(WIFI).await;
        let now: ServiceDetails = alma.get(&path).await.expect_json(200);
        assert_eq!((now.help.en.as_str(), now.effort), ("Mine.", 3.0));
    });
}

#[test]
fn an_admin_adds_a_service_retires_it_and_brings_it_back() {
    journey("services-new", async |stage| {
        let alma = stage.desk.admin("alma").await;
        let browser = stage.arrives(&alma, Screen::Desktop).await;
        browser.goes_to("/admin/services/new").await;
        browser.fills("Nombre en español", "Préstamo de equipo").await;
        browser.fills("Nombre en inglés", "Equipment loan").await;
        browser.picks("Equipo que lo atiende", "Soporte técnico").await;
        browser.presses("Crear servicio").await;
        browser.sees("Se creó Préstamo de equipo").await;
        let editor = ServiceEditor::shown(&browser, "Préstamo de equipo").await;
        editor.adds_field("Campo de prueba", "Trial field").await;
        browser.presses("Quitar Campo de prueba").await;
        browser.presses("Deshacer").await;
        browser.sees_a(Kind::Button, "Campo de prueba").await;
        browser.presses("Retirar el servicio").await;
        browser.sees("Nadie podrá pedirlo.").await;
        browser.presses("Retirar").await;
        browser.sees("Este servicio está retirado").await;
        browser.sees("Borrador con 1 cambio").await;
        browser.presses("Volver a ofrecerlo").await;
        browser.sees("Préstamo de equipo se ofrece de nuevo").await;
        browser.goes_to("/admin/services").await;
        browser.sees("Préstamo de equipo").await;
        browser.is_pictured_everywhere("services", Screen::Desktop).await;
    });
}

#[test]
fn an_admin_puts_services_in_another_order() {
    journey("services-order", async |stage| {
        let alma = stage.desk.admin("alma").await;
        let ana = stage.desk.requester("ana").await;
        let order = async || {
            let catalog: Catalog = ana.get("/catalog").await.expect_json(200);
            let shelf = catalog.categories.into_iter().find(|shelf| shelf.category == Category::Connectivity).unwrap();
            shelf.services.into_iter().map(|service| service.name).collect::<Vec<_>>()
        };
        let browser = stage.arrives(&alma, Screen::Desktop).await;
        browser.goes_to("/admin/services").await;
        browser.sees_a(Kind::Heading, "Catálogo de servicios").await;
        browser.presses(&format!("Subir {WIFI}")).await;
        browser.sees(&format!("{WIFI}: lugar 1 de 3")).await;
        // There is no further up; the keyboard is where it can go on.
        browser.is_on(&format!("Bajar {WIFI}")).await;
        assert_eq!(order().await, [WIFI, "Acceso a internet", "Telefonía"]);
        browser.hits(" ").await;
        browser.sees(&format!("{WIFI}: lugar 2 de 3")).await;
        browser.is_on(&format!("Bajar {WIFI}")).await;
        browser.hits(" ").await;
        browser.sees(&format!("{WIFI}: lugar 3 de 3")).await;
        browser.is_on(&format!("Subir {WIFI}")).await;
        assert_eq!(order().await, ["Acceso a internet", "Telefonía", WIFI]);
        browser.is_pictured_everywhere("services-list", Screen::Phone).await;
        browser.fits().await;
        browser.presses("Subir Telefonía").await;
        browser.sees("Telefonía: lugar 1 de 3").await;
        // Somebody else changed it meanwhile: what stands now is shown, and then it goes.
        let path = format!("/services/{}", Service::Wifi.id());
        alma.patch(&path, &json!({"effort": 3.0})).if_match(4).await.expect(200);
        browser.expects_refusal(412, &format!("{path}/place"));
        browser.presses(&format!("Subir {WIFI}")).await;
        browser.sees_a(Kind::Alert, "").await;
        browser.presses(&format!("Subir {WIFI}")).await;
        browser.sees(&format!("{WIFI}: lugar 2 de 3")).await;
    });
}
