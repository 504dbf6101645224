//! `audit verify`: whether the evidence is whole.

use std::process::ExitCode;

use crate::{audit, config::Config};

pub(super) async fn verify(config: Config) -> anyhow::Result<ExitCode> {
    let app = super::open(config).await?;
    let report = audit::verify(&app).await?;
    app.db.close().await;
    println!("{} tickets, {} events, {} checkpoints", report.tickets, report.events, report.checkpoints);
    if report.erased > 0 {
        println!("{} texts and files were erased together with their salts.", report.erased);
    }
    if report.overtaken > 0 {
        println!(
            "{} checkpoints were written while the clock was ahead. The next ones hold what they covered; what is dated ahead is held \
             by its number alone until its time has come.",
            report.overtaken
        );
    }
    if report.faults.is_empty() {
        println!("Everything is whole.");
        return Ok(ExitCode::SUCCESS);
    }
    println!("{} do not agree:", report.faults.len());
    for fault in &report.faults {
        println!("  {fault}");
    }
    Ok(ExitCode::FAILURE)
}
