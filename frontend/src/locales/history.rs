//! The sentences of a ticket's story. Each has two forms: when the reader did it, and when somebody else did. `{who}` and the
//! other names in braces are set off by the page.

use crate::i18n::{Lang, Messages, messages};

messages! {
    you: "Tú" | "You";
    the_system: "El sistema" | "The system";
    until(day: &str): "hasta el {day}" | "until {day}";
    reply_sent: "Respuesta enviada" | "Reply sent";
    note_saved: "Nota guardada" | "Note saved";
    note_invitation: "Solo la ve el equipo" | "Only the team sees it";
}

/// Declares sentences as `name: es when mine, es otherwise | en when mine, en otherwise;`.
macro_rules! sentences {
    ($($name:ident: $es_mine:literal, $es:literal | $en_mine:literal, $en:literal;)*) => {
        impl Messages {
            $(
                #[doc = $en]
                pub fn $name(self) -> (&'static str, &'static str) {
                    match self.0 {
                        Lang::Es => ($es_mine, $es),
                        Lang::En => ($en_mine, $en),
                    }
                }
            )*
        }
    };
}

sentences! {
    ev_took: "{who} tomaste la solicitud", "{who} tomó la solicitud" | "{who} took the request", "{who} took the request";
    ev_assigned: "{who} asignaste a {whom}", "{who} asignó a {whom}" | "{who} assigned it to {whom}", "{who} assigned it to {whom}";
    ev_unassigned: "{who} dejaste la solicitud sin asignar", "{who} dejó la solicitud sin asignar" | "{who} left the request unassigned", "{who} left the request unassigned";
    ev_transferred: "{who} la pasaste a {team}", "{who} la pasó a {team}" | "{who} passed it to {team}", "{who} passed it to {team}";
    ev_priority: "{who} cambiaste la prioridad a {priority}", "{who} cambió la prioridad a {priority}" | "{who} changed the priority to {priority}", "{who} changed the priority to {priority}";
    ev_service: "{who} cambiaste el servicio a {service}", "{who} cambió el servicio a {service}" | "{who} changed the service to {service}", "{who} changed the service to {service}";
    ev_edited: "{who} corregiste la solicitud", "{who} corrigió la solicitud" | "{who} edited the request", "{who} edited the request";
    ev_unlinked: "{who} la desvinculaste de {folio}", "{who} la desvinculó de {folio}" | "{who} unlinked it from {folio}", "{who} unlinked it from {folio}";
    ev_linked: "{who} la vinculaste con {folio}", "{who} la vinculó con {folio}" | "{who} linked it to {folio}", "{who} linked it to {folio}";
    ev_rated: "{who} calificaste la atención: {stars}", "{who} calificó la atención: {stars}" | "{who} rated the service: {stars}", "{who} rated the service: {stars}";
    ev_watched: "{who} agregaste a {whom} para que la siga", "{who} agregó a {whom} para que la siga" | "{who} added {whom} as a watcher", "{who} added {whom} as a watcher";
    ev_unwatched: "{who} quitaste a {whom} de quienes la siguen", "{who} quitó a {whom} de quienes la siguen" | "{who} removed {whom} from the watchers", "{who} removed {whom} from the watchers";
    ev_tags: "{who} cambiaste las etiquetas", "{who} cambió las etiquetas" | "{who} changed the tags", "{who} changed the tags";
    ev_reminded: "{who} recordaste que falta la respuesta de quien la pidió", "{who} recordó que falta la respuesta de quien la pidió" | "{who} reminded the requester to answer", "{who} reminded the requester to answer";
    ev_attached: "{who} agregaste archivos", "{who} agregó archivos" | "{who} added files", "{who} added files";
    ev_wrote: "{who} escribiste", "{who} escribió" | "{who} wrote", "{who} wrote";
    ev_started: "{who} empezaste a trabajar en la solicitud", "{who} empezó a trabajar en la solicitud" | "{who} began to work on the request", "{who} began to work on the request";
    ev_waits: "{who} la pusiste en espera: {reason}", "{who} la puso en espera: {reason}" | "{who} put it on hold: {reason}", "{who} put it on hold: {reason}";
    ev_resumed: "{who} reanudaste la solicitud", "{who} reanudó la solicitud" | "{who} resumed the request", "{who} resumed the request";
    ev_attended: "{who} marcaste la solicitud como atendida", "{who} marcó la solicitud como atendida" | "{who} marked the request as attended", "{who} marked the request as attended";
    ev_rejected: "{who} respondiste que todavía no queda", "{who} respondió que todavía no queda" | "{who} answered that it is not done yet", "{who} answered that it is not done yet";
    ev_confirmed: "{who} confirmaste que quedó resuelta", "{who} confirmó que quedó resuelta" | "{who} confirmed that it is resolved", "{who} confirmed that it is resolved";
    ev_closed_unanswered: "{who} la cerraste sin respuesta de quien la pidió", "{who} la cerró sin respuesta de quien la pidió" | "{who} closed it without an answer from the requester", "{who} closed it without an answer from the requester";
    ev_reopened: "{who} reabriste la solicitud", "{who} reabrió la solicitud" | "{who} reopened the request", "{who} reopened the request";
    ev_cancelled: "{who} cancelaste la solicitud: {reason}", "{who} canceló la solicitud: {reason}" | "{who} cancelled the request: {reason}", "{who} cancelled the request: {reason}";
    ev_back_to_review: "{who} la regresaste a revisión", "{who} la regresó a revisión" | "{who} put it back to review", "{who} put it back to review";
    ev_status: "{who} cambiaste el estado a {status}", "{who} cambió el estado a {status}" | "{who} changed the status to {status}", "{who} changed the status to {status}";
}
