//! `cargo xtask run`: from a fresh clone to a server that answers.
//!
//! The web app is built as small as it gets, because that is what a person sees; the server without optimising, because that
//! is two and a half times faster to compile, fast enough for a demonstration, and shared with the tests.

use anyhow::Result;

use crate::setup;
use crate::spa;
use crate::workspace::{Workspace, announce};

/// Builds both, then becomes the server: signals reach it directly, and it prints its address and its personas itself.
pub fn run(workspace: &Workspace, serve: &[String]) -> Result<()> {
    setup::wasm_target(workspace)?;
    spa::build(workspace, spa::Mode::Release)?;
    let server = workspace.build_server()?;
    let mut command = workspace.command(&server.to_string_lossy());
    command.args(["serve", "--demo"]).args(serve);
    announce(&command);
    become_process(command)
}

#[cfg(unix)]
fn become_process(mut command: std::process::Command) -> Result<()> {
    use std::os::unix::process::CommandExt;
    Err(command.exec()).map_err(|error| anyhow::anyhow!("the server does not start: {error}"))
}

#[cfg(not(unix))]
fn become_process(mut command: std::process::Command) -> Result<()> {
    let status = command.status()?;
    anyhow::ensure!(status.success(), "the server ended: {status}");
    Ok(())
}
