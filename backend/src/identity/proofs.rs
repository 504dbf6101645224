//! Secondary addresses: an account proves by a code that it reads one, before a request that needs it is sent.

use std::net::IpAddr;

use chrono::{DateTime, Duration, Utc};
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter,
};
use shared::{person::Email, problem::FieldCode, session::CodeChallenge};
use uuid::Uuid;

use super::{
    codes::{self, Proves},
    rates::{self, Limit},
};
use crate::{
    app::App,
    directory,
    entity::{challenge, email_proof},
    error::{Error, Result},
    http::request::Caller,
    mail::{self, Letter, Recipient},
};

/// How long a proof holds, in minutes.
const PROOF_MINUTES: i64 = 60;

/// Whether an account has proved an address within the last hour.
///
/// # Errors
/// When the database can't be read.
pub async fn is_proved(db: &impl ConnectionTrait, account_id: Uuid, email: &Email, now: DateTime<Utc>) -> Result<bool> {
    let proofs = email_proof::Entity::find()
        .filter(email_proof::Column::AccountId.eq(account_id))
        .filter(email_proof::Column::Email.eq(email.as_str()))
        .filter(email_proof::Column::ProvedAt.gt(now - Duration::minutes(PROOF_MINUTES)))
        .count(db)
        .await?;
    Ok(proofs > 0)
}

/// Sends a code to a secondary address. Counted like codes to sign in with, and per account as well: nobody makes this a
/// way to write to strangers.
///
/// # Errors
/// `Validation` of `/email`, `RateLimited`.
pub async fn begin(app: &App, caller: &Caller, email: &str, client: Option<IpAddr>) -> Result<CodeChallenge> {
    let email: Email = email.parse().map_err(|_| Error::field("/email", FieldCode::Email))?;
    if email.is_within(&directory::in_force(app, app.db.reader()).await?.domains) {
        return Err(Error::field("/email", FieldCode::InstitutionDomain));
    }
    let account_id = caller.actor.account_id;
    let code = codes::draw()?;
    let letter = Letter::EmailProof { code: code.clone() };
    let account = Limit::hourly("proofs-per-account", &account_id.to_string(), app.config.codes_per_address);
    app.db
        .write(async |tx| {
            rates::count(tx, &account, caller.now).await?;
            codes::count(app, tx, &email, client, caller.now).await?;
            let owner = directory::account(tx, account_id).await?.ok_or(Error::Unauthenticated)?;
            let to = Recipient { email: email.as_str().to_owned(), ..directory::recipient(&owner) };
            let proves = Proves::SecondaryEmail(account_id);
            let challenge = codes::challenge(app, tx, proves, &email, &code, caller.now).await?;
            mail::post(tx, app, caller.now, &to, &letter).await?;
            Ok(challenge)
        })
        .await
}

/// Proves an address by the code that was sent there.
///
/// # Errors
/// `NotFound` when the challenge is not the caller's, `Validation` of `/code`.
pub async fn verify(app: &App, caller: &Caller, challenge_id: Uuid, code: &str) -> Result<()> {
    let account_id = caller.actor.account_id;
    let own = challenge::Entity::find_by_id(challenge_id)
        .filter(challenge::Column::AccountId.eq(account_id))
        .count(app.db.reader())
        .await?;
    if own == 0 {
        return Err(Error::NotFound);
    }
    // A refusal must be committed with the try that it cost, so it can't be an error within.
    let proved = app
        .db
        .write(async |tx| {
            let proves = Proves::SecondaryEmail(account_id);
            let Some(email) = codes::check(app, tx, proves, challenge_id, code, caller.now).await? else {
                return Ok(false);
            };
            email_proof::ActiveModel {
                id: Set(Uuid::now_v7()),
                account_id: Set(account_id),
                email: Set(email.as_str().to_owned()),
                proved_at: Set(caller.now),
            }
            .insert(tx)
            .await?;
            Ok(true)
        })
        .await?;
    if proved { Ok(()) } else { Err(codes::refused()) }
}
