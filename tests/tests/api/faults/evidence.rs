//! What has to hold of a database whatever happened to the processes on it: nothing is there by half.

use std::collections::{BTreeMap, BTreeSet};

use backend::{
    app::App,
    audit,
    entity::{event, idempotency, outbox, status_interval, ticket},
};
use sea_orm::EntityTrait;
use uuid::Uuid;

/// Everything that commands write, as it stands in the database.
pub struct Evidence {
    pub tickets: BTreeMap<Uuid, ticket::Model>,
    pub letters: Vec<outbox::Model>,
}

impl Evidence {
    /// Reads it, and holds it together: every chain and checkpoint verified, no event, letter or interval without its
    /// ticket, no ticket without them, no repeat that is neither carried out nor to be carried out.
    pub async fn of(app: &App) -> Self {
        let report = audit::verify(app).await.expect("it can be verified");
        assert_eq!(report.faults, []);
        let db = app.db.reader();
        let rows = ticket::Entity::find().all(db).await.unwrap();
        let tickets: BTreeMap<Uuid, ticket::Model> = rows.into_iter().map(|row| (row.id, row)).collect();
        let there: BTreeSet<Uuid> = tickets.keys().copied().collect();

        let events = event::Entity::find().all(db).await.unwrap();
        assert_eq!(events.iter().map(|event| event.ticket_id).collect::<BTreeSet<_>>(), there, "tickets with events");
        let letters = outbox::Entity::find().all(db).await.unwrap();
        let addressed: BTreeSet<Uuid> = letters.iter().filter_map(|letter| letter.ticket_id).collect();
        assert_eq!(addressed, there, "tickets with letters");

        let mut intervals: BTreeMap<Uuid, Vec<status_interval::Model>> = BTreeMap::new();
        for interval in status_interval::Entity::find().all(db).await.unwrap() {
            intervals.entry(interval.ticket_id).or_default().push(interval);
        }
        assert_eq!(intervals.keys().copied().collect::<BTreeSet<_>>(), there, "tickets with intervals");
        for (id, intervals) in &mut intervals {
            intervals.sort_by_key(|interval| (interval.from_at, interval.to_at.is_none(), interval.to_at));
            let ticket = &tickets[id];
            let until: Vec<_> = intervals.iter().filter_map(|interval| interval.to_at).collect();
            let from: Vec<_> = intervals.iter().skip(1).map(|interval| interval.from_at).collect();
            assert_eq!(until, from, "{}: each interval ends where the next begins", ticket.folio);
            assert!(intervals.iter().all(|one| one.to_at.is_none_or(|to| to >= one.from_at)), "{intervals:?}");
            let last = intervals.last().unwrap();
            assert_eq!((last.to_at, last.status, last.assignee_id), (None, ticket.status, ticket.assignee_id));
        }

        let repeats = idempotency::Entity::find().all(db).await.unwrap();
        assert!(repeats.iter().all(|repeat| repeat.status.is_some() && repeat.resource_id.is_some()), "{repeats:?}");
        Self { tickets, letters }
    }

    /// The kinds of letters that went out about a ticket, in order of their names.
    pub fn letters_about(&self, id: Uuid) -> Vec<&str> {
        let about = self.letters.iter().filter(|letter| letter.ticket_id == Some(id));
        let mut kinds: Vec<&str> = about.map(|letter| letter.kind.as_str()).collect();
        kinds.sort_unstable();
        kinds
    }
}
