//! `cargo xtask deny`: licences, advisories, bans and sources, as `deny.toml` says. A command of its own, because compiling
//! cargo-deny takes minutes that the test command should not spend.

use anyhow::{Result, bail};

use crate::workspace::{Workspace, perform};

/// Runs cargo-deny when it is installed, and says how to install it when it is not.
pub fn deny(workspace: &Workspace) -> Result<()> {
    if !workspace.cargo(&["deny", "--version"]).output().is_ok_and(|output| output.status.success()) {
        bail!("cargo-deny is not installed; install it with: cargo install --locked cargo-deny");
    }
    perform(&mut workspace.cargo(&["deny", "check"]))
}
