//! `cargo xtask bench`: the optimised server, measured by a program of its own (`tests/benches/load`), which nothing else builds.

use std::ffi::OsStr;
use std::fs;

use anyhow::Result;

use crate::workspace::{Workspace, perform};

/// Builds the server and what drives it, and starts that with further arguments.
pub fn bench(workspace: &Workspace, further: &[String]) -> Result<()> {
    perform(&mut workspace.cargo(&["build", "--release", "--bin", "ventanilla"]))?;
    let server = workspace.target("release").join(format!("ventanilla{}", std::env::consts::EXE_SUFFIX));
    let folder = workspace.target("bench");
    fs::create_dir_all(&folder)?;
    let mut command = workspace.cargo(&["bench", "--bench", "load", "--"]);
    command.args([OsStr::new("--server"), server.as_os_str(), OsStr::new("--folder"), folder.as_os_str()]);
    command.args(["--commit", &commit(workspace)]).args(further);
    perform(&mut command)
}

/// The state of the sources: the commit, and whether they differ from it.
fn commit(workspace: &Workspace) -> String {
    let described = workspace.command("git").args(["describe", "--always", "--dirty"]).output();
    let described = described.ok().filter(|output| output.status.success());
    described.map_or_else(|| "unknown".to_owned(), |output| String::from_utf8_lossy(&output.stdout).trim().to_owned())
}
