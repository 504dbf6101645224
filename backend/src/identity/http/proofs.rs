//! Proofs of secondary addresses over HTTP.

use actix_web::{
    HttpRequest, HttpResponse,
    http::header,
    post,
    web::{Data, Path},
};
use shared::{
    access::Operation,
    session::{CodeChallenge, CodeProof, NewCode},
};
use uuid::Uuid;

use crate::{
    app::App,
    error::Result,
    http::{
        body::Body,
        guest::client_address,
        refusals::{BadBody, Forbidden, NotFound, RateLimited, Unauthenticated},
        request::Caller,
    },
    identity::proofs,
};

/// Send a code to a secondary address, to prove that one reads it.
///
/// The address must not be of the institution's domains (`institution_domain`). Limited like codes to sign in with.
#[utoipa::path(
    tag = "me",
    security(("bearer" = ["tickets:write"])),
    request_body(content = NewCode, example = json!({"email": "ana.lopez@correo.example"})),
    responses(
        (status = 202, description = "A code is under way", body = CodeChallenge),
        Unauthenticated, Forbidden, BadBody, RateLimited,
    )
)]
#[post("/email-proofs")]
pub async fn request_email_proof(
    request: HttpRequest,
    app: Data<App>,
    caller: Caller,
    body: Body<NewCode>,
) -> Result<HttpResponse> {
    caller.require(Operation::FileTicket)?;
    let challenge = proofs::begin(&app, &caller, &body.value.email, client_address(&request, &app)).await?;
    Ok(HttpResponse::Accepted().insert_header((header::CACHE_CONTROL, "no-store")).json(challenge))
}

/// Prove a secondary address by the code that was sent there.
///
/// The proof holds for an hour, for requests that need the address. Five tries a code.
#[utoipa::path(
    tag = "me",
    security(("bearer" = ["tickets:write"])),
    params((
        "challenge_id" = Uuid, Path, description = "From the answer to the request for a code",
        example = "019ab2c4-6f5e-7a31-8d02-5c1c1b7f0a11"
    )),
    request_body(content = CodeProof, example = json!({"code": "482913"})),
    responses((status = 204, description = "Proved"), Unauthenticated, Forbidden, NotFound, BadBody)
)]
#[post("/email-proofs/{challenge_id}/verify")]
pub async fn verify_email_proof(
    app: Data<App>,
    caller: Caller,
    challenge_id: Path<Uuid>,
    body: Body<CodeProof>,
) -> Result<HttpResponse> {
    caller.require(Operation::FileTicket)?;
    proofs::verify(&app, &caller, *challenge_id, &body.value.code).await?;
    Ok(HttpResponse::NoContent().finish())
}
