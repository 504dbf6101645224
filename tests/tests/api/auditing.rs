//! The chain of events: whole after real work, and broken by every kind of tampering.

use backend::{
    audit::{self, Fault},
    entity::{audit_checkpoint, event, status_interval, ticket, ticket_watcher},
};
use chrono::Duration;
use e2e::{Desk, Service, Ticket, on_both_engines, seeded};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder};

async fn verify(desk: &Desk) -> Vec<Fault> {
    audit::verify(desk.app.db.reader(), &desk.app.keys).await.expect("it can be verified").faults
}

/// Two tickets with a life behind them, and a checkpoint over both.
async fn history(desk: &Desk) -> (Ticket, Ticket) {
    let ana = desk.requester("ana").await;
    let carla = desk.agent("carla", seeded::SUPPORT).await;
    let (one, two) = (ana.files(Service::Maintenance).await, ana.files(Service::Wifi).await);
    carla.takes(&one).await;
    carla.notes(&one, "Interno.").await;
    carla.attends(&one, "Listo.").await;
    ana.confirms(&one, 5).await;
    for _ in 0..3 {
        desk.later(Duration::hours(13)).await;
    }
    let report = audit::verify(desk.app.db.reader(), &desk.app.keys).await.unwrap();
    assert_eq!(report.faults, []);
    assert!(report.checkpoints >= 1 && report.tickets == 2 && report.events >= 7, "{report:?}");
    (one, two)
}

async fn event_of(desk: &Desk, ticket: &Ticket, sequence: i32) -> event::Model {
    let found = event::Entity::find()
        .filter(event::Column::TicketId.eq(ticket.id))
        .filter(event::Column::Sequence.eq(sequence));
    found.one(desk.db()).await.unwrap().unwrap()
}

on_both_engines! {
    async fn a_changed_event_is_found(desk: &Desk) {
        let (one, _) = history(desk).await;
        let mut row = event_of(desk, &one, 3).await.into_active_model();
        row.body = Set(Some("Otra cosa.".to_owned()));
        row.update(desk.db()).await.unwrap();
        let faults = verify(desk).await;
        assert!(faults.contains(&Fault::ContentChanged { folio: one.folio.clone(), sequence: 3 }), "{faults:?}");
    }

    async fn contents_do_not_pass_by_losing_their_salt(desk: &Desk) {
        let (one, _) = history(desk).await;
        let mut row = event_of(desk, &one, 3).await.into_active_model();
        row.body = Set(Some("Otra cosa.".to_owned()));
        row.salt = Set(Vec::new());
        row.update(desk.db()).await.unwrap();
        let faults = verify(desk).await;
        assert!(faults.contains(&Fault::ContentChanged { folio: one.folio.clone(), sequence: 3 }), "{faults:?}");
    }

    async fn a_changed_author_or_instant_is_found(desk: &Desk) {
        let (one, _) = history(desk).await;
        let mut row = event_of(desk, &one, 2).await.into_active_model();
        row.at = Set(desk.now());
        row.update(desk.db()).await.unwrap();
        assert!(!verify(desk).await.is_empty());
    }

    async fn a_missing_event_in_the_middle_is_found(desk: &Desk) {
        let (one, _) = history(desk).await;
        let id = event_of(desk, &one, 3).await.id;
        event::Entity::delete_by_id(id).exec(desk.db()).await.unwrap();
        let faults = verify(desk).await;
        assert!(faults.contains(&Fault::Broken { folio: one.folio.clone(), sequence: 3 }), "{faults:?}");
    }

    /// Somebody who knows how it works takes the end of the chain away and mends the ticket's row: the checkpoint tells.
    async fn a_missing_tail_is_found_even_when_the_row_was_mended(desk: &Desk) {
        let (one, _) = history(desk).await;
        let events = event::Entity::find().filter(event::Column::TicketId.eq(one.id));
        let events = events.order_by_asc(event::Column::Sequence).all(desk.db()).await.unwrap();
        let last = events.last().unwrap();
        event::Entity::delete_by_id(last.id).exec(desk.db()).await.unwrap();
        let faults = verify(desk).await;
        assert!(faults.contains(&Fault::Tail { folio: one.folio.clone() }), "{faults:?}");
        let mut row = ticket::Entity::find_by_id(one.id).one(desk.db()).await.unwrap().unwrap().into_active_model();
        row.event_count = Set(last.sequence - 1);
        row.chain_head = Set(last.previous_digest.clone());
        row.update(desk.db()).await.unwrap();
        let faults = verify(desk).await;
        assert!(faults.iter().any(|fault| matches!(fault, Fault::Checkpoint { .. })), "{faults:?}");
    }

    async fn a_missing_ticket_is_found(desk: &Desk) {
        let (_, two) = history(desk).await;
        event::Entity::delete_many().filter(event::Column::TicketId.eq(two.id)).exec(desk.db()).await.unwrap();
        status_interval::Entity::delete_many().filter(status_interval::Column::TicketId.eq(two.id)).exec(desk.db()).await.unwrap();
        ticket_watcher::Entity::delete_many().filter(ticket_watcher::Column::TicketId.eq(two.id)).exec(desk.db()).await.unwrap();
        ticket::Entity::delete_by_id(two.id).exec(desk.db()).await.unwrap();
        let faults = verify(desk).await;
        assert!(faults.iter().any(|fault| matches!(fault, Fault::Checkpoint { .. })), "{faults:?}");
    }

    async fn a_status_that_no_event_tells_is_found(desk: &Desk) {
        let (_, two) = history(desk).await;
        let mut row = ticket::Entity::find_by_id(two.id).one(desk.db()).await.unwrap().unwrap().into_active_model();
        row.status = Set(shared::status::Status::Resolved);
        row.update(desk.db()).await.unwrap();
        let faults = verify(desk).await;
        assert!(faults.contains(&Fault::Status { folio: two.folio.clone() }), "{faults:?}");
    }

    async fn a_forged_checkpoint_is_found(desk: &Desk) {
        history(desk).await;
        let row = audit_checkpoint::Entity::find().one(desk.db()).await.unwrap().unwrap();
        let mut row = row.into_active_model();
        row.tickets = Set(1);
        row.update(desk.db()).await.unwrap();
        let faults = verify(desk).await;
        assert!(faults.iter().any(|fault| matches!(fault, Fault::Forged { .. })), "{faults:?}");
    }
}
