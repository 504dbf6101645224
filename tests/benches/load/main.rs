//! How much the server carries, beside what the machine could: `cargo xtask bench`.
//!
//! The release build is started on SQLite and on PostgreSQL, each with invented pasts of several sizes, and driven over HTTP. In
//! the same run, one after the other, the very statements that it gave its database for a request are given again by raw prepared
//! statements: what the server adds to that is the difference.

mod cast;
mod ceilings;
mod chart;
mod client;
mod driving;
mod enduring;
mod figures;
mod machine;
mod operations;
mod recording;
mod replay;
mod report;
mod run;
mod served;
mod stage;

use std::path::PathBuf;

use clap::Parser;
use e2e::Engine;

use crate::operations::Operation;

/// What is measured, and for how long.
#[derive(Debug, Clone, Parser)]
#[command(name = "cargo xtask bench", about = "Measure the server beside what the machine could do")]
pub struct Options {
    /// Tickets in the database
    #[arg(long, value_delimiter = ',', default_values_t = [10_000, 100_000, 1_000_000])]
    tickets: Vec<u64>,
    /// Engines
    #[arg(long, value_delimiter = ',', default_values_t = ["sqlite".to_owned(), "postgres".to_owned()], value_parser = ["sqlite", "postgres"])]
    engines: Vec<String>,
    /// Clients at a time
    #[arg(long, value_delimiter = ',', default_values_t = [1, 8, 32])]
    concurrency: Vec<usize>,
    /// Operations; all of them unless named
    #[arg(long, value_delimiter = ',', default_values_t = Operation::ALL.map(|one| one.name().to_owned()), value_parser = Operation::ALL.map(Operation::name))]
    operations: Vec<String>,
    /// How long each is driven at a time
    #[arg(long, default_value_t = 3.0)]
    seconds: f64,
    /// How often, of which the median counts
    #[arg(long, default_value_t = 3)]
    repeats: usize,
    /// Instead, everything mixed at half of what the server carries for so many minutes, with its jobs, on the first size
    #[arg(long, value_name = "MINUTES")]
    endure: Option<u64>,
    /// The server's binary
    #[arg(long)]
    server: PathBuf,
    /// Where databases are kept between runs, and the results are written
    #[arg(long)]
    folder: PathBuf,
    /// The state of the sources, to be written into the results
    #[arg(long, default_value = "unknown")]
    commit: String,
    /// Given by `cargo bench`
    #[arg(long, hide = true)]
    bench: bool,
}

impl Options {
    fn engines(&self) -> Vec<Engine> {
        Engine::ALL.into_iter().filter(|engine| self.engines.contains(&engine.to_string())).collect()
    }

    fn operations(&self) -> Vec<Operation> {
        Operation::ALL
            .into_iter()
            .filter(|operation| self.operations.iter().any(|name| name == operation.name()))
            .collect()
    }
}

fn main() {
    if std::env::args().nth(1).as_deref() == Some(ceilings::EMPTY_SERVER) {
        return ceilings::serve_nothing();
    }
    let options = Options::parse();
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().expect("a runtime");
    runtime.block_on(run::run(&options));
}
