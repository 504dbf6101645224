//! Which files hang on a ticket.

use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, FromQueryResult, QueryFilter, QueryOrder, QueryTrait};
use shared::{attachment::Attachment, event::Audience};
use uuid::Uuid;

use crate::{
    db::Composed,
    entity::attachment::{Column, Entity, Model},
    error::{Error, Result},
    event::audiences,
};

/// The files of a ticket with the event that each came with (none: with the request itself), oldest first; those of notes
/// only when asked for.
///
/// # Errors
/// When the database can't be read.
pub async fn of_ticket(
    db: &impl ConnectionTrait,
    ticket_id: Uuid,
    include_staff: bool,
) -> Result<Vec<(Option<Uuid>, Attachment)>> {
    static FILES: Composed = Composed::new(|| {
        Entity::find()
            .filter(Column::TicketId.eq(Uuid::nil()))
            .filter(Column::Audience.is_in([Audience::Public; 2]))
            .order_by_asc(Column::CreatedAt)
            .order_by_asc(Column::Id)
            .into_query()
    });
    let [public, further] = audiences(include_staff);
    let files = FILES.with(db, [ticket_id.into(), public.into(), further.into()]);
    let rows = Model::find_by_statement(files).all(db).await?;
    Ok(rows.into_iter().map(|row| (row.event_id, shown(row))).collect())
}

/// A file as people see it.
pub fn shown(row: Model) -> Attachment {
    Attachment {
        id: row.id,
        file_name: row.file_name,
        media_type: row.media_type,
        size: row.size.unsigned_abs(),
        created_at: row.created_at,
    }
}

/// A file's row.
///
/// # Errors
/// `NotFound`.
pub async fn find(db: &impl ConnectionTrait, id: Uuid) -> Result<Model> {
    Entity::find_by_id(id).one(db).await?.ok_or(Error::NotFound)
}
