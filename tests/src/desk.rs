//! The application of one test: the real server in this process, with its own database, clock and mail relay.

use std::{
    future::Future,
    path::Path,
    sync::{Arc, Mutex},
};

use actix_web::web::Data;
use backend::{
    app::App,
    clock::Clock,
    config::{Config, Smtp, SmtpSecurity},
    db,
    serve::{self, Running},
};
use chrono::{DateTime, Duration, Utc};
use reqwest::Method;
use sea_orm::{ConnectionTrait, Database, DatabaseConnection, Statement, TransactionTrait, Value};
use shared::paths;

use crate::{
    Call, Engine, Storage,
    mail::{Mail, Relay},
};

/// A help desk that runs.
#[derive(Debug)]
pub struct Desk {
    running: Mutex<Option<Running>>,
    config: Box<Config>,
    site: Arc<Site>,
}

/// What the people at a desk need of it.
#[derive(Debug)]
pub struct Site {
    /// `http://127.0.0.1:…`.
    pub origin: String,
    /// The application behind it.
    pub app: Data<App>,
    /// The mail relay.
    pub relay: Relay,
    client: reqwest::Client,
    storage: Storage,
}

impl Desk {
    /// With a database of its own and nothing in it but what a migration puts there.
    pub async fn start(engine: Engine) -> Self {
        Self::with(engine, |_| {}).await
    }

    /// With a configuration that differs.
    pub async fn with(engine: Engine, differ: impl FnOnce(&mut Config)) -> Self {
        Self::on(Storage::migrated(engine).await, differ).await
    }

    /// With somebody who is told of every statement.
    pub async fn overheard(engine: Engine, told: impl Fn(&Statement) + Send + Sync + 'static) -> Self {
        let listen =
            |db: &mut db::Database| db.overhear(move |_, statement| told(statement)).expect("nobody shares it yet");
        Self::made(Storage::migrated(engine).await, |_| {}, listen).await
    }

    /// On this storage, with a configuration that differs.
    pub async fn on(storage: Storage, differ: impl FnOnce(&mut Config)) -> Self {
        Self::made(storage, differ, |_| {}).await
    }

    async fn made(storage: Storage, differ: impl FnOnce(&mut Config), before: impl FnOnce(&mut db::Database)) -> Self {
        let relay = Relay::start().await;
        let mut config = Box::new(configuration(&storage, &relay));
        differ(&mut config);
        let running = Box::pin(serve::start_with((*config).clone(), Clock::default(), before)).await;
        let running = running.expect("the application starts");
        config.listen = running.address;
        let site = Site {
            origin: format!("http://{}", running.address),
            app: running.app.clone(),
            relay,
            client: reqwest::Client::new(),
            storage,
        };
        Self { running: Mutex::new(Some(running)), config, site: Arc::new(site) }
    }

    /// What people need of it.
    pub fn site(&self) -> &Arc<Site> {
        &self.site
    }

    /// Stops the server, as a signal would, and keeps the data.
    pub async fn stop(&mut self) {
        self.breaks_down().await;
    }

    /// The server is gone, while people still look at its pages. (What reaches around it no longer works, also later.)
    pub async fn breaks_down(&self) {
        let running = self.running.lock().unwrap().take();
        if let Some(running) = running {
            running.stop().await;
        }
    }

    /// It is there again, at the same address and with the same data.
    pub async fn comes_back(&self) {
        let clock = self.site.app.clock.clone();
        let running = serve::start((*self.config).clone(), clock).await.expect("the application starts again");
        self.running.lock().unwrap().replace(running);
    }
}

impl std::ops::Deref for Desk {
    type Target = Site;

    fn deref(&self) -> &Site {
        &self.site
    }
}

/// The configuration of a test: an institution, and limits that only the tests of limits reach.
pub fn configuration(storage: &Storage, relay: &Relay) -> Config {
    Config {
        listen: ([127, 0, 0, 1], 0).into(),
        data: storage.folder().to_owned(),
        database_url: storage.url(),
        public_url: String::new(),
        smtp: Some(Smtp {
            host: relay.address().ip().to_string(),
            port: relay.address().port(),
            security: SmtpSecurity::None,
            credentials: None,
        }),
        codes_per_client: 100_000,
        requests_per_minute: 1_000_000,
        public_requests_per_minute: 1_000_000,
        workers: Some(2),
        // Tests run what is due themselves, when they have turned the clock.
        jobs: false,
        ..Config::default()
    }
}

impl Site {
    /// The engine.
    pub fn engine(&self) -> Engine {
        self.storage.engine()
    }

    /// Where its data are kept.
    pub fn storage(&self) -> &Storage {
        &self.storage
    }

    /// The data folder.
    pub fn data(&self) -> &Path {
        self.storage.folder()
    }

    /// The database, for what no address shows.
    pub fn db(&self) -> &DatabaseConnection {
        self.app.db.writer()
    }

    /// The instant at the desk.
    pub fn now(&self) -> DateTime<Utc> {
        self.app.clock.now()
    }

    /// Lets time pass, without running what becomes due.
    pub fn advance(&self, by: Duration) {
        self.app.clock.advance(by);
    }

    /// A call of the API (`/tickets`), or of anything else of the server (`/healthz`, `/api/…`), by nobody in particular.
    pub fn call(&self, method: Method, path: &str) -> Call {
        let outside = ["/api/", "/healthz", "/readyz"].iter().any(|start| path.starts_with(start));
        let prefix = if outside { "" } else { paths::API };
        Call::new(&self.client, method, &format!("{}{prefix}{path}", self.origin))
    }

    /// Runs everything that is due now, mail above all.
    pub async fn tick(&self) {
        backend::jobs::tick(&self.app).await.expect("the jobs run");
    }

    /// Lets time pass and runs what became due.
    pub async fn later(&self, by: Duration) {
        self.advance(by);
        self.tick().await;
    }

    /// What another process has begun, and ends once the calls wait for it: statements with their values. On SQLite there is
    /// one writer at a time anyway.
    pub async fn meanwhile<T>(&self, begun: &[(&str, Vec<Value>)], calls: impl Future<Output = T>) -> T {
        let url = self.app.config.database_url.clone().expect("PostgreSQL");
        let other = Database::connect(url).await.expect("the server");
        let under_way = other.begin().await.expect("a transaction");
        for (sql, values) in begun {
            let statement = Statement::from_sql_and_values(other.get_database_backend(), *sql, values.clone());
            under_way.execute_raw(statement).await.expect("it is begun");
        }
        let end = async {
            tokio::time::sleep(std::time::Duration::from_millis(500)).await;
            under_way.commit().await.expect("it is committed");
        };
        tokio::join!(calls, end).0
    }

    /// The newest mail to an address, once everything due was sent.
    pub async fn mail_to(&self, address: &str) -> Mail {
        self.tick().await;
        let newest = self.relay.mails_to(address).pop();
        newest.unwrap_or_else(|| panic!("no mail came to {address}, but to {:?}", self.relay.recipients()))
    }
}

/// Tries a behaviour out at a desk that runs, and stops it.
pub fn try_out(engine: Engine, behaviour: impl AsyncFnOnce(&Desk)) {
    run(async {
        let mut desk = Desk::start(engine).await;
        behaviour(&desk).await;
        desk.stop().await;
    });
}

/// Runs a test in a runtime of its own.
pub fn run(test: impl Future<Output = ()>) {
    let runtime =
        tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().expect("a runtime");
    runtime.block_on(test);
}
