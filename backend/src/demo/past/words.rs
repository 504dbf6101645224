//! The words that people of the invented past use, in Spanish. `{place}` and `{program}` stand for what a request is about.

mod services;

pub(super) use services::{SERVICES, Wording};

pub(super) const FIRST_NAMES: &[&str] = &[
    "Ana",
    "Luis",
    "María",
    "José",
    "Carmen",
    "Juan",
    "Sofía",
    "Miguel",
    "Lucía",
    "Carlos",
    "Valeria",
    "Jorge",
    "Fernanda",
    "Ricardo",
    "Daniela",
    "Alejandro",
    "Paola",
    "Eduardo",
    "Andrea",
    "Fernando",
    "Gabriela",
    "Javier",
    "Mariana",
    "Óscar",
    "Ximena",
    "Raúl",
    "Renata",
    "Sergio",
    "Isabel",
    "Diego",
    "Camila",
    "Emilio",
    "Regina",
    "Arturo",
    "Natalia",
    "Héctor",
    "Verónica",
    "Iván",
    "Adriana",
    "Manuel",
    "Claudia",
    "Pablo",
    "Leticia",
    "Rodrigo",
    "Rocío",
    "Germán",
    "Estela",
    "Tomás",
    "Yolanda",
    "Ángel",
    "Itzel",
    "Gustavo",
    "Noemí",
    "Rubén",
    "Silvia",
    "Víctor",
    "Teresa",
    "Hugo",
    "Abril",
    "Mateo",
];

pub(super) const SURNAMES: &[&str] = &[
    "López",
    "Pérez",
    "García",
    "Hernández",
    "Martínez",
    "González",
    "Rodríguez",
    "Sánchez",
    "Ramírez",
    "Torres",
    "Flores",
    "Rivera",
    "Gómez",
    "Díaz",
    "Cruz",
    "Morales",
    "Reyes",
    "Gutiérrez",
    "Ortiz",
    "Ruiz",
    "Mendoza",
    "Aguilar",
    "Castillo",
    "Vargas",
    "Jiménez",
    "Romero",
    "Álvarez",
    "Méndez",
    "Moreno",
    "Núñez",
    "Chávez",
    "Ramos",
    "Herrera",
    "Medina",
    "Castro",
    "Vázquez",
    "Guerrero",
    "Ortega",
    "Salazar",
    "Delgado",
    "Rojas",
    "Silva",
    "Contreras",
    "Luna",
    "Juárez",
    "Domínguez",
    "Campos",
    "Navarro",
    "Ibarra",
    "Cervantes",
    "Espinosa",
    "Zamora",
    "Peña",
    "Cabrera",
    "Ávila",
    "Solís",
    "Trejo",
    "Ochoa",
    "Velasco",
    "Miranda",
];

pub(super) const DEGREES: &[&str] = &[
    "Ingeniería en Sistemas",
    "Ingeniería Industrial",
    "Licenciatura en Contaduría",
    "Licenciatura en Derecho",
    "Arquitectura",
    "Enfermería",
    "Psicología",
    "Ingeniería Civil",
    "Administración",
    "Gastronomía",
    "Diseño Gráfico",
    "Nutrición",
    "Mecatrónica",
    "Comercio Internacional",
];

pub(super) const OFFICES: &[&str] = &[
    "Servicios Escolares",
    "Recursos Humanos",
    "Finanzas",
    "Biblioteca",
    "Vinculación",
    "Comunicación",
    "Compras",
    "Planeación",
    "Extensión Universitaria",
    "Posgrado",
    "Idiomas",
    "Control Patrimonial",
    "Servicios Generales",
];

pub(super) const PLACES: &[&str] = &[
    "A-101",
    "A-105",
    "A-210",
    "B-104",
    "B-204",
    "B-207",
    "C-110",
    "C-203",
    "D-012",
    "D-115",
    "E-301",
    "R-011",
    "R-204",
    "Biblioteca, segundo piso",
    "Auditorio principal",
    "Sala de maestros",
    "Edificio D, planta baja",
    "Cafetería central",
    "Laboratorio de física",
    "Caja y pagos",
    "Sala de juntas de Rectoría",
    "Edificio C, pasillo norte",
];

pub(super) const PROGRAMS: &[&str] = &[
    "AutoCAD 2025",
    "SPSS",
    "MATLAB",
    "Office",
    "SolidWorks",
    "Python 3.13",
    "R y RStudio",
    "Visual Studio Code",
    "Photoshop",
    "Aspel COI",
    "QGIS",
    "ArcGIS Pro",
    "GeoGebra",
    "LabVIEW",
    "Adobe Acrobat",
    "un lector de pantalla",
];

pub(super) const URGES: &[&str] = &[
    "Tengo clase a las once.",
    "Lo necesito antes del viernes, por favor.",
    "No es urgente.",
    "Hay gente esperando en ventanilla.",
    "Es para la entrega de calificaciones.",
    "Mañana viene la auditoría.",
    "Empezó hoy en la mañana.",
    "Ya reinicié y sigue igual.",
    "Le pasa también a dos personas más de la oficina.",
    "Ayer todavía funcionaba.",
    "Quedo al pendiente, gracias.",
    "Estoy de ocho a tres en mi lugar.",
    "Mi extensión es la 2214.",
    "Pueden pasar a cualquier hora.",
];

pub(super) const QUESTIONS: &[&str] = &[
    "¿Me puedes decir el número de inventario que está en la etiqueta?",
    "¿A qué hora te encuentro en tu lugar?",
    "¿Qué mensaje aparece exactamente? Si puedes, manda una captura.",
    "¿Te pasa con cualquier equipo o solo con ese?",
    "¿Desde cuándo pasa, y cambió algo ese día?",
    "¿Ya probaste con el cable de al lado?",
    "¿Quién más usa esa cuenta?",
    "¿Nos confirmas el salón, por favor? El que aparece no coincide.",
];

pub(super) const ANSWERS: &[&str] = &[
    "Es el INV-20418, está junto al monitor.",
    "Estoy después de las doce.",
    "Dice que no se pudo completar la operación.",
    "Solo con ese, con los demás no.",
    "Desde el lunes, después de la actualización.",
    "Sí, y sigue igual.",
    "Nadie más, solo yo.",
    "Es el salón de al lado, perdón.",
    "Adjunto la captura.",
    "Ya quedó ese dato en el formulario.",
];

pub(super) const UPDATES: &[&str] = &[
    "Voy en camino.",
    "Ya lo tengo en la mesa de trabajo, te aviso hoy por la tarde.",
    "Pedí la pieza; llega esta semana.",
    "Lo estoy revisando con el proveedor.",
    "Hice un primer cambio; lo observo hasta mañana.",
    "Necesito el equipo unas dos horas, te busco al terminar tu clase.",
    "Reproduje la falla, ya sé por dónde va.",
];

pub(super) const NOTES: &[&str] = &[
    "Mismo modelo que los tres de la semana pasada: revisar garantía del lote.",
    "El conmutador del pasillo tiene errores en el puerto 12.",
    "Quedan dos piezas en el almacén.",
    "La cuenta estaba duplicada en el directorio.",
    "Ver con compras antes de prometer fecha.",
    "Ya se había atendido en enero, la causa de fondo sigue.",
    "El proveedor pide el número de serie.",
    "Avisar a la jefatura del área.",
];

pub(super) const REASONS: &[&str] = &[
    "Es de tu zona.",
    "Tienes menos carga hoy.",
    "Ya conoces ese equipo.",
    "Urge: es ventanilla de pagos.",
    "Va con lo que ya estás viendo.",
];

pub(super) const TRANSFERS: &[&str] = &[
    "No es del equipo: es de la red.",
    "La falla está en la plataforma.",
    "Corresponde al sitio web.",
    "Es de los laboratorios.",
    "El cable es de ellos, el equipo está bien.",
];

pub(super) const WAITS: &[&str] = &[
    "El proveedor responde en tres días hábiles.",
    "La pieza llega del almacén central.",
    "Se hace en la ventana de mantenimiento.",
    "La licencia está en compra.",
    "Esperamos la autorización de Control Patrimonial.",
];

pub(super) const REJECTIONS: &[&str] = &[
    "Sigue igual.",
    "Funcionó una hora y volvió a fallar.",
    "Quedó a medias: falta el segundo equipo.",
    "Ahora no imprime a color.",
    "Todavía me pide la contraseña.",
    "No es lo que pedí, era para el otro salón.",
];

pub(super) const REOPENINGS: &[&str] = &[
    "Hoy volvió a pasar.",
    "Después del fin de semana ya no enciende.",
    "Se perdió lo que habían configurado.",
    "El error regresó con la actualización.",
];

pub(super) const COMMENTS: &[&str] = &[
    "Muy rápido, gracias.",
    "Excelente atención.",
    "Tardó, pero quedó bien.",
    "Gracias por la paciencia.",
    "Todo bien.",
    "Ojalá avisaran antes de venir.",
    "Quedó mejor que antes.",
    "Me explicaron cómo evitarlo.",
    "Pasó una semana.",
];

pub(super) const UNANSWERED: &[&str] = &[
    "Sin respuesta después de dos recordatorios.",
    "Se llamó a la extensión y nadie contestó; el servicio está hecho.",
];

pub(super) const OUT_OF_SCOPE: &[&str] = &[
    "Es un equipo personal; ahí no podemos intervenir.",
    "Corresponde a Servicios Generales; ya les avisamos.",
    "Ese sistema es de un proveedor externo, te dejamos su contacto.",
];

pub(super) const WITHDRAWN: &[&str] =
    &["Ya se compuso solo.", "Siempre no hace falta, gracias.", "La mandé dos veces por error."];

pub(super) const TAGS: &[&str] = &[
    "biblioteca",
    "garantía",
    "proveedor",
    "inicio de semestre",
    "examen",
    "rectoría",
    "wifi",
    "licencias",
    "reincidente",
    "inventario",
];

/// Files that people attach: name, media type, the largest size in kilobytes.
pub(super) const FILES: &[(&str, &str, i64)] = &[
    ("captura.png", "image/png", 900),
    ("pantalla con el error.png", "image/png", 1_400),
    ("foto del equipo.jpg", "image/jpeg", 3_800),
    ("etiqueta de inventario.jpg", "image/jpeg", 2_600),
    ("oficio de solicitud.pdf", "application/pdf", 700),
    ("cotización.pdf", "application/pdf", 450),
    ("lista de equipos.xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", 120),
];
