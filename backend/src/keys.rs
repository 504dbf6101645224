//! Every key of the application, derived from one master key that lives outside the database and its backups.

use std::{fmt, path::Path};

use anyhow::{Context, bail};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use chacha20poly1305::{
    ChaCha20Poly1305, Key, KeyInit, Nonce,
    aead::{Aead, Payload},
};
use ed25519_dalek::SigningKey;
use hkdf::Hkdf;
use hmac::{Hmac, Mac};
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;

/// What a derived key is for; a key never serves two purposes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// Digests of six-digit codes.
    Code,
    /// Contents of the outbox.
    Outbox,
    /// Confirm links.
    Confirmation,
    /// List cursors.
    Cursor,
    /// Signed attachment links.
    AttachmentLink,
    /// Audit checkpoints.
    Audit,
    /// Refresh tokens that follow one another.
    Refresh,
}

impl Purpose {
    const fn label(self) -> &'static [u8] {
        match self {
            Self::Code => b"ventanilla code",
            Self::Outbox => b"ventanilla outbox",
            Self::Confirmation => b"ventanilla confirmation",
            Self::Cursor => b"ventanilla cursor",
            Self::AttachmentLink => b"ventanilla attachment link",
            Self::Audit => b"ventanilla audit",
            Self::Refresh => b"ventanilla refresh token",
        }
    }
}

/// The keys in use.
#[derive(Clone)]
pub struct Keys {
    master: [u8; 32],
}

impl fmt::Debug for Keys {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Keys(…)")
    }
}

impl Keys {
    /// Keys from a master key of 32 bytes, as URL-safe base64 without padding.
    ///
    /// # Errors
    /// When it is anything else.
    pub fn from_text(text: &str) -> anyhow::Result<Self> {
        let bytes = URL_SAFE_NO_PAD.decode(text.trim()).context("not URL-safe base64")?;
        match bytes.try_into() {
            Ok(master) => Ok(Self { master }),
            Err(_) => bail!("it must be 32 bytes long"),
        }
    }

    /// Keys from a file, which is made with fresh randomness and closed to everyone else when it does not exist.
    ///
    /// # Errors
    /// When it can't be read, made or understood.
    pub fn from_file(path: &Path) -> anyhow::Result<Self> {
        if !path.exists() {
            let text = URL_SAFE_NO_PAD.encode(random::<32>()?);
            write_private(path, &text).with_context(|| format!("can't write {}", path.display()))?;
        }
        let text = std::fs::read_to_string(path).with_context(|| format!("can't read {}", path.display()))?;
        Self::from_text(&text).with_context(|| format!("{} does not hold a key", path.display()))
    }

    fn derive(&self, label: &[u8]) -> [u8; 32] {
        let mut key = [0; 32];
        // 32 bytes are always within what HKDF can give.
        let _ = Hkdf::<Sha256>::new(None, &self.master).expand(label, &mut key);
        key
    }

    /// The key that signs access tokens.
    pub fn signing_key(&self) -> SigningKey {
        SigningKey::from_bytes(&self.derive(b"ventanilla access token"))
    }

    /// A keyed digest (HMAC-SHA-256).
    pub fn mac(&self, purpose: Purpose, message: &[u8]) -> [u8; 32] {
        let key = self.derive(purpose.label());
        match <Hmac<Sha256> as KeyInit>::new_from_slice(&key) {
            Ok(mut mac) => {
                mac.update(message);
                mac.finalize().into_bytes().into()
            }
            // HMAC takes keys of any length.
            Err(_) => [0; 32],
        }
    }

    /// Whether a keyed digest is the right one, in constant time.
    pub fn verify(&self, purpose: Purpose, message: &[u8], mac: &[u8]) -> bool {
        self.mac(purpose, message).ct_eq(mac).into()
    }

    /// Encrypts (ChaCha20-Poly1305, fresh nonce in front), bound to a context such as a row's id.
    ///
    /// # Errors
    /// When the operating system gives no randomness.
    pub fn seal(&self, purpose: Purpose, context: &[u8], plain: &[u8]) -> anyhow::Result<Vec<u8>> {
        let nonce = random::<12>()?;
        let cipher = ChaCha20Poly1305::new(&Key::from(self.derive(purpose.label())));
        let sealed = cipher
            .encrypt(&Nonce::from(nonce), Payload { msg: plain, aad: context })
            .map_err(|_| anyhow::anyhow!("can't encrypt"))?;
        Ok([nonce.as_slice(), &sealed].concat())
    }

    /// Decrypts what [`Keys::seal`] made under the same purpose and context.
    ///
    /// # Errors
    /// When it was made under another key or context, or was changed.
    pub fn open(&self, purpose: Purpose, context: &[u8], sealed: &[u8]) -> anyhow::Result<Vec<u8>> {
        let Some((nonce, sealed)) = sealed.split_first_chunk::<12>() else { bail!("too short") };
        let cipher = ChaCha20Poly1305::new(&Key::from(self.derive(purpose.label())));
        cipher
            .decrypt(&Nonce::from(*nonce), Payload { msg: sealed, aad: context })
            .map_err(|_| anyhow::anyhow!("made under another key, or changed"))
    }
}

/// Random bytes of the operating system.
///
/// # Errors
/// When the operating system gives none.
pub fn random<const N: usize>() -> anyhow::Result<[u8; N]> {
    use rand::TryRng;
    let mut bytes = [0; N];
    rand::rngs::SysRng.try_fill_bytes(&mut bytes).context("no randomness from the operating system")?;
    Ok(bytes)
}

/// A fresh secret of 256 bits as text, for tokens and links.
///
/// # Errors
/// When the operating system gives no randomness.
pub fn random_token() -> anyhow::Result<String> {
    Ok(URL_SAFE_NO_PAD.encode(random::<32>()?))
}

/// The digest under which a secret of full entropy is kept.
pub fn digest(secret: &str) -> Vec<u8> {
    Sha256::digest(secret.as_bytes()).to_vec()
}

fn write_private(path: &Path, text: &str) -> std::io::Result<()> {
    use std::io::Write;
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)?.write_all(text.as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_sealed_opens_only_in_its_place() {
        let keys = Keys { master: [7; 32] };
        let sealed = keys.seal(Purpose::Outbox, b"row 1", b"482913").unwrap();
        assert_eq!(keys.open(Purpose::Outbox, b"row 1", &sealed).unwrap(), b"482913");
        assert!(keys.open(Purpose::Outbox, b"row 2", &sealed).is_err());
        assert!(keys.open(Purpose::Cursor, b"row 1", &sealed).is_err());
        assert!(Keys { master: [8; 32] }.open(Purpose::Outbox, b"row 1", &sealed).is_err());
    }

    #[test]
    fn a_purpose_has_a_key_of_its_own() {
        let keys = Keys { master: [7; 32] };
        assert_ne!(keys.mac(Purpose::Code, b"x"), keys.mac(Purpose::Audit, b"x"));
        assert!(keys.verify(Purpose::Code, b"x", &keys.mac(Purpose::Code, b"x")));
    }

    #[test]
    fn a_key_file_is_made_once_and_kept() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("secret.key");
        let first = Keys::from_file(&path).unwrap();
        assert_eq!(first.master, Keys::from_file(&path).unwrap().master);
    }
}
