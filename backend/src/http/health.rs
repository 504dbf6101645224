//! Whether this process lives and whether it can serve, for whatever starts it and whatever stands in front of it.

use std::time::{Duration, Instant};

use actix_web::{HttpResponse, get, http::header, web::Data};
use serde::Serialize;
use tokio::sync::Mutex;
use utoipa::ToSchema;

use crate::{
    app::App,
    error::{Error, Result},
    http::routes::Routes,
};

/// How long the database may take to answer.
const PATIENCE: Duration = Duration::from_secs(2);
/// How long an answer of the database serves everyone who asks: anybody may, as often as they like.
const SERVES: Duration = Duration::from_secs(1);

/// The operations of this file.
pub fn routes(config: &mut Routes) {
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
/// It can when its database answers, its schema is up to date and it is not about to stop. The database is asked once a second
/// at most, whoever asks.
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
    let is_ready = !app.is_stopping() && app.readiness.is_had(Instant::now(), async || has_database(&app).await).await;
    if !is_ready {
        return Err(Error::Unavailable { retry_after: 5 });
    }
    Ok(HttpResponse::Ok().insert_header((header::CACHE_CONTROL, "no-store")).json(OK))
}

/// What the database answered last, and when.
#[derive(Debug, Default)]
pub struct Readiness {
    last: Mutex<Option<(Instant, bool)>>,
}

impl Readiness {
    /// The last answer while it serves, else a new one. Who comes while it is asked for waits for that one.
    async fn is_had(&self, now: Instant, ask: impl AsyncFnOnce() -> bool) -> bool {
        let mut last = self.last.lock().await;
        match *last {
            Some((at, answer)) if now.saturating_duration_since(at) < SERVES => answer,
            _ => {
                let answer = ask().await;
                // From when it came, or one that came late would serve nobody who waited for it.
                *last = Some((now.max(Instant::now()), answer));
                answer
            }
        }
    }
}

async fn has_database(app: &App) -> bool {
    match tokio::time::timeout(PATIENCE, app.db.pending_migrations()).await {
        Ok(Ok(pending)) => pending == 0,
        Ok(Err(error)) => {
            tracing::warn!(%error, "not ready: the database does not answer");
            false
        }
        Err(_) => {
            tracing::warn!("not ready: the database does not answer in time");
            false
        }
    }
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use futures_util::future::join_all;

    use super::*;

    #[tokio::test]
    async fn the_database_is_asked_once_a_second_however_many_ask() {
        let (readiness, asked, begun) = (Readiness::default(), Cell::new(0), Instant::now());
        // Long after the clock of the machine, so that its own instants play no part.
        let at = |millis| begun + Duration::from_secs(3600) + Duration::from_millis(millis);
        let ask = |millis, answer| {
            let (readiness, asked) = (&readiness, &asked);
            readiness.is_had(at(millis), async move || {
                asked.set(asked.get() + 1);
                tokio::task::yield_now().await;
                answer
            })
        };
        assert_eq!(join_all((0..40).map(|_| ask(0, true))).await, [true; 40]);
        assert_eq!((ask(999, false).await, asked.get()), (true, 1));
        assert_eq!((ask(1000, false).await, asked.get()), (false, 2));
        assert_eq!((ask(1500, true).await, ask(2000, true).await, asked.get()), (false, true, 3));
    }
}
