//! Access tokens: signed (Ed25519) for ten minutes, for one session, with one pinned key and one accepted algorithm.

use std::{
    collections::HashMap,
    fmt,
    sync::{Mutex, PoisonError},
};

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use chrono::{DateTime, Utc};
use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey, Header, Validation};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use uuid::Uuid;

use crate::{app::App, error::Result, keys::Keys};

/// Life of an access token, in seconds.
pub const LIFE_SECONDS: u32 = 600;

#[derive(Debug, Serialize, Deserialize)]
struct Claims {
    iss: String,
    aud: String,
    /// The account.
    sub: Uuid,
    /// The session.
    sid: Uuid,
    iat: i64,
    exp: i64,
    jti: Uuid,
}

/// What a good access token says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Verified {
    /// Whose it is.
    pub account_id: Uuid,
    /// For which session it was issued.
    pub session_id: Uuid,
}

/// Tokens whose signature is remembered.
const REMEMBERED: usize = 4_096;

/// The key in use, with the id that tokens name it by: made once, used with every request.
pub struct Signer {
    kid: String,
    encoding: EncodingKey,
    decoding: DecodingKey,
    /// What the tokens say that were found to be signed, by their digests, and when they expire: verifying a signature takes
    /// as long as several statements, and one token comes with many requests.
    signed: Mutex<HashMap<[u8; 32], (Verified, i64)>>,
}

/// What stands before the 32 bytes of an Ed25519 key in PKCS#8 (RFC 8410, §7).
const PKCS8_ED25519: [u8; 16] =
    [0x30, 0x2e, 0x02, 0x01, 0, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x04, 0x22, 0x04, 0x20];

impl fmt::Debug for Signer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Signer({})", self.kid)
    }
}

impl Signer {
    /// Of the application's keys.
    pub fn of(keys: &Keys) -> Self {
        let key = keys.signing_key();
        let public = key.verifying_key().to_bytes();
        Self {
            kid: URL_SAFE_NO_PAD.encode(Sha256::digest(public)),
            encoding: EncodingKey::from_ed_der(&[PKCS8_ED25519.as_slice(), key.as_bytes()].concat()),
            decoding: DecodingKey::from_ed_der(&public),
            signed: Mutex::default(),
        }
    }

    fn recall(&self, digest: &[u8; 32]) -> Option<(Verified, i64)> {
        // Nothing is half done under this lock, so a panic elsewhere leaves nothing odd behind.
        self.signed.lock().unwrap_or_else(PoisonError::into_inner).get(digest).copied()
    }

    fn remember(&self, digest: [u8; 32], says: Verified, expires: i64, now: DateTime<Utc>) {
        let mut signed = self.signed.lock().unwrap_or_else(PoisonError::into_inner);
        if signed.len() >= REMEMBERED {
            signed.retain(|_, (_, expires)| *expires > now.timestamp());
        }
        // Whoever comes again is verified again.
        if signed.len() >= REMEMBERED {
            signed.clear();
        }
        signed.insert(digest, (says, expires));
    }
}

fn audience(app: &App) -> String {
    format!("{}{}", app.config.public_url, shared::paths::API)
}

/// Issues an access token.
///
/// # Errors
/// When it can't be signed.
pub fn issue(app: &App, account_id: Uuid, session_id: Uuid, now: DateTime<Utc>) -> Result<String> {
    let iat = now.timestamp();
    let claims = Claims {
        iss: app.config.public_url.clone(),
        aud: audience(app),
        sub: account_id,
        sid: session_id,
        iat,
        exp: iat + i64::from(LIFE_SECONDS),
        jti: Uuid::new_v4(),
    };
    let mut header = Header::new(Algorithm::EdDSA);
    header.kid = Some(app.signer.kid.clone());
    jsonwebtoken::encode(&header, &claims, &app.signer.encoding).map_err(|error| anyhow::Error::new(error).into())
}

/// What an access token says, if it is good now.
pub fn verify(app: &App, token: &str, now: DateTime<Utc>) -> Option<Verified> {
    let digest = Sha256::digest(token).into();
    let (says, expires) = match app.signer.recall(&digest) {
        Some(known) => known,
        None => {
            let (says, expires) = signed(app, token)?;
            app.signer.remember(digest, says, expires, now);
            (says, expires)
        }
    };
    // Held against the application's own clock.
    (expires > now.timestamp()).then_some(says)
}

/// What a token says that this application signed, and when it expires.
fn signed(app: &App, token: &str) -> Option<(Verified, i64)> {
    let signer = &app.signer;
    // A token names its key; the key decides the algorithm, never the token.
    if jsonwebtoken::decode_header(token).ok()?.kid.as_deref() != Some(signer.kid.as_str()) {
        return None;
    }
    let mut checks = Validation::new(Algorithm::EdDSA);
    checks.set_issuer(&[&app.config.public_url]);
    checks.set_audience(&[audience(app)]);
    checks.set_required_spec_claims(&["exp", "iss", "aud", "sub"]);
    checks.validate_exp = false;
    let claims = jsonwebtoken::decode::<Claims>(token, &signer.decoding, &checks).ok()?.claims;
    Some((Verified { account_id: claims.sub, session_id: claims.sid }, claims.exp))
}

#[cfg(test)]
mod tests {
    use chrono::Duration;

    use super::*;
    use crate::trial::Trial;

    #[tokio::test]
    async fn a_token_that_was_seen_before_expires_all_the_same() {
        let Trial { app, .. } = &Trial::new().await;
        let (now, says) = (app.clock.now(), Verified { account_id: Uuid::now_v7(), session_id: Uuid::now_v7() });
        let token = issue(app, says.account_id, says.session_id, now).unwrap();
        let last = now + Duration::seconds(i64::from(LIFE_SECONDS) - 1);
        for instant in [now, now, last] {
            assert_eq!(verify(app, &token, instant), Some(says));
        }
        assert_eq!(verify(app, &token, last + Duration::seconds(1)), None);
        // Another token that says the same is not that one.
        let (signed, signature) = token.rsplit_once('.').unwrap();
        let forged: String = signature.chars().rev().collect();
        for _ in 0..2 {
            assert_eq!(verify(app, &format!("{signed}.{forged}"), now), None);
        }
        assert_eq!(app.signer.signed.lock().unwrap().len(), 1);
    }

    #[tokio::test]
    async fn only_so_many_are_remembered_and_what_expired_makes_room_first() {
        let Trial { app, .. } = &Trial::new().await;
        let (now, says) = (app.clock.now(), Verified { account_id: Uuid::now_v7(), session_id: Uuid::now_v7() });
        let remember = |number: usize, seconds, now: DateTime<Utc>| {
            let digest = Sha256::digest(number.to_be_bytes()).into();
            app.signer.remember(digest, says, now.timestamp() + seconds, now);
            app.signer.signed.lock().unwrap().len()
        };
        for number in 1..REMEMBERED {
            assert_eq!(remember(number, 60, now), number);
        }
        assert_eq!(remember(REMEMBERED, 120, now), REMEMBERED);
        let later = now + Duration::seconds(60);
        assert_eq!(remember(REMEMBERED + 1, 120, later), 2);
        for number in 3..=REMEMBERED {
            assert_eq!(remember(REMEMBERED + number, 120, later), number);
        }
        assert_eq!(remember(0, 120, later), 1);
    }
}
