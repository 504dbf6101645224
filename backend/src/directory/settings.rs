//! What an admin sets for the whole institution: one JSON document in the table of settings.

use chrono::NaiveDate;
use sea_orm::{ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, sea_query::Expr};
use serde::{Deserialize, Serialize};
use shared::{
    institution::{Institution, Settings, SettingsPatch, Target},
    limits,
    person::Language,
    problem::FieldCode,
    service::Bilingual,
    text::{self, TextFault},
};

use crate::{
    app::App,
    entity::setting,
    error::{Error, Fault, Result},
    http::{etag::IfMatch, request::Caller},
};

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
    pub privacy_notice: Bilingual,
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
            privacy_notice: Bilingual::default(),
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
        privacy_notice: kept.privacy_notice,
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

/// What everyone may know before signing in.
///
/// # Errors
/// When the database can't be read.
pub async fn institution(app: &App) -> Result<Institution> {
    let (kept, _) = kept(app.db.reader()).await?;
    Ok(Institution {
        name: kept.name.unwrap_or_else(|| app.config.institution.clone()),
        domains: app.config.domains.clone(),
        hue: kept.hue,
        time_zone: app.config.time_zone.name().to_owned(),
        languages: Language::ALL.to_vec(),
        privacy_notice: kept.privacy_notice != Bilingual::default(),
        demo: app.config.demo,
    })
}

/// The privacy notice, which everyone may read before signing in.
///
/// # Errors
/// `NotFound` when there is none.
pub async fn privacy_notice(app: &App) -> Result<Bilingual> {
    let (kept, _) = kept(app.db.reader()).await?;
    Some(kept.privacy_notice).filter(|notice| *notice != Bilingual::default()).ok_or(Error::NotFound)
}

/// The settings as an admin sees them.
///
/// # Errors
/// When the database can't be read.
pub async fn get(app: &App) -> Result<Settings> {
    let (kept, version) = kept(app.db.reader()).await?;
    Ok(shown(kept, version, &app.config.institution))
}

/// Changes the settings.
///
/// # Errors
/// `VersionRequired`, `Stale`, `Validation`.
pub async fn change(app: &App, caller: &Caller, seen: IfMatch, patch: &SettingsPatch) -> Result<Settings> {
    app.db
        .write(async |tx| {
            let (mut kept, version) = kept(tx).await?;
            seen.check(version)?;
            apply(&mut kept, patch)?;
            let value = serde_json::to_value(&kept)?;
            let untouched = setting::ActiveModel {
                key: Set(KEY.to_owned()),
                value: Set(value.clone()),
                version: Set(1),
                updated_at: Set(caller.now),
            };
            setting::Entity::insert(untouched).on_conflict_do_nothing().exec_without_returning(tx).await?;
            let changed = setting::Entity::update_many()
                .col_expr(setting::Column::Value, Expr::value(value))
                .col_expr(setting::Column::Version, Expr::value(version + 1))
                .col_expr(setting::Column::UpdatedAt, Expr::value(caller.now))
                .filter(setting::Column::Key.eq(KEY))
                .filter(setting::Column::Version.eq(version))
                .exec(tx)
                .await?;
            if changed.rows_affected != 1 {
                return Err(Error::Stale { etag: None });
            }
            Ok(shown(kept, version + 1, &app.config.institution))
        })
        .await
}

fn apply(kept: &mut Kept, patch: &SettingsPatch) -> Result<()> {
    if let Some(name) = &patch.name {
        let name = text::line(name, limits::NAME_MAX)
            .map_err(|fault| Error::Validation(vec![Fault::of_text("/name", fault, limits::NAME_MAX)]))?;
        kept.name = Some(name);
    }
    if let Some(prefix) = &patch.folio_prefix {
        let prefix = prefix.trim().to_ascii_uppercase();
        if prefix.is_empty() || !prefix.chars().all(|c| c.is_ascii_alphanumeric()) {
            return Err(Error::field("/folio_prefix", FieldCode::Format));
        }
        kept.folio_prefix = prefix;
    }
    if let Some(targets) = &patch.targets {
        kept.targets = sound(targets)?;
    }
    if let Some(notice) = &patch.privacy_notice {
        kept.privacy_notice = readable(notice)?;
    }
    kept.hue = patch.hue.unwrap_or(kept.hue);
    kept.closure_working_days = patch.closure_working_days.unwrap_or(kept.closure_working_days);
    kept.reminder_working_days = patch.reminder_working_days.unwrap_or(kept.reminder_working_days);
    Ok(())
}

/// A notice whose texts can be shown; either may be blank.
fn readable(notice: &Bilingual) -> Result<Bilingual> {
    let mut faults = Vec::new();
    let mut body = |text: &str, pointer: &str| match text::body(text, limits::PRIVACY_NOTICE_MAX) {
        Ok(body) => body,
        Err(TextFault::Empty) => String::new(),
        Err(fault) => {
            faults.push(Fault::of_text(pointer, fault, limits::PRIVACY_NOTICE_MAX));
            String::new()
        }
    };
    let notice = Bilingual::new(body(&notice.es, "/privacy_notice/es"), body(&notice.en, "/privacy_notice/en"));
    if faults.is_empty() { Ok(notice) } else { Err(Error::Validation(faults)) }
}

/// Targets by their first day. On no day do two of them hold.
fn sound(targets: &[Target]) -> Result<Vec<Target>> {
    for (index, target) in targets.iter().enumerate() {
        if target.percent < 0.0 {
            let fault = Fault::new(format!("/targets/{index}/percent"), FieldCode::TooSmall).bound(0);
            return Err(Error::Validation(vec![fault]));
        }
        if target.percent > 100.0 {
            let fault = Fault::new(format!("/targets/{index}/percent"), FieldCode::TooLarge).bound(100);
            return Err(Error::Validation(vec![fault]));
        }
        if target.to.is_some_and(|to| to < target.from) {
            let fault = Fault::new(format!("/targets/{index}/to"), FieldCode::TooSmall).bound(target.from);
            return Err(Error::Validation(vec![fault]));
        }
        let overlaps = |other: &Target| {
            other.from <= target.to.unwrap_or(NaiveDate::MAX) && target.from <= other.to.unwrap_or(NaiveDate::MAX)
        };
        if targets.iter().take(index).any(overlaps) {
            return Err(Error::field(format!("/targets/{index}/from"), FieldCode::Duplicate));
        }
    }
    let mut targets = targets.to_vec();
    targets.sort_by_key(|target| target.from);
    Ok(targets)
}
