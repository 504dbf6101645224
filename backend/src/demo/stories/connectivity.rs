//! Wires, waves and telephones.

use shared::{
    priority::{
        ImpactAnswer::{Me, MyGroup},
        UrgencyAnswer::{CanWork, CannotWork, WithDifficulty},
    },
    status::WaitReason,
};

use crate::demo::script::{
    Act::{Assign, Attend, CancelAsDuplicateOf, Confirm, Note, Reopen, Reply, Resume, Start, Tag, Take, Wait},
    Answer::Text,
    Story,
    When::{Ago, Day},
};

pub(super) const STORIES: &[Story] = &[
    Story {
        key: "library-wifi",
        service: "wifi",
        by: "luis",
        registered_by: None,
        subject: "El Wi-Fi de la biblioteca se corta",
        description: "En el segundo piso se corta cada diez minutos. En la planta baja va bien.",
        answers: &[
            ("location", Text("Biblioteca, segundo piso")),
            ("device", Text("own_computer")),
            ("symptom", Text("drops")),
        ],
        affects: MyGroup,
        meanwhile: WithDifficulty,
        filed: Day(3, 12, 10),
        acts: &[
            (Day(3, 12, 40), "diego", Take),
            (Day(3, 13, 30), "diego", Start),
            (
                Day(3, 13, 32),
                "diego",
                Reply(
                    "Estoy midiendo la señal en el segundo piso. ¿Te pasa en la sala de estudio o en las mesas del pasillo?",
                ),
            ),
            (Day(2, 9, 15), "luis", Reply("En las mesas del pasillo. En la sala de estudio casi no.")),
            (
                Day(2, 11, 0),
                "diego",
                Note(
                    "El punto AP-BIB-2B cambia de canal por interferencia con el laboratorio. Fijar canal y bajar potencia.",
                ),
            ),
            (Day(2, 11, 5), "diego", Tag(&["biblioteca", "wifi"])),
            (
                Day(1, 16, 20),
                "diego",
                Reply("Cambié la configuración del punto de acceso del pasillo. Lo observo hoy y te aviso."),
            ),
        ],
    },
    Story {
        key: "library-wifi-again",
        service: "wifi",
        by: "daniela",
        registered_by: None,
        subject: "No sirve el internet en la biblioteca",
        description: "Se desconecta a cada rato en el segundo piso.",
        answers: &[
            ("location", Text("Biblioteca, segundo piso")),
            ("device", Text("phone_or_tablet")),
            ("symptom", Text("drops")),
        ],
        affects: MyGroup,
        meanwhile: WithDifficulty,
        filed: Day(3, 15, 45),
        acts: &[(Day(2, 9, 5), "rosa", CancelAsDuplicateOf("library-wifi"))],
    },
    Story {
        key: "office-offline",
        service: "internet-access",
        by: "maria",
        registered_by: None,
        subject: "Servicios Escolares sin internet",
        description: "Ninguna computadora de la oficina tiene internet y hay reinscripciones.",
        answers: &[("location", Text("A-105")), ("device", Text("institutional_computer"))],
        affects: MyGroup,
        meanwhile: CannotWork,
        filed: Day(14, 9, 3),
        acts: &[
            (Day(14, 9, 6), "rosa", Assign("diego", "Urgente: hay reinscripciones.")),
            (Day(14, 9, 10), "diego", Start),
            (Day(14, 9, 11), "diego", Reply("Voy en camino.")),
            (
                Day(14, 10, 5),
                "diego",
                Attend("Se dañó el conmutador del pasillo. Puse uno de reserva y las doce computadoras ya navegan."),
            ),
            (Day(14, 10, 20), "maria", Confirm(5, "Menos de una hora. Gracias.")),
        ],
    },
    Story {
        key: "extension",
        service: "telephony",
        by: "hector",
        registered_by: None,
        subject: "Extensión para la nueva persona de nómina",
        description: "Empieza el lunes en el escritorio junto a la ventana.",
        answers: &[("request", Text("new")), ("location", Text("R-011"))],
        affects: Me,
        meanwhile: CanWork,
        filed: Day(8, 11, 25),
        acts: &[
            (Day(8, 12, 0), "rosa", Assign("diego", "")),
            (Day(7, 9, 40), "diego", Start),
            (
                Day(7, 9, 45),
                "diego",
                Wait(WaitReason::ThirdParty, None, "El aparato llega del almacén central en cuatro días hábiles."),
            ),
            (Day(2, 10, 0), "diego", Resume),
            (
                Ago(65),
                "diego",
                Attend("La extensión es la **2231** y ya tiene buzón de voz. La guía quedó en el escritorio."),
            ),
        ],
    },
    Story {
        key: "socket",
        service: "internet-access",
        by: "raul",
        registered_by: None,
        subject: "Nodo roto en C-110",
        description: "El cable se sale del contacto de la pared. Con Wi-Fi trabajo, pero las videollamadas se congelan.",
        answers: &[
            ("location", Text("C-110")),
            ("device", Text("institutional_computer")),
            ("socket", Text("C110-03")),
        ],
        affects: Me,
        meanwhile: WithDifficulty,
        filed: Ago(27),
        acts: &[],
    },
    Story {
        key: "auditorium",
        service: "wifi",
        by: "ana",
        registered_by: None,
        subject: "Wi-Fi lento en el auditorio",
        description: "Con más de cien personas ya no carga nada. El congreso usa el auditorio toda la semana.",
        answers: &[
            ("location", Text("Auditorio principal")),
            ("device", Text("phone_or_tablet")),
            ("symptom", Text("slow")),
        ],
        affects: MyGroup,
        meanwhile: WithDifficulty,
        filed: Day(8, 16, 30),
        acts: &[
            (Day(7, 8, 45), "diego", Take),
            (Day(7, 10, 0), "diego", Start),
            (
                Day(6, 13, 0),
                "diego",
                Attend(
                    "Agregué dos puntos de acceso temporales y separé la red de invitados. Probé con 120 conexiones.",
                ),
            ),
            (Day(6, 18, 10), "ana", Confirm(4, "")),
            (Day(2, 12, 15), "ana", Reopen("Hoy volvió a ponerse lento con el auditorio lleno.")),
            (
                Day(1, 9, 20),
                "diego",
                Reply(
                    "Uno de los puntos temporales se quedó sin corriente. Lo paso a un contacto regulado y reviso con el auditorio lleno mañana.",
                ),
            ),
        ],
    },
    Story {
        key: "eduroam",
        service: "wifi",
        by: "emily",
        registered_by: None,
        subject: "I can't join the Wi-Fi",
        description: "I am an exchange student. My phone asks for a user and a password and refuses mine.",
        answers: &[
            ("location", Text("Edificio D, planta baja")),
            ("device", Text("phone_or_tablet")),
            ("symptom", Text("refused")),
        ],
        affects: Me,
        meanwhile: CanWork,
        filed: Day(18, 10, 40),
        acts: &[
            (Day(18, 11, 0), "diego", Take),
            (Day(18, 11, 30), "diego", Start),
            (
                Day(18, 11, 31),
                "diego",
                Wait(
                    WaitReason::Requester,
                    None,
                    "Hello Emily. Which phone is it, and do you type your user with the part after the @?",
                ),
            ),
            (Day(17, 9, 12), "emily", Reply("An Android phone. I typed it without the @ part.")),
            (
                Day(17, 9, 50),
                "diego",
                Attend("Type your whole institutional e-mail as the user. I checked that your account may join."),
            ),
            (Day(17, 10, 30), "emily", Confirm(5, "That was it, thank you!")),
        ],
    },
];
