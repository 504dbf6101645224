//! Every error answer as problem details (RFC 9457), in the caller's language, with the request's id.

use actix_web::{
    Error as ActixError, HttpMessage, HttpResponse,
    body::{BoxBody, MessageBody},
    dev::{ServiceRequest, ServiceResponse},
    http::{StatusCode, header},
    middleware::Next,
};
use shared::{
    lifecycle::Command,
    limits::TOKENS_MAX,
    person::Language,
    problem::{MEDIA_TYPE, Problem, ProblemKind},
    service::Bilingual,
};

use super::request::{RequestId, comes_with_api_token, language_of};
use crate::{
    error::{Conflict, Error},
    mail::DEAD_CONTENT_DAYS,
};

/// Rewrites every error answer of the API that is not one of ours yet: from handlers, extractors and routing alike.
///
/// A middleware within must not fail but answer, by `ServiceRequest::error_response`: the request can't be kept here to
/// answer for it, as routing panics when it is not the request's only owner.
///
/// # Errors
/// None of its own.
pub async fn write_problems(
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, ActixError> {
    let answer = next.call(request).await?.map_into_boxed_body();
    if answer.status().is_client_error() || answer.status().is_server_error() {
        return Ok(rewrite(answer));
    }
    Ok(answer)
}

fn rewrite(answer: ServiceResponse<BoxBody>) -> ServiceResponse<BoxBody> {
    if answer.headers().get(header::CONTENT_TYPE).is_some_and(|kind| kind == MEDIA_TYPE) {
        return answer;
    }
    let (request, response) = answer.into_parts();
    let language = language_of(&request);
    let request_id = request.extensions().get::<RequestId>().map(ToString::to_string).unwrap_or_default();
    let from_status;
    let error = match response.error().and_then(actix_web::Error::as_error::<Error>) {
        Some(Error::Forbidden) if comes_with_api_token(&request) => &Error::BeyondToken,
        Some(error) => error,
        None => {
            from_status = of_status(response.status());
            &from_status
        }
    };
    if let Error::Internal(cause) = error {
        tracing::error!(request_id, error = format!("{cause:#}"), "internal error");
    }
    let problem = problem(error, language, request.path(), &request_id);
    let mut answer = HttpResponse::build(error.status());
    answer.content_type(MEDIA_TYPE).insert_header((header::CACHE_CONTROL, "no-store"));
    for name in [header::ALLOW, header::WWW_AUTHENTICATE] {
        if let Some(value) = response.headers().get(&name) {
            answer.insert_header((name, value.clone()));
        }
    }
    match error {
        Error::Unauthenticated => {
            answer.insert_header((header::WWW_AUTHENTICATE, "Bearer"));
        }
        Error::Stale { etag: Some(etag) } => {
            answer.insert_header((header::ETAG, etag.as_str()));
        }
        Error::RateLimited { policy, limit, window, retry_after } => {
            answer.insert_header(("RateLimit-Policy", format!("\"{policy}\";q={limit};w={window}")));
            answer.insert_header(("RateLimit", format!("\"{policy}\";r=0;t={retry_after}")));
        }
        _ => {}
    }
    if let Some(seconds) = error.retry_after() {
        answer.insert_header((header::RETRY_AFTER, seconds.to_string()));
    }
    let answer = answer.json(problem);
    ServiceResponse::new(request, answer)
}

/// The error behind a status that the framework answered by itself.
fn of_status(status: StatusCode) -> Error {
    match status {
        StatusCode::NOT_FOUND => Error::NotFound,
        StatusCode::METHOD_NOT_ALLOWED => Error::MethodNotAllowed,
        StatusCode::UNAUTHORIZED => Error::Unauthenticated,
        StatusCode::FORBIDDEN => Error::Forbidden,
        StatusCode::PAYLOAD_TOO_LARGE => Error::TooLarge { limit: shared::limits::JSON_BYTES_MAX as u64 },
        StatusCode::UNSUPPORTED_MEDIA_TYPE => Error::UnsupportedMedia,
        StatusCode::SERVICE_UNAVAILABLE => Error::Unavailable { retry_after: 1 },
        other if other.is_client_error() => Error::Malformed(Vec::new()),
        other => Error::Internal(anyhow::anyhow!("the framework answered {other}")),
    }
}

/// The error as problem details.
pub fn problem(error: &Error, language: Language, instance: &str, request_id: &str) -> Problem {
    let kind = error.kind();
    let (errors, refusal) = match error {
        Error::Validation(faults) | Error::Malformed(faults) => {
            (faults.iter().map(|fault| fault.in_language(language)).collect(), None)
        }
        other => (Vec::new(), other.refusal()),
    };
    let (current_status, allowed) = refusal.map_or((None, None), |(status, allowed)| (Some(status), Some(allowed)));
    Problem {
        type_: kind.urn(),
        title: title(kind, language).to_owned(),
        status: error.status().as_u16(),
        detail: detail(error, language),
        instance: instance.to_owned(),
        request_id: request_id.to_owned(),
        errors,
        current_status,
        allowed,
        retry_after: error.retry_after(),
    }
}

const fn title(kind: ProblemKind, language: Language) -> &'static str {
    match (kind, language) {
        (ProblemKind::Validation, Language::Es) => "Hay datos por corregir",
        (ProblemKind::Validation, Language::En) => "Some values need correcting",
        (ProblemKind::Unauthenticated, Language::Es) => "Inicia sesión",
        (ProblemKind::Unauthenticated, Language::En) => "Sign in",
        (ProblemKind::Forbidden, Language::Es) => "Sin permiso",
        (ProblemKind::Forbidden, Language::En) => "Not allowed",
        (ProblemKind::NotFound, Language::Es) => "No se encontró",
        (ProblemKind::NotFound, Language::En) => "Not found",
        (ProblemKind::MethodNotAllowed, Language::Es) => "Método no disponible",
        (ProblemKind::MethodNotAllowed, Language::En) => "Method not allowed",
        (ProblemKind::Conflict, Language::Es) => "No es posible en este momento",
        (ProblemKind::Conflict, Language::En) => "Not possible at this point",
        (ProblemKind::StaleVersion, Language::Es) => "Cambió mientras tanto",
        (ProblemKind::StaleVersion, Language::En) => "It changed meanwhile",
        (ProblemKind::VersionRequired, Language::Es) => "Falta la versión",
        (ProblemKind::VersionRequired, Language::En) => "The version is missing",
        (ProblemKind::KeyReused, Language::Es) => "Clave de repetición ya usada",
        (ProblemKind::KeyReused, Language::En) => "Idempotency key already used",
        (ProblemKind::TooLarge, Language::Es) => "Demasiado grande",
        (ProblemKind::TooLarge, Language::En) => "Too large",
        (ProblemKind::RateLimited, Language::Es) => "Demasiados intentos",
        (ProblemKind::RateLimited, Language::En) => "Too many requests",
        (ProblemKind::UnsupportedMedia, Language::Es) => "Tipo de contenido no admitido",
        (ProblemKind::UnsupportedMedia, Language::En) => "Unsupported media type",
        (ProblemKind::Unavailable, Language::Es) => "No disponible por ahora",
        (ProblemKind::Unavailable, Language::En) => "Not available right now",
        (ProblemKind::Internal, Language::Es) => "Algo falló de nuestro lado",
        (ProblemKind::Internal, Language::En) => "Something failed on our side",
    }
}

fn detail(error: &Error, language: Language) -> String {
    let (es, en) = match error {
        Error::Validation(_) => (
            "Revisa los datos señalados y vuelve a enviar.".into(),
            "Check the values that are pointed out and send again.".into(),
        ),
        Error::Malformed(_) => (
            "La solicitud no se pudo leer: revisa su forma y sus tipos.".into(),
            "The request could not be read: check its form and its types.".into(),
        ),
        Error::Unauthenticated => (
            "Tu sesión no es válida o terminó. Inicia sesión de nuevo.".into(),
            "The credential is missing, not valid or has ended. Sign in again.".into(),
        ),
        Error::Forbidden => ("Tu cuenta no puede hacer esto.".into(), "Your account may not do this.".to_owned()),
        Error::BeyondToken => (
            "Este token no permite hacerlo: revisa sus permisos y lo que puede la cuenta de quien lo creó. Ningún token administra la cuenta, sus sesiones ni sus tokens.".into(),
            "This token does not permit it: see its scopes, and what its owner's account may do. No token manages the account, its sessions or its tokens.".into(),
        ),
        Error::NotFound => ("No existe, o no puedes verlo.".into(), "It does not exist, or you may not see it.".into()),
        Error::MethodNotAllowed => {
            ("Esta dirección no admite ese método.".into(), "This address does not support that method.".into())
        }
        Error::Conflict(conflict) => return conflict_detail(conflict, language),
        Error::Stale { .. } => (
            "Alguien más hizo un cambio. Carga la versión actual y vuelve a intentarlo.".into(),
            "Somebody else made a change. Load the current version and try again.".into(),
        ),
        Error::VersionRequired => {
            ("Envía en If-Match la versión que viste.".into(), "Send the version that you saw in If-Match.".into())
        }
        Error::KeyReused => (
            "Esta Idempotency-Key se usó con otro contenido. Usa una nueva.".into(),
            "This Idempotency-Key was used with another body. Use a new one.".into(),
        ),
        Error::TooLarge { limit } => {
            (format!("El límite es de {} KB.", limit / 1024), format!("The limit is {} KB.", limit / 1024))
        }
        Error::UnsupportedMedia => (
            "Envía uno de los tipos que se admiten aquí.".into(),
            "Send one of the types that are accepted here.".into(),
        ),
        Error::RateLimited { retry_after, .. } => (
            format!("Espera {retry_after} segundos y vuelve a intentarlo."),
            format!("Wait {retry_after} seconds and try again."),
        ),
        Error::Unavailable { retry_after } => (
            format!("El servicio está ocupado. Vuelve a intentarlo en {retry_after} segundos."),
            format!("The service is busy. Try again in {retry_after} seconds."),
        ),
        Error::OutOfSpace => (
            "No queda espacio para guardar cambios. Lo que ya está guardado se puede consultar; avisa a quien administra el \
             servidor y vuelve a intentarlo más tarde."
                .into(),
            "There is no space left to save changes. What is saved already can be read; tell whoever runs the server and try \
             again later."
                .into(),
        ),
        Error::Internal(_) => (
            "Ya quedó registrado. Si se repite, avísanos con el número de la petición.".into(),
            "It has been recorded. If it happens again, tell us the request id.".into(),
        ),
    };
    match language {
        Language::Es => es,
        Language::En => en,
    }
}

fn conflict_detail(conflict: &Conflict, language: Language) -> String {
    let list = |allowed: &[Command]| allowed.iter().map(|command| command.as_str()).collect::<Vec<_>>().join(", ");
    let (es, en) = match conflict {
        Conflict::NotFromHere(refusal) => (
            format!(
                "La solicitud está en «{}»; desde ahí se permite: {}.",
                crate::words::status(refusal.status, Language::Es),
                list(&refusal.allowed)
            ),
            format!(
                "The ticket is '{}'; from there this is allowed: {}.",
                crate::words::status(refusal.status, Language::En),
                list(&refusal.allowed)
            ),
        ),
        Conflict::Closed(status) => (
            format!(
                "La solicitud está en «{}» y ya no admite ese cambio.",
                crate::words::status(*status, Language::Es)
            ),
            format!("The ticket is '{}' and can't be changed so.", crate::words::status(*status, Language::En)),
        ),
        Conflict::ReopeningOver => (
            "El plazo para reabrirla terminó. Registra una solicitud de seguimiento.".into(),
            "The time to reopen it is over. File a follow-up request.".into(),
        ),
        Conflict::StillAwaited => (
            "Quien la pidió todavía puede responder: faltan recordatorios.".into(),
            "The requester can still answer: reminders are due first.".into(),
        ),
        Conflict::NotReminded => (
            "Solo después de esperar a quien la pidió y de dos recordatorios.".into(),
            "Only after waiting for the requester and two reminders.".into(),
        ),
        Conflict::RequesterAsAssignee => (
            "Quien pidió el servicio no puede atenderlo. Elige a otra persona.".into(),
            "The requester can't perform the service. Choose somebody else.".into(),
        ),
        Conflict::NoLongerNew => (
            "Ya está en revisión o en atención; escribe una respuesta en su lugar.".into(),
            "It is already being handled; write a reply instead.".into(),
        ),
        Conflict::LinkSpent => (
            "Este enlace ya se usó, o la atención o tu dirección de correo cambió. Abre la solicitud en Ventanilla."
                .into(),
            "This link was used, or the attendance or your e-mail address has changed. Open the request in Ventanilla."
                .into(),
        ),
        Conflict::InProgress => (
            "La misma petición sigue en curso. Vuelve a intentarlo en unos segundos.".into(),
            "The same request is still being carried out. Try again in some seconds.".into(),
        ),
        Conflict::CommunityVerified => (
            "Tu comunidad viene del directorio. Pide el cambio a la mesa de ayuda.".into(),
            "Your community comes from the directory. Ask the help desk to change it.".into(),
        ),
        Conflict::LastAdmin => {
            ("Debe quedar al menos una persona que administre.".into(), "At least one admin must remain.".into())
        }
        Conflict::OwnDomain => (
            "Tu propio correo dejaría de ser de la institución y no podrías volver a entrar. Conserva su dominio, o cambia \
             antes la dirección de tu cuenta."
                .into(),
            "Your own e-mail would no longer be of the institution, and you could not sign in again. Keep its domain, or \
             change the address of your account first."
                .into(),
        ),
        Conflict::TeamNeeded { services, open_tickets, returning_tickets } => {
            let told = |language| team_needed(services, *open_tickets, *returning_tickets, language);
            (told(Language::Es), told(Language::En))
        }
        Conflict::TeamRetired => (
            "El equipo está retirado y nadie puede integrarse. Vuelve a activarlo primero.".into(),
            "The team is retired, and nobody can join it. Bring it back first.".into(),
        ),
        Conflict::InUse => ("Todavía se usa.".into(), "It is still in use.".into()),
        Conflict::LetterExpired => (
            "Este correo ya venció. Quien lo esperaba puede pedir otro.".into(),
            "This mail has expired. Whoever waited for it can ask for another.".into(),
        ),
        Conflict::LetterPurged => (
            format!(
                "No se pudo entregar en {DEAD_CONTENT_DAYS} días y su contenido se borró, así que ya no se puede enviar. \
                 Revisa la dirección de la cuenta y escríbele de nuevo desde su solicitud."
            ),
            format!(
                "It could not be delivered for {DEAD_CONTENT_DAYS} days and its contents were deleted, so it can't be \
                 sent any more. Check the account's address and write anew from the request."
            ),
        ),
        Conflict::CheckpointPurged => (
            format!(
                "No se pudo entregar en {DEAD_CONTENT_DAYS} días y su contenido se borró, así que ya no se puede enviar. \
                 El punto de control sigue en el registro del servidor. Revisa VENTANILLA_AUDIT_MAIL: ahí se envían los \
                 siguientes."
            ),
            format!(
                "It could not be delivered for {DEAD_CONTENT_DAYS} days and its contents were deleted, so it can't be \
                 sent any more. The checkpoint is still in the server's log. Check VENTANILLA_AUDIT_MAIL: the next ones \
                 are sent there."
            ),
        ),
        Conflict::TooManyTokens => (
            format!("Ya tienes {TOKENS_MAX} tokens vigentes, el máximo. Revoca los que no uses y vuelve a intentarlo."),
            format!(
                "You have {TOKENS_MAX} valid tokens, the most there may be. Revoke what you don't use and try again."
            ),
        ),
        Conflict::PreviewOutdated => (
            "Alguna cuenta cambió después de la vista previa. Pide otra y revísala antes de importar.".into(),
            "An account changed after the preview. Ask for another and check it before you import.".into(),
        ),
    };
    match language {
        Language::Es => es,
        Language::En => en,
    }
}

/// What a team is still needed for: the services by their names, the first of them, and how many tickets; and what to do.
fn team_needed(services: &[Bilingual], open_tickets: u64, returning_tickets: u64, language: Language) -> String {
    /// Names that are told.
    const NAMES: usize = 5;
    let names: Vec<&str> = services.iter().take(NAMES).map(|name| name.get(language)).collect();
    let more = services.len().saturating_sub(names.len());
    let names = names.join(", ");
    let mut parts = Vec::new();
    match (services.len(), more, language) {
        (0, ..) => {}
        (1, _, Language::Es) => parts.push(format!("atiende un servicio que se ofrece: {names}")),
        (count, 0, Language::Es) => parts.push(format!("atiende {count} servicios que se ofrecen: {names}")),
        (count, more, Language::Es) => {
            parts.push(format!("atiende {count} servicios que se ofrecen: {names} y {more} más"));
        }
        (1, _, Language::En) => parts.push(format!("it serves a service that is offered: {names}")),
        (count, 0, Language::En) => parts.push(format!("it serves {count} services that are offered: {names}")),
        (count, more, Language::En) => {
            parts.push(format!("it serves {count} services that are offered: {names} and {more} more"));
        }
    }
    match (open_tickets, language) {
        (0, _) => {}
        (1, Language::Es) => parts.push("tiene una solicitud abierta".into()),
        (count, Language::Es) => parts.push(format!("tiene {count} solicitudes abiertas")),
        (1, Language::En) => parts.push("it has an open request".into()),
        (count, Language::En) => parts.push(format!("it has {count} open requests")),
    }
    let mut advice = Vec::new();
    if !parts.is_empty() {
        advice.push(match language {
            Language::Es => "Pásalo antes a otro equipo.",
            Language::En => "Give that to another team first.",
        });
    }
    match (returning_tickets, language) {
        (0, _) => {}
        (1, Language::Es) => parts.push("tiene una solicitud atendida o resuelta que puede volver".into()),
        (count, Language::Es) => {
            parts.push(format!("tiene {count} solicitudes atendidas o resueltas que pueden volver"));
        }
        (1, Language::En) => parts.push("it has an attended or resolved request that may come back".into()),
        (count, Language::En) => parts.push(format!("it has {count} attended or resolved requests that may come back")),
    }
    if returning_tickets > 0 {
        advice.push(match language {
            Language::Es => "Espera a que lo atendido se cierre y a que lo resuelto ya no se pueda reabrir.",
            Language::En => "Wait until what is attended is closed and what is resolved can't be reopened.",
        });
    }
    let (parts, advice) = (parts.join("; "), advice.join(" "));
    match language {
        Language::Es => format!("El equipo todavía hace falta: {parts}. {advice}"),
        Language::En => format!("The team is still needed: {parts}. {advice}"),
    }
}
