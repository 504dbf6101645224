//! What is not worth compressing is left alone: small answers, and files that are compressed by their nature.

use actix_web::{
    Error as ActixError,
    body::{BodySize, MessageBody},
    dev::{ServiceRequest, ServiceResponse},
    http::header::{self, HeaderValue},
    middleware::Next,
};

/// Bytes from which compressing saves a packet.
const WORTH_IT: u64 = 1_200;

/// Marks what is not worth compressing, for the compressor outside of this.
///
/// # Errors
/// None of its own.
pub async fn mark_unworthy(
    request: ServiceRequest,
    next: Next<impl MessageBody>,
) -> Result<ServiceResponse<impl MessageBody>, ActixError> {
    let mut answer = next.call(request).await?;
    let is_small = matches!(answer.response().body().size(), BodySize::None | BodySize::Sized(..WORTH_IT));
    let kind = answer.headers().get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    if (is_small || !is_text(kind)) && !answer.headers().contains_key(header::CONTENT_ENCODING) {
        answer.headers_mut().insert(header::CONTENT_ENCODING, HeaderValue::from_static("identity"));
    }
    Ok(answer)
}

fn is_text(kind: &str) -> bool {
    let kind = kind.split(';').next().unwrap_or_default().trim();
    // Events are sent one by one; a compressor would hold them back.
    kind != "text/event-stream"
        && (kind.starts_with("text/")
            || kind.ends_with("json")
            || kind.ends_with("xml")
            || matches!(kind, "application/javascript" | "application/wasm"))
}

/// Takes the marks away again: `identity` is not a coding that is named.
///
/// # Errors
/// None of its own.
pub async fn unmark(
    request: ServiceRequest,
    next: Next<impl MessageBody>,
) -> Result<ServiceResponse<impl MessageBody>, ActixError> {
    let mut answer = next.call(request).await?;
    if answer.headers().get(header::CONTENT_ENCODING).is_some_and(|value| value == "identity") {
        answer.headers_mut().remove(header::CONTENT_ENCODING);
    }
    Ok(answer)
}
