//! Texts of the shell: bars, rail, banners.

use crate::i18n::messages;

messages! {
    skip_to_content: "Saltar al contenido" | "Skip to content";
    nav_main: "Principal" | "Main";
    nav_quick: "Accesos" | "Shortcuts";
    nav_views: "Vistas" | "Views";
    nav_home: "Inicio" | "Home";
    nav_my_requests: "Mis solicitudes" | "My requests";
    nav_requests: "Solicitudes" | "Requests";
    nav_new: "Nueva" | "New";
    nav_new_request: "Nueva solicitud" | "New request";
    nav_queue: "Cola de trabajo" | "Work queue";
    nav_my_work: "Mi trabajo" | "My work";
    nav_team: "Equipo" | "Team";
    nav_manage: "Gestión" | "Management";
    nav_mine: "Asignadas a mí" | "Assigned to me";
    nav_unassigned: "Sin asignar" | "Unassigned";
    nav_waiting: "En espera" | "On hold";
    nav_to_confirm: "Por confirmar" | "To be confirmed";
    nav_all_open: "Todas abiertas" | "All open";
    nav_indicator: "Indicador de calidad" | "Quality indicator";
    nav_requester_side: "Mis propias solicitudes" | "My own requests";
    nav_mailbox: "Buzón de demostración" | "Demo mailbox";
    open_views: "Abrir vistas" | "Open the views";
    your_account(name: &str, seen: &str): "Tu cuenta, {name} ({seen})" | "Your account, {name} ({seen})";
    account_menu: "Cuenta" | "Account";
    account_page: "Mi cuenta y sesiones" | "My account and sessions";
    language: "Idioma" | "Language";
    theme: "Apariencia" | "Appearance";
    theme_system: "Sistema" | "System";
    theme_light: "Clara" | "Light";
    theme_dark: "Oscura" | "Dark";
    sign_out: "Salir" | "Sign out";
    sign_in: "Entrar" | "Sign in";
    leave_without_sending: "¿Salir sin enviar?" | "Sign out without sending?";
    leaving_loses(#n): "Tienes {n} envío que todavía no llega. Si sales ahora, se pierde." / "Tienes {n} envíos que todavía no llegan. Si sales ahora, se pierden." | "{n} thing you sent has not arrived yet. If you sign out now, it is lost." / "{n} things you sent have not arrived yet. If you sign out now, they are lost.";
    stay_here: "Quedarme" | "Stay";
    leave_and_lose: "Salir y perderlos" | "Sign out and lose them";
    session_ends_later: "Saliste. Tu sesión se cierra también en el servicio en cuanto haya conexión." | "You are signed out. Your session also ends at the service as soon as there is a connection.";
    offline_banner: "Sin conexión. Lo que escribas se guarda en este equipo." | "Offline. What you write is kept on this device.";
    new_version: "Hay una versión nueva" | "A new version is ready";
    back_online: "Conexión recuperada" | "Back online";
    not_found_title: "No encontramos esta página" | "We could not find this page";
    not_found_text: "Puede que la dirección esté incompleta, o que lo que buscas no esté a tu alcance." | "The address may be incomplete, or what you look for may not be yours to see.";
    go_home: "Ir al inicio" | "Go to the start";
    forbidden_title: "Esta página no es para tu cuenta" | "This page is not for your account";
    forbidden_text: "Si la necesitas para tu trabajo, pide a T.I. que te dé acceso." | "If you need it for your work, ask IT to give you access.";
    session_expired_title: "Tu sesión terminó" | "Your session has ended";
    session_expired_text: "Entra de nuevo y sigue donde estabas: lo que escribiste sigue aquí." | "Sign in again and go on where you were: what you wrote is still here.";
    leave_session: "Salir de esta cuenta" | "Leave this account";
}
