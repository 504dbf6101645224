//! `cargo xtask`: the project's own commands. They build the web app and the server, start them, test them and package them,
//! and set up what that takes on a machine that has only rustup, a C linker and git.
#![expect(clippy::print_stdout, reason = "a command-line tool")]

mod bench;
mod contract;
mod deny;
mod dev;
mod dist;
mod run;
mod setup;
mod spa;
mod test;
mod workspace;

use std::process::ExitCode;

use anyhow::Result;
use clap::{Parser, Subcommand};

use crate::workspace::Workspace;

#[derive(Parser)]
#[command(name = "cargo xtask", about = "Build, run, test and package Ventanilla")]
struct Cli {
    #[command(subcommand)]
    task: Task,
}

#[derive(Subcommand)]
enum Task {
    /// Build the web app and the server and start it with demo data
    Run {
        /// Further arguments of `ventanilla serve`
        #[arg(last = true)]
        serve: Vec<String>,
    },
    /// The same, rebuilding what changes; the web app is built without optimising
    Dev {
        /// Further arguments of `ventanilla serve`
        #[arg(last = true)]
        serve: Vec<String>,
    },
    /// Check format and lints and run every test, after setting up what they need
    Test {
        /// Further arguments of `cargo test`, such as the name of a test
        #[arg(last = true)]
        tests: Vec<String>,
    },
    /// Try the API out against its document, longer than the tests do: as everyone, on both engines
    Contract {
        /// Cases of an operation
        #[arg(long, default_value_t = 50)]
        examples: u32,
        /// Another seed makes other cases
        #[arg(long, default_value_t = 2)]
        seed: u64,
    },
    /// Build the web app alone, as small as it gets, and report its size
    Spa {
        /// Quick to build instead of small
        #[arg(long)]
        quick: bool,
    },
    /// Build the optimised binary with the web app inside
    Dist,
    /// Measure the optimised server on SQLite and PostgreSQL beside what the machine could do
    Bench {
        /// Further arguments: sizes, engines, operations, seconds (`-- --help` lists them)
        #[arg(last = true)]
        further: Vec<String>,
    },
    /// Check the dependencies' licences and advisories with cargo-deny
    Deny,
}

fn main() -> ExitCode {
    match perform(Cli::parse().task) {
        Ok(code) => code,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn perform(task: Task) -> Result<ExitCode> {
    let workspace = Workspace::locate()?;
    match task {
        Task::Run { serve } => run::run(&workspace, &serve)?,
        Task::Dev { serve } => dev::dev(&workspace, &serve)?,
        Task::Test { tests } => return test::test(&workspace, &tests),
        Task::Contract { examples, seed } => contract::contract(&workspace, examples, seed)?,
        Task::Spa { quick } => {
            setup::wasm_target(&workspace)?;
            spa::build(&workspace, if quick { spa::Mode::Development } else { spa::Mode::Release })?;
        }
        Task::Dist => dist::dist(&workspace)?,
        Task::Bench { further } => bench::bench(&workspace, &further)?,
        Task::Deny => deny::deny(&workspace)?,
    }
    Ok(ExitCode::SUCCESS)
}
