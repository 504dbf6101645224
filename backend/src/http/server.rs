//! Puts the routes and everything around them together into one server.

use std::{net::TcpListener, num::NonZeroUsize, thread::available_parallelism, time::Duration};

use actix_web::{
    App as ActixApp, HttpServer,
    dev::Server,
    middleware::{Compress, from_fn},
    web::{self, Data},
};

use super::{
    compression,
    connections::{self, Connections},
    docs, limits, method, observe,
    problem::write_problems,
    request::name_request,
    routes::Routes,
    security, spa, unknown,
};
use crate::{api, app::App};

/// Seconds that requests in flight have to end when the server stops.
const SHUTDOWN_SECONDS: u64 = 20;
/// How long a client may take to send a request's head.
const HEAD_PATIENCE: Duration = Duration::from_secs(10);
/// How long an unused connection is kept.
const KEEP_ALIVE: Duration = Duration::from_secs(75);

/// A server on a socket that is listened on already. It answers while the returned future is polled.
///
/// # Errors
/// When the socket can't be used.
pub fn serve(app: Data<App>, listener: TcpListener) -> std::io::Result<Server> {
    let workers = app.config.workers.unwrap_or_else(|| available_parallelism().map_or(2, NonZeroUsize::get));
    let described = Data::new(docs::Described::default());
    let connections = Connections::default();
    connections.watch(KEEP_ALIVE + HEAD_PATIENCE);
    let server = HttpServer::new(move || {
        ActixApp::new()
            .app_data(Data::new(app.of_thread(workers)))
            .app_data(described.clone())
            .service(
                web::scope(shared::paths::API)
                    .configure(|config| api::routes(&mut Routes::served(config)))
                    .default_service(web::to(unknown::refuse)),
            )
            .configure(|config| api::outer_routes(&mut Routes::served(config)))
            .configure(docs::routes)
            // What is under /api and nowhere above must not fall through to the web app.
            .service(web::scope("/api").default_service(web::to(unknown::refuse)))
            .default_service(web::to(spa::serve))
            // The last is the outermost.
            .wrap(from_fn(write_problems))
            .wrap(from_fn(limits::tell))
            .wrap(from_fn(compression::mark_unworthy))
            .wrap(Compress::default())
            .wrap(from_fn(compression::unmark))
            .wrap(from_fn(security::protect))
            .wrap(from_fn(name_request))
            .wrap(from_fn(observe::observe))
            .wrap(from_fn(method::answer_head))
            .wrap(from_fn(connections::note))
    });
    Ok(server
        .workers(workers)
        .on_connect(move |io, data| connections.remember(io, data))
        .client_request_timeout(HEAD_PATIENCE)
        .keep_alive(KEEP_ALIVE)
        .shutdown_timeout(SHUTDOWN_SECONDS)
        .disable_signals()
        .listen(listener)?
        .run())
}
