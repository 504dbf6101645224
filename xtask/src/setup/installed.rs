//! Looks for programs where distributions put them. What a variable names wins over what is found.

use std::path::{Path, PathBuf};
use std::{env, fs};

use super::output_of;
use crate::workspace::Workspace;

/// The oldest PostgreSQL that Ventanilla runs on.
const OLDEST_POSTGRES: u32 = 15;

/// Whether the toolchain in use has the standard library of a target.
pub fn rust_library(workspace: &Workspace, target: &str) -> bool {
    let output = workspace.command("rustc").args(["--print", "target-libdir", "--target", target]).output();
    output.is_ok_and(|output| {
        output.status.success() && Path::new(String::from_utf8_lossy(&output.stdout).trim()).is_dir()
    })
}

/// The folder of a PostgreSQL that is new enough.
pub fn postgres() -> Option<PathBuf> {
    if let Some(folder) = env::var_os("VENTANILLA_TEST_POSTGRES_BIN") {
        return Some(folder.into());
    }
    let mut folders = versions_below("/usr/lib/postgresql");
    if let Some(initdb) = on_path("initdb").and_then(|found| fs::canonicalize(found).ok()) {
        folders.extend(initdb.parent().map(Path::to_owned));
    }
    folders.into_iter().find(|folder| {
        folder.join("pg_ctl").is_file()
            && output_of(&folder.join("initdb").to_string_lossy(), &["--version"])
                .is_some_and(|version| postgres_major(&version).is_some_and(|major| major >= OLDEST_POSTGRES))
    })
}

/// `…/17/bin`, `…/15/bin`: the newest first.
fn versions_below(folder: &str) -> Vec<PathBuf> {
    let mut versions: Vec<u32> = fs::read_dir(folder)
        .into_iter()
        .flatten()
        .flatten()
        .filter_map(|entry| entry.file_name().to_str()?.parse().ok())
        .collect();
    versions.sort_unstable_by(|a, b| b.cmp(a));
    versions.into_iter().map(|version| Path::new(folder).join(version.to_string()).join("bin")).collect()
}

/// `initdb (PostgreSQL) 15.14 (Debian …)` is 15.
fn postgres_major(version: &str) -> Option<u32> {
    let number = version.split_whitespace().find(|word| word.starts_with(|first: char| first.is_ascii_digit()))?;
    number.split(|c: char| !c.is_ascii_digit()).next()?.parse().ok()
}

/// The browser.
pub fn chromium() -> Option<PathBuf> {
    program("VENTANILLA_TEST_CHROMIUM", &["chromium", "chromium-browser", "google-chrome-stable", "google-chrome"])
}

/// What drives the browser.
pub fn chromedriver() -> Option<PathBuf> {
    program("VENTANILLA_TEST_CHROMEDRIVER", &["chromedriver", "chromium.chromedriver"])
}

fn program(variable: &str, names: &[&str]) -> Option<PathBuf> {
    // A package may leave a script behind that only says what else to install: it has to answer.
    env::var_os(variable)
        .map(PathBuf::from)
        .or_else(|| names.iter().filter_map(|name| on_path(name)).find(|found| answers(found)))
}

fn answers(program: &Path) -> bool {
    output_of(&program.to_string_lossy(), &["--version"]).is_some()
}

/// The first program of this name on the path.
pub fn on_path(name: &str) -> Option<PathBuf> {
    env::split_paths(&env::var_os("PATH")?)
        .chain(["/usr/lib/chromium".into(), "/snap/bin".into()])
        .map(|folder| folder.join(name))
        .find(|candidate| candidate.is_file())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_major_version_is_read_from_what_initdb_says() {
        assert_eq!(postgres_major("initdb (PostgreSQL) 15.14 (Debian 15.14-0+deb12u1)"), Some(15));
        assert_eq!(postgres_major("initdb (PostgreSQL) 18beta1"), Some(18));
        assert_eq!(postgres_major("no version here"), None);
    }

    #[test]
    fn the_newest_version_comes_first() {
        let folder = tempfile::tempdir().unwrap();
        for version in ["9", "15", "17", "share"] {
            fs::create_dir(folder.path().join(version)).unwrap();
        }
        let found = versions_below(folder.path().to_str().unwrap());
        let names: Vec<_> =
            found.iter().map(|path| path.strip_prefix(folder.path()).unwrap().to_str().unwrap()).collect();
        assert_eq!(names, ["17/bin", "15/bin", "9/bin"]);
    }
}
