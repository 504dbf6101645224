//! Computer laboratories.

use super::super::form::Field;
use super::{EVERYONE, LABORATORIES, Service};

/// The services of the category, in the procedure's order.
pub fn services() -> Vec<Service> {
    vec![Service {
        number: 501,
        slug: "laboratory-booking",
        category: "computer_lab",
        name: ("Reservar un laboratorio", "Book a laboratory"),
        help: (
            "Un laboratorio de informática para una clase, un examen o un taller.",
            "A computer laboratory for a class, an examination or a workshop.",
        ),
        communities: EVERYONE,
        team: LABORATORIES,
        impact: "group",
        urgency: "low",
        effort: 1.0,
        fields: vec![
            Field::choice(
                "laboratory",
                "Laboratorio",
                "Laboratory",
                &[
                    ("lab_a", "Laboratorio A", "Laboratory A"),
                    ("lab_b", "Laboratorio B", "Laboratory B"),
                    ("lab_c", "Laboratorio C", "Laboratory C"),
                    ("any", "Cualquiera que esté libre", "Any that is free"),
                ],
            )
            .required(),
            Field::new("date", "date", "Día", "Day").with("not_past", true).required(),
            Field::new("time", "from", "Desde", "From").required(),
            Field::new("time", "to", "Hasta", "To").with("after", "from").required(),
            Field::new("number", "attendees", "¿Cuántas personas asistirán?", "How many people will attend?")
                .with("integer", true)
                .with("min", 1)
                .with("max", 500)
                .required(),
            Field::new("text", "course", "Materia o actividad", "Course or activity")
                .with("max_length", 160)
                .required(),
            Field::new("text", "software", "Programas que usarás", "Programs that you will use")
                .with("max_length", 300),
        ],
    }]
}
