//! Taking a file in: exactly one part named `file`, streamed to the store, refused as soon as it is too large, too slow or
//! a program. Pictures are gathered first, to leave out where they were taken.

use std::time::Duration;

use actix_multipart::{Field, Multipart, MultipartError};
use actix_web::web::Bytes;
use chrono::{DateTime, Utc};
use futures_util::StreamExt;
use object_store::ObjectStore;
use shared::{limits, problem::FieldCode};

use super::{
    name, picture,
    sniff::{self, Kind},
    store::{self, Writing},
};
use crate::error::{Error, Result};

/// Longest silence of a sender.
const SILENCE: Duration = Duration::from_secs(30);

/// A file in the store that no row knows yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stored {
    /// Address in the store.
    pub key: String,
    /// Tidied name.
    pub file_name: String,
    /// Media type by its first bytes.
    pub media_type: String,
    /// Bytes.
    pub size: u64,
    /// SHA-256.
    pub sha256: Vec<u8>,
}

/// Reads a form with one file into the store.
///
/// # Errors
/// `Validation` of parts other than one named `file`, or of an empty one; `TooLarge`; `UnsupportedMedia` of programs and of
/// bodies that are no form; `Malformed` of what can't be read or stops coming. Nothing is left in the store then.
pub async fn receive(files: &dyn ObjectStore, mut form: Multipart, now: DateTime<Utc>) -> Result<Stored> {
    let part = next_part(&mut form).await?.ok_or_else(|| Error::field("/file", FieldCode::Required))?;
    if part.name() != Some("file") {
        return Err(Error::field("/file", FieldCode::Required));
    }
    let stored = receive_file(files, part, now).await?;
    match next_part(&mut form).await {
        Ok(None) => Ok(stored),
        outcome => {
            store::remove(files, &stored.key).await;
            outcome?;
            Err(Error::field("/file", FieldCode::Duplicate))
        }
    }
}

async fn next_part(form: &mut Multipart) -> Result<Option<Field>> {
    in_time(form.next()).await?.transpose().map_err(refused)
}

async fn in_time<T>(step: impl Future<Output = T>) -> Result<T> {
    tokio::time::timeout(SILENCE, step).await.map_err(|_| Error::Malformed(Vec::new()))
}

fn refused(error: MultipartError) -> Error {
    match error {
        MultipartError::ContentTypeMissing
        | MultipartError::ContentTypeParse
        | MultipartError::ContentTypeIncompatible => Error::UnsupportedMedia,
        _ => Error::Malformed(Vec::new()),
    }
}

async fn receive_file(files: &dyn ObjectStore, mut part: Field, now: DateTime<Utc>) -> Result<Stored> {
    let file_name = name::tidy(&given_name(&part));
    if name::is_runnable(&file_name) {
        drain(&mut part).await;
        return Err(Error::UnsupportedMedia);
    }
    let key = store::fresh_key(now)?;
    let mut writing = Writing::begin(files, &key).await?;
    if let Err(refusal) = copy(&mut part, &mut writing).await {
        writing.abort().await;
        drain(&mut part).await;
        return Err(refusal);
    }
    let media_type = match (writing.size(), sniff::sniff(writing.head())) {
        (0, _) => {
            writing.abort().await;
            return Err(Error::field("/file", FieldCode::Required));
        }
        (_, Kind::Program) => {
            writing.abort().await;
            return Err(Error::UnsupportedMedia);
        }
        (_, Kind::Media(media_type)) => media_type.into_owned(),
    };
    let written = writing.finish().await?;
    Ok(Stored { key, file_name, media_type, size: written.size, sha256: written.sha256 })
}

/// The name as the sender wrote it; the extended form (RFC 5987) before the plain one.
fn given_name(part: &Field) -> String {
    let Some(disposition) = part.content_disposition() else { return String::new() };
    match disposition.get_filename_ext() {
        Some(extended) => String::from_utf8_lossy(&extended.value).into_owned(),
        None => disposition.get_filename().unwrap_or_default().to_owned(),
    }
}

/// What is done with the bytes that come.
enum Way {
    /// Too few have come to tell.
    Unknown,
    /// They go to the store as they come.
    Through,
    /// They are gathered, and go to the store without what the picture tells beside what it shows.
    Picture(String),
}

async fn copy(part: &mut Field, writing: &mut Writing) -> Result<()> {
    let (mut way, mut held, mut size) = (Way::Unknown, Vec::new(), 0);
    while let Some(bytes) = next_bytes(part).await? {
        size += bytes.len() as u64;
        if size > limits::ATTACHMENT_BYTES_MAX {
            return Err(Error::TooLarge { limit: limits::ATTACHMENT_BYTES_MAX });
        }
        if matches!(way, Way::Through) {
            writing.add(bytes).await?;
            continue;
        }
        held.extend_from_slice(&bytes);
        if matches!(way, Way::Unknown) && held.len() >= sniff::HEAD_BYTES {
            // As soon as it can be told, not after the last byte.
            way = way_of(&held)?;
            if matches!(way, Way::Through) {
                writing.add(std::mem::take(&mut held).into()).await?;
            }
        }
    }
    if matches!(way, Way::Unknown) {
        // A short program is refused by what was written: nothing is left to be drained.
        way = way_of(&held).unwrap_or(Way::Through);
    }
    let rest = Bytes::from(held);
    match way {
        Way::Picture(media_type) => writing.add(picture::silenced(rest, &media_type)).await,
        _ if rest.is_empty() => Ok(()),
        _ => writing.add(rest).await,
    }
}

fn way_of(first: &[u8]) -> Result<Way> {
    match sniff::sniff(first.get(..sniff::HEAD_BYTES).unwrap_or(first)) {
        Kind::Program => Err(Error::UnsupportedMedia),
        Kind::Media(media_type) if picture::may_tell(&media_type) => Ok(Way::Picture(media_type.into_owned())),
        Kind::Media(_) => Ok(Way::Through),
    }
}

async fn next_bytes(part: &mut Field) -> Result<Option<Bytes>> {
    in_time(part.next()).await?.transpose().map_err(refused)
}

/// Reads on for a while and throws away, so that a browser that is still sending comes to read why it was refused.
async fn drain(part: &mut Field) {
    let mut read = 0;
    while let Ok(Some(bytes)) = next_bytes(part).await {
        read += bytes.len() as u64;
        if read > limits::ATTACHMENT_BYTES_MAX {
            return;
        }
    }
}
