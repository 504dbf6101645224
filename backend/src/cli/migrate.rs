//! `migrate` and `seed`: what makes a database ready without serving it.

use std::{process::ExitCode, time::Instant};

use anyhow::{Context, ensure};
use chrono::{DateTime, DurationRound, TimeDelta, Utc};

use crate::{
    app::App,
    clock::Clock,
    config::Config,
    demo::past::{self, Plan, Progress},
    serve,
};

pub(super) async fn migrate(config: Config) -> anyhow::Result<ExitCode> {
    let app = App::open(config, Clock::default()).await?;
    let pending = app.db.pending_migrations().await.context("can't read the database's schema")?;
    app.db.migrate(&app.config.data).await?;
    match pending {
        0 => println!("The schema was up to date."),
        1 => println!("One step was run; the schema is up to date."),
        steps => println!("{steps} steps were run; the schema is up to date."),
    }
    app.db.close().await;
    Ok(ExitCode::SUCCESS)
}

pub(super) async fn seed(config: Config) -> anyhow::Result<ExitCode> {
    let app = serve::prepare(config, Clock::default()).await?;
    println!("The demo is in {}; `ventanilla serve --demo` serves it.", app.config.data.display());
    app.db.close().await;
    Ok(ExitCode::SUCCESS)
}

pub(super) async fn invent(
    config: Config,
    tickets: u64,
    seed: u64,
    until: Option<DateTime<Utc>>,
) -> anyhow::Result<ExitCode> {
    let begun = Instant::now();
    let app = App::open(config, Clock::default()).await?;
    app.db.migrate(&app.config.data).await?;
    let now = app.clock.now();
    let until = until.unwrap_or(now.duration_trunc(TimeDelta::minutes(1))?);
    ensure!(until <= now, "{until} is still to come");
    println!("{tickets} tickets until {until} from the seed {seed}:");
    let twentieth = (tickets / 20).max(1);
    let told = std::cell::Cell::new(0);
    let tell = |progress| match progress {
        Progress::Written(written) if written / twentieth > told.get() => {
            told.set(written / twentieth);
            println!("{written} written after {} s", begun.elapsed().as_secs());
        }
        Progress::Written(_) => {}
        Progress::Indexing => println!("making the indexes"),
    };
    past::invent(&app, Plan { tickets, seed, until }, tell).await?;
    println!("The demo was filled in {} s; `ventanilla serve --demo` serves it.", begun.elapsed().as_secs());
    app.db.close().await;
    Ok(ExitCode::SUCCESS)
}
