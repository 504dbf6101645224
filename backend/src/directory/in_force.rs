//! What holds in the institution: what an admin has set, over what is configured. Read from the database wherever it is
//! needed, so that no two processes disagree on it.

use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Tz;
use sea_orm::ConnectionTrait;
use shared::institution::Target;

use super::settings::{Kept, kept};
use crate::{app::App, config::Config, error::Result};

/// What commands and jobs need to know of the institution.
#[derive(Debug, Clone)]
pub struct InForce {
    /// What it is called.
    pub name: String,
    /// Its mail domains; an entry with a leading dot takes every sub-domain.
    pub domains: Vec<String>,
    /// The time zone of its days.
    pub zone: Tz,
    /// How new folios begin.
    pub folio_prefix: String,
    /// Working days after which an attended ticket closes unanswered; 0 is off.
    pub closure_working_days: u32,
    /// Working days between reminders; 0 is never.
    pub reminder_working_days: u32,
    /// The targets of the quality indicator.
    pub targets: Vec<Target>,
}

/// What holds now.
///
/// # Errors
/// When the database can't be read.
pub async fn in_force(app: &App, db: &impl ConnectionTrait) -> Result<InForce> {
    let (kept, _) = kept(db).await?;
    Ok(InForce::of(kept, &app.config))
}

impl InForce {
    pub(super) fn of(kept: Kept, config: &Config) -> Self {
        let zone = kept.zone(config);
        Self {
            name: kept.name.unwrap_or_else(|| config.institution.clone()),
            domains: kept.domains.unwrap_or_else(|| config.domains.clone()),
            zone,
            folio_prefix: kept.folio_prefix,
            closure_working_days: kept.closure_working_days,
            reminder_working_days: kept.reminder_working_days,
            targets: kept.targets,
        }
    }

    /// The institution's date at an instant.
    pub fn day_of(&self, instant: DateTime<Utc>) -> NaiveDate {
        instant.with_timezone(&self.zone).date_naive()
    }

    /// An institution whose admin has set nothing but when tickets close and requesters are reminded.
    #[cfg(test)]
    pub fn closing_after(closure_working_days: u32, reminder_working_days: u32) -> Self {
        Self { closure_working_days, reminder_working_days, ..Self::of(Kept::default(), &Config::default()) }
    }
}
