//! Invitations over HTTP: public, because whoever is invited has no account yet.

use actix_web::{
    HttpRequest, HttpResponse, get,
    http::header,
    post,
    web::{Data, Path},
};
use shared::session::{InvitationInfo, NewSession, SessionToken};

use super::answer_session;
use crate::{
    app::App,
    error::Result,
    http::{
        body::Body,
        guest::Guest,
        refusals::{BadBody, Forbidden, NotFound},
        request::{language_of, user_agent},
    },
    identity::{invitations, sessions::Device},
};

/// Read what an invitation offers.
///
/// Reading changes nothing. An invitation that was accepted or has expired is not found.
#[utoipa::path(
    tag = "sessions",
    security(()),
    params(("token" = String, Path, description = "From the link", example = "mB8f0o1oX2hJm3b0q9yY5k7vZ1u4r6t8w0e2a4s6d8f")),
    responses((status = 200, description = "The offer", body = InvitationInfo, example = json!({
        "email": "ana.lopez@example.edu.mx", "roles": ["admin"], "expires_at": "2026-11-26T15:00:00Z"
    })), NotFound)
)]
#[get("/invitations/{token}")]
pub async fn get_invitation(_: Guest, app: Data<App>, token: Path<String>) -> Result<HttpResponse> {
    let info = invitations::show(&app, &token, app.clock.now()).await?;
    Ok(HttpResponse::Ok().insert_header((header::CACHE_CONTROL, "no-store")).json(info))
}

/// Accept an invitation.
///
/// With a code that `POST /auth/codes` sent to the invited address: the link alone proves no mailbox. Grants the roles
/// once, and opens a session.
#[utoipa::path(
    tag = "sessions",
    security(()),
    params(("token" = String, Path, description = "From the link", example = "mB8f0o1oX2hJm3b0q9yY5k7vZ1u4r6t8w0e2a4s6d8f")),
    request_body(content = NewSession, example = json!({
        "challenge_id": "019ab2c4-6f5e-7a31-8d02-5c1c1b7f0a11", "code": "482913"
    })),
    responses((status = 200, description = "Signed in, with the roles", body = SessionToken), NotFound, Forbidden, BadBody)
)]
#[post("/invitations/{token}")]
pub async fn accept_invitation(
    _: Guest,
    request: HttpRequest,
    app: Data<App>,
    token: Path<String>,
    body: Body<NewSession>,
) -> Result<HttpResponse> {
    let device = Device { user_agent: user_agent(&request), remember: body.value.remember };
    let now = app.clock.now();
    let opened = invitations::accept(&app, &token, &body.value, &device, language_of(&request), now).await?;
    Ok(answer_session(&opened))
}
