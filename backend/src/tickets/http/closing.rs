//! The requester's word, over HTTP.

use actix_web::{
    HttpRequest, HttpResponse, post,
    web::{Data, Path},
};
use shared::ticket::{Cancel, Confirm, Reason, TicketDetails};

use super::answer;
use crate::{
    app::App,
    error::Result,
    http::{body::Body, etag::IfMatch, idempotency::Repeat, request::Caller},
    tickets::commands::{Edit, cancelling, closing},
};

/// Confirms that the service was performed
///
/// By the requester: only now the ticket is resolved.
#[utoipa::path(
    tag = "tickets",
    security(("bearer" = ["tickets:write"])),
    params(("id" = String, Path, description = "Id or folio", example = "TI-000123"), IfMatch, Repeat),
    request_body(content = Confirm, example = json!({"rating": 5, "comment": "Muy rápido"})),
    responses(
        (status = 200, description = "The ticket", body = TicketDetails),
    ),
)]
#[post("/tickets/{id}/confirm")]
pub async fn confirm_ticket(
    request: HttpRequest,
    app: Data<App>,
    caller: Caller,
    seen: IfMatch,
    repeat: Repeat,
    id: Path<String>,
    body: Body<Confirm>,
) -> Result<HttpResponse> {
    answer::command(&request, &app, &caller, &repeat, &body.digest, &id, async |edit| {
        closing::confirm(edit, seen, &body.value).await
    })
    .await
}

/// Says that the service is not done
///
/// By the requester. The same person goes on with it; when that person can't serve it any more, it goes to review.
#[utoipa::path(
    tag = "tickets",
    security(("bearer" = ["tickets:write"])),
    params(("id" = String, Path, description = "Id or folio", example = "TI-000123"), IfMatch, Repeat),
    request_body(content = Reason, example = json!({"reason": "Sigue sin encender."})),
    responses(
        (status = 200, description = "The ticket", body = TicketDetails),
    ),
)]
#[post("/tickets/{id}/reject")]
pub async fn reject_ticket(
    request: HttpRequest,
    app: Data<App>,
    caller: Caller,
    seen: IfMatch,
    repeat: Repeat,
    id: Path<String>,
    body: Body<Reason>,
) -> Result<HttpResponse> {
    answer::command(&request, &app, &caller, &repeat, &body.digest, &id, async |edit| {
        closing::reject(edit, seen, &body.value).await
    })
    .await
}

/// Closes the ticket without the requester's answer
///
/// By a supervisor of the team, when the requester's account is disabled or nobody answered after two reminders. Never counted as confirmed.
#[utoipa::path(
    tag = "tickets",
    security(("bearer" = ["tickets:write"])),
    params(("id" = String, Path, description = "Id or folio", example = "TI-000123"), IfMatch, Repeat),
    request_body(content = Reason, example = json!({"reason": "La persona dejó la institución."})),
    responses(
        (status = 200, description = "The ticket", body = TicketDetails),
        (status = 409, description = "Not from this status, or the requester can still answer"),
    ),
)]
#[post("/tickets/{id}/close-unanswered")]
pub async fn close_ticket_unanswered(
    request: HttpRequest,
    app: Data<App>,
    caller: Caller,
    seen: IfMatch,
    repeat: Repeat,
    id: Path<String>,
    body: Body<Reason>,
) -> Result<HttpResponse> {
    answer::command(&request, &app, &caller, &repeat, &body.digest, &id, async |edit| {
        closing::close_unanswered(edit, seen, &body.value).await
    })
    .await
}

/// Takes the ticket up again
///
/// By the requester within five working days; by a supervisor of the team at any time. Whoever had it goes on with
/// it; when that person can't serve it any more, it goes to review.
#[utoipa::path(
    tag = "tickets",
    security(("bearer" = ["tickets:write"])),
    params(("id" = String, Path, description = "Id or folio", example = "TI-000123"), IfMatch, Repeat),
    request_body(content = Reason, example = json!({"reason": "Volvió a fallar."})),
    responses(
        (status = 200, description = "The ticket", body = TicketDetails),
        (status = 409, description = "Not from this status, or the time to reopen it is over"),
    ),
)]
#[post("/tickets/{id}/reopen")]
pub async fn reopen_ticket(
    request: HttpRequest,
    app: Data<App>,
    caller: Caller,
    seen: IfMatch,
    repeat: Repeat,
    id: Path<String>,
    body: Body<Reason>,
) -> Result<HttpResponse> {
    answer::command(&request, &app, &caller, &repeat, &body.digest, &id, async |edit| {
        closing::reopen(edit, seen, &body.value).await
    })
    .await
}

/// Cancels the ticket for a reason
///
/// The requester may withdraw it; a supervisor of the team may give any reason. `duplicate` names a live original.
#[utoipa::path(
    tag = "tickets",
    security(("bearer" = ["tickets:write"])),
    params(("id" = String, Path, description = "Id or folio", example = "TI-000123"), IfMatch, Repeat),
    request_body(content = Cancel, example = json!({"reason": "withdrawn"})),
    responses(
        (status = 200, description = "The ticket", body = TicketDetails),
        (status = 409, description = "Not from this status, or without two reminders for `no_response`"),
    ),
)]
#[post("/tickets/{id}/cancel")]
pub async fn cancel_ticket(
    request: HttpRequest,
    app: Data<App>,
    caller: Caller,
    seen: IfMatch,
    repeat: Repeat,
    id: Path<String>,
    body: Body<Cancel>,
) -> Result<HttpResponse> {
    let cancel = async |edit: &mut Edit<'_>| cancelling::cancel(edit, seen, &body.value).await;
    match body.value.duplicate_of {
        Some(original) => {
            answer::command_beside(&request, &app, &caller, &repeat, &body.digest, &id, original, cancel).await
        }
        None => answer::command(&request, &app, &caller, &repeat, &body.digest, &id, cancel).await,
    }
}
