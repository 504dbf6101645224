//! Who is there: sign-in codes, sessions, API tokens, and the actor behind a credential.

mod access_token;
mod addresses;
mod codes;
pub mod http;
pub mod invitations;
mod me;
pub mod proofs;
mod purge;
pub mod rates;
mod refresh;
mod sessions;
mod tokens;

use chrono::{DateTime, Utc};
use shared::{
    access::{Actor, Scope},
    person::Language,
};
use uuid::Uuid;

pub use access_token::Signer;
pub use addresses::forget;
pub use http::answer_session;
pub use purge::purge;
pub use sessions::{Device, Opened, end_sessions, open_session};

use crate::{
    app::App,
    directory::{self, Standing},
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
/// Everything is read from the database on every call, by primary key: an ended session, a disabled account and a
/// changed role or team take effect with the next request, in every process.
///
/// # Errors
/// `Unauthenticated` when it is not valid now.
pub async fn authenticate(app: &App, credential: &str, now: DateTime<Utc>) -> Result<Known> {
    if credential.starts_with(tokens::PREFIX) {
        let (account_id, scopes) = tokens::owner(app, credential, now).await?;
        return known(app, account_id, None, Some(scopes)).await;
    }
    let token = access_token::verify(app, credential, now).ok_or(Error::Unauthenticated)?;
    let (is_open, known) = tokio::try_join!(
        sessions::is_open(app.db.reader(), token.session_id, token.account_id, now),
        known(app, token.account_id, Some(token.session_id), None),
    )?;
    if is_open { Ok(known) } else { Err(Error::Unauthenticated) }
}

async fn known(app: &App, account_id: Uuid, session_id: Option<Uuid>, scopes: Option<Vec<Scope>>) -> Result<Known> {
    let standing = directory::standing(app.db.reader(), account_id).await?;
    let Standing { language, roles, teams, .. } =
        standing.filter(|standing| standing.active).ok_or(Error::Unauthenticated)?;
    Ok(Known { actor: Actor { account_id, roles, teams, scopes }, session_id, language })
}

#[cfg(test)]
mod tests;
