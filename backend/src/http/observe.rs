//! One line of the log and one count for every request. Never a query, a body, a header or an address: codes, tokens and
//! signatures travel in them.

use std::time::Instant;

use actix_web::{
    Error as ActixError, HttpMessage,
    body::MessageBody,
    dev::{ServiceRequest, ServiceResponse},
    middleware::Next,
    web::Data,
};

use super::{
    method::Asked,
    request::{CallerId, RequestId},
};
use crate::app::App;

/// Logs and counts.
///
/// # Errors
/// None of its own.
pub async fn observe(
    request: ServiceRequest,
    next: Next<impl MessageBody>,
) -> Result<ServiceResponse<impl MessageBody>, ActixError> {
    let began = Instant::now();
    let app = request.app_data::<Data<App>>().cloned();
    let under_way = app.as_ref().map(|app| app.metrics.begin());
    let answer = next.call(request).await?;
    let took = began.elapsed();
    drop(under_way);
    let request = answer.request();
    let route = request.match_pattern().unwrap_or_else(|| outside(request.path()).to_owned());
    let (method, id, account) = {
        let left = request.extensions();
        let method = left.get::<Asked>().map_or_else(|| request.method().clone(), |asked| asked.0.clone());
        (method, left.get::<RequestId>().map(ToString::to_string), left.get::<CallerId>().map(|caller| caller.0))
    };
    let status = answer.status().as_u16();
    if let Some(app) = app {
        app.metrics.count(&method, &route, status, took);
    }
    // Asked for every few seconds by machines.
    if matches!(route.as_str(), "/healthz" | "/readyz") && status < 400 {
        tracing::debug!(%method, route, status, "request");
    } else {
        let duration_ms = u64::try_from(took.as_millis()).unwrap_or(u64::MAX);
        tracing::info!(
            %method,
            route,
            status,
            duration_ms,
            request_id = id,
            account_id = account.map(tracing::field::display),
            "request"
        );
    }
    Ok(answer)
}

/// What was asked for where no route matched. Not the path: anybody can ask for any.
fn outside(path: &str) -> &'static str {
    if path.starts_with("/api/") {
        "unknown"
    } else if path.starts_with("/assets/") {
        "/assets"
    } else {
        "/"
    }
}
