//! Who may read a file: whoever may see the ticket, or the staff's side of it; before it belongs to one, its uploader.

use sea_orm::ConnectionTrait;
use shared::{
    access::{Actor, Operation, may},
    event::Audience,
};
use uuid::Uuid;

use super::queries;
use crate::{
    entity::attachment,
    error::{Error, Result},
    tickets::queries::access,
};

/// A file that the actor may read.
///
/// # Errors
/// `NotFound` when it does not exist or the actor may not know of it; `Forbidden` when a token's scopes do not reach.
pub async fn readable(db: &impl ConnectionTrait, actor: &Actor, id: Uuid) -> Result<attachment::Model> {
    let file = queries::find(db, id).await?;
    let Some(ticket_id) = file.ticket_id else {
        return if file.uploader_id != actor.account_id {
            Err(Error::NotFound)
        } else if may(actor, Operation::ListOwn).is_allowed() {
            Ok(file)
        } else {
            Err(Error::Forbidden)
        };
    };
    let access = access::access(db, actor, &ticket_id.to_string()).await?;
    // Not even that there is a note may be known.
    if file.audience == Audience::Staff && !access.is_staff_side(actor) {
        return Err(Error::NotFound);
    }
    Ok(file)
}
