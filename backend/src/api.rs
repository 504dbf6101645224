//! The API's surface: every slice's routes and the document that describes them. Needs no database.

use actix_web::App as ActixApp;
use shared::problem::Problem;
use utoipa::{
    OpenApi,
    openapi::{
        Info, License, OpenApi as Document,
        security::{HttpAuthScheme, HttpBuilder, SecurityScheme},
    },
};
use utoipa_actix_web::{AppExt, service_config::ServiceConfig};

use crate::catalog;

/// Every operation under `/api/v1`.
pub fn routes(config: &mut ServiceConfig) {
    config.configure(catalog::http::routes);
}

/// The document before the operations are in it.
pub fn info() -> Document {
    #[derive(OpenApi)]
    #[openapi(components(schemas(Problem)))]
    struct Base;
    let mut document = Base::openapi();
    let mut info = Info::new("Ventanilla", env!("CARGO_PKG_VERSION"));
    info.description =
        Some("The IT help desk of a university: requests from the institutional e-mail to resolved.".into());
    info.license = Some(License::new("AGPL-3.0-or-later"));
    document.info = info;
    if let Some(components) = &mut document.components {
        components.add_security_scheme("bearer", bearer());
    }
    document
}

/// How every signed-in operation names its credential: `security(("bearer" = []))`.
fn bearer() -> SecurityScheme {
    let scheme = HttpBuilder::new()
        .scheme(HttpAuthScheme::Bearer)
        .description(Some("An access token of a session, or a personal API token (`vtn_…`)."))
        .build();
    SecurityScheme::Http(scheme)
}

/// The OpenAPI 3.1 document of everything that is served.
pub fn document() -> Document {
    let (_, document) = ActixApp::new()
        .into_utoipa_app()
        .openapi(info())
        .service(utoipa_actix_web::scope(shared::paths::API).configure(routes))
        .split_for_parts();
    document
}
