//! What will not be performed, and why.

use shared::{
    access::{Action, decide},
    limits,
    problem::FieldCode,
    status::{CancelReason, Status, WaitReason},
    ticket::{Cancel, TicketLinkKind},
};

use super::{Edit, edit, linking, no_such, optional_body};
use crate::{
    entity::ticket,
    error::{Conflict, Error, Result},
    http::etag::IfMatch,
    tickets::{notices, queries::access},
};

/// Cancels the ticket for a reason.
///
/// # Errors
/// `Forbidden`, `VersionRequired`, `Stale`, `Conflict`; `Validation` of a duplicate's original.
pub async fn cancel(edit: &mut Edit<'_>, seen: IfMatch, cancel: &Cancel) -> Result<()> {
    edit.command(Action::Cancel(cancel.reason), seen)?;
    let note = optional_body("/note", cancel.note.as_deref(), limits::REASON_MAX)?;
    if cancel.reason == CancelReason::NoResponse {
        let waited = edit.before.status == Status::Waiting
            && edit.before.wait_reason == Some(WaitReason::Requester)
            && edit.before.reminders >= 2;
        if !waited {
            return Err(Error::Conflict(Conflict::NotReminded));
        }
    }
    let original = original(edit, cancel).await?;
    edit.cancel(cancel.reason, original.as_ref().map(|original| original.id), note.clone());
    edit.save().await?;
    if let Some(original) = original {
        let kind = TicketLinkKind::DuplicateOf;
        linking::insert(edit.tx, edit.ticket.id, original.id, kind, edit.actor_id(), edit.now).await?;
    }
    notices::cancelled(edit, note).await
}

/// The live original of a duplicate: another ticket that the caller sees and that is not cancelled itself, so that no
/// circle of duplicates can arise. It is locked: of two that name each other at the same instant, the second finds its
/// original cancelled.
async fn original(edit: &Edit<'_>, cancel: &Cancel) -> Result<Option<ticket::Model>> {
    let pointer = "/duplicate_of";
    match (cancel.reason, cancel.duplicate_of) {
        (CancelReason::Duplicate, None) => Err(Error::field(pointer, FieldCode::Required)),
        (CancelReason::Duplicate, Some(id)) => {
            let found = edit::lock(edit.tx, id).await?.ok_or_else(|| no_such(pointer))?;
            let sees = match edit.actor {
                Some(actor) => {
                    let facts = access::facts(edit.tx, actor, &found).await?;
                    decide(actor, Action::See, &facts).is_allowed()
                }
                None => true,
            };
            let is_live = found.id != edit.ticket.id && found.status != Status::Cancelled;
            if sees && is_live { Ok(Some(found)) } else { Err(no_such(pointer)) }
        }
        (_, None) => Ok(None),
        (_, Some(_)) => Err(Error::field(pointer, FieldCode::Unknown)),
    }
}
