//! Starts a process: migrates, opens, checks the demo's mark, listens, runs the jobs; and stops it again, finishing what was
//! begun. Tests start it in their own process.

use std::{
    net::{SocketAddr, TcpListener},
    time::Duration,
};

use actix_web::{dev::ServerHandle, web::Data};
use anyhow::Context;
use tokio::task::JoinHandle;

use crate::{app::App, clock::Clock, config::Config, db::Database, demo, http::server, jobs, telemetry::scrape};

/// How long jobs at work have to end when the process stops.
const JOBS_PATIENCE: Duration = Duration::from_secs(15);

/// A process that serves.
#[derive(Debug)]
pub struct Running {
    /// Where it listens.
    pub address: SocketAddr,
    /// What its requests share.
    pub app: Data<App>,
    /// Where `/metrics` is, when it is anywhere.
    pub metrics_address: Option<SocketAddr>,
    jobs: Option<jobs::Running>,
    servers: Vec<Server>,
}

/// A listener that is served.
#[derive(Debug)]
struct Server {
    handle: ServerHandle,
    ended: JoinHandle<std::io::Result<()>>,
}

impl Server {
    fn run(server: actix_web::dev::Server) -> Self {
        Self { handle: server.handle(), ended: tokio::spawn(server) }
    }

    async fn stop(self) {
        self.handle.stop(true).await;
        match self.ended.await {
            Ok(Ok(())) => {}
            Ok(Err(error)) => tracing::error!(%error, "the server ended badly"),
            Err(error) => tracing::error!(%error, "the server ended badly"),
        }
    }
}

/// Starts to serve. Port 0 takes any free one. Must be called within a tokio runtime.
///
/// # Errors
/// When the configuration can't be served: an address in use, a database out of reach or of the other kind (demo or not).
pub async fn start(config: Config, clock: Clock) -> anyhow::Result<Running> {
    Box::pin(start_with(config, clock, |_| {})).await
}

/// The same; `before` is given the database while nobody shares it yet, so that somebody can overhear it.
///
/// # Errors
/// As [`start`] has.
pub async fn start_with(
    mut config: Config,
    clock: Clock,
    before: impl FnOnce(&mut Database),
) -> anyhow::Result<Running> {
    config.check_for_serving()?;
    let listener = bind(config.listen)?;
    config.listen = listener.local_addr()?;
    let address = config.listen;
    let metrics_listener = config.metrics_listen.map(bind).transpose()?;
    let metrics_address = metrics_listener.as_ref().map(TcpListener::local_addr).transpose()?;
    let mut app = App::open(config, clock).await?;
    before(&mut app.db);
    let app = make_ready(app).await?;
    let mut servers = vec![server::serve(app.clone(), listener)?];
    if let Some(listener) = metrics_listener {
        servers.push(scrape::serve(app.clone(), listener)?);
    }
    // Only now: a process that can't serve must not have sent mail. The servers answer from when they are polled.
    let jobs = if app.config.jobs { Some(jobs::run(app.clone())?) } else { None };
    let servers = servers.into_iter().map(Server::run).collect();
    Ok(Running { address, app, metrics_address, jobs, servers })
}

fn bind(address: SocketAddr) -> anyhow::Result<TcpListener> {
    TcpListener::bind(address).with_context(|| format!("can't listen on {address}"))
}

/// Opens everything and makes it ready: the schema, and in the demo its data.
///
/// # Errors
/// When something can't be opened, or the database is of the other kind (demo or not).
pub async fn prepare(config: Config, clock: Clock) -> anyhow::Result<Data<App>> {
    make_ready(App::open(config, clock).await?).await
}

async fn make_ready(app: App) -> anyhow::Result<Data<App>> {
    let app = Data::new(app);
    app.db.migrate(&app.config.data).await?;
    demo::prepare(&app).await?;
    Ok(app)
}

impl Running {
    /// Stops: takes no new requests, finishes those in flight and the jobs at work, both within a bound, and closes the database.
    pub async fn stop(self) {
        self.app.begin_to_stop();
        for server in self.servers {
            server.stop().await;
        }
        if let Some(jobs) = self.jobs
            && tokio::time::timeout(JOBS_PATIENCE, jobs.stop()).await.is_err()
        {
            tracing::warn!("a job did not end in time; its lease runs out, and it is run again");
        }
        self.app.db.close().await;
    }
}
