//! Invitations over HTTP: sent by admins, and accepted in public, because whoever is invited may never have signed in.

use actix_web::{
    HttpRequest, HttpResponse, get,
    http::header,
    post,
    web::{Data, Path},
};
use shared::{
    access::Operation,
    session::{Invitation, InvitationInfo, NewInvitation, NewSession, SessionToken},
};

use super::answer_session;
use crate::{
    app::App,
    error::Result,
    http::{
        body::Body,
        guest::Guest,
        idempotency::Repeat,
        query::Params,
        refusals::{BadBody, Forbidden, NotFound},
        request::{Caller, language_of, user_agent},
    },
    identity::{invitations, sessions::Device},
};

/// Invite somebody by mail, with roles.
///
/// By an admin. The address gets an account now, unless it has one. The link in the mail works once, within 72 hours, and is
/// never answered here; an earlier invitation of the same address that was not accepted ends, and so does this one when
/// whoever invited may not do so any more.
#[utoipa::path(
    tag = "directory",
    security(("bearer" = ["directory:write"])),
    params(Repeat),
    request_body(content = NewInvitation, example = json!({"email": "ana.lopez@example.edu.mx", "roles": ["agent"]})),
    responses((status = 201, description = "The invitation", body = Invitation, example = json!({
        "id": "019ab2c4-6f5e-7a31-8d02-5c1c1b7f0a11", "email": "ana.lopez@example.edu.mx", "roles": ["agent"],
        "created_at": "2026-11-23T15:00:00Z", "expires_at": "2026-11-26T15:00:00Z"
    })))
)]
#[post("/invitations")]
pub async fn send_invitation(
    app: Data<App>,
    caller: Caller,
    repeat: Repeat,
    body: Body<NewInvitation>,
) -> Result<HttpResponse> {
    caller.require(Operation::ManageDirectory)?;
    let sent = repeat
        .once(&app, &caller, &body.digest, async |tx| {
            Ok((201, invitations::invite_by_mail(&app, tx, &caller, &body.value).await?))
        })
        .await?;
    let invitation = invitations::get(app.db.reader(), sent.resource_id).await?;
    Ok(HttpResponse::Created().json(invitation))
}

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
pub async fn get_invitation(_: Guest, app: Data<App>, token: Path<String>, params: Params) -> Result<HttpResponse> {
    params.finish()?;
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
