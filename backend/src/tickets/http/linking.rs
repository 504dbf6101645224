//! Which tickets belong together, over HTTP.

use actix_web::{
    HttpRequest, HttpResponse, delete, post,
    web::{Data, Path},
};
use shared::ticket::{NewTicketLink, TicketDetails};
use uuid::Uuid;

use super::answer::{self, id_of};
use crate::{
    app::App,
    error::{Error, Result},
    http::{body::Body, etag::IfMatch, idempotency::Repeat, request::Caller},
    tickets::commands::{Edit, linking},
};

/// Says that two tickets are related
///
/// By staff of the team, of another ticket that they see as staff. The link is shown to whoever sees both tickets; the
/// timelines tell it to staff, so the version stays.
#[utoipa::path(
    tag = "tickets",
    security(("bearer" = ["tickets:write"])),
    params(("id" = String, Path, description = "Id or folio", example = "TI-000123"), IfMatch, Repeat),
    request_body(content = NewTicketLink, example = json!({"folio": "TI-000117", "kind": "related"})),
    responses((status = 200, description = "The ticket", body = TicketDetails)),
)]
#[post("/tickets/{id}/links")]
pub async fn link_ticket(
    request: HttpRequest,
    app: Data<App>,
    caller: Caller,
    seen: IfMatch,
    repeat: Repeat,
    id: Path<String>,
    body: Body<NewTicketLink>,
) -> Result<HttpResponse> {
    let other = match (body.value.id, &body.value.folio) {
        (Some(id), _) => Some(id),
        (None, Some(folio)) => match id_of(app.db.reader(), folio).await {
            Ok(id) => Some(id),
            Err(Error::NotFound) => None,
            Err(error) => return Err(error),
        },
        (None, None) => None,
    };
    let link = async |edit: &mut Edit<'_>| linking::link(edit, seen, &body.value, other).await;
    match other {
        Some(other) => answer::command_beside(&request, &app, &caller, &repeat, &body.digest, &id, other, link).await,
        None => answer::command(&request, &app, &caller, &repeat, &body.digest, &id, link).await,
    }
}

/// Says that two tickets are not related after all
///
/// By staff of the team. Duplicates and follow-ups stay linked: those links say what happened.
#[utoipa::path(
    tag = "tickets",
    security(("bearer" = ["tickets:write"])),
    params(
        ("id" = String, Path, description = "Id or folio", example = "TI-000123"),
        ("linked_id" = Uuid, Path, description = "The other ticket"),
        IfMatch,
    ),
    responses((status = 200, description = "The ticket", body = TicketDetails, example = json!({"folio": "TI-000123", "links": []}))),
)]
#[delete("/tickets/{id}/links/{linked_id}")]
pub async fn unlink_ticket(
    request: HttpRequest,
    app: Data<App>,
    caller: Caller,
    seen: IfMatch,
    path: Path<(String, Uuid)>,
) -> Result<HttpResponse> {
    let (id, linked_id) = path.into_inner();
    let unlink = async |edit: &mut Edit<'_>| linking::unlink(edit, seen, linked_id).await;
    answer::command_beside(&request, &app, &caller, &Repeat::never(), &[], &id, linked_id, unlink).await
}
