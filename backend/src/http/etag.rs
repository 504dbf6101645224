//! Entity tags and conditional requests (RFC 9110): `"<version>.<digest of this caller's representation>"`.

use std::fmt::Write;

use actix_web::{
    FromRequest, HttpRequest, HttpResponse,
    dev::Payload,
    http::{StatusCode, header},
};
use futures_util::future::{Ready, ready};
use serde::Serialize;
use sha2::{Digest, Sha256};
use utoipa::{
    IntoParams,
    openapi::path::{Parameter, ParameterIn},
};

use super::documented;
use crate::error::{Error, Result};

/// The version that the caller saw, from `If-Match`; absent when it sent none.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct IfMatch(pub Option<i32>);

impl FromRequest for IfMatch {
    type Error = Error;
    type Future = Ready<Result<Self>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let value = request.headers().get(header::IF_MATCH).and_then(|value| value.to_str().ok());
        ready(Ok(Self(value.and_then(version))))
    }
}

impl IntoParams for IfMatch {
    fn into_params(_: impl Fn() -> Option<ParameterIn>) -> Vec<Parameter> {
        let said = "The version that the caller saw, as its `ETag` said or alone: `\"7\"`";
        vec![documented::header("If-Match", said, "\"7\"")]
    }
}

/// Documents that a read answers its entity tag and 304; [`answer`] does it.
#[derive(Debug)]
pub struct IfNoneMatch;

impl IntoParams for IfNoneMatch {
    fn into_params(_: impl Fn() -> Option<ParameterIn>) -> Vec<Parameter> {
        vec![documented::header("If-None-Match", "The `ETag` that the caller has already", "\"7.5d41402abc4b2a76\"")]
    }
}

impl IfMatch {
    /// Holds the version that the caller saw against the current one.
    ///
    /// # Errors
    /// `VersionRequired` without one, `Stale` with another.
    pub fn check(self, current: i32) -> Result<()> {
        match self.0 {
            None => Err(Error::VersionRequired),
            Some(seen) if seen == current => Ok(()),
            Some(_) => Err(Error::Stale { etag: Some(format!("\"{current}\"")) }),
        }
    }
}

/// The version part of an entity tag: `"7"` and `"7.ab12"` both say 7. A weak tag is as good: versions are exact.
fn version(tag: &str) -> Option<i32> {
    let tag = tag.trim();
    let tag = tag.strip_prefix("W/").unwrap_or(tag).strip_prefix('"')?.strip_suffix('"')?;
    tag.split('.').next()?.parse().ok().filter(|version| *version > 0)
}

/// The entity tag of a representation.
fn tag(version: i32, bytes: &[u8]) -> String {
    let mut digest = String::with_capacity(16);
    for byte in Sha256::digest(bytes).iter().take(8) {
        let _ = write!(digest, "{byte:02x}");
    }
    format!("\"{version}.{digest}\"")
}

/// Answers a changeable resource with its entity tag; 304 when the caller has it already.
///
/// # Errors
/// When it can't be serialized.
pub fn answer(request: &HttpRequest, status: StatusCode, version: i32, value: &impl Serialize) -> Result<HttpResponse> {
    let bytes = serde_json::to_vec(value)?;
    let etag = tag(version, &bytes);
    let mut answer = HttpResponse::build(status);
    answer.insert_header((header::ETAG, etag.clone())).insert_header((header::CACHE_CONTROL, "private, no-cache"));
    let known = request.headers().get(header::IF_NONE_MATCH).and_then(|value| value.to_str().ok());
    let is_read = request.method().is_safe();
    // Compared weakly: compression marks a tag as weak.
    let has_it = known.is_some_and(|tags| tags.split(',').any(|tag| tag.trim().trim_start_matches("W/") == etag));
    if is_read && has_it {
        return Ok(HttpResponse::NotModified()
            .insert_header((header::ETAG, etag))
            .insert_header((header::CACHE_CONTROL, "private, no-cache"))
            .finish());
    }
    Ok(answer.content_type("application/json").body(bytes))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_tag_is_compared_by_its_version() {
        assert_eq!(version("\"7\""), Some(7));
        assert_eq!(version("\"7.ab12\""), Some(7));
        assert_eq!(version("W/\"7.ab12\""), Some(7));
        for odd in ["7", "*", "\"\"", "\"x\"", "\"-1\"", "\"7", ""] {
            assert_eq!(version(odd), None, "{odd}");
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(4096))]

        #[test]
        fn a_tag_says_its_version_however_it_was_passed_on(number in 1_i32.., bytes in any::<Vec<u8>>(), weak: bool) {
            let tag = tag(number, &bytes);
            prop_assert_eq!(version(&format!("{}{tag} ", if weak { " W/" } else { "" })), Some(number));
        }

        #[test]
        fn whatever_is_taken_for_a_version_is_one(
            text in prop_oneof![any::<String>(), "(W/)?\"?[-+0-9]{0,11}[.a-z\"]{0,4}"],
        ) {
            prop_assert!(version(&text).is_none_or(|version| version > 0));
        }
    }
}
