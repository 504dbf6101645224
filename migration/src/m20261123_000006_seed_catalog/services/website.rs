//! The institution's website.

use super::super::form::{Field, area, page_address};
use super::{DEVELOPMENT, EMPLOYEES, EVERYONE, Service};

/// The services of the category, in the procedure's order.
pub fn services() -> Vec<Service> {
    vec![
        Service {
            number: 101,
            slug: "website-update",
            category: "website",
            name: ("Actualización de información", "Information update"),
            help: (
                "Publicar, corregir o retirar contenido del sitio web de la institución.",
                "Publish, correct or remove content of the institution's website.",
            ),
            communities: EMPLOYEES,
            team: DEVELOPMENT,
            impact: "group",
            urgency: "low",
            effort: 1.0,
            fields: vec![
                page_address(),
                Field::choice(
                    "change",
                    "¿Qué cambia?",
                    "What changes?",
                    &[
                        ("add", "Agregar contenido", "Add content"),
                        ("correct", "Corregir contenido", "Correct content"),
                        ("remove", "Retirar contenido", "Remove content"),
                    ],
                )
                .required(),
                area(),
                Field::new("date", "publish_on", "¿Cuándo debe publicarse?", "When should it be published?")
                    .with("not_past", true),
            ],
        },
        Service {
            number: 102,
            slug: "website-error",
            category: "website",
            name: ("Error en el sitio", "Error on the site"),
            help: (
                "Una página que no abre, un enlace roto o algo que no funciona en el sitio web.",
                "A page that does not open, a broken link or something that does not work on the website.",
            ),
            communities: EVERYONE,
            team: DEVELOPMENT,
            impact: "group",
            urgency: "medium",
            effort: 1.0,
            fields: vec![
                page_address(),
                Field::choice(
                    "symptom",
                    "¿Qué pasa?",
                    "What happens?",
                    &[
                        ("does_not_open", "La página no abre", "The page does not open"),
                        ("broken_link", "Un enlace no lleva a donde debe", "A link leads nowhere"),
                        ("form_fails", "Un formulario no funciona", "A form does not work"),
                        ("looks_wrong", "Se ve mal", "It looks wrong"),
                        ("other", "Otra cosa", "Something else"),
                    ],
                )
                .required(),
                Field::new("text", "browser", "Navegador y dispositivo", "Browser and device").with("max_length", 120),
            ],
        },
    ]
}
