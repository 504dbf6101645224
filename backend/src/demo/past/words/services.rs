//! What is asked for of each service, how often, and what is said when it is done.

/// How people speak of a service.
#[derive(Debug)]
pub(in crate::demo::past) struct Wording {
    /// The service, by its stable name.
    pub slug: &'static str,
    /// How often it is asked for, beside the others.
    pub weight: u32,
    /// Subjects.
    pub subjects: &'static [&'static str],
    /// What is needed.
    pub needs: &'static [&'static str],
    /// What was done.
    pub done: &'static [&'static str],
}

pub(in crate::demo::past) const SERVICES: &[Wording] = &[
    Wording {
        slug: "website-update",
        weight: 40,
        subjects: &[
            "Actualizar la convocatoria",
            "Cambiar el directorio del área",
            "Subir el calendario escolar",
            "Quitar un aviso vencido",
        ],
        needs: &[
            "La página todavía muestra la convocatoria anterior.",
            "Hay que cambiar los nombres y las extensiones del área.",
            "El calendario nuevo ya está autorizado; va adjunto.",
            "El aviso venció la semana pasada y confunde.",
        ],
        done: &[
            "Quedó publicado; revisa que se vea bien.",
            "Cambié los datos y limpié la memoria del sitio.",
            "Publicado y enlazado desde la portada.",
        ],
    },
    Wording {
        slug: "website-error",
        weight: 30,
        subjects: &[
            "La página no abre",
            "Enlace roto en la portada",
            "El formulario de contacto no envía",
            "La página se ve encimada en el teléfono",
        ],
        needs: &[
            "Al abrirla sale una página en blanco.",
            "El enlace lleva a una página que ya no existe.",
            "Lleno el formulario y no pasa nada.",
            "En el teléfono el texto queda encima de la foto.",
        ],
        done: &[
            "Se corrigió el enlace y revisé los demás de la sección.",
            "El formulario ya envía; mandé dos pruebas.",
            "Se ajustó la plantilla para pantallas chicas.",
        ],
    },
    Wording {
        slug: "hardware-maintenance",
        weight: 120,
        subjects: &[
            "La computadora va muy lenta",
            "El proyector de {place} se apaga",
            "La impresora atasca el papel",
            "No enciende el equipo",
            "Ruido en la computadora de {place}",
        ],
        needs: &[
            "Tarda diez minutos en arrancar y se queda pasmada.",
            "A la media hora se apaga y el ventilador suena mucho.",
            "Cada tres hojas se atasca, ya le quité el papel.",
            "Aprieto el botón y no pasa nada; el contacto sí tiene corriente.",
        ],
        done: &[
            "Limpié ventiladores y cambié la pasta térmica; ya no se calienta.",
            "Se quitaron programas de arranque y se agregó memoria.",
            "Cambié el rodillo y la bandeja; imprimí treinta hojas de prueba.",
            "Era el cable de corriente; quedó uno nuevo.",
        ],
    },
    Wording {
        slug: "hardware-backup",
        weight: 20,
        subjects: &[
            "Respaldo antes de cambiar de equipo",
            "Respaldar los proyectos del área",
            "Copia de la carpeta de nómina",
        ],
        needs: &[
            "Me cambian la computadora y no quiero perder nada.",
            "Son los proyectos de los últimos dos años.",
            "La carpeta pesa mucho para la nube.",
        ],
        done: &[
            "Quedó la copia en el servidor de respaldos; comprobé diez archivos al azar.",
            "Respaldo completo y verificado; está en la carpeta del área.",
        ],
    },
    Wording {
        slug: "hardware-repair",
        weight: 35,
        subjects: &[
            "Pantalla rota",
            "Se cayó la portátil",
            "El teclado tiene teclas que no responden",
            "El escáner no jala hojas",
        ],
        needs: &[
            "La pantalla tiene una raya de lado a lado.",
            "Se cayó de la mesa y la bisagra quedó suelta.",
            "No sirven la A, la S ni la barra.",
            "Las hojas entran chuecas y se detiene.",
        ],
        done: &[
            "Se cambió la pantalla por garantía.",
            "Reparada la bisagra; conviene no abrirla más de lo normal.",
            "Cambio de teclado. Probé todas las teclas.",
        ],
    },
    Wording {
        slug: "hardware-replacement",
        weight: 35,
        subjects: &["Cambio de ratón", "Disco por fallar", "Más memoria para {place}", "Monitor que parpadea"],
        needs: &[
            "El botón izquierdo ya no hace clic.",
            "El equipo avisa que el disco está por fallar.",
            "Con dos programas abiertos ya no responde.",
            "El monitor parpadea aunque cambié el cable.",
        ],
        done: &[
            "Entregado y dado de alta en el inventario.",
            "Disco nuevo con el sistema y tus archivos.",
            "Se agregaron 8 GB.",
        ],
    },
    Wording {
        slug: "internet-access",
        weight: 70,
        subjects: &[
            "Sin internet en {place}",
            "El nodo de la pared no funciona",
            "Internet muy lento en la oficina",
            "Alta de un nodo en {place}",
        ],
        needs: &[
            "Ninguna computadora de la oficina tiene internet.",
            "El cable se sale del contacto y se desconecta.",
            "Las páginas tardan mucho y las videollamadas se congelan.",
            "Llegó una persona más y no hay dónde conectarla.",
        ],
        done: &[
            "Se cambió el conmutador del pasillo; ya navegan todos.",
            "Reponché el nodo y lo certifiqué.",
            "Había un bucle en la red; se quitó y se bloqueó el puerto.",
        ],
    },
    Wording {
        slug: "wifi",
        weight: 140,
        subjects: &[
            "El Wi-Fi se corta en {place}",
            "No me deja entrar al Wi-Fi",
            "Wi-Fi lento en {place}",
            "No aparece la red",
            "Sin señal en el teléfono",
        ],
        needs: &[
            "Se corta cada diez minutos y hay que volver a entrar.",
            "Pide usuario y contraseña y no acepta los míos.",
            "Con el salón lleno ya no carga nada.",
            "En mi computadora no aparece la red de la universidad.",
            "El teléfono se conecta pero dice que no hay internet.",
        ],
        done: &[
            "Fijé el canal del punto de acceso y bajé la potencia; se mantuvo estable.",
            "Escribe tu correo completo como usuario; tu cuenta ya puede entrar.",
            "Se agregó un punto de acceso en el pasillo.",
            "Era el controlador de la tarjeta; te dejé la guía.",
        ],
    },
    Wording {
        slug: "telephony",
        weight: 20,
        subjects: &[
            "Extensión que no marca fuera",
            "Extensión nueva",
            "Cambiar el teléfono de lugar",
            "Desvío de llamadas",
        ],
        needs: &[
            "Entran las llamadas pero no puedo marcar fuera.",
            "Empieza una persona nueva el lunes.",
            "Nos cambiamos de oficina y el teléfono se quedó.",
            "Necesito que suene en la extensión de la secretaria.",
        ],
        done: &[
            "Se corrigió el permiso de la extensión.",
            "La extensión quedó activa con buzón de voz.",
            "Movida y probada en los dos sentidos.",
        ],
    },
    Wording {
        slug: "software-installation",
        weight: 80,
        subjects: &[
            "Instalar {program}",
            "Instalar {program} en {place}",
            "Programa para la clase",
            "Falta {program} en mi equipo",
        ],
        needs: &[
            "Lo necesito para una clase de este semestre.",
            "Se instaló en los demás equipos y en este no.",
            "La licencia ya está comprada, adjunto el oficio.",
            "Me pide permisos de administrador.",
        ],
        done: &[
            "Instalado y activado; lo abrí con tu cuenta.",
            "Quedó con la licencia institucional.",
            "Instalado en los doce equipos del salón.",
        ],
    },
    Wording {
        slug: "software-update",
        weight: 30,
        subjects: &["Actualizar {program}", "Versión vieja de {program}", "El sistema pide actualizar"],
        needs: &[
            "Los archivos de mis alumnos ya no abren en esta versión.",
            "Sale un aviso cada vez que lo abro.",
            "La versión de la clase es más nueva.",
        ],
        done: &["Actualizado; tus archivos abren.", "Quedó en la última versión con licencia."],
    },
    Wording {
        slug: "software-adaptation",
        weight: 15,
        subjects: &[
            "Agregar un campo al reporte",
            "Cambiar el formato de la constancia",
            "El sistema debe avisar por correo",
        ],
        needs: &[
            "El reporte mensual necesita la columna de la sede.",
            "La constancia tiene el logo anterior.",
            "Queremos que avise cuando se autoriza.",
        ],
        done: &[
            "El reporte trae la columna y respeta los filtros.",
            "Constancia con el formato nuevo; revisa una de prueba.",
        ],
    },
    Wording {
        slug: "software-development",
        weight: 8,
        subjects: &["Sistema para citas", "Registro de asistencia del área", "Tablero de indicadores"],
        needs: &[
            "Hoy se lleva en una hoja de cálculo y se pierde.",
            "Queremos que cada quien reserve su cita en línea.",
        ],
        done: &[
            "Primera versión en uso, con el manual de una página.",
            "Entregado y capacitadas las personas del área.",
        ],
    },
    Wording {
        slug: "laboratory-booking",
        weight: 80,
        subjects: &[
            "Laboratorio para examen",
            "Reservar para la clase del jueves",
            "Taller de la tarde",
            "Laboratorio con {program}",
        ],
        needs: &[
            "Es un examen en línea, necesitamos que cada quien tenga su equipo.",
            "Será la misma hora de siempre.",
            "Somos un grupo de intercambio.",
            "Ocupamos el programa de la materia.",
        ],
        done: &[
            "Reservado y confirmado; la llave está en la coordinación.",
            "Apartado, con los equipos encendidos desde antes.",
        ],
    },
    Wording {
        slug: "sito-access",
        weight: 90,
        subjects: &[
            "Activar mi cuenta de SITO",
            "Mi cuenta de SITO está bloqueada",
            "Permiso para capturar calificaciones",
            "Quitar permisos de quien ya no está",
        ],
        needs: &[
            "Es mi primer semestre y no puedo entrar.",
            "Me equivoqué tres veces y quedó bloqueada.",
            "No aparece el grupo que me asignaron.",
            "La persona se fue y todavía puede entrar.",
        ],
        done: &[
            "Cuenta activa; entra con tu matrícula.",
            "Desbloqueada. Cambia la contraseña al entrar.",
            "Permiso otorgado para este periodo.",
        ],
    },
    Wording {
        slug: "email-account-creation",
        weight: 30,
        subjects: &["Correo para persona nueva", "Cuenta para un congreso", "Correo del área"],
        needs: &[
            "Entró la semana pasada y todavía no tiene correo.",
            "Es para que los ponentes nos escriban.",
            "La comparten tres personas del área.",
        ],
        done: &["Cuenta creada; la entrega se hizo en persona.", "Creada, y cada quien entra con la suya."],
    },
    Wording {
        slug: "email-password-recovery",
        weight: 110,
        subjects: &["Olvidé mi contraseña", "El correo ya no acepta la contraseña", "No puedo entrar a mi correo"],
        needs: &[
            "La cambié en vacaciones y no me acuerdo.",
            "Ayer entraba y hoy dice que es incorrecta.",
            "Cambié de teléfono y me pide el código del anterior.",
        ],
        done: &[
            "Verifiqué tu identidad y te envié los pasos al correo alterno.",
            "Ya entra; se cerraron las demás sesiones.",
        ],
    },
    Wording {
        slug: "email-account-recovery",
        weight: 35,
        subjects: &["Mi cuenta está bloqueada", "Creo que alguien usa mi cuenta", "Mi correo desapareció"],
        needs: &[
            "Dice que la cuenta está suspendida.",
            "Hay mensajes enviados que yo no escribí.",
            "Al entrar dice que la cuenta no existe.",
        ],
        done: &["Se recuperó y se cerraron todas las sesiones.", "La cuenta volvió con todos los mensajes."],
    },
    Wording {
        slug: "application-support",
        weight: 100,
        subjects: &[
            "El aula virtual no deja subir la tarea",
            "No aparece mi grupo",
            "La videollamada no tiene sonido",
            "No abre la carpeta compartida",
            "El calendario no sincroniza",
        ],
        needs: &[
            "Al subir el archivo se queda cargando.",
            "El grupo no aparece en mi lista.",
            "Nadie me oye, con otros programas sí.",
            "Dice que no tengo permiso y antes sí.",
            "En el teléfono no aparecen las citas.",
        ],
        done: &[
            "Amplié el tamaño permitido en esa actividad.",
            "Te agregué al grupo; recarga la página.",
            "Era el permiso del micrófono; te dejo los pasos.",
            "Permisos corregidos para todo el equipo.",
        ],
    },
];
