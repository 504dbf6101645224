//! Texts of the quality indicator.

use shared::indicator::Figure;

use crate::i18n::{Messages, messages};

messages! {
    attended_requests: "Solicitudes atendidas" | "Requests attended";
    document_code: "Objetivo de calidad EPREC001" | "Quality objective EPREC001";
    period_of(from: &str, to: &str): "Del {from} al {to}" | "From {from} to {to}";
    cut_off: "corte:" | "cut-off:";
    period: "Periodo" | "Period";
    this_month: "Este mes" | "This month";
    last_month: "Mes pasado" | "Last month";
    this_year: "Este año" | "This year";
    other_days: "Otras fechas" | "Other dates";
    first_day: "Primer día" | "First day";
    last_day: "Último día" | "Last day";
    days_backwards: "El primer día es posterior al último" | "The first day comes after the last";
    days_backwards_text: "Cambia una de las dos fechas." | "Change one of the two dates.";

    result: "Resultado" | "Result";
    result_of_period: "Resultado del periodo" | "Result of the period";
    no_data: "sin datos" | "no data";
    no_target: "Sin meta definida" | "No target set";
    who_sets_the_target: "La fija quien administra, en la configuración." | "An administrator sets it, in the settings.";
    target_of(target: &str): "Meta {target} %" | "Target {target} %";
    meets_target: "Cumple la meta" | "Meets the target";
    misses_target: "No alcanza la meta" | "Misses the target";
    meets: "Cumple" | "Meets it";
    misses: "No cumple" | "Misses it";
    attended_count: "atendidas" | "attended";
    received_count: "recibidas" | "received";
    divided_by: "entre" | "divided by";
    times: "por" | "times";

    figure_received: "Recibidas" | "Received";
    figure_attended: "Atendidas" | "Attended";
    figure_confirmed: "Confirmadas" | "Confirmed";
    figure_unanswered: "Sin respuesta" | "Unanswered";
    figure_rejected: "Devueltas" | "Sent back";
    figure_cancelled: "Canceladas" | "Cancelled";
    figure_open: "Abiertas" | "Open";
    confirmed_title: "Confirmadas por quien las pidió" | "Confirmed by the requester";
    unanswered_title: "Cerradas sin respuesta" | "Closed without an answer";
    rejected_title: "Devueltas a T.I." | "Sent back to IT";
    open_title: "Aún abiertas" | "Still open";
    of_attended(share: &str): "{share} de las atendidas" | "{share} of those attended";
    at_least_once: "al menos una vez" | "at least once";
    not_yet_attended: "recibidas y sin atender" | "received and not attended";
    none_cancelled: "ninguna en el periodo" | "none in the period";
    see_tickets_of(#n, figure: &str): "{n} solicitud. Ver: {figure}" / "{n} solicitudes. Ver: {figure}" | "{n} request. See: {figure}" / "{n} requests. See: {figure}";

    table_named(what: &str): "Tabla: {what}" | "Table: {what}";
    by_category: "Por categoría" | "By category";
    by_month: "Por mes" | "By month";
    month: "Mes" | "Month";
    total: "Total" | "Total";
    target: "Meta" | "Target";
    attended_by_received: "Atendidas ÷ recibidas" | "Attended ÷ received";
    mark_is_target(target: &str): "La marca señala la meta de {target} %" | "The mark shows the target of {target} %";
    chart_title: "Porcentaje de solicitudes atendidas por mes" | "Per cent of requests attended, by month";
    below_target: "Bajo la meta" | "Below the target";
    rating: "Calificación" | "Rating";
    was_reopened: "se reabrió" | "reopened";
    was_rejected: "devuelta al menos una vez" | "sent back at least once";
    indicator_definition: "Recibidas: las registradas en el periodo, menos las canceladas por duplicadas. Atendidas: las que T.I. atendió hasta el corte, las haya confirmado o no quien las pidió." | "Received: registered in the period, less those cancelled as duplicates. Attended: those that IT attended up to the cut-off, whether or not the requester has confirmed.";
}

impl Messages {
    /// A figure, as the name of a card or of a list.
    pub fn figure_title(self, figure: Figure) -> &'static str {
        match figure {
            Figure::Confirmed => self.confirmed_title(),
            Figure::Unanswered => self.unanswered_title(),
            Figure::Rejected => self.rejected_title(),
            Figure::Open => self.open_title(),
            Figure::Received | Figure::Attended | Figure::Cancelled => self.figure_short(figure),
        }
    }

    /// A figure, as the head of a column.
    pub fn figure_short(self, figure: Figure) -> &'static str {
        match figure {
            Figure::Received => self.figure_received(),
            Figure::Attended => self.figure_attended(),
            Figure::Confirmed => self.figure_confirmed(),
            Figure::Unanswered => self.figure_unanswered(),
            Figure::Rejected => self.figure_rejected(),
            Figure::Cancelled => self.figure_cancelled(),
            Figure::Open => self.figure_open(),
        }
    }
}
