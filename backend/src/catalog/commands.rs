//! Changes of the catalogue, by an admin.

use std::collections::HashSet;

use chrono::{DateTime, Utc};
use sea_orm::{
    ActiveModelTrait,
    ActiveValue::{NotSet, Set},
    ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder,
    QuerySelect,
    sea_query::Expr,
};
use shared::{
    category::Category,
    limits,
    priority::{Impact, Urgency},
    problem::FieldCode,
    service::{AssignmentMode, Field, NewService, ServicePatch, ServicePlace},
};
use uuid::Uuid;

use super::{
    form::{check, optional_words, words},
    queries,
};
use crate::{
    directory,
    entity::{service, service_form, team},
    error::{Error, Fault, Result},
    http::etag::IfMatch,
};

/// Places between the last service of a category and a new one: room to put others between them.
const STEP: i32 = 10;

/// Adds a service; its id.
///
/// # Errors
/// `Validation` of every value that can't be kept.
pub async fn create(tx: &DatabaseTransaction, new: NewService, now: DateTime<Utc>) -> Result<Uuid> {
    let mut patch = tidy(tx, new.into()).await?;
    let fields = patch.fields.take().unwrap_or_default();
    let id = Uuid::now_v7();
    // Every value that counts comes from the patch.
    let blank = service::Model {
        id,
        slug: id.to_string(),
        category: Category::Website,
        name_es: String::new(),
        name_en: String::new(),
        help_es: String::new(),
        help_en: String::new(),
        communities: serde_json::Value::Array(Vec::new()),
        team_id: Uuid::nil(),
        default_impact: Impact::Individual,
        default_urgency: Urgency::Medium,
        assignment_mode: AssignmentMode::Manual,
        effort: 1.0,
        active: true,
        position: last_position(tx, patch.category).await?.saturating_add(STEP),
        form_version: 1,
        version: 1,
        created_at: now,
        updated_at: now,
    };
    let service = with(blank, patch)?;
    refuse_unserved(tx, &service).await?;
    service::Entity::insert(service.into_active_model()).exec_without_returning(tx).await?;
    let form = service_form::ActiveModel {
        service_id: Set(id),
        version: Set(1),
        fields: Set(serde_json::to_value(fields)?),
        created_at: Set(now),
    };
    service_form::Entity::insert(form).exec_without_returning(tx).await?;
    Ok(id)
}

/// Refuses to offer what a retired team would serve.
async fn refuse_unserved(tx: &DatabaseTransaction, service: &service::Model) -> Result<()> {
    let is_served = !service.active || directory::serves(tx, service.team_id).await?;
    if is_served { Ok(()) } else { Err(Error::field("/team_id", FieldCode::Reference)) }
}

/// The last place that is taken in a category.
async fn last_position(db: &impl ConnectionTrait, category: Option<Category>) -> Result<i32> {
    let mut query = service::Entity::find().order_by_desc(service::Column::Position);
    if let Some(category) = category {
        query = query.filter(service::Column::Category.eq(category));
    }
    Ok(query.one(db).await?.map_or(0, |service| service.position))
}

/// Changes a service. A form with other fields becomes its next version; the old ones stay readable. What changes
/// nothing keeps the version.
///
/// # Errors
/// `NotFound`; `VersionRequired` and `Stale`; `Validation` of every value that can't be kept.
pub async fn change(
    tx: &DatabaseTransaction,
    id: Uuid,
    seen: IfMatch,
    patch: &ServicePatch,
    now: DateTime<Utc>,
) -> Result<()> {
    let current = queries::service(tx, id).await?.ok_or(Error::NotFound)?;
    seen.check(current.version)?;
    let patch = tidy(tx, patch.clone()).await?;
    let changed = applied(tx, &current, patch, now).await?;
    if changed == current {
        return Ok(());
    }
    refuse_unserved(tx, &changed).await?;
    let is_moved = changed.position != current.position;
    let row = service::Model { version: current.version + 1, updated_at: now, ..changed };
    let mut row = row.into_active_model().reset_all();
    // Were it set, SQLite would look for everything that refers to it.
    row.id = NotSet;
    if !is_moved {
        // Others that are moved push it along, whatever its version.
        row.position = NotSet;
    }
    // The version again: between the read and here another admin may have been quicker.
    let updated = service::Entity::update_many()
        .set(row)
        .filter(service::Column::Id.eq(id))
        .filter(service::Column::Version.eq(current.version))
        .exec(tx)
        .await?;
    if updated.rows_affected == 0 { Err(Error::Stale { etag: None }) } else { Ok(()) }
}

/// Moves a service within its category: right behind another, or to the first place. The others make room and keep their
/// versions. Where it stands there already nothing changes.
///
/// # Errors
/// `NotFound`; `VersionRequired` and `Stale`; `Validation` of `/after` when that is no other service of the category.
pub async fn shift(
    tx: &DatabaseTransaction,
    id: Uuid,
    seen: IfMatch,
    to: ServicePlace,
    now: DateTime<Utc>,
) -> Result<()> {
    let category = queries::service(tx, id).await?.ok_or(Error::NotFound)?.category;
    let mut shelf = shelf(tx, category).await?;
    let from = shelf.iter().position(|service| service.id == id).ok_or(Error::Stale { etag: None })?;
    let moved = shelf.remove(from);
    seen.check(moved.version)?;
    let place = match to.after {
        None => 0,
        Some(after) => {
            let found = shelf.iter().position(|service| service.id == after);
            found.ok_or_else(|| Error::field("/after", FieldCode::Reference))? + 1
        }
    };
    if place == from {
        return Ok(());
    }
    let mut places: Vec<i32> = shelf.iter().chain([&moved]).map(|service| service.position).collect();
    places.sort_unstable();
    shelf.insert(place, moved);
    let mut before = None;
    for (service, place) in shelf.iter().zip(places) {
        // The places that there are, each once.
        let place = before.map_or(place, |before: i32| place.max(before.saturating_add(1)));
        before = Some(place);
        let mut update = service::Entity::update_many()
            .col_expr(service::Column::Position, Expr::value(place))
            .filter(service::Column::Id.eq(service.id));
        if service.id == id {
            update = update
                .col_expr(service::Column::Version, Expr::value(service.version + 1))
                .col_expr(service::Column::UpdatedAt, Expr::value(now));
        } else if service.position == place {
            continue;
        }
        update.exec(tx).await?;
    }
    Ok(())
}

/// The services of a category in their order, locked: of two who move at once, the second sees what the first did.
async fn shelf(tx: &DatabaseTransaction, category: Category) -> Result<Vec<service::Model>> {
    let locked = service::Entity::find()
        .filter(service::Column::Category.eq(category))
        .order_by_asc(service::Column::Id)
        .lock_exclusive();
    let mut services = locked.all(tx).await?;
    services.sort_by_key(|service| (service.position, service.id));
    Ok(services)
}

/// The patch with its texts tidied.
async fn tidy(db: &impl ConnectionTrait, mut patch: ServicePatch) -> Result<ServicePatch> {
    let mut faults = Vec::new();
    if let Some(name) = &mut patch.name {
        words(name, "/name", limits::SERVICE_NAME_MAX, &mut faults);
    }
    if let Some(help) = &mut patch.help {
        optional_words(help, "/help", limits::HELP_MAX, &mut faults);
    }
    if let Some(communities) = &patch.communities {
        let mut seen = HashSet::new();
        let twice = communities.iter().enumerate().filter(|(_, community)| !seen.insert(**community));
        faults.extend(twice.map(|(index, _)| Fault::new(format!("/communities/{index}"), FieldCode::Duplicate)));
    }
    if let Some(team_id) = patch.team_id
        && team::Entity::find_by_id(team_id).one(db).await?.is_none()
    {
        faults.push(Fault::new("/team_id", FieldCode::Reference));
    }
    if let Some(fields) = patch.fields.take() {
        match check(fields) {
            Ok(fields) => patch.fields = Some(fields),
            Err(wrong) => faults.extend(wrong),
        }
    }
    if faults.is_empty() { Ok(patch) } else { Err(Error::Validation(faults)) }
}

/// The service with the patch applied; a changed form is stored as its next version.
async fn applied(
    tx: &DatabaseTransaction,
    current: &service::Model,
    mut patch: ServicePatch,
    now: DateTime<Utc>,
) -> Result<service::Model> {
    let fields = patch.fields.take();
    let mut service = with(current.clone(), patch)?;
    if let Some(fields) = fields
        && fields != queries::form(tx, current.id, current.form_version).await?
    {
        service.form_version = next_form(tx, current, &fields, now).await?;
    }
    Ok(service)
}

/// The service with the values of the patch, save those of its form.
fn with(mut service: service::Model, patch: ServicePatch) -> Result<service::Model> {
    if let Some(name) = patch.name {
        (service.name_es, service.name_en) = (name.es, name.en);
    }
    if let Some(help) = patch.help {
        (service.help_es, service.help_en) = (help.es, help.en);
    }
    if let Some(communities) = patch.communities {
        service.communities = serde_json::to_value(communities)?;
    }
    service.category = patch.category.unwrap_or(service.category);
    service.team_id = patch.team_id.unwrap_or(service.team_id);
    service.default_impact = patch.default_impact.unwrap_or(service.default_impact);
    service.default_urgency = patch.default_urgency.unwrap_or(service.default_urgency);
    service.assignment_mode = patch.assignment_mode.unwrap_or(service.assignment_mode);
    service.effort = patch.effort.unwrap_or(service.effort);
    service.active = patch.active.unwrap_or(service.active);
    service.position = patch.position.unwrap_or(service.position);
    Ok(service)
}

async fn next_form(
    tx: &DatabaseTransaction,
    service: &service::Model,
    fields: &[Field],
    now: DateTime<Utc>,
) -> Result<i32> {
    let version = service.form_version + 1;
    let row = service_form::ActiveModel {
        service_id: Set(service.id),
        version: Set(version),
        fields: Set(serde_json::to_value(fields)?),
        created_at: Set(now),
    };
    match service_form::Entity::insert(row).exec_without_returning(tx).await.map_err(Error::from) {
        Err(error) if error.is_unique_violation() => Err(Error::Stale { etag: None }),
        outcome => outcome.map(|_| version),
    }
}
