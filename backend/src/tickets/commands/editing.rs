//! Changes beside the life cycle: subject and description, priority, service, tags.

use std::collections::BTreeSet;

use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use shared::{access::Action, event::EventKind, limits, problem::FieldCode, status::Status, ticket::TicketPatch};
use uuid::Uuid;

use super::{Edit, body, line, no_such};
use crate::{
    catalog,
    entity::{ticket_seen_form, ticket_tag},
    error::{Conflict, Error, Fault, Result},
    event::StoredChange,
    http::etag::IfMatch,
};

/// Changes what the patch names; all of it or nothing.
///
/// # Errors
/// `Forbidden`, `VersionRequired`, `Stale`, `Conflict`, `Validation`.
pub async fn change(edit: &mut Edit<'_>, seen: IfMatch, patch: &TicketPatch) -> Result<()> {
    let edits_text = patch.subject.is_some() || patch.description.is_some();
    let prioritises = patch.impact.is_some() || patch.urgency.is_some();
    let needed = [
        (edits_text, Action::Edit),
        (prioritises, Action::Prioritise),
        (patch.service_id.is_some(), Action::ChangeService),
        (patch.tags.is_some(), Action::Tag),
    ];
    for (_, action) in needed.into_iter().filter(|(is_needed, _)| *is_needed) {
        edit.permit(action)?;
    }
    seen.check(edit.ticket.version)?;
    if edits_text {
        if edit.ticket.status != Status::New {
            return Err(Error::Conflict(Conflict::NoLongerNew));
        }
        text(edit, patch)?;
    }
    if (prioritises || patch.service_id.is_some()) && edit.ticket.status.is_final() {
        return Err(Error::Conflict(Conflict::Closed(edit.ticket.status)));
    }
    if prioritises {
        let ticket = &edit.ticket;
        let (impact, urgency) = (patch.impact.unwrap_or(ticket.impact), patch.urgency.unwrap_or(ticket.urgency));
        edit.prioritise(impact, urgency);
    }
    if let Some(service_id) = patch.service_id {
        service(edit, service_id).await?;
    }
    if let Some(tags) = &patch.tags {
        retag(edit, tags).await?;
    }
    edit.save().await
}

fn text(edit: &mut Edit<'_>, patch: &TicketPatch) -> Result<()> {
    if let Some(subject) = &patch.subject {
        edit.ticket.subject = line("/subject", subject, limits::SUBJECT_MAX)?;
    }
    if let Some(description) = &patch.description {
        edit.ticket.description = body("/description", description, limits::BODY_MAX)?;
    }
    let subject = (edit.ticket.subject != edit.before.subject).then(|| edit.ticket.subject.clone());
    if subject.is_some() || edit.ticket.description != edit.before.description {
        edit.tell(EventKind::Edited, subject, StoredChange::default());
    }
    Ok(())
}

/// Another service: the old form's answers stay readable beside the new form's. The team stays; transferring is a
/// command of its own.
async fn service(edit: &mut Edit<'_>, service_id: Uuid) -> Result<()> {
    if service_id == edit.ticket.service_id {
        return Ok(());
    }
    let offer = catalog::offered(edit.tx, service_id, None).await?.ok_or_else(|| no_such("/service_id"))?;
    let kept = ticket_seen_form::ActiveModel {
        id: Set(Uuid::now_v7()),
        ticket_id: Set(edit.ticket.id),
        service_id: Set(edit.ticket.service_id),
        category: Set(Some(edit.ticket.category)),
        form_version: Set(edit.ticket.form_version),
        answers: Set(edit.ticket.answers.clone()),
        until_at: Set(edit.now),
    };
    ticket_seen_form::Entity::insert(kept).exec_without_returning(edit.tx).await?;
    edit.ticket.service_id = offer.service.id;
    edit.ticket.category = offer.service.category;
    edit.ticket.form_version = offer.service.form_version;
    edit.ticket.answers = serde_json::json!({});
    let change = StoredChange { service_id: Some(service_id), ..StoredChange::default() };
    edit.tell(EventKind::Service, None, change);
    Ok(())
}

/// The whole new set of tags: lower case, sorted, each once.
async fn retag(edit: &mut Edit<'_>, given: &[String]) -> Result<()> {
    let mut tags = BTreeSet::new();
    for (index, tag) in given.iter().enumerate() {
        let pointer = format!("/tags/{index}");
        let tag = line(&pointer, tag, limits::TAG_MAX)?.to_lowercase();
        if tag.contains(',') {
            return Err(Error::Validation(vec![Fault::new(pointer, FieldCode::Characters)]));
        }
        tags.insert(tag);
    }
    let old: Vec<String> = ticket_tag::Entity::find()
        .filter(ticket_tag::Column::TicketId.eq(edit.ticket.id))
        .order_by_asc(ticket_tag::Column::Tag)
        .all(edit.tx)
        .await?
        .into_iter()
        .map(|row| row.tag)
        .collect();
    let tags: Vec<String> = tags.into_iter().collect();
    if tags == old {
        return Ok(());
    }
    ticket_tag::Entity::delete_many().filter(ticket_tag::Column::TicketId.eq(edit.ticket.id)).exec(edit.tx).await?;
    for tag in &tags {
        let row = ticket_tag::ActiveModel { ticket_id: Set(edit.ticket.id), tag: Set(tag.clone()) };
        ticket_tag::Entity::insert(row).exec_without_returning(edit.tx).await?;
    }
    edit.tell_staff(EventKind::Tags, None, StoredChange { tags: Some(tags), ..StoredChange::default() });
    Ok(())
}
