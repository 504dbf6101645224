//! `cargo xtask dist`: the one file that is deployed.

use std::fs;

use anyhow::{Context, Result};

use crate::setup;
use crate::spa;
use crate::workspace::{Workspace, perform};

/// Builds the web app and, around it, the optimised server; says where it is and how big.
pub fn dist(workspace: &Workspace) -> Result<()> {
    setup::wasm_target(workspace)?;
    spa::build(workspace, spa::Mode::Release)?;
    perform(&mut workspace.cargo(&["build", "--release", "--bin", "ventanilla"]))?;
    let binary = workspace.target("release").join(format!("ventanilla{}", std::env::consts::EXE_SUFFIX));
    let size = fs::metadata(&binary).with_context(|| format!("{} is missing", binary.display()))?.len();
    println!("{} ({}.{} MB, web app inside)", binary.display(), size / 1_000_000, size % 1_000_000 / 100_000);
    Ok(())
}
