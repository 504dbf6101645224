//! Tickets that hang together, as far as somebody may see them: each lot in one query.

use std::collections::HashMap;

use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, FromQueryResult, QueryFilter, QueryOrder, QueryTrait,
};
use shared::{access::Actor, ticket::TicketLink};
use uuid::Uuid;

use super::access::scope;
use crate::{
    db::{Composed, listed},
    entity::{ticket, ticket_link},
    error::Result,
};

/// Those of some tickets that somebody may see. Whoever asks saw one of them already, so its token reaches.
///
/// # Errors
/// When the database can't be read.
pub async fn visible(db: &impl ConnectionTrait, actor: &Actor, ids: &[Uuid]) -> Result<HashMap<Uuid, ticket::Model>> {
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let tickets = ticket::Entity::find().filter(ticket::Column::Id.is_in(listed(ids))).filter(scope(actor));
    Ok(tickets.all(db).await?.into_iter().map(|ticket| (ticket.id, ticket)).collect())
}

/// A ticket's links in both directions, to tickets that the caller may see, the oldest first.
///
/// # Errors
/// When the database can't be read.
pub async fn links(db: &impl ConnectionTrait, actor: &Actor, ticket_id: Uuid) -> Result<Vec<TicketLink>> {
    static LINKS: Composed = Composed::new(|| {
        ticket_link::Entity::find()
            .filter(of(Uuid::nil()))
            .order_by_asc(ticket_link::Column::CreatedAt)
            .order_by_asc(ticket_link::Column::TicketId)
            .order_by_asc(ticket_link::Column::OtherId)
            .into_query()
    });
    let rows = LINKS.with(db, [ticket_id.into(), ticket_id.into()]);
    let rows = ticket_link::Model::find_by_statement(rows).all(db).await?;
    let other = |row: &ticket_link::Model| if row.ticket_id == ticket_id { row.other_id } else { row.ticket_id };
    let ids: Vec<Uuid> = rows.iter().map(other).collect();
    let tickets = visible(db, actor, &ids).await?;
    let shown = rows.into_iter().filter_map(|row| {
        let linked = tickets.get(&other(&row))?;
        Some(TicketLink {
            kind: row.kind,
            inverse: row.other_id == ticket_id,
            id: linked.id,
            folio: linked.folio.clone(),
            subject: linked.subject.clone(),
            status: linked.status,
        })
    });
    Ok(shown.collect())
}

/// The links that a ticket is an end of.
pub fn of(ticket_id: Uuid) -> Condition {
    Condition::any().add(ticket_link::Column::TicketId.eq(ticket_id)).add(ticket_link::Column::OtherId.eq(ticket_id))
}
