//! JSON bodies: bounded, typed, checked; every fault names its place by a JSON Pointer.

use std::time::Duration;

use actix_web::{FromRequest, HttpRequest, dev::Payload, http::header, web::Bytes};
use futures_util::{StreamExt, future::LocalBoxFuture};
use serde::de::DeserializeOwned;
use serde_json::Value;
use sha2::{Digest, Sha256};
use shared::{limits, problem::FieldCode, ticket::Nothing};
use validator::{Validate, ValidationErrors, ValidationErrorsKind};

use super::{shape::Shape, tree};
use crate::error::{Error, Fault, Result};

/// How long a body may take to arrive.
const PATIENCE: Duration = Duration::from_secs(30);

/// A JSON body of a known shape whose declared limits hold.
#[derive(Debug, Clone)]
pub struct Body<T> {
    /// The value.
    pub value: T,
    /// Digest of the bytes, to tell a repeat from another request under the same key.
    pub digest: Vec<u8>,
}

impl<T: DeserializeOwned + Validate + 'static> FromRequest for Body<T> {
    type Error = Error;
    type Future = LocalBoxFuture<'static, Result<Self>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let sent = sent(request, payload);
        Box::pin(async move {
            let (kind, bytes) = sent.await?;
            check_kind(kind)?;
            parse(&bytes)
        })
    }
}

/// The body of a command that has nothing to say: an empty object, or no body at all.
#[derive(Debug, Clone)]
pub struct Silence {
    /// As a [`Body`]'s.
    pub digest: Vec<u8>,
}

impl FromRequest for Silence {
    type Error = Error;
    type Future = LocalBoxFuture<'static, Result<Self>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let sent = sent(request, payload);
        Box::pin(async move {
            let (kind, mut bytes) = sent.await?;
            if bytes.is_empty() {
                bytes = Bytes::from_static(b"{}");
            } else {
                check_kind(kind)?;
            }
            parse::<Nothing>(&bytes).map(|body| Self { digest: body.digest })
        })
    }
}

/// What was sent as JSON: its media type and its bytes.
fn sent(
    request: &HttpRequest,
    payload: &mut Payload,
) -> impl Future<Output = Result<(Option<String>, Bytes)>> + 'static {
    let (kind, payload) = (media_type(request), payload.take());
    async move { Ok((kind?, read(payload, limits::JSON_BYTES_MAX).await?)) }
}

/// The media type of a body, which comes as it is: nothing is unpacked, so that no small body becomes a large one.
///
/// # Errors
/// `UnsupportedMedia` of a body with a coding.
pub(crate) fn media_type(request: &HttpRequest) -> Result<Option<String>> {
    let mut codings = request.headers().get_all(header::CONTENT_ENCODING);
    if codings.any(|coding| coding.to_str().map_or(true, |name| !name.trim().eq_ignore_ascii_case("identity"))) {
        return Err(Error::UnsupportedMedia);
    }
    let value = request.headers().get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
    Ok(value.map(|value| value.split(';').next().unwrap_or_default().trim().to_ascii_lowercase()))
}

fn check_kind(kind: Option<String>) -> Result<()> {
    match kind.as_deref() {
        Some("application/json" | "application/merge-patch+json") => Ok(()),
        _ => Err(Error::UnsupportedMedia),
    }
}

/// A body of so many bytes at most. A client that dawdles must not hold a place for ever.
pub(crate) async fn read(payload: Payload, limit: usize) -> Result<Bytes> {
    read_within(PATIENCE, payload, limit).await
}

async fn read_within(patience: Duration, payload: Payload, limit: usize) -> Result<Bytes> {
    tokio::time::timeout(patience, gather(payload, limit)).await.unwrap_or(Err(Error::Malformed(Vec::new())))
}

async fn gather(mut payload: Payload, limit: usize) -> Result<Bytes> {
    let mut bytes = Vec::new();
    while let Some(chunk) = payload.next().await {
        let chunk = chunk.map_err(|_| Error::Malformed(Vec::new()))?;
        if bytes.len() + chunk.len() > limit {
            return Err(Error::TooLarge { limit: limit as u64 });
        }
        bytes.extend_from_slice(&chunk);
    }
    Ok(bytes.into())
}

fn parse<T: DeserializeOwned + Validate>(bytes: &[u8]) -> Result<Body<T>> {
    let tree = tree::read(bytes)?;
    let value: T = serde_path_to_error::deserialize(Shape(tree)).map_err(|error| shape_fault(&error))?;
    value.validate().map_err(|errors| Error::Validation(limit_faults(&errors, "")))?;
    Ok(Body { value, digest: Sha256::digest(bytes).to_vec() })
}

/// A member's name within a JSON Pointer (RFC 6901).
pub fn escape(name: &str) -> String {
    name.replace('~', "~0").replace('/', "~1")
}

fn shape_fault(error: &serde_path_to_error::Error<serde_json::Error>) -> Error {
    use serde_path_to_error::Segment;
    let mut pointer = String::new();
    for segment in error.path() {
        match segment {
            Segment::Seq { index } => pointer.push_str(&format!("/{index}")),
            Segment::Map { key } => pointer.push_str(&format!("/{}", escape(key))),
            Segment::Enum { .. } | Segment::Unknown => {}
        }
    }
    let said = error.inner().to_string();
    let named = said.split('`').nth(1).map(escape);
    let (code, pointer) = match named {
        Some(name) if said.starts_with("unknown field") => (FieldCode::Unknown, join(pointer, &name)),
        Some(name) if said.starts_with("missing field") => (FieldCode::Required, join(pointer, &name)),
        _ if said.starts_with("unknown variant") => (FieldCode::Choice, pointer),
        _ => (FieldCode::Format, pointer),
    };
    Error::Validation(vec![Fault::new(pointer, code)])
}

/// serde names an unknown member both in the path and in the message.
fn join(pointer: String, name: &str) -> String {
    if pointer.ends_with(&format!("/{name}")) { pointer } else { format!("{pointer}/{name}") }
}

fn limit_faults(errors: &ValidationErrors, prefix: &str) -> Vec<Fault> {
    let mut faults = Vec::new();
    for (field, kind) in errors.errors() {
        let pointer = format!("{prefix}/{}", escape(field));
        match kind {
            ValidationErrorsKind::Field(errors) => {
                faults.extend(errors.iter().map(|error| limit_fault(&pointer, error)));
            }
            ValidationErrorsKind::Struct(errors) => faults.extend(limit_faults(errors, &pointer)),
            ValidationErrorsKind::List(items) => {
                for (index, errors) in items {
                    faults.extend(limit_faults(errors, &format!("{pointer}/{index}")));
                }
            }
        }
    }
    faults
}

fn limit_fault(pointer: &str, error: &validator::ValidationError) -> Fault {
    let bound = |name: &str| error.params.get(name).map(ToString::to_string);
    let value = error.params.get("value");
    let length = value.map(|value| match value {
        Value::String(text) => text.chars().count() as u64,
        Value::Array(values) => values.len() as u64,
        _ => 0,
    });
    let is_list = matches!(value, Some(Value::Array(_)));
    let below = |min: &str| match (error.code.as_ref(), length, value.and_then(Value::as_f64)) {
        ("length", Some(length), _) => min.parse::<u64>().is_ok_and(|min| length < min),
        (_, _, Some(number)) => min.parse::<f64>().is_ok_and(|min| number < min),
        _ => false,
    };
    let (code, bound) = match (error.code.as_ref(), bound("min").filter(|min| below(min)), bound("max")) {
        ("length", Some(_), _) if length == Some(0) => (FieldCode::Required, None),
        ("length", Some(min), _) => (FieldCode::TooShort, Some(min)),
        ("length", None, max) if is_list => (FieldCode::TooMany, max),
        ("length", None, max) => (FieldCode::TooLong, max),
        ("range", Some(min), _) => (FieldCode::TooSmall, Some(min)),
        ("range", None, max) => (FieldCode::TooLarge, max),
        _ => (FieldCode::Format, None),
    };
    Fault { pointer: pointer.to_owned(), code, bound }
}

#[cfg(test)]
mod tests {
    use std::time::Instant;

    use actix_web::error::PayloadError;
    use futures_util::stream;
    use shared::ticket::{Confirm, NewTicket};

    use super::*;

    fn faults<T: DeserializeOwned + Validate>(body: &str) -> Vec<(String, FieldCode)> {
        match parse::<T>(body.as_bytes()) {
            Err(Error::Validation(faults) | Error::Malformed(faults)) => {
                faults.into_iter().map(|fault| (fault.pointer, fault.code)).collect()
            }
            Err(other) => panic!("{other}"),
            Ok(_) => panic!("it was accepted"),
        }
    }

    #[test]
    fn a_fault_names_its_place() {
        let id = uuid::Uuid::nil();
        assert_eq!(
            faults::<NewTicket>(&format!(r#"{{"service_id":"{id}","description":""}}"#)),
            [("/description".into(), FieldCode::Required)]
        );
        assert_eq!(faults::<NewTicket>(r#"{"description":"x"}"#), [("/service_id".into(), FieldCode::Required)]);
        assert_eq!(
            faults::<NewTicket>(&format!(r#"{{"service_id":"{id}","description":"x","role":"admin"}}"#)),
            [("/role".into(), FieldCode::Unknown)]
        );
        assert_eq!(
            faults::<NewTicket>(&format!(r#"{{"service_id":"{id}","description":5}}"#)),
            [("/description".into(), FieldCode::Format)]
        );
        assert_eq!(faults::<Confirm>(r#"{"rating":6}"#), [("/rating".into(), FieldCode::TooLarge)]);
        assert_eq!(faults::<Confirm>(r#"{"rating":0}"#), [("/rating".into(), FieldCode::TooSmall)]);
        assert_eq!(faults::<Confirm>(r#"{"comment":"a\u0000b"}"#), [("/comment".into(), FieldCode::Characters)]);
    }

    /// Whoever sends byte by byte, or nothing more, is waited for as long as anybody, not longer with every byte.
    #[actix_web::test]
    async fn whoever_drips_is_not_waited_for() {
        const PATIENCE: Duration = Duration::from_millis(400);
        let drips = stream::unfold((), |()| async {
            tokio::time::sleep(Duration::from_millis(20)).await;
            Some((Ok::<_, PayloadError>(Bytes::from_static(b" ")), ()))
        });
        let begins = stream::iter([Ok(Bytes::from_static(b"{"))]);
        for (what, payload) in [
            ("drips", Payload::Stream { payload: drips.boxed_local() }),
            ("silence", Payload::Stream { payload: begins.chain(stream::pending()).boxed_local() }),
        ] {
            let begun = Instant::now();
            let read = tokio::time::timeout(Duration::from_secs(20), read_within(PATIENCE, payload, 1024 * 1024)).await;
            assert!(matches!(read, Ok(Err(Error::Malformed(_)))), "{what}: {read:?} after {:?}", begun.elapsed());
        }
    }

    #[test]
    fn broken_json_is_malformed() {
        assert_eq!(faults::<Confirm>("{"), []);
        assert_eq!(faults::<Confirm>(&"[".repeat(10_000)), []);
    }
}
