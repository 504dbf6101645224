//! The institution's logo over HTTP: set by an admin, shown to everyone.

use actix_web::{
    FromRequest, HttpRequest, HttpResponse, delete,
    dev::Payload,
    get,
    http::{StatusCode, header},
    put,
    web::{Data, Path},
};
use futures_util::future::LocalBoxFuture;
use shared::{access::Operation, institution::Settings, limits};

use crate::{
    app::App,
    directory::logo::{self, Picture},
    error::{Error, Result},
    http::{
        body,
        documented::FileBytes,
        etag::{self, IfMatch, IfNoneMatch},
        guest::Guest,
        query::Params,
        refusals::Invalid,
        request::Caller,
    },
};

/// A picture as the body.
#[derive(Debug)]
pub struct PictureFile(Picture);

impl FromRequest for PictureFile {
    type Error = Error;
    type Future = LocalBoxFuture<'static, Result<Self>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let kind = body::media_type(request);
        let payload = payload.take();
        Box::pin(async move {
            if !matches!(kind?.as_deref(), Some("image/png" | "image/jpeg" | "image/webp")) {
                return Err(Error::UnsupportedMedia);
            }
            let bytes = body::read(payload, limits::LOGO_BYTES_MAX).await?;
            logo::picture(bytes).map(Self)
        })
    }
}

/// Set the logo of the institution.
///
/// By an admin. A PNG, JPEG or WebP picture of 256 KiB and 1,024 pixels a side at most, by its bytes and not by its type. It
/// is stored without what it tells beside what it shows.
#[utoipa::path(
    tag = "institution",
    security(("bearer" = ["admin"])),
    params(IfMatch),
    request_body(content((FileBytes = "image/png", example = json!("(the bytes)")),
                         (FileBytes = "image/jpeg", example = json!("(the bytes)")),
                         (FileBytes = "image/webp", example = json!("(the bytes)"))), description = "The picture"),
    responses((status = 200, description = "The changed settings", body = Settings), Invalid)
)]
#[put("/settings/logo")]
pub async fn set_logo(
    request: HttpRequest,
    app: Data<App>,
    caller: Caller,
    seen: IfMatch,
    file: PictureFile,
) -> Result<HttpResponse> {
    caller.require(Operation::ManageSettings)?;
    let settings = logo::set(&app, &caller, seen, &file.0).await?;
    etag::answer(&request, StatusCode::OK, settings.version, &settings)
}

/// Remove the logo of the institution.
///
/// By an admin. The app shows its own mark again.
#[utoipa::path(
    tag = "institution",
    security(("bearer" = ["admin"])),
    params(IfMatch),
    responses((status = 200, description = "The changed settings", body = Settings, example = json!({
        "version": 5, "name": "Universidad de Ejemplo", "domains": ["example.edu.mx"], "time_zone": "America/Mexico_City",
        "hue": 252, "folio_prefix": "TI", "closure_working_days": 0, "reminder_working_days": 2, "targets": [],
        "privacy_notice": {"es": "", "en": ""}
    })))
)]
#[delete("/settings/logo")]
pub async fn remove_logo(request: HttpRequest, app: Data<App>, caller: Caller, seen: IfMatch) -> Result<HttpResponse> {
    caller.require(Operation::ManageSettings)?;
    let settings = logo::remove(&app, &caller, seen).await?;
    etag::answer(&request, StatusCode::OK, settings.version, &settings)
}

/// Answers the picture of the logo.
///
/// At the address that `get_institution` tells. Another picture has another address, so this one may be kept for ever; one
/// that is not the logo any more answers 404.
#[utoipa::path(
    tag = "institution",
    security(()),
    params(("digest" = String, Path, description = "As in the address"), IfNoneMatch),
    responses((status = 200, description = "The picture, under the media type that it has", content(
        (FileBytes = "application/octet-stream", example = json!("(the bytes)")),
        (FileBytes = "*/*", example = json!("(the bytes)")),
    )))
)]
#[get("/public/logo/{digest}")]
pub async fn read_logo(
    _: Guest,
    app: Data<App>,
    digest: Path<String>,
    request: HttpRequest,
    params: Params,
) -> Result<HttpResponse> {
    params.finish()?;
    let tag = format!("\"{digest}\"");
    let known = request.headers().get(header::IF_NONE_MATCH).and_then(|value| value.to_str().ok());
    let has_it = known.is_some_and(|tags| tags.split(',').any(|one| one.trim().trim_start_matches("W/") == tag));
    let mut answer = if has_it { HttpResponse::NotModified() } else { HttpResponse::Ok() };
    answer
        .insert_header((header::ETAG, tag))
        .insert_header((header::CACHE_CONTROL, "public, max-age=31536000, immutable"));
    if has_it {
        logo::check(&app, &digest).await?;
        return Ok(answer.finish());
    }
    let picture = logo::read(&app, &digest).await?;
    // Keeps the compression away: pictures are compressed already.
    Ok(answer
        .content_type(picture.media_type)
        .insert_header((header::CONTENT_ENCODING, "identity"))
        .body(picture.bytes))
}
