//! One ticket, as this caller may see it, with what the caller may do now.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, FromQueryResult, QueryFilter, QueryOrder, QuerySelect, QueryTrait,
};
use serde::Deserialize;
use shared::{
    access::{Actor, Conditions, actions},
    attachment::Attachment,
    event::EventKind,
    person::{Contact, Language},
    service::{Answer, Answers, ServiceRef},
    status::Status,
    ticket::{Attendance, Cancellation, EarlierAnswers, Milestone, Rating, TicketDetails, TicketLink},
};
use uuid::Uuid;

use super::{
    access::Access,
    attendances::attended,
    links::links,
    rows::{Names, Row},
};
use crate::{
    app::App,
    attachments, catalog,
    db::Composed,
    directory,
    entity::{event, status_interval, ticket, ticket_seen_form, ticket_tag},
    error::Result,
    tickets::reopening,
};

/// One ticket for somebody who may see it.
///
/// # Errors
/// When the database can't be read.
pub async fn details(
    app: &App,
    db: &impl ConnectionTrait,
    actor: &Actor,
    access: &Access,
    language: Language,
    now: DateTime<Utc>,
) -> Result<TicketDetails> {
    let Access { ticket, facts, watchers } = access;
    let staff_side = access.is_staff_side(actor);
    let in_force = directory::in_force(app, db).await?;
    let row = Row::from(ticket);
    let attended = match ticket.attendances {
        0 => None,
        last => attended(db, ticket.id, last).await?,
    };
    let attended_by = attended.as_ref().and_then(|attended| attended.by);
    let others = watchers.iter().copied().chain(ticket.registered_by_id).chain(attended_by);
    let names = Names::of(db, std::slice::from_ref(&row), others, language).await?;
    let requester = directory::account(db, ticket.requester_id).await?;
    let can_answer = requester.as_ref().is_some_and(|account| account.active);
    let reopen_until = ticket.resolved_at.map(|resolved| reopening::reopen_until(resolved, in_force.zone));
    let conditions = Conditions {
        status: ticket.status,
        within_reopening: reopen_until.is_some_and(|until| now < until),
        closable_unanswered: !can_answer || ticket.reminders >= 2,
    };
    let attached = attachments::of_ticket(db, ticket.id, false).await?;
    let contact = requester.filter(|_| staff_side).map(|account| Contact {
        email: account.email,
        institutional_id: account.institutional_id,
        unit: account.unit,
        phone_extension: account.phone_extension,
    });
    let links = links(db, actor, ticket.id).await?;
    Ok(TicketDetails {
        summary: names.summary(row),
        description: ticket.description.clone(),
        answers: answers(db, ticket.service_id, ticket.form_version, &ticket.answers, language).await?,
        form_version: ticket.form_version,
        earlier_answers: earlier_answers(db, ticket.id, language).await?,
        registered_by: ticket.registered_by_id.map(|id| names.person(id)),
        watchers: watchers.iter().map(|id| names.person(*id)).collect(),
        attachments: attached.into_iter().map(|(_, attachment): (Option<Uuid>, Attachment)| attachment).collect(),
        milestones: milestones(db, ticket.id).await?,
        attendance: attended.map(|attended| Attendance {
            summary: attended.summary,
            at: attended.at,
            by: attended.by.map(|by| names.person(by)),
        }),
        rejections: ticket.rejections,
        rating: rating(db, ticket).await?,
        cancellation: cancellation(ticket, &links),
        links,
        reopen_until: reopen_until.filter(|_| ticket.status == Status::Resolved),
        closes_at: match ticket.status {
            Status::Attended => reopening::closes_at(ticket, &in_force, now),
            _ => None,
        },
        contact,
        tags: if staff_side { Some(tags(db, ticket.id).await?) } else { None },
        is_mine: facts.requester,
        actions: actions(actor, facts, &conditions),
    })
}

async fn tags(db: &impl ConnectionTrait, ticket_id: Uuid) -> Result<Vec<String>> {
    static TAGS: Composed = Composed::new(|| {
        let tags = ticket_tag::Entity::find().filter(ticket_tag::Column::TicketId.eq(Uuid::nil()));
        tags.order_by_asc(ticket_tag::Column::Tag).into_query()
    });
    let rows = ticket_tag::Model::find_by_statement(TAGS.with(db, [ticket_id.into()])).all(db).await?;
    Ok(rows.into_iter().map(|row| row.tag).collect())
}

async fn answers(
    db: &impl ConnectionTrait,
    service_id: Uuid,
    form_version: i32,
    answers: &serde_json::Value,
    language: Language,
) -> Result<Vec<Answer>> {
    let answers = Answers::deserialize(answers)?;
    if answers.is_empty() {
        return Ok(Vec::new());
    }
    let fields = catalog::form(db, service_id, form_version).await?;
    Ok(catalog::answers(&fields, &answers, language))
}

async fn earlier_answers(
    db: &impl ConnectionTrait,
    ticket_id: Uuid,
    language: Language,
) -> Result<Vec<EarlierAnswers>> {
    static FORMS: Composed = Composed::new(|| {
        let forms = ticket_seen_form::Entity::find().filter(ticket_seen_form::Column::TicketId.eq(Uuid::nil()));
        forms.order_by_asc(ticket_seen_form::Column::UntilAt).into_query()
    });
    let rows = ticket_seen_form::Model::find_by_statement(FORMS.with(db, [ticket_id.into()])).all(db).await?;
    let ids: Vec<Uuid> = rows.iter().map(|row| row.service_id).collect();
    let services = catalog::service_refs(db, ids.iter().copied(), language).await?;
    let mut earlier = Vec::with_capacity(rows.len());
    for row in rows {
        let service = services.get(&row.service_id).cloned();
        earlier.push(EarlierAnswers {
            service: service.unwrap_or(ServiceRef { id: row.service_id, name: String::new() }),
            answers: answers(db, row.service_id, row.form_version, &row.answers, language).await?,
            until: row.until_at,
        });
    }
    Ok(earlier)
}

/// When each status was last entered, in the order of the life cycle.
async fn milestones(db: &impl ConnectionTrait, ticket_id: Uuid) -> Result<Vec<Milestone>> {
    static INTERVALS: Composed = Composed::new(|| {
        status_interval::Entity::find()
            .filter(status_interval::Column::TicketId.eq(Uuid::nil()))
            .order_by_asc(status_interval::Column::FromAt)
            .order_by_asc(status_interval::Column::Id)
            .into_query()
    });
    let rows = status_interval::Model::find_by_statement(INTERVALS.with(db, [ticket_id.into()])).all(db).await?;
    let mut entered: HashMap<Status, DateTime<Utc>> = HashMap::new();
    let mut before = None;
    for row in rows {
        // A new assignee begins an interval and enters no status.
        if before != Some(row.status) {
            entered.insert(row.status, row.from_at);
        }
        before = Some(row.status);
    }
    Ok(Status::ALL
        .iter()
        .filter_map(|status| entered.get(status).map(|at| Milestone { status: *status, at: *at }))
        .collect())
}

async fn rating(db: &impl ConnectionTrait, ticket: &ticket::Model) -> Result<Option<Rating>> {
    static COMMENT: Composed = Composed::new(|| {
        event::Entity::find()
            .select_only()
            .column(event::Column::Body)
            .filter(event::Column::TicketId.eq(Uuid::nil()))
            .filter(event::Column::Kind.eq(EventKind::Rating))
            .order_by_desc(event::Column::Sequence)
            .limit(1)
            .into_query()
    });
    #[derive(FromQueryResult)]
    struct Said {
        body: Option<String>,
    }
    let Some(stars) = ticket.rating.and_then(|stars| u8::try_from(stars).ok()) else { return Ok(None) };
    let comment = COMMENT.with(db, [ticket.id.into(), EventKind::Rating.into(), 1_u64.into()]);
    let said = Said::find_by_statement(comment).one(db).await?;
    Ok(Some(Rating { stars, comment: said.and_then(|said| said.body) }))
}

fn cancellation(ticket: &ticket::Model, links: &[TicketLink]) -> Option<Cancellation> {
    let original = links
        .iter()
        .find(|link| link.kind == shared::ticket::TicketLinkKind::DuplicateOf && !link.inverse)
        .map(|link| link.folio.clone());
    Some(Cancellation { reason: ticket.cancel_reason?, at: ticket.cancelled_at?, duplicate_of: original })
}
