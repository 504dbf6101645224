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

/// How many codes there are.
const CODES: u32 = 1_000_000;
/// What lies above the last whole million would make the low codes likelier.
const FAIR: u32 = u32::MAX - u32::MAX % CODES;

/// A code, each as likely as any other.
///
/// # Errors
/// When the operating system gives no randomness.
pub fn draw() -> Result<String> {
    loop {
        if let Some(code) = code_of(u32::from_le_bytes(keys::random::<4>()?)) {
            return Ok(code);
        }
    }
}

/// The code of a number; none of those that must be drawn again.
fn code_of(number: u32) -> Option<String> {
    (number < FAIR).then(|| format!("{:06}", number % CODES))
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
    use std::collections::HashSet;

    use super::*;

    /// What fair codes exceed less than once in a thousand million runs, as the normal distribution has it.
    const SIGMAS: f64 = 7.0;

    fn drawn(count: usize) -> Vec<u32> {
        let code = |_| draw().unwrap().parse().unwrap();
        (0..count).map(code).collect()
    }

    /// That values fall into so many classes as if each were as likely (chi-square).
    fn is_even(values: impl Iterator<Item = u32>, classes: u32, what: &str) {
        let mut counts = vec![0_u32; classes as usize];
        values.for_each(|value| counts[value as usize] += 1);
        let expected = f64::from(counts.iter().sum::<u32>()) / f64::from(classes);
        assert!(expected >= 100.0, "too few to tell");
        let chi_square: f64 = counts.iter().map(|count| (f64::from(*count) - expected).powi(2) / expected).sum();
        // Wilson and Hilferty: its cube root is nearly normal.
        let ninths = 2.0 / (9.0 * f64::from(classes - 1));
        let sigmas = ((chi_square / f64::from(classes - 1)).cbrt() - (1.0 - ninths)) / ninths.sqrt();
        assert!(sigmas.abs() < SIGMAS, "{what}: {sigmas:.1} sigmas, chi-square {chi_square:.0} of {classes} classes");
    }

    #[test]
    fn a_code_has_six_digits() {
        for _ in 0..1_000 {
            let code = draw().unwrap();
            assert!(code.len() == 6 && code.chars().all(|c| c.is_ascii_digit()), "{code}");
        }
    }

    /// The bias of a remainder is too small to be seen in any number of draws, so it is ruled out by counting.
    #[test]
    fn every_code_stands_for_as_many_numbers() {
        assert_eq!(FAIR % CODES, 0);
        // Hardly ever drawn again.
        const { assert!(u32::MAX - FAIR < CODES) };
        assert_eq!(code_of(0).as_deref(), Some("000000"));
        assert_eq!(code_of(1_000_042).as_deref(), Some("000042"));
        assert_eq!(code_of(FAIR - 1).as_deref(), Some("999999"));
        for number in [FAIR, FAIR + 1, u32::MAX] {
            assert_eq!(code_of(number), None);
        }
    }

    #[test]
    fn codes_are_even_in_every_digit_and_in_every_stretch() {
        let codes = drawn(200_000);
        for place in 0..6 {
            is_even(
                codes.iter().map(|code| code / 10_u32.pow(place) % 10),
                10,
                &format!("digit {place} from the right"),
            );
        }
        is_even(codes.iter().map(|code| code / 1_000), 1_000, "the first three digits");
        is_even(codes.iter().map(|code| code % 1_000), 1_000, "the last three digits");
    }

    /// Nor does one tell the next: neither its digits, nor the distance, nor that it won't be the same.
    #[test]
    fn a_code_says_nothing_about_the_next() {
        let codes = drawn(200_000);
        let pairs = || codes.iter().zip(codes.iter().skip(1));
        is_even(pairs().map(|(one, next)| one % 10 * 10 + next % 10), 100, "the last digits of two");
        is_even(pairs().map(|(one, next)| one / 100_000 * 10 + next / 100_000), 100, "the first digits of two");
        is_even(pairs().map(|(one, next)| (next + CODES - one) % CODES / 1_000), 1_000, "the distance of two");
        // One in a million are: eight of 200 000 would be chance once in a thousand million runs.
        let repeats = pairs().filter(|(one, next)| one == next).count();
        assert!(repeats <= 7, "{repeats} of 200 000 were the one before again");
        // Of 10 000 there are about fifty that were there before: fewer than ten, or more than 120, is no chance.
        let recent = codes.iter().take(10_000);
        let again = 10_000 - recent.collect::<HashSet<_>>().len();
        assert!((10..120).contains(&again), "{again} of 10 000 came twice");
    }
}
