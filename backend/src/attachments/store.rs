//! Writing a stream into the object store: measured, digested, bounded in memory, and gone again when it does not end well.

use actix_web::web::Bytes;
use anyhow::Context;
use chrono::{DateTime, Utc};
use object_store::{ObjectStore, ObjectStoreExt, WriteMultipart, path::Path};
use sha2::{Digest, Sha256};

use super::sniff;
use crate::{error::Result, keys};

/// Bytes of a part: the least that S3 takes. At most two parts of an upload are in memory.
const PART_BYTES: usize = 5 * 1024 * 1024;

/// A fresh address in the store: the day, so that what was left behind can be found again, and a name that nobody can guess.
///
/// # Errors
/// When the operating system gives no randomness.
pub fn fresh_key(now: DateTime<Utc>) -> Result<String> {
    let mut name = String::with_capacity(48);
    for byte in keys::random::<24>()? {
        name.push_str(&format!("{byte:02x}"));
    }
    Ok(format!("{}/{name}", now.format("%Y-%m-%d")))
}

/// An object that is being written.
pub struct Writing {
    parts: WriteMultipart,
    head: Vec<u8>,
    size: u64,
    digest: Sha256,
}

/// What was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written {
    /// The first bytes.
    pub head: Vec<u8>,
    /// Bytes.
    pub size: u64,
    /// SHA-256 over all of them.
    pub sha256: Vec<u8>,
}

impl Writing {
    /// Begins. Nothing stands at the address until the end.
    ///
    /// # Errors
    /// When the store can't be written to.
    pub async fn begin(files: &dyn ObjectStore, key: &str) -> Result<Self> {
        let upload = files.put_multipart(&Path::from(key)).await.context("can't begin to store a file")?;
        let parts = WriteMultipart::new_with_chunk_size(upload, PART_BYTES);
        Ok(Self { parts, head: Vec::new(), size: 0, digest: Sha256::new() })
    }

    /// Adds some bytes.
    ///
    /// # Errors
    /// When the store can't be written to.
    pub async fn add(&mut self, bytes: Bytes) -> Result<()> {
        let missing = sniff::HEAD_BYTES.saturating_sub(self.head.len());
        self.head.extend(bytes.iter().take(missing));
        self.digest.update(&bytes);
        self.size += bytes.len() as u64;
        self.parts.wait_for_capacity(1).await.context("can't store a part of a file")?;
        self.parts.put(bytes);
        Ok(())
    }

    /// Bytes so far.
    pub fn size(&self) -> u64 {
        self.size
    }

    /// The first bytes so far.
    pub fn head(&self) -> &[u8] {
        &self.head
    }

    /// Ends: the object stands.
    ///
    /// # Errors
    /// When the store can't be written to.
    pub async fn finish(self) -> Result<Written> {
        self.parts.finish().await.context("can't store a file")?;
        Ok(Written { head: self.head, size: self.size, sha256: self.digest.finalize().to_vec() })
    }

    /// Gives up: nothing is left.
    pub async fn abort(self) {
        if let Err(error) = self.parts.abort().await {
            tracing::warn!(%error, "an unfinished upload could not be removed");
        }
    }
}

/// Removes an object; one that is gone already is as good.
pub async fn remove(files: &dyn ObjectStore, key: &str) {
    match files.delete(&Path::from(key)).await {
        Ok(()) | Err(object_store::Error::NotFound { .. }) => {}
        Err(error) => tracing::warn!(%error, "a file could not be removed; the daily purge tries again"),
    }
}
