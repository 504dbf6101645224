//! Whether this process lives and whether it can serve, for whatever starts it and whatever stands in front of it.

use std::time::Duration;

use actix_web::{HttpResponse, get, http::header, web::Data};
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_actix_web::service_config::ServiceConfig;

use crate::{
    app::App,
    error::{Error, Result},
};

/// How long the database may take to answer.
const PATIENCE: Duration = Duration::from_secs(2);

/// The operations of this file.
pub fn routes(config: &mut ServiceConfig) {
    config.service(get_health).service(get_readiness);
}

/// How the process is.
#[derive(Debug, Serialize, ToSchema)]
pub struct Health {
    /// `ok`; anything else is answered as a problem.
    status: &'static str,
    /// The version of the program.
    version: &'static str,
}

const OK: Health = Health { status: "ok", version: env!("CARGO_PKG_VERSION") };

/// Tell that the process lives.
#[utoipa::path(
    tag = "operations",
    security(()),
    responses((status = 200, description = "It lives", body = Health, example = json!(OK))),
)]
#[get("/healthz")]
pub async fn get_health() -> HttpResponse {
    HttpResponse::Ok().insert_header((header::CACHE_CONTROL, "no-store")).json(OK)
}

/// Tell whether the process can serve.
///
/// It can when its database answers, its schema is up to date and it is not about to stop.
#[utoipa::path(
    tag = "operations",
    security(()),
    responses(
        (status = 200, description = "It can serve", body = Health, example = json!(OK)),
        (status = 503, description = "It can't serve now"),
    ),
)]
#[get("/readyz")]
pub async fn get_readiness(app: Data<App>) -> Result<HttpResponse> {
    let is_ready = !app.is_stopping() && tokio::time::timeout(PATIENCE, has_database(&app)).await.unwrap_or(false);
    if !is_ready {
        return Err(Error::Unavailable { retry_after: 5 });
    }
    Ok(HttpResponse::Ok().insert_header((header::CACHE_CONTROL, "no-store")).json(OK))
}

async fn has_database(app: &App) -> bool {
    match app.db.pending_migrations().await {
        Ok(pending) => pending == 0,
        Err(error) => {
            tracing::warn!(%error, "not ready: the database does not answer");
            false
        }
    }
}
