//! Filing a request, and changing what it says.

use actix_web::{
    HttpRequest, HttpResponse,
    http::{
        StatusCode,
        header::{self, HeaderValue},
    },
    patch, post,
    web::{Data, Path},
};
use shared::{
    access::Operation,
    paths,
    ticket::{NewTicket, TicketDetails, TicketPatch},
};

use super::answer;
use crate::{
    app::App,
    error::Result,
    http::{body::Body, etag::IfMatch, idempotency::Repeat, request::Caller},
    tickets::commands::{editing, filing},
};

/// Files a request for a service
///
/// The requester is the caller, or with `on_behalf_of` the person helped by staff. Files are uploaded before and named here.
#[utoipa::path(
    tag = "tickets",
    security(("bearer" = ["tickets:write"])),
    params(Repeat),
    request_body(content = NewTicket, example = json!({
        "service_id": "01890000-0000-7000-8000-000000000101",
        "subject": "Sin red en el aula B-204",
        "description": "Desde ayer no hay conexión por cable.",
        "answers": {},
        "impact_answer": "my_group",
        "urgency_answer": "with_difficulty"
    })),
    responses((status = 201, description = "Filed", body = TicketDetails, headers(
        ("Location" = String, description = "Address of the ticket"),
        ("ETag" = String, description = "Version and digest"),
    ))),
)]
#[post("/tickets")]
pub async fn file_ticket(
    request: HttpRequest,
    app: Data<App>,
    caller: Caller,
    repeat: Repeat,
    body: Body<NewTicket>,
) -> Result<HttpResponse> {
    caller.require(Operation::FileTicket)?;
    let outcome = repeat
        .once(&app, &caller, &body.digest, async |tx| {
            let id = filing::file(&app, tx, &caller.actor, &body.value, caller.now).await?;
            Ok((StatusCode::CREATED.as_u16(), id))
        })
        .await?;
    let mut filed = answer::show(&request, &app, &caller, StatusCode::CREATED, outcome.resource_id).await?;
    if let Ok(location) = HeaderValue::from_str(&format!("{}/tickets/{}", paths::API, outcome.resource_id)) {
        filed.headers_mut().insert(header::LOCATION, location);
    }
    Ok(filed)
}

/// Changes subject, description, priority, service or tags
///
/// The requester edits the text while the ticket is new; staff of the team set impact, urgency, service and tags. Tags are
/// staff-only and change neither the version nor what a requester sees.
#[utoipa::path(
    tag = "tickets",
    security(("bearer" = ["tickets:write"])),
    params(("id" = String, Path, description = "Id or folio", example = "TI-000123"), IfMatch),
    request_body(content = TicketPatch, example = json!({"impact": "group", "urgency": "high"})),
    responses(
        (status = 200, description = "The ticket", body = TicketDetails),
        (status = 409, description = "The ticket is no longer new, or closed for this change"),
    ),
)]
#[patch("/tickets/{id}")]
pub async fn change_ticket(
    request: HttpRequest,
    app: Data<App>,
    caller: Caller,
    seen: IfMatch,
    id: Path<String>,
    body: Body<TicketPatch>,
) -> Result<HttpResponse> {
    let repeat = Repeat::never();
    answer::command(&request, &app, &caller, &repeat, &body.digest, &id, async |edit| {
        editing::change(edit, seen, &body.value).await
    })
    .await
}
