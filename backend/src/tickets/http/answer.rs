//! What every command on a ticket has in common: find it, carry the command out once, show it anew.

use actix_web::{HttpRequest, HttpResponse, http::StatusCode};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect};
use shared::ticket::Folio;
use uuid::Uuid;

use crate::{
    app::App,
    entity::ticket,
    error::{Error, Result},
    http::{etag, idempotency::Repeat, request::Caller},
    tickets::{
        commands::Edit,
        queries::{
            access::{Access, access},
            details::details,
        },
    },
};

/// The ticket's id behind an id or a folio.
///
/// # Errors
/// `NotFound` for anything that is neither, or a folio that nobody has.
pub async fn id_of(db: &impl ConnectionTrait, id_or_folio: &str) -> Result<Uuid> {
    if let Ok(id) = Uuid::parse_str(id_or_folio) {
        return Ok(id);
    }
    let folio = Folio::parse(id_or_folio).ok_or(Error::NotFound)?;
    let found: Option<Uuid> = ticket::Entity::find()
        .select_only()
        .column(ticket::Column::Id)
        .filter(ticket::Column::Folio.eq(folio.as_str()))
        .into_tuple()
        .one(db)
        .await?;
    found.ok_or(Error::NotFound)
}

/// Carries out a command once, and answers the ticket: 204 to whoever lost sight of it by the command.
///
/// # Errors
/// Whatever refuses the command.
pub async fn command(
    request: &HttpRequest,
    app: &App,
    caller: &Caller,
    repeat: &Repeat,
    digest: &[u8],
    id_or_folio: &str,
    work: impl AsyncFn(&mut Edit<'_>) -> Result<()>,
) -> Result<HttpResponse> {
    let outcome = repeat
        .once(app, caller, digest, async |tx| {
            let id = id_of(tx, id_or_folio).await?;
            let mut edit = Edit::load(app, tx, &caller.actor, id, caller.now).await?;
            work(&mut edit).await?;
            Ok((StatusCode::OK.as_u16(), id))
        })
        .await?;
    finish(request, app, caller, outcome.resource_id).await
}

/// As [`command`], of a command that another ticket is part of: both are locked. One that does not exist is the command's to
/// refuse.
///
/// # Errors
/// Whatever refuses the command.
#[expect(clippy::too_many_arguments, reason = "those of a command, and the other ticket")]
pub async fn command_beside(
    request: &HttpRequest,
    app: &App,
    caller: &Caller,
    repeat: &Repeat,
    digest: &[u8],
    id_or_folio: &str,
    other_id: Uuid,
    work: impl AsyncFn(&mut Edit<'_>) -> Result<()>,
) -> Result<HttpResponse> {
    let outcome = repeat
        .once(app, caller, digest, async |tx| {
            let id = id_of(tx, id_or_folio).await?;
            let mut edit = Edit::load_beside(app, tx, &caller.actor, id, other_id, caller.now).await?;
            work(&mut edit).await?;
            Ok((StatusCode::OK.as_u16(), id))
        })
        .await?;
    finish(request, app, caller, outcome.resource_id).await
}

/// The ticket as it is now, or nothing to whoever lost sight of it.
async fn finish(request: &HttpRequest, app: &App, caller: &Caller, id: Uuid) -> Result<HttpResponse> {
    match show(request, app, caller, StatusCode::OK, id).await {
        Err(Error::NotFound | Error::Forbidden) => Ok(HttpResponse::NoContent().finish()),
        answer => answer,
    }
}

/// Answers a ticket as the caller may see it now.
///
/// # Errors
/// `NotFound`, `Forbidden`.
pub async fn show(
    request: &HttpRequest,
    app: &App,
    caller: &Caller,
    status: StatusCode,
    id: Uuid,
) -> Result<HttpResponse> {
    let access = access(app.db.reader(), &caller.actor, &id.to_string()).await?;
    show_found(request, app, caller, status, &access).await
}

/// Answers a ticket that was found already.
///
/// # Errors
/// When the database can't be read.
pub async fn show_found(
    request: &HttpRequest,
    app: &App,
    caller: &Caller,
    status: StatusCode,
    access: &Access,
) -> Result<HttpResponse> {
    let details = details(app, app.db.reader(), &caller.actor, access, caller.language, caller.now).await?;
    etag::answer(request, status, details.summary.version, &details)
}
