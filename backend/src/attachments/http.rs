//! Files over HTTP.

use actix_multipart::Multipart;
use actix_web::{
    HttpRequest, HttpResponse, delete, get,
    http::header,
    post,
    web::{Data, Path},
};
use shared::{
    access::Operation,
    attachment::{Attachment, AttachmentLink},
    limits, paths,
};
use utoipa::ToSchema;
use uuid::Uuid;

use super::{
    access, link,
    pace::{PATIENCE, Pace},
    queries, serve, store, unclaimed, upload,
};
use crate::{
    app::App,
    error::{Error, Result},
    http::{
        body, documented::FileBytes, etag::IfNoneMatch, guest::Guest, idempotency::Repeat, query::Params,
        refusals::Conflicting, request::Caller, routes::Routes,
    },
};

/// Every operation on files.
pub fn routes(config: &mut Routes) {
    config
        .service(upload_attachment)
        .service(read_attachment)
        .service(link_attachment)
        .service(read_linked_attachment)
        .service(discard_attachment);
}

/// The form of an upload.
#[derive(Debug, ToSchema)]
#[expect(dead_code, reason = "it describes the form; the body is read as a stream")]
struct NewAttachment {
    /// The file, at most 25 MiB.
    #[schema(value_type = String, format = Binary)]
    file: Vec<u8>,
}

/// Bytes of a form beside its file.
const FORM_BYTES: u64 = 64 * 1024;

/// Uploads a file
///
/// To be named once in `attachment_ids` of a request, a reply or a note of the same person.
/// One part named `file`, at most 25 MiB, no programs. What is not named within 24 hours is removed.
/// A JPEG, PNG or WebP picture is stored without what it tells beside what it shows, such as where it was taken.
#[utoipa::path(
    tag = "attachments",
    security(("bearer" = ["tickets:write"])),
    params(Repeat),
    request_body(content = NewAttachment, content_type = "multipart/form-data", description = "The file"),
    responses(
        (status = 201, description = "The stored file", body = Attachment, example = json!({
            "id": "01a20a2f-6b1c-7d3e-9b52-0f6f3b8f4c11",
            "file_name": "mensaje de error.png",
            "media_type": "image/png",
            "size": 430_112,
            "created_at": "2026-11-23T16:42:07.120934Z"
        })),
    )
)]
#[post("/attachments")]
pub async fn upload_attachment(
    caller: Caller,
    app: Data<App>,
    repeat: Repeat,
    request: HttpRequest,
    form: Multipart,
) -> Result<HttpResponse> {
    caller.require(Operation::Upload)?;
    body::media_type(&request)?;
    let announced = request.headers().get(header::CONTENT_LENGTH).and_then(|value| value.to_str().ok()?.parse().ok());
    if announced.is_some_and(|bytes: u64| bytes > 2 * limits::ATTACHMENT_BYTES_MAX + FORM_BYTES) {
        return Err(Error::TooLarge { limit: limits::ATTACHMENT_BYTES_MAX });
    }
    let on_its_way = app.uploads.begin(caller.actor.account_id)?;
    unclaimed::permit_another(app.db.reader(), caller.actor.account_id, caller.now).await?;
    let stored = upload::receive(app.files.as_ref(), form, Pace::begin(PATIENCE), caller.now).await?;
    drop(on_its_way);
    // The file took its time to come; the row tells when it was complete.
    let now = app.clock.now();
    let outcome = repeat
        .once(&app, &caller, &unclaimed::digest(&stored), async |tx| {
            Ok((201, unclaimed::record(tx, caller.actor.account_id, &stored, now).await?))
        })
        .await;
    if outcome.as_ref().is_ok_and(|outcome| !outcome.replayed) {
        // It belongs to its row now.
    } else {
        store::remove(app.files.as_ref(), &stored.key).await;
    }
    let file = unclaimed::recorded(app.db.reader(), &caller.actor, outcome?.resource_id).await?;
    Ok(HttpResponse::Created()
        .insert_header((header::LOCATION, format!("{}/attachments/{}", paths::API, file.id)))
        .insert_header((header::CACHE_CONTROL, "private, no-cache"))
        .json(queries::shown(file)))
}

/// Answers a file's bytes
///
/// Pictures may be shown in place, everything else is to be saved.
/// Visible to exactly those who may see the ticket or the note that it belongs to; before that, to its uploader.
#[utoipa::path(
    tag = "attachments",
    security(("bearer" = ["tickets:read"])),
    params(("id" = Uuid, Path, description = "The file"), IfNoneMatch),
    responses(
        (status = 200, description = "The file's bytes, under the media type that they have", content(
            (FileBytes = "application/octet-stream", example = json!("(the bytes)")),
            (FileBytes = "*/*", example = json!("(the bytes)")),
        )),
    )
)]
#[get("/attachments/{id}")]
pub async fn read_attachment(
    caller: Caller,
    app: Data<App>,
    id: Path<Uuid>,
    request: HttpRequest,
    params: Params,
) -> Result<HttpResponse> {
    params.finish()?;
    let file = access::readable(app.db.reader(), &caller.actor, *id).await?;
    serve::answer(&request, app.files.as_ref(), &file).await
}

/// Makes a short-lived address of a file
///
/// It works without a credential, for 60 seconds.
/// For whoever may read the file.
#[utoipa::path(
    tag = "attachments",
    security(("bearer" = ["tickets:read"])),
    params(("id" = Uuid, Path, description = "The file")),
    responses(
        (status = 200, description = "The address", body = AttachmentLink, example = json!({
            "url": "/api/v1/attachments/01a20a2f-6b1c-7d3e-9b52-0f6f3b8f4c11/content?expires=1795452187120934&signature=…",
            "expires_at": "2026-11-23T16:43:07.120934Z"
        })),
    )
)]
#[post("/attachments/{id}/link")]
pub async fn link_attachment(caller: Caller, app: Data<App>, id: Path<Uuid>) -> Result<HttpResponse> {
    let file = access::readable(app.db.reader(), &caller.actor, *id).await?;
    let link = link::sign(&app.keys, file.id, caller.now);
    Ok(HttpResponse::Ok().insert_header((header::CACHE_CONTROL, "no-store")).json(link))
}

/// Answers a file's bytes at a short-lived address
///
/// One that `link_attachment` made. An address that is over or was changed answers 404.
#[utoipa::path(
    tag = "attachments",
    security(()),
    params(
        ("id" = Uuid, Path, description = "The file"),
        ("expires" = i64, Query, description = "As in the address"),
        ("signature" = String, Query, description = "As in the address"),
        IfNoneMatch,
    ),
    responses(
        (status = 200, description = "The file's bytes, under the media type that they have", content(
            (FileBytes = "application/octet-stream", example = json!("(the bytes)")),
            (FileBytes = "*/*", example = json!("(the bytes)")),
        )),
    )
)]
#[get("/attachments/{id}/content")]
pub async fn read_linked_attachment(
    _: Guest,
    app: Data<App>,
    id: Path<Uuid>,
    mut params: Params,
    request: HttpRequest,
) -> Result<HttpResponse> {
    let expires: i64 = params.required("expires");
    let signature: String = params.required("signature");
    params.finish()?;
    link::check(&app.keys, *id, expires, &signature, app.clock.now())?;
    let file = queries::find(app.db.reader(), *id).await?;
    serve::answer(&request, app.files.as_ref(), &file).await
}

/// Removes a file of one's own that nothing has named yet
///
#[utoipa::path(
    tag = "attachments",
    security(("bearer" = ["tickets:write"])),
    params(("id" = Uuid, Path, description = "The file")),
    responses((status = 204, description = "It is gone"), Conflicting)
)]
#[delete("/attachments/{id}")]
pub async fn discard_attachment(caller: Caller, app: Data<App>, id: Path<Uuid>) -> Result<HttpResponse> {
    caller.require(Operation::Upload)?;
    let key = app.db.write(async |tx| unclaimed::discard(tx, &caller.actor, *id).await).await?;
    store::remove(app.files.as_ref(), &key).await;
    Ok(HttpResponse::NoContent().finish())
}
