//! Which tickets belong together: what staff say is related, what follows up, what duplicates.

use chrono::{DateTime, Utc};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, Condition, DatabaseTransaction, EntityTrait, PaginatorTrait, QueryFilter,
};
use shared::{
    access::{Action, decide},
    event::EventKind,
    limits,
    problem::FieldCode,
    ticket::{NewTicketLink, TicketLinkKind},
};
use uuid::Uuid;

use super::{Edit, no_such};
use crate::{
    entity::ticket_link::{self, Column, Entity},
    error::{Error, Fault, Result},
    event::StoredChange,
    http::etag::IfMatch,
    tickets::queries::links,
};

/// Says that two tickets are related. Saying it again, from either side, changes nothing. Both timelines tell it to staff,
/// so neither version moves.
///
/// # Errors
/// `Forbidden`, `VersionRequired`, `Stale`; `Validation` of the other ticket or when there are too many.
pub async fn link(edit: &mut Edit<'_>, seen: IfMatch, new: &NewTicketLink, other_id: Option<Uuid>) -> Result<()> {
    edit.command(Action::Link, seen)?;
    if new.kind != TicketLinkKind::Related {
        // The other kinds say what a command did.
        return Err(Error::field("/kind", FieldCode::Choice));
    }
    let pointer = match (&new.id, &new.folio) {
        (Some(_), None) => "/id",
        (None, Some(_)) => "/folio",
        (None, None) => return Err(Error::field("/folio", FieldCode::Required)),
        (Some(_), Some(_)) => return Err(Error::field("/folio", FieldCode::Duplicate)),
    };
    let mut other = other(edit, other_id).await?.ok_or_else(|| no_such(pointer))?;
    if Entity::find().filter(related(edit.ticket.id, other.ticket.id)).one(edit.tx).await?.is_some() {
        return Ok(());
    }
    for ticket_id in [edit.ticket.id, other.ticket.id] {
        if Entity::find().filter(links::of(ticket_id)).count(edit.tx).await? >= limits::LINKS_MAX {
            let fault = Fault::new("", FieldCode::TooMany).bound(limits::LINKS_MAX);
            return Err(Error::Validation(vec![fault]));
        }
    }
    insert(edit.tx, edit.ticket.id, other.ticket.id, TicketLinkKind::Related, edit.actor_id(), edit.now).await?;
    tell_both(edit, &mut other, None).await
}

/// Says that two tickets are not related after all.
///
/// # Errors
/// `Forbidden`, `VersionRequired`, `Stale`; `NotFound` when staff did not say that those two are related.
pub async fn unlink(edit: &mut Edit<'_>, seen: IfMatch, other_id: Uuid) -> Result<()> {
    edit.command(Action::Link, seen)?;
    let mut other = other(edit, Some(other_id)).await?.ok_or(Error::NotFound)?;
    let gone = Entity::delete_many().filter(related(edit.ticket.id, other_id)).exec(edit.tx).await?;
    if gone.rows_affected == 0 {
        return Err(Error::NotFound);
    }
    tell_both(edit, &mut other, Some(true)).await
}

/// The other ticket, when it is another one and the caller stands on the staff's side there as well.
async fn other<'a>(edit: &Edit<'a>, id: Option<Uuid>) -> Result<Option<Edit<'a>>> {
    let (Some(actor), Some(id)) = (edit.actor, id.filter(|id| *id != edit.ticket.id)) else { return Ok(None) };
    match Edit::load(edit.app, edit.tx, actor, id, edit.now).await {
        Ok(other) if decide(actor, Action::SeeStaffSide, &other.facts).is_allowed() => Ok(Some(other)),
        Ok(_) | Err(Error::NotFound) => Ok(None),
        Err(error) => Err(error),
    }
}

async fn tell_both<'a>(edit: &mut Edit<'a>, other: &mut Edit<'a>, removed: Option<bool>) -> Result<()> {
    let (one_id, other_id) = (edit.ticket.id, other.ticket.id);
    for (edit, linked_id) in [(edit, other_id), (other, one_id)] {
        let link = Some(TicketLinkKind::Related);
        let change = StoredChange { link, linked_id: Some(linked_id), removed, ..StoredChange::default() };
        edit.tell_staff(EventKind::Link, None, change);
        edit.save().await?;
    }
    Ok(())
}

fn related(one: Uuid, other: Uuid) -> Condition {
    let from = |from: Uuid, to: Uuid| Condition::all().add(Column::TicketId.eq(from)).add(Column::OtherId.eq(to));
    Condition::all()
        .add(Column::Kind.eq(TicketLinkKind::Related))
        .add(Condition::any().add(from(one, other)).add(from(other, one)))
}

/// Links two tickets.
///
/// # Errors
/// When the database refuses it.
pub async fn insert(
    tx: &DatabaseTransaction,
    ticket_id: Uuid,
    other_id: Uuid,
    kind: TicketLinkKind,
    by: Option<Uuid>,
    now: DateTime<Utc>,
) -> Result<()> {
    let row = ticket_link::ActiveModel {
        ticket_id: Set(ticket_id),
        other_id: Set(other_id),
        kind: Set(kind),
        created_by: Set(by),
        created_at: Set(now),
    };
    Entity::insert(row).exec_without_returning(tx).await?;
    Ok(())
}
