//! Corrective maintenance of equipment.

use super::super::form::{Field, equipment, inventory_number, needed_by, place};
use super::{EMPLOYEES, EVERYONE, SUPPORT, Service};

/// The services of the category, in the procedure's order.
pub fn services() -> Vec<Service> {
    vec![
        Service {
            number: 201,
            slug: "hardware-maintenance",
            category: "hardware",
            name: ("Mantenimiento correctivo", "Corrective maintenance"),
            help: (
                "Un equipo de la institución que falla, va lento o necesita revisión.",
                "Equipment of the institution that fails, is slow or needs a check.",
            ),
            communities: EVERYONE,
            team: SUPPORT,
            impact: "individual",
            urgency: "medium",
            effort: 1.0,
            fields: vec![equipment(), inventory_number(), place()],
        },
        Service {
            number: 202,
            slug: "hardware-backup",
            category: "hardware",
            name: ("Respaldo extraordinario de información", "Extraordinary backup of information"),
            help: (
                "Copiar la información de un equipo fuera del calendario de respaldos.",
                "Copy the information of a computer outside the backup calendar.",
            ),
            communities: EMPLOYEES,
            team: SUPPORT,
            impact: "individual",
            urgency: "medium",
            effort: 1.5,
            fields: vec![
                inventory_number().required(),
                place(),
                Field::new("long_text", "data", "¿Qué se respalda?", "What is to be backed up?")
                    .help("Carpetas, discos o programas.", "Folders, disks or programs.")
                    .with("max_length", 2000)
                    .required(),
                Field::choice(
                    "size",
                    "¿Cuánto ocupa?",
                    "How large is it?",
                    &[
                        ("under_10_gb", "Menos de 10 GB", "Less than 10 GB"),
                        ("under_100_gb", "De 10 a 100 GB", "10 to 100 GB"),
                        ("over_100_gb", "Más de 100 GB", "More than 100 GB"),
                        ("unknown", "No sé", "I don't know"),
                    ],
                ),
                needed_by(),
            ],
        },
        Service {
            number: 203,
            slug: "hardware-repair",
            category: "hardware",
            name: ("Reparación de equipo", "Repair of equipment"),
            help: (
                "Un equipo dañado que necesita repararse o ir a garantía.",
                "Damaged equipment that needs a repair or its warranty.",
            ),
            communities: EMPLOYEES,
            team: SUPPORT,
            impact: "individual",
            urgency: "medium",
            effort: 1.5,
            fields: vec![
                equipment(),
                inventory_number().required(),
                place(),
                Field::new("date", "failing_since", "¿Desde cuándo falla?", "Since when does it fail?"),
            ],
        },
        Service {
            number: 204,
            slug: "hardware-replacement",
            category: "hardware",
            name: ("Sustitución de hardware", "Replacement of hardware"),
            help: (
                "Cambiar una pieza o un periférico que ya no sirve.",
                "Replace a part or a peripheral that no longer works.",
            ),
            communities: EMPLOYEES,
            team: SUPPORT,
            impact: "individual",
            urgency: "medium",
            effort: 1.5,
            fields: vec![
                Field::choice(
                    "part",
                    "¿Qué hay que cambiar?",
                    "What is to be replaced?",
                    &[
                        ("disk", "Disco", "Disk"),
                        ("memory", "Memoria", "Memory"),
                        ("keyboard_or_mouse", "Teclado o ratón", "Keyboard or mouse"),
                        ("monitor", "Monitor", "Monitor"),
                        ("power", "Batería, fuente o cargador", "Battery, power supply or charger"),
                        ("whole", "El equipo completo", "The whole equipment"),
                        ("other", "Otra pieza", "Another part"),
                    ],
                )
                .required(),
                inventory_number().required(),
                place(),
            ],
        },
    ]
}
