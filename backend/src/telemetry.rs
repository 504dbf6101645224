//! What the process tells of itself: a log, as lines for people on a terminal and as JSON elsewhere, and numbers.

pub mod metrics;
pub mod scrape;

use std::io::IsTerminal;

use tracing_subscriber::EnvFilter;

/// Begins to log to the standard error. The first call counts; a later one changes nothing.
pub fn log_to_stderr(filter: &str) {
    let filter = EnvFilter::try_new(filter).unwrap_or_else(|_| EnvFilter::new("info"));
    let lines = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr);
    // An error only says that somebody else logs already.
    let _ = if std::io::stderr().is_terminal() {
        lines.with_target(false).try_init()
    } else {
        lines.json().flatten_event(true).with_current_span(false).with_span_list(false).try_init()
    };
}
