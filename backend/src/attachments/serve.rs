//! Answering with a file so that no browser runs it: a type of our choosing, to be saved, in a sandbox.

use std::fmt::Write;

use actix_web::{HttpRequest, HttpResponse, http::header};
use futures_util::TryStreamExt;
use object_store::{ObjectStore, ObjectStoreExt, path::Path};

use super::{name, queries};
use crate::{
    entity::attachment,
    error::{Error, Result},
};

/// The file as a stream. Pictures may be shown in place, everything else is saved.
///
/// # Errors
/// `NotFound` when the store has lost it.
pub async fn answer(request: &HttpRequest, files: &dyn ObjectStore, file: &attachment::Model) -> Result<HttpResponse> {
    let etag = etag(&file.sha256);
    let known = request.headers().get(header::IF_NONE_MATCH).and_then(|value| value.to_str().ok());
    if known.is_some_and(|tags| tags.split(',').any(|tag| tag.trim().trim_start_matches("W/") == etag)) {
        return Ok(HttpResponse::NotModified()
            .insert_header((header::ETAG, etag))
            .insert_header((header::CACHE_CONTROL, "private, no-cache"))
            .finish());
    }
    let object = files.get(&Path::from(file.storage_key.as_str())).await.map_err(|error| lost(file, &error))?;
    let kind = if queries::shown(file.clone()).is_image() { "inline" } else { "attachment" };
    let media_type = match file.media_type.as_str() {
        "text/plain" => "text/plain; charset=utf-8",
        other => other,
    };
    let size = object.meta.size;
    Ok(HttpResponse::Ok()
        .content_type(media_type)
        .insert_header((header::CONTENT_DISPOSITION, name::disposition(kind, &file.file_name)))
        .insert_header((header::X_CONTENT_TYPE_OPTIONS, "nosniff"))
        .insert_header((header::CONTENT_SECURITY_POLICY, "sandbox; default-src 'none'; frame-ancestors 'none'"))
        .insert_header(("cross-origin-resource-policy", "same-origin"))
        .insert_header((header::CACHE_CONTROL, "private, no-cache"))
        .insert_header((header::ETAG, etag))
        // Keeps the compression away: the length is told, and most files are compressed already.
        .insert_header((header::CONTENT_ENCODING, "identity"))
        .no_chunking(size)
        .streaming(object.into_stream().map_err(|error| {
            tracing::error!(%error, "a file broke off");
            error
        })))
}

fn etag(sha256: &[u8]) -> String {
    let mut tag = String::with_capacity(34);
    for byte in sha256.iter().take(16) {
        let _ = write!(tag, "{byte:02x}");
    }
    format!("\"{tag}\"")
}

fn lost(file: &attachment::Model, error: &object_store::Error) -> Error {
    tracing::error!(attachment = %file.id, %error, "a file can't be read from the store");
    match error {
        object_store::Error::NotFound { .. } => Error::NotFound,
        _ => Error::Unavailable { retry_after: 5 },
    }
}
