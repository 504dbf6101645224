//! The application: what every request shares, and how the pieces are put together into one server.

use std::{net::SocketAddr, sync::Arc};

use actix_web::{
    App as ActixApp, HttpResponse, HttpServer,
    dev::ServerHandle,
    middleware::{Compress, from_fn},
    web::{self, Data},
};
use anyhow::Context;
use object_store::{ObjectStore, local::LocalFileSystem};
use utoipa_actix_web::AppExt;

use crate::{
    api,
    clock::Clock,
    config::Config,
    db::Database,
    error::Error,
    http::{problem::write_problems, request::name_request},
    keys::Keys,
};

/// What every request, job and command shares.
#[derive(Debug)]
pub struct App {
    /// Configuration.
    pub config: Config,
    /// The database.
    pub db: Database,
    /// Keys.
    pub keys: Keys,
    /// The clock.
    pub clock: Clock,
    /// Where attachments are kept.
    pub files: Arc<dyn ObjectStore>,
}

impl App {
    /// Connects to everything that the configuration names. The schema must be up to date.
    ///
    /// # Errors
    /// When something can't be reached or opened.
    pub async fn open(config: Config, clock: Clock) -> anyhow::Result<Self> {
        std::fs::create_dir_all(&config.data)
            .with_context(|| format!("can't make the data folder {}", config.data.display()))?;
        let keys = match &config.secret_key {
            Some(text) => Keys::from_text(text).context("secret_key is not a key")?,
            None => Keys::from_file(&config.data.join("secret.key"))?,
        };
        let attachments = config.data.join("attachments");
        std::fs::create_dir_all(&attachments)
            .with_context(|| format!("can't make the folder {}", attachments.display()))?;
        let files = Arc::new(LocalFileSystem::new_with_prefix(&attachments)?);
        let db = Database::connect(&config).await?;
        Ok(Self { config, db, keys, clock, files })
    }
}

/// A server that listens.
#[derive(Debug)]
pub struct Running {
    /// Where.
    pub address: SocketAddr,
    /// To stop it: requests in flight are finished first.
    pub handle: ServerHandle,
}

/// Starts to listen. The returned future ends when the server was stopped.
///
/// # Errors
/// When the address can't be listened on.
pub fn listen(app: Data<App>, workers: usize) -> anyhow::Result<(Running, actix_web::dev::Server)> {
    let address = app.config.listen;
    let server = HttpServer::new(move || {
        let (service, _) = ActixApp::new()
            .into_utoipa_app()
            .openapi(api::info())
            .app_data(app.clone())
            .service(
                utoipa_actix_web::scope(shared::paths::API).configure(api::routes).default_service(web::to(unknown)),
            )
            .split_for_parts();
        service
            .wrap(from_fn(write_problems))
            .wrap(Compress::default())
            .wrap(from_fn(name_request))
            .default_service(web::to(unknown))
    })
    .workers(workers)
    .shutdown_timeout(20)
    .disable_signals()
    .bind(address)
    .with_context(|| format!("can't listen on {address}"))?;
    let address = server.addrs().first().copied().unwrap_or(address);
    let server = server.run();
    Ok((Running { address, handle: server.handle() }, server))
}

async fn unknown() -> Result<HttpResponse, Error> {
    Err(Error::NotFound)
}
