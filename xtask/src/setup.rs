//! What has to be installed: looked for first, installed when it is missing and we may, and otherwise named in one message.

pub mod axe;
mod installed;
pub mod python;

use std::fs;
use std::path::PathBuf;
use std::process::{Command, Stdio};

use anyhow::{Result, bail};

use crate::workspace::{Workspace, perform};

const WASM: &str = "wasm32-unknown-unknown";

/// Adds the compiler's target for the browser. `rust-toolchain.toml` names it, but rustup acts on that file only where its
/// automatic installation is on.
pub fn wasm_target(workspace: &Workspace) -> Result<()> {
    if installed::rust_library(workspace, WASM) {
        return Ok(());
    }
    rustup(workspace, &["target", "add", WASM])?;
    if !installed::rust_library(workspace, WASM) {
        bail!("the Rust target {WASM} is still missing: install it for the toolchain in use");
    }
    Ok(())
}

/// Adds rustfmt and clippy, which a minimal rustup profile leaves out.
pub fn lint_components(workspace: &Workspace) -> Result<()> {
    for (subcommand, component) in [("fmt", "rustfmt"), ("clippy", "clippy")] {
        if !workspace.cargo(&[subcommand, "--version"]).output().is_ok_and(|output| output.status.success()) {
            rustup(workspace, &["component", "add", component])?;
        }
    }
    Ok(())
}

fn rustup(workspace: &Workspace, arguments: &[&str]) -> Result<()> {
    let mut command = workspace.command("rustup");
    command.args(arguments);
    perform(&mut command)
        .map_err(|error| error.context(format!("needed: rustup {} (https://rustup.rs)", arguments.join(" "))))
}

/// The programs that the tests start.
pub struct TestPrograms {
    /// Folder of `initdb`, `pg_ctl` and `postgres`, version 15 or newer.
    pub postgres: PathBuf,
    pub chromium: PathBuf,
    pub chromedriver: PathBuf,
}

/// Finds PostgreSQL's binaries, Chromium and its driver, installing with apt what is missing when that is possible.
pub fn test_programs(workspace: &Workspace) -> Result<TestPrograms> {
    if let Ok(programs) = find() {
        return Ok(programs);
    }
    let wanted = packages();
    match Apt::available(workspace) {
        Some(apt) => {
            if let Err(error) = apt.install(&wanted) {
                eprintln!("error: {error:#}");
            }
        }
        None => eprintln!(
            "» missing programs are not installed: apt-get is not there, or neither root nor sudo without a password"
        ),
    }
    find().or_else(|missing| {
        bail!(
            "the tests need {}. Install, for example: apt-get install --no-install-recommends {}",
            missing.join(", "),
            wanted.join(" ")
        )
    })
}

/// All three programs, or the names of those that are missing.
fn find() -> Result<TestPrograms, Vec<&'static str>> {
    match (installed::postgres(), installed::chromium(), installed::chromedriver()) {
        (Some(postgres), Some(chromium), Some(chromedriver)) => Ok(TestPrograms { postgres, chromium, chromedriver }),
        (postgres, chromium, chromedriver) => Err([
            (postgres.is_none(), "PostgreSQL 15 or newer (initdb, pg_ctl)"),
            (chromium.is_none(), "Chromium"),
            (chromedriver.is_none(), "ChromeDriver of the same version"),
        ]
        .into_iter()
        .filter_map(|(missing, name)| missing.then_some(name))
        .collect()),
    }
}

/// The packages that bring what is missing, under this distribution's names.
fn packages() -> Vec<&'static str> {
    let release = fs::read_to_string("/etc/os-release").unwrap_or_default();
    let (chromium, driver) = browser_packages(&release);
    let mut packages = Vec::new();
    if installed::chromium().is_none() {
        packages.push(chromium);
    }
    if installed::chromedriver().is_none() {
        packages.push(driver);
    }
    if installed::postgres().is_none() {
        packages.push("postgresql");
    }
    packages
}

/// Ubuntu names its browser's packages differently from Debian.
fn browser_packages(os_release: &str) -> (&'static str, &'static str) {
    let is_ubuntu = os_release.lines().any(|line| line == "ID=ubuntu" || line == "ID=\"ubuntu\"");
    if is_ubuntu { ("chromium-browser", "chromium-chromedriver") } else { ("chromium", "chromium-driver") }
}

/// apt-get, with the rights it needs.
struct Apt<'a> {
    workspace: &'a Workspace,
    by_sudo: bool,
}

impl<'a> Apt<'a> {
    fn available(workspace: &'a Workspace) -> Option<Self> {
        installed::on_path("apt-get")?;
        let is_root = output_of("id", &["-u"]).is_some_and(|id| id.trim() == "0");
        let by_sudo = !is_root && output_of("sudo", &["-n", "true"]).is_some();
        (is_root || by_sudo).then_some(Self { workspace, by_sudo })
    }

    fn install(&self, packages: &[&str]) -> Result<()> {
        perform(&mut self.command(&["update"]))?;
        let mut install = self.command(&["install", "--yes", "--no-install-recommends"]);
        install.args(packages);
        perform(&mut install)
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = self.workspace.command(if self.by_sudo { "sudo" } else { "env" });
        if self.by_sudo {
            command.args(["-n", "env"]);
        }
        command.args(["DEBIAN_FRONTEND=noninteractive", "apt-get"]).args(arguments).stdin(Stdio::null());
        command
    }
}

/// What a program prints, if it starts and succeeds.
fn output_of(program: &str, arguments: &[&str]) -> Option<String> {
    let output = Command::new(program).args(arguments).stdin(Stdio::null()).output().ok()?;
    output.status.success().then(|| String::from_utf8_lossy(&output.stdout).into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ubuntu_has_its_own_names_for_the_browser() {
        assert_eq!(browser_packages("NAME=\"Ubuntu\"\nID=ubuntu\n").0, "chromium-browser");
        assert_eq!(browser_packages("ID=linuxmint\nID_LIKE=\"ubuntu debian\"\n").0, "chromium");
        assert_eq!(browser_packages("ID=debian\nVERSION_ID=\"12\"\n"), ("chromium", "chromium-driver"));
    }
}
