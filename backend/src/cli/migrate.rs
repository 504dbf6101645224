//! `migrate` and `seed`: what makes a database ready without serving it.

use std::process::ExitCode;

use anyhow::Context;

use crate::{app::App, clock::Clock, config::Config, serve};

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
