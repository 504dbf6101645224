//! Codes and sessions over HTTP.

use actix_web::{
    HttpRequest, HttpResponse, delete, get,
    http::header,
    post,
    web::{Data, Json, Path},
};
use shared::{
    access::Operation,
    page::Page,
    session::{CodeChallenge, NewCode, NewSession, SessionInfo, SessionToken},
};
use uuid::Uuid;

use super::{answer_session, cookie};
use crate::{
    app::App,
    error::{Error, Result},
    http::{
        body::Body,
        guest::Guest,
        query::{self, Params},
        refusals::{BadBody, Forbidden, Invalid, NotFound, RateLimited, Unauthenticated},
        request::{Caller, language_of, user_agent},
    },
    identity::{codes, refresh, sessions, sessions::Device},
};

/// Send a six-digit code to an institutional address.
///
/// The answer is the same, in the same time, whether or not the account exists; the first valid code makes it. Refused is
/// only an address of another domain (`foreign_domain`), or too many challenges for the address or from the client.
#[utoipa::path(
    tag = "sessions",
    security(()),
    request_body(content = NewCode, example = json!({"email": "ana.lopez@example.edu.mx"})),
    responses(
        (status = 202, description = "A code is under way, if the address can receive it", body = CodeChallenge,
         example = json!({"challenge_id": "019ab2c4-6f5e-7a31-8d02-5c1c1b7f0a11", "expires_in": 600})),
        BadBody, RateLimited,
    )
)]
#[post("/auth/codes")]
pub async fn request_code(
    guest: Guest,
    request: HttpRequest,
    app: Data<App>,
    body: Body<NewCode>,
) -> Result<HttpResponse> {
    let now = app.clock.now();
    let challenge = codes::request_code(&app, &body.value.email, guest.client, language_of(&request), now).await?;
    Ok(HttpResponse::Accepted().insert_header((header::CACHE_CONTROL, "no-store")).json(challenge))
}

/// Open a session with the code from the mail.
///
/// Five tries a code; whatever is wrong with it, the refusal is the same. The refresh token comes in the cookie
/// `__Host-ventanilla`. A disabled account is refused (403) after a right code.
#[utoipa::path(
    tag = "sessions",
    security(()),
    request_body(content = NewSession, example = json!({
        "challenge_id": "019ab2c4-6f5e-7a31-8d02-5c1c1b7f0a11", "code": "482913", "remember": false
    })),
    responses((status = 200, description = "Signed in", body = SessionToken), BadBody, Forbidden)
)]
#[post("/auth/sessions")]
pub async fn open_session(
    _: Guest,
    request: HttpRequest,
    app: Data<App>,
    body: Body<NewSession>,
) -> Result<HttpResponse> {
    let device = Device { user_agent: user_agent(&request), remember: body.value.remember };
    let now = app.clock.now();
    let opened = sessions::sign_in(&app, &body.value, &device, language_of(&request), now).await?;
    Ok(answer_session(&opened))
}

/// Renew the session by its cookie.
///
/// Accepted only with our own `Origin`; the only operation that reads the cookie. The refresh token is spent for the next
/// one. A spent one that comes back ends the session, save the last one within 30 seconds while its successor is unused.
#[utoipa::path(
    tag = "sessions",
    security(()),
    params(("Origin" = String, Header, description = "The web app's own origin", example = "https://mesa.example.edu.mx")),
    responses((status = 200, description = "Renewed", body = SessionToken, example = json!({
        "access_token": "eyJ0eXAiOiJKV1QiLCJhbGciOiJFZERTQSJ9…", "expires_in": 600, "account": {
            "id": "019ab2c4-6f5e-7a31-8d02-5c1c1b7f0a11", "version": 3, "email": "ana.lopez@example.edu.mx",
            "name": "Ana López", "community": "faculty", "community_verified": true, "institutional_id": null,
            "unit": "Ingeniería", "phone_extension": "1234", "language": "es",
            "notifications": ["received", "assigned"], "single_keys": true, "roles": ["requester"], "teams": []
        }
    })), Unauthenticated, Forbidden)
)]
#[post("/auth/sessions/refresh")]
pub async fn refresh_session(_: Guest, request: HttpRequest, app: Data<App>) -> Result<HttpResponse> {
    let secret = cookie::refresh_token(&request, &app)?;
    let opened = refresh::renew(&app, &secret, app.clock.now()).await?;
    Ok(answer_session(&opened))
}

/// End this session.
///
/// Its access tokens end with it. Only with a session, not with an API token.
#[utoipa::path(
    tag = "sessions",
    security(("bearer" = [])),
    responses((status = 204, description = "Signed out, and the cookie forgotten"), Unauthenticated, Forbidden, NotFound)
)]
#[delete("/auth/sessions/current")]
pub async fn end_current_session(app: Data<App>, caller: Caller) -> Result<HttpResponse> {
    caller.require(Operation::ManageSelf)?;
    sessions::end(&app, &caller, caller.session_id.ok_or(Error::Forbidden)?).await?;
    Ok(HttpResponse::NoContent().cookie(cookie::forgetting()).finish())
}

/// List one's own open sessions, newest first.
///
/// Only with a session, not with an API token.
#[utoipa::path(
    tag = "sessions",
    security(("bearer" = [])),
    params(query::Page),
    responses(
        (status = 200, description = "The sessions", body = Page<SessionInfo>, example = json!({
            "items": [{
                "id": "019ab2c4-6f5e-7a31-8d02-5c1c1b7f0a11", "created_at": "2026-11-23T15:00:00Z",
                "last_used_at": "2026-11-23T16:40:00Z", "expires_at": "2026-11-24T04:40:00Z",
                "user_agent": "Mozilla/5.0 (X11; Linux x86_64) Firefox/145.0", "remembered": false, "current": true
            }],
            "next_cursor": null
        })),
        Unauthenticated, Forbidden, Invalid,
    )
)]
#[get("/auth/sessions")]
pub async fn list_sessions(app: Data<App>, caller: Caller, mut params: Params) -> Result<Json<Page<SessionInfo>>> {
    caller.require(Operation::ManageSelf)?;
    let (limit, cursor) = (params.limit(), params.one::<String>("cursor"));
    params.finish()?;
    sessions::list(&app, &caller, limit, cursor.as_deref()).await.map(Json)
}

/// End one of one's own sessions.
///
/// Only with a session, not with an API token.
#[utoipa::path(
    tag = "sessions",
    security(("bearer" = [])),
    params(("id" = Uuid, Path, description = "The session", example = "019ab2c4-6f5e-7a31-8d02-5c1c1b7f0a11")),
    responses((status = 204, description = "Ended"), Unauthenticated, Forbidden, NotFound)
)]
#[delete("/auth/sessions/{id}")]
pub async fn end_session(app: Data<App>, caller: Caller, id: Path<Uuid>) -> Result<HttpResponse> {
    caller.require(Operation::ManageSelf)?;
    sessions::end(&app, &caller, *id).await?;
    Ok(HttpResponse::NoContent().finish())
}
