//! What is measured: the things that people do most, as calls of the API.

use e2e::Service;
use serde_json::json;
use uuid::Uuid;

use crate::{
    cast::Cast,
    client::{Call, Client},
    driving::Lane,
};

/// Something that people do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Operation {
    /// A request is filed.
    Create,
    /// Work on a ticket is put off or taken up again.
    Command,
    /// The first fifty of all that is open, by urgency.
    Open,
    /// What an agent was given and is resolved, last changed first.
    Filter,
    /// One ticket with its timeline: two calls.
    Ticket,
    /// A person's own requests.
    Mine,
    /// The quality indicator of a year.
    Indicator,
}

impl Operation {
    /// All of them.
    pub const ALL: [Self; 7] =
        [Self::Create, Self::Command, Self::Open, Self::Filter, Self::Ticket, Self::Mine, Self::Indicator];

    /// Its name in options and results.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Create => "create",
            Self::Command => "command",
            Self::Open => "open",
            Self::Filter => "filter",
            Self::Ticket => "ticket",
            Self::Mine => "mine",
            Self::Indicator => "indicator",
        }
    }

    /// What it should reach of its raw statements at eight at a time, in percent.
    pub const fn aim(self) -> Option<f64> {
        match self {
            Self::Create => Some(50.0),
            Self::Open | Self::Filter | Self::Ticket | Self::Mine => Some(40.0),
            Self::Command | Self::Indicator => None,
        }
    }

    /// The calls of each time that it is done, in turn. A command depends on what it finds.
    pub fn turns(self, cast: &Cast) -> Vec<Vec<Call>> {
        let list = |query: String, token: &str| vec![Call::get(format!("/api/v1/tickets?limit=50&{query}"), token)];
        match self {
            Self::Create => cast.requesters.iter().map(|one| vec![filing(&one.token)]).collect(),
            Self::Command => Vec::new(),
            Self::Open => cast.supervisors.iter().map(|one| list("view=all&sort=queue".into(), &one.token)).collect(),
            Self::Filter => cast
                .assignees
                .iter()
                .zip(cast.supervisors.iter().cycle())
                .map(|(assignee, one)| {
                    // Fifty at every size; of what is open there would be more the more there is.
                    list(format!("view=all&assignee={assignee}&status=resolved"), &one.token)
                })
                .collect(),
            Self::Ticket => cast
                .tickets
                .iter()
                .zip(cast.supervisors.iter().cycle())
                .map(|(id, one)| {
                    let path = format!("/api/v1/tickets/{id}");
                    vec![Call::get(&path, &one.token), Call::get(format!("{path}/timeline"), &one.token)]
                })
                .collect(),
            Self::Mine => cast.requesters.iter().take(8).map(|one| list("view=own".into(), &one.token)).collect(),
            Self::Indicator => {
                let (from, to) = cast.year;
                vec![vec![Call::get(format!("/api/v1/reports/indicator?from={from}&to={to}"), &cast.quality.token)]]
            }
        }
    }
}

/// A request as people write them.
pub fn filing(token: &str) -> Call {
    let service = Service::Wifi;
    let body = json!({
        "service_id": service.id(),
        "subject": "Sin red inalámbrica en la biblioteca",
        "description": "Desde ayer la conexión se corta cada pocos minutos en la sala de lectura. Ya reinicié la computadora y \
            probé con la de una compañera; pasa lo mismo con las dos.",
        "answers": service.answers(),
        "impact_answer": "my_group",
        "urgency_answer": "with_difficulty",
    });
    Call::post("/api/v1/tickets", token, &body)
}

/// A command that a ticket allows now: it waits, or goes on.
pub fn command(ticket: Uuid, waits: bool, etag: &str, token: &str) -> Call {
    let (name, body) = if waits { ("resume", json!({})) } else { ("wait", json!({"reason": "third_party"})) };
    Call::post(format!("/api/v1/tickets/{ticket}/{name}"), token, &body).header("If-Match", etag)
}

/// A key that nobody has used.
pub fn key() -> String {
    Uuid::new_v4().to_string()
}

/// A ticket that a client gives commands to.
#[derive(Debug, Clone)]
pub struct Worked {
    /// The ticket.
    pub id: Uuid,
    /// Whether it waits now.
    pub waits: bool,
    /// Its entity tag.
    pub etag: String,
}

/// A client of the server.
pub struct Served {
    client: Client,
    work: Work,
    next: usize,
}

enum Work {
    Turns { turns: Vec<Vec<Call>>, keyed: bool },
    Commands { tickets: Vec<Worked>, token: String },
}

impl Served {
    /// One of several that do the same. Commands are given to every `nth` of the tickets at work, in turn.
    pub fn new(client: Client, operation: Operation, cast: &Cast, place: usize, nth: usize) -> Self {
        let work = match operation {
            Operation::Command => Work::Commands {
                tickets: cast.worked.iter().skip(place).step_by(nth).cloned().collect(),
                token: cast.agent.token.clone(),
            },
            _ => Work::Turns { turns: operation.turns(cast), keyed: operation == Operation::Create },
        };
        Self { client, work, next: place }
    }

    /// The tickets that it gave commands to, as it left them.
    pub fn worked(self) -> Vec<Worked> {
        match self.work {
            Work::Commands { tickets, .. } => tickets,
            Work::Turns { .. } => Vec::new(),
        }
    }
}

impl Lane for Served {
    async fn step(&mut self) -> bool {
        match &mut self.work {
            Work::Turns { turns, keyed } => {
                let turn = &turns[self.next % turns.len()];
                self.next += 1;
                let mut done = true;
                for call in turn {
                    let status = if *keyed {
                        self.client.send(&call.clone().header("Idempotency-Key", &key())).await.status
                    } else {
                        self.client.send(call).await.status
                    };
                    done &= (200..300).contains(&status);
                }
                done
            }
            Work::Commands { tickets, token } => {
                let turn = self.next % tickets.len();
                self.next += 1;
                let ticket = &mut tickets[turn];
                let call = command(ticket.id, ticket.waits, &ticket.etag, token).header("Idempotency-Key", &key());
                let answer = self.client.send(&call).await;
                let done = answer.status == 200;
                if done {
                    ticket.waits = !ticket.waits;
                    answer.etag.expect("a ticket's tag").clone_into(&mut ticket.etag);
                }
                done
            }
        }
    }
}
