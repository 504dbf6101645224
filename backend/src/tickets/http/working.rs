//! What the assignee does, over HTTP.

use actix_web::{
    HttpRequest, HttpResponse, post,
    web::{Data, Path},
};
use shared::ticket::{Attend, Nothing, TicketDetails, Wait};

use super::answer;
use crate::{
    app::App,
    error::Result,
    http::{
        body::{Body, Silence},
        etag::IfMatch,
        idempotency::Repeat,
        request::Caller,
    },
    tickets::commands::working,
};

/// Begins the work
///
/// By the assignee. It is the first response if there was none.
#[utoipa::path(
    tag = "tickets",
    security(("bearer" = ["tickets:write"])),
    params(("id" = String, Path, description = "Id or folio", example = "TI-000123"), IfMatch, Repeat),
    request_body(content = Nothing, example = json!({})),
    responses(
        (status = 200, description = "The ticket", body = TicketDetails),
    ),
)]
#[post("/tickets/{id}/start")]
pub async fn start_ticket(
    request: HttpRequest,
    app: Data<App>,
    caller: Caller,
    seen: IfMatch,
    repeat: Repeat,
    id: Path<String>,
    body: Silence,
) -> Result<HttpResponse> {
    answer::command(&request, &app, &caller, &repeat, &body.digest, &id, async |edit| working::start(edit, seen).await)
        .await
}

/// Stops the work for a reason
///
/// By the assignee. When it waits for the requester, the requester is told, reminded twice, and resumes it by replying.
#[utoipa::path(
    tag = "tickets",
    security(("bearer" = ["tickets:write"])),
    params(("id" = String, Path, description = "Id or folio", example = "TI-000123"), IfMatch, Repeat),
    request_body(content = Wait, example = json!({"reason": "requester", "note": "¿Qué número de inventario tiene el equipo?"})),
    responses(
        (status = 200, description = "The ticket", body = TicketDetails),
    ),
)]
#[post("/tickets/{id}/wait")]
pub async fn wait_ticket(
    request: HttpRequest,
    app: Data<App>,
    caller: Caller,
    seen: IfMatch,
    repeat: Repeat,
    id: Path<String>,
    body: Body<Wait>,
) -> Result<HttpResponse> {
    answer::command(&request, &app, &caller, &repeat, &body.digest, &id, async |edit| {
        working::wait(edit, seen, &body.value).await
    })
    .await
}

/// Goes on with the work
///
/// By the assignee; the clock does it at `until`.
#[utoipa::path(
    tag = "tickets",
    security(("bearer" = ["tickets:write"])),
    params(("id" = String, Path, description = "Id or folio", example = "TI-000123"), IfMatch, Repeat),
    request_body(content = Nothing, example = json!({})),
    responses(
        (status = 200, description = "The ticket", body = TicketDetails),
    ),
)]
#[post("/tickets/{id}/resume")]
pub async fn resume_ticket(
    request: HttpRequest,
    app: Data<App>,
    caller: Caller,
    seen: IfMatch,
    repeat: Repeat,
    id: Path<String>,
    body: Silence,
) -> Result<HttpResponse> {
    answer::command(&request, &app, &caller, &repeat, &body.digest, &id, async |edit| working::resume(edit, seen).await)
        .await
}

/// Says that the service was performed
///
/// By the assignee. The summary is public; the requester is asked to check the result and confirm.
#[utoipa::path(
    tag = "tickets",
    security(("bearer" = ["tickets:write"])),
    params(("id" = String, Path, description = "Id or folio", example = "TI-000123"), IfMatch, Repeat),
    request_body(content = Attend, example = json!({"summary": "Se cambió el disco y se restauró la información."})),
    responses(
        (status = 200, description = "The ticket", body = TicketDetails),
    ),
)]
#[post("/tickets/{id}/attend")]
pub async fn attend_ticket(
    request: HttpRequest,
    app: Data<App>,
    caller: Caller,
    seen: IfMatch,
    repeat: Repeat,
    id: Path<String>,
    body: Body<Attend>,
) -> Result<HttpResponse> {
    answer::command(&request, &app, &caller, &repeat, &body.digest, &id, async |edit| {
        working::attend(edit, seen, &body.value).await
    })
    .await
}
