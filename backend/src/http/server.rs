//! Puts the routes and everything around them together into one server.

use std::{net::TcpListener, num::NonZeroUsize, thread::available_parallelism};

use actix_web::{
    App as ActixApp, HttpResponse, HttpServer,
    dev::Server,
    middleware::{Compress, from_fn},
    web::{self, Data},
};
use utoipa_actix_web::AppExt;

use super::{problem::write_problems, request::name_request};
use crate::{api, app::App, error::Error};

/// Seconds that requests in flight have to end when the server stops.
const SHUTDOWN_SECONDS: u64 = 20;

/// A server on a socket that is listened on already. It answers while the returned future is polled.
///
/// # Errors
/// When the socket can't be used.
pub fn serve(app: Data<App>, listener: TcpListener) -> std::io::Result<Server> {
    let workers = app.config.workers.unwrap_or_else(|| available_parallelism().map_or(2, NonZeroUsize::get));
    let server = HttpServer::new(move || {
        let (service, _) = ActixApp::new()
            .into_utoipa_app()
            .openapi(api::base())
            .app_data(app.clone())
            .service(
                utoipa_actix_web::scope(shared::paths::API).configure(api::routes).default_service(web::to(unknown)),
            )
            .configure(api::outer_routes)
            .split_for_parts();
        service
            .wrap(from_fn(write_problems))
            .wrap(Compress::default())
            .wrap(from_fn(name_request))
            .default_service(web::to(unknown))
    });
    Ok(server.workers(workers).shutdown_timeout(SHUTDOWN_SECONDS).disable_signals().listen(listener)?.run())
}

async fn unknown() -> Result<HttpResponse, Error> {
    Err(Error::NotFound)
}
