//! HEAD is GET without the body (RFC 9110): routed as GET, and the server leaves the body out.

use actix_web::{
    Error as ActixError, HttpMessage,
    body::MessageBody,
    dev::{ServiceRequest, ServiceResponse},
    http::Method,
    middleware::Next,
};

/// The method that was asked for, for the log.
#[derive(Debug, Clone)]
pub struct Asked(pub Method);

/// Has HEAD answered as GET is.
///
/// # Errors
/// None of its own.
pub async fn answer_head(
    mut request: ServiceRequest,
    next: Next<impl MessageBody>,
) -> Result<ServiceResponse<impl MessageBody>, ActixError> {
    let asked = request.method().clone();
    if asked == Method::HEAD {
        request.head_mut().method = Method::GET;
    }
    request.extensions_mut().insert(Asked(asked));
    next.call(request).await
}
