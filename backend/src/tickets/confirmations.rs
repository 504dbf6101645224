//! The confirm link of a mail: signed, bound to a ticket and one of its attendances, single use. Opening it only shows.

use std::collections::BTreeSet;

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use chrono::{DateTime, Duration, Utc};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, IntoActiveModel, QueryFilter, QuerySelect,
    QueryTrait, sea_query::Expr,
};
use shared::{
    access::Actor,
    person::Language,
    problem::FieldCode,
    status::Status,
    ticket::{Confirm, Confirmation, ConfirmationAnswer, Reason, Verdict},
};
use uuid::Uuid;

use super::{
    commands::{Edit, closing, filing::service_name},
    queries::attendances::{Attended, attended},
};
use crate::{
    app::App,
    catalog, directory,
    entity::{confirmation, ticket},
    error::{Conflict, Error, Result},
    http::etag::IfMatch,
    keys::{self, Keys, Purpose},
};

/// How long a link works, if its attendance still waits.
const LIFE: Duration = Duration::days(60);

/// Makes the link of the ticket's current attendance; what the link carries.
///
/// # Errors
/// When the database refuses it.
pub async fn make(edit: &Edit<'_>) -> Result<String> {
    let (row, token) = link(&edit.app.keys, Uuid::now_v7(), &edit.ticket, edit.now);
    confirmation::Entity::insert(row.into_active_model()).exec_without_returning(edit.tx).await?;
    Ok(token)
}

/// The row of a link for the ticket's current attendance, and what the link carries.
pub fn link(keys: &Keys, id: Uuid, ticket: &ticket::Model, now: DateTime<Utc>) -> (confirmation::Model, String) {
    let token = sign(keys, id, ticket.id, ticket.attendances);
    let row = confirmation::Model {
        id,
        ticket_id: ticket.id,
        attendance: ticket.attendances,
        token_digest: keys::digest(&token),
        created_at: now,
        expires_at: now + LIFE,
        used_at: None,
    };
    (row, token)
}

fn sign(keys: &Keys, id: Uuid, ticket_id: Uuid, attendance: i32) -> String {
    let message = [id.as_bytes().as_slice(), ticket_id.as_bytes(), &attendance.to_be_bytes()].concat();
    let mac = keys.mac(Purpose::Confirmation, &message);
    URL_SAFE_NO_PAD.encode([id.as_bytes().as_slice(), &mac].concat())
}

/// The link's row, when the token is one that was made here.
async fn find(db: &impl ConnectionTrait, keys: &Keys, token: &str) -> Result<confirmation::Model> {
    let bytes = URL_SAFE_NO_PAD.decode(token).map_err(|_| Error::NotFound)?;
    let (id, mac) = bytes.split_first_chunk::<16>().ok_or(Error::NotFound)?;
    let id = Uuid::from_bytes(*id);
    let row = confirmation::Entity::find_by_id(id).one(db).await?.ok_or(Error::NotFound)?;
    let message = [id.as_bytes().as_slice(), row.ticket_id.as_bytes(), &row.attendance.to_be_bytes()].concat();
    if keys.verify(Purpose::Confirmation, &message, mac) { Ok(row) } else { Err(Error::NotFound) }
}

/// Whether the link can still decide.
fn is_open(row: &confirmation::Model, ticket: &ticket::Model, now: DateTime<Utc>) -> bool {
    row.used_at.is_none()
        && now < row.expires_at
        && ticket.status == Status::Attended
        && ticket.attendances == row.attendance
}

/// What the link shows: the attendance that it was made for, and what was said by this very link. Changes nothing, however
/// often it is opened, and tells whoever finds an old mail nothing of what came after.
///
/// # Errors
/// `NotFound` for anything but a link that was made here and whose life is not over.
pub async fn show(app: &App, token: &str, language: Language) -> Result<Confirmation> {
    let db = app.db.reader();
    let row = find(db, &app.keys, token).await?;
    if app.clock.now() >= row.expires_at {
        return Err(Error::NotFound);
    }
    let ticket = ticket::Entity::find_by_id(row.ticket_id).one(db).await?.ok_or(Error::NotFound)?;
    let service = catalog::service(db, ticket.service_id).await?;
    let Attended { summary, at, by, ended } = attended(db, ticket.id, row.attendance).await?.ok_or(Error::NotFound)?;
    let requester = directory::account(db, ticket.requester_id).await?;
    let can_answer = requester.is_some_and(|account| account.active);
    let by = directory::people(db, by).await?.into_values().next();
    Ok(Confirmation {
        open: can_answer && is_open(&row, &ticket, app.clock.now()),
        service: service.map(|service| service_name(&service, language)).unwrap_or_default(),
        folio: ticket.folio,
        subject: ticket.subject,
        status: ended.filter(|_| row.used_at.is_some()).unwrap_or(Status::Attended),
        summary,
        attended_at: at,
        attended_by: by.map(|by| by.name),
    })
}

/// Ends a requester's links, save those of letters that have not left yet, told by their ticket and instant.
///
/// # Errors
/// When the database refuses it.
pub async fn end(
    tx: &DatabaseTransaction,
    requester_id: Uuid,
    unsent: &BTreeSet<(Uuid, DateTime<Utc>)>,
    now: DateTime<Utc>,
) -> Result<()> {
    let tickets = ticket::Entity::find()
        .select_only()
        .column(ticket::Column::Id)
        .filter(ticket::Column::RequesterId.eq(requester_id))
        .into_query();
    let links = confirmation::Entity::find()
        .filter(confirmation::Column::TicketId.in_subquery(tickets))
        .filter(confirmation::Column::ExpiresAt.gt(now))
        .all(tx)
        .await?;
    let ended = links.into_iter().filter(|link| !unsent.contains(&(link.ticket_id, link.created_at)));
    confirmation::Entity::update_many()
        .col_expr(confirmation::Column::ExpiresAt, Expr::value(now))
        .filter(confirmation::Column::Id.is_in(ended.map(|link| link.id)))
        .exec(tx)
        .await?;
    Ok(())
}

/// Throws away links whose life is over: nothing can be told from them any more.
///
/// # Errors
/// When the database refuses it.
pub async fn purge(app: &App, now: DateTime<Utc>) -> Result<()> {
    app.db
        .write(async |tx| {
            confirmation::Entity::delete_many().filter(confirmation::Column::ExpiresAt.lte(now)).exec(tx).await?;
            Ok(())
        })
        .await
}

/// The requester's word by the link: once.
///
/// # Errors
/// `NotFound` for anything but a link that was made here, or when its requester may no longer sign in; `Conflict` when it
/// was used or its attendance is over.
pub async fn answer(
    app: &App,
    tx: &DatabaseTransaction,
    token: &str,
    answer: &ConfirmationAnswer,
    now: DateTime<Utc>,
) -> Result<()> {
    let row = find(tx, &app.keys, token).await?;
    let ticket = ticket::Entity::find_by_id(row.ticket_id).one(tx).await?.ok_or(Error::NotFound)?;
    let requester = directory::account(tx, ticket.requester_id).await?;
    let requester = requester.filter(|account| account.active).ok_or(Error::NotFound)?;
    let actor = Actor { account_id: requester.id, roles: Vec::new(), teams: Vec::new(), scopes: None };
    let mut edit = Edit::load(app, tx, &actor, ticket.id, now).await?;
    if !is_open(&row, &edit.ticket, now) {
        return Err(Error::Conflict(Conflict::LinkSpent));
    }
    let seen = IfMatch(Some(edit.ticket.version));
    match answer.decision {
        Verdict::Confirm => {
            if answer.reason.is_some() {
                return Err(Error::field("/reason", FieldCode::Unknown));
            }
            let confirm = Confirm { rating: answer.rating, comment: answer.comment.clone() };
            closing::confirm(&mut edit, seen, &confirm).await?;
        }
        Verdict::Reject => {
            if answer.rating.is_some() {
                return Err(Error::field("/rating", FieldCode::Unknown));
            }
            if answer.comment.is_some() {
                return Err(Error::field("/comment", FieldCode::Unknown));
            }
            let reason = answer.reason.clone().ok_or_else(|| Error::field("/reason", FieldCode::Required))?;
            closing::reject(&mut edit, seen, &Reason { reason }).await?;
        }
    }
    // Of two answers at the same instant only one finds it unused.
    let used = confirmation::Entity::update_many()
        .col_expr(confirmation::Column::UsedAt, Expr::value(now))
        .filter(confirmation::Column::Id.eq(row.id))
        .filter(confirmation::Column::UsedAt.is_null())
        .exec(tx)
        .await?;
    if used.rows_affected == 1 { Ok(()) } else { Err(Error::Conflict(Conflict::LinkSpent)) }
}
