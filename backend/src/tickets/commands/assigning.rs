//! Who has a ticket: assign, take, unassign, transfer.

use chrono::{DateTime, Utc};
use sea_orm::{ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use shared::{
    access::Action,
    lifecycle::Command,
    limits,
    person::Role,
    status::Status,
    ticket::{Assign, Transfer},
};
use uuid::Uuid;

use super::{Edit, no_such, optional_body};
use crate::{
    app::App,
    directory,
    entity::{account, ticket},
    error::{Conflict, Error, Result},
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
    if edit.before.assignee_id == Some(assign.assignee_id) {
        return Ok(());
    }
    let assignee = directory::server_of(edit.tx, edit.ticket.team_id, assign.assignee_id)
        .await?
        .ok_or_else(|| no_such("/assignee_id"))?;
    edit.assign(assignee.id, reason);
    edit.save().await?;
    notices::assigned(edit, &assignee).await
}

/// Puts the ticket back to review.
///
/// # Errors
/// As [`assign`].
pub async fn unassign(edit: &mut Edit<'_>, seen: IfMatch) -> Result<()> {
    put_back(edit, seen).await?;
    notices::taken_away(edit).await?;
    notices::needs_assignment(edit).await
}

async fn put_back(edit: &mut Edit<'_>, seen: IfMatch) -> Result<()> {
    edit.command(Action::Unassign, seen)?;
    edit.ticket.assignee_id = None;
    edit.tell_status(None);
    edit.save().await
}

/// Puts back to review, by the system, what somebody has in hand and can't serve any more: its account was disabled, or it
/// lost the role, or the team. What was attended stays until the requester speaks: there is nothing to do about it yet.
///
/// Whoever calls has locked the account, so that nothing more is given to it meanwhile.
///
/// # Errors
/// When the database refuses it.
pub async fn release(app: &App, tx: &DatabaseTransaction, account_id: Uuid, now: DateTime<Utc>) -> Result<()> {
    let served = directory::served_teams(tx, account_id).await?;
    let in_hand = Status::ALL.iter().copied().filter(|status| status.allows(Command::Unassign));
    let ids: Vec<Uuid> = ticket::Entity::find()
        .select_only()
        .column(ticket::Column::Id)
        .filter(ticket::Column::AssigneeId.eq(account_id))
        .filter(ticket::Column::Status.is_in(in_hand))
        .filter(ticket::Column::TeamId.is_not_in(served.iter().copied()))
        .order_by_asc(ticket::Column::Id)
        .into_tuple()
        .all(tx)
        .await?;
    for id in ids {
        let mut edit = Edit::load_for_system(app, tx, id, now).await?;
        // It may have moved on while it was waited for.
        let is_in_hand = edit.ticket.assignee_id == Some(account_id) && edit.ticket.status.allows(Command::Unassign);
        if is_in_hand && !served.contains(&edit.ticket.team_id) {
            let seen = IfMatch(Some(edit.ticket.version));
            unassign(&mut edit, seen).await?;
        }
    }
    Ok(())
}

/// After an act that gave a ticket back to whoever had it: when that person can't serve it any more, it goes on to review,
/// by the system.
///
/// # Errors
/// When the database refuses it.
pub async fn release_unserved(edit: &mut Edit<'_>) -> Result<()> {
    let Some(assignee_id) = edit.ticket.assignee_id else { return Ok(()) };
    if directory::server_of(edit.tx, edit.ticket.team_id, assignee_id).await?.is_some() {
        return Ok(());
    }
    let mut by_system = edit.by_system();
    let seen = IfMatch(Some(by_system.ticket.version));
    put_back(&mut by_system, seen).await?;
    edit.ticket = by_system.ticket.clone();
    Ok(())
}

/// Gives the ticket to another team's review.
///
/// # Errors
/// As [`assign`]; `Validation` when the team does not exist, is retired or has it already.
pub async fn transfer(edit: &mut Edit<'_>, seen: IfMatch, transfer: &Transfer) -> Result<()> {
    edit.command(Action::Transfer, seen)?;
    let reason = optional_body("/reason", transfer.reason.as_deref(), limits::REASON_MAX)?;
    let serves = directory::serves(edit.tx, transfer.team_id).await?;
    if !serves || transfer.team_id == edit.ticket.team_id {
        return Err(no_such("/team_id"));
    }
    edit.transfer(transfer.team_id, reason);
    edit.save().await?;
    notices::taken_away(edit).await?;
    notices::needs_assignment(edit).await
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
