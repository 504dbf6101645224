//! `backup` and `restore`.

use std::{path::Path, process::ExitCode};

use crate::{
    backup::{self, Kept},
    config::Config,
    db::Engine,
};

pub(super) async fn backup(config: Config, file: &Path) -> anyhow::Result<ExitCode> {
    let app = super::open(config).await?;
    let kept = backup::write(&app, file).await?;
    app.db.close().await;
    println!("{}: {}", file.display(), said(&kept));
    if kept.engine == Engine::Postgres {
        println!(
            "The database is not in it. Keep it with:\n  pg_dump --format=custom --file={}.pgdump \"$VENTANILLA_DATABASE_URL\"",
            file.display()
        );
    }
    println!("The master key is not in it: keep secret.key (or VENTANILLA_SECRET_KEY) in another safe place.");
    Ok(ExitCode::SUCCESS)
}

pub(super) async fn restore(config: Config, file: &Path) -> anyhow::Result<ExitCode> {
    let data = config.data.clone();
    let kept = backup::restore(config, file).await?;
    println!("{}: {}", data.display(), said(&kept));
    if kept.engine == Engine::Postgres {
        println!(
            "Read the database back with:\n  pg_restore --no-owner --dbname=\"$VENTANILLA_DATABASE_URL\" FILE.pgdump"
        );
    }
    println!(
        "Put the master key back (secret.key or VENTANILLA_SECRET_KEY) before serving: without it nobody stays signed in,"
    );
    println!("mail that was waiting is lost, and `audit verify` can't hold the checkpoints against the timelines.");
    Ok(ExitCode::SUCCESS)
}

fn said(kept: &Kept) -> String {
    let database = match kept.engine {
        Engine::Sqlite => "the database and ",
        Engine::Postgres => "",
    };
    format!("{database}{} attachments, as of {}", kept.attachments, kept.made_at.format("%Y-%m-%d %H:%M:%S UTC"))
}
