//! Mail in Spanish: tuteo, the verb first, and always what happens next.

use shared::{
    limits::CODE_MINUTES,
    person::Language,
    status::{Status, WaitReason},
};

use super::{Frame, News, Notice};
use crate::mail::{
    dates,
    letter::{Reader, TicketLetter, TicketNotice},
};

pub(super) const FRAME: Frame = Frame {
    status: "Estado",
    service: "Servicio",
    priority: "Prioridad",
    requester: "La pidió",
    assignee: "La tiene",
    nobody: "nadie todavía",
    open: "Ver la solicitud",
    unread_ticket: "Las respuestas a este correo todavía no se leen. Responde en la página de la solicitud.",
    unread: "Las respuestas a este correo todavía no se leen.",
    choose: "Elige qué correos recibes",
    desk: "Mesa de ayuda de T.I.",
};

pub(super) fn sign_in_code() -> Notice {
    Notice {
        heading: "Tu código para entrar",
        lead: format!(
            "Escribe este código en la página donde lo pediste. Sirve una sola vez y vence en {CODE_MINUTES} minutos."
        ),
        action: None,
        otherwise: "Si no lo pediste, no hagas nada: sin el código nadie entra. No lo compartas; T.I. nunca te lo pide.",
    }
}

pub(super) fn email_proof() -> Notice {
    Notice {
        heading: "Tu código para comprobar este correo",
        lead: format!(
            "Escribe este código en tu solicitud y sabremos que este correo es tuyo. Sirve una sola vez y vence en \
             {CODE_MINUTES} minutos."
        ),
        action: None,
        otherwise: "Si no lo pediste, no hagas nada: alguien escribió tu dirección por error. No compartas el código.",
    }
}

pub(super) fn invitation(institution: &str, until: &str) -> Notice {
    Notice {
        heading: "Acepta tu invitación a la mesa de ayuda",
        lead: format!(
            "Con este enlace entras a la mesa de ayuda de {institution}, con las funciones que te hayan dado. Sirve una sola \
             vez y vence el {until}."
        ),
        action: Some("Aceptar la invitación"),
        otherwise: "Si no la esperabas, no la abras y avisa a T.I. No reenvíes este correo: el enlace es solo tuyo.",
    }
}

pub(super) const CHECKPOINT_LABELS: [&str; 5] = ["Cubre hasta", "Solicitudes", "Eventos", "Huella", "Huella con clave"];

pub(super) fn audit_checkpoint() -> Notice {
    Notice {
        heading: "Punto de control de auditoría de la mesa de ayuda",
        lead: "Esta es la huella con clave de hoy sobre todos los historiales. Guarda este correo fuera del servidor: prueba \
               lo que había."
            .to_owned(),
        action: None,
        otherwise: "Si falta el correo de un día o `ventanilla audit verify` encuentra otra huella, alguien tocó la evidencia.",
    }
}

pub(super) fn news(letter: &TicketLetter) -> News {
    let (heading, lead, next) = sentences(letter);
    News {
        heading,
        lead,
        next,
        action: action(letter),
        quote: quote(letter),
        because: match letter.reader {
            Reader::Requester => "Recibes este correo porque la solicitud es tuya.",
            Reader::Watcher => "Recibes este correo porque sigues esta solicitud.",
            Reader::Assignee if letter.notice == TicketNotice::TakenAway => {
                "Recibes este correo porque tenías esta solicitud."
            }
            Reader::Assignee => "Recibes este correo porque tienes esta solicitud.",
            Reader::Supervisor => "Recibes este correo porque supervisas al equipo que la atiende.",
        },
    }
}

fn action(letter: &TicketLetter) -> &'static str {
    match letter.notice {
        _ if letter.confirm_token.is_some() => "Revisar y confirmar",
        TicketNotice::NeedsAssignment => "Revisar y asignar",
        TicketNotice::Rejected | TicketNotice::Reopened if letter.needs_somebody() => "Revisar y asignar",
        TicketNotice::WaitingForYou | TicketNotice::Reminder if letter.reader == Reader::Requester => "Responder",
        TicketNotice::Reply => "Leer y responder",
        _ => "Ver la solicitud",
    }
}

fn quote(letter: &TicketLetter) -> String {
    match letter.notice {
        TicketNotice::Received | TicketNotice::NeedsAssignment | TicketNotice::AssignedToYou => {
            format!("{} escribió:", letter.requester)
        }
        TicketNotice::Attended => "Lo que se hizo:".to_owned(),
        TicketNotice::Rejected | TicketNotice::Reopened | TicketNotice::Cancelled | TicketNotice::ClosedUnanswered => {
            "El motivo:".to_owned()
        }
        _ => match &letter.actor {
            Some(actor) => format!("{actor} escribió:"),
            None => "El mensaje:".to_owned(),
        },
    }
}

fn sentences(letter: &TicketLetter) -> (String, Option<String>, Option<String>) {
    let requester = &letter.requester;
    let actor = letter.actor.as_deref().unwrap_or("La mesa de ayuda");
    let assignee = letter.assignee.as_deref().unwrap_or("El equipo de T.I.");
    let is_requester = letter.reader == Reader::Requester;
    let is_assignee = letter.reader == Reader::Assignee;
    let day = letter.deadline.map(|day| dates::day(day, Language::Es));
    let some = |text: &str| Some(text.to_owned());
    match letter.notice {
        TicketNotice::Received if is_requester => (
            "Recibimos tu solicitud".to_owned(),
            match &letter.actor {
                Some(actor) if actor != requester => {
                    Some(format!("{actor} la registró a tu nombre. El equipo de T.I. la revisa."))
                }
                _ => some("El equipo de T.I. la revisa."),
            },
            some("Te escribimos en cuanto alguien la tenga."),
        ),
        TicketNotice::Received if letter.reader == Reader::Watcher => (
            format!("{requester} pidió ayuda a T.I."),
            some("Sigues esta solicitud: puedes leerla y responder."),
            some("Te avisamos de lo que pase con ella."),
        ),
        TicketNotice::Received | TicketNotice::NeedsAssignment => (
            "Una solicitud espera a quien la atienda".to_owned(),
            Some(format!("La pidió {requester} y nadie la tiene todavía.")),
            some("Asígnala a una persona del equipo."),
        ),
        TicketNotice::Assigned if is_requester => (
            format!("{assignee} tiene tu solicitud"),
            None,
            some("Te escribimos si hace falta algo de ti y cuando esté atendida."),
        ),
        TicketNotice::Assigned => (format!("{assignee} tiene la solicitud de {requester}"), None, None),
        TicketNotice::AssignedToYou => (
            match &letter.actor {
                Some(actor) => format!("{actor} te asignó una solicitud"),
                None => "Tienes una solicitud nueva".to_owned(),
            },
            Some(format!("La pidió {requester}, y ya sabe que la tienes.")),
            some("Ábrela y empieza. Si no te corresponde, transfiérela."),
        ),
        TicketNotice::TakenAway => (
            "Ya no tienes esta solicitud".to_owned(),
            Some(match &letter.assignee {
                Some(assignee) => format!("{actor} la asignó a {assignee}."),
                None => format!("{actor} la devolvió a revisión."),
            }),
            some("No tienes que hacer nada más con ella."),
        ),
        TicketNotice::Reply => match letter.reader {
            Reader::Requester => (
                format!("{actor} respondió tu solicitud"),
                None,
                match letter.wait_reason {
                    Some(WaitReason::Requester) => some("En cuanto respondas, el trabajo sigue."),
                    reason => reason.map(|reason| waiting("Tu solicitud", reason, day)),
                },
            ),
            Reader::Watcher => (
                format!("{actor} respondió una solicitud que sigues"),
                None,
                letter.wait_reason.map(|reason| waiting("La solicitud", reason, day)),
            ),
            Reader::Assignee => (format!("{actor} respondió una solicitud que tienes"), None, None),
            Reader::Supervisor => (format!("{actor} respondió una solicitud de tu equipo"), None, None),
        },
        TicketNotice::WaitingForYou if is_requester => (
            format!("{actor} necesita algo de ti"),
            some("Tu solicitud está en espera."),
            some("En cuanto respondas, el trabajo sigue."),
        ),
        TicketNotice::WaitingForYou => (format!("La solicitud espera la respuesta de {requester}"), None, None),
        TicketNotice::Attended if is_requester => (
            "Tu solicitud está atendida".to_owned(),
            Some(format!(
                "{actor} terminó. Revisa el resultado: si quedó bien, confírmalo; si falta algo, dinos qué y la \
                 retomamos."
            )),
            day.map(|day| format!("Se cierra sola el {day} si no respondes.")),
        ),
        TicketNotice::Attended => (
            "La solicitud está atendida".to_owned(),
            Some(format!("Falta que {requester} revise el resultado y lo confirme.")),
            None,
        ),
        TicketNotice::Rejected if is_assignee => (
            format!("{actor} dice que todavía falta algo"),
            some("La solicitud volvió a ti, en proceso."),
            some("Lee el motivo y sigue desde ahí."),
        ),
        TicketNotice::Rejected if letter.needs_somebody() => (
            format!("{actor} dice que todavía falta algo"),
            some("Quien la tenía ya no puede seguir con ella."),
            some("Asígnala a otra persona del equipo."),
        ),
        TicketNotice::Rejected => (
            if letter.assignee.is_some() {
                "La solicitud sigue en proceso"
            } else {
                "La solicitud volvió a revisión"
            }
            .to_owned(),
            Some(format!("{actor} dice que todavía falta algo.")),
            Some(format!("{assignee} la retoma.")),
        ),
        TicketNotice::Reopened if is_requester => (
            "Tu solicitud se abrió de nuevo".to_owned(),
            Some(format!("{actor} la reabrió.")),
            Some(format!("{assignee} la retoma. Te escribimos cuando esté atendida.")),
        ),
        TicketNotice::Reopened if is_assignee => (
            format!("{actor} reabrió una solicitud que atendiste"),
            some("Está de nuevo contigo, en proceso."),
            some("Lee el motivo y sigue desde ahí."),
        ),
        TicketNotice::Reopened if letter.needs_somebody() => (
            format!("{actor} reabrió una solicitud de tu equipo"),
            some("Quien la tenía ya no puede seguir con ella."),
            some("Asígnala a otra persona del equipo."),
        ),
        TicketNotice::Reopened => {
            ("La solicitud se abrió de nuevo".to_owned(), Some(format!("{actor} la reabrió.")), None)
        }
        TicketNotice::Resolved if is_requester => (
            "Tu solicitud quedó resuelta".to_owned(),
            None,
            day.map(|day| format!("Si el problema vuelve, reábrela a más tardar el {day}.")),
        ),
        TicketNotice::Resolved if is_assignee => (format!("{actor} confirmó que quedó resuelta"), None, None),
        TicketNotice::Resolved => (
            "La solicitud quedó resuelta".to_owned(),
            Some(format!("{requester} revisó el resultado y lo confirmó.")),
            None,
        ),
        TicketNotice::ClosedUnanswered if is_requester => (
            "Tu solicitud se cerró sin respuesta".to_owned(),
            some("Quedó atendida y no recibimos tu confirmación."),
            day.map(|day| format!("Si falta algo, reábrela a más tardar el {day}.")),
        ),
        TicketNotice::ClosedUnanswered => (
            "La solicitud se cerró sin respuesta".to_owned(),
            Some(format!("Quedó atendida y {requester} no la confirmó.")),
            None,
        ),
        TicketNotice::Cancelled => (
            if is_requester { "Tu solicitud se canceló" } else { "La solicitud se canceló" }.to_owned(),
            Some(format!("{actor} la canceló.")),
            is_requester.then(|| "Si todavía lo necesitas, envía una solicitud nueva.".to_owned()),
        ),
        TicketNotice::Reminder if letter.status == Status::Attended => (
            "Falta tu confirmación".to_owned(),
            Some(format!("{assignee} atendió la solicitud. Revisa el resultado y dinos si quedó bien.")),
            day.map(|day| format!("Se cierra sola el {day} si no respondes.")),
        ),
        TicketNotice::Reminder => (
            "Seguimos esperando tu respuesta".to_owned(),
            Some(format!("{assignee} la necesita para continuar.")),
            some("En cuanto respondas, el trabajo sigue."),
        ),
    }
}

/// What it waits for, and until when if that is known.
fn waiting(whose: &str, reason: WaitReason, until: Option<String>) -> String {
    let what = match reason {
        WaitReason::Requester => " de la respuesta de quien la pidió",
        WaitReason::ThirdParty => " de un tercero",
        WaitReason::Scheduled => "",
    };
    let until = until.map(|day| format!(" hasta el {day}")).unwrap_or_default();
    format!("{whose} está en espera{what}{until}.")
}
