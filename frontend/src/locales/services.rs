//! Texts of the catalogue's administration.

use shared::service::{AssignmentMode, FieldKind};

use crate::i18n::{Messages, messages};

messages! {
    services_title: "Catálogo de servicios" | "Catalogue of services";
    services_about: "Lo que cada comunidad puede pedir, quién lo atiende y qué se le pregunta." | "What each community may ask for, who serves it and what it is asked.";
    new_service: "Nuevo servicio" | "New service";
    no_services_yet: "Sin servicios en esta categoría" | "No services in this category";
    service_retired: "Retirado" | "Retired";
    service_active: "Activo" | "Active";
    fields_counted(#n): "{n} campo" / "{n} campos" | "{n} field" / "{n} fields";
    draft_with_changes(#n): "Borrador con {n} cambio" / "Borrador con {n} cambios" | "Draft with {n} change" / "Draft with {n} changes";
    publish: "Publicar" | "Publish";
    publish_question: "¿Publicar los cambios?" | "Publish the changes?";
    what_changes: "Cambia:" | "What changes:";
    publish_new_form(version: &str): "El formulario pasa a la versión {version}." | "The form becomes version {version}.";
    publish_same_form: "El formulario queda igual." | "The form stays as it is.";
    open_keep_form(#n): "{n} solicitud abierta conserva la versión que respondió." / "{n} solicitudes abiertas conservan la versión que respondieron." | "{n} open request keeps the version that it answered." / "{n} open requests keep the version that they answered.";
    open_keep_theirs: "Las solicitudes abiertas conservan la versión que respondieron." | "Open requests keep the version that they answered.";
    service_published(name: &str): "Se publicó {name}" | "{name} is published";
    create_service: "Crear servicio" | "Create the service";
    service_created(name: &str): "Se creó {name}" | "{name} is created";
    discard_changes: "Descartar cambios" | "Discard the changes";
    changes_discarded: "Cambios descartados" | "Changes discarded";
    service_general: "General" | "General";
    name_in_spanish: "Nombre en español" | "Name in Spanish";
    name_in_english: "Nombre en inglés" | "Name in English";
    help_in_spanish: "Ayuda en español" | "Help in Spanish";
    help_in_english: "Ayuda en inglés" | "Help in English";
    label_in_spanish: "Etiqueta en español" | "Label in Spanish";
    label_in_english: "Etiqueta en inglés" | "Label in English";
    service_name: "Nombre" | "Name";
    service_help: "Ayuda" | "Help";
    who_may_ask: "Quién puede pedirlo" | "Who may ask for it";
    serving_team: "Equipo que lo atiende" | "Team that serves it";
    default_impact: "Impacto inicial" | "Initial impact";
    default_urgency: "Urgencia inicial" | "Initial urgency";
    assignment_mode_label: "Asignación" | "Assignment";
    mode_manual: "Una persona decide" | "A person decides";
    mode_suggested: "Se sugiere a quién" | "Somebody is suggested";
    mode_automatic: "Automática" | "Automatic";
    effort_label: "Esfuerzo" | "Effort";
    effort_help: "1 es lo habitual; 2 pesa el doble en la carga." | "1 is usual; 2 counts twice in the workload.";
    offered_at_once: "Ofrecerlo desde ahora" | "Offer it from now on";
    form_fields: "Campos del formulario" | "Fields of the form";
    form_version_of(version: &str): "Versión {version}" | "Version {version}";
    add_field: "Agregar campo" | "Add a field";
    no_fields: "Este servicio solo pide la descripción." | "This service asks for the description only.";
    field_required: "Obligatorio" | "Required";
    field_optional: "Opcional" | "Optional";
    untitled_field: "Campo sin etiqueta" | "Field without a label";
    move_field(name: &str): "Mover {name}. Usa flechas arriba y abajo" | "Move {name}. Use the up and down arrows";
    field_up(name: &str): "Subir {name}" | "Move {name} up";
    field_down(name: &str): "Bajar {name}" | "Move {name} down";
    remove_field(name: &str): "Quitar {name}" | "Remove {name}";
    field_removed(name: &str): "Se quitó {name}" | "{name} was removed";
    field_moved(name: &str, place: &str, count: &str): "{name}: lugar {place} de {count}" | "{name}: place {place} of {count}";
    field_kind_label: "Tipo" | "Kind";
    kind_text: "Texto corto" | "Short text";
    kind_long_text: "Texto largo" | "Long text";
    kind_number: "Número" | "Number";
    kind_date: "Fecha" | "Date";
    kind_time: "Hora" | "Time";
    kind_choice: "Una opción" | "One choice";
    kind_multi_choice: "Varias opciones" | "Several choices";
    kind_email: "Correo" | "E-mail";
    kind_url: "Dirección web" | "Web address";
    kind_yes_no: "Sí o no" | "Yes or no";
    kind_lab_slot: "Horario de laboratorio" | "Laboratory slot";
    shortest: "Mínimo de caracteres" | "Least characters";
    longest: "Máximo de caracteres" | "Most characters";
    smallest: "Valor mínimo" | "Smallest value";
    largest: "Valor máximo" | "Largest value";
    whole_numbers: "Solo enteros" | "Whole numbers only";
    today_or_later: "Desde hoy" | "From today on";
    outside_address: "Correo alterno, comprobado con un código" | "Secondary address, proved by a code";
    must_follow: "Debe ser posterior a" | "Must come after";
    follows_nothing: "Ninguno" | "None";
    field_options: "Opciones" | "Options";
    add_option: "Agregar opción" | "Add an option";
    option_in_spanish(n: &str): "Opción {n} en español" | "Option {n} in Spanish";
    option_in_english(n: &str): "Opción {n} en inglés" | "Option {n} in English";
    remove_option(n: &str): "Quitar la opción {n}" | "Remove option {n}";
    preview: "Vista previa" | "Preview";
    preview_about: "Así lo ve quien pide" | "As the requester sees it";
    preview_language: "Idioma de la vista previa" | "Language of the preview";
    retire_service: "Retirar el servicio" | "Retire the service";
    retire_question(name: &str): "¿Retirar {name}?" | "Retire {name}?";
    retire_about: "Nadie podrá pedirlo. Lo que ya se pidió sigue su curso y queda legible. Puedes volver a ofrecerlo cuando quieras." | "Nobody will be able to ask for it. What was asked for goes on and stays readable. You can offer it again whenever you like.";
    retire_word: "Retirar" | "Retire";
    service_was_retired(name: &str): "{name} quedó retirado" | "{name} is retired";
    retired_title: "Este servicio está retirado" | "This service is retired";
    retired_about: "Nadie puede pedirlo; lo que se pidió antes sigue legible. Al volver a ofrecerlo lo verán las comunidades elegidas, con su formulario actual." | "Nobody can ask for it; what was asked for before stays readable. Offered again, the chosen communities will see it, with its present form.";
    bring_back: "Volver a ofrecerlo" | "Offer it again";
    service_is_back(name: &str): "{name} se ofrece de nuevo" | "{name} is offered again";
    service_changed_meanwhile: "El servicio cambió mientras lo editabas" | "The service changed while you edited it";
    changed_parts(parts: &str): "Alguien cambió: {parts}." | "Somebody changed: {parts}.";
    service_changed_elsewhere: "Alguien lo retiró, lo volvió a ofrecer o cambió su lugar." | "Somebody retired it, offered it again or moved it.";
    both_changed(parts: &str): "Tú también: {parts}. Si publicas, queda lo tuyo." | "So did you: {parts}. If you publish, yours stays.";
    yours_is_kept: "Lo que editaste sigue aquí." | "What you edited is still here.";
    go_on_with_mine: "Seguir con lo mío sobre lo nuevo" | "Go on with mine on top of it";
    fix_to_publish(#n): "Revisa {n} dato antes de publicar" / "Revisa {n} datos antes de publicar" | "Check {n} thing before publishing" / "Check {n} things before publishing";
}

impl Messages {
    /// How a new ticket finds its assignee.
    pub fn assignment_mode(self, mode: AssignmentMode) -> &'static str {
        match mode {
            AssignmentMode::Manual => self.mode_manual(),
            AssignmentMode::Suggested => self.mode_suggested(),
            AssignmentMode::Automatic => self.mode_automatic(),
        }
    }

    /// What a field asks for.
    pub fn field_kind(self, kind: FieldKind) -> &'static str {
        match kind {
            FieldKind::Text => self.kind_text(),
            FieldKind::LongText => self.kind_long_text(),
            FieldKind::Number => self.kind_number(),
            FieldKind::Date => self.kind_date(),
            FieldKind::Time => self.kind_time(),
            FieldKind::Choice => self.kind_choice(),
            FieldKind::MultiChoice => self.kind_multi_choice(),
            FieldKind::Email => self.kind_email(),
            FieldKind::Url => self.kind_url(),
            FieldKind::YesNo => self.kind_yes_no(),
            FieldKind::LabSlot => self.kind_lab_slot(),
        }
    }
}
