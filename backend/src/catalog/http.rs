//! The catalogue over HTTP: what the caller may ask for, and its administration.

use actix_web::{
    HttpRequest, HttpResponse, get,
    http::StatusCode,
    patch,
    web::{Data, Path},
};
use shared::{
    access::Operation,
    page::Page,
    service::{Catalog, ServiceDetails, ServicePatch},
};
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

use super::{commands, queries};
use crate::{
    app::App,
    directory,
    error::Result,
    http::{
        body::Body,
        etag::{self, IfMatch, IfNoneMatch},
        query::Params,
        request::Caller,
    },
};

/// Every operation of the catalogue.
pub fn routes(config: &mut ServiceConfig) {
    config.service(read_catalog).service(list_services).service(read_service).service(change_service);
}

/// The catalogue has no version of its own; its entity tag tells by the digest.
const UNVERSIONED: i32 = 1;

/// Shows what the caller may ask for
///
/// Categories with their services and the fields of their forms, in the caller's language. Who has not said yet which community it belongs to sees whatever some community may ask for.
#[utoipa::path(
    tag = "catalog",
    security(("bearer" = ["tickets:read"])),
    params(IfNoneMatch),
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
    params: Params,
    request: HttpRequest,
) -> Result<HttpResponse> {
    params.finish()?;
    caller.require(Operation::ReadCatalog)?;
    let account = directory::account(app.db.reader(), caller.actor.account_id).await?;
    let community = account.and_then(|account| account.community);
    let catalog = queries::shown(app.db.reader(), community, caller.language).await?;
    etag::answer(&request, StatusCode::OK, UNVERSIONED, &catalog)
}

/// Lists every service as an admin edits it
///
/// With its form, retired ones too, all on one page.
#[utoipa::path(
    tag = "catalog",
    security(("bearer" = ["admin"])),
    params(IfNoneMatch),
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
    params: Params,
    request: HttpRequest,
) -> Result<HttpResponse> {
    params.finish()?;
    caller.require(Operation::ManageCatalog)?;
    let services = queries::all(app.db.reader()).await?;
    etag::answer(&request, StatusCode::OK, UNVERSIONED, &Page::new(services, None))
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
) -> Result<HttpResponse> {
    caller.require(Operation::ManageCatalog)?;
    let service = queries::details(app.db.reader(), *id).await?;
    etag::answer(&request, StatusCode::OK, service.version, &service)
}

/// Changes a service
///
/// Its names, who may ask for it, its team, its form; `active: false` retires it.
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
