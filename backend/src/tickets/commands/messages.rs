//! What people write: public replies and internal notes.

use shared::{
    access::Action,
    event::{Audience, EventKind},
    limits,
    status::{Status, WaitReason},
    ticket::NewMessage,
};
use uuid::Uuid;

use super::{Edit, body};
use crate::{attachments, error::Result, event::StoredChange, tickets::notices};

/// A public reply; the event's id. A requester's reply resumes a ticket that waits for it; on a closed ticket it is a
/// comment and changes nothing else.
///
/// # Errors
/// `Forbidden`; `Validation` of the text and of the attachments.
pub async fn reply(edit: &mut Edit<'_>, message: &NewMessage) -> Result<Uuid> {
    edit.permit(Action::Reply)?;
    let text = body("/body", &message.body, limits::BODY_MAX)?;
    // Whoever may write for staff speaks for staff: of the team, and not of the own request.
    let by_staff = edit.permit(Action::Note).is_ok();
    if by_staff {
        edit.respond();
    }
    let resumes =
        !by_staff && edit.ticket.status == Status::Waiting && edit.ticket.wait_reason == Some(WaitReason::Requester);
    let id = edit.tell(EventKind::Reply, Some(text.clone()), StoredChange::default());
    if resumes {
        edit.resume_on_reply()?;
    }
    claim(edit, message, id, Audience::Public).await?;
    edit.save().await?;
    notices::replied(edit, text, by_staff).await?;
    Ok(id)
}

/// An internal note; the event's id. Nothing of it is observable by a requester, and no mail goes out.
///
/// # Errors
/// As [`reply`].
pub async fn note(edit: &mut Edit<'_>, message: &NewMessage) -> Result<Uuid> {
    edit.permit(Action::Note)?;
    let text = body("/body", &message.body, limits::BODY_MAX)?;
    let id = edit.tell_staff(EventKind::Note, Some(text), StoredChange::default());
    claim(edit, message, id, Audience::Staff).await?;
    edit.save().await?;
    Ok(id)
}

async fn claim(edit: &mut Edit<'_>, message: &NewMessage, event_id: Uuid, audience: Audience) -> Result<()> {
    let Some(uploader) = edit.actor_id() else { return Ok(()) };
    let ids = &message.attachment_ids;
    let pointer = "/attachment_ids";
    let files = attachments::claim(edit.tx, uploader, ids, edit.ticket.id, Some(event_id), audience, pointer).await?;
    edit.carry(event_id, files);
    Ok(())
}
