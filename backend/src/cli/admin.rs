//! `admin invite`: how the first administrator comes in.

use std::process::ExitCode;

use shared::person::{Email, Role};

use crate::{
    config::Config,
    error::Error,
    identity::invitations::{self, LIFE_HOURS},
};

pub(super) async fn invite(config: Config, email: &Email, roles: &[Role]) -> anyhow::Result<ExitCode> {
    let app = super::open(config).await?;
    let link = match invitations::invite(&app, email, roles, app.clock.now()).await {
        Ok(link) => link,
        Err(Error::Validation(_)) => {
            let domains = app.config.domains.join(", ");
            anyhow::bail!("{email} is not an address of the institution ({domains}); `domains` names its mail domains");
        }
        Err(error) => return Err(error.into()),
    };
    let roles: Vec<&str> = roles.iter().map(|role| role.as_str()).collect();
    println!("{link}\n");
    println!(
        "For {email}, as {}. It serves once, within {LIFE_HOURS} hours; it is not shown again.",
        roles.join(" and ")
    );
    app.db.close().await;
    Ok(ExitCode::SUCCESS)
}
