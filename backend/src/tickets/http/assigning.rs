//! Who has a ticket, over HTTP.

use actix_web::{
    HttpRequest, HttpResponse, post,
    web::{Data, Path},
};
use shared::ticket::{Assign, Nothing, TicketDetails, Transfer};

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
    tickets::commands::assigning,
};

/// Gives the ticket to a member of its team
///
/// A supervisor of the team gives it to anyone of the team; an agent of the team who names itself takes it, from `new` only. Never to the requester. To who has it
/// already it changes nothing and tells nobody.
#[utoipa::path(
    tag = "tickets",
    security(("bearer" = ["tickets:write"])),
    params(("id" = String, Path, description = "Id or folio", example = "TI-000123"), IfMatch, Repeat),
    request_body(content = Assign, example = json!({"assignee_id": "01890000-0000-7000-8000-000000000201", "reason": "Conoce el equipo"})),
    responses(
        (status = 200, description = "The ticket", body = TicketDetails),
        (status = 409, description = "Not from this status, or the assignee is the requester"),
    ),
)]
#[post("/tickets/{id}/assign")]
pub async fn assign_ticket(
    request: HttpRequest,
    app: Data<App>,
    caller: Caller,
    seen: IfMatch,
    repeat: Repeat,
    id: Path<String>,
    body: Body<Assign>,
) -> Result<HttpResponse> {
    answer::command(&request, &app, &caller, &repeat, &body.digest, &id, async |edit| {
        assigning::assign(edit, seen, &body.value).await
    })
    .await
}

/// Puts the ticket back to review
///
/// By its assignee or a supervisor of the team.
#[utoipa::path(
    tag = "tickets",
    security(("bearer" = ["tickets:write"])),
    params(("id" = String, Path, description = "Id or folio", example = "TI-000123"), IfMatch, Repeat),
    request_body(content = Nothing, example = json!({})),
    responses(
        (status = 200, description = "The ticket", body = TicketDetails),
    ),
)]
#[post("/tickets/{id}/unassign")]
pub async fn unassign_ticket(
    request: HttpRequest,
    app: Data<App>,
    caller: Caller,
    seen: IfMatch,
    repeat: Repeat,
    id: Path<String>,
    body: Silence,
) -> Result<HttpResponse> {
    answer::command(&request, &app, &caller, &repeat, &body.digest, &id, async |edit| {
        assigning::unassign(edit, seen).await
    })
    .await
}

/// Gives the ticket to another team's review
///
/// By its assignee or a supervisor of the team; from `new` by any agent of the team. Whoever loses sight of the ticket by it gets 204.
#[utoipa::path(
    tag = "tickets",
    security(("bearer" = ["tickets:write"])),
    params(("id" = String, Path, description = "Id or folio", example = "TI-000123"), IfMatch, Repeat),
    request_body(content = Transfer, example = json!({"team_id": "01890000-0000-7000-8000-000000000301", "reason": "Es de redes"})),
    responses(
        (status = 200, description = "The ticket", body = TicketDetails),
        (status = 204, description = "Done; the caller no longer sees the ticket"),
    ),
)]
#[post("/tickets/{id}/transfer")]
pub async fn transfer_ticket(
    request: HttpRequest,
    app: Data<App>,
    caller: Caller,
    seen: IfMatch,
    repeat: Repeat,
    id: Path<String>,
    body: Body<Transfer>,
) -> Result<HttpResponse> {
    answer::command(&request, &app, &caller, &repeat, &body.digest, &id, async |edit| {
        assigning::transfer(edit, seen, &body.value).await
    })
    .await
}
