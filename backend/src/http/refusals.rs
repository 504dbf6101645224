//! How refusals are written down in the API's document: one type a status, named in an operation's `responses(…)`.

use std::collections::BTreeMap;

use utoipa::{
    IntoResponses,
    openapi::{Ref, RefOr, Response},
};

use crate::api;

macro_rules! refusals {
    ($($(#[$doc:meta])+ $name:ident = $status:literal),+ $(,)?) => {$(
        $(#[$doc])+
        #[derive(Debug, Clone, Copy)]
        pub struct $name;

        impl IntoResponses for $name {
            fn responses() -> BTreeMap<String, RefOr<Response>> {
                refusal($status)
            }
        }
    )+};
}

refusals! {
    /// The request can't be read.
    Malformed = 400,
    /// No valid credential.
    Unauthenticated = 401,
    /// The caller may not do this.
    Forbidden = 403,
    /// It does not exist, or the caller may not know that it does.
    NotFound = 404,
    /// Not possible from the current state.
    Conflicting = 409,
    /// The version sent is not the current one.
    Stale = 412,
    /// The body is too large.
    TooLarge = 413,
    /// The media type is not accepted.
    UnsupportedMedia = 415,
    /// Values that are not acceptable.
    Invalid = 422,
    /// `If-Match` is missing.
    VersionRequired = 428,
    /// Too many requests.
    RateLimited = 429,
    /// Not now; try again.
    Unavailable = 503,
}

/// What every operation that takes a JSON body may refuse it for.
#[derive(Debug, Clone, Copy)]
pub struct BadBody;

impl IntoResponses for BadBody {
    fn responses() -> BTreeMap<String, RefOr<Response>> {
        [Malformed::responses(), TooLarge::responses(), UnsupportedMedia::responses(), Invalid::responses()]
            .into_iter()
            .flatten()
            .collect()
    }
}

/// The answer as the document shows it for every operation, with its example.
fn refusal(status: u16) -> BTreeMap<String, RefOr<Response>> {
    BTreeMap::from([(status.to_string(), Ref::from_response_name(api::refusal(status)).into())])
}
