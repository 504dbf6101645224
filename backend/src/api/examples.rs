//! The refusals that every operation shares, as components of the document, each with a real problem as its example.

use serde_json::{Map, Value, json};
use shared::{
    lifecycle::{Command, NotAllowed},
    person::Language,
    problem::{FieldCode, MEDIA_TYPE},
    status::Status,
};

use crate::{
    error::{Conflict, Error, Fault},
    http::problem::problem,
};

/// Every status of a refusal, its name among the components, and what it says.
const REFUSALS: &[(u16, &str, &str)] = &[
    (400, "Malformed", "The body can't be read as what is expected here"),
    (401, "Unauthenticated", "No credential, or one that is not valid now"),
    (403, "Forbidden", "The caller may not do this"),
    (404, "NotFound", "It does not exist, or the caller may not know of it"),
    (409, "Conflict", "The state of things does not allow it"),
    (412, "StaleVersion", "It changed since the version in `If-Match`; the current one is in `ETag`"),
    (413, "TooLarge", "The body is larger than what is accepted here"),
    (415, "UnsupportedMedia", "The body is not of a type that is accepted here"),
    (422, "Invalid", "Understood, with values that are not acceptable; each is named in `errors`"),
    (428, "VersionRequired", "`If-Match` is missing"),
    (429, "RateLimited", "Too many requests in a short time"),
    (500, "Internal", "A fault of the server; it is in its log under the request's id"),
    (503, "Unavailable", "Not available right now; try again"),
];

/// The name of a refusal among the components.
pub fn name(status: u16) -> &'static str {
    REFUSALS.iter().find(|(given, ..)| *given == status).map_or("Internal", |(_, name, _)| name)
}

/// `components.responses`.
pub fn responses() -> Value {
    let mut responses = Map::new();
    for (status, name, description) in REFUSALS {
        let problem =
            problem(&error(*status), Language::En, "/api/v1/tickets/TI-000123", "0193f0a7c1d27a3e9d5c2f6b8e4a1c00");
        let mut headers = vec!["X-Request-Id"];
        match status {
            412 => headers.push("ETag"),
            429 => headers.extend(["RateLimit", "RateLimit-Policy", "Retry-After"]),
            503 => headers.push("Retry-After"),
            _ => {}
        }
        let headers: Map<String, Value> = headers
            .into_iter()
            .map(|name| (name.to_owned(), json!({"$ref": format!("#/components/headers/{name}")})))
            .collect();
        responses.insert(
            (*name).into(),
            json!({
                "description": description,
                "headers": headers,
                "content": {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}, "example": problem}},
            }),
        );
    }
    responses.into()
}

/// An error that is answered with this status.
fn error(status: u16) -> Error {
    match status {
        400 => Error::Malformed(Vec::new()),
        401 => Error::Unauthenticated,
        403 => Error::Forbidden,
        404 => Error::NotFound,
        409 => Error::Conflict(Conflict::NotFromHere(NotAllowed {
            status: Status::Resolved,
            command: Command::Attend,
            allowed: vec![Command::Reopen],
        })),
        412 => Error::Stale { etag: None },
        413 => Error::TooLarge { limit: shared::limits::JSON_BYTES_MAX as u64 },
        415 => Error::UnsupportedMedia,
        422 => Error::Validation(vec![Fault::new("/description", FieldCode::Required)]),
        428 => Error::VersionRequired,
        429 => Error::RateLimited { policy: "caller", limit: 600, window: 60, retry_after: 12 },
        503 => Error::Unavailable { retry_after: 2 },
        _ => Error::Internal(anyhow::anyhow!("example")),
    }
}
