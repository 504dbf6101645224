//! The real program as a process of its own: started, killed and started again on the data of a desk.

use std::{
    ffi::OsString,
    fs::{self, File},
    path::{Path, PathBuf},
    process::{Child, Command, Output, Stdio},
    sync::Mutex,
    time::{Duration, Instant},
};

use backend::config::Config;
use reqwest::StatusCode;

use crate::{desk::Site, process};

/// How long the program may take to be ready, however busy the machine.
const PATIENCE: Duration = Duration::from_secs(10);

/// Ends a program (`$1`) that outlived the tests, unless the number is somebody else's by now (`$2` is what only it was given).
const CLEAR_UP: &str = "grep -qs -- \"$2\" \"/proc/$1/environ\" && kill -s KILL -- \"$1\"";

/// The program, serving at the address of a desk whose own server was stopped: whoever is signed in there goes on. It is
/// killed when this is dropped.
#[derive(Debug)]
pub struct Program {
    child: Mutex<Child>,
    /// How long it took from its start until it said that it can serve.
    pub was_ready_after: Duration,
}

impl Program {
    /// Serves, and is ready.
    pub async fn serves(site: &Site) -> Self {
        let begun = Instant::now();
        let log = site.data().join("program.log");
        let stderr = File::options().create(true).append(true).open(&log).expect("a file for the log");
        let child = command(&site.app.config, &format!("serve --listen {}", site.app.config.listen))
            .stdout(Stdio::null())
            .stderr(stderr)
            .spawn()
            .expect("the program starts");
        process::when_we_end(CLEAR_UP, &[&OsString::from(child.id().to_string()), site.data().as_os_str()], None);
        let mut program = Self { child: Mutex::new(child), was_ready_after: Duration::ZERO };
        let ready = format!("{}/readyz", site.origin);
        while !reqwest::get(&ready).await.is_ok_and(|answer| answer.status() == StatusCode::OK) {
            let said = || fs::read_to_string(&log).unwrap_or_default();
            assert!(!program.has_ended(), "the program has ended: {}", said());
            assert!(begun.elapsed() < PATIENCE, "the program is not ready after {PATIENCE:?}: {}", said());
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
        program.was_ready_after = begun.elapsed();
        program
    }

    fn has_ended(&self) -> bool {
        self.child.lock().unwrap().try_wait().is_ok_and(|ended| ended.is_some())
    }

    /// Kills it as the system would that has no memory left: nothing of it runs any more.
    pub fn is_killed(&self) {
        let mut child = self.child.lock().unwrap();
        child.kill().expect("it can be killed");
        child.wait().expect("it has ended");
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        // It has ended already when all went well.
        if let Ok(child) = self.child.get_mut() {
            let _ = child.kill();
            let _ = child.wait();
        }
    }
}

/// Runs a command of the program, with this configuration, to its end.
pub async fn run(config: &Config, line: &str) -> Output {
    let mut command = command(config, line);
    tokio::task::spawn_blocking(move || command.output().expect("the program starts")).await.expect("it is waited for")
}

/// The program with a configuration.
fn command(config: &Config, line: &str) -> Command {
    let relay = config.smtp.as_ref().expect("a relay");
    let mut command = Command::new(path());
    command
        .env_clear()
        .env("VENTANILLA_DATA", &config.data)
        .env("VENTANILLA_SMTP", format!("smtp://{}:{}", relay.host, relay.port))
        .env("VENTANILLA_REQUESTS_PER_MINUTE", config.requests_per_minute.to_string())
        .env("VENTANILLA_PUBLIC_REQUESTS_PER_MINUTE", config.public_requests_per_minute.to_string())
        .env("VENTANILLA_WORKERS", config.workers.unwrap_or(2).to_string())
        .env("VENTANILLA_LOG", "warn")
        .args(line.split(' '))
        .current_dir(&config.data)
        .stdin(Stdio::null());
    if let Some(url) = &config.database_url {
        command.env("VENTANILLA_DATABASE_URL", url);
    }
    command
}

/// The program that Cargo built beside these tests.
fn path() -> PathBuf {
    let tests = std::env::current_exe().expect("these tests have a path");
    let folder = tests.parent().and_then(Path::parent).expect("they lie in Cargo's folder");
    let program = folder.join("ventanilla");
    let build = "`cargo build --bin ventanilla` builds it (`cargo xtask test` does it first)";
    let built = modified(&program).unwrap_or_else(|| panic!("there is no {}: {build}", program.display()));
    // What an older program does says nothing about these sources.
    let sources = fs::read_to_string(program.with_extension("d")).unwrap_or_default();
    let newer = sources.split_whitespace().skip(1).find(|source| modified(Path::new(source)) > Some(built));
    assert!(newer.is_none(), "{} is older than {}: {build}", program.display(), newer.unwrap_or_default());
    program
}

fn modified(path: &Path) -> Option<std::time::SystemTime> {
    fs::metadata(path).and_then(|found| found.modified()).ok()
}
