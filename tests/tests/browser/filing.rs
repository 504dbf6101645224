//! Signing in and asking for a service.

use e2e::{
    Service,
    browser::{
        BACKSPACE, ESCAPE, Kind, RIGHT, Screen, journey,
        pages::{HomePage, RequestForm, SignInPage, TicketPage},
    },
};
use serde_json::json;

#[test]
fn a_person_signs_in_by_code_and_files_a_request_with_a_file() {
    journey("filing", async |stage| {
        stage.desk.requester("ana").await;
        let ana = stage.opens("ana", Screen::Desktop).await;
        let page = SignInPage::open(&ana).await;
        ana.is_pictured_everywhere("sign-in", Screen::Desktop).await;
        page.asks_for_code("ana@example.edu.mx").await;
        ana.sees_a(Kind::Heading, "Escribe tu código").await;
        ana.is_pictured_everywhere("sign-in-code", Screen::Desktop).await;
        page.enters(&stage.desk.mail_to("ana@example.edu.mx").await.code()).await;

        let home = HomePage::shown(&ana, "Ana").await;
        ana.is_pictured_everywhere("home-empty", Screen::Desktop).await;
        let form = home.asks_for("Mantenimiento correctivo", "Mantenimiento correctivo").await;
        form.tries().await;
        ana.sees("Revisa 3 datos antes de enviar").await;
        ana.does_not_see("Descripción").await;
        ana.follows("Cuéntanos qué necesitas: Completa este dato.").await;
        ana.is_about_to_write_into("Cuéntanos qué necesitas").await;
        ana.follows("¿Dónde es? Completa este dato.").await;
        ana.is_about_to_write_into("¿Dónde es?").await;
        ana.is_pictured_everywhere("request-form-faults", Screen::Desktop).await;
        ana.picks("¿Qué equipo es?", "Computadora portátil").await;
        ana.fills("¿Dónde es?", "B-204").await;
        form.tells("No enciende desde ayer.").await;
        let photo = tempfile::Builder::new().prefix("etiqueta-").suffix(".png").tempfile().unwrap();
        std::fs::write(photo.path(), PIXEL).unwrap();
        form.attaches(photo.path()).await;
        let other = tempfile::Builder::new().prefix("pantalla-").suffix(".png").tempfile().unwrap();
        std::fs::write(other.path(), PIXEL).unwrap();
        form.attaches(other.path()).await;
        ana.is_pictured_everywhere("request-form", Screen::Desktop).await;
        let folio = form.sends().await;

        let ticket = TicketPage::shown(&ana, &folio).await;
        ticket.stands_at("Nueva").await;
        ana.sees("No enciende desde ayer.").await;
        ana.sees("etiqueta-").await;
        ana.is_pictured_everywhere("ticket-new", Screen::Desktop).await;
        // The pictures are looked at without leaving the page.
        ana.presses("etiqueta-").await;
        ana.sees_the_picture("etiqueta-").await;
        ana.sees("Imagen 1 de 2").await;
        ana.is_pictured_everywhere("ticket-picture", Screen::Desktop).await;
        ana.hits(RIGHT).await;
        ana.sees_the_picture("pantalla-").await;
        ana.sees_a(Kind::Button, "Descargar").await;
        ana.presses("Imagen anterior").await;
        ana.sees_the_picture("etiqueta-").await;
        ana.hits(ESCAPE).await;
        ana.has_no_dialog().await;
        ana.is_on("etiqueta-").await;
        let mail = stage.desk.mail_to("ana@example.edu.mx").await;
        assert!(mail.subject.contains(&folio), "{}", mail.subject);

        ana.follows("Inicio").await;
        HomePage::shown(&ana, "Ana").await.lists(&folio, "Soporte técnico").await;
        ana.is_pictured_everywhere("home", Screen::Desktop).await;
    });
}

#[test]
fn the_code_must_be_the_right_one() {
    journey("wrong-code", async |stage| {
        let ana = stage.opens("ana", Screen::Desktop).await;
        let page = SignInPage::open(&ana).await;
        ana.is_about_to_write_into("Correo institucional").await;
        ana.expects_refusal(422, "/auth/codes");
        ana.fills("Correo institucional", "ana@gmail.com").await;
        ana.presses("Enviar código").await;
        ana.sees("Usa tu correo institucional.").await;
        ana.is_about_to_write_into("Correo institucional").await;
        ana.loses_connection().await;
        page.asks_for_code("ana@example.edu.mx").await;
        ana.is_on("No hay conexión con el servicio").await;
        ana.regains_connection().await;
        page.asks_for_code("ana@example.edu.mx").await;
        ana.sees_a(Kind::Heading, "Escribe tu código").await;
        ana.is_about_to_write_into("Código de 6 dígitos").await;
        let code = stage.desk.mail_to("ana@example.edu.mx").await.code();
        let wrong = if code == "000000" { "000001" } else { "000000" };
        ana.expects_refusal(422, "/auth/sessions");
        page.enters(wrong).await;
        ana.sees("El código no coincide o ya venció.").await;
        ana.is_about_to_write_into("Código de 6 dígitos").await;
        page.enters(&code).await;
        HomePage::shown(&ana, "Ana").await;
    });
}

#[test]
fn a_recovery_service_wants_a_secondary_address_that_is_proved() {
    journey("recovery", async |stage| {
        let ana = stage.desk.requester("ana").await;
        let ana = stage.arrives(&ana, Screen::Desktop).await;
        let name = "Recuperación de contraseña del correo institucional";
        let form = RequestForm::open(&ana, Service::PasswordRecovery, name).await;
        ana.fills("Cuenta que no abre", "ana@example.edu.mx").await;
        ana.fills("Matrícula o número de empleado", "E-1042").await;
        form.tells("No recuerdo la contraseña.").await;

        ana.fills("Correo alterno", "ana.otra@example.edu.mx").await;
        ana.presses("Enviar código a ese correo").await;
        ana.sees("Usa un correo que no sea de la institución.").await;
        ana.fills("Correo alterno", "ana@correo.example").await;
        form.tries().await;
        ana.sees("Confirma este correo con el código que te enviamos.").await;

        ana.presses("Enviar código a ese correo").await;
        ana.sees_a(Kind::Field, "Código que enviamos a ana@correo.example").await;
        ana.is_pictured_everywhere("request-form-proof", Screen::Desktop).await;
        let code = stage.desk.mail_to("ana@correo.example").await.code();
        ana.fills("Código que enviamos a ana@correo.example", &code).await;
        ana.sees("Comprobamos que este correo es tuyo.").await;
        let folio = form.sends().await;
        TicketPage::shown(&ana, &folio).await;
        ana.sees("ana@correo.example").await;
    });
}

#[test]
fn what_the_account_knows_is_filled_in_and_what_one_types_stays() {
    journey("known", async |stage| {
        let person = stage.desk.requester("ana").await;
        let alma = stage.desk.admin("alma").await;
        let place = format!("/accounts/{}", person.id);
        let seen = alma.get(&place).await.expect(200).etag();
        alma.patch(&place, &json!({"institutional_id": "E-1042"})).if_match(seen.as_str()).await.expect(200);
        let ana = stage.arrives(&person, Screen::Desktop).await;
        let name = "Recuperación de contraseña del correo institucional";
        RequestForm::open(&ana, Service::PasswordRecovery, name).await;
        let asked = "Matrícula o número de empleado";
        assert_eq!(ana.value_of(asked).await, "E-1042");
        // Nobody has written anything yet.
        ana.does_not_see("Borrador guardado").await;
        ana.fills(asked, "A-7").await;
        ana.sees("Borrador guardado").await;
        ana.reloads().await;
        RequestForm::shown(&ana, name).await;
        assert_eq!(ana.value_of(asked).await, "A-7");
        ana.fills(asked, BACKSPACE).await;
        ana.reloads().await;
        let form = RequestForm::shown(&ana, name).await;
        assert_eq!(ana.value_of(asked).await, "");
        ana.presses("Descartar").await;
        ana.sees("Borrador descartado").await;
        assert_eq!(ana.value_of(asked).await, "E-1042");

        ana.fills("Cuenta que no abre", "ana@example.edu.mx").await;
        form.tells("No recuerdo la contraseña.").await;
        // What is optional can be taken back.
        ana.chooses("No puedo").await;
        ana.presses("Quitar respuesta").await;
        ana.is_on("No puedo").await;
        ana.fills("Correo alterno", "ana@correo.example").await;
        ana.presses("Enviar código a ese correo").await;
        ana.sees_a(Kind::Field, "Código que enviamos a ana@correo.example").await;
        let code = stage.desk.mail_to("ana@correo.example").await.code();
        ana.fills("Código que enviamos a ana@correo.example", &code).await;
        ana.sees("Comprobamos que este correo es tuyo.").await;
        let folio = form.sends().await;
        TicketPage::shown(&ana, &folio).await;
        ana.sees("E-1042").await;
    });
}

#[test]
fn a_link_says_where_it_really_leads() {
    journey("links", async |stage| {
        let person = stage.desk.requester("ana").await;
        let mut asked = e2e::request_for(Service::Wifi);
        asked["description"] = "Me llegó [nuestro portal](https://portal.example.net/entrar), ver \
            <https://ayuda.example.org/red> y <https://example.edu.mx@otro.example.net/>."
            .into();
        let ticket = person.files_as(asked).await;
        let ana = stage.arrives(&person, Screen::Phone).await;
        TicketPage::open(&ana, &ticket.folio).await;
        ana.sees_a(Kind::Link, "nuestro portal (lleva a portal.example.net)").await;
        ana.sees_a(Kind::Link, "(lleva a otro.example.net)").await;
        ana.does_not_see("(lleva a ayuda.example.org)").await;
        ana.fits().await;
        ana.is_pictured_everywhere("ticket-links", Screen::Phone).await;
    });
}

/// A picture of one pixel.
const PIXEL: &[u8] = &[
    0x89, b'P', b'N', b'G', 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 0x0d, b'I', b'H', b'D', b'R', 0, 0, 0, 1, 0, 0, 0, 1, 8,
    6, 0, 0, 0, 0x1f, 0x15, 0xc4, 0x89, 0, 0, 0, 0x0d, b'I', b'D', b'A', b'T', 0x78, 0xda, 0x63, 0x64, 0x60, 0xf8,
    0x5f, 0x0f, 0, 2, 0x87, 1, 0x80, 0xeb, 0x47, 0xba, 0x92, 0, 0, 0, 0, b'I', b'E', b'N', b'D', 0xae, 0x42, 0x60,
    0x82,
];
