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
    unknown_device: "Equipo desconocido" | "Unknown device";
    browser_on(browser: &str, system: &str): "{browser} en {system}" | "{browser} on {system}";
    which_community: "¿De qué parte de la universidad eres?" | "Which part of the university are you from?";
    which_community_about: "Así te mostramos los servicios que puedes pedir." | "It tells us which services you can request.";
    i_am_administrative: "Personal administrativo" | "Administrative staff";
    i_am_faculty: "Docente" | "Faculty";
    i_am_student: "Estudiante" | "Student";
}
