//! The tools that try the API out from outside, schemathesis and openapi-python-client: of the versions that the tests name,
//! in an environment of Python's own in the build folder.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail};

use super::{Apt, output_of};
use crate::workspace::{Workspace, perform};

/// What is installed, with its version.
const REQUIREMENTS: &str = "tests/contract/requirements.txt";
/// The oldest Python that the tools run on.
const OLDEST: (u32, u32) = (3, 11);
/// What brings Python with all that the tools need.
const PACKAGES: [&str; 2] = ["python3", "python3-venv"];

/// The folder of the tools' programs.
pub fn tools(workspace: &Workspace) -> Result<PathBuf> {
    let wanted = fs::read_to_string(workspace.path(REQUIREMENTS)).context(REQUIREMENTS)?;
    let folder = workspace.target("contract-tools");
    let programs = folder.join("bin");
    let installed = folder.join("installed.txt");
    let is_there = fs::read_to_string(&installed).is_ok_and(|installed| installed == wanted)
        && output_of(&programs.join("python").to_string_lossy(), &["--version"]).is_some();
    if !is_there {
        make(workspace, &folder)?;
        let mut pip = workspace.command(&programs.join("python").to_string_lossy());
        pip.args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-deps", "--requirement"]);
        perform(pip.arg(workspace.path(REQUIREMENTS)).stdin(Stdio::null()))?;
        fs::write(&installed, wanted).with_context(|| format!("can't write {}", installed.display()))?;
    }
    Ok(programs)
}

/// An environment with nothing in it.
fn make(workspace: &Workspace, folder: &Path) -> Result<()> {
    let make = || -> Result<()> {
        let version = output_of("python3", &["--version"]).context("there is no python3")?;
        if !is_new_enough(&version) {
            bail!("{} is too old", version.trim());
        }
        if folder.exists() {
            fs::remove_dir_all(folder)?;
        }
        let mut venv: Command = workspace.command("python3");
        perform(venv.args(["-m", "venv"]).arg(folder).stdin(Stdio::null()))
    };
    make().or_else(|_| {
        if let Some(apt) = Apt::available(workspace) {
            apt.install(&PACKAGES)?;
        }
        make().with_context(|| {
            let (major, minor) = OLDEST;
            let packages = PACKAGES.join(" ");
            format!(
                "needed: Python {major}.{minor} or newer with venv. Install, for example: apt-get install {packages}"
            )
        })
    })
}

/// `Python 3.11.2` is.
fn is_new_enough(version: &str) -> bool {
    let mut numbers = version.trim().trim_start_matches("Python ").split('.').map(str::parse::<u32>);
    matches!((numbers.next(), numbers.next()), (Some(Ok(major)), Some(Ok(minor))) if (major, minor) >= OLDEST)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_old_python_is_told_from_a_new_one() {
        for (version, is_new) in [
            ("Python 3.11.2\n", true),
            ("Python 3.13.0rc1", true),
            ("Python 4.0.0", true),
            ("Python 3.10.12", false),
            ("Python 2.7.18", false),
            ("pyenv: python3: command not found", false),
        ] {
            assert_eq!(is_new_enough(version), is_new, "{version}");
        }
    }
}
