//! Internet, Wi-Fi and telephony.

use super::super::form::{Field, network_device, place};
use super::{EMPLOYEES, EVERYONE, NETWORKS, Service};

/// The services of the category, in the procedure's order.
pub fn services() -> Vec<Service> {
    vec![
        Service {
            number: 301,
            slug: "internet-access",
            category: "connectivity",
            name: ("Acceso a internet", "Internet access"),
            help: (
                "Un equipo o un lugar sin internet por cable, o que necesita un nodo.",
                "A computer or a place without wired internet, or that needs a socket.",
            ),
            communities: EVERYONE,
            team: NETWORKS,
            impact: "individual",
            urgency: "medium",
            effort: 1.0,
            fields: vec![
                place(),
                network_device(),
                Field::new("text", "socket", "Número de nodo", "Number of the network socket")
                    .help("Está en la placa de la pared.", "It is on the wall plate.")
                    .with("max_length", 40),
            ],
        },
        Service {
            number: 302,
            slug: "wifi",
            category: "connectivity",
            name: ("Red inalámbrica (Wi-Fi)", "Wireless network (Wi-Fi)"),
            help: (
                "No aparece la red, no deja entrar, se corta o va lenta.",
                "The network does not show, refuses you, drops or is slow.",
            ),
            communities: EVERYONE,
            team: NETWORKS,
            impact: "individual",
            urgency: "medium",
            effort: 1.0,
            fields: vec![
                place(),
                network_device(),
                Field::choice(
                    "symptom",
                    "¿Qué pasa?",
                    "What happens?",
                    &[
                        ("not_visible", "No aparece la red", "The network does not show"),
                        ("refused", "No me deja entrar", "It does not let me in"),
                        ("drops", "Se corta", "It drops"),
                        ("slow", "Va lenta", "It is slow"),
                    ],
                )
                .required(),
            ],
        },
        Service {
            number: 303,
            slug: "telephony",
            category: "connectivity",
            name: ("Telefonía", "Telephony"),
            help: (
                "Extensiones: fallas, altas, cambios de lugar y desvíos.",
                "Extensions: faults, new ones, moves and diversions.",
            ),
            communities: EMPLOYEES,
            team: NETWORKS,
            impact: "individual",
            urgency: "medium",
            effort: 1.0,
            fields: vec![
                Field::choice(
                    "request",
                    "¿Qué necesitas?",
                    "What do you need?",
                    &[
                        ("fault", "No funciona", "It does not work"),
                        ("new", "Una extensión nueva", "A new extension"),
                        ("move", "Cambiarla de lugar", "To move it"),
                        ("divert", "Desvío o buzón de voz", "A diversion or voice mail"),
                    ],
                )
                .required(),
                Field::new("text", "extension", "Extensión", "Extension")
                    .help("Déjala en blanco si pides una nueva.", "Leave it blank if you ask for a new one.")
                    .with("max_length", 10),
                place(),
            ],
        },
    ]
}
