//! The API's document as it is checked in: printed from the code, linted, held against `openapi.json`, and against what was
//! released before.

pub mod additive;
pub mod lint;

use std::path::{Path, PathBuf};

use serde_json::Value;

/// Writes the checked-in document anew; every drift names it.
pub const COMMAND: &str = "cargo run --bin openapi";

/// The document as text: two spaces, sorted names, a final newline.
pub fn printed() -> String {
    let document: Value = backend::api::document();
    // A tree of strings, numbers and maps always prints.
    let mut text = serde_json::to_string_pretty(&document).unwrap_or_default();
    text.push('\n');
    text
}

/// The checked-in document.
pub fn checked_in() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("openapi.json")
}

/// The document of the version that programs were last written against. A release that only adds copies the checked-in
/// document over it; what it has can't be taken back within `/api/v1`.
pub fn released() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("released/v1.json")
}
