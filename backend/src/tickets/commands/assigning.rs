//! Who has a ticket: assign, take, unassign, transfer.

use sea_orm::ConnectionTrait;
use shared::{
    access::Action,
    event::EventKind,
    limits,
    person::Role,
    ticket::{Assign, Transfer},
};

use uuid::Uuid;

use super::{Edit, no_such, optional_body};
use crate::{
    directory,
    entity::account,
    error::{Conflict, Error, Result},
    event::StoredChange,
    http::etag::IfMatch,
    tickets::notices,
};

/// Gives the ticket to a member of its team. An agent who names itself takes it. To who has it already it changes nothing
/// and tells nobody.
///
/// # Errors
/// `Forbidden`, `VersionRequired`, `Stale`, `Conflict`; `Validation` when the person is not of the team.
pub async fn assign(edit: &mut Edit<'_>, seen: IfMatch, assign: &Assign) -> Result<()> {
    let to_oneself = edit.actor_id() == Some(assign.assignee_id);
    let takes = to_oneself && edit.permit(Action::Assign).is_err();
    edit.command(if takes { Action::Take } else { Action::Assign }, seen)?;
    if assign.assignee_id == edit.ticket.requester_id {
        return Err(Error::Conflict(Conflict::RequesterAsAssignee));
    }
    let reason = optional_body("/reason", assign.reason.as_deref(), limits::REASON_MAX)?;
    let assignee = performers(edit.tx, edit.ticket.team_id)
        .await?
        .into_iter()
        .find(|performer| performer.id == assign.assignee_id)
        .ok_or_else(|| no_such("/assignee_id"))?;

    if edit.before.assignee_id == Some(assignee.id) {
        return Ok(());
    }
    edit.ticket.assignee_id = Some(assignee.id);
    let change = StoredChange { assignee_id: Some(assignee.id), ..moved(edit) };
    edit.tell(EventKind::Assigned, reason, change);
    edit.save().await?;
    notices::assigned(edit, &assignee).await
}

/// Puts the ticket back to review.
///
/// # Errors
/// As [`assign`].
pub async fn unassign(edit: &mut Edit<'_>, seen: IfMatch) -> Result<()> {
    edit.command(Action::Unassign, seen)?;
    edit.ticket.assignee_id = None;
    let change = edit.status_change();
    edit.tell(EventKind::Status, None, change);
    edit.save().await?;
    notices::taken_away(edit).await?;
    notices::needs_assignment(edit).await
}

/// Gives the ticket to another team's review.
///
/// # Errors
/// As [`assign`]; `Validation` when the team does not exist or has it already.
pub async fn transfer(edit: &mut Edit<'_>, seen: IfMatch, transfer: &Transfer) -> Result<()> {
    edit.command(Action::Transfer, seen)?;
    let reason = optional_body("/reason", transfer.reason.as_deref(), limits::REASON_MAX)?;
    let known = directory::teams(edit.tx, &[transfer.team_id]).await?.contains_key(&transfer.team_id);
    if !known || transfer.team_id == edit.ticket.team_id {
        return Err(no_such("/team_id"));
    }
    edit.ticket.team_id = transfer.team_id;
    edit.ticket.assignee_id = None;
    let change = StoredChange { team_id: Some(transfer.team_id), ..moved(edit) };
    edit.tell(EventKind::Transferred, reason, change);
    edit.save().await?;
    notices::taken_away(edit).await?;
    notices::needs_assignment(edit).await
}

/// The status before and after, when it changed.
fn moved(edit: &Edit<'_>) -> StoredChange {
    if edit.before.status == edit.ticket.status { StoredChange::default() } else { edit.status_change() }
}

/// Who may have a team's tickets: its active agents and supervisors, by name.
///
/// # Errors
/// When the database can't be read.
pub async fn performers(db: &impl ConnectionTrait, team_id: Uuid) -> Result<Vec<account::Model>> {
    let mut performers = directory::members(db, team_id, Some(Role::Agent)).await?;
    for supervisor in directory::members(db, team_id, Some(Role::Supervisor)).await? {
        if !performers.iter().any(|performer| performer.id == supervisor.id) {
            performers.push(supervisor);
        }
    }
    performers.sort_by(|a, b| (&a.name, a.id).cmp(&(&b.name, b.id)));
    Ok(performers)
}
