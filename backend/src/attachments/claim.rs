//! A request or a message takes the files that its author uploaded for it.

use sea_orm::{ColumnTrait, DatabaseTransaction, EntityTrait, QueryFilter, sea_query::Expr};
use shared::{event::Audience, problem::FieldCode};
use uuid::Uuid;

use crate::{
    entity::attachment::{Column, Entity, Model},
    error::{Error, Fault, Result},
};

/// Binds uploaded files to a ticket, and to the event they came with; the files. `pointer` is where the body names them.
///
/// # Errors
/// `Validation` of whatever is not an unclaimed file of that uploader: another's, a claimed one and none at all are told
/// alike.
pub async fn claim(
    tx: &DatabaseTransaction,
    uploader_id: Uuid,
    ids: &[Uuid],
    ticket_id: Uuid,
    event_id: Option<Uuid>,
    audience: Audience,
    pointer: &str,
) -> Result<Vec<Model>> {
    for (index, id) in ids.iter().enumerate() {
        let claimed = Entity::update_many()
            .col_expr(Column::TicketId, Expr::value(ticket_id))
            .col_expr(Column::EventId, Expr::value(event_id))
            .col_expr(Column::Audience, Expr::value(audience))
            .filter(Column::Id.eq(*id))
            .filter(Column::UploaderId.eq(uploader_id))
            .filter(Column::TicketId.is_null())
            .exec(tx)
            .await?;
        if claimed.rows_affected == 0 {
            let fault = Fault::new(format!("{pointer}/{index}"), FieldCode::Reference);
            return Err(Error::Validation(vec![fault]));
        }
    }
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    Ok(Entity::find().filter(Column::Id.is_in(ids.iter().copied())).all(tx).await?)
}
