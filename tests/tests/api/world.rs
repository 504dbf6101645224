//! Every operation of the document, called by somebody of each role.

use e2e::{Answer, Call, Desk, Person, Service, Ticket, contract::Operation, seeded, tickets::request_for};
use reqwest::Method;
use serde_json::{Value, json};
use shared::{access::Scope, attachment::Attachment, person::Role, session::TokenSecret};
use uuid::Uuid;

/// The head of a picture of one pixel.
pub const PICTURE: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\x02\0\0\0";

/// Somebody of each role, none of whom filed the ticket that they try things on.
pub struct World<'a> {
    desk: &'a Desk,
    /// A requester.
    pub nico: Person,
    /// Has every role; its tokens have scopes.
    pub max: Person,
    /// Of each role one.
    pub people: [(&'static str, Person); 5],
}

impl<'a> World<'a> {
    /// With everybody signed in.
    pub async fn make(desk: &'a Desk) -> Self {
        let mut max = desk.person("max").of(seeded::SUPPORT);
        for role in [Role::Agent, Role::Supervisor, Role::Quality, Role::Admin] {
            max = max.role(role);
        }
        Self {
            nico: desk.requester("nico").await,
            max: max.arrives().await,
            people: [
                ("requester", desk.requester("ana").await),
                ("agent", desk.agent("carla", seeded::SUPPORT).await),
                ("supervisor", desk.supervisor("rosa", seeded::SUPPORT).await),
                ("quality", desk.quality("quique").await),
                ("admin", desk.admin("alma").await),
            ],
            desk,
        }
    }

    /// With a token of somebody who may do everything: one that has the scope, or one that has every other.
    pub async fn with_token(&self, operation: &Operation, has_scope: bool) -> String {
        let Some(needed) = &operation.scope else { return "-".to_owned() };
        let scopes = Scope::ALL.iter().map(|scope| scope.as_str());
        let scopes: Vec<&str> = match needed {
            Some(needed) if has_scope => vec![needed.as_str()],
            Some(needed) => scopes.filter(|scope| scope != needed).collect(),
            None => scopes.collect(),
        };
        let made = self.max.post("/tokens", &json!({"name": "Matriz", "scopes": scopes})).await;
        let token: TokenSecret = made.expect_json(201);
        let answered = self.attempt(operation, |method, path| self.desk.call(method, path).bearer(&token.token)).await;
        self.max.delete(&format!("/tokens/{}", token.info.id)).await.expect(204);
        answered
    }

    /// Calls an operation with what it asks for; the status of the answer.
    pub async fn attempt(&self, operation: &Operation, call: impl Fn(Method, &str) -> Call) -> String {
        let on = if operation.path.contains("/tickets/{id}") {
            Some(self.nico.files(Service::Maintenance).await)
        } else {
            None
        };
        let path = self.path(operation, on.as_ref()).await;
        let mut call = call(operation.method.clone(), &path);
        if operation.statuses.contains(&428) {
            call = call.if_match(self.version(operation).await);
        }
        if operation.id == "upload_attachment" {
            call = call.file("nota.txt", "text/plain", b"Hola.".to_vec());
        } else if operation.id == "import_accounts" {
            call = call.bytes("text/csv", "email\nnico@example.edu.mx\n");
        } else if operation.id == "set_logo" {
            call = call.bytes("image/png", PICTURE);
        } else if let Some(body) = self.body(operation).await {
            call = call.json(&body);
        }
        let answer = call.await;
        self.shown(answer)
    }

    fn shown(&self, answer: Answer) -> String {
        // Being too fast says nothing of what one may do.
        assert!(answer.status.as_u16() < 500 && answer.status != 429, "{answer}");
        answer.status.as_u16().to_string()
    }

    /// Its address with what it is about: the ticket, when it is about one.
    pub async fn path(&self, operation: &Operation, ticket: Option<&Ticket>) -> String {
        let path = operation.path.strip_prefix(shared::paths::API).unwrap_or(&operation.path).to_owned();
        let some = Uuid::now_v7().to_string();
        let path = match operation.id.as_str() {
            id if id.ends_with("_account") => path.replace("{id}", &self.nico.id.to_string()),
            "get_team" | "change_team" => path.replace("{id}", &seeded::NETWORKS.to_string()),
            "read_service" | "change_service" | "move_service" => path.replace("{id}", &Service::Wifi.id().to_string()),
            "read_attachment" | "link_attachment" => {
                // A file of a ticket of Nico's: who sees the ticket sees the file.
                let sent =
                    self.nico.call(Method::POST, "/attachments").file("nota.txt", "text/plain", b"Hola.".to_vec());
                let file: Attachment = sent.await.expect_json(201);
                let mut body = request_for(Service::Maintenance);
                body["attachment_ids"] = json!([file.id]);
                self.nico.files_as(body).await;
                path.replace("{id}", &file.id.to_string())
            }
            _ => path,
        };
        let path = match ticket {
            Some(ticket) => path.replace("{id}", &ticket.id.to_string()),
            None => path.replace("{id}", &some),
        };
        let path = ["{token}", "{challenge_id}", "{account_id}", "{linked_id}", "{digest}"]
            .iter()
            .fold(path, |path, part| path.replace(part, &some));
        match operation.id.as_str() {
            "read_indicator" | "list_indicator_tickets" => format!("{path}?from=2026-01-01&to=2026-12-31"),
            "import_accounts" => format!("{path}?dry_run=true"),
            "find_people" => format!("{path}?q=nico"),
            _ => path,
        }
    }

    /// The version of what is changed.
    async fn version(&self, operation: &Operation) -> i32 {
        let path = match operation.id.as_str() {
            "change_account" => format!("/accounts/{}", self.nico.id),
            "change_team" => format!("/teams/{}", seeded::NETWORKS),
            "change_service" | "move_service" => format!("/services/{}", Service::Wifi.id()),
            "change_settings" | "set_logo" | "remove_logo" => "/settings".to_owned(),
            // A fresh ticket, and everybody's own account.
            _ => return 1,
        };
        self.max.get(&path).await.expect(200).value()["version"].as_i64().unwrap().try_into().unwrap()
    }

    async fn body(&self, operation: &Operation) -> Option<Value> {
        let some = Uuid::now_v7();
        let body = match operation.id.as_str() {
            "create_account" => json!({"email": format!("nuevo{}@example.edu.mx", some.simple())}),
            "change_account" => json!({"name": format!("Nico {}", some.simple())}),
            "send_invitation" => json!({"email": format!("invitada{}@example.edu.mx", some.simple())}),
            "change_me" => json!({}),
            "request_code" => json!({"email": "otra.persona@example.com"}),
            "request_email_proof" => json!({"email": format!("otra{}@example.com", some.simple())}),
            "open_session" | "accept_invitation" => json!({"challenge_id": some, "code": "000000"}),
            "verify_email_proof" => json!({"code": "000000"}),
            "answer_confirmation" => json!({"decision": "confirm"}),
            "create_token" => json!({"name": "Otro", "scopes": ["tickets:read"]}),
            "create_team" => json!({"name": format!("Equipo {}", some.simple())}),
            "change_team" => json!({"name": format!("Redes {}", some.simple())}),
            "change_service" => json!({"position": 7}),
            "move_service" => json!({"after": null}),
            "create_service" => json!({
                "category": "hardware", "name": {"es": "Préstamo", "en": "Loan"}, "communities": ["faculty"],
                "team_id": seeded::SUPPORT,
            }),
            "change_settings" => json!({"hue": 200}),
            "file_ticket" => request_for(Service::Maintenance),
            "change_ticket" => json!({"tags": ["x"]}),
            "assign_ticket" => json!({"assignee_id": self.people[1].1.id}),
            "attend_ticket" => json!({"summary": "Listo."}),
            "cancel_ticket" => json!({"reason": "out_of_scope"}),
            "close_ticket_unanswered" | "reject_ticket" | "reopen_ticket" => json!({"reason": "Sí."}),
            "note_ticket" | "reply_ticket" => json!({"body": "Hola."}),
            "transfer_ticket" => json!({"team_id": seeded::PLATFORMS}),
            "wait_ticket" => json!({"reason": "third_party"}),
            "link_ticket" => {
                json!({"id": self.nico.files(Service::Maintenance).await.id, "kind": "related"})
            }
            "add_watcher" => json!({"account_id": self.people[0].1.id}),
            "confirm_ticket" | "resume_ticket" | "start_ticket" | "unassign_ticket" => json!({}),
            "open_demo_session" => json!({"persona": "ana"}),
            "retry_dead_letter" | "refresh_session" | "link_attachment" => return None,
            other => {
                assert_ne!(operation.method, Method::POST, "say in the matrix how {other} is called");
                assert_ne!(operation.method, Method::PATCH, "say in the matrix how {other} is called");
                return None;
            }
        };
        Some(body)
    }
}
