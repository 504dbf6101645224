//! What people do with tickets, in the words of the procedure. Every act is one call that must succeed; a test of a refusal
//! makes the call itself.

use serde_json::{Value, json};
use shared::{
    event::TimelineItem,
    page::Page,
    priority::{Impact, Urgency},
    status::WaitReason,
    ticket::TicketDetails,
};
use uuid::Uuid;

use crate::{people::Person, seeded::Service};

/// A ticket that was filed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ticket {
    /// Its id.
    pub id: Uuid,
    /// Its number.
    pub folio: String,
}

impl Ticket {
    /// Its address, with something behind it (`""`, `"/assign"`).
    pub fn path(&self, rest: &str) -> String {
        format!("/tickets/{}{rest}", self.id)
    }
}

impl From<&TicketDetails> for Ticket {
    fn from(details: &TicketDetails) -> Self {
        Self { id: details.summary.id, folio: details.summary.folio.clone() }
    }
}

/// A body for `POST /tickets`.
pub fn request_for(service: Service) -> Value {
    json!({
        "service_id": service.id(),
        "description": "No enciende desde ayer.",
        "answers": service.answers(),
    })
}

impl Person {
    /// Asks for a service.
    pub async fn files(&self, service: Service) -> Ticket {
        self.files_as(request_for(service)).await
    }

    /// Asks for a service in these words.
    pub async fn files_as(&self, body: Value) -> Ticket {
        Ticket::from(&self.post("/tickets", &body).await.expect_json::<TicketDetails>(201))
    }

    /// Asks for the repair of a machine, under a title of its own.
    pub async fn files_about(&self, subject: &str) -> Ticket {
        let mut request = request_for(Service::Maintenance);
        request["subject"] = subject.into();
        self.files_as(request).await
    }

    /// Says whom it affects and how pressing it is.
    pub async fn weighs(&self, ticket: &Ticket, impact: Impact, urgency: Urgency) {
        let seen = self.sees(ticket).await.summary.version;
        let weighed = json!({"impact": impact, "urgency": urgency});
        self.patch(&ticket.path(""), &weighed).if_match(seen).await.expect(200);
    }

    /// How many requests are in sight.
    pub async fn has_filed(&self) -> usize {
        let list: Value = self.get("/tickets").await.expect_json(200);
        list["items"].as_array().expect("a list").len()
    }

    /// Reads a ticket.
    pub async fn sees(&self, ticket: &Ticket) -> TicketDetails {
        self.get(&ticket.path("")).await.expect_json(200)
    }

    /// Gives a command on the ticket as it is now, whatever comes of it.
    pub async fn tries(&self, ticket: &Ticket, command: &str, body: Value) -> crate::Answer {
        let seen = self.get(&ticket.path("")).await.header("etag").unwrap_or("\"1\"").to_owned();
        self.post(&ticket.path(&format!("/{command}")), &body).if_match(seen.as_str()).await
    }

    async fn commands(&self, ticket: &Ticket, command: &str, body: Value) -> TicketDetails {
        self.tries(ticket, command, body).await.expect_json(200)
    }

    /// Gives it to somebody.
    pub async fn assigns(&self, ticket: &Ticket, to: &Person) -> TicketDetails {
        self.commands(ticket, "assign", json!({"assignee_id": to.id})).await
    }

    /// Takes it.
    pub async fn takes(&self, ticket: &Ticket) -> TicketDetails {
        self.assigns(ticket, self).await
    }

    /// Puts it back to review.
    pub async fn unassigns(&self, ticket: &Ticket) -> TicketDetails {
        self.commands(ticket, "unassign", json!({})).await
    }

    /// Begins.
    pub async fn starts(&self, ticket: &Ticket) -> TicketDetails {
        self.commands(ticket, "start", json!({})).await
    }

    /// Stops for a reason.
    pub async fn waits_for(&self, ticket: &Ticket, reason: WaitReason) -> TicketDetails {
        self.commands(ticket, "wait", json!({"reason": reason, "note": "¿Qué modelo es?"})).await
    }

    /// Goes on.
    pub async fn resumes(&self, ticket: &Ticket) -> TicketDetails {
        self.commands(ticket, "resume", json!({})).await
    }

    /// Says that it is done.
    pub async fn attends(&self, ticket: &Ticket, summary: &str) -> TicketDetails {
        self.commands(ticket, "attend", json!({"summary": summary})).await
    }

    /// Agrees that it is done.
    pub async fn confirms(&self, ticket: &Ticket, rating: u8) -> TicketDetails {
        self.commands(ticket, "confirm", json!({"rating": rating})).await
    }

    /// Says that it is not.
    pub async fn rejects(&self, ticket: &Ticket, reason: &str) -> TicketDetails {
        self.commands(ticket, "reject", json!({"reason": reason})).await
    }

    /// Takes it up again.
    pub async fn reopens(&self, ticket: &Ticket, reason: &str) -> TicketDetails {
        self.commands(ticket, "reopen", json!({"reason": reason})).await
    }

    /// Calls it off.
    pub async fn cancels(&self, ticket: &Ticket, reason: &str) -> TicketDetails {
        self.commands(ticket, "cancel", json!({"reason": reason})).await
    }

    /// Writes in public.
    pub async fn replies(&self, ticket: &Ticket, body: &str) -> TimelineItem {
        self.post(&ticket.path("/replies"), &json!({"body": body})).await.expect_json(201)
    }

    /// Leaves an internal note.
    pub async fn notes(&self, ticket: &Ticket, body: &str) -> TimelineItem {
        self.post(&ticket.path("/notes"), &json!({"body": body})).await.expect_json(201)
    }

    /// The whole timeline, as this person may read it.
    pub async fn timeline(&self, ticket: &Ticket) -> Vec<TimelineItem> {
        self.get(&ticket.path("/timeline?limit=200")).await.expect_json::<Page<TimelineItem>>(200).items
    }
}
