//! Taking a file in: exactly one part named `file`, streamed to the store, refused as soon as it is too large, too slow or
//! a program. Pictures are gathered first, to leave out where they were taken.

use actix_multipart::{Field, Multipart, MultipartError};
use actix_web::web::Bytes;
use chrono::{DateTime, Utc};
use futures_util::StreamExt;
use object_store::ObjectStore;
use shared::{limits, problem::FieldCode};

use super::{
    name,
    pace::Pace,
    picture,
    sniff::{self, Kind},
    store::{self, Writing},
};
use crate::error::{Error, Result};

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
/// bodies that are no form; `Malformed` of what can't be read or does not keep the pace. Nothing is left in the store then.
pub async fn receive(
    files: &dyn ObjectStore,
    mut form: Multipart,
    mut pace: Pace,
    now: DateTime<Utc>,
) -> Result<Stored> {
    let part = next_part(&mut form, &pace).await?.ok_or_else(|| Error::field("/file", FieldCode::Required))?;
    if part.name() != Some("file") {
        return Err(Error::field("/file", FieldCode::Required));
    }
    let stored = receive_file(files, part, &mut pace, now).await?;
    match next_part(&mut form, &pace).await {
        Ok(None) => Ok(stored),
        outcome => {
            store::remove(files, &stored.key).await;
            outcome?;
            Err(Error::field("/file", FieldCode::Duplicate))
        }
    }
}

async fn next_part(form: &mut Multipart, pace: &Pace) -> Result<Option<Field>> {
    pace.wait(form.next()).await?.transpose().map_err(refused)
}

fn refused(error: MultipartError) -> Error {
    match error {
        MultipartError::ContentTypeMissing
        | MultipartError::ContentTypeParse
        | MultipartError::ContentTypeIncompatible => Error::UnsupportedMedia,
        _ => Error::Malformed(Vec::new()),
    }
}

async fn receive_file(files: &dyn ObjectStore, mut part: Field, pace: &mut Pace, now: DateTime<Utc>) -> Result<Stored> {
    let file_name = name::tidy(&given_name(&part));
    if name::is_runnable(&file_name) {
        drain(&mut part, pace).await;
        return Err(Error::UnsupportedMedia);
    }
    let key = store::fresh_key(now)?;
    let mut writing = Writing::begin(files, &key).await?;
    if let Err(refusal) = copy(&mut part, &mut writing, pace).await {
        writing.abort().await;
        drain(&mut part, pace).await;
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

async fn copy(part: &mut Field, writing: &mut Writing, pace: &mut Pace) -> Result<()> {
    let (mut way, mut held, mut size) = (Way::Unknown, Vec::new(), 0);
    while let Some(bytes) = next_bytes(part, pace).await? {
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

async fn next_bytes(part: &mut Field, pace: &mut Pace) -> Result<Option<Bytes>> {
    let bytes = pace.wait(part.next()).await?.transpose().map_err(refused)?;
    pace.came(bytes.as_ref().map_or(0, Bytes::len));
    Ok(bytes)
}

/// Reads on for a while and throws away, so that a browser that is still sending comes to read why it was refused.
async fn drain(part: &mut Field, pace: &mut Pace) {
    let mut read = 0;
    while let Ok(Some(bytes)) = next_bytes(part, pace).await {
        read += bytes.len() as u64;
        if read > limits::ATTACHMENT_BYTES_MAX {
            return;
        }
    }
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, Instant};

    use actix_web::{
        error::PayloadError,
        http::header::{self, HeaderMap, HeaderValue},
    };
    use futures_util::stream;
    use object_store::memory::InMemory;

    use super::*;
    use crate::attachments::pace::Patience;

    const HASTE: Patience = Patience {
        silence: Duration::from_millis(3_000),
        start: Duration::from_millis(900),
        each_kib: Duration::from_millis(200),
        saved: Duration::from_millis(1_500),
        whole: Duration::from_millis(4_000),
    };
    const HEAD: &str = "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.txt\"\r\n\r\n";

    /// A form whose parts of bytes come one after the other, each after a while.
    async fn sent(parts: impl Iterator<Item = Bytes> + 'static, pause: u64) -> (Result<Stored>, Duration, InMemory) {
        let mut headers = HeaderMap::new();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("multipart/form-data; boundary=b"));
        let drips = stream::unfold(parts, move |mut parts| async move {
            tokio::time::sleep(Duration::from_millis(pause)).await;
            let next = parts.next()?;
            Some((Ok::<_, PayloadError>(next), parts))
        });
        let (files, begun) = (InMemory::new(), Instant::now());
        let form = Multipart::new(&headers, Box::pin(drips.fuse()));
        let received = receive(&files, form, Pace::begin(HASTE), Utc::now()).await;
        (received, begun.elapsed(), files)
    }

    async fn is_empty(files: &InMemory) -> bool {
        files.list(None).next().await.is_none()
    }

    /// Byte by byte, each within the silence that is allowed: in the file, in its head, before the first part, after the last.
    #[actix_web::test]
    async fn whoever_drips_is_not_waited_for() {
        let whole = |text: String| std::iter::once(Bytes::from(text));
        let drips = || std::iter::repeat_n(Bytes::from_static(b"a"), 1_000);
        for (what, (received, took, files)) in [
            ("the file", sent(whole(HEAD.into()).chain(drips()), 50).await),
            ("a head", sent(whole("--b\r\nX-Slow: ".into()).chain(drips()), 50).await),
            ("nothing yet", sent(drips(), 50).await),
            ("what is left", sent(whole(format!("{HEAD}{}", "a".repeat(64 * 1024))).chain(drips()), 50).await),
            ("the end", sent(whole(format!("{HEAD}hola\r\n--b--\r\n")).chain(drips()), 50).await),
        ] {
            assert!(took < HASTE.whole, "{what} took {took:?}");
            match received {
                Err(Error::Malformed(_)) => assert!(is_empty(&files).await, "{what}"),
                // What comes behind a form is nobody's.
                Ok(stored) => assert_eq!((what, stored.size), ("the end", 4)),
                Err(other) => panic!("{what}: {other}"),
            }
        }
    }

    #[actix_web::test]
    async fn whoever_is_slow_and_goes_on_is_waited_for_an_hour_at_most() {
        let file = |kib: usize| {
            let bytes = std::iter::repeat_n(Bytes::from(vec![b'a'; 1024]), kib);
            std::iter::once(HEAD.into()).chain(bytes).chain(std::iter::once("\r\n--b--\r\n".into()))
        };
        let (received, took, _) = sent(file(12), 120).await;
        assert_eq!(received.unwrap().size, 12 * 1024);
        assert!(took > HASTE.start, "{took:?}");
        let (received, took, files) = sent(file(100), 120).await;
        assert!(matches!(received, Err(Error::Malformed(_))), "{received:?}");
        assert!(took >= HASTE.whole && took < HASTE.whole + Duration::from_secs(5), "{took:?}");
        assert!(is_empty(&files).await);
    }
}
