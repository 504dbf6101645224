//! The requester's word and what stands in for it: confirm, reject, close unanswered, reopen.

use shared::{
    access::Action,
    limits,
    person::Role,
    problem::FieldCode,
    status::Closure,
    ticket::{Confirm, Reason},
};

use super::{Edit, assigning, body, optional_body};
use crate::{
    directory,
    error::{Conflict, Error, Result},
    http::etag::IfMatch,
    tickets::{notices, reopening},
};

/// The requester agrees that it is done: only now it is resolved.
///
/// # Errors
/// `Forbidden`, `VersionRequired`, `Stale`, `Conflict`.
pub async fn confirm(edit: &mut Edit<'_>, seen: IfMatch, confirm: &Confirm) -> Result<()> {
    edit.command(Action::Confirm, seen)?;
    let comment = optional_body("/comment", confirm.comment.as_deref(), limits::REASON_MAX)?;
    if comment.is_some() && confirm.rating.is_none() {
        return Err(Error::field("/rating", FieldCode::Required));
    }
    edit.resolve(Closure::Confirmed, None);
    if let Some(rating) = confirm.rating {
        edit.rate(rating, comment);
    }
    edit.save().await?;
    notices::resolved(edit, None).await
}

/// The requester says that it is not done: the same person goes on, or review finds another when that one can't any more.
///
/// # Errors
/// As [`confirm`].
pub async fn reject(edit: &mut Edit<'_>, seen: IfMatch, reject: &Reason) -> Result<()> {
    edit.command(Action::Reject, seen)?;
    let reason = body("/reason", &reject.reason, limits::REASON_MAX)?;
    edit.reject(reason.clone());
    edit.save().await?;
    assigning::release_unserved(edit).await?;
    notices::rejected(edit, reason).await
}

/// Closed without the requester's answer, by a supervisor.
///
/// # Errors
/// As [`confirm`]; `Conflict` while the requester can still answer.
pub async fn close_unanswered(edit: &mut Edit<'_>, seen: IfMatch, close: &Reason) -> Result<()> {
    edit.command(Action::CloseUnanswered, seen)?;
    let reason = body("/reason", &close.reason, limits::REASON_MAX)?;
    let requester = directory::account(edit.tx, edit.ticket.requester_id).await?;
    let can_answer = requester.is_some_and(|account| account.active);
    if can_answer && edit.before.reminders < 2 {
        return Err(Error::Conflict(Conflict::StillAwaited));
    }
    edit.resolve(Closure::Unanswered, Some(reason.clone()));
    edit.save().await?;
    notices::resolved(edit, Some(reason)).await
}

/// Closed without the requester's answer, by the policy.
///
/// # Errors
/// `Conflict` when it is not attended any more.
pub async fn close_by_policy(edit: &mut Edit<'_>) -> Result<()> {
    let seen = IfMatch(Some(edit.ticket.version));
    edit.command(Action::CloseUnanswered, seen)?;
    edit.resolve(Closure::Unanswered, None);
    edit.save().await?;
    notices::resolved(edit, None).await
}

/// Taken up again, by whoever had it or from review as after a rejection: by the requester within five working days, by a
/// supervisor at any time. What was rated is no longer the result: the ticket has no rating until it is confirmed anew, and
/// figures count the one that it has then. The timeline keeps both.
///
/// # Errors
/// As [`confirm`]; `Conflict` when the requester's time is over.
pub async fn reopen(edit: &mut Edit<'_>, seen: IfMatch, reopen: &Reason) -> Result<()> {
    edit.command(Action::Reopen, seen)?;
    let reason = body("/reason", &reopen.reason, limits::REASON_MAX)?;
    let supervises = edit.facts.team_member && edit.actor.is_some_and(|actor| actor.is(Role::Supervisor));
    let zone = directory::in_force(edit.app, edit.tx).await?.zone;
    let over = edit.before.resolved_at.is_some_and(|resolved| edit.now >= reopening::reopen_until(resolved, zone));
    if over && !supervises {
        return Err(Error::Conflict(Conflict::ReopeningOver));
    }
    edit.reopen(reason.clone());
    edit.save().await?;
    assigning::release_unserved(edit).await?;
    notices::reopened(edit, reason).await
}
