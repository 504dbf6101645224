//! Who is there: sign-in codes, sessions, API tokens, and the actor behind a credential.

use chrono::{DateTime, Utc};
use shared::{access::Actor, person::Language};
use uuid::Uuid;

use crate::{
    app::App,
    error::{Error, Result},
};

/// Somebody whose credential was good.
#[derive(Debug, Clone)]
pub struct Known {
    /// Who, with the roles and teams of now.
    pub actor: Actor,
    /// The session, when it is one and not an API token.
    pub session_id: Option<Uuid>,
    /// The account's language.
    pub language: Language,
}

/// Finds who is behind a bearer credential: an access token or an API token.
///
/// # Errors
/// `Unauthenticated` when it is not valid now.
pub async fn authenticate(_app: &App, _credential: &str, _now: DateTime<Utc>) -> Result<Known> {
    Err(Error::Unauthenticated)
}
