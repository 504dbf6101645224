//! Programs: to install, to update, to change.

use shared::{
    priority::{
        ImpactAnswer::{Me, MyGroup},
        UrgencyAnswer::{CanWork, WithDifficulty},
    },
    status::WaitReason,
};

use crate::demo::script::{
    Act::{Assign, Attend, Confirm, Note, Reply, Start, Take, Transfer, Wait, WaitDays},
    Answer::{DaysAhead, Number, Text},
    Story,
    When::{Ago, Day},
};

pub(super) const STORIES: &[Story] = &[
    Story {
        key: "statistics",
        service: "software-installation",
        by: "raul",
        registered_by: None,
        subject: "Programa de estadística para mi cubículo",
        description: "Lo usaré en el curso de métodos cuantitativos.",
        answers: &[
            ("software", Text("R y RStudio")),
            ("licence", Text("free")),
            ("location", Text("C-207")),
            ("inventory_number", Text("PC-0733")),
        ],
        affects: Me,
        meanwhile: CanWork,
        filed: Day(2, 16, 5),
        acts: &[
            (Day(1, 9, 10), "carla", Take),
            (Day(1, 9, 30), "carla", Start),
            (
                Day(1, 9, 35),
                "carla",
                Wait(
                    WaitReason::Requester,
                    None,
                    "¿Prefieres la versión estable o la que usa tu grupo? ¿A qué hora puedo entrar a tu equipo?",
                ),
            ),
        ],
    },
    Story {
        key: "video-update",
        service: "software-update",
        by: "maria",
        registered_by: None,
        subject: "",
        description: "El programa de videollamadas pide actualizarse y no tengo permiso.",
        answers: &[("software", Text("Zoom")), ("current_version", Text("5.12")), ("location", Text("A-101"))],
        affects: Me,
        meanwhile: CanWork,
        filed: Ago(52),
        acts: &[],
    },
    Story {
        key: "cad",
        service: "software-installation",
        by: "ana",
        registered_by: None,
        subject: "AutoCAD en las 30 computadoras del laboratorio B",
        description: "Para la materia de dibujo asistido. El grupo empieza en dos semanas.",
        answers: &[
            ("software", Text("AutoCAD 2027")),
            ("licence", Text("owned")),
            ("location", Text("Laboratorio B")),
            ("needed_by", DaysAhead(14)),
        ],
        affects: MyGroup,
        meanwhile: CanWork,
        filed: Day(4, 12, 30),
        acts: &[
            (Day(4, 13, 15), "carla", Transfer("Laboratorios", "Los equipos del laboratorio B los lleva Sofía.")),
            (Day(3, 9, 0), "sofia", Take),
            (Day(3, 9, 30), "sofia", Start),
            (
                Day(1, 14, 0),
                "sofia",
                Reply("Van 18 de 30 equipos. Termino el jueves, cuando se desocupa el laboratorio."),
            ),
        ],
    },
    Story {
        key: "certificates",
        service: "software-adaptation",
        by: "maria",
        registered_by: None,
        subject: "Constancias con firma electrónica",
        description: "El sistema de constancias imprime y firmamos a mano. Queremos la firma electrónica de la Dirección.",
        answers: &[
            ("system", Text("Sistema de constancias")),
            ("area", Text("Servicios Escolares")),
            ("users", Number(9)),
        ],
        affects: MyGroup,
        meanwhile: CanWork,
        filed: Day(13, 11, 0),
        acts: &[
            (Day(13, 12, 20), "rosa", Assign("mario", "Mario hizo el sistema.")),
            (Day(12, 9, 30), "mario", Start),
            (Day(11, 17, 0), "mario", Note("Falta que Dirección entregue el certificado. Sin él no hay pruebas.")),
            (
                Day(3, 10, 0),
                "mario",
                WaitDays(12, "Nos vemos con la Dirección en dos semanas para recibir el certificado. Sigo ese día."),
            ),
        ],
    },
    Story {
        key: "antivirus",
        service: "software-update",
        by: "hector",
        registered_by: None,
        subject: "El antivirus dice que está vencido",
        description: "Sale un aviso rojo cada mañana desde el lunes.",
        answers: &[("software", Text("Antivirus institucional")), ("location", Text("R-012"))],
        affects: MyGroup,
        meanwhile: WithDifficulty,
        filed: Day(16, 8, 40),
        acts: &[
            (Day(16, 9, 20), "diego", Take),
            (Day(16, 10, 0), "diego", Start),
            (
                Day(16, 11, 50),
                "diego",
                Attend("Renové la licencia en el servidor y se actualizaron los siete equipos de tu área."),
            ),
            (Day(15, 9, 5), "hector", Confirm(5, "")),
        ],
    },
    Story {
        key: "office-install",
        service: "software-installation",
        by: "daniela",
        registered_by: None,
        subject: "Simulador para la tesis en la sala de consulta",
        description: "Mi asesora pidió que lo use en la universidad porque la licencia es institucional.",
        answers: &[
            ("software", Text("Simulador de procesos")),
            ("licence", Text("owned")),
            ("location", Text("Biblioteca, sala de consulta")),
        ],
        affects: Me,
        meanwhile: CanWork,
        filed: Day(20, 10, 0),
        acts: &[
            (Day(20, 12, 0), "rosa", Assign("carla", "")),
            (Day(19, 15, 0), "carla", Start),
            (
                Day(18, 12, 30),
                "carla",
                Attend("Quedó instalado en los equipos 3 y 4 de la sala de consulta. Pide acceso en el mostrador."),
            ),
            (Day(17, 16, 15), "daniela", Confirm(4, "")),
        ],
    },
];
