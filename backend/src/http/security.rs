//! The headers that keep a browser from doing what this app never asks it to.

use actix_web::{
    Error as ActixError,
    body::MessageBody,
    dev::{ServiceRequest, ServiceResponse},
    http::header::{self, HeaderMap, HeaderName, HeaderValue},
    middleware::Next,
    web::Data,
};
use shared::paths;

use crate::app::App;

/// Of the web app: its own files and nothing else. `blob:` shows an attachment that was fetched with the bearer. The one policy
/// of trusted types names the service worker (`frontend/later.js`).
pub const APP_POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; \
    img-src 'self' data: blob:; font-src 'self'; connect-src 'self'; manifest-src 'self'; worker-src 'self'; \
    base-uri 'none'; form-action 'self'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types ventanilla";
/// Of the API's documentation: Swagger UI writes styles into its elements.
const DOCS_POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; \
    font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
/// Of answers that are no pages.
const DATA_POLICY: &str = "default-src 'none'; frame-ancestors 'none'; sandbox";

/// On every answer.
const ALWAYS: &[(&str, &str)] = &[
    ("x-content-type-options", "nosniff"),
    // Other sites learn nothing; ours sees where a call came from, and so can believe its `Origin`.
    ("referrer-policy", "same-origin"),
    (
        "permissions-policy",
        "accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), hid=(), magnetometer=(), \
         microphone=(), midi=(), payment=(), serial=(), usb=()",
    ),
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-resource-policy", "same-origin"),
];

/// Sets the headers on every answer that has not its own.
///
/// # Errors
/// None of its own.
pub async fn protect(
    request: ServiceRequest,
    next: Next<impl MessageBody>,
) -> Result<ServiceResponse<impl MessageBody>, ActixError> {
    let policy = policy_of(request.path());
    let is_encrypted = request.app_data::<Data<App>>().is_some_and(|app| app.config.public_url.starts_with("https://"));
    let mut answer = next.call(request).await?;
    let headers = answer.headers_mut();
    for (name, value) in ALWAYS {
        set(headers, HeaderName::from_static(name), value);
    }
    set(headers, header::CONTENT_SECURITY_POLICY, policy);
    if is_encrypted {
        set(headers, header::STRICT_TRANSPORT_SECURITY, "max-age=31536000");
    }
    Ok(answer)
}

fn policy_of(path: &str) -> &'static str {
    if path == paths::DOCS || path.starts_with("/api/docs/") {
        DOCS_POLICY
    } else if path.starts_with("/api/") {
        DATA_POLICY
    } else {
        APP_POLICY
    }
}

/// A handler that knows better has said so.
fn set(headers: &mut HeaderMap, name: HeaderName, value: &'static str) {
    if !headers.contains_key(&name) {
        headers.insert(name, HeaderValue::from_static(value));
    }
}
