//! The API's document and its documentation for people, both from inside the program.

use std::sync::{Arc, OnceLock};

use actix_web::{
    HttpRequest, HttpResponse,
    http::header::{self, ContentEncoding},
    web::{self, Bytes, Data, ServiceConfig},
};
use serde_json::Value;
use sha2::{Digest, Sha256};
use shared::paths;
use utoipa_swagger_ui::Config;

use super::unknown::Served;
use crate::{
    api,
    error::{Error, Result},
};

/// What is made of the API's document, when somebody first asks for any of it: it takes longer than the start of everything else.
#[derive(Debug, Default)]
pub struct Described {
    made: OnceLock<(Printed, Served)>,
}

impl Described {
    fn made(&self) -> &(Printed, Served) {
        self.made.get_or_init(|| {
            let document = api::document();
            (Printed::of(&document), Served::of(&document))
        })
    }

    /// The document as it is answered.
    fn printed(&self) -> &Printed {
        &self.made().0
    }

    /// Every path with its methods.
    pub fn served(&self) -> &Served {
        &self.made().1
    }
}

/// The document as it is answered.
#[derive(Debug)]
struct Printed {
    text: Bytes,
    etag: String,
}

impl Printed {
    fn of(document: &Value) -> Self {
        let text = document.to_string();
        let digest: String = Sha256::digest(&text).iter().take(8).map(|byte| format!("{byte:02x}")).collect();
        Self { text: text.into(), etag: format!("\"{digest}\"") }
    }
}

/// Where both are.
pub fn routes(config: &mut ServiceConfig) {
    // Offline: no validator of somebody else's; and no document that a link could name.
    let swagger = Config::from(paths::OPENAPI)
        .validator_url("none")
        .query_config_enabled(false)
        .display_request_duration(true)
        .filter(true)
        .persist_authorization(false);
    config
        .app_data(Data::new(Arc::new(swagger)))
        .route(paths::OPENAPI, web::get().to(document))
        .route(paths::DOCS, web::get().to(entrance))
        .route("/api/docs/{file:.*}", web::get().to(documentation));
}

async fn document(request: HttpRequest, described: Data<Described>) -> HttpResponse {
    let printed = described.printed();
    let known = request.headers().get(header::IF_NONE_MATCH).and_then(|value| value.to_str().ok());
    let has_it =
        known.is_some_and(|tags| tags.split(',').any(|tag| tag.trim().trim_start_matches("W/") == printed.etag));
    let mut answer = if has_it { HttpResponse::NotModified() } else { HttpResponse::Ok() };
    answer.insert_header((header::ETAG, printed.etag.as_str())).insert_header((header::CACHE_CONTROL, "no-cache"));
    if has_it { answer.finish() } else { answer.content_type("application/json").body(printed.text.clone()) }
}

/// Its files are named relatively, so the address must end in a slash.
async fn entrance() -> HttpResponse {
    HttpResponse::PermanentRedirect().insert_header((header::LOCATION, "/api/docs/")).finish()
}

async fn documentation(file: web::Path<String>, swagger: Data<Arc<Config<'static>>>) -> Result<HttpResponse> {
    let found = utoipa_swagger_ui::serve(&file, swagger.as_ref().clone())
        .map_err(|error| anyhow::anyhow!("the documentation can't be shown: {error}"))?
        .ok_or(Error::NotFound)?;
    let mut answer = HttpResponse::Ok();
    answer.content_type(found.content_type).insert_header((header::CACHE_CONTROL, "no-cache"));
    if found.gzpipped {
        answer.insert_header(ContentEncoding::Gzip);
    }
    Ok(answer.body(found.bytes.into_owned()))
}
