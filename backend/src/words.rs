//! The words for statuses, priorities and reasons in problems and mail: the same that the interface uses.

use shared::{
    person::Language,
    priority::Priority,
    status::{CancelReason, Status, WaitReason},
};

/// A status in words.
pub const fn status(status: Status, language: Language) -> &'static str {
    match (status, language) {
        (Status::New, Language::Es) => "Recibida",
        (Status::New, Language::En) => "Received",
        (Status::Assigned, Language::Es) => "Asignada",
        (Status::Assigned, Language::En) => "Assigned",
        (Status::InProgress, Language::Es) => "En proceso",
        (Status::InProgress, Language::En) => "In progress",
        (Status::Waiting, Language::Es) => "En espera",
        (Status::Waiting, Language::En) => "Waiting",
        (Status::Attended, Language::Es) => "Atendida",
        (Status::Attended, Language::En) => "Attended",
        (Status::Resolved, Language::Es) => "Resuelta",
        (Status::Resolved, Language::En) => "Resolved",
        (Status::Cancelled, Language::Es) => "Cancelada",
        (Status::Cancelled, Language::En) => "Cancelled",
    }
}

/// A priority in words.
pub const fn priority(priority: Priority, language: Language) -> &'static str {
    match (priority, language) {
        (Priority::Critical, Language::Es) => "Crítica",
        (Priority::Critical, Language::En) => "Critical",
        (Priority::High, Language::Es) => "Alta",
        (Priority::High, Language::En) => "High",
        (Priority::Normal, _) => "Normal",
        (Priority::Low, Language::Es) => "Baja",
        (Priority::Low, Language::En) => "Low",
    }
}

/// Why it waits, in words.
pub const fn wait_reason(reason: WaitReason, language: Language) -> &'static str {
    match (reason, language) {
        (WaitReason::Requester, Language::Es) => "Esperamos tu respuesta",
        (WaitReason::Requester, Language::En) => "Waiting for your answer",
        (WaitReason::ThirdParty, Language::Es) => "En espera de un tercero",
        (WaitReason::ThirdParty, Language::En) => "Waiting for a third party",
        (WaitReason::Scheduled, Language::Es) => "Programada",
        (WaitReason::Scheduled, Language::En) => "Scheduled",
    }
}

/// Why it was cancelled, in words.
pub const fn cancel_reason(reason: CancelReason, language: Language) -> &'static str {
    match (reason, language) {
        (CancelReason::Withdrawn, Language::Es) => "Retirada por quien la pidió",
        (CancelReason::Withdrawn, Language::En) => "Withdrawn by the requester",
        (CancelReason::Duplicate, Language::Es) => "Duplicada",
        (CancelReason::Duplicate, Language::En) => "Duplicate",
        (CancelReason::OutOfScope, Language::Es) => "Fuera del alcance de T.I.",
        (CancelReason::OutOfScope, Language::En) => "Out of IT's scope",
        (CancelReason::NoResponse, Language::Es) => "Sin respuesta",
        (CancelReason::NoResponse, Language::En) => "No response",
    }
}
