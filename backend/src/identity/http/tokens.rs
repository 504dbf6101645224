//! Personal API tokens over HTTP.

use actix_web::{
    HttpResponse, delete, get,
    http::header,
    post,
    web::{Data, Json, Path},
};
use shared::{
    access::Operation,
    page::Page,
    session::{NewToken, TokenInfo, TokenSecret},
};
use uuid::Uuid;

use crate::{
    app::App,
    error::Result,
    http::{
        body::Body,
        query::{self, Params},
        refusals::{BadBody, Conflicting, Forbidden, Invalid, NotFound, Unauthenticated},
        request::Caller,
    },
    identity::tokens,
};

/// Make a personal API token.
///
/// The answer is the only time its secret is shown. It does what its scopes say and never more than its owner may do at
/// that moment. A person has 50 valid ones at most (409). Only with a session, not with an API token.
#[utoipa::path(
    tag = "tokens",
    security(("bearer" = [])),
    request_body(content = NewToken, example = json!({
        "name": "Inventory", "scopes": ["tickets:read", "tickets:write"], "expires_at": "2027-06-30T06:00:00Z"
    })),
    responses(
        (status = 201, description = "The token with its secret", body = TokenSecret),
        Unauthenticated, Forbidden, Conflicting, BadBody,
    )
)]
#[post("/tokens")]
pub async fn create_token(app: Data<App>, caller: Caller, body: Body<NewToken>) -> Result<HttpResponse> {
    caller.require(Operation::ManageSelf)?;
    let token = tokens::create(&app, &caller, &body.value).await?;
    Ok(HttpResponse::Created().insert_header((header::CACHE_CONTROL, "no-store")).json(token))
}

/// List one's own API tokens, newest first.
///
/// Without their secrets. Only with a session, not with an API token.
#[utoipa::path(
    tag = "tokens",
    security(("bearer" = [])),
    params(query::Page),
    responses((status = 200, description = "The tokens", body = Page<TokenInfo>, example = json!({
        "items": [{
            "id": "019ab2c4-6f5e-7a31-8d02-5c1c1b7f0a11", "name": "Inventory", "prefix": "vtn_mB8f0o",
            "scopes": ["tickets:read"], "created_at": "2026-11-23T15:00:00Z", "last_used_at": null, "expires_at": null
        }],
        "next_cursor": null
    })), Unauthenticated, Forbidden, Invalid)
)]
#[get("/tokens")]
pub async fn list_tokens(app: Data<App>, caller: Caller, mut params: Params) -> Result<Json<Page<TokenInfo>>> {
    caller.require(Operation::ManageSelf)?;
    let (limit, cursor) = (params.limit(), params.one::<String>("cursor"));
    params.finish()?;
    tokens::list(&app, &caller, limit, cursor.as_deref()).await.map(Json)
}

/// Revoke one of one's own API tokens.
///
/// At once, in every process. Only with a session, not with an API token.
#[utoipa::path(
    tag = "tokens",
    security(("bearer" = [])),
    params(("id" = Uuid, Path, description = "The token", example = "019ab2c4-6f5e-7a31-8d02-5c1c1b7f0a11")),
    responses((status = 204, description = "Revoked"), Unauthenticated, Forbidden, NotFound)
)]
#[delete("/tokens/{id}")]
pub async fn revoke_token(app: Data<App>, caller: Caller, id: Path<Uuid>) -> Result<HttpResponse> {
    caller.require(Operation::ManageSelf)?;
    tokens::revoke(&app, &caller, *id).await?;
    Ok(HttpResponse::NoContent().finish())
}
