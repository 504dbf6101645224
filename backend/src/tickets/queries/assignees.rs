//! To whom the caller may give a ticket.

use std::collections::HashMap;

use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect};
use shared::{
    access::{Action, Actor, decide},
    person::PersonRef,
    status::Status,
    ticket::Assignee,
};
use uuid::Uuid;

use super::access::Access;
use crate::{db::listed, entity::ticket, error::Result, tickets::commands::assigning::performers};

/// Members of the ticket's team, never its requester, with how much each has open: all of them for a supervisor, only the
/// caller for an agent, nobody for anyone else.
///
/// # Errors
/// When the database can't be read.
pub async fn assignees(db: &impl ConnectionTrait, actor: &Actor, access: &Access) -> Result<Vec<Assignee>> {
    let may = |action| decide(actor, action, &access.facts).is_allowed();
    let (gives, takes) = (may(Action::Assign), may(Action::Take));
    let mut people = performers(db, access.ticket.team_id).await?;
    people.retain(|person| {
        person.id != access.ticket.requester_id && (gives || (takes && person.id == actor.account_id))
    });
    let ids: Vec<Uuid> = people.iter().map(|person| person.id).collect();
    let open = open_tickets(db, &ids).await?;
    Ok(people
        .into_iter()
        .map(|person| Assignee {
            open_tickets: open.get(&person.id).copied().unwrap_or(0),
            email: person.email,
            person: PersonRef { id: person.id, name: person.name, community: person.community },
        })
        .collect())
}

async fn open_tickets(db: &impl ConnectionTrait, ids: &[Uuid]) -> Result<HashMap<Uuid, u64>> {
    let open = Status::ALL.iter().copied().filter(|status| status.is_open());
    let rows: Vec<(Uuid, i64)> = ticket::Entity::find()
        .select_only()
        .column(ticket::Column::AssigneeId)
        .column_as(ticket::Column::Id.count(), "open")
        .filter(ticket::Column::AssigneeId.is_in(listed(ids)))
        .filter(ticket::Column::Status.is_in(open))
        .group_by(ticket::Column::AssigneeId)
        .into_tuple()
        .all(db)
        .await?;
    Ok(rows.into_iter().map(|(id, open)| (id, open.unsigned_abs())).collect())
}
