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
use sea_orm::{QuerySelect, QueryTrait, sea_query::Expr};
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
    db::Composed,
    directory::{self, Standing},
    entity::session,
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

/// Whether a credential is an API token, not that of a session.
pub fn is_api_token(credential: &str) -> bool {
    credential.starts_with(tokens::PREFIX)
}

/// Finds who is behind a bearer credential: an access token or an API token.
///
/// Everything is read from the database on every call, by primary key: an ended session, a disabled account and a
/// changed role or team take effect with the next request, in every process.
///
/// # Errors
/// `Unauthenticated` when it is not valid now.
pub async fn authenticate(app: &App, credential: &str, now: DateTime<Utc>) -> Result<Known> {
    static ANYWAY: Composed = Composed::new(|| directory::standing_of(None));
    static IN_SESSION: Composed = Composed::new(|| {
        let open = sessions::open(Uuid::nil(), Uuid::nil(), DateTime::UNIX_EPOCH);
        directory::standing_of(Some(Expr::exists(open.select_only().column(session::Column::Id).into_query())))
    });
    let db = app.db.reader();
    if is_api_token(credential) {
        let (account_id, scopes) = tokens::owner(app, credential, now).await?;
        let standing = directory::standing(db, ANYWAY.with(db, [account_id.into()])).await?;
        return known(account_id, standing, None, Some(scopes));
    }
    let token = access_token::verify(app, credential, now).ok_or(Error::Unauthenticated)?;
    let values = [token.account_id.into(), token.session_id.into(), token.account_id.into(), now.into()];
    let standing = directory::standing(db, IN_SESSION.with(db, values)).await?;
    known(token.account_id, standing, Some(token.session_id), None)
}

fn known(
    account_id: Uuid,
    standing: Option<Standing>,
    session_id: Option<Uuid>,
    scopes: Option<Vec<Scope>>,
) -> Result<Known> {
    let Standing { language, roles, teams, .. } =
        standing.filter(|standing| standing.active).ok_or(Error::Unauthenticated)?;
    Ok(Known { actor: Actor { account_id, roles, teams, scopes }, session_id, language })
}

#[cfg(test)]
mod tests;
