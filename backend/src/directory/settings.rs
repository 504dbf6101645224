//! What an admin sets for the whole institution: one JSON document in the table of settings.

use chrono::NaiveDate;
use chrono_tz::Tz;
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, FromQueryResult, QueryFilter,
    QueryTrait, sea_query::Expr,
};
use serde::{Deserialize, Serialize};
use shared::{
    institution::{Institution, Settings, SettingsPatch, Target, mail_domain},
    limits, paths,
    person::{Email, Language},
    problem::FieldCode,
    service::Bilingual,
    text::{self, TextFault},
};

use super::in_force::InForce;
use crate::{
    app::App,
    config::Config,
    db::Composed,
    entity::setting,
    error::{Conflict, Error, Fault, Result},
    http::{etag::IfMatch, request::Caller},
};

/// Where the settings are kept.
pub(super) const KEY: &str = "institution";

/// The settings as they are kept. What was never set has its default, also in documents of an older version.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct Kept {
    pub name: Option<String>,
    pub domains: Option<Vec<String>>,
    pub time_zone: Option<String>,
    /// The digest of the logo's picture.
    pub logo: Option<String>,
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
            domains: None,
            time_zone: None,
            logo: None,
            hue: 252,
            folio_prefix: "TI".into(),
            closure_working_days: 0,
            reminder_working_days: 2,
            targets: Vec::new(),
            privacy_notice: Bilingual::default(),
        }
    }
}

impl Kept {
    /// The time zone that an admin has set, else the configured one.
    pub(super) fn zone(&self, config: &Config) -> Tz {
        match self.time_zone.as_deref().map(str::parse) {
            Some(Ok(zone)) => zone,
            None => config.time_zone,
            Some(Err(_)) => {
                tracing::error!(zone = self.time_zone, "the time zone of the settings is not known any more");
                config.time_zone
            }
        }
    }
}

/// The settings as they are kept, with their version; version 1 is what nobody has changed yet.
pub(super) async fn kept(db: &impl ConnectionTrait) -> Result<(Kept, i32)> {
    static BY_KEY: Composed = Composed::new(|| setting::Entity::find_by_id(KEY).into_query());
    match setting::Model::find_by_statement(BY_KEY.with(db, [KEY.into()])).one(db).await? {
        None => Ok((Kept::default(), 1)),
        Some(row) => Ok((serde_json::from_value(row.value)?, row.version)),
    }
}

pub(super) fn shown(kept: Kept, version: i32, config: &Config) -> Settings {
    let logo = kept.logo.as_deref().map(paths::logo);
    let privacy_notice = kept.privacy_notice.clone();
    let hue = kept.hue;
    let in_force = InForce::of(kept, config);
    Settings {
        version,
        name: in_force.name,
        domains: in_force.domains,
        time_zone: in_force.zone.name().to_owned(),
        logo,
        hue,
        folio_prefix: in_force.folio_prefix,
        closure_working_days: in_force.closure_working_days,
        reminder_working_days: in_force.reminder_working_days,
        targets: in_force.targets,
        privacy_notice,
    }
}

/// What everyone may know before signing in.
///
/// # Errors
/// When the database can't be read.
pub async fn institution(app: &App) -> Result<Institution> {
    let settings = get(app).await?;
    Ok(Institution {
        name: settings.name,
        domains: settings.domains,
        hue: settings.hue,
        time_zone: settings.time_zone,
        logo: settings.logo,
        languages: Language::ALL.to_vec(),
        privacy_notice: settings.privacy_notice != Bilingual::default(),
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
    Ok(shown(kept, version, &app.config))
}

/// Changes the settings.
///
/// # Errors
/// `VersionRequired`, `Stale`, `Validation`, and a conflict when the caller's own address would no longer be of the
/// institution.
pub async fn change(app: &App, caller: &Caller, seen: IfMatch, patch: &SettingsPatch) -> Result<Settings> {
    app.db
        .write(async |tx| {
            let (mut kept, version) = kept(tx).await?;
            seen.check(version)?;
            apply(&mut kept, patch)?;
            if let Some(domains) = kept.domains.as_ref().filter(|_| patch.domains.is_some()) {
                keep_the_own_address(tx, caller, domains).await?;
            }
            write(tx, caller, &kept, version).await?;
            Ok(shown(kept, version + 1, &app.config))
        })
        .await
}

/// Refuses to leave whoever does it, and so perhaps every admin, without a way to sign in again.
async fn keep_the_own_address(tx: &DatabaseTransaction, caller: &Caller, domains: &[String]) -> Result<()> {
    // Held, so that the address stays until this is written.
    let account = super::hold(tx, caller.actor.account_id).await?.ok_or(Error::Unauthenticated)?;
    let stays = account.email.parse::<Email>().is_ok_and(|email| email.is_of(domains));
    if stays { Ok(()) } else { Err(Error::Conflict(Conflict::OwnDomain)) }
}

/// Writes the settings as the version after the one that was read.
///
/// # Errors
/// `Stale` when somebody was quicker.
pub(super) async fn write(tx: &DatabaseTransaction, caller: &Caller, kept: &Kept, version: i32) -> Result<()> {
    let value = serde_json::to_value(kept)?;
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
    if changed.rows_affected == 1 { Ok(()) } else { Err(Error::Stale { etag: None }) }
}

fn apply(kept: &mut Kept, patch: &SettingsPatch) -> Result<()> {
    if let Some(name) = &patch.name {
        let name = text::line(name, limits::NAME_MAX)
            .map_err(|fault| Error::Validation(vec![Fault::of_text("/name", fault, limits::NAME_MAX)]))?;
        kept.name = Some(name);
    }
    if let Some(domains) = &patch.domains {
        kept.domains = Some(well_formed(domains)?);
    }
    if let Some(zone) = &patch.time_zone {
        let zone: Tz = zone.trim().parse().map_err(|_| Error::field("/time_zone", FieldCode::Choice))?;
        kept.time_zone = Some(zone.name().to_owned());
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

/// Domains as they are kept, each once.
fn well_formed(domains: &[String]) -> Result<Vec<String>> {
    let mut kept: Vec<String> = Vec::with_capacity(domains.len());
    let mut faults = Vec::new();
    for (index, text) in domains.iter().enumerate() {
        let code = match mail_domain(text) {
            None => FieldCode::Format,
            Some(domain) if kept.contains(&domain) => FieldCode::Duplicate,
            Some(domain) => {
                kept.push(domain);
                continue;
            }
        };
        faults.push(Fault::new(format!("/domains/{index}"), code));
    }
    if faults.is_empty() { Ok(kept) } else { Err(Error::Validation(faults)) }
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
