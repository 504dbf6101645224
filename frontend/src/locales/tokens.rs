//! Texts of the page of API tokens.

use crate::i18n::messages;

messages! {
    tokens: "Tokens de API" | "API tokens";
    tokens_short: "Para que tus programas y hojas de cálculo usen la mesa de ayuda sin tu sesión." | "For your programs and spreadsheets to use the help desk without your session.";
    manage_tokens: "Administrar tokens" | "Manage tokens";
    tokens_about: "Con un token, un programa actúa en tu nombre, solo para lo que le permitas y nunca más de lo que tú puedes hacer en ese momento. Crea uno por programa: así puedes revocarlo sin detener a los demás." | "With a token, a program acts in your name, only for what you permit and never more than what you may do at that moment. Create one per program: you can then revoke it without stopping the others.";
    your_tokens: "Tus tokens" | "Your tokens";
    no_tokens: "No tienes tokens" | "You have no tokens";
    no_tokens_text: "Crea uno cuando un programa tenga que usar la mesa de ayuda por ti." | "Create one when a program has to use the help desk for you.";
    create_token: "Crear token" | "Create token";
    create_token_title: "Crear un token" | "Create a token";
    token_name: "¿Para qué es?" | "What is it for?";
    token_name_help: "Un nombre que reconozcas después, como «Inventario»." | "A name that you will recognise, such as “Inventory”.";
    token_scopes: "¿Qué permites?" | "What do you permit?";
    token_scopes_help: "Marca solo lo que el programa necesita." | "Tick only what the program needs.";
    token_life: "Vigencia" | "Valid for";
    token_life_days(#n): "{n} día" / "{n} días" | "{n} day" / "{n} days";
    token_life_year: "Un año" | "One year";
    token_never_ends: "Sin vencimiento" | "Never expires";
    token_ends_about(day: &str): "Deja de servir el {day}." | "It stops working on {day}.";
    token_endless_warning: "Sirve hasta que lo revoques. Mejor ponle un fin." | "It works until you revoke it. Better give it an end.";
    store_token_now: "Guarda el token ahora" | "Store the token now";
    token_shown_once: "No se vuelve a mostrar" | "It will not be shown again";
    token_shown_once_about: "Cópialo a donde tu programa guarda sus claves. Quien lo tenga actúa en tu nombre: no lo envíes por correo ni lo pongas en un documento compartido." | "Copy it to where your program keeps its keys. Whoever has it acts in your name: do not mail it or put it into a shared document.";
    token_secret: "Token" | "Token";
    copy_token: "Copiar" | "Copy";
    copied: "Copiado" | "Copied";
    copy_by_hand: "El navegador no deja copiarlo. Ya está marcado: usa Ctrl C." | "The browser does not let us copy it. It is marked: press Ctrl C.";
    token_is_stored: "Ya lo guardé" | "I have stored it";
    token_created: "Creado:" | "Created:";
    never_used: "nunca" | "never";
    token_ends_on: "Vence:" | "Expires:";
    token_ended_on: "Venció:" | "Expired:";
    token_ended: "Vencido" | "Expired";
    revoke: "Revocar" | "Revoke";
    revoke_named(name: &str): "Revocar {name}" | "Revoke {name}";
    revoke_question(name: &str): "¿Revocar «{name}»?" | "Revoke “{name}”?";
    revoke_about: "El programa que lo usa deja de entrar de inmediato. No se puede deshacer." | "The program that uses it is shut out at once. This cannot be undone.";
    revoke_token: "Revocar token" | "Revoke token";
    token_revoked: "Token revocado" | "Token revoked";
    how_to_use_a_token: "Cómo se usa" | "How to use it";
    how_to_use_a_token_about: "El programa lo envía en cada llamada. Esta pregunta quién eres:" | "The program sends it with every call. This one asks who you are:";
    token_example: "Ejemplo de llamada" | "Example of a call";
    api_docs: "Documentación de la API" | "API documentation";

    scope_tickets_read: "Leer solicitudes" | "Read requests";
    scope_tickets_read_about: "Las que tú puedes ver, con su historial y archivos, y el catálogo de servicios." | "Those that you may see, with their history and files, and the catalogue of services.";
    scope_tickets_write: "Enviar y cambiar solicitudes" | "File and change requests";
    scope_tickets_write_about: "Enviar solicitudes y archivos, responder, y hacer con cada una lo que tú puedes hacer." | "File requests, send files, reply, and do with each what you may do.";
    scope_reports_read: "Leer el indicador" | "Read the indicator";
    scope_reports_read_about: "Las cifras del indicador de calidad y las solicitudes detrás de ellas." | "The figures of the quality indicator and the requests behind them.";
    scope_labs_read: "Leer laboratorios" | "Read laboratories";
    scope_labs_read_about: "Laboratorios y sus reservas." | "Laboratories and their bookings.";
    scope_labs_write: "Reservar laboratorios" | "Book laboratories";
    scope_labs_write_about: "Pedir y cambiar reservas." | "Ask for bookings and change them.";
    scope_directory_read: "Leer el directorio" | "Read the directory";
    scope_directory_read_about: "Equipos y quién está en ellos; las cuentas, si las administras." | "Teams and who is in them; accounts, if you manage them.";
    scope_directory_write: "Cambiar el directorio" | "Change the directory";
    scope_directory_write_about: "Cuentas, funciones y equipos." | "Accounts, roles and teams.";
    scope_admin: "Configurar" | "Configure";
    scope_admin_about: "El catálogo de servicios, los ajustes y el correo que no se pudo entregar." | "The catalogue of services, the settings and mail that could not be delivered.";
}
