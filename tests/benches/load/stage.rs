//! A database to measure on: an invented past, made once and kept, and a copy of it that is thrown away.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
    time::Instant,
};

use backend::{config::Config, db::SQLITE_FILE};
use e2e::{Engine, database::cluster::Server};
use sea_orm::{ConnectOptions, ConnectionTrait, Database};

use crate::Options;

/// What the server is called in its tokens.
pub const PUBLIC_URL: &str = "http://127.0.0.1:9";
/// Requests a minute that one may send: the most that can be configured.
pub const REQUESTS_PER_MINUTE: u32 = 1_000_000;
/// The database of PostgreSQL that is measured on.
const WORK: &str = "work";

/// A database that may be changed.
#[derive(Debug)]
pub struct Stage {
    /// The engine.
    pub engine: Engine,
    /// Tickets of the past.
    pub tickets: u64,
    /// The data folder.
    pub data: PathBuf,
    /// The address, of PostgreSQL.
    pub url: Option<String>,
    /// How long it took to make the past, if that was now.
    pub seeded_in: Option<f64>,
    /// Size of the database, in megabytes.
    pub megabytes: f64,
}

impl Stage {
    /// Makes what is missing, and copies.
    pub async fn set(options: &Options, engine: Engine, tickets: u64, cluster: Option<&Server>) -> Self {
        let kept = options.folder.join(format!("{engine}-{tickets}"));
        let name = format!("past_{tickets}");
        let url = |name: &str| cluster.map(|server| server.url(name));
        let done = kept.join("done");
        let mut seeded_in = None;
        if !done.exists() {
            // What was interrupted begins anew.
            let _ = fs::remove_dir_all(&kept);
            fs::create_dir_all(&kept).expect("a folder");
            if let Some(server) = cluster {
                recreate(server, &name, "template0").await;
            }
            seeded_in = Some(seed(options, tickets, &kept, url(&name)));
            fs::write(&done, "").expect("a mark");
        }
        let data = options.folder.join("work");
        let _ = fs::remove_dir_all(&data);
        fs::create_dir_all(&data).expect("a folder");
        let mut copied = vec!["secret.key"];
        if engine == Engine::Sqlite {
            copied.push(SQLITE_FILE);
        }
        for file in copied {
            fs::copy(kept.join(file), data.join(file)).expect("it is copied");
        }
        let bytes = match cluster {
            Some(server) => recreate(server, WORK, &name).await,
            None => fs::metadata(data.join(SQLITE_FILE)).expect("the file is there").len(),
        };
        #[expect(clippy::cast_precision_loss, reason = "shown without a fraction")]
        let megabytes = bytes as f64 / 1e6;
        Self { engine, tickets, data, url: url(WORK), seeded_in, megabytes }
    }

    /// The configuration of whoever serves it.
    pub fn config(&self) -> Config {
        Config {
            data: self.data.clone(),
            database_url: self.url.clone(),
            public_url: PUBLIC_URL.to_owned(),
            requests_per_minute: REQUESTS_PER_MINUTE,
            public_requests_per_minute: REQUESTS_PER_MINUTE,
            demo: true,
            jobs: false,
            ..Config::default()
        }
    }
}

/// Runs `ventanilla seed`; how many seconds it took.
fn seed(options: &Options, tickets: u64, data: &Path, url: Option<String>) -> f64 {
    println!("inventing {tickets} tickets in {}", data.display());
    let begun = Instant::now();
    let mut command = Command::new(&options.server);
    command.args(["seed", "--tickets", &tickets.to_string()]).env("VENTANILLA_DATA", data);
    if let Some(url) = url {
        command.env("VENTANILLA_DATABASE_URL", url);
    }
    let status = command.status().expect("the server's binary starts");
    assert!(status.success(), "the past could not be invented: {status}");
    begun.elapsed().as_secs_f64()
}

/// Makes a database as another is, in place of an earlier one; its size in bytes.
async fn recreate(server: &Server, name: &str, template: &str) -> u64 {
    let mut options = ConnectOptions::new(server.url("postgres"));
    options.max_connections(1).sqlx_logging(false);
    let db = Database::connect(options).await.expect("PostgreSQL answers");
    for statement in [
        format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)"),
        format!("CREATE DATABASE {name} TEMPLATE {template} STRATEGY FILE_COPY"),
        "CHECKPOINT".to_owned(),
    ] {
        db.execute_unprepared(&statement).await.unwrap_or_else(|error| panic!("{statement}: {error}"));
    }
    let size = sea_orm::Statement::from_string(
        sea_orm::DbBackend::Postgres,
        format!("SELECT pg_database_size('{name}') AS size"),
    );
    let row = db.query_one_raw(size).await.expect("a size").expect("a size");
    let size: i64 = row.try_get("", "size").expect("a size");
    db.close().await.expect("it closes");
    size.unsigned_abs()
}
