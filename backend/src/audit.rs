//! Whether the timelines are whole: every chain re-computed, every ticket's row and files held against what its events
//! tell, and every day's keyed checkpoint held against the chains.

mod chain;
mod checkpoint;
mod fault;

use std::collections::HashMap;

use sea_orm::{ColumnTrait, DatabaseTransaction, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

pub use self::{
    checkpoint::{checkpoint, checkpoint_at},
    fault::{Fault, Report},
};
use crate::{
    app::App,
    entity::{attachment, event, ticket},
    error::Result,
};

/// Tickets whose events are read at a time.
const BATCH: u64 = 100;

/// Re-computes every chain and holds every row, file and checkpoint against them, all as of one instant: what people do
/// meanwhile is no fault.
///
/// # Errors
/// When the database can't be read; what does not agree is in the report.
pub async fn verify(app: &App) -> Result<Report> {
    app.db
        .read(async |tx| {
            let mut report = Report::default();
            chains(tx, &mut report).await?;
            checkpoint::verify_all(tx, app, &mut report).await?;
            Ok(report)
        })
        .await
}

async fn chains(tx: &DatabaseTransaction, report: &mut Report) -> Result<()> {
    let mut after: Option<Uuid> = None;
    loop {
        let mut page = ticket::Entity::find().order_by_asc(ticket::Column::Id).limit(BATCH);
        if let Some(after) = after {
            page = page.filter(ticket::Column::Id.gt(after));
        }
        let tickets = page.all(tx).await?;
        let Some(last) = tickets.last() else { return Ok(()) };
        after = Some(last.id);
        let ids = || tickets.iter().map(|ticket| ticket.id);
        let events = event::Entity::find()
            .filter(event::Column::TicketId.is_in(ids()))
            .order_by_asc(event::Column::TicketId)
            .order_by_asc(event::Column::Sequence)
            .all(tx)
            .await?;
        let files = attachment::Entity::find().filter(attachment::Column::TicketId.is_in(ids())).all(tx).await?;
        let mut events = by_ticket(events, |event| Some(event.ticket_id));
        let mut files = by_ticket(files, |file| file.ticket_id);
        for ticket in &tickets {
            let events = events.remove(&ticket.id).unwrap_or_default();
            let files = files.remove(&ticket.id).unwrap_or_default();
            report.tickets += 1;
            report.events += events.len() as u64;
            chain::verify(ticket, &events, &files, report);
        }
    }
}

fn by_ticket<T>(rows: Vec<T>, ticket_id: impl Fn(&T) -> Option<Uuid>) -> HashMap<Uuid, Vec<T>> {
    let mut by_ticket: HashMap<Uuid, Vec<T>> = HashMap::new();
    for row in rows {
        if let Some(id) = ticket_id(&row) {
            by_ticket.entry(id).or_default().push(row);
        }
    }
    by_ticket
}
