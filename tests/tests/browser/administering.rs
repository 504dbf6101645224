//! The administration: an admin finds people, gives them roles, lets them out and in again, brings in the directory, makes
//! teams, sends mail again, and sets what holds for the institution.

use e2e::{
    Service,
    browser::{
        Browser, Kind, Screen, journey,
        pages::{AccountEditor, ImportPage, TeamEditor},
    },
    mail::Mood,
    seeded::SUPPORT,
};
use serde_json::json;
use shared::{
    account::{AccountDetails, TeamDetails},
    institution::Settings,
    page::Page,
    person::Role,
    service::ServiceDetails,
};

#[test]
fn an_admin_finds_somebody_and_gives_a_role() {
    journey("accounts", async |stage| {
        let luis = stage.desk.person("luis").of(SUPPORT).arrives().await;
        stage.desk.requester("ana").await;
        stage.desk.agent("carla", SUPPORT).await;
        let alma = stage.desk.admin("alma").await;
        let path = format!("/accounts/{}", luis.id);
        let browser = stage.arrives(&alma, Screen::Desktop).await;
        browser.goes_to("/admin/accounts").await;
        browser.sees("4 cuentas").await;
        browser.is_pictured_everywhere("accounts", Screen::Desktop).await;
        fits_everywhere(&browser).await;
        browser.picks("Función", "Administración").await;
        browser.arrives_at("/admin/accounts?role=admin").await;
        browser.sees("1 cuenta").await;
        browser.fills("Buscar a una persona", "nadie").await;
        browser.sees("Ninguna cuenta coincide").await;
        browser.presses("Quitar filtros").await;
        browser.sees("4 cuentas").await;
        assert_eq!(browser.value_of("Buscar a una persona").await, "");

        let editor = AccountEditor::find(&browser, "luis", "Luis").await;
        browser.fills("Área o carrera", "Redes").await;
        browser.chooses("Agente").await;
        browser.is_pictured_everywhere("account", Screen::Desktop).await;
        fits_everywhere(&browser).await;
        // What is edited survives a reload.
        browser.reloads().await;
        browser.sees_a(Kind::Button, "Descartar cambios").await;
        editor.saves("Luis").await;
        let now: AccountDetails = alma.get(&path).await.expect_json(200);
        assert_eq!((now.unit.as_deref(), now.roles), (Some("Redes"), vec![Role::Agent]));
        browser.goes_back().await;
        browser.arrives_at("/admin/accounts?q=luis").await;
    });
}

#[test]
fn an_admin_invites_somebody_who_comes_in_with_the_roles() {
    journey("invite", async |stage| {
        let alma = stage.desk.admin("alma").await;
        let browser = stage.arrives(&alma, Screen::Desktop).await;
        browser.goes_to("/admin/accounts").await;
        browser.presses("Invitar").await;
        browser.is_about_to_write_into("Correo institucional").await;
        browser.presses("Enviar invitación").await;
        browser.sees("Completa este dato.").await;
        browser.fills("Correo institucional", "nora@example.com").await;
        browser.expects_refusal(422, "/invitations");
        browser.presses("Enviar invitación").await;
        browser.sees("Usa tu correo institucional.").await;
        browser.fills("Correo institucional", "nora@example.edu.mx").await;
        browser.chooses("Agente").await;
        browser.is_pictured_everywhere("invite", Screen::Desktop).await;
        browser.presses("Enviar invitación").await;
        browser.sees("Enviamos la invitación a nora@example.edu.mx").await;
        browser.sees("2 cuentas").await;
        stage.desk.tick().await;
        let link = stage.desk.mail_to("nora@example.edu.mx").await.token("/invite/");

        let nora = stage.opens("nora", Screen::Phone).await;
        nora.goes_to(&format!("/invite/{link}")).await;
        nora.sees("Agente").await;
        nora.presses("Enviar código").await;
        nora.sees_a(Kind::Field, "Código de 6 dígitos").await;
        stage.desk.tick().await;
        nora.fills("Código de 6 dígitos", &stage.desk.mail_to("nora@example.edu.mx").await.code()).await;
        nora.sees_a(Kind::Heading, "¿Qué necesitas, Nora?").await;
        let found: Page<AccountDetails> = alma.get("/accounts?q=nora").await.expect_json(200);
        assert_eq!(found.items[0].roles, [Role::Agent]);
    });
}

#[test]
fn an_admin_loses_nothing_when_an_account_changed_meanwhile() {
    journey("account-conflict", async |stage| {
        let luis = stage.desk.requester("luis").await;
        let alma = stage.desk.admin("alma").await;
        let path = format!("/accounts/{}", luis.id);
        let browser = stage.arrives(&alma, Screen::Desktop).await;
        let editor = AccountEditor::find(&browser, "luis", "Luis").await;
        browser.fills("Extensión", "1234").await;
        alma.patch(&path, &json!({"unit": "Biblioteca", "roles": ["agent"]})).if_match(1).await.expect(200);
        browser.expects_refusal(412, &path);
        browser.presses("Guardar cambios").await;
        browser.sees("Alguien cambió: Área o carrera, Funciones.").await;
        assert_eq!(browser.value_of("Extensión").await, "1234");
        browser.is_pictured_everywhere("account-conflict", Screen::Desktop).await;
        browser.presses("Seguir con lo mío").await;
        editor.saves("Luis").await;
        let now: AccountDetails = alma.get(&path).await.expect_json(200);
        assert_eq!((now.phone_extension.as_deref(), now.unit.as_deref()), (Some("1234"), Some("Biblioteca")));
        assert_eq!(now.roles, [Role::Agent]);
    });
}

#[test]
fn an_admin_disables_an_account_and_lets_it_in_again() {
    journey("account-standing", async |stage| {
        let carla = stage.desk.agent("carla", SUPPORT).await;
        let ana = stage.desk.requester("ana").await;
        let ticket = ana.files(Service::Maintenance).await;
        carla.takes(&ticket).await;
        let alma = stage.desk.admin("alma").await;
        let path = format!("/accounts/{}", carla.id);
        let read = async || alma.get(&path).await.expect_json::<AccountDetails>(200);
        let browser = stage.arrives(&alma, Screen::Desktop).await;
        let editor = AccountEditor::find(&browser, "carla", "Carla").await;
        browser.presses("Desactivar la cuenta").await;
        browser.sees("Tiene 1 solicitud abierta asignada: vuelve a revisión").await;
        browser.is_pictured_everywhere("account-disable", Screen::Desktop).await;
        browser.presses("Desactivar").await;
        browser.sees("La cuenta de Carla quedó desactivada").await;
        browser.has_no_dialog().await;
        assert!(!read().await.active);
        editor.after_asking("Reactivar la cuenta", "Reactivar").await;
        browser.sees("La cuenta de Carla puede entrar de nuevo").await;
        assert!(read().await.active);

        // What is edited meanwhile goes on from there.
        browser.fills("Extensión", "77").await;
        browser.presses("Cambiar el correo").await;
        browser.is_about_to_write_into("Correo institucional nuevo").await;
        browser.fills("Correo institucional nuevo", "carla@example.com").await;
        browser.is_pictured_everywhere("account-address", Screen::Desktop).await;
        browser.expects_refusal(422, &path);
        browser.presses("Cambiar el correo").await;
        browser.sees("Usa tu correo institucional.").await;
        browser.fills("Correo institucional nuevo", "carla.mendez@example.edu.mx").await;
        browser.presses("Cambiar el correo").await;
        browser.sees("Carla entra ahora con el correo nuevo").await;
        editor.saves("Carla").await;
        let now = read().await;
        assert_eq!((now.email.as_str(), now.phone_extension.as_deref()), ("carla.mendez@example.edu.mx", Some("77")));

        editor.after_asking("Liberar el correo", "Liberar el correo").await;
        browser.sees("Se liberó el correo de Carla").await;
        editor.after_asking("Reactivar la cuenta", "Reactivar").await;
        browser.sees("Su correo se liberó antes").await;
        browser.fills("Correo institucional", "carla@example.edu.mx").await;
        browser.presses("Reactivar").await;
        browser.sees("La cuenta de Carla puede entrar de nuevo").await;
        let now = read().await;
        assert_eq!((now.email.as_str(), now.active), ("carla@example.edu.mx", true));
    });
}

#[test]
fn the_last_admin_stays_and_one_who_steps_down_leaves_the_pages() {
    journey("last-admin", async |stage| {
        let alma = stage.desk.admin("alma").await;
        let path = format!("/accounts/{}", alma.id);
        let browser = stage.arrives(&alma, Screen::Desktop).await;
        let editor = AccountEditor::find(&browser, "alma", "Alma").await;
        browser.presses("Desactivar la cuenta").await;
        browser.sees("Es tu propia cuenta").await;
        browser.expects_refusal(409, &path);
        browser.presses("Desactivar").await;
        browser.sees("Debe quedar al menos una persona que administre.").await;
        browser.is_pictured_everywhere("last-admin", Screen::Desktop).await;
        browser.presses("Cancelar").await;
        browser.has_no_dialog().await;
        browser.chooses("Administración").await;
        editor.after_asking("Guardar cambios", "Dejar de administrar").await;
        browser.sees("Debe quedar al menos una persona que administre.").await;

        stage.desk.admin("bruno").await;
        editor.after_asking("Guardar cambios", "Dejar de administrar").await;
        browser.sees("Esta página no es para tu cuenta").await;
    });
}

/// Nothing hangs over the edge, on neither screen.
async fn fits_everywhere(browser: &Browser) {
    for screen in [Screen::Phone, Screen::Desktop] {
        browser.shows_on(screen).await;
        browser.fits().await;
    }
}

const FILE: &str = "email,name,community,extension\n\
    luis@example.edu.mx,Luis Mora,faculty,\n\
    nora.paz@example.edu.mx,Nora Paz,student,\n\
    otra@example.com,Otra,faculty,\n\
    abel@example.edu.mx,Abel,maestro,123456789012345678901\n";

#[test]
fn an_admin_sees_what_a_directory_changes_before_it_does() {
    journey("import", async |stage| {
        let luis = stage.desk.requester("luis").await;
        let alma = stage.desk.admin("alma").await;
        let browser = stage.arrives(&alma, Screen::Desktop).await;
        let page = ImportPage::open(&browser).await;
        browser.is_pictured_everywhere("import", Screen::Desktop).await;
        fits_everywhere(&browser).await;
        let file = |text: &str| {
            let file = tempfile::Builder::new().prefix("directorio-").suffix(".csv").tempfile().unwrap();
            std::fs::write(file.path(), text).unwrap();
            file
        };
        let odd = file("correo,name\nana@example.edu.mx,Ana\n");
        browser.expects_refusal(422, "/accounts/import");
        browser.attaches("Elige un archivo", odd.path()).await;
        browser.sees("Columna 1: Este dato no se pide aquí; quítalo.").await;
        browser.is_pictured_everywhere("import-unreadable", Screen::Desktop).await;
        browser.presses("Elegir otro").await;

        let directory = file(FILE);
        page.previews(directory.path()).await;
        browser.sees("2 líneas tienen errores.").await;
        browser.sees("Usa tu correo institucional.").await;
        browser.sees("Escribe administrative, faculty o student.").await;
        browser.chooses("Todas").await;
        browser.sees("Nora Paz").await;
        browser.is_pictured_everywhere("import-preview", Screen::Desktop).await;
        fits_everywhere(&browser).await;
        let all: Page<AccountDetails> = alma.get("/accounts?count=true").await.expect_json(200);
        assert_eq!(all.total, Some(2), "a preview wrote");
        browser.chooses("Omitir las líneas con errores").await;
        // What the file comes to has changed since it was shown: that is shown first.
        alma.patch(&format!("/accounts/{}", luis.id), &json!({"name": "Lucho"})).if_match(1).await.expect(200);
        browser.expects_refusal(409, "/accounts/import");
        browser.presses("Importar 2 cuentas").await;
        browser.sees("Alguna cuenta cambió después de la vista previa.").await;
        browser.chooses("Todas").await;
        browser.sees("Lucho").await;
        browser.chooses("Omitir las líneas con errores").await;
        browser.presses("Importar 2 cuentas").await;
        browser.sees("Se creó 1 cuenta.").await;
        browser.sees("Se omitieron 2 líneas con errores.").await;
        browser.is_pictured_everywhere("import-done", Screen::Desktop).await;
        let now: AccountDetails = alma.get(&format!("/accounts/{}", luis.id)).await.expect_json(200);
        assert_eq!((now.name.as_str(), now.community_verified), ("Luis Mora", true));
        browser.follows("Ver cuentas").await;
        browser.sees("Nora Paz").await;
    });
}

#[test]
fn a_large_directory_is_shown_a_piece_at_a_time() {
    journey("import-large", async |stage| {
        let alma = stage.desk.admin("alma").await;
        let browser = stage.arrives(&alma, Screen::Desktop).await;
        let page = ImportPage::open(&browser).await;
        let directory = tempfile::Builder::new().prefix("directorio-").suffix(".csv").tempfile().unwrap();
        let lines: String = (0..5_000).map(|n| format!("p{n:05}@example.edu.mx,Persona {n}\n")).collect();
        std::fs::write(directory.path(), format!("email,name\n{lines}")).unwrap();
        page.previews(directory.path()).await;
        browser.sees_a(Kind::Button, "Importar 5,000 cuentas").await;
        browser.sees("p00099@example.edu.mx").await;
        browser.does_not_see("p00100@example.edu.mx").await;
        browser.presses("Mostrar más").await;
        browser.sees("p00199@example.edu.mx").await;
    });
}

#[test]
fn an_admin_makes_a_team_and_says_who_belongs_to_it() {
    journey("teams", async |stage| {
        let carla = stage.desk.agent("carla", SUPPORT).await;
        stage.desk.requester("luis").await;
        let alma = stage.desk.admin("alma").await;
        let browser = stage.arrives(&alma, Screen::Desktop).await;
        browser.goes_to("/admin/teams").await;
        browser.sees("1 integrante").await;
        browser.is_pictured_everywhere("teams", Screen::Desktop).await;
        fits_everywhere(&browser).await;
        browser.follows("Nuevo equipo").await;
        browser.fills("Nombre", "Soporte técnico").await;
        browser.expects_refusal(422, "/api/v1/teams");
        browser.presses("Crear equipo").await;
        browser.sees("Ya existe").await;
        browser.is_about_to_write_into("Nombre").await;
        browser.fills("Nombre", "Videoconferencias").await;
        browser.presses("Crear equipo").await;
        browser.sees("Se creó el equipo Videoconferencias").await;
        let editor = TeamEditor::shown(&browser, "Videoconferencias").await;
        browser.sees("Nadie recibe sus solicitudes.").await;
        browser.fills("Agregar a una persona", "luis").await;
        browser.sees("sin función para atender").await;
        browser.is_pictured_everywhere("team-search", Screen::Desktop).await;
        editor.adds("carla", "Carla").await;
        editor.saves("Videoconferencias").await;
        let read = async || {
            let teams: Page<TeamDetails> = alma.get("/teams").await.expect_json(200);
            teams.items.into_iter().find(|team| team.name == "Videoconferencias").unwrap()
        };
        let team = read().await;
        assert_eq!(team.members.iter().map(|member| member.id).collect::<Vec<_>>(), [carla.id]);

        // Somebody else renames it while its members are edited.
        editor.adds("luis", "Luis").await;
        let path = format!("/teams/{}", team.id);
        alma.patch(&path, &json!({"name": "Telepresencia"})).if_match(team.version).await.expect(200);
        browser.expects_refusal(412, &path);
        browser.presses("Guardar cambios").await;
        browser.sees("Alguien cambió: Nombre.").await;
        browser.presses("Seguir con lo mío").await;
        editor.saves("Telepresencia").await;
        let teams: Page<TeamDetails> = alma.get("/teams").await.expect_json(200);
        let now = teams.items.into_iter().find(|one| one.id == team.id).unwrap();
        assert_eq!((now.name.as_str(), now.members.len()), ("Telepresencia", 2));
        TeamEditor::open(&browser, "Soporte técnico").await;
        browser.sees("Mantenimiento correctivo").await;
        browser.is_pictured_everywhere("team", Screen::Desktop).await;
        fits_everywhere(&browser).await;
    });
}

#[test]
fn an_admin_sends_undelivered_mail_again() {
    journey("outbox", async |stage| {
        let alma = stage.desk.admin("alma").await;
        let ana = stage.desk.requester("ana").await;
        let browser = stage.arrives(&alma, Screen::Desktop).await;
        browser.goes_to("/admin/outbox").await;
        browser.sees("Todo el correo se entregó").await;
        browser.is_pictured_everywhere("outbox-empty", Screen::Desktop).await;
        stage.desk.relay.becomes(Mood::Refuses);
        ana.files(Service::Wifi).await;
        stage.desk.tick().await;
        browser.presses("Actualizar").await;
        browser.sees(&ana.email).await;
        browser.sees("Solicitud recibida").await;
        browser.is_pictured_everywhere("outbox", Screen::Desktop).await;
        fits_everywhere(&browser).await;
        stage.desk.relay.becomes(Mood::Accepts);
        browser.presses(&format!("Enviar de nuevo a {}", ana.email)).await;
        browser.sees("volvió a la salida").await;
        browser.sees("Todo el correo se entregó").await;
        stage.desk.tick().await;
        assert_eq!(stage.desk.relay.mails_to(&ana.email).len(), 1);
    });
}

#[test]
fn an_admin_sets_what_holds_for_the_institution() {
    journey("settings", async |stage| {
        let alma = stage.desk.admin("alma").await;
        let read = async || alma.get("/settings").await.expect_json::<Settings>(200);
        let browser = stage.arrives(&alma, Screen::Desktop).await;
        browser.goes_to("/admin/settings").await;
        browser.sees_a(Kind::Heading, "Configuración").await;
        browser.fills("Nombre de la institución", "Universidad del Valle").await;
        browser.fills("Prefijo de los folios", "uv!").await;
        browser.sees("Usa solo letras sin acento y números.").await;
        browser.fills("Prefijo de los folios", "uv").await;
        browser.sees("UV-000123").await;
        browser.sets("Color", "150").await;
        browser.fills("Cerrar sin respuesta después de (días hábiles)", "5").await;
        browser.sees("después de 5 días hábiles y dos recordatorios").await;
        browser.presses("Agregar").await;
        browser.is_on("Porcentaje").await;
        browser.fills("Porcentaje", "95.5").await;
        browser.sets("Vale desde", "2026-01-01").await;
        browser.fills("Español", "## Aviso\n\nTus **datos** sirven para atenderte.").await;
        browser.is_pictured_everywhere("settings", Screen::Desktop).await;
        fits_everywhere(&browser).await;
        // Somebody else was quicker with the name.
        alma.patch("/settings", &json!({"name": "Otra", "reminder_working_days": 3})).if_match(1).await.expect(200);
        browser.expects_refusal(412, "/settings");
        browser.presses("Guardar cambios").await;
        browser.sees("Alguien cambió: Nombre de la institución, Cierre y recordatorios.").await;
        browser.sees("Tú también: Nombre de la institución, Cierre y recordatorios.").await;
        browser.presses("Seguir con lo mío").await;
        browser.presses("Guardar cambios").await;
        browser.sees("Se guardó la configuración").await;
        browser.is_on("Configuración").await;
        let now = read().await;
        assert_eq!((now.name.as_str(), now.hue, now.folio_prefix.as_str()), ("Universidad del Valle", 150, "UV"));
        assert_eq!((now.closure_working_days, now.targets.len()), (5, 1));
        assert!((now.targets[0].percent - 95.5).abs() < 1e-9);
        browser.goes_to("/").await;
        browser.sees_a(Kind::Heading, "¿Qué necesitas, Alma?").await;

        let visitor = stage.opens("visitor", Screen::Desktop).await;
        visitor.goes_to("/sign-in").await;
        visitor.sees("Universidad del Valle").await;
        visitor.follows("Aviso de privacidad").await;
        visitor.sees_a(Kind::Heading, "Aviso de privacidad").await;
        visitor.sees("Tus datos sirven para atenderte.").await;
        visitor.is_pictured_everywhere("privacy-notice", Screen::Desktop).await;
    });
}

#[test]
fn the_administration_is_for_admins() {
    journey("admins-only", async |stage| {
        let carla = stage.desk.supervisor("carla", SUPPORT).await;
        let browser = stage.arrives(&carla, Screen::Desktop).await;
        for page in ["accounts", "accounts/import", "teams", "outbox", "settings"] {
            browser.goes_to(&format!("/admin/{page}")).await;
            browser.sees("Esta página no es para tu cuenta").await;
        }
        browser.goes_to("/queue").await;
        browser.sees("Gestión").await;
        browser.does_not_see("Cuentas y funciones").await;
    });
}

#[test]
fn an_admin_retires_a_team_and_brings_it_back() {
    journey("retired-team", async |stage| {
        let alma = stage.desk.admin("alma").await;
        let team: TeamDetails = alma.post("/teams", &json!({"name": "Turno nocturno"})).await.expect_json(201);
        stage.desk.agent("carla", team.id).await;
        let loan = json!({
            "category": "hardware", "name": {"es": "Préstamo", "en": "Loan"}, "communities": ["faculty"], "team_id": team.id,
        });
        let service: ServiceDetails = alma.post("/services", &loan).await.expect_json(201);
        let path = format!("/teams/{}", team.id);
        let browser = stage.arrives(&alma, Screen::Desktop).await;
        browser.goes_to(&format!("/admin{path}")).await;
        browser.sees_a(Kind::Heading, "Turno nocturno").await;
        browser.fills("Nombre", "Turno de noche").await;
        browser.presses("Retirar el equipo").await;
        browser.sees_a(Kind::Heading, "¿Retirar Turno nocturno?").await;
        browser.expects_refusal(409, &path);
        browser.presses("Retirar").await;
        browser.sees("atiende un servicio que se ofrece: Préstamo").await;
        browser.is_pictured_everywhere("team-needed", Screen::Desktop).await;
        alma.patch(&format!("/services/{}", service.id), &json!({"active": false})).if_match(1).await.expect(200);
        browser.presses("Retirar").await;
        browser.sees("El equipo Turno nocturno quedó retirado").await;
        browser.has_no_dialog().await;
        browser.sees("Este equipo está retirado").await;
        browser.sees("Nadie puede integrarse mientras el equipo está retirado.").await;
        browser.is_pictured_everywhere("team-retired", Screen::Desktop).await;
        fits_everywhere(&browser).await;
        // What was edited beside it is there, and can be saved.
        browser.presses("Guardar cambios").await;
        browser.sees("Se guardó el equipo Turno de noche").await;
        assert!(!alma.get(&path).await.expect_json::<TeamDetails>(200).active);
        browser.goes_to("/admin/teams").await;
        browser.sees("Retirado").await;
        // Nothing can be given to it.
        browser.goes_to(&format!("/admin/services/{}", service.id)).await;
        browser.sees("Este servicio está retirado").await;
        browser.goes_to(&format!("/admin{path}")).await;
        browser.presses("Volver a activarlo").await;
        browser.sees("El equipo Turno de noche vuelve a estar activo").await;
        browser.sees_a(Kind::Button, "Retirar el equipo").await;
        assert!(alma.get(&path).await.expect_json::<TeamDetails>(200).active);
    });
}
