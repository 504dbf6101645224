//! `ventanilla`: the one binary.

use std::process::ExitCode;

use backend::cli::{self, Cli};
use clap::Parser;

#[tokio::main]
async fn main() -> ExitCode {
    let cli = Cli::parse();
    // The one provider of cryptography; an error only says that it is chosen already.
    let _ = rustls::crypto::ring::default_provider().install_default();
    Box::pin(cli::run(cli, std::env::vars())).await
}
