//! How refusals are written down in the API's document: one type a status, named in an operation's `responses(…)`.

use std::collections::BTreeMap;

use shared::problem::MEDIA_TYPE;
use utoipa::{
    IntoResponses,
    openapi::{ContentBuilder, Ref, RefOr, Response, ResponseBuilder},
};

macro_rules! refusals {
    ($($(#[doc = $doc:literal])+ $name:ident = $status:literal),+ $(,)?) => {$(
        $(#[doc = $doc])+
        #[derive(Debug, Clone, Copy)]
        pub struct $name;

        impl IntoResponses for $name {
            fn responses() -> BTreeMap<String, RefOr<Response>> {
                refusal($status, concat!($($doc),+).trim())
            }
        }
    )+};
}

refusals! {
    /// The request can't be read.
    Malformed = "400",
    /// No valid credential.
    Unauthenticated = "401",
    /// The caller may not do this.
    Forbidden = "403",
    /// It does not exist, or the caller may not know that it does.
    NotFound = "404",
    /// Not possible from the current state.
    Conflicting = "409",
    /// The version sent is not the current one.
    Stale = "412",
    /// The body is too large.
    TooLarge = "413",
    /// The media type is not accepted.
    UnsupportedMedia = "415",
    /// Values that are not acceptable.
    Invalid = "422",
    /// `If-Match` is missing.
    VersionRequired = "428",
    /// Too many requests.
    RateLimited = "429",
    /// Not now; try again.
    Unavailable = "503",
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

fn refusal(status: &str, description: &str) -> BTreeMap<String, RefOr<Response>> {
    let content = ContentBuilder::new().schema(Some(Ref::from_schema_name("Problem"))).build();
    let response = ResponseBuilder::new().description(description).content(MEDIA_TYPE, content).build();
    BTreeMap::from([(status.to_owned(), RefOr::T(response))])
}
