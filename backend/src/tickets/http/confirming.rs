//! The confirm link of a mail, over HTTP: public, and only a deliberate POST decides.

use actix_web::{
    HttpRequest, HttpResponse, get, post,
    web::{Data, Path},
};
use shared::ticket::{Confirmation, ConfirmationAnswer};

use crate::{
    app::App,
    error::Result,
    http::{body::Body, guest::Guest, query::Params, request::language_of},
    tickets::confirmations,
};

/// Shows what a confirm link is about
///
/// Changes nothing, however often it is opened: mail scanners confirm nothing. It shows the attendance that it was made for,
/// and once it is spent or another attendance followed, nothing of what came after but its own answer.
#[utoipa::path(
    tag = "confirmations",
    security(()),
    params(("token" = String, Path, description = "What the mail's link carries")),
    responses((status = 200, description = "The attendance that waits for an answer", body = Confirmation, example = json!({
        "folio": "TI-000123", "subject": "Sin red en el aula B-204", "status": "attended", "service": "Acceso a internet",
        "summary": "Se cambió el cable.", "attended_at": "2026-03-13T16:38:00Z", "attended_by": "Carla Ruiz", "open": true
    }))),
)]
#[get("/confirmations/{token}")]
pub async fn show_confirmation(
    _: Guest,
    request: HttpRequest,
    app: Data<App>,
    token: Path<String>,
    params: Params,
) -> Result<HttpResponse> {
    params.finish()?;
    let confirmation = confirmations::show(&app, &token, language_of(&request)).await?;
    Ok(HttpResponse::Ok().insert_header(("Cache-Control", "no-store")).json(confirmation))
}

/// Confirms or rejects by a confirm link
///
/// Single use, and only while the attendance that it was made for waits for an answer.
#[utoipa::path(
    tag = "confirmations",
    security(()),
    params(("token" = String, Path, description = "What the mail's link carries")),
    request_body(content = ConfirmationAnswer, example = json!({"decision": "confirm", "rating": 5})),
    responses(
        (status = 200, description = "What it came to", body = Confirmation),
        (status = 409, description = "The link was used, or its attendance is over"),
    ),
)]
#[post("/confirmations/{token}")]
pub async fn answer_confirmation(
    _: Guest,
    request: HttpRequest,
    app: Data<App>,
    token: Path<String>,
    body: Body<ConfirmationAnswer>,
) -> Result<HttpResponse> {
    let now = app.clock.now();
    app.db.write(async |tx| confirmations::answer(&app, tx, &token, &body.value, now).await).await?;
    let confirmation = confirmations::show(&app, &token, language_of(&request)).await?;
    Ok(HttpResponse::Ok().insert_header(("Cache-Control", "no-store")).json(confirmation))
}
