//! Undelivered mail over HTTP, for admins.

use actix_web::{
    HttpResponse, get, post,
    web::{Data, Json, Path},
};
use shared::{access::Operation, account::DeadLetter, page::Page};
use uuid::Uuid;

use super::dead;
use crate::{
    app::App,
    error::Result,
    http::{
        idempotency::Repeat,
        query::{self, Params},
        refusals::{Conflicting, Forbidden, Invalid, NotFound, Unauthenticated},
        request::Caller,
        routes::Routes,
    },
};

/// Every operation of the outbox.
pub fn routes(config: &mut Routes) {
    config.service(list_dead_letters).service(retry_dead_letter);
}

/// List mail that could not be delivered, the latest first.
///
/// With what the relay said last. Contents are never shown. Scope: `admin`.
#[utoipa::path(
    tag = "outbox",
    operation_id = "list_dead_letters",
    security(("bearer" = ["admin"])),
    params(query::Page),
    responses(
        (status = 200, description = "Undelivered mail", body = Page<DeadLetter>, example = json!({
            "items": [{
                "id": "019ab2c4-6f5e-7a31-8d02-5c1c1b7f0a11",
                "kind": "ticket_attended",
                "recipient": "ana.lopez@example.edu.mx",
                "attempts": 1,
                "last_error": "permanent error (550): 5.1.1 mailbox unavailable",
                "created_at": "2026-11-23T15:00:00Z",
                "dead_at": "2026-11-23T15:00:02Z"
            }],
            "next_cursor": null
        })),
        Unauthenticated, Forbidden, Invalid,
    )
)]
#[get("/outbox/dead-letters")]
pub async fn list_dead_letters(caller: Caller, app: Data<App>, mut params: Params) -> Result<Json<Page<DeadLetter>>> {
    let (limit, cursor) = (params.limit(), params.one::<String>("cursor"));
    params.finish()?;
    caller.require(Operation::ManageDeadLetters)?;
    dead::list(&app, limit, cursor.as_deref()).await.map(Json)
}

/// Try undelivered mail again.
///
/// It gets as many tries as a new one. A code that expired can't be sent any more, nor a letter whose contents were deleted
/// after 30 days; the problem says which it is. Scope: `admin`.
#[utoipa::path(
    tag = "outbox",
    operation_id = "retry_dead_letter",
    security(("bearer" = ["admin"])),
    params(("id" = Uuid, Path, description = "The mail", example = "019ab2c4-6f5e-7a31-8d02-5c1c1b7f0a11"), Repeat),
    responses(
        (status = 204, description = "It is in the outbox again"),
        Unauthenticated, Forbidden, NotFound, Conflicting, Invalid,
    )
)]
#[post("/outbox/dead-letters/{id}/retry")]
pub async fn retry_dead_letter(caller: Caller, app: Data<App>, id: Path<Uuid>, repeat: Repeat) -> Result<HttpResponse> {
    caller.require(Operation::ManageDeadLetters)?;
    repeat
        .once(&app, &caller, &[], async |tx| {
            dead::retry(tx, *id, caller.now).await?;
            Ok((204, *id))
        })
        .await?;
    Ok(HttpResponse::NoContent().finish())
}
