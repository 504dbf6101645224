//! Ticket rows into what lists show: names looked up once a page.

use std::collections::HashMap;

use sea_orm::ConnectionTrait;
use shared::{
    person::{Language, PersonRef},
    service::ServiceRef,
    ticket::{TeamRef, TicketSummary, Waiting},
};
use uuid::Uuid;

use crate::{catalog, directory, entity::ticket, error::Result};

/// The names that some tickets mention.
pub struct Names {
    people: HashMap<Uuid, PersonRef>,
    teams: HashMap<Uuid, TeamRef>,
    services: HashMap<Uuid, ServiceRef>,
}

impl Names {
    /// Looks up whom and what some tickets mention.
    ///
    /// # Errors
    /// When the database can't be read.
    pub async fn of(db: &impl ConnectionTrait, tickets: &[ticket::Model], language: Language) -> Result<Self> {
        let mut people: Vec<Uuid> =
            tickets.iter().flat_map(|ticket| [Some(ticket.requester_id), ticket.assignee_id]).flatten().collect();
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
    pub fn summary(&self, ticket: &ticket::Model) -> TicketSummary {
        let team = self.teams.get(&ticket.team_id).cloned();
        let service = self.services.get(&ticket.service_id).cloned();
        TicketSummary {
            id: ticket.id,
            folio: ticket.folio.clone(),
            status: ticket.status,
            version: ticket.version,
            subject: ticket.subject.clone(),
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
