//! The catalogue over HTTP: what the caller may ask for, and its administration.

use actix_web::{
    HttpRequest, HttpResponse, get,
    http::{
        StatusCode,
        header::{self, HeaderValue},
    },
    patch, post, put,
    web::{Data, Path},
};
use shared::{
    access::Operation,
    page::Page,
    paths,
    person::Community,
    problem::FieldCode,
    service::{Catalog, NewService, ServiceDetails, ServicePatch, ServicePlace},
};
use uuid::Uuid;

use super::{commands, queries};
use crate::{
    app::App,
    directory,
    error::{Error, Result},
    http::{
        body::Body,
        etag::{self, IfMatch, IfNoneMatch},
        idempotency::Repeat,
        query::{self, Params},
        request::Caller,
        routes::Routes,
    },
};

/// Every operation of the catalogue.
pub fn routes(config: &mut Routes) {
    config
        .service(read_catalog)
        .service(list_services)
        .service(create_service)
        .service(read_service)
        .service(change_service)
        .service(move_service);
}

/// The catalogue has no version of its own; its entity tag tells by the digest.
const UNVERSIONED: i32 = 1;

/// Shows what the caller may ask for
///
/// Categories with their services and the fields of their forms, in the caller's language. Who has not said yet which community it belongs to sees whatever some community may ask for.
/// Staff who help somebody else name that person, and are shown what that person may ask for, also one who has left.
#[utoipa::path(
    tag = "catalog",
    security(("bearer" = ["tickets:read"])),
    params(
        ("for" = Option<Uuid>, Query, description = "Staff: the account of the person who is helped, active or not",
         example = "019ab2c4-6f5e-7a31-8d02-5c1c1b7f0a11"),
        IfNoneMatch,
    ),
    responses(
        (status = 200, description = "The catalogue", body = Catalog, example = json!({
            "categories": [{
                "category": "connectivity",
                "label": "Conectividad",
                "services": [{
                    "id": "01a205b3-d000-7000-8000-00000000012e",
                    "name": "Red inalámbrica (Wi-Fi)",
                    "help": "No aparece la red, no deja entrar, se corta o va lenta.",
                    "form_version": 1,
                    "fields": [{
                        "key": "location",
                        "label": "¿Dónde es?",
                        "help": "Edificio y salón u oficina, por ejemplo B-204.",
                        "kind": "text",
                        "required": true,
                        "options": [],
                        "constraints": { "max_length": 120 }
                    }]
                }]
            }]
        })),
    )
)]
#[get("/catalog")]
pub async fn read_catalog(
    caller: Caller,
    app: Data<App>,
    mut params: Params,
    request: HttpRequest,
) -> Result<HttpResponse> {
    let whom: Option<Uuid> = params.one("for");
    params.finish()?;
    caller.require(Operation::ReadCatalog)?;
    let community = community(&app, &caller, whom).await?;
    let catalog = queries::shown(app.db.reader(), community, caller.language).await?;
    etag::answer(&request, StatusCode::OK, UNVERSIONED, &catalog)
}

/// The community of whoever is to be helped.
async fn community(app: &App, caller: &Caller, whom: Option<Uuid>) -> Result<Option<Community>> {
    let id = whom.unwrap_or(caller.actor.account_id);
    let is_somebody_else = id != caller.actor.account_id;
    if is_somebody_else {
        caller.require(Operation::FileOnBehalf)?;
    }
    match directory::account(app.db.reader(), id).await? {
        // Also of whoever has left the institution: requests are left, and may be about another service.
        Some(account) => Ok(account.community),
        None if is_somebody_else => Err(Error::field("?for", FieldCode::Reference)),
        None => Ok(None),
    }
}

/// Lists services as an admin edits them
///
/// With their forms, retired ones too, by category and place.
#[utoipa::path(
    tag = "catalog",
    security(("bearer" = ["admin"])),
    params(query::Page, IfNoneMatch),
    responses(
        (status = 200, description = "The services", body = Page<ServiceDetails>, example = json!({
            "items": [example()],
            "next_cursor": null
        })),
    )
)]
#[get("/services")]
pub async fn list_services(
    caller: Caller,
    app: Data<App>,
    mut params: Params,
    request: HttpRequest,
) -> Result<HttpResponse> {
    let (limit, cursor) = (params.limit(), params.one::<String>("cursor"));
    params.finish()?;
    caller.require(Operation::ManageCatalog)?;
    let services = queries::list(&app, limit, cursor.as_deref()).await?;
    etag::answer(&request, StatusCode::OK, UNVERSIONED, &services)
}

/// Adds a service to the catalogue
///
/// With the first version of its form. What is left out takes what most services have.
#[utoipa::path(
    tag = "catalog",
    security(("bearer" = ["admin"])),
    params(Repeat),
    request_body(content = NewService, example = json!({
        "category": "hardware",
        "name": { "es": "Préstamo de equipo", "en": "Equipment loan" },
        "communities": ["administrative", "faculty"],
        "team_id": "01a205b3-d000-7000-8000-000000000002",
        "fields": [{
            "key": "until",
            "label": { "es": "¿Hasta cuándo?", "en": "Until when?" },
            "kind": "date",
            "required": true,
            "constraints": { "not_past": true }
        }]
    })),
    responses((status = 201, description = "The service", body = ServiceDetails,
               headers(("Location" = String, description = "Where it is"))))
)]
#[post("/services")]
pub async fn create_service(
    caller: Caller,
    app: Data<App>,
    repeat: Repeat,
    body: Body<NewService>,
    request: HttpRequest,
) -> Result<HttpResponse> {
    caller.require(Operation::ManageCatalog)?;
    let outcome = repeat
        .once(&app, &caller, &body.digest, async |tx| {
            Ok((201, commands::create(tx, body.value.clone(), caller.now).await?))
        })
        .await?;
    let service = queries::details(app.db.reader(), outcome.resource_id).await?;
    let mut answer = etag::answer(&request, StatusCode::CREATED, service.version, &service)?;
    if let Ok(place) = HeaderValue::from_str(&format!("{}/services/{}", paths::API, service.id)) {
        answer.headers_mut().insert(header::LOCATION, place);
    }
    Ok(answer)
}

/// Shows one service with its form
///
#[utoipa::path(
    tag = "catalog",
    security(("bearer" = ["admin"])),
    params(("id" = Uuid, Path, description = "The service"), IfNoneMatch),
    responses(
        (status = 200, description = "The service", body = ServiceDetails, example = json!(example())),
    )
)]
#[get("/services/{id}")]
pub async fn read_service(
    caller: Caller,
    app: Data<App>,
    id: Path<Uuid>,
    request: HttpRequest,
    params: Params,
) -> Result<HttpResponse> {
    params.finish()?;
    caller.require(Operation::ManageCatalog)?;
    let service = queries::details(app.db.reader(), *id).await?;
    etag::answer(&request, StatusCode::OK, service.version, &service)
}

/// Changes a service
///
/// Its names, its category, who may ask for it, its team, its effort, its form; `active: false` retires it.
/// A form with other fields becomes the next version; requests keep the version that they answered. Needs `If-Match`.
#[utoipa::path(
    tag = "catalog",
    security(("bearer" = ["admin"])),
    params(("id" = Uuid, Path, description = "The service"), IfMatch),
    request_body(content = ServicePatch, example = json!({ "active": false })),
    responses(
        (status = 200, description = "The service as it is now", body = ServiceDetails, example = json!(example())),
    )
)]
#[patch("/services/{id}")]
pub async fn change_service(
    caller: Caller,
    app: Data<App>,
    id: Path<Uuid>,
    seen: IfMatch,
    body: Body<ServicePatch>,
    request: HttpRequest,
) -> Result<HttpResponse> {
    caller.require(Operation::ManageCatalog)?;
    let service = app
        .db
        .write(async |tx| {
            commands::change(tx, *id, seen, &body.value, caller.now).await?;
            queries::details(tx, *id).await
        })
        .await?;
    etag::answer(&request, StatusCode::OK, service.version, &service)
}

/// Moves a service within its category
///
/// Right behind another service of the category, retired ones too, or to the first place. The others make room and keep their versions.
/// Needs `If-Match`.
#[utoipa::path(
    tag = "catalog",
    security(("bearer" = ["admin"])),
    params(("id" = Uuid, Path, description = "The service"), IfMatch),
    request_body(content = ServicePlace, example = json!({ "after": "01a205b3-d000-7000-8000-00000000012d" })),
    responses(
        (status = 200, description = "The service as it is now", body = ServiceDetails, example = json!(example())),
    )
)]
#[put("/services/{id}/place")]
pub async fn move_service(
    caller: Caller,
    app: Data<App>,
    id: Path<Uuid>,
    seen: IfMatch,
    body: Body<ServicePlace>,
    request: HttpRequest,
) -> Result<HttpResponse> {
    caller.require(Operation::ManageCatalog)?;
    let service = app
        .db
        .write(async |tx| {
            commands::shift(tx, *id, seen, body.value, caller.now).await?;
            queries::details(tx, *id).await
        })
        .await?;
    etag::answer(&request, StatusCode::OK, service.version, &service)
}

/// A service as the document shows it.
fn example() -> serde_json::Value {
    serde_json::json!({
        "id": "01a205b3-d000-7000-8000-00000000012e",
        "version": 1,
        "category": "connectivity",
        "name": { "es": "Red inalámbrica (Wi-Fi)", "en": "Wireless network (Wi-Fi)" },
        "help": { "es": "No aparece la red, no deja entrar, se corta o va lenta.", "en": "The network does not show, refuses you, drops or is slow." },
        "communities": ["administrative", "faculty", "student"],
        "team_id": "01a205b3-d000-7000-8000-000000000002",
        "default_impact": "individual",
        "default_urgency": "medium",
        "assignment_mode": "manual",
        "effort": 1.0,
        "active": true,
        "position": 90,
        "form_version": 1,
        "fields": [{
            "key": "location",
            "label": { "es": "¿Dónde es?", "en": "Where is it?" },
            "help": { "es": "Edificio y salón u oficina, por ejemplo B-204.", "en": "Building and room, for example B-204." },
            "kind": "text",
            "required": true,
            "constraints": { "max_length": 120 }
        }]
    })
}
