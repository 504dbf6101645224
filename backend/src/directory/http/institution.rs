//! The institution over HTTP: what everyone may know of it, and what an admin sets.

use actix_web::{
    HttpRequest, HttpResponse, get,
    http::{StatusCode, header},
    patch,
    web::Data,
};
use shared::{
    access::Operation,
    institution::{Institution, Settings, SettingsPatch},
    service::Bilingual,
};

use crate::{
    app::App,
    directory::settings,
    error::Result,
    http::{
        body::Body,
        etag::{self, IfMatch, IfNoneMatch},
        guest::Guest,
        query::Params,
        refusals::{Conflicting, NotFound},
        request::Caller,
    },
};

/// Read what everyone may know of the institution.
///
/// Name, mail domains, colour, time zone, logo and languages, for the sign-in page; and whether this is the demo.
#[utoipa::path(
    tag = "institution",
    security(()),
    responses((status = 200, description = "The institution", body = Institution, example = json!({
        "name": "Universidad de Ejemplo", "domains": ["example.edu.mx"], "hue": 252, "time_zone": "America/Mexico_City",
        "logo": "/api/v1/public/logo/5d41402abc4b2a76b9719d911017c592",
        "languages": ["es", "en"], "privacy_notice": true, "demo": false
    })))
)]
#[get("/public/institution")]
pub async fn get_institution(_: Guest, app: Data<App>, params: Params) -> Result<HttpResponse> {
    params.finish()?;
    let institution = settings::institution(&app).await?;
    Ok(HttpResponse::Ok().insert_header((header::CACHE_CONTROL, "no-cache")).json(institution))
}

/// Read the privacy notice.
///
/// In Markdown, in both languages; one of them may be empty. For whoever is about to sign in.
#[utoipa::path(
    tag = "institution",
    security(()),
    responses((status = 200, description = "The notice", body = Bilingual, example = json!({
        "es": "La Universidad de Ejemplo usa tus datos para atender tus solicitudes.",
        "en": "Universidad de Ejemplo uses your data to attend to your requests."
    })), NotFound)
)]
#[get("/public/privacy-notice")]
pub async fn get_privacy_notice(_: Guest, app: Data<App>, params: Params) -> Result<HttpResponse> {
    params.finish()?;
    let notice = settings::privacy_notice(&app).await?;
    Ok(HttpResponse::Ok().insert_header((header::CACHE_CONTROL, "no-cache")).json(notice))
}

/// Read the settings of the institution.
#[utoipa::path(
    tag = "institution",
    security(("bearer" = ["admin"])),
    params(IfNoneMatch),
    responses((status = 200, description = "The settings", body = Settings, example = json!({
        "version": 4, "name": "Universidad de Ejemplo", "domains": ["example.edu.mx"], "time_zone": "America/Mexico_City",
        "logo": "/api/v1/public/logo/5d41402abc4b2a76b9719d911017c592",
        "hue": 252, "folio_prefix": "TI", "closure_working_days": 0, "reminder_working_days": 2, "targets": [{"percent": 95.0, "from": "2026-01-01"}],
        "privacy_notice": {"es": "", "en": ""}
    })))
)]
#[get("/settings")]
pub async fn get_settings(
    request: HttpRequest,
    app: Data<App>,
    caller: Caller,
    params: Params,
) -> Result<HttpResponse> {
    caller.require(Operation::ManageSettings)?;
    params.finish()?;
    let settings = settings::get(&app).await?;
    etag::answer(&request, StatusCode::OK, settings.version, &settings)
}

/// Change the settings of the institution.
///
/// Targets are the whole new list; on no day may two of them hold. A new prefix is for new folios only. Domains are the whole
/// new list, and keep that of the caller's own address (409). Another time zone reads every day and month anew, and changes no
/// instant. What was never set is what the server is configured with.
#[utoipa::path(
    tag = "institution",
    security(("bearer" = ["admin"])),
    params(IfMatch),
    request_body(content = SettingsPatch, example = json!({"targets": [{"percent": 95.0, "from": "2026-01-01"}]})),
    responses((status = 200, description = "The changed settings", body = Settings), Conflicting)
)]
#[patch("/settings")]
pub async fn change_settings(
    request: HttpRequest,
    app: Data<App>,
    caller: Caller,
    seen: IfMatch,
    body: Body<SettingsPatch>,
) -> Result<HttpResponse> {
    caller.require(Operation::ManageSettings)?;
    let settings = settings::change(&app, &caller, seen, &body.value).await?;
    etag::answer(&request, StatusCode::OK, settings.version, &settings)
}
