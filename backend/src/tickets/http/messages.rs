//! Replies and notes, over HTTP.

use actix_web::{
    HttpResponse,
    http::StatusCode,
    post,
    web::{Data, Path},
};
use shared::{event::TimelineItem, ticket::NewMessage};
use uuid::Uuid;

use super::answer::id_of;
use crate::{
    app::App,
    error::{Error, Result},
    http::{body::Body, idempotency::Repeat, request::Caller},
    tickets::{
        commands::{Edit, messages},
        queries::{access::access, timeline},
    },
};

/// Replies in public
///
/// By the requester, the watchers and staff of the team. The requester's reply resumes a ticket that waits for it; on an
/// attended or closed ticket it is a comment.
#[utoipa::path(
    tag = "tickets",
    security(("bearer" = ["tickets:write"])),
    params(("id" = String, Path, description = "Id or folio", example = "TI-000123"), Repeat),
    request_body(content = NewMessage, example = json!({"body": "El inventario es **4417**."})),
    responses((status = 201, description = "The entry of the timeline", body = TimelineItem)),
)]
#[post("/tickets/{id}/replies")]
pub async fn reply_ticket(
    app: Data<App>,
    caller: Caller,
    repeat: Repeat,
    id: Path<String>,
    body: Body<NewMessage>,
) -> Result<HttpResponse> {
    write(&app, &caller, &repeat, &id, &body, async |edit| messages::reply(edit, &body.value).await).await
}

/// Leaves an internal note
///
/// By staff of the team. Nothing of it is observable by the requester, and no mail goes out.
#[utoipa::path(
    tag = "tickets",
    security(("bearer" = ["tickets:write"])),
    params(("id" = String, Path, description = "Id or folio", example = "TI-000123"), Repeat),
    request_body(content = NewMessage, example = json!({"body": "Falta confirmar el correo alterno."})),
    responses((status = 201, description = "The entry of the timeline", body = TimelineItem)),
)]
#[post("/tickets/{id}/notes")]
pub async fn note_ticket(
    app: Data<App>,
    caller: Caller,
    repeat: Repeat,
    id: Path<String>,
    body: Body<NewMessage>,
) -> Result<HttpResponse> {
    write(&app, &caller, &repeat, &id, &body, async |edit| messages::note(edit, &body.value).await).await
}

async fn write(
    app: &App,
    caller: &Caller,
    repeat: &Repeat,
    id_or_folio: &str,
    body: &Body<NewMessage>,
    work: impl AsyncFn(&mut Edit<'_>) -> Result<Uuid>,
) -> Result<HttpResponse> {
    let outcome = repeat
        .once(app, caller, &body.digest, async |tx| {
            let id = id_of(tx, id_or_folio).await?;
            let mut edit = Edit::load(app, tx, &caller.actor, id, caller.now).await?;
            Ok((StatusCode::CREATED.as_u16(), work(&mut edit).await?))
        })
        .await?;
    let access = access(app.db.reader(), &caller.actor, id_or_folio).await?;
    let entry = timeline::entry(app, &caller.actor, &access, caller.language, outcome.resource_id).await?;
    Ok(HttpResponse::Created().json(entry.ok_or(Error::NotFound)?))
}
