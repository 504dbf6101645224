//! The API's surface: every slice's routes and the document that describes them. Needs no database.

mod examples;
mod finish;

use actix_web::App as ActixApp;
use serde_json::Value;
use utoipa::{OpenApi, openapi::OpenApi as Document};
use utoipa_actix_web::AppExt;

use crate::{attachments, catalog, demo, directory, http::routes::Routes, identity, mail, reports, tickets};

/// Every operation under `/api/v1`.
pub fn routes(config: &mut Routes) {
    config
        .configure(identity::http::routes)
        .configure(directory::http::routes)
        .configure(catalog::http::routes)
        .configure(attachments::http::routes)
        .configure(tickets::http::routes)
        .configure(reports::http::routes)
        .configure(mail::http::routes)
        .configure(demo::http::routes);
}

/// The name of the answer that refuses with a status, among the document's shared ones.
pub fn refusal(status: u16) -> &'static str {
    examples::name(status)
}

/// Every operation outside of it.
pub fn outer_routes(config: &mut Routes) {
    config.configure(crate::http::health::routes);
}

/// What the annotations can't reach: schemas that no annotation names.
fn base() -> Document {
    #[derive(OpenApi)]
    #[openapi(components(schemas(
        shared::problem::Problem,
        // Of parameters: what a parameter refers to is not gathered with its operation.
        shared::indicator::Figure,
        shared::ticket::Sort,
        shared::ticket::View,
    )))]
    struct Base;
    Base::openapi()
}

/// The OpenAPI 3.1 document of everything that is served.
pub fn document() -> Value {
    let (_, document) = ActixApp::new()
        .into_utoipa_app()
        .openapi(base())
        .service(utoipa_actix_web::scope(shared::paths::API).configure(|config| routes(&mut Routes::described(config))))
        .configure(|config| outer_routes(&mut Routes::described(config)))
        .split_for_parts();
    finish::finish(document)
}
