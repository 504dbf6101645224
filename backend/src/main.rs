//! `ventanilla`: the one binary.

use std::process::ExitCode;

use backend::cli::{self, Cli};
use clap::Parser;

/// Rows are made by one thread and dropped by another, which the system's allocator is slow at.
#[cfg(target_os = "linux")]
#[global_allocator]
static ALLOCATOR: tikv_jemallocator::Jemalloc = tikv_jemallocator::Jemalloc;

#[tokio::main]
async fn main() -> ExitCode {
    let cli = Cli::parse();
    // The one provider of cryptography; an error only says that it is chosen already.
    let _ = rustls::crypto::ring::default_provider().install_default();
    Box::pin(cli::run(cli, std::env::vars())).await
}
