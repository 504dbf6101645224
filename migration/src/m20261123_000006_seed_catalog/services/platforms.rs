//! Institutional platforms and accounts.

use super::super::form::{Field, affected_account, institutional_id, secondary_email};
use super::{EVERYONE, PLATFORMS, Service};

/// The services of the category, in the procedure's order.
pub fn services() -> Vec<Service> {
    vec![
        Service {
            number: 601,
            slug: "sito-access",
            category: "platforms",
            name: ("Permisos y activación de cuenta en SITO", "Permissions and account activation in SITO"),
            help: (
                "Activar tu cuenta de SITO o cambiar lo que puedes hacer en ella.",
                "Activate your SITO account or change what you may do there.",
            ),
            communities: EVERYONE,
            team: PLATFORMS,
            impact: "individual",
            urgency: "medium",
            effort: 1.0,
            fields: vec![
                Field::choice(
                    "request",
                    "¿Qué necesitas?",
                    "What do you need?",
                    &[
                        ("activate", "Activar la cuenta", "Activate the account"),
                        ("unlock", "Desbloquear la cuenta", "Unlock the account"),
                        ("grant", "Agregar permisos", "Add permissions"),
                        ("revoke", "Quitar permisos", "Remove permissions"),
                    ],
                )
                .required(),
                institutional_id(),
                Field::new("text", "modules", "Módulos o permisos", "Modules or permissions").with("max_length", 300),
            ],
        },
        Service {
            number: 602,
            slug: "email-account-creation",
            category: "platforms",
            name: ("Creación de cuenta de correo", "Creation of an e-mail account"),
            help: (
                "Una cuenta de correo institucional para una persona o un área.",
                "An institutional e-mail account for a person or an area.",
            ),
            communities: EVERYONE,
            team: PLATFORMS,
            impact: "individual",
            urgency: "medium",
            effort: 1.0,
            fields: vec![
                Field::choice(
                    "account_for",
                    "¿Para quién es?",
                    "Whom is it for?",
                    &[
                        ("person", "Una persona", "A person"),
                        ("area", "Un área o un puesto", "An area or a post"),
                        ("event", "Un evento o un proyecto", "An event or a project"),
                    ],
                )
                .required(),
                Field::new("text", "holder", "Nombre completo de quien la usará", "Full name of who will use it")
                    .with("max_length", 120)
                    .required(),
                Field::new(
                    "text",
                    "holder_id",
                    "Matrícula o número de empleado de esa persona",
                    "Student or employee number of that person",
                )
                .with("max_length", 30)
                .required(),
                Field::new("text", "address", "Dirección que prefieres", "Address that you prefer")
                    .help("Solo lo que va antes de la arroba.", "Only what stands before the at sign.")
                    .with("max_length", 64),
            ],
        },
        Service {
            number: 603,
            slug: "email-password-recovery",
            category: "platforms",
            name: (
                "Recuperación de contraseña del correo institucional",
                "Recovery of the institutional e-mail's password",
            ),
            help: (
                "Olvidaste la contraseña o el correo ya no la acepta. No escribas contraseñas aquí.",
                "You forgot the password or it is no longer accepted. Don't write passwords here.",
            ),
            communities: EVERYONE,
            team: PLATFORMS,
            impact: "individual",
            urgency: "high",
            effort: 1.0,
            fields: vec![affected_account(), institutional_id(), secondary_email()],
        },
        Service {
            number: 604,
            slug: "email-account-recovery",
            category: "platforms",
            name: ("Recuperación de cuenta de correo", "Recovery of an e-mail account"),
            help: (
                "La cuenta está bloqueada, desapareció o crees que alguien más la usa.",
                "The account is blocked, is gone, or you believe that somebody else uses it.",
            ),
            communities: EVERYONE,
            team: PLATFORMS,
            impact: "individual",
            urgency: "high",
            effort: 1.0,
            fields: vec![
                affected_account(),
                Field::choice(
                    "reason",
                    "¿Qué pasó?",
                    "What happened?",
                    &[
                        ("blocked", "Está bloqueada", "It is blocked"),
                        ("gone", "Ya no existe", "It no longer exists"),
                        ("misused", "Creo que alguien más la usa", "I believe somebody else uses it"),
                        ("other", "Otra cosa", "Something else"),
                    ],
                )
                .required(),
                institutional_id(),
                secondary_email(),
            ],
        },
        Service {
            number: 605,
            slug: "application-support",
            category: "platforms",
            name: ("Soporte de aplicaciones", "Support of applications"),
            help: (
                "Dudas y fallas del aula virtual, el correo y las demás aplicaciones de la institución.",
                "Questions and faults of the virtual classroom, mail and the institution's other applications.",
            ),
            communities: EVERYONE,
            team: PLATFORMS,
            impact: "individual",
            urgency: "medium",
            effort: 1.0,
            fields: vec![
                Field::choice(
                    "application",
                    "¿Qué aplicación?",
                    "Which application?",
                    &[
                        ("virtual_classroom", "Aula virtual", "Virtual classroom"),
                        ("mail_and_calendar", "Correo y calendario", "Mail and calendar"),
                        ("storage", "Archivos en la nube", "Files in the cloud"),
                        ("video_calls", "Videollamadas", "Video calls"),
                        ("sito", "SITO", "SITO"),
                        ("other", "Otra", "Another"),
                    ],
                )
                .required(),
                Field::new("text", "message", "Mensaje que aparece", "Message that is shown").with("max_length", 300),
            ],
        },
    ]
}
