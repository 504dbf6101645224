//! The commands of `ventanilla`. What they print is for people, on the standard output; the log is not part of it.
#![expect(clippy::print_stdout, reason = "a command's answer")]

mod admin;
mod audit;
mod backup;
mod migrate;
mod serve;

use std::{net::SocketAddr, path::PathBuf, process::ExitCode};

use actix_web::web::Data;
use anyhow::{Context, bail};
use chrono::{DateTime, Utc};
use clap::{Parser, Subcommand};
use shared::person::{Email, Role};

use crate::{
    api,
    app::App,
    clock::Clock,
    config::{Config, Flags},
    telemetry,
};

/// The command line.
#[derive(Debug, Parser)]
#[command(name = "ventanilla", version, about = "The IT help desk of a university")]
pub struct Cli {
    /// File of the configuration (TOML); VENTANILLA_* variables go over it
    #[arg(long, value_name = "FILE", global = true)]
    config: Option<PathBuf>,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Serve the web app and the API
    Serve {
        /// With demo data, personas and a mailbox, on a database of its own
        #[arg(long)]
        demo: bool,
        /// Address and port
        #[arg(long, value_name = "ADDRESS:PORT")]
        listen: Option<SocketAddr>,
    },
    /// Bring the database's schema up to date
    Migrate,
    /// Fill an empty demo database
    Seed {
        /// With an invented past of so many tickets instead of the written stories
        #[arg(long, value_name = "N", value_parser = clap::value_parser!(u64).range(1..=100_000_000))]
        tickets: Option<u64>,
        /// Another past of that size: the same seed, size and instant give the same rows
        #[arg(long, value_name = "S", default_value_t = 1, requires = "tickets")]
        seed: u64,
        /// Where the past ends, as 2026-11-26T12:00:00Z; the present minute unless told otherwise
        #[arg(long, value_name = "INSTANT", requires = "tickets")]
        until: Option<DateTime<Utc>>,
    },
    /// Print the API's OpenAPI document
    Openapi,
    /// Act as the institution's administrator
    #[command(subcommand)]
    Admin(Admin),
    /// Write database and attachments into one file, also while serving
    Backup {
        /// The file to write; it must not exist
        file: PathBuf,
    },
    /// Read a backup into an empty data folder
    Restore {
        /// The file that `backup` wrote
        file: PathBuf,
    },
    /// Look into the evidence
    #[command(subcommand)]
    Audit(Audit),
}

#[derive(Debug, Subcommand)]
enum Admin {
    /// Print a single-use link by which somebody becomes an administrator
    Invite {
        /// Institutional e-mail of the person
        #[arg(value_parser = email)]
        email: Email,
        /// Another role instead, repeated for several: agent, supervisor, quality, admin
        #[arg(long = "role", value_name = "ROLE", value_parser = role, default_value = "admin")]
        roles: Vec<Role>,
    },
}

#[derive(Debug, Subcommand)]
enum Audit {
    /// Re-compute every timeline and hold the daily checkpoints against them
    Verify,
}

fn email(text: &str) -> Result<Email, String> {
    text.parse().map_err(|_| "write an address such as ana.lopez@example.edu.mx".into())
}

fn role(text: &str) -> Result<Role, String> {
    match text.parse() {
        Ok(Role::Requester) | Err(_) => Err("write agent, supervisor, quality or admin".into()),
        Ok(role) => Ok(role),
    }
}

/// Carries a command out. `variables` are those of the environment.
pub async fn run(cli: Cli, variables: impl IntoIterator<Item = (String, String)>) -> ExitCode {
    match carry_out(cli, variables).await {
        Ok(code) => code,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

async fn carry_out(cli: Cli, variables: impl IntoIterator<Item = (String, String)>) -> anyhow::Result<ExitCode> {
    if matches!(cli.command, Command::Openapi) {
        println!("{}", serde_json::to_string_pretty(&api::document())?);
        return Ok(ExitCode::SUCCESS);
    }
    let mut flags = Flags { file: cli.config, ..Flags::default() };
    match &cli.command {
        Command::Serve { demo, listen } => (flags.demo, flags.listen) = (*demo, *listen),
        Command::Seed { .. } => flags.demo = true,
        _ => {}
    }
    let config = Config::load(&flags, variables)?;
    telemetry::log_to_stderr(&config.log);
    match cli.command {
        Command::Serve { .. } => serve::serve(config).await,
        Command::Migrate => migrate::migrate(config).await,
        Command::Seed { tickets: None, .. } => migrate::seed(config).await,
        Command::Seed { tickets: Some(tickets), seed, until } => migrate::invent(config, tickets, seed, until).await,
        Command::Admin(Admin::Invite { email, roles }) => admin::invite(config, &email, &roles).await,
        Command::Backup { file } => backup::backup(config, &file).await,
        Command::Restore { file } => backup::restore(config, &file).await,
        Command::Audit(Audit::Verify) => audit::verify(config).await,
        Command::Openapi => Ok(ExitCode::SUCCESS),
    }
}

/// What the configuration names, for a command that needs the schema to be up to date.
async fn open(config: Config) -> anyhow::Result<Data<App>> {
    let folder = config.data.clone();
    let is_sqlite = config.database_url.is_none();
    if is_sqlite && !config.data.join(crate::db::SQLITE_FILE).exists() {
        bail!("there is no database in {}; VENTANILLA_DATA names another folder", folder.display());
    }
    let key = config.data.join("secret.key");
    if config.secret_key.is_none() && !key.exists() {
        // A new one would make sound checkpoints look forged.
        bail!("the master key of this database is missing: put {} back, or set VENTANILLA_SECRET_KEY", key.display());
    }
    let app = App::open(config, Clock::default()).await?;
    let pending = app.db.pending_migrations().await.context("can't read the database's schema")?;
    if pending > 0 {
        bail!("the database's schema is {pending} steps behind this program; run `ventanilla migrate` first");
    }
    Ok(Data::new(app))
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    fn parse(line: &str) -> Result<Cli, clap::Error> {
        Cli::try_parse_from(line.split(' '))
    }

    #[test]
    fn the_commands_are_sound() {
        Cli::command().debug_assert();
    }

    #[test]
    fn serving_takes_demo_and_address() {
        let cli = parse("ventanilla serve --demo --listen 127.0.0.1:9000 --config v.toml").unwrap();
        assert_eq!(cli.config, Some(PathBuf::from("v.toml")));
        let Command::Serve { demo: true, listen: Some(listen) } = cli.command else { panic!("{:?}", cli.command) };
        assert_eq!(listen.port(), 9000);
        assert!(parse("ventanilla serve --listen 9000").is_err());
    }

    #[test]
    fn an_invitation_is_for_an_admin_unless_roles_are_named() {
        let roles = |line: &str| match parse(line).unwrap().command {
            Command::Admin(Admin::Invite { roles, .. }) => roles,
            other => panic!("{other:?}"),
        };
        assert_eq!(roles("ventanilla admin invite ana@example.edu.mx"), [Role::Admin]);
        let both = "ventanilla admin invite ana@example.edu.mx --role agent --role quality";
        assert_eq!(roles(both), [Role::Agent, Role::Quality]);
        assert!(parse("ventanilla admin invite ana").is_err());
        assert!(parse("ventanilla admin invite ana@example.edu.mx --role requester").is_err());
    }

    #[test]
    fn what_does_not_exist_is_refused() {
        for line in ["ventanilla", "ventanilla fly", "ventanilla backup", "ventanilla audit"] {
            assert!(parse(line).is_err(), "{line}");
        }
    }
}
