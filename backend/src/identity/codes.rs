//! Six-digit codes: sent to an address, bound to it and to the challenge that the browser holds, tried five times at most.

use std::net::IpAddr;

use chrono::{DateTime, Duration, Utc};
use sea_orm::{
    ActiveModelTrait,
    ActiveValue::Set,
    ColumnTrait, DatabaseTransaction, EntityTrait, QueryFilter,
    sea_query::{Expr, ExprTrait},
};
use shared::{
    limits,
    person::{Email, Language},
    problem::FieldCode,
    session::CodeChallenge,
};
use uuid::Uuid;

use super::rates::{self, Limit};
use crate::{
    app::App,
    directory,
    entity::challenge,
    error::{Error, Result},
    http::guest::network,
    keys::{self, Purpose},
    mail::{self, Letter, Recipient},
};

/// What a code proves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Proves {
    /// That the institutional mailbox is the person's.
    SignIn,
    /// That an account's owner reads a secondary address.
    SecondaryEmail(Uuid),
}

impl Proves {
    pub(super) const fn as_str(self) -> &'static str {
        match self {
            Self::SignIn => "sign_in",
            Self::SecondaryEmail(_) => "secondary_email",
        }
    }

    const fn account_id(self) -> Option<Uuid> {
        match self {
            Self::SignIn => None,
            Self::SecondaryEmail(account_id) => Some(account_id),
        }
    }
}

/// Sends a code to sign in with. The work is the same whether the account exists, is new or is disabled.
///
/// # Errors
/// `Validation` of `/email`, `RateLimited`.
pub async fn request_code(
    app: &App,
    email: &str,
    client: Option<IpAddr>,
    language: Language,
    now: DateTime<Utc>,
) -> Result<CodeChallenge> {
    let email: Email = email.parse().map_err(|_| Error::field("/email", FieldCode::Email))?;
    if !email.is_of(&directory::in_force(app, app.db.reader()).await?.domains) {
        return Err(Error::field("/email", FieldCode::ForeignDomain));
    }
    let code = draw()?;
    let letter = Letter::SignInCode { code: code.clone() };
    app.db
        .write(async |tx| {
            count(app, tx, &email, client, now).await?;
            let known = directory::find_by_email(tx, &email).await?;
            let to = known.as_ref().map_or_else(|| stranger(&email, language), directory::recipient);
            let challenge = challenge(app, tx, Proves::SignIn, &email, &code, now).await?;
            mail::post(tx, app, now, &to, &letter).await?;
            Ok(challenge)
        })
        .await
}

/// Five challenges an hour per address, sixty per client address, unless configured otherwise.
///
/// # Errors
/// `RateLimited`.
pub async fn count(
    app: &App,
    tx: &DatabaseTransaction,
    email: &Email,
    client: Option<IpAddr>,
    now: DateTime<Utc>,
) -> Result<()> {
    let address = Limit::hourly("codes-per-address", email.as_str(), app.config.codes_per_address);
    let client = Limit::hourly("codes-per-client", &network(client), app.config.codes_per_client);
    rates::count(tx, &address, now).await?;
    rates::count(tx, &client, now).await
}

fn stranger(email: &Email, language: Language) -> Recipient {
    Recipient { account_id: None, email: email.as_str().to_owned(), name: String::new(), language }
}

/// A code, each as likely as any other.
///
/// # Errors
/// When the operating system gives no randomness.
pub fn draw() -> Result<String> {
    const CODES: u32 = 1_000_000;
    // What lies above the last whole million would make the low codes likelier.
    const FAIR: u32 = u32::MAX - u32::MAX % CODES;
    loop {
        let number = u32::from_le_bytes(keys::random::<4>()?);
        if number < FAIR {
            return Ok(format!("{:06}", number % CODES));
        }
    }
}

/// Keeps a code, digested, until it expires.
///
/// # Errors
/// When the database can't be written.
pub async fn challenge(
    app: &App,
    tx: &DatabaseTransaction,
    proves: Proves,
    email: &Email,
    code: &str,
    now: DateTime<Utc>,
) -> Result<CodeChallenge> {
    let id = Uuid::now_v7();
    challenge::ActiveModel {
        id: Set(id),
        purpose: Set(proves.as_str().to_owned()),
        email: Set(email.as_str().to_owned()),
        account_id: Set(proves.account_id()),
        code_digest: Set(app.keys.mac(Purpose::Code, &message(id, email.as_str(), code)).to_vec()),
        tries: Set(0),
        created_at: Set(now),
        expires_at: Set(now + Duration::minutes(limits::CODE_MINUTES)),
        used_at: Set(None),
    }
    .insert(tx)
    .await?;
    let expires_in = u32::try_from(limits::CODE_MINUTES * 60).unwrap_or(u32::MAX);
    Ok(CodeChallenge { challenge_id: id, expires_in })
}

fn message(id: Uuid, email: &str, code: &str) -> Vec<u8> {
    [id.as_bytes().as_slice(), email.as_bytes(), &[0], code.as_bytes()].concat()
}

/// Spends one of the five tries, then compares; a right code is used up. `None` is a refusal, whatever its cause, and must
/// be committed: a try that is rolled back was free.
///
/// # Errors
/// When the database can't be written.
pub async fn check(
    app: &App,
    tx: &DatabaseTransaction,
    proves: Proves,
    id: Uuid,
    code: &str,
    now: DateTime<Utc>,
) -> Result<Option<Email>> {
    // Typed with blanks, as some mail programs show it.
    let code: String = code.chars().filter(|c| !c.is_whitespace()).collect();
    if code.len() != limits::CODE_DIGITS || !code.chars().all(|c| c.is_ascii_digit()) {
        return Ok(None);
    }
    let mut claim = challenge::Entity::update_many()
        .col_expr(challenge::Column::Tries, Expr::col(challenge::Column::Tries).add(1))
        .filter(challenge::Column::Id.eq(id))
        .filter(challenge::Column::Purpose.eq(proves.as_str()))
        .filter(challenge::Column::Tries.lt(limits::CODE_TRIES))
        .filter(challenge::Column::UsedAt.is_null())
        .filter(challenge::Column::ExpiresAt.gt(now));
    if let Some(account_id) = proves.account_id() {
        claim = claim.filter(challenge::Column::AccountId.eq(account_id));
    }
    if claim.exec(tx).await?.rows_affected != 1 {
        return Ok(None);
    }
    let Some(row) = challenge::Entity::find_by_id(id).one(tx).await? else { return Ok(None) };
    if !app.keys.verify(Purpose::Code, &message(id, &row.email, &code), &row.code_digest) {
        return Ok(None);
    }
    challenge::Entity::update_many()
        .col_expr(challenge::Column::UsedAt, Expr::value(now))
        .filter(challenge::Column::Id.eq(id))
        .exec(tx)
        .await?;
    let email: Email = row.email.parse().map_err(|_| anyhow::anyhow!("a challenge without an address"))?;
    // Its domain may have been taken away since the code was asked for.
    let is_foreign = proves == Proves::SignIn && !email.is_of(&directory::in_force(app, tx).await?.domains);
    Ok(Some(email).filter(|_| !is_foreign))
}

/// The one answer to a code that is wrong, expired, used, tried too often, unknown, or of a domain that is not the
/// institution's any more.
pub fn refused() -> Error {
    Error::field("/code", FieldCode::Code)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_has_six_digits() {
        for _ in 0..1_000 {
            let code = draw().unwrap();
            assert!(code.len() == 6 && code.chars().all(|c| c.is_ascii_digit()), "{code}");
        }
    }
}
