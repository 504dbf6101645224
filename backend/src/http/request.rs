//! What every request carries: its id, its language, and who asks.

use std::{fmt, rc::Rc, time::Instant};

use actix_web::{
    Error as ActixError, FromRequest, HttpMessage, HttpRequest,
    body::MessageBody,
    dev::{Payload, ServiceRequest, ServiceResponse},
    http::header::{self, HeaderValue},
    middleware::Next,
    web::Data,
};
use chrono::{DateTime, Utc};
use futures_util::future::LocalBoxFuture;
use shared::{
    access::{Actor, Operation, may},
    person::Language,
};
use uuid::Uuid;

use super::{
    guest::{client_address, network},
    limits::Subject,
    query,
};
use crate::{
    app::App,
    error::{Error, Result},
    identity,
};

const REQUEST_ID: &str = "x-request-id";

/// Names a request in the log and in every problem.
#[derive(Debug, Clone)]
pub struct RequestId(Rc<str>);

impl fmt::Display for RequestId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The language an account prefers, left by whoever authenticated the request.
#[derive(Debug, Clone, Copy)]
struct AccountLanguage(Language);

/// Who asked, left by whoever authenticated the request: the log names it.
#[derive(Debug, Clone, Copy)]
pub struct CallerId(pub Uuid);

/// Accepts a sound `X-Request-Id` or makes one, and echoes it.
///
/// # Errors
/// None of its own.
pub async fn name_request(
    request: ServiceRequest,
    next: Next<impl MessageBody>,
) -> Result<ServiceResponse<impl MessageBody>, ActixError> {
    let given = request.headers().get(REQUEST_ID).and_then(|value| value.to_str().ok()).filter(|id| {
        (8..=64).contains(&id.len()) && id.chars().all(|c| c.is_ascii_alphanumeric() || "-_.".contains(c))
    });
    let id: Rc<str> = given.map_or_else(|| Uuid::now_v7().simple().to_string().into(), Into::into);
    request.extensions_mut().insert(RequestId(id.clone()));
    let mut answer = next.call(request).await?;
    if let Ok(value) = HeaderValue::from_str(&id) {
        answer.headers_mut().insert(header::HeaderName::from_static(REQUEST_ID), value);
    }
    Ok(answer)
}

/// The language to answer in: the account's, else what the browser accepts, else Spanish.
pub fn language_of(request: &HttpRequest) -> Language {
    if let Some(AccountLanguage(language)) = request.extensions().get::<AccountLanguage>() {
        return *language;
    }
    request
        .headers()
        .get(header::ACCEPT_LANGUAGE)
        .and_then(|value| value.to_str().ok())
        .map(Language::from_accept)
        .unwrap_or_default()
}

/// The browser as it names itself, cut to what is worth keeping.
pub fn user_agent(request: &HttpRequest) -> Option<String> {
    let text = request.headers().get(header::USER_AGENT)?.to_str().ok()?;
    Some(text.chars().filter(|c| !c.is_control()).take(200).collect())
}

/// Somebody who proved who they are.
#[derive(Debug, Clone)]
pub struct Caller {
    /// Who, with the roles and teams of now.
    pub actor: Actor,
    /// The session, when it is one and not an API token.
    pub session_id: Option<Uuid>,
    /// The language to answer in.
    pub language: Language,
    /// The instant of the request.
    pub now: DateTime<Utc>,
}

impl Caller {
    /// Refuses what the caller may not do, whatever the ticket.
    ///
    /// # Errors
    /// `Forbidden`.
    pub fn require(&self, operation: Operation) -> Result<()> {
        if may(&self.actor, operation).is_allowed() { Ok(()) } else { Err(Error::Forbidden) }
    }

    /// Whether it came with an API token.
    pub fn is_program(&self) -> bool {
        self.actor.scopes.is_some()
    }
}

impl FromRequest for Caller {
    type Error = Error;
    type Future = LocalBoxFuture<'static, Result<Self>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let request = request.clone();
        Box::pin(async move {
            let app = request.app_data::<Data<App>>().cloned().ok_or_else(|| anyhow::anyhow!("no application"))?;
            let credential = bearer(&request).ok_or(Error::Unauthenticated)?;
            let now = app.clock.now();
            let known = identity::authenticate(&app, credential, now).await.or_else(|error| {
                // Whoever guesses is as much a guest as whoever has nothing to show.
                if matches!(error, Error::Unauthenticated) {
                    let client = network(client_address(&request, &app));
                    app.public_limits.take(Subject::Network(client), Instant::now())?;
                }
                Err(error)
            })?;
            request.extensions_mut().insert(AccountLanguage(known.language));
            request.extensions_mut().insert(CallerId(known.actor.account_id));
            let allowance = app.limits.take(Subject::Account(known.actor.account_id), Instant::now())?;
            request.extensions_mut().insert(allowance);
            query::refuse_unasked(&request)?;
            Ok(Self { actor: known.actor, session_id: known.session_id, language: known.language, now })
        })
    }
}

/// Whether a program sends it, with an API token in place of a session's.
pub fn comes_with_api_token(request: &HttpRequest) -> bool {
    bearer(request).is_some_and(identity::is_api_token)
}

/// The credential of an `Authorization: Bearer` header.
fn bearer(request: &HttpRequest) -> Option<&str> {
    let value = request.headers().get(header::AUTHORIZATION)?.to_str().ok()?;
    let (scheme, credential) = value.split_once(' ')?;
    (scheme.eq_ignore_ascii_case("bearer") && !credential.is_empty()).then_some(credential.trim())
}
