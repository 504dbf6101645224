//! `admin invite`: how the first administrator comes in.

use std::process::ExitCode;

use shared::{
    person::{Email, Language, Role},
    problem::FieldCode,
};

use crate::{
    config::Config,
    directory,
    error::Error,
    identity::invitations::{self, LIFE_HOURS, Offer},
};

pub(super) async fn invite(config: Config, email: &Email, roles: &[Role]) -> anyhow::Result<ExitCode> {
    let app = super::open(config).await?;
    let (offer, now) = (Offer { email, roles, by: None }, app.clock.now());
    let made = app.db.write(async |tx| invitations::invite(&app, tx, offer, Language::default(), now).await).await;
    let link = match made {
        Ok(made) => made.link(&app),
        Err(Error::Validation(faults)) if faults.iter().any(|fault| fault.code == FieldCode::Reference) => {
            anyhow::bail!("the account of {email} is disabled; enable it first");
        }
        Err(Error::Validation(_)) => {
            let domains = directory::in_force(&app, app.db.reader()).await?.domains.join(", ");
            anyhow::bail!(
                "{email} is not an address of the institution ({domains}); `domains` names its mail domains until the settings do"
            );
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
