//! Signing in and out, the own account and its tokens, over HTTP.

mod account;
mod cookie;
mod invitations;
mod proofs;
mod sessions;
mod tokens;

use actix_web::{HttpResponse, http::header};

use super::Opened;
use crate::http::routes::Routes;

/// Every operation of this slice.
pub fn routes(config: &mut Routes) {
    config
        .service(sessions::request_code)
        .service(sessions::open_session)
        .service(sessions::refresh_session)
        // Before the one with an id, which would take 'current' for one.
        .service(sessions::end_current_session)
        .service(sessions::list_sessions)
        .service(sessions::end_session)
        .service(account::get_me)
        .service(account::change_me)
        .service(proofs::request_email_proof)
        .service(proofs::verify_email_proof)
        .service(tokens::create_token)
        .service(tokens::list_tokens)
        .service(tokens::revoke_token)
        .service(invitations::send_invitation)
        .service(invitations::get_invitation)
        .service(invitations::accept_invitation);
}

/// Answers a session that was opened or renewed: the access token in the body, the refresh token in the cookie.
pub fn answer_session(opened: &Opened) -> HttpResponse {
    HttpResponse::Ok()
        .insert_header((header::CACHE_CONTROL, "no-store"))
        .cookie(cookie::holding(opened))
        .json(&opened.token)
}
