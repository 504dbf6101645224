//! `cargo xtask dev`: run, and rebuild what changes. The folders are polled: they are small, and it works on every file system.

use std::fs;
use std::path::Path;
use std::process::Child;
use std::thread::sleep;
use std::time::{Duration, SystemTime};

use anyhow::{Context, Result, bail};

use crate::setup;
use crate::spa;
use crate::workspace::{Workspace, announce};

const WEB_APP: [&str; 6] =
    ["frontend/src", "frontend/styles", "frontend/assets", "frontend/index.html", "frontend/icons.svg", "shared/src"];
const SERVER: [&str; 3] = ["backend/src", "migration/src", "shared/src"];
const PAUSE: Duration = Duration::from_millis(400);

/// Builds both and serves until interrupted. A change that does not compile leaves what ran before in place.
pub fn dev(workspace: &Workspace, serve: &[String]) -> Result<()> {
    setup::wasm_target(workspace)?;
    let mut seen = Sources::look(workspace);
    spa::build(workspace, spa::Mode::Development)?;
    let mut server = start(workspace, &workspace.build_server()?, serve)?;
    loop {
        sleep(PAUSE);
        let now = Sources::look(workspace);
        if now.web_app != seen.web_app {
            report(spa::build(workspace, spa::Mode::Development));
        }
        if now.server != seen.server {
            match workspace.build_server() {
                Ok(binary) => {
                    stop(&mut server)?;
                    server = start(workspace, &binary, serve)?;
                }
                Err(error) => report(Err(error)),
            }
        }
        seen = now;
        if let Some(status) = server.try_wait()? {
            bail!("the server ended: {status}");
        }
    }
}

fn start(workspace: &Workspace, binary: &Path, serve: &[String]) -> Result<Child> {
    let mut command = workspace.command(&binary.to_string_lossy());
    command.args(["serve", "--demo"]).args(serve);
    announce(&command);
    command.spawn().context("the server does not start")
}

fn stop(server: &mut Child) -> Result<()> {
    server.kill()?;
    server.wait()?;
    Ok(())
}

fn report(outcome: Result<()>) {
    match outcome {
        Ok(()) => eprintln!("» ready, reload the page"),
        Err(error) => eprintln!("error: {error:#}"),
    }
}

/// What the sources looked like at one moment.
struct Sources {
    web_app: Trace,
    server: Trace,
}

impl Sources {
    fn look(workspace: &Workspace) -> Self {
        let trace = |places: &[&str]| {
            let mut trace = Trace { files: 0, newest: SystemTime::UNIX_EPOCH };
            for place in places {
                trace.add(&workspace.path(place));
            }
            trace
        };
        Self { web_app: trace(&WEB_APP), server: trace(&SERVER) }
    }
}

/// Enough to notice that a file was changed, added or removed.
#[derive(PartialEq, Eq, Debug)]
struct Trace {
    files: usize,
    newest: SystemTime,
}

impl Trace {
    fn add(&mut self, path: &Path) {
        if let Ok(entries) = fs::read_dir(path) {
            for entry in entries.flatten() {
                self.add(&entry.path());
            }
        } else if let Ok(modified) = fs::metadata(path).and_then(|metadata| metadata.modified()) {
            self.files += 1;
            self.newest = self.newest.max(modified);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_new_file_leaves_a_trace() {
        let folder = tempfile::tempdir().unwrap();
        let look = || {
            let mut trace = Trace { files: 0, newest: SystemTime::UNIX_EPOCH };
            trace.add(folder.path());
            trace
        };
        let before = look();
        fs::create_dir(folder.path().join("pages")).unwrap();
        fs::write(folder.path().join("pages/home.rs"), "//! home").unwrap();
        assert_ne!(look(), before);
        assert_eq!(look().files, 1);
    }
}
