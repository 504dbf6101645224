//! The own account over HTTP.

use actix_web::{HttpRequest, HttpResponse, get, http::StatusCode, patch, web::Data};
use shared::{
    access::Operation,
    session::{Me, MePatch},
};

use crate::{
    app::App,
    error::Result,
    http::{
        body::Body,
        etag::{self, IfMatch, IfNoneMatch},
        query::Params,
        refusals::{BadBody, Conflicting, Forbidden, Stale, Unauthenticated, VersionRequired},
        request::Caller,
    },
    identity::me,
};

/// Read the own account: who, with which roles and teams.
///
/// Any credential serves; with an API token the answer names its scopes.
#[utoipa::path(
    tag = "me",
    security(("bearer" = [])),
    params(IfNoneMatch),
    responses((status = 200, description = "The account", body = Me, example = json!({
        "id": "019ab2c4-6f5e-7a31-8d02-5c1c1b7f0a11", "version": 3, "email": "ana.lopez@example.edu.mx",
        "name": "Ana López", "community": "faculty", "community_verified": true, "institutional_id": null,
        "unit": "Ingeniería", "phone_extension": "1234", "language": "es",
        "notifications": ["received", "assigned"], "single_keys": true, "roles": ["requester"], "teams": []
    })), Unauthenticated)
)]
#[get("/me")]
pub async fn get_me(request: HttpRequest, app: Data<App>, caller: Caller, params: Params) -> Result<HttpResponse> {
    params.finish()?;
    let me = me::get(&app, &caller).await?;
    etag::answer(&request, StatusCode::OK, me.version, &me)
}

/// Change the own account.
///
/// Name, language, phone extension, unit, which mail is wanted and whether single keys act at any time; the community only
/// while the directory has not told it. Only with a session, not with an API token.
#[utoipa::path(
    tag = "me",
    security(("bearer" = [])),
    params(IfMatch),
    request_body(content = MePatch, example = json!({"language": "en", "notifications": ["received", "watched_replies"]})),
    responses(
        (status = 200, description = "The changed account", body = Me),
        Unauthenticated, Forbidden, Conflicting, Stale, VersionRequired, BadBody,
    )
)]
#[patch("/me")]
pub async fn change_me(
    request: HttpRequest,
    app: Data<App>,
    caller: Caller,
    seen: IfMatch,
    body: Body<MePatch>,
) -> Result<HttpResponse> {
    caller.require(Operation::ManageSelf)?;
    let me = me::change(&app, &caller, seen, &body.value).await?;
    etag::answer(&request, StatusCode::OK, me.version, &me)
}
