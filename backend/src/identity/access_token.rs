//! Access tokens: signed (Ed25519) for ten minutes, for one session, with one pinned key and one accepted algorithm.

use std::fmt;

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

/// The key in use, with the id that tokens name it by: made once, used with every request.
pub struct Signer {
    kid: String,
    encoding: EncodingKey,
    decoding: DecodingKey,
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
        }
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
    let signer = &app.signer;
    // A token names its key; the key decides the algorithm, never the token.
    if jsonwebtoken::decode_header(token).ok()?.kid.as_deref() != Some(signer.kid.as_str()) {
        return None;
    }
    let mut checks = Validation::new(Algorithm::EdDSA);
    checks.set_issuer(&[&app.config.public_url]);
    checks.set_audience(&[audience(app)]);
    checks.set_required_spec_claims(&["exp", "iss", "aud", "sub"]);
    // Held against the application's own clock, below.
    checks.validate_exp = false;
    let claims = jsonwebtoken::decode::<Claims>(token, &signer.decoding, &checks).ok()?.claims;
    (claims.exp > now.timestamp()).then_some(Verified { account_id: claims.sub, session_id: claims.sid })
}
