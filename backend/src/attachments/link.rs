//! Addresses of files that work without a credential, for a minute: an id and an instant under a keyed digest.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use chrono::{DateTime, Duration, Utc};
use shared::{attachment::AttachmentLink, paths};
use uuid::Uuid;

use crate::{
    error::{Error, Result},
    keys::{Keys, Purpose},
};

/// Seconds that a link works.
const SECONDS: i64 = 60;

/// A link to a file.
pub fn sign(keys: &Keys, id: Uuid, now: DateTime<Utc>) -> AttachmentLink {
    let expires_at = now + Duration::seconds(SECONDS);
    let expires = expires_at.timestamp_micros();
    let signature = URL_SAFE_NO_PAD.encode(keys.mac(Purpose::AttachmentLink, &message(id, expires)));
    let url = format!("{}/attachments/{id}/content?expires={expires}&signature={signature}", paths::API);
    AttachmentLink { url, expires_at }
}

fn message(id: Uuid, expires: i64) -> [u8; 24] {
    let mut message = [0; 24];
    let (of_id, of_instant) = message.split_at_mut(16);
    of_id.copy_from_slice(id.as_bytes());
    of_instant.copy_from_slice(&expires.to_be_bytes());
    message
}

/// Holds a link against the clock and the key.
///
/// # Errors
/// `NotFound` when it is over, was changed or was never made here: it does not tell which.
pub fn check(keys: &Keys, id: Uuid, expires: i64, signature: &str, now: DateTime<Utc>) -> Result<()> {
    let signature = URL_SAFE_NO_PAD.decode(signature).map_err(|_| Error::NotFound)?;
    let is_ours = keys.verify(Purpose::AttachmentLink, &message(id, expires), &signature);
    if is_ours && now.timestamp_micros() < expires { Ok(()) } else { Err(Error::NotFound) }
}

#[cfg(test)]
mod tests {
    use chrono::TimeZone;

    use super::*;

    #[test]
    fn a_link_works_for_its_file_for_a_minute() {
        let keys = Keys::from_text(&URL_SAFE_NO_PAD.encode([7; 32])).unwrap();
        let now = Utc.with_ymd_and_hms(2026, 11, 23, 12, 0, 0).unwrap();
        let (id, other) = (Uuid::now_v7(), Uuid::now_v7());
        let link = sign(&keys, id, now);
        let (_, query) = link.url.split_once("expires=").unwrap();
        let (expires, signature) = query.split_once("&signature=").unwrap();
        let expires: i64 = expires.parse().unwrap();
        let check = |id, expires, signature: &str, seconds| {
            check(&keys, id, expires, signature, now + Duration::seconds(seconds)).is_ok()
        };
        assert!(check(id, expires, signature, 0));
        assert!(check(id, expires, signature, 59));
        assert!(!check(id, expires, signature, 60));
        assert!(!check(id, expires + 1, signature, 0));
        assert!(!check(other, expires, signature, 0));
        assert!(!check(id, expires, &signature[1..], 0));
        assert!(!check(id, expires, "", 0));
        assert!(!check(id, expires, "ñ", 0));
    }
}
