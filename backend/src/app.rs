//! The application: what every request, job and command shares.

use std::{
    ops::Deref,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
};

use anyhow::Context;
use object_store::{ObjectStore, local::LocalFileSystem};
use tokio::sync::Semaphore;

use crate::{
    attachments,
    clock::Clock,
    config::Config,
    db::Database,
    http::{health::Readiness, limits::Buckets},
    identity,
    jobs::Job,
    keys::Keys,
    mail,
    telemetry::metrics::Metrics,
};

/// Reports that are read at a time.
const REPORTS_AT_A_TIME: usize = 2;

/// What requests, jobs and commands need.
#[derive(Debug, Clone)]
pub struct App {
    /// The database.
    pub db: Database,
    shared: Arc<Shared>,
}

/// What all of them share.
#[derive(Debug)]
pub struct Shared {
    /// Configuration.
    pub config: Config,
    /// Keys.
    pub keys: Keys,
    /// What signs access tokens.
    pub signer: identity::Signer,
    /// The clock.
    pub clock: Clock,
    /// Where attachments are kept.
    pub files: Arc<dyn ObjectStore>,
    /// How many requests each signed-in caller may still send.
    pub limits: Buckets,
    /// How many requests each client address may still send without signing in.
    pub public_limits: Buckets,
    /// The files that people are sending.
    pub uploads: attachments::InFlight,
    /// How many reports are read at a time: one may look at every request of a year, and keeps neither connections from whoever
    /// reads a little nor memory for ever.
    pub reports: Semaphore,
    /// How the mail relay is doing.
    pub relay: mail::Health,
    /// Whether the database answers.
    pub readiness: Readiness,
    /// Numbers about the process.
    pub metrics: Metrics,
    stopping: AtomicBool,
}

impl Deref for App {
    type Target = Shared;

    fn deref(&self) -> &Shared {
        &self.shared
    }
}

impl App {
    /// Connects to everything that the configuration names. Before anything but a migration, the schema must be up to date.
    ///
    /// # Errors
    /// When something can't be reached or opened.
    pub async fn open(mut config: Config, clock: Clock) -> anyhow::Result<Self> {
        if config.public_url.is_empty() {
            config.public_url = format!("http://{}", config.listen);
        }
        make_private_folder(&config.data)
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
        let limits = Buckets::new("caller", config.requests_per_minute);
        let public_limits = Buckets::new("client", config.public_requests_per_minute);
        let metrics = Metrics::new()?;
        metrics.name_jobs(Job::ALL.map(Job::name));
        let reports = Semaphore::new(REPORTS_AT_A_TIME);
        let (uploads, relay) = (attachments::InFlight::default(), mail::Health::default());
        let (readiness, stopping) = (Readiness::default(), AtomicBool::new(false));
        let signer = identity::Signer::of(&keys);
        let shared = Shared {
            config,
            keys,
            signer,
            clock,
            files,
            limits,
            public_limits,
            uploads,
            reports,
            relay,
            readiness,
            metrics,
            stopping,
        };
        Ok(Self { db, shared: Arc::new(shared) })
    }

    /// The same for one of so many threads that answer requests. Must be called in that thread, within its runtime.
    #[must_use]
    pub fn of_thread(&self, threads: usize) -> Self {
        Self { db: self.db.of_thread(threads), shared: self.shared.clone() }
    }
}

impl Shared {
    /// Says that this process is about to end: it takes no new work, and tells the proxy in front of it.
    pub fn begin_to_stop(&self) {
        self.stopping.store(true, Ordering::SeqCst);
    }

    /// Whether this process is about to end.
    pub fn is_stopping(&self) -> bool {
        self.stopping.load(Ordering::SeqCst)
    }
}

/// A new folder is its owner's alone; one that exists is left as it is.
fn make_private_folder(path: &std::path::Path) -> std::io::Result<()> {
    let mut folder = std::fs::DirBuilder::new();
    folder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut folder, 0o700);
    folder.create(path)
}
