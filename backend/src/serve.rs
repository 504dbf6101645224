//! Starts a process: migrates, opens, checks the demo's mark, listens, runs the jobs; and stops it again, finishing what was
//! begun. Tests start it in their own process.

use std::{
    net::{SocketAddr, TcpListener},
    time::Duration,
};

use actix_web::{dev::ServerHandle, web::Data};
use anyhow::{Context, bail};
use tokio::task::JoinHandle;

use crate::{app::App, clock::Clock, config::Config, http::server, jobs};

/// A process that serves.
#[derive(Debug)]
pub struct Running {
    /// Where it listens.
    pub address: SocketAddr,
    /// What its requests share.
    pub app: Data<App>,
    server: ServerHandle,
    ended: JoinHandle<std::io::Result<()>>,
    jobs: Option<jobs::Running>,
}

/// How long runs of jobs that are under way are waited for.
const JOBS_END: Duration = Duration::from_secs(20);

/// Starts to serve. Port 0 takes any free one. Must be called within a tokio runtime.
///
/// # Errors
/// When the configuration can't be served: an address in use, a database out of reach or of the other kind (demo or not).
pub async fn start(mut config: Config, clock: Clock) -> anyhow::Result<Running> {
    if config.smtp.is_none() && !config.demo {
        bail!("no mail can go out: set VENTANILLA_SMTP (key `smtp`), or start the demo with --demo");
    }
    let listener = TcpListener::bind(config.listen).with_context(|| format!("can't listen on {}", config.listen))?;
    config.listen = listener.local_addr()?;
    let address = config.listen;
    let app = Data::new(App::open(config, clock).await?);
    app.db.migrate(&app.config.data).await?;
    let jobs = if app.config.jobs { Some(jobs::run(app.clone())?) } else { None };
    let server = server::serve(app.clone(), listener)?;
    let handle = server.handle();
    let ended = tokio::spawn(server);
    Ok(Running { address, app, server: handle, ended, jobs })
}

impl Running {
    /// Stops: takes no new requests, finishes those in flight and the jobs at work, both within a bound, and closes the database.
    pub async fn stop(self) {
        self.app.begin_to_stop();
        self.server.stop(true).await;
        match self.ended.await {
            Ok(Ok(())) => {}
            Ok(Err(error)) => tracing::error!(%error, "the server ended badly"),
            Err(error) => tracing::error!(%error, "the server ended badly"),
        }
        if let Some(jobs) = self.jobs
            && tokio::time::timeout(JOBS_END, jobs.stop()).await.is_err()
        {
            tracing::warn!("a job is still at work; what it holds is taken up again later");
        }
        self.app.db.close().await;
    }
}
