//! Ticket rows into what lists show: names looked up once a page.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use sea_orm::{ConnectionTrait, DerivePartialModel};
use shared::{
    category::Category,
    person::{Language, PersonRef},
    priority::{Impact, Priority, Urgency},
    service::ServiceRef,
    status::{Channel, Closure, Status, WaitReason},
    ticket::{TeamRef, TicketSummary, Waiting},
};
use uuid::Uuid;

use crate::{catalog, directory, entity::ticket, error::Result};

/// What of a ticket's row a list shows or is ordered by: neither its texts nor its answers, which are most of it.
#[derive(Debug, Clone, DerivePartialModel)]
#[sea_orm(entity = "ticket::Entity")]
pub struct Row {
    /// The ticket.
    pub id: Uuid,
    folio: String,
    status: Status,
    version: i32,
    subject: String,
    category: Category,
    service_id: Uuid,
    priority: Priority,
    /// What lists are ordered by: [`Priority::rank`].
    pub priority_rank: i16,
    impact: Impact,
    urgency: Urgency,
    requester_id: Uuid,
    assignee_id: Option<Uuid>,
    team_id: Uuid,
    channel: Channel,
    /// When it was filed.
    pub created_at: DateTime<Utc>,
    /// When anything public last changed.
    pub updated_at: DateTime<Utc>,
    attended_at: Option<DateTime<Utc>>,
    resolved_at: Option<DateTime<Utc>>,
    closure: Option<Closure>,
    wait_reason: Option<WaitReason>,
    wait_until: Option<DateTime<Utc>>,
}

impl From<&ticket::Model> for Row {
    fn from(ticket: &ticket::Model) -> Self {
        Self {
            id: ticket.id,
            folio: ticket.folio.clone(),
            status: ticket.status,
            version: ticket.version,
            subject: ticket.subject.clone(),
            category: ticket.category,
            service_id: ticket.service_id,
            priority: ticket.priority,
            priority_rank: ticket.priority_rank,
            impact: ticket.impact,
            urgency: ticket.urgency,
            requester_id: ticket.requester_id,
            assignee_id: ticket.assignee_id,
            team_id: ticket.team_id,
            channel: ticket.channel,
            created_at: ticket.created_at,
            updated_at: ticket.updated_at,
            attended_at: ticket.attended_at,
            resolved_at: ticket.resolved_at,
            closure: ticket.closure,
            wait_reason: ticket.wait_reason,
            wait_until: ticket.wait_until,
        }
    }
}

/// The names that some tickets mention.
pub struct Names {
    people: HashMap<Uuid, PersonRef>,
    teams: HashMap<Uuid, TeamRef>,
    services: HashMap<Uuid, ServiceRef>,
}

impl Names {
    /// Looks up whom and what some tickets mention, and whom else somebody asks for.
    ///
    /// # Errors
    /// When the database can't be read.
    pub async fn of(
        db: &impl ConnectionTrait,
        tickets: &[Row],
        others: impl IntoIterator<Item = Uuid>,
        language: Language,
    ) -> Result<Self> {
        let mentioned = tickets.iter().flat_map(|ticket| [Some(ticket.requester_id), ticket.assignee_id]).flatten();
        let mut people: Vec<Uuid> = mentioned.chain(others).collect();
        let mut teams: Vec<Uuid> = tickets.iter().map(|ticket| ticket.team_id).collect();
        let mut services: Vec<Uuid> = tickets.iter().map(|ticket| ticket.service_id).collect();
        for ids in [&mut people, &mut teams, &mut services] {
            ids.sort_unstable();
            ids.dedup();
        }
        Ok(Self {
            people: directory::people(db, &people).await?,
            teams: directory::teams(db, &teams).await?,
            services: catalog::service_refs(db, services.iter().copied(), language).await?,
        })
    }

    /// A person by id. Accounts are never deleted, so nobody is missing.
    pub fn person(&self, id: Uuid) -> PersonRef {
        self.people.get(&id).cloned().unwrap_or_else(|| PersonRef { id, name: String::new(), community: None })
    }

    /// What a list shows of a ticket.
    pub fn summary(&self, ticket: Row) -> TicketSummary {
        let team = self.teams.get(&ticket.team_id).cloned();
        let service = self.services.get(&ticket.service_id).cloned();
        TicketSummary {
            id: ticket.id,
            folio: ticket.folio,
            status: ticket.status,
            version: ticket.version,
            subject: ticket.subject,
            category: ticket.category,
            service: service.unwrap_or_else(|| ServiceRef { id: ticket.service_id, name: String::new() }),
            priority: ticket.priority,
            impact: ticket.impact,
            urgency: ticket.urgency,
            requester: self.person(ticket.requester_id),
            assignee: ticket.assignee_id.map(|id| self.person(id)),
            team: team.unwrap_or_else(|| TeamRef { id: ticket.team_id, name: String::new() }),
            channel: ticket.channel,
            created_at: ticket.created_at,
            updated_at: ticket.updated_at,
            attended_at: ticket.attended_at,
            resolved_at: ticket.resolved_at,
            closure: ticket.closure,
            waiting: ticket.wait_reason.map(|reason| Waiting { reason, until: ticket.wait_until }),
        }
    }
}
