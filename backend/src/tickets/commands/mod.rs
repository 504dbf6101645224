//! What can be done to a ticket: one function a command, one transaction a command.
//!
//! The order of the checks is always the same: 404 for whoever may not know of it, 403, 428 and 412 for the version, 409 for
//! the life cycle. The replay of a repeat comes before all of them, where the transaction begins.

pub mod assigning;
pub mod cancelling;
pub mod closing;
mod draft;
mod edit;
pub mod editing;
pub mod filing;
pub mod linking;
pub mod messages;
pub mod watching;
pub mod working;

pub use draft::Draft;
pub use edit::Edit;
use shared::{problem::FieldCode, text};

use crate::error::{Error, Fault, Result};

/// A text of several lines that must be there.
fn body(pointer: &str, given: &str, max: u64) -> Result<String> {
    text::body(given, max).map_err(|fault| Error::Validation(vec![Fault::of_text(pointer, fault, max)]))
}

/// A text of several lines that may be missing or blank.
fn optional_body(pointer: &str, given: Option<&str>, max: u64) -> Result<Option<String>> {
    match given {
        Some(given) if !text::is_blank(given) => body(pointer, given, max).map(Some),
        _ => Ok(None),
    }
}

/// A text of one line that must be there.
fn line(pointer: &str, given: &str, max: u64) -> Result<String> {
    text::line(given, max).map_err(|fault| Error::Validation(vec![Fault::of_text(pointer, fault, max)]))
}

/// Something that a body names and that is not to be had.
fn no_such(pointer: &str) -> Error {
    Error::field(pointer, FieldCode::Reference)
}
