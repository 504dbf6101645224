//! Reads of the catalogue. Everything is small enough to be read whole.

use std::{borrow::Borrow, collections::HashMap};

use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, FromQueryResult, QueryFilter, QueryOrder, QuerySelect, QueryTrait,
};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use shared::{
    category::Category,
    page::Page,
    person::{Community, Language},
    service::{
        Answer, Answers, Bilingual, Catalog, CatalogCategory, CatalogField, CatalogService, Field, FieldKind,
        ServiceDetails, ServiceRef,
    },
};
use uuid::Uuid;

use crate::{
    app::App,
    db::{Composed, ComposedList},
    entity::{service, service_form},
    error::{Error, Result},
    http::cursor,
};

const LIST: &str = "services";

/// A service that may be asked for, with the form to answer.
#[derive(Debug, Clone, PartialEq)]
pub struct Offer {
    /// The service; its `form_version` is the version of the fields.
    pub service: service::Model,
    /// The current form.
    pub fields: Vec<Field>,
}

/// A service that somebody of this community may ask for now: active, and open to the community. Who has not said yet
/// which community it belongs to may ask for whatever some community may, rather than be locked out of the help desk.
///
/// # Errors
/// When the database fails.
pub async fn offered(
    db: &impl ConnectionTrait,
    service_id: Uuid,
    community: Option<Community>,
) -> Result<Option<Offer>> {
    let Some(service) = service(db, service_id).await? else { return Ok(None) };
    if !is_offered(&service, community)? {
        return Ok(None);
    }
    let fields = form(db, service.id, service.form_version).await?;
    Ok(Some(Offer { service, fields }))
}

/// A service, retired ones too.
///
/// # Errors
/// When the database fails.
pub async fn service(db: &impl ConnectionTrait, id: Uuid) -> Result<Option<service::Model>> {
    Ok(service::Entity::find_by_id(id).one(db).await?)
}

fn is_offered(service: &service::Model, community: Option<Community>) -> Result<bool> {
    let communities = communities(service)?;
    Ok(service.active && community.map_or(!communities.is_empty(), |community| communities.contains(&community)))
}

fn communities(service: &service::Model) -> Result<Vec<Community>> {
    Ok(serde_json::from_value(service.communities.clone())?)
}

/// A version of a service's form; every version that was ever answered stays readable.
///
/// # Errors
/// `NotFound` when there is no such version.
pub async fn form(db: &impl ConnectionTrait, service_id: Uuid, version: i32) -> Result<Vec<Field>> {
    static BY_ID: Composed = Composed::new(|| service_form::Entity::find_by_id((Uuid::nil(), 0)).into_query());
    let form = BY_ID.with(db, [service_id.into(), version.into()]);
    let form = service_form::Model::find_by_statement(form).one(db).await?.ok_or(Error::NotFound)?;
    Ok(serde_json::from_value(form.fields)?)
}

/// The names of services, retired ones too.
///
/// # Errors
/// When the database fails.
pub async fn service_refs(
    db: &impl ConnectionTrait,
    ids: impl IntoIterator<Item = impl Borrow<Uuid>>,
    language: Language,
) -> Result<HashMap<Uuid, ServiceRef>> {
    static NAMES: ComposedList = ComposedList::new(|ids| {
        let names = service::Entity::find().select_only().filter(service::Column::Id.is_in(ids));
        names.columns([service::Column::Id, service::Column::NameEs, service::Column::NameEn]).into_query()
    });
    #[derive(FromQueryResult)]
    struct Row {
        id: Uuid,
        name_es: String,
        name_en: String,
    }
    let Some(names) = NAMES.with(db, ids) else { return Ok(HashMap::new()) };
    let rows = Row::find_by_statement(names).all(db).await?;
    let named = |row: Row| match language {
        Language::Es => ServiceRef { id: row.id, name: row.name_es },
        Language::En => ServiceRef { id: row.id, name: row.name_en },
    };
    Ok(rows.into_iter().map(|row| (row.id, named(row))).collect())
}

/// The names of the services that a team serves and that are offered, in their order.
///
/// # Errors
/// When the database fails.
pub async fn served_by(db: &impl ConnectionTrait, team_id: Uuid) -> Result<Vec<Bilingual>> {
    let services = ordered(db, true).await?.into_iter().filter(|service| service.team_id == team_id);
    Ok(services.map(|service| Bilingual::new(service.name_es, service.name_en)).collect())
}

/// What somebody of this community may ask for, in a language. Who has not said yet which community it belongs to is
/// shown whatever some community may ask for, as [`offered`] decides.
///
/// # Errors
/// When the database fails.
pub async fn shown(db: &impl ConnectionTrait, community: Option<Community>, language: Language) -> Result<Catalog> {
    let services = ordered(db, true).await?;
    let mut forms = current_forms(db, &services).await?;
    let mut categories: Vec<CatalogCategory> = Category::ALL
        .iter()
        .map(|category| CatalogCategory {
            category: *category,
            label: category.label(language).to_owned(),
            services: Vec::new(),
        })
        .collect();
    for service in services {
        if !is_offered(&service, community)? {
            continue;
        }
        let fields = forms.remove(&service.id).unwrap_or_default();
        if let Some(shelf) = categories.iter_mut().find(|shelf| shelf.category == service.category) {
            shelf.services.push(in_language(service, &fields, language));
        }
    }
    categories.retain(|shelf| !shelf.services.is_empty());
    Ok(Catalog { categories })
}

fn in_language(service: service::Model, fields: &[Field], language: Language) -> CatalogService {
    let (name, help) = match language {
        Language::Es => (service.name_es, service.help_es),
        Language::En => (service.name_en, service.help_en),
    };
    let fields: Vec<CatalogField> = fields.iter().map(|field| field.in_language(language)).collect();
    CatalogService { id: service.id, name, help, form_version: service.form_version, fields }
}

async fn ordered(db: &impl ConnectionTrait, only_active: bool) -> Result<Vec<service::Model>> {
    let mut query = service::Entity::find();
    if only_active {
        query = query.filter(service::Column::Active.eq(true));
    }
    Ok(query.order_by_asc(service::Column::Position).order_by_asc(service::Column::Id).all(db).await?)
}

async fn current_forms(db: &impl ConnectionTrait, services: &[service::Model]) -> Result<HashMap<Uuid, Vec<Field>>> {
    let current: HashMap<Uuid, i32> = services.iter().map(|service| (service.id, service.form_version)).collect();
    let forms = service_form::Entity::find()
        .filter(service_form::Column::ServiceId.is_in(current.keys().copied()))
        .all(db)
        .await?;
    forms
        .into_iter()
        .filter(|form| current.get(&form.service_id) == Some(&form.version))
        .map(|form| Ok((form.service_id, serde_json::from_value(form.fields)?)))
        .collect()
}

/// Where a page of services ends.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
struct Position {
    category: Category,
    place: i32,
    id: Uuid,
}

impl Position {
    const fn of(service: &service::Model) -> Self {
        Self { category: service.category, place: service.position, id: service.id }
    }
}

/// Services as an admin sees them, retired ones too, by category and place.
///
/// # Errors
/// `Validation` of `?cursor`.
pub async fn list(app: &App, limit: u64, cursor: Option<&str>) -> Result<Page<ServiceDetails>> {
    let db = app.db.reader();
    let after: Option<Position> = cursor.map(|cursor| cursor::open(&app.keys, LIST, cursor)).transpose()?;
    let mut services = ordered(db, false).await?;
    services.retain(|service| after.as_ref().is_none_or(|after| Position::of(service) > *after));
    services.sort_by_key(Position::of);
    let limit = usize::try_from(limit).unwrap_or(usize::MAX);
    let more = services.len() > limit;
    services.truncate(limit);
    let next = match services.last().filter(|_| more) {
        Some(last) => Some(cursor::seal(&app.keys, LIST, &Position::of(last))?),
        None => None,
    };
    let mut forms = current_forms(db, &services).await?;
    let items: Result<Vec<ServiceDetails>> = services
        .into_iter()
        .map(|service| {
            let fields = forms.remove(&service.id).unwrap_or_default();
            as_details(service, fields)
        })
        .collect();
    Ok(Page::new(items?, next))
}

/// A service as an admin sees it.
///
/// # Errors
/// `NotFound`.
pub async fn details(db: &impl ConnectionTrait, id: Uuid) -> Result<ServiceDetails> {
    let service = service(db, id).await?.ok_or(Error::NotFound)?;
    let fields = form(db, id, service.form_version).await?;
    as_details(service, fields)
}

fn as_details(service: service::Model, fields: Vec<Field>) -> Result<ServiceDetails> {
    let communities = communities(&service)?;
    Ok(ServiceDetails {
        id: service.id,
        version: service.version,
        category: service.category,
        name: Bilingual::new(service.name_es, service.name_en),
        help: Bilingual::new(service.help_es, service.help_en),
        communities,
        team_id: service.team_id,
        default_impact: service.default_impact,
        default_urgency: service.default_urgency,
        assignment_mode: service.assignment_mode,
        effort: service.effort,
        active: service.active,
        position: service.position,
        form_version: service.form_version,
        fields,
    })
}

/// The answers to a form beside their questions, in the form's order. Nothing that was answered is left out: an answer
/// whose question is not in these fields comes last, under its key.
pub fn answers(fields: &[Field], given: &Answers, language: Language) -> Vec<Answer> {
    let asked = fields.iter().filter_map(|field| {
        let value = given.get(&field.key)?.clone();
        Some(Answer {
            key: field.key.clone(),
            label: field.label.get(language).to_owned(),
            kind: field.kind,
            text: in_words(field, &value, language),
            value,
        })
    });
    let unasked = given.iter().filter(|(key, _)| fields.iter().all(|field| field.key != **key)).map(|(key, value)| {
        Answer { key: key.clone(), label: key.clone(), kind: FieldKind::Text, value: value.clone(), text: None }
    });
    asked.chain(unasked).collect()
}

/// The labels of chosen options.
fn in_words(field: &Field, value: &Value, language: Language) -> Option<String> {
    let label = |value: &Value| {
        let option = field.options.iter().find(|option| value == option.value.as_str())?;
        Some(option.label.get(language).to_owned())
    };
    match (field.kind, value) {
        (FieldKind::Choice, value) => label(value),
        (FieldKind::MultiChoice, Value::Array(chosen)) => {
            Some(chosen.iter().filter_map(label).collect::<Vec<_>>().join(", "))
        }
        _ => None,
    }
}
