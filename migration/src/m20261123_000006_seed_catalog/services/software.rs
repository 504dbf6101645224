//! Installation, update, adaptation and development of software.

use super::super::form::{Field, area, inventory_number, needed_by, place, software};
use super::{DEVELOPMENT, EMPLOYEES, EVERYONE, SUPPORT, Service};

/// The services of the category, in the procedure's order.
pub fn services() -> Vec<Service> {
    let users = || {
        Field::new("number", "users", "¿Cuántas personas lo usarán?", "How many people will use it?")
            .with("integer", true)
            .with("min", 1)
    };
    vec![
        Service {
            number: 401,
            slug: "software-installation",
            category: "software",
            name: ("Instalación", "Installation"),
            help: (
                "Instalar un programa en un equipo de la institución.",
                "Install a program on equipment of the institution.",
            ),
            communities: EVERYONE,
            team: SUPPORT,
            impact: "individual",
            urgency: "low",
            effort: 1.0,
            fields: vec![
                software(),
                Field::choice(
                    "licence",
                    "¿Tiene licencia?",
                    "Is there a licence?",
                    &[
                        ("free", "Es de uso libre", "It is free to use"),
                        ("owned", "La institución la tiene", "The institution has one"),
                        ("to_buy", "Hay que comprarla", "It has to be bought"),
                        ("unknown", "No sé", "I don't know"),
                    ],
                )
                .required(),
                place(),
                inventory_number(),
                needed_by(),
            ],
        },
        Service {
            number: 402,
            slug: "software-update",
            category: "software",
            name: ("Actualización", "Update"),
            help: (
                "Pasar un programa instalado a una versión más reciente.",
                "Bring an installed program to a newer version.",
            ),
            communities: EVERYONE,
            team: SUPPORT,
            impact: "individual",
            urgency: "low",
            effort: 1.0,
            fields: vec![
                software(),
                Field::new("text", "current_version", "Versión que tiene hoy", "Version that it has today")
                    .with("max_length", 60),
                place(),
                inventory_number(),
            ],
        },
        Service {
            number: 403,
            slug: "software-adaptation",
            category: "software",
            name: ("Adecuación", "Adaptation"),
            help: (
                "Cambiar un sistema de la institución que ya se usa.",
                "Change a system of the institution that is already in use.",
            ),
            communities: EMPLOYEES,
            team: DEVELOPMENT,
            impact: "group",
            urgency: "low",
            effort: 3.0,
            fields: vec![
                Field::new("text", "system", "¿Qué sistema?", "Which system?").with("max_length", 120).required(),
                area(),
                users(),
                needed_by(),
            ],
        },
        Service {
            number: 404,
            slug: "software-development",
            category: "software",
            name: ("Desarrollo", "Development"),
            help: (
                "Un sistema nuevo. Con tu solicitud empezamos el análisis contigo.",
                "A new system. With your request we begin the analysis together.",
            ),
            communities: EMPLOYEES,
            team: DEVELOPMENT,
            impact: "group",
            urgency: "low",
            effort: 5.0,
            fields: vec![
                area(),
                Field::new("long_text", "purpose", "¿Qué debe resolver?", "What must it solve?")
                    .with("max_length", 3000)
                    .required(),
                users(),
                Field::new("text", "authorised_by", "¿Quién lo autoriza?", "Who authorises it?")
                    .with("max_length", 120)
                    .required(),
                needed_by(),
            ],
        },
    ]
}
