//! What the assignee does: start, wait, resume, attend.

use shared::{
    access::Action,
    limits,
    problem::FieldCode,
    status::WaitReason,
    ticket::{Attend, Wait},
};

use super::{Edit, body, optional_body};
use crate::{
    clock, directory,
    error::{Error, Result},
    http::etag::IfMatch,
    tickets::{confirmations, notices},
};

/// Work begins.
///
/// # Errors
/// `Forbidden`, `VersionRequired`, `Stale`, `Conflict`.
pub async fn start(edit: &mut Edit<'_>, seen: IfMatch) -> Result<()> {
    edit.command(Action::Start, seen)?;
    edit.start();
    edit.save().await
}

/// Work stops for a reason, with a word for the requester if there is one.
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
    edit.wait(wait.reason, until, note.clone());
    edit.save().await?;
    match (wait.reason, note) {
        (WaitReason::Requester, note) => notices::waiting_for_requester(edit, note).await,
        (_, Some(word)) => notices::replied(edit, word, true).await,
        (_, None) => Ok(()),
    }
}

/// Work goes on: by the assignee, or by the clock.
///
/// # Errors
/// As [`start`].
pub async fn resume(edit: &mut Edit<'_>, seen: IfMatch) -> Result<()> {
    edit.command(Action::Resume, seen)?;
    edit.tell_status(None);
    edit.save().await
}

/// IT says that it is done.
///
/// # Errors
/// As [`start`].
pub async fn attend(edit: &mut Edit<'_>, seen: IfMatch, attend: &Attend) -> Result<()> {
    edit.command(Action::Attend, seen)?;
    let summary = body("/summary", &attend.summary, limits::BODY_MAX)?;
    let in_force = directory::in_force(edit.app, edit.tx).await?;
    edit.attend(summary.clone(), &in_force);
    edit.save().await?;
    let token = confirmations::make(edit).await?;
    notices::attended(edit, summary, token).await
}
