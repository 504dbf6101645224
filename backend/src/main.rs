//! The command line of `ventanilla`.

use backend::{clock::Clock, config::Config, serve};
use clap::{Parser, Subcommand};

#[derive(Parser)]
#[command(name = "ventanilla", version, about = "The IT help desk of a university")]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Serve the web app and the API
    Serve {
        /// With demo data, personas and a mailbox, on a database of its own
        #[arg(long)]
        demo: bool,
    },
}

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let Cli { command: Command::Serve { demo } } = Cli::parse();
    let config = Config { demo, ..Config::default() };
    let running = serve::start(config, Clock::default()).await?;
    tracing::info!(address = %running.address, "serving");
    tokio::signal::ctrl_c().await?;
    running.stop().await;
    Ok(())
}
