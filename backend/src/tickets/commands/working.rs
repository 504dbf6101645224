//! What the assignee does: start, wait, resume, attend.

use shared::{
    access::Action,
    event::EventKind,
    limits,
    problem::FieldCode,
    status::WaitReason,
    ticket::{Attend, Wait},
};

use super::{Edit, body, optional_body};
use crate::{
    clock, directory,
    error::{Error, Result},
    event::StoredChange,
    http::etag::IfMatch,
    tickets::{confirmations, notices, reopening},
};

/// Work begins.
///
/// # Errors
/// `Forbidden`, `VersionRequired`, `Stale`, `Conflict`.
pub async fn start(edit: &mut Edit<'_>, seen: IfMatch) -> Result<()> {
    edit.command(Action::Start, seen)?;
    edit.respond();
    let change = edit.status_change();
    edit.tell(EventKind::Status, None, change);
    edit.save().await
}

/// Work stops for a reason.
///
/// # Errors
/// As [`start`]; `Validation` when it is scheduled without a date, or the date has passed.
pub async fn wait(edit: &mut Edit<'_>, seen: IfMatch, wait: &Wait) -> Result<()> {
    edit.command(Action::Wait, seen)?;
    if wait.until.is_none() && wait.reason == WaitReason::Scheduled {
        return Err(Error::field("/until", FieldCode::Required));
    }
    let until = wait.until.map(|until| clock::to_come("/until", until, edit.now)).transpose()?;
    let note = optional_body("/note", wait.note.as_deref(), limits::REASON_MAX)?;
    edit.ticket.wait_reason = Some(wait.reason);
    edit.ticket.wait_until = until;
    let change = StoredChange { wait_reason: Some(wait.reason), until, ..edit.status_change() };
    if note.is_some() {
        // Words to the requester are an answer.
        edit.respond();
    }
    edit.tell(EventKind::Status, note.clone(), change);
    edit.save().await?;
    if wait.reason == WaitReason::Requester { notices::waiting_for_requester(edit, note).await } else { Ok(()) }
}

/// Work goes on: by the assignee, or by the clock.
///
/// # Errors
/// As [`start`].
pub async fn resume(edit: &mut Edit<'_>, seen: IfMatch) -> Result<()> {
    edit.command(Action::Resume, seen)?;
    let change = edit.status_change();
    edit.tell(EventKind::Status, None, change);
    edit.save().await
}

/// IT says that it is done.
///
/// # Errors
/// As [`start`].
pub async fn attend(edit: &mut Edit<'_>, seen: IfMatch, attend: &Attend) -> Result<()> {
    edit.command(Action::Attend, seen)?;
    let summary = body("/summary", &attend.summary, limits::BODY_MAX)?;
    edit.respond();
    edit.ticket.attended_at = Some(edit.now);
    edit.ticket.attendances += 1;
    let settings = directory::settings(edit.tx).await?;
    edit.ticket.closes_at = reopening::to_be_told(&edit.ticket, &settings, edit.now, edit.app.config.time_zone);
    let change = edit.status_change();
    edit.tell(EventKind::Status, Some(summary.clone()), change);
    edit.save().await?;
    let token = confirmations::make(edit).await?;
    notices::attended(edit, summary, token).await
}
