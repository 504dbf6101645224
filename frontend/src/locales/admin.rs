//! Texts of the administration: accounts, teams, undelivered mail, settings.

use shared::account::{ImportColumn, ImportOutcome};
use shared::person::{Community, Role};

use crate::i18n::{Messages, messages};

messages! {
    nav_accounts: "Cuentas y funciones" | "Accounts and roles";
    nav_teams: "Equipos de trabajo" | "Teams";

    changed_while_edited: "Cambió mientras lo editabas" | "It changed while you edited it";
    changed_beside: "Alguien guardó otro cambio." | "Somebody saved another change.";
    both_edited(parts: &str): "Tú también: {parts}. Si guardas, queda lo tuyo." | "So did you: {parts}. If you save, yours stays.";

    accounts_title: "Cuentas y funciones" | "Accounts and roles";
    accounts_about: "Quién puede entrar y qué puede hacer." | "Who may sign in and what they may do.";
    accounts_counted(#n): "{n} cuenta" / "{n} cuentas" | "{n} account" / "{n} accounts";
    import_csv: "Importar CSV" | "Import CSV";
    invite_word: "Invitar" | "Invite";
    invite_somebody: "Invitar por correo" | "Invite by mail";
    invite_about: "Recibirá un enlace que sirve una vez, durante 72 horas. Si no tiene cuenta, se crea ahora." | "A link is sent that works once, within 72 hours. Without an account, one is made now.";
    send_invitation: "Enviar invitación" | "Send the invitation";
    invitation_sent(email: &str): "Enviamos la invitación a {email}" | "The invitation is on its way to {email}";
    find_person: "Buscar a una persona" | "Find a person";
    name_or_email: "Nombre o correo" | "Name or e-mail";
    role_label: "Función" | "Role";
    any_role: "Cualquier función" | "Any role";
    any_community: "Cualquier comunidad" | "Any community";
    any_state: "Activas y desactivadas" | "Active and disabled";
    account_active: "Activa" | "Active";
    account_disabled: "Desactivada" | "Disabled";
    no_account_matches: "Ninguna cuenta coincide" | "No account matches";
    no_account_matches_text: "Revisa las palabras o busca con menos filtros." | "Check the words or search with fewer filters.";
    no_accounts: "Todavía no hay cuentas" | "There are no accounts yet";
    no_accounts_text: "Aparecen al entrar por primera vez, al invitarlas o al importar el directorio." | "They appear when somebody first signs in, is invited, or when the directory is imported.";
    community_administrative_title: "Administrativo" | "Administrative staff";
    community_faculty_title: "Docente" | "Faculty";
    community_student_title: "Estudiante" | "Student";

    this_is_you: "Eres tú" | "This is you";
    account_saved(name: &str): "Se guardó la cuenta de {name}" | "The account of {name} is saved";
    unit_label: "Área o carrera" | "Department or degree";
    no_community: "Sin comunidad" | "No community";
    community_unverified: "La indicó la persona. Al guardar otra queda verificada." | "The person told it. Saving another one verifies it.";
    roles_about: "Toda persona puede pedir servicios; las funciones se suman y valen desde su siguiente acción." | "Everyone may ask for services; roles add up and hold from the next thing that they do.";
    role_agent_about: "Atiende las solicitudes de sus equipos." | "Works on the requests of its teams.";
    role_supervisor_about: "Reparte el trabajo de sus equipos y ve todas las solicitudes." | "Distributes the work of its teams and sees every request.";
    role_quality_about: "Consulta el indicador y su evidencia; no cambia nada." | "Reads the indicator and its evidence; changes nothing.";
    role_admin_about: "Configura servicios, cuentas, equipos y la institución." | "Configures services, accounts, teams and the institution.";
    role_is_lost: "Al guardar, las solicitudes asignadas que ya no pueda atender vuelven a revisión." | "When you save, the assigned requests that it can no longer attend to go back to review.";
    role_needs_team: "Para recibir solicitudes también necesita pertenecer a un equipo." | "To receive requests it also has to belong to a team.";
    open_teams: "Ver equipos" | "See the teams";
    in_no_team: "No pertenece a ningún equipo." | "It belongs to no team.";
    address_and_access: "Correo y acceso" | "E-mail and access";
    account_since: "Cuenta desde" | "Account since";
    step_down_question: "¿Dejar de administrar?" | "Stop being an administrator?";
    step_down_about: "Perderás de inmediato el acceso a estas páginas. Solo otra persona que administre podrá devolvértelo." | "You will lose access to these pages at once. Only another administrator can give it back.";
    step_down: "Dejar de administrar" | "Stop being an administrator";

    disable_account: "Desactivar la cuenta" | "Disable the account";
    disable_question(name: &str): "¿Desactivar la cuenta de {name}?" | "Disable the account of {name}?";
    disable_word: "Desactivar" | "Disable";
    disable_signs_out: "Sus sesiones se cierran y ya no podrá entrar." | "Its sessions end and it can no longer sign in.";
    disable_keeps_history: "Su historial y sus solicitudes quedan como están." | "Its history and its requests stay as they are.";
    disable_can_be_undone: "Puedes reactivarla cuando quieras." | "You can enable it again whenever you like.";
    disable_has_open(#n): "Tiene {n} solicitud abierta asignada: vuelve a revisión para darla a alguien más." / "Tiene {n} solicitudes abiertas asignadas: vuelven a revisión para darlas a alguien más." | "It has {n} open request assigned: it goes back to review, to be given to somebody else." / "It has {n} open requests assigned: they go back to review, to be given to somebody else.";
    disable_yourself: "Es tu propia cuenta: saldrás de inmediato y no podrás volver a entrar por tu cuenta." | "It is your own account: you will be signed out at once and can't come back by yourself.";
    account_was_disabled(name: &str): "La cuenta de {name} quedó desactivada" | "The account of {name} is disabled";
    enable_account: "Reactivar la cuenta" | "Enable the account";
    enable_question(name: &str): "¿Reactivar la cuenta de {name}?" | "Enable the account of {name}?";
    enable_word: "Reactivar" | "Enable";
    enable_about: "Podrá entrar de nuevo con su correo institucional, con las funciones y los equipos que tenía." | "It can sign in again with its institutional e-mail, with the roles and teams that it had.";
    enable_needs_address: "Su correo se liberó antes y puede ser de otra persona. Dale uno nuevo." | "Its e-mail was released before and may be somebody else's. Give it a new one.";
    account_was_enabled(name: &str): "La cuenta de {name} puede entrar de nuevo" | "The account of {name} can sign in again";
    change_address: "Cambiar el correo" | "Change the e-mail";
    change_address_of(name: &str): "Cambiar el correo de {name}" | "Change the e-mail of {name}";
    new_address: "Correo institucional nuevo" | "New institutional e-mail";
    address_now(email: &str): "Ahora es {email}" | "It is {email} now";
    change_address_history: "La cuenta, sus funciones y su historial siguen con el correo nuevo." | "The account, its roles and its history go on with the new e-mail.";
    change_address_signs_out: "Sus sesiones se cierran: entra de nuevo con el correo nuevo." | "Its sessions end: it signs in again with the new e-mail.";
    change_address_old: "El correo anterior queda libre; quien entre con él será otra cuenta." | "The former e-mail is free; whoever signs in with it is another account.";
    change_own_address: "Es tu propia cuenta: tu sesión se cerrará de inmediato." | "It is your own account: your session ends at once.";
    address_was_changed(name: &str): "{name} entra ahora con el correo nuevo" | "{name} now signs in with the new e-mail";
    release_address: "Liberar el correo" | "Release the e-mail";
    release_question(email: &str): "¿Liberar {email}?" | "Release {email}?";
    release_when: "Para quien dejó la institución, cuando su correo puede pasar a otra persona." | "For somebody who left the institution, when the e-mail may go to another person.";
    release_disables: "La cuenta queda desactivada y sus sesiones se cierran." | "The account is disabled and its sessions end.";
    release_frees: "Quien reciba ese correo empieza con una cuenta nueva." | "Whoever gets that e-mail begins with a new account.";
    release_history: "El historial sigue siendo de esta persona." | "The history stays this person's.";
    release_back: "Para reactivarla hará falta otro correo." | "To enable it again another e-mail is needed.";
    release_word: "Liberar el correo" | "Release the e-mail";
    address_was_released(name: &str): "Se liberó el correo de {name}" | "The e-mail of {name} is released";

    import_title: "Importar el directorio" | "Import the directory";
    import_about: "Crea y actualiza cuentas desde un archivo CSV. Primero ves qué cambiaría; nada se guarda hasta que lo confirmas." | "Creates and updates accounts from a CSV file. First you see what would change; nothing is saved until you confirm.";
    template: "Descargar plantilla" | "Download a template";
    template_file: "cuentas.csv" | "accounts.csv";
    choose_csv: "Archivo CSV" | "CSV file";
    import_limits(size: &str, lines: &str): "CSV en UTF-8, hasta {size} y {lines} líneas" | "CSV in UTF-8, up to {size} and {lines} lines";
    import_too_large(name: &str, limit: &str): "{name} pesa más de {limit}" | "{name} is larger than {limit}";
    import_split_it: "Divídelo en varios archivos; cada uno con la línea de encabezado." | "Split it into several files, each with the heading line.";
    another_file: "Elegir otro" | "Choose another";
    csv_columns: "Columnas" | "Columns";
    csv_empty_cells: "Una celda vacía no cambia nada. Solo email es indispensable." | "An empty cell changes nothing. Only email is needed.";
    csv_unreadable: "No se pudo leer el archivo" | "The file could not be read";
    csv_column_fault(place: &str, message: &str): "Columna {place}: {message}" | "Column {place}: {message}";
    csv_email_missing: "Falta la columna email." | "The column email is missing.";
    csv_take_template: "Corrige el encabezado, o copia tus datos a la plantilla, y elige el archivo otra vez." | "Correct the heading, or copy your data into the template, and choose the file again.";
    column_email_about: "Correo institucional: de quién es la línea." | "Institutional e-mail: whose line it is.";
    column_name_about: "Nombre para mostrar." | "Name to show.";
    column_community_about: "Escribe administrative, faculty o student." | "Write administrative, faculty or student.";
    column_institutional_id_about: "Matrícula o número de empleado." | "Student or employee number.";
    column_unit_about: "Área o carrera." | "Department or degree.";
    column_extension_about: "Extensión telefónica." | "Phone extension.";
    column_language_about: "Escribe es o en; solo cuenta para cuentas nuevas." | "Write es or en; it counts for new accounts only.";
    column_email: "Correo" | "E-mail";
    lines_created_now: "Se crean" | "To be created";
    lines_created_then: "Creadas" | "Created";
    lines_changed_now: "Se actualizan" | "To be updated";
    lines_changed_then: "Actualizadas" | "Updated";
    lines_unchanged: "Sin cambios" | "Unchanged";
    lines_wrong: "Con errores" | "With errors";
    lines_of_file: "Líneas del archivo" | "Lines of the file";
    every_line: "Todas" | "All";
    line_of_file: "Línea" | "Line";
    what_happens: "Qué pasa" | "What happens";
    details_label: "Detalle" | "Details";
    outcome_create: "Nueva" | "New";
    outcome_change: "Cambia" | "Changes";
    outcome_wrong: "Error" | "Error";
    outcomes_create: "Nuevas" | "New";
    outcomes_change: "Cambian" | "Changing";
    outcomes_wrong: "Errores" | "Errors";
    lines_to_mend(#n): "{n} línea tiene errores. Corrígela en el archivo, u omítela." / "{n} líneas tienen errores. Corrígelas en el archivo, u omítelas." | "{n} line has errors. Mend it in the file, or skip it." / "{n} lines have errors. Mend them in the file, or skip them.";
    skip_wrong_lines: "Omitir las líneas con errores" | "Skip the lines with errors";
    nothing_written_yet: "Todavía no se ha guardado nada." | "Nothing is saved yet.";
    apply_import(#n): "Importar {n} cuenta" / "Importar {n} cuentas" | "Import {n} account" / "Import {n} accounts";
    nothing_to_import: "El archivo no cambia nada" | "The file changes nothing";
    nothing_to_import_text: "Todo lo que dice ya está así." | "Everything that it says is so already.";
    import_done: "Se importó el directorio" | "The directory is imported";
    import_made(#n): "Se creó {n} cuenta." / "Se crearon {n} cuentas." | "{n} account was created." / "{n} accounts were created.";
    import_altered(#n): "Se actualizó {n} cuenta." / "Se actualizaron {n} cuentas." | "{n} account was updated." / "{n} accounts were updated.";
    import_skipped(#n): "Se omitió {n} línea con errores." / "Se omitieron {n} líneas con errores." | "{n} line with errors was skipped." / "{n} lines with errors were skipped.";
    see_accounts: "Ver cuentas" | "See the accounts";
    import_another: "Importar otro archivo" | "Import another file";

    teams_about: "Quién pertenece a cada uno y qué servicios atiende." | "Who belongs to each and which services it takes care of.";
    new_team: "Nuevo equipo" | "New team";
    no_teams: "Todavía no hay equipos" | "There are no teams yet";
    no_teams_text: "Crea el primero para que alguien atienda los servicios." | "Make the first one, so that somebody takes care of the services.";
    members_counted(#n): "{n} integrante" / "{n} integrantes" | "{n} member" / "{n} members";
    services_counted(#n): "{n} servicio activo" / "{n} servicios activos" | "{n} active service" / "{n} active services";
    team_is_empty: "Sin integrantes" | "No members";
    team_is_empty_text: "Nadie recibe sus solicitudes. Agrega a quien las atenderá." | "Nobody receives its requests. Add whoever will work on them.";
    create_team: "Crear equipo" | "Create the team";
    team_created(name: &str): "Se creó el equipo {name}" | "The team {name} is created";
    team_saved(name: &str): "Se guardó el equipo {name}" | "The team {name} is saved";
    retire_team: "Retirar el equipo" | "Retire the team";
    retire_team_about: "Cuando ya no atiende ningún servicio que se ofrece ni tiene solicitudes abiertas, atendidas o que aún se puedan reabrir." | "Once it serves nothing that is offered and has no requests that are open, attended, or may still be reopened.";
    retire_team_does: "Ya no podrá recibir solicitudes, servicios ni integrantes. Lo que atendió sigue legible, y puedes volver a activarlo cuando quieras." | "It will get no more requests, services or members. What it did stays readable, and you can bring it back whenever you like.";
    team_was_retired(name: &str): "El equipo {name} quedó retirado" | "The team {name} is retired";
    team_is_back(name: &str): "El equipo {name} vuelve a estar activo" | "The team {name} serves again";
    retired_team_title: "Este equipo está retirado" | "This team is retired";
    retired_team_about: "No recibe solicitudes, servicios ni integrantes; lo que atendió sigue legible." | "It gets no requests, services or members; what it did stays readable.";
    retired_team_is_shut: "Nadie puede integrarse mientras el equipo está retirado." | "Nobody can join while the team is retired.";
    bring_team_back: "Volver a activarlo" | "Bring it back";
    members: "Integrantes" | "Members";
    add_member: "Agregar a una persona" | "Add a person";
    add_member_help: "Atiende quien además tiene la función de agente o de supervisión." | "Whoever also has the role of agent or supervisor works on requests.";
    nobody_to_add: "Nadie más con ese nombre o correo. A quien nunca ha entrado, invítalo primero." | "Nobody else by that name or e-mail. Whoever never signed in has to be invited first.";
    without_work_role: "sin función para atender" | "no role to work on requests";
    member_added(name: &str): "Se agregó a {name}" | "{name} was added";
    member_removed(name: &str): "Se quitó a {name}" | "{name} was removed";
    remove_member(name: &str): "Quitar a {name}" | "Remove {name}";
    member_leaves: "Al guardar, las solicitudes de este equipo que tengan asignadas quienes salen vuelven a revisión." | "When you save, the requests of this team that those who leave have assigned go back to review.";
    member_is_gone: "Una de las personas ya no existe. Quítala y guarda de nuevo." | "One of the people no longer exists. Remove that person and save again.";
    serves: "Servicios que atiende" | "Services that it takes care of";
    serves_nothing: "No atiende ningún servicio." | "It takes care of no service.";
    serves_about: "El equipo de cada servicio se elige en el catálogo." | "The team of each service is chosen in the catalogue.";

    outbox_title: "Correo sin entregar" | "Undelivered mail";
    outbox_about: "Lo que no se pudo entregar después de todos los intentos, y por qué." | "What could not be delivered after every try, and why.";
    look_again: "Actualizar" | "Refresh";
    all_delivered: "Todo el correo se entregó" | "All mail was delivered";
    all_delivered_text: "Lo que no se pueda entregar aparecerá aquí." | "What can't be delivered will appear here.";
    send_again: "Enviar de nuevo" | "Send again";
    retry_letter_to(address: &str): "Enviar de nuevo a {address}" | "Send again to {address}";
    letter_retried(address: &str): "El correo para {address} volvió a la salida" | "The mail to {address} is in the outbox again";
    tries_counted(#n): "{n} intento" / "{n} intentos" | "{n} try" / "{n} tries";
    last_try: "último:" | "last:";
    mail_sign_in_code: "Código para entrar" | "Sign-in code";
    mail_email_proof: "Código para confirmar un correo alterno" | "Code to prove a secondary address";
    mail_invitation: "Invitación" | "Invitation";
    mail_audit_checkpoint: "Punto de control de auditoría" | "Audit checkpoint";
    letter_received: "Solicitud recibida" | "Request received";
    letter_assigned: "Solicitud asignada" | "Request assigned";
    mail_assigned_to_you: "Solicitud asignada a quien lo recibe" | "Request assigned to the recipient";
    mail_taken_away: "Solicitud reasignada a otra persona" | "Request given to somebody else";
    mail_reply: "Respuesta en una solicitud" | "Reply on a request";
    mail_waiting_for_you: "Se espera su respuesta" | "An answer is awaited";
    mail_attended: "Solicitud atendida, por confirmar" | "Request attended, to be confirmed";
    mail_rejected: "Quien la pidió dice que no quedó" | "The requester says that it is not done";
    mail_reopened: "Solicitud reabierta" | "Request reopened";
    mail_resolved: "Solicitud resuelta" | "Request resolved";
    mail_closed_unanswered: "Solicitud cerrada sin respuesta" | "Request closed without an answer";
    mail_cancelled: "Solicitud cancelada" | "Request cancelled";
    mail_needs_assignment: "Solicitud por asignar" | "Request to be assigned";
    mail_reminder: "Recordatorio" | "Reminder";

    settings_title: "Configuración" | "Settings";
    settings_about: "Lo que vale para toda la institución." | "What holds for the whole institution.";
    settings_saved: "Se guardó la configuración" | "The settings are saved";
    institution_label: "Institución" | "Institution";
    institution_name: "Nombre de la institución" | "Name of the institution";
    institution_name_help: "Aparece al entrar y en el correo." | "It appears when signing in and in mail.";
    institution_hue: "Color" | "Colour";
    institution_hue_help: "Así se verá toda la aplicación." | "The whole app will look like this.";
    sample_button: "Botón" | "Button";
    folio_prefix: "Prefijo de los folios" | "Prefix of folios";
    folio_prefix_help(prefix: &str): "Los folios nuevos serán como {prefix}-000123; los que ya existen no cambian." | "New folios will look like {prefix}-000123; those that exist don't change.";
    prefix_letters: "Usa solo letras sin acento y números." | "Use letters without accents and digits only.";
    closure_policy: "Cierre y recordatorios" | "Closure and reminders";
    closure_days: "Cerrar sin respuesta después de (días hábiles)" | "Close unanswered after (working days)";
    closure_off: "Con 0 nunca se cierra sola: espera a quien la pidió." | "With 0 it never closes by itself: it waits for the requester.";
    closure_on(#n): "Lo atendido que nadie confirma se cierra después de {n} día hábil y dos recordatorios." / "Lo atendido que nadie confirma se cierra después de {n} días hábiles y dos recordatorios." | "What was attended and nobody confirms closes after {n} working day and two reminders." / "What was attended and nobody confirms closes after {n} working days and two reminders.";
    reminder_days: "Recordar cada (días hábiles)" | "Remind every (working days)";
    reminder_off: "Con 0 no se envían recordatorios." | "With 0 no reminders are sent.";
    reminder_on(#n): "Se envían dos como máximo, uno cada {n} día hábil." / "Se envían dos como máximo, uno cada {n} días hábiles." | "Two are sent at most, one every {n} working day." / "Two are sent at most, one every {n} working days.";
    indicator_target: "Meta del indicador" | "Target of the indicator";
    targets_about: "El porcentaje que fija EPREC001 y las fechas en que vale." | "The percentage that EPREC001 sets, and the dates for which it holds.";
    no_target_set: "Sin meta: el indicador se muestra solo." | "No target: the indicator is shown alone.";
    add_target: "Agregar" | "Add";
    target_percent: "Porcentaje" | "Per cent";
    holds_from: "Vale desde" | "Holds from";
    holds_to: "Hasta" | "To";
    target_from(day: &str): "meta desde {day}" | "target from {day}";
    remove_target(name: &str): "Quitar la {name}" | "Remove the {name}";
    targets_overlap: "Otra meta vale en esas fechas. Cambia una de ellas." | "Another target holds on those days. Change one of them.";
    ends_before_it_begins: "Elige un día igual o posterior al de inicio." | "Choose the first day or a later one.";
    privacy_notice_about: "Quien entra puede leerlo antes de dar su correo. Admite Markdown; en blanco no se muestra." | "Whoever signs in can read it before giving an e-mail. Markdown is understood; left blank it is not shown.";
}

impl Messages {
    /// The part of the university somebody belongs to, standing alone.
    pub fn community_title(self, community: Community) -> &'static str {
        match community {
            Community::Administrative => self.community_administrative_title(),
            Community::Faculty => self.community_faculty_title(),
            Community::Student => self.community_student_title(),
        }
    }

    /// What a role may do.
    pub fn role_about(self, role: Role) -> &'static str {
        match role {
            Role::Requester => "",
            Role::Agent => self.role_agent_about(),
            Role::Supervisor => self.role_supervisor_about(),
            Role::Quality => self.role_quality_about(),
            Role::Admin => self.role_admin_about(),
        }
    }

    /// A column of an imported directory, for people.
    pub fn import_column(self, column: ImportColumn) -> &'static str {
        match column {
            ImportColumn::Email => self.column_email(),
            ImportColumn::Name => self.name(),
            ImportColumn::Community => self.community_label(),
            ImportColumn::InstitutionalId => self.institutional_id(),
            ImportColumn::Unit => self.unit_label(),
            ImportColumn::Extension => self.phone_extension(),
            ImportColumn::Language => self.language(),
        }
    }

    /// What goes into a column of an imported directory.
    pub fn import_column_about(self, column: ImportColumn) -> &'static str {
        match column {
            ImportColumn::Email => self.column_email_about(),
            ImportColumn::Name => self.column_name_about(),
            ImportColumn::Community => self.column_community_about(),
            ImportColumn::InstitutionalId => self.column_institutional_id_about(),
            ImportColumn::Unit => self.column_unit_about(),
            ImportColumn::Extension => self.column_extension_about(),
            ImportColumn::Language => self.column_language_about(),
        }
    }

    /// What a line of an imported directory comes to.
    pub fn import_outcome(self, outcome: ImportOutcome) -> &'static str {
        match outcome {
            ImportOutcome::Create => self.outcome_create(),
            ImportOutcome::Change => self.outcome_change(),
            ImportOutcome::Wrong => self.outcome_wrong(),
        }
    }

    /// The same of several lines.
    pub fn import_outcomes(self, outcome: ImportOutcome) -> &'static str {
        match outcome {
            ImportOutcome::Create => self.outcomes_create(),
            ImportOutcome::Change => self.outcomes_change(),
            ImportOutcome::Wrong => self.outcomes_wrong(),
        }
    }

    /// How many accounts a file makes, or made.
    pub fn lines_created(self, written: bool) -> &'static str {
        if written { self.lines_created_then() } else { self.lines_created_now() }
    }

    /// How many accounts a file changes, or changed.
    pub fn lines_changed(self, written: bool) -> &'static str {
        if written { self.lines_changed_then() } else { self.lines_changed_now() }
    }
}
