//! Who reads along, over HTTP.

use actix_web::{
    HttpRequest, HttpResponse, delete, post,
    web::{Data, Path},
};
use shared::ticket::{NewWatcher, TicketDetails};
use uuid::Uuid;

use super::answer;
use crate::{
    app::App,
    error::Result,
    http::{body::Body, idempotency::Repeat, request::Caller},
    tickets::commands::watching,
};

/// Lets somebody read along
///
/// By the requester and staff of the team. A watcher reads and replies as the requester does. A ticket has at most 50, and a
/// caller names at most 30 addresses an hour.
#[utoipa::path(
    tag = "tickets",
    security(("bearer" = ["tickets:write"])),
    params(("id" = String, Path, description = "Id or folio", example = "TI-000123"), Repeat),
    request_body(content = NewWatcher, example = json!({"email": "luis.perez@example.edu.mx"})),
    responses((status = 200, description = "The ticket", body = TicketDetails)),
)]
#[post("/tickets/{id}/watchers")]
pub async fn add_watcher(
    request: HttpRequest,
    app: Data<App>,
    caller: Caller,
    repeat: Repeat,
    id: Path<String>,
    body: Body<NewWatcher>,
) -> Result<HttpResponse> {
    answer::command(&request, &app, &caller, &repeat, &body.digest, &id, async |edit| {
        watching::add(edit, &body.value).await
    })
    .await
}

/// Stops somebody from reading along
///
/// By the requester, staff of the team, or the watcher. Whoever loses sight of the ticket by it gets 204.
#[utoipa::path(
    tag = "tickets",
    security(("bearer" = ["tickets:write"])),
    params(
        ("id" = String, Path, description = "Id or folio", example = "TI-000123"),
        ("account_id" = Uuid, Path, description = "The watcher"),
    ),
    responses(
        (status = 200, description = "The ticket", body = TicketDetails, example = json!({"folio": "TI-000123", "watchers": []})),
        (status = 204, description = "Done; the caller no longer sees the ticket"),
    ),
)]
#[delete("/tickets/{id}/watchers/{account_id}")]
pub async fn remove_watcher(
    request: HttpRequest,
    app: Data<App>,
    caller: Caller,
    path: Path<(String, Uuid)>,
) -> Result<HttpResponse> {
    let (id, account_id) = path.into_inner();
    answer::command(&request, &app, &caller, &Repeat::never(), &[], &id, async |edit| {
        watching::remove(edit, account_id).await
    })
    .await
}
