//! Texts of the account page.

use crate::i18n::messages;

messages! {
    my_account: "Mi cuenta" | "My account";
    profile: "Perfil" | "Profile";
    name: "Nombre" | "Name";
    community_label: "Comunidad" | "Community";
    unverified: "sin verificar" | "unverified";
    look_and_language: "Apariencia e idioma" | "Appearance and language";
    language_also_mail: "El correo que te enviamos usa el mismo idioma." | "The e-mail that we send you uses the same language.";
    sessions: "Sesiones abiertas" | "Open sessions";
    sessions_about: "Si no reconoces una, ciérrala." | "If you do not recognise one, end it.";
    edit_profile: "Editar" | "Edit";
    save_profile: "Guardar" | "Save";
    profile_saved: "Perfil guardado" | "Profile saved";
    name_help: "Así te ven los demás." | "This is how others see you.";
    institutional_id: "Matrícula o número de empleado" | "Student or employee number";
    unit: "Área o carrera" | "Department or degree";
    phone_extension: "Extensión" | "Extension";
    phone_extension_help: "Para que T.I. pueda llamarte." | "So that IT can call you.";
    not_told: "Sin dato" | "Not given";
    teams_of_mine: "Equipos" | "Teams";
    keyboard: "Teclado" | "Keyboard";
    mail_wanted: "Correos que recibes" | "Mail that you get";
    mail_wanted_about: "Apaga los que no necesites." | "Switch off what you don't need.";
    mail_always: "Siempre te escribimos cuando hace falta algo de ti: una pregunta, un resultado por confirmar, un trabajo que te toca o un código para entrar." | "We always write when something is needed from you: a question, a result to confirm, work that is yours, or a code to sign in.";
    mail_received: "Recibimos tu solicitud" | "We received your request";
    mail_received_about: "El acuse con su folio." | "The receipt with its number.";
    mail_assigned: "Quién tiene tu solicitud" | "Who has your request";
    mail_assigned_about: "Cuando alguien la toma o la retoma." | "When somebody takes it or takes it up again.";
    mail_watched_replies: "Respuestas en solicitudes que sigues" | "Replies on requests that you watch";
    mail_watched_replies_about: "Lo que escriben quien la pidió y T.I." | "What who asked and IT write.";
    mail_watched_changes: "Cambios en solicitudes que sigues" | "Changes of requests that you watch";
    mail_watched_changes_about: "Quién la tiene, si espera, si quedó atendida o se cerró." | "Who has it, whether it waits, is attended or closed.";
    mail_no_longer_mine: "Solicitudes que ya no te tocan" | "Requests that are no longer yours";
    mail_no_longer_mine_about: "Cuando alguien más la tiene o se cancela." | "When somebody else has it, or it is cancelled.";
    this_session: "Esta sesión" | "This session";
    end_session: "Cerrar sesión" | "End the session";
    end_session_of(device: &str): "Cerrar sesión de {device}" | "End the session of {device}";
    session_ended: "Sesión cerrada" | "Session ended";
    sessions_ended(#n): "Se cerró {n} sesión" / "Se cerraron {n} sesiones" | "{n} session ended" / "{n} sessions ended";
    end_all_others: "Cerrar todas las demás sesiones" | "End all other sessions";
    end_all_others_question: "¿Cerrar todas las demás sesiones?" | "End all other sessions?";
    end_all_others_about(#n): "Se cierra {n} sesión en otro equipo o navegador. Esta sigue abierta." / "Se cierran {n} sesiones en otros equipos o navegadores. Esta sigue abierta." | "{n} session on another device or browser will end. This one stays open." / "{n} sessions on other devices or browsers will end. This one stays open.";
    end_them: "Cerrar sesiones" | "End sessions";
    last_used: "Último uso:" | "Last used:";
    opened: "Abierta:" | "Opened:";
    remembered_device: "Equipo recordado: si no la usas, se cierra el" | "Remembered device: unused, it ends on";
    device_not_remembered: "Equipo sin recordar: si no la usas, se cierra el" | "Not a remembered device: unused, it ends on";
    unknown_device: "Equipo desconocido" | "Unknown device";
    browser_on(browser: &str, system: &str): "{browser} en {system}" | "{browser} on {system}";
    which_community: "¿De qué parte de la universidad eres?" | "Which part of the university are you from?";
    which_community_about: "Así te mostramos los servicios que puedes pedir." | "It tells us which services you can request.";
    i_am_administrative: "Personal administrativo" | "Administrative staff";
    i_am_faculty: "Docente" | "Faculty";
    i_am_student: "Estudiante" | "Student";
}
