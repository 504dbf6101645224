//! PostgreSQL: one cluster per test process in a temporary folder, reached by a socket in it, and a database per test.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
    sync::{
        OnceLock,
        atomic::{AtomicU32, Ordering},
    },
};

use migration::{Migrator, MigratorTrait};
use sea_orm::{ConnectOptions, ConnectionTrait, DatabaseConnection};
use tokio::sync::{mpsc, oneshot};

use crate::process::{self, User};

const TEMPLATE: &str = "migrated";

/// A database of the cluster; dropped with this.
#[derive(Debug)]
pub struct Database {
    name: String,
}

impl Database {
    /// With the schema.
    pub async fn from_template() -> Self {
        Self::create(TEMPLATE).await
    }

    /// Without anything.
    pub async fn empty() -> Self {
        Self::create("template0").await
    }

    async fn create(template: &str) -> Self {
        static NEXT: AtomicU32 = AtomicU32::new(1);
        let name = format!("test_{}", NEXT.fetch_add(1, Ordering::Relaxed));
        Cluster::of_this_process().run(format!("CREATE DATABASE {name} TEMPLATE {template}")).await;
        Self { name }
    }

    /// Its address.
    pub fn url(&self) -> String {
        Cluster::of_this_process().server.url(&self.name)
    }
}

impl Drop for Database {
    fn drop(&mut self) {
        // Nobody waits for it: the cluster goes away as a whole anyway.
        drop(Cluster::of_this_process().send(format!("DROP DATABASE IF EXISTS {} WITH (FORCE)", self.name)));
    }
}

/// A running cluster and the thread that gives it commands.
struct Cluster {
    server: Server,
    commands: mpsc::UnboundedSender<(String, oneshot::Sender<()>)>,
}

impl Cluster {
    fn of_this_process() -> &'static Self {
        static CLUSTER: OnceLock<Cluster> = OnceLock::new();
        CLUSTER.get_or_init(Self::start)
    }

    fn start() -> Self {
        let server = Server::start();
        let (commands, mut given) = mpsc::unbounded_channel::<(String, oneshot::Sender<()>)>();
        let cluster = Self { server, commands };
        let (admin, template) = (cluster.server.url("postgres"), cluster.server.url(TEMPLATE));
        let (ready, is_ready) = std::sync::mpsc::channel();
        std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
            runtime.block_on(async {
                let db = connect(admin).await;
                db.execute_unprepared(&format!("CREATE DATABASE {TEMPLATE}")).await.expect("a template database");
                let migrated = connect(template).await;
                Migrator::up(&migrated, None).await.expect("the migrations run on PostgreSQL");
                migrated.close().await.expect("it closes");
                let _ = ready.send(());
                while let Some((command, done)) = given.recv().await {
                    db.execute_unprepared(&command).await.unwrap_or_else(|error| panic!("{command}: {error}"));
                    let _ = done.send(());
                }
            });
        });
        is_ready.recv().expect("the template database is made");
        cluster
    }

    fn send(&self, command: String) -> oneshot::Receiver<()> {
        let (done, is_done) = oneshot::channel();
        let _ = self.commands.send((command, done));
        is_done
    }

    async fn run(&self, command: String) {
        self.send(command).await.expect("the thread that gives commands to PostgreSQL runs");
    }
}

async fn connect(url: String) -> DatabaseConnection {
    let mut options = ConnectOptions::new(url);
    options.max_connections(1).sqlx_logging(false);
    sea_orm::Database::connect(options).await.expect("the cluster takes connections")
}

/// A server without TCP that does not wait for the disk; it ends when this process has.
#[derive(Debug)]
pub struct Server {
    folder: PathBuf,
}

/// How a server is stopped.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stop {
    /// As whoever looks after it would: it tells everyone who is connected.
    Fast,
    /// As a crash would.
    Immediate,
}

impl Server {
    /// Makes a cluster and starts it.
    pub fn start() -> Self {
        let user = User::for_postgres();
        let folder = process::folder_of_its_own(&short_temp_dir()).keep();
        if let Some(user) = user {
            user.owns(&folder);
        }
        let server = Self { folder };
        let data = server.data();
        process::when_we_end(
            "\"$1\" -D \"$2\" -m immediate stop; rm -rf \"$3\"",
            &[programs().join("pg_ctl").as_os_str(), data.as_os_str(), server.folder.as_os_str()],
            user,
        );
        let data_argument = data.display().to_string();
        server.run(
            "initdb",
            &["-D", &data_argument, "--no-sync", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "-U", "postgres"],
        );
        // The machine does not crash in a test, so nothing is forced to its disk. A server may, so a commit waits until what
        // it wrote is with the system (`synchronous_commit`, on if nobody says otherwise).
        let settings = [
            "listen_addresses=''",
            &format!("unix_socket_directories='{}'", server.folder.display()),
            "fsync=off",
            "full_page_writes=off",
            "max_connections=300",
            "autovacuum=off",
            "max_wal_size=4GB",
            "jit=off",
        ]
        .join("\n");
        fs::write(data.join("postgresql.auto.conf"), settings).expect("the cluster is configured");
        server.comes_back();
        server
    }

    /// The address of one of its databases.
    pub fn url(&self, database: &str) -> String {
        format!("postgres://postgres@localhost/{database}?host={}&port=5432", self.folder.display())
    }

    /// Goes away with everything committed.
    pub fn goes_away(&self, how: Stop) {
        let mode = match how {
            Stop::Fast => "fast",
            Stop::Immediate => "immediate",
        };
        self.run("pg_ctl", &["-D", &self.data().display().to_string(), "-m", mode, "-w", "-t", "60", "stop"]);
    }

    /// Is there again.
    pub fn comes_back(&self) {
        let (data, log) = (self.data().display().to_string(), self.folder.join("log").display().to_string());
        self.run("pg_ctl", &["-D", &data, "-l", &log, "-w", "-t", "60", "start"]);
    }

    /// Runs one of PostgreSQL's programs to its end.
    fn run(&self, program: &str, arguments: &[&str]) {
        run(&programs().join(program), arguments, &self.folder, User::for_postgres());
    }

    fn data(&self) -> PathBuf {
        self.folder.join("data")
    }
}

/// A socket's path may have 107 bytes at most.
pub(super) fn short_temp_dir() -> PathBuf {
    let folder = std::env::temp_dir();
    if folder.as_os_str().len() <= 60 { folder } else { PathBuf::from("/tmp") }
}

/// The folder of PostgreSQL's programs: what the environment names, else the newest that is installed.
pub(super) fn programs() -> PathBuf {
    if let Some(folder) = std::env::var_os("VENTANILLA_TEST_POSTGRES_BIN") {
        return folder.into();
    }
    let installed = Path::new("/usr/lib/postgresql");
    let newest = fs::read_dir(installed)
        .into_iter()
        .flatten()
        .flatten()
        .filter_map(|entry| entry.file_name().to_str()?.parse::<u32>().ok())
        .max()
        .expect("PostgreSQL is needed: install it (Debian: postgresql) or name its programs' folder in VENTANILLA_TEST_POSTGRES_BIN");
    installed.join(newest.to_string()).join("bin")
}

/// One of PostgreSQL's programs for whoever looks after a database (`pg_dump`), run to its end.
pub fn tool(program: &str, arguments: &[&str]) -> Vec<u8> {
    // Some systems link only the server's programs elsewhere.
    let server = fs::canonicalize(programs().join("postgres")).expect("PostgreSQL is installed");
    let output = Command::new(server.with_file_name(program)).args(arguments).output();
    let output = output.unwrap_or_else(|error| panic!("{program} does not start: {error}"));
    assert!(output.status.success(), "{program} failed: {}", String::from_utf8_lossy(&output.stderr));
    output.stdout
}

pub(super) fn run(program: &Path, arguments: &[&str], folder: &Path, user: Option<User>) {
    let mut command = Command::new(program);
    command.args(arguments).current_dir(folder).stdin(std::process::Stdio::null());
    if let Some(user) = user {
        user.runs(&mut command);
    }
    // pg_ctl leaves the server behind with its outputs: files, or nobody would ever see their end.
    let (out, err) = (folder.join("out"), folder.join("err"));
    let file = |path: &Path| fs::File::create(path).expect("a file for the output");
    let status = command
        .stdout(file(&out))
        .stderr(file(&err))
        .status()
        .unwrap_or_else(|error| panic!("{} does not start: {error}", program.display()));
    let read = |path: &Path| fs::read_to_string(path).unwrap_or_default();
    assert!(
        status.success(),
        "{} failed: {}{}{}",
        program.display(),
        read(&out),
        read(&err),
        read(&folder.join("log")),
    );
}
