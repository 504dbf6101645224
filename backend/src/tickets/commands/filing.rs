//! Filing a request.

use chrono::{DateTime, Utc};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, DatabaseTransaction, EntityTrait, IntoActiveModel};
use serde_json::Value;
use shared::{
    access::{Actor, Operation, may},
    event::{Audience, EventKind},
    limits,
    person::{Email, Language},
    priority::{Impact, ImpactAnswer, Priority, Urgency, UrgencyAnswer},
    problem::FieldCode,
    service::{Answers, Field, check_answers},
    status::{Channel, Status},
    text,
    ticket::{Folio, NewTicket, TicketLinkKind},
};
use uuid::Uuid;

use super::{Edit, body, edit::open_interval, line, linking, no_such};
use crate::{
    app::App,
    attachments, catalog,
    directory::{self, InForce},
    entity::{account, attachment, event as event_row, service, ticket},
    error::{Error, Fault, Result},
    event::{self, GENESIS, NewEvent, Secret, Source, StoredChange, sealing::Sealed},
    http::body::escape,
    identity,
    tickets::{notices, number},
};

/// Files a request; the new ticket's id.
///
/// # Errors
/// `Forbidden` to register for somebody else without being staff; `Validation` with every fault of the request.
pub async fn file(
    app: &App,
    tx: &DatabaseTransaction,
    actor: &Actor,
    new: &NewTicket,
    now: DateTime<Utc>,
) -> Result<Uuid> {
    let requester = requester(tx, actor, new).await?;
    let offer =
        catalog::offered(tx, new.service_id, requester.community).await?.ok_or_else(|| no_such("/service_id"))?;
    let description = body("/description", &new.description, limits::BODY_MAX)?;
    let subject = match new.subject.as_deref().filter(|subject| !text::is_blank(subject)) {
        Some(subject) => line("/subject", subject, limits::SUBJECT_MAX)?,
        None => service_name(&offer.service, requester.language),
    };
    let in_force = directory::in_force(app, tx).await?;
    let answers = answers(&in_force, tx, actor, &offer.fields, &new.answers, now).await?;
    let original = original(app, tx, actor, new, now).await?;
    refuse_unserved(tx, &offer.service).await?;

    let impact = new.impact_answer.map_or(offer.service.default_impact, ImpactAnswer::impact);
    let urgency = new.urgency_answer.map_or(offer.service.default_urgency, UrgencyAnswer::urgency);
    let on_behalf = requester.id != actor.account_id;
    let number = number::next(tx).await?;
    let request = Request {
        id: Uuid::now_v7(),
        number,
        folio: Folio::new(&in_force.folio_prefix, number),
        subject,
        description,
        answers: serde_json::to_value(&answers)?,
        impact,
        urgency,
        requester_id: requester.id,
        registered_by_id: on_behalf.then_some(actor.account_id),
        channel: channel(actor, on_behalf),
    };
    let mut ticket = request.ticket(&offer.service, now);
    let follows = original.as_ref().map(|original| original.ticket.id);
    insert(tx, &mut ticket, actor.account_id, &new.attachment_ids, follows, now).await?;
    if let Some(mut original) = original {
        let kind = TicketLinkKind::FollowUpOf;
        linking::insert(tx, ticket.id, original.ticket.id, kind, Some(actor.account_id), now).await?;
        let inverse = Some(true);
        let change = StoredChange { link: Some(kind), linked_id: Some(ticket.id), inverse, ..StoredChange::default() };
        original.tell(EventKind::Link, None, change);
        original.save().await?;
    }
    notices::filed(app, tx, &ticket, actor.account_id, now).await?;
    Ok(ticket.id)
}

/// What a new ticket is made of, beside its service.
#[derive(Debug)]
pub struct Request {
    /// Its id.
    pub id: Uuid,
    /// Its number.
    pub number: i64,
    /// The number as people read it.
    pub folio: Folio,
    /// In a few words.
    pub subject: String,
    /// What is needed.
    pub description: String,
    /// Answers to the service's form.
    pub answers: Value,
    /// Whom it affects.
    pub impact: Impact,
    /// How soon it hurts.
    pub urgency: Urgency,
    /// The person helped.
    pub requester_id: Uuid,
    /// Staff who register it for that person.
    pub registered_by_id: Option<Uuid>,
    /// How it came.
    pub channel: Channel,
}

impl Request {
    /// The ticket as it begins.
    pub fn ticket(self, service: &service::Model, now: DateTime<Utc>) -> ticket::Model {
        let priority = Priority::of(self.impact, self.urgency);
        ticket::Model {
            id: self.id,
            number: self.number,
            folio: self.folio.to_string(),
            status: Status::New,
            version: 1,
            subject: self.subject,
            description: self.description,
            category: service.category,
            service_id: service.id,
            form_version: service.form_version,
            answers: self.answers,
            impact: self.impact,
            urgency: self.urgency,
            priority,
            priority_rank: priority.rank(),
            requester_id: self.requester_id,
            registered_by_id: self.registered_by_id,
            channel: self.channel,
            assignee_id: None,
            team_id: service.team_id,
            wait_reason: None,
            wait_until: None,
            closure: None,
            cancel_reason: None,
            duplicate_of_id: None,
            rejections: 0,
            attendances: 0,
            reminders: 0,
            reminded_at: None,
            closes_at: None,
            rating: None,
            created_at: now,
            updated_at: now,
            first_response_at: None,
            attended_at: None,
            resolved_at: None,
            cancelled_at: None,
            status_since: now,
            event_count: 0,
            chain_head: GENESIS.to_vec(),
        }
    }
}

/// The first event of a new ticket, with the files that came with it.
///
/// # Errors
/// When there is no randomness.
pub fn created(
    ticket: &mut ticket::Model,
    actor_id: Uuid,
    files: Vec<attachment::Model>,
    now: DateTime<Utc>,
    source: &mut impl Source,
) -> Result<event_row::Model> {
    let change = StoredChange {
        to_status: Some(Status::New),
        service_id: Some(ticket.service_id),
        priority: Some(ticket.priority),
        ..StoredChange::default()
    };
    let created = NewEvent {
        id: source.id(),
        kind: EventKind::Created,
        audience: Audience::Public,
        actor_id: Some(actor_id),
        body: None,
        change,
        files,
    };
    let sealed = Sealed::row(None, ticket, source)?;
    event::append(ticket, created, sealed, now, source)
}

/// The person helped: the caller, or whom staff register for.
async fn requester(tx: &DatabaseTransaction, actor: &Actor, new: &NewTicket) -> Result<account::Model> {
    let id = new.on_behalf_of.unwrap_or(actor.account_id);
    if id != actor.account_id && !may(actor, Operation::FileOnBehalf).is_allowed() {
        return Err(Error::Forbidden);
    }
    directory::account(tx, id).await?.filter(|account| account.active).ok_or_else(|| no_such("/on_behalf_of"))
}

/// Refuses to file for a service that was retired or given to another team since it was read. Its team serves to the end of the
/// transaction.
async fn refuse_unserved(tx: &DatabaseTransaction, offered: &service::Model) -> Result<()> {
    let serves = directory::serves(tx, offered.team_id).await?;
    // Read again now that the team is held: a team retires after its services.
    let now = catalog::service(tx, offered.id).await?;
    let is_same = now.is_some_and(|now| now.active && now.team_id == offered.team_id);
    if serves && is_same { Ok(()) } else { Err(no_such("/service_id")) }
}

fn channel(actor: &Actor, on_behalf: bool) -> Channel {
    if on_behalf {
        Channel::Staff
    } else if actor.scopes.is_some() {
        Channel::Api
    } else {
        Channel::Web
    }
}

/// A service's name in a language.
pub fn service_name(service: &service::Model, language: Language) -> String {
    match language {
        Language::Es => service.name_es.clone(),
        Language::En => service.name_en.clone(),
    }
}

/// The answers, tidied, when every one is acceptable.
async fn answers(
    in_force: &InForce,
    tx: &DatabaseTransaction,
    actor: &Actor,
    fields: &[Field],
    given: &Answers,
    now: DateTime<Utc>,
) -> Result<Answers> {
    let today = in_force.day_of(now);
    let pointer = |key: &str| format!("/answers/{}", escape(key));
    let answers = check_answers(fields, given, today, &in_force.domains).map_err(|faults| {
        let faults = faults.into_iter();
        Error::Validation(
            faults.map(|fault| Fault { pointer: pointer(&fault.key), code: fault.code, bound: fault.bound }).collect(),
        )
    })?;
    for field in fields.iter().filter(|field| field.constraints.secondary_email) {
        let Some(address) = answers.get(&field.key).and_then(|answer| answer.as_str()) else { continue };
        let address: Email = address.parse().map_err(|_| Error::field(pointer(&field.key), FieldCode::Email))?;
        if !identity::proofs::is_proved(tx, actor.account_id, &address, now).await? {
            return Err(Error::field(pointer(&field.key), FieldCode::Unproven));
        }
    }
    Ok(answers)
}

/// The ticket that this one follows up: one the caller sees, attended or closed.
async fn original<'a>(
    app: &'a App,
    tx: &'a DatabaseTransaction,
    actor: &'a Actor,
    new: &NewTicket,
    now: DateTime<Utc>,
) -> Result<Option<Edit<'a>>> {
    let Some(id) = new.follow_up_of else { return Ok(None) };
    let refuse = || no_such("/follow_up_of");
    let original = match Edit::load(app, tx, actor, id, now).await {
        Err(Error::NotFound) => return Err(refuse()),
        loaded => loaded?,
    };
    if original.ticket.status.is_open() { Err(refuse()) } else { Ok(Some(original)) }
}

async fn insert(
    tx: &DatabaseTransaction,
    ticket: &mut ticket::Model,
    actor_id: Uuid,
    attached: &[Uuid],
    follows: Option<Uuid>,
    now: DateTime<Utc>,
) -> Result<()> {
    ticket::Entity::insert(ticket.clone().into_active_model()).exec_without_returning(tx).await?;
    let pointer = "/attachment_ids";
    let files = attachments::claim(tx, actor_id, attached, ticket.id, None, Audience::Public, pointer).await?;
    let created = created(ticket, actor_id, files, now, &mut Secret)?;
    event_row::Entity::insert(created.into_active_model()).exec_without_returning(tx).await?;
    if let Some(original) = follows {
        let link = Some(TicketLinkKind::FollowUpOf);
        let linked = NewEvent {
            id: Uuid::now_v7(),
            kind: EventKind::Link,
            audience: Audience::Public,
            actor_id: Some(actor_id),
            body: None,
            change: StoredChange { link, linked_id: Some(original), ..StoredChange::default() },
            files: Vec::new(),
        };
        event::record(tx, ticket, linked, Sealed::default(), now).await?;
    }
    let head = ticket::ActiveModel {
        id: sea_orm::ActiveValue::Unchanged(ticket.id),
        event_count: Set(ticket.event_count),
        chain_head: Set(ticket.chain_head.clone()),
        ..Default::default()
    };
    head.update_without_returning(tx).await?;
    open_interval(tx, ticket, now).await
}
