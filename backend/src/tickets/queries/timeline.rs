//! The timeline of a ticket, oldest first, as this caller may see it.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, FromQueryResult, QueryFilter, QueryOrder, QuerySelect, QueryTrait,
};
use shared::{
    access::Actor,
    attachment::Attachment,
    event::{Audience, Change, EventKind, TimelineItem},
    page::Page,
    person::{Language, PersonRef},
    problem::FieldCode,
    service::ServiceRef,
    ticket::TeamRef,
};
use uuid::Uuid;

use super::{access::Access, links};
use crate::{
    app::App,
    attachments, catalog,
    db::Composed,
    directory,
    entity::event,
    error::{Error, Result},
    event::{StoredChange, audiences},
    http::cursor,
};

/// One page of a timeline.
///
/// # Errors
/// `Validation` of the cursor; else when the database can't be read.
pub async fn timeline(
    app: &App,
    actor: &Actor,
    access: &Access,
    language: Language,
    limit: u64,
    cursor: Option<&str>,
) -> Result<Page<TimelineItem>> {
    let db = app.db.reader();
    let staff_side = access.is_staff_side(actor);
    let list = format!("timeline {}", access.ticket.id);
    let after = match cursor {
        None => 0,
        Some(text) => sequence(db, cursor::open(&app.keys, &list, text)?).await?,
    };
    let [public, further] = audiences(staff_side);
    let page = [access.ticket.id.into(), public.into(), further.into(), after.into(), (limit + 1).into()];
    let mut events = Entry::find_by_statement(PAGE.with(db, page)).all(db).await?;
    let has_more = events.len() as u64 > limit;
    events.truncate(usize::try_from(limit).unwrap_or(usize::MAX));
    let next_cursor = match events.last() {
        Some(last) if has_more => Some(cursor::seal(&app.keys, &list, &last.id)?),
        _ => None,
    };
    let reader = Reader { actor, staff_side, language };
    let items = items(db, &reader, access.ticket.id, events).await?;
    Ok(Page::new(items, next_cursor))
}

/// The place of an event. It stays out of cursors: they can be read, and it would count the notes before it.
async fn sequence(db: &impl ConnectionTrait, id: Uuid) -> Result<i32> {
    let event = event::Entity::find_by_id(id).one(db).await?;
    event.map(|event| event.sequence).ok_or_else(|| Error::field("?cursor", FieldCode::Format))
}

/// One entry by the event's id, when the caller may see it.
///
/// # Errors
/// When the database can't be read.
pub async fn entry(
    app: &App,
    actor: &Actor,
    access: &Access,
    language: Language,
    id: Uuid,
) -> Result<Option<TimelineItem>> {
    let db = app.db.reader();
    let staff_side = access.is_staff_side(actor);
    let events = visible(access.ticket.id, staff_side).filter(event::Column::Id.eq(id)).into_model().all(db).await?;
    let reader = Reader { actor, staff_side, language };
    Ok(items(db, &reader, access.ticket.id, events).await?.pop())
}

fn visible(ticket_id: Uuid, staff_side: bool) -> sea_orm::Select<event::Entity> {
    event::Entity::find()
        .select_only()
        .columns(COLUMNS)
        .filter(event::Column::TicketId.eq(ticket_id))
        .filter(event::Column::Audience.is_in(audiences(staff_side)))
}

static PAGE: Composed = Composed::new(|| {
    let entries = visible(Uuid::nil(), true).filter(event::Column::Sequence.gt(0));
    entries.order_by_asc(event::Column::Sequence).limit(1).into_query()
});

const COLUMNS: [event::Column; 7] = [
    event::Column::Id,
    event::Column::Kind,
    event::Column::Audience,
    event::Column::At,
    event::Column::ActorId,
    event::Column::Body,
    event::Column::Change,
];

/// What of an event is shown.
#[derive(Debug, FromQueryResult)]
struct Entry {
    id: Uuid,
    kind: EventKind,
    audience: Audience,
    at: DateTime<Utc>,
    actor_id: Option<Uuid>,
    body: Option<String>,
    change: serde_json::Value,
}

/// Who reads, and how much.
struct Reader<'a> {
    actor: &'a Actor,
    staff_side: bool,
    language: Language,
}

struct Names {
    people: HashMap<Uuid, PersonRef>,
    teams: HashMap<Uuid, TeamRef>,
    services: HashMap<Uuid, ServiceRef>,
    folios: HashMap<Uuid, String>,
}

async fn items(
    db: &impl ConnectionTrait,
    reader: &Reader<'_>,
    ticket_id: Uuid,
    events: Vec<Entry>,
) -> Result<Vec<TimelineItem>> {
    let mut read = Vec::with_capacity(events.len());
    for mut event in events {
        let change: StoredChange = serde_json::from_value(event.change.take())?;
        read.push((event, change));
    }
    let names = names(db, reader, &read).await?;
    let mut files: HashMap<Option<Uuid>, Vec<Attachment>> = HashMap::new();
    for (event_id, attachment) in attachments::of_ticket(db, ticket_id, reader.staff_side).await? {
        files.entry(event_id).or_default().push(attachment);
    }
    // A link is only known to whoever sees both tickets.
    let read = read.into_iter().filter(|(event, change)| {
        event.kind != EventKind::Link || change.linked_id.is_some_and(|id| names.folios.contains_key(&id))
    });
    let items = read.map(|(event, change)| {
        // Files of the request itself came before it had events.
        let key = if event.kind == EventKind::Created { None } else { Some(event.id) };
        let (body, own) = match event.kind {
            EventKind::Edited => (None, Own { subject: event.body, reason: None }),
            EventKind::Assigned | EventKind::Transferred => {
                (None, Own { subject: None, reason: event.body.filter(|_| reader.staff_side) })
            }
            _ => (event.body, Own::default()),
        };
        TimelineItem {
            id: event.id,
            kind: event.kind,
            at: event.at,
            actor: event.actor_id.and_then(|id| names.people.get(&id).cloned()),
            audience: event.audience,
            body,
            attachments: files.remove(&key).unwrap_or_default(),
            change: shown(change, own, &names),
        }
    });
    Ok(items.collect())
}

async fn names(db: &impl ConnectionTrait, reader: &Reader<'_>, read: &[(Entry, StoredChange)]) -> Result<Names> {
    let collect = |of: fn(&(Entry, StoredChange)) -> [Option<Uuid>; 3]| {
        let mut ids: Vec<Uuid> = read.iter().flat_map(of).flatten().collect();
        ids.sort_unstable();
        ids.dedup();
        ids
    };
    let people = collect(|(event, change)| [event.actor_id, change.assignee_id, change.watcher_id]);
    let teams = collect(|(_, change)| [change.team_id, None, None]);
    let services = collect(|(_, change)| [change.service_id, None, None]);
    let linked = links::visible(db, reader.actor, &collect(|(_, change)| [change.linked_id, None, None])).await?;
    Ok(Names {
        people: directory::people(db, &people).await?,
        teams: directory::teams(db, &teams).await?,
        services: catalog::service_refs(db, services.iter().copied(), reader.language).await?,
        folios: linked.into_iter().map(|(id, ticket)| (id, ticket.folio)).collect(),
    })
}

/// What somebody wrote that is no message of its own: kept as the event's body, so that it can be erased by law like one.
#[derive(Default)]
struct Own {
    subject: Option<String>,
    reason: Option<String>,
}

fn shown(change: StoredChange, own: Own, names: &Names) -> Change {
    Change {
        from_status: change.from_status,
        to_status: change.to_status,
        assignee: change.assignee_id.and_then(|id| names.people.get(&id).cloned()),
        team: change.team_id.and_then(|id| names.teams.get(&id).cloned()),
        wait_reason: change.wait_reason,
        until: change.until,
        cancel_reason: change.cancel_reason,
        closure: change.closure,
        priority: change.priority,
        impact: change.impact,
        urgency: change.urgency,
        service: change.service_id.and_then(|id| names.services.get(&id).cloned()),
        subject: own.subject,
        rating: change.rating,
        link: change.link,
        linked_folio: change.linked_id.and_then(|id| names.folios.get(&id).cloned()),
        inverse: change.inverse,
        watcher: change.watcher_id.and_then(|id| names.people.get(&id).cloned()),
        removed: change.removed,
        tags: change.tags,
        reason: own.reason,
        reminder: change.reminder,
    }
}
