//! `audit verify`: whether the evidence is whole.

use std::process::ExitCode;

use crate::{audit, config::Config};

pub(super) async fn verify(config: Config) -> anyhow::Result<ExitCode> {
    let app = super::open(config).await?;
    let report = audit::verify(&app.db, &app.keys).await?;
    app.db.close().await;
    println!("{} tickets, {} events, {} checkpoints", report.tickets, report.events, report.checkpoints);
    if report.erased > 0 {
        println!("{} texts and files were erased together with their salts.", report.erased);
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
