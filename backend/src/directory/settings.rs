//! What an admin sets for the whole institution: one JSON document in the table of settings.

use sea_orm::{ConnectionTrait, EntityTrait};
use serde::{Deserialize, Serialize};
use shared::institution::{Settings, Target};

use crate::{app::App, entity::setting, error::Result};

/// Where the settings are kept.
pub(super) const KEY: &str = "institution";

/// The settings as they are kept. What was never set has its default, also in documents of an older version.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct Kept {
    pub name: Option<String>,
    pub hue: u16,
    pub folio_prefix: String,
    pub closure_working_days: u32,
    pub reminder_working_days: u32,
    pub targets: Vec<Target>,
}

impl Default for Kept {
    fn default() -> Self {
        Self {
            name: None,
            hue: 252,
            folio_prefix: "TI".into(),
            closure_working_days: 0,
            reminder_working_days: 2,
            targets: Vec::new(),
        }
    }
}

/// The settings as they are kept, with their version; version 1 is what nobody has changed yet.
pub(super) async fn kept(db: &impl ConnectionTrait) -> Result<(Kept, i32)> {
    match setting::Entity::find_by_id(KEY).one(db).await? {
        None => Ok((Kept::default(), 1)),
        Some(row) => Ok((serde_json::from_value(row.value)?, row.version)),
    }
}

/// The settings of the institution, with defaults for what was never set. The name is empty until an admin sets one:
/// [`institution_name`] knows what it is called until then.
///
/// # Errors
/// When the database can't be read.
pub async fn settings(db: &impl ConnectionTrait) -> Result<Settings> {
    let (kept, version) = kept(db).await?;
    Ok(shown(kept, version, ""))
}

pub(super) fn shown(kept: Kept, version: i32, configured_name: &str) -> Settings {
    Settings {
        version,
        name: kept.name.unwrap_or_else(|| configured_name.to_owned()),
        hue: kept.hue,
        folio_prefix: kept.folio_prefix,
        closure_working_days: kept.closure_working_days,
        reminder_working_days: kept.reminder_working_days,
        targets: kept.targets,
    }
}

/// The name of the institution: what an admin has set, else what is configured.
///
/// # Errors
/// When the database can't be read.
pub async fn institution_name(app: &App, db: &impl ConnectionTrait) -> Result<String> {
    let (kept, _) = kept(db).await?;
    Ok(kept.name.unwrap_or_else(|| app.config.institution.clone()))
}
