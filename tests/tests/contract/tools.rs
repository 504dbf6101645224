//! The tools that `cargo xtask test` installs, and the files that they are given.

use std::path::{Path, PathBuf};

use tokio::process::Command;

/// A file of the suite's own.
pub fn file(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("contract").join(name)
}

/// The document.
pub fn document() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../openapi/openapi.json")
}

/// Runs one of the tools in a folder; what it said is what fails the test when it fails.
pub async fn run(name: &str, folder: &Path, prepare: impl FnOnce(&mut Command)) -> String {
    let told = std::env::var_os("VENTANILLA_TEST_CONTRACT_TOOLS").map(PathBuf::from);
    let program =
        told.unwrap_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../target/contract-tools/bin")).join(name);
    let mut command = Command::new(&program);
    // Nothing of what somebody has set for other projects.
    command.current_dir(folder).env("PYTHONDONTWRITEBYTECODE", "1").env("PYTHONNOUSERSITE", "1").kill_on_drop(true);
    prepare(&mut command);
    let output = command.output().await.unwrap_or_else(|error| {
        panic!(
            "{}: {error}; `cargo xtask test` installs it, or name its folder in VENTANILLA_TEST_CONTRACT_TOOLS",
            program.display()
        )
    });
    let said = format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert!(output.status.success(), "{name} failed with {}:\n{said}", output.status);
    said
}
