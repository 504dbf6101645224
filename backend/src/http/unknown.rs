//! What nobody serves: 405 with the methods that are served where only the method is wrong, else 404.

use actix_web::{HttpRequest, HttpResponse, dev::ResourceDef, http::header, web::Data};
use serde_json::{Map, Value};

use super::docs::Described;
use crate::error::{Error, Result};

/// Every path of the API with its methods.
#[derive(Debug)]
pub struct Served {
    paths: Vec<(ResourceDef, String)>,
}

impl Served {
    /// The paths of the API's document.
    pub fn of(document: &Value) -> Self {
        let paths = document.get("paths").and_then(Value::as_object).into_iter().flat_map(Map::iter);
        let paths = paths.map(|(path, item)| {
            let mut methods: Vec<String> = item
                .as_object()
                .into_iter()
                .flat_map(Map::keys)
                .filter(|name| !matches!(name.as_str(), "parameters" | "summary" | "description" | "servers"))
                .map(|name| name.to_uppercase())
                .collect();
            if methods.iter().any(|method| method == "GET") {
                methods.push("HEAD".into());
            }
            (ResourceDef::new(path.as_str()), methods.join(", "))
        });
        Self { paths: paths.collect() }
    }

    fn methods(&self, path: &str) -> Option<&str> {
        // Of two that match, the one without parameters is meant, as when it is routed.
        let matching = self.paths.iter().filter(|(pattern, _)| pattern.is_match(path));
        matching
            .min_by_key(|(pattern, _)| pattern.pattern().unwrap_or_default().matches('{').count())
            .map(|(_, methods)| methods.as_str())
    }
}

/// Refuses what nobody serves.
///
/// # Errors
/// `NotFound`.
pub async fn refuse(request: HttpRequest, described: Data<Described>) -> Result<HttpResponse> {
    match described.served().methods(request.path()) {
        Some(methods) => Ok(HttpResponse::MethodNotAllowed().insert_header((header::ALLOW, methods)).finish()),
        None => Err(Error::NotFound),
    }
}
