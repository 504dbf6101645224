//! `/metrics` on a listener of its own, away from the public.

use std::{net::TcpListener, time::Duration};

use actix_web::{
    App as ActixApp, HttpResponse, HttpServer,
    dev::Server,
    web::{self, Data},
};
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder};

use crate::{
    app::App,
    entity::{job, outbox},
    error::Result,
    mail::dead,
};

/// How long the database may take to tell its numbers.
const PATIENCE: Duration = Duration::from_secs(3);

/// A server of `/metrics` on a socket that is listened on already. It answers while the returned future is polled.
///
/// # Errors
/// When the socket can't be used.
pub fn serve(app: Data<App>, listener: TcpListener) -> std::io::Result<Server> {
    let server =
        HttpServer::new(move || ActixApp::new().app_data(app.clone()).route("/metrics", web::get().to(metrics)));
    Ok(server.workers(1).disable_signals().listen(listener)?.run())
}

async fn metrics(app: Data<App>) -> Result<HttpResponse> {
    let outcome = tokio::time::timeout(PATIENCE, look(&app)).await;
    if let Ok(Err(error)) = &outcome {
        tracing::warn!(%error, "the database does not tell its numbers");
    }
    app.metrics.database.set(i64::from(matches!(outcome, Ok(Ok(())))));
    Ok(HttpResponse::Ok().content_type("text/plain; version=0.0.4; charset=utf-8").body(app.metrics.print()?))
}

/// Reads the numbers that the database keeps.
async fn look(app: &App) -> Result<()> {
    let (db, metrics) = (app.db.reader(), &app.metrics);
    let waiting =
        || outbox::Entity::find().filter(outbox::Column::SentAt.is_null()).filter(outbox::Column::DeadAt.is_null());
    let dead = outbox::Entity::find().filter(dead::undelivered(app.clock.now())).count(db).await?;
    metrics.outbox.with_label_values(&["waiting"]).set(number(waiting().count(db).await?));
    metrics.outbox.with_label_values(&["dead"]).set(number(dead));
    let oldest = waiting().order_by_asc(outbox::Column::NextAttemptAt).one(db).await?;
    let age = oldest.map_or(0, |mail| (app.clock.now() - mail.created_at).num_seconds());
    metrics.oldest_mail.set(age.max(0));
    for job in job::Entity::find().all(db).await? {
        metrics.job_ran.with_label_values(&[&job.name]).set(job.last_run_at.map_or(0, |at| at.timestamp()));
        metrics.job_failed.with_label_values(&[&job.name]).set(i64::from(job.last_error.is_some()));
    }
    metrics.relay.set(i64::from(app.relay.is_reachable()));
    let (open, idle) = app.db.connections();
    metrics.connections.with_label_values(&["open"]).set(i64::from(open));
    metrics.connections.with_label_values(&["idle"]).set(i64::from(idle));
    Ok(())
}

fn number(count: u64) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}
