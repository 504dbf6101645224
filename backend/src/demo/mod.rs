//! The demo: a small believable institution to look around in, and the mail that it would have sent.
//!
//! Its database carries a mark. A normal process refuses one with the mark, and the demo refuses one without it unless it
//! is empty, so that nobody's requests ever stand among invented ones, and no persona opens a door to real ones.

pub mod http;
pub mod mark;
pub mod past;
mod people;
mod queries;
mod script;
mod seed;
mod stage;
mod stories;

use mark::Kind;
pub use queries::personas;
pub use seed::seed;

use crate::app::App;

/// Holds the database against how the process was started, and fills an empty one in the demo.
///
/// # Errors
/// When the database is of the other kind, or a demo that was never completed.
pub async fn prepare(app: &App) -> anyhow::Result<()> {
    let kind = mark::check(app).await?;
    if app.config.demo && kind == Kind::Empty { seed(app).await } else { Ok(()) }
}

#[cfg(test)]
mod tests;
