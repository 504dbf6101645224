//! Where things are, and how Cargo is called: always with the default members, never with `-p`, because another selection
//! unifies features differently and compiles the same crates again.

use std::env;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail, ensure};

/// The checkout and its build folder.
pub struct Workspace {
    root: PathBuf,
    target: PathBuf,
}

impl Workspace {
    /// Finds the checkout that this tool was compiled from and asks Cargo for its build folder.
    pub fn locate() -> Result<Self> {
        let root =
            Path::new(env!("CARGO_MANIFEST_DIR")).parent().context("xtask lies inside the workspace")?.to_owned();
        let output = cargo_in(&root)
            .args(["metadata", "--format-version=1", "--no-deps"])
            .output()
            .context("cargo metadata does not start")?;
        ensure!(output.status.success(), "cargo metadata: {}", String::from_utf8_lossy(&output.stderr));
        let metadata: serde_json::Value = serde_json::from_slice(&output.stdout)?;
        let target = metadata
            .get("target_directory")
            .and_then(serde_json::Value::as_str)
            .context("cargo metadata names no target directory")?;
        Ok(Self { root, target: target.into() })
    }

    /// A path inside the checkout.
    pub fn path(&self, relative: &str) -> PathBuf {
        self.root.join(relative)
    }

    /// A path inside the build folder.
    pub fn target(&self, relative: &str) -> PathBuf {
        self.target.join(relative)
    }

    /// A call of Cargo at the top of the checkout.
    pub fn cargo(&self, arguments: &[&str]) -> Command {
        let mut command = cargo_in(&self.root);
        command.args(arguments);
        command
    }

    /// A call of another program at the top of the checkout.
    pub fn command(&self, program: &str) -> Command {
        let mut command = Command::new(program);
        command.current_dir(&self.root);
        command
    }

    /// Builds the server with the profile that a fresh machine affords (`run` says why) and returns the binary.
    pub fn build_server(&self) -> Result<PathBuf> {
        perform(&mut self.cargo(&["build", "--bin", "ventanilla"]))?;
        Ok(self.target("debug").join(format!("ventanilla{}", env::consts::EXE_SUFFIX)))
    }
}

fn cargo_in(root: &Path) -> Command {
    let mut command = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.current_dir(root);
    // What the outer Cargo says about xtask would make the inner one believe that build scripts have to run again.
    for (name, _) in env::vars_os() {
        if name.to_str().is_some_and(speaks_of_this_package) {
            command.env_remove(name);
        }
    }
    command
}

fn speaks_of_this_package(variable: &str) -> bool {
    ["CARGO_PKG_", "CARGO_MANIFEST_", "CARGO_BIN_", "CARGO_CRATE_", "CARGO_PRIMARY_"]
        .iter()
        .any(|prefix| variable.starts_with(prefix))
        || variable == "OUT_DIR"
}

/// Says what is started, starts it, and fails when it fails.
pub fn perform(command: &mut Command) -> Result<()> {
    announce(command);
    let status = command.status().with_context(|| format!("{} does not start", spoken(command)))?;
    if !status.success() {
        bail!("{} failed: {status}", spoken(command));
    }
    Ok(())
}

/// Says what is about to be started.
pub fn announce(command: &Command) {
    eprintln!("» {}", spoken(command));
}

/// The command as a person would type it.
fn spoken(command: &Command) -> String {
    let program = Path::new(command.get_program()).file_name().unwrap_or(command.get_program());
    std::iter::once(program).chain(command.get_args()).map(|word| word.to_string_lossy()).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_command_is_announced_as_a_person_would_type_it() {
        let mut command = Command::new("/somewhere/bin/cargo");
        command.args(["build", "--bin", "ventanilla"]);
        assert_eq!(spoken(&command), "cargo build --bin ventanilla");
    }

    #[test]
    fn only_what_names_the_package_is_kept_from_the_inner_cargo() {
        assert!(speaks_of_this_package("CARGO_PKG_NAME"));
        assert!(speaks_of_this_package("CARGO_MANIFEST_DIR"));
        assert!(!speaks_of_this_package("CARGO_HOME"));
        assert!(!speaks_of_this_package("CARGO_TARGET_DIR"));
    }
}
