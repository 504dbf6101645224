//! Role by operation by relation to the ticket: everybody who can stand to a ticket in some way tries every operation of the
//! document. Each answer is what the rule says, and all of them together are the reviewed matrix.

use std::fmt::Write;

use backend::entity::{account_role, ticket};
use e2e::{
    Desk, Person, Service, Ticket,
    contract::{self, Operation},
    on_both_engines, request_for, seeded,
};
use reqwest::Method;
use sea_orm::{ActiveModelTrait, ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter};
use serde_json::{Value, json};
use shared::{
    access::{Action, Actor, Decision, Facts, decide},
    attachment::Attachment,
    person::Role,
    status::{CancelReason, Status, WaitReason},
};

/// One way to try an operation on a ticket.
struct Way {
    operation: &'static str,
    /// What distinguishes it from other ways to try the same operation.
    how: &'static str,
    action: Action,
    /// Where a ticket stands from which the operation is possible.
    status: Status,
    body: fn(&Stage<'_>, &Person) -> Value,
}

const fn way(operation: &'static str, action: Action, status: Status, body: fn(&Stage<'_>, &Person) -> Value) -> Way {
    Way { operation, how: "", action, status, body }
}

const fn one_way(
    operation: &'static str,
    how: &'static str,
    action: Action,
    status: Status,
    body: fn(&Stage<'_>, &Person) -> Value,
) -> Way {
    Way { operation, how, action, status, body }
}

const NOTHING: fn(&Stage<'_>, &Person) -> Value = |_, _| Value::Null;

/// Every operation on a ticket or its files, in the order of the document.
const WAYS: &[Way] = &[
    way("read_attachment", Action::See, Status::New, NOTHING),
    way("link_attachment", Action::See, Status::New, NOTHING),
    way("get_ticket", Action::See, Status::New, NOTHING),
    one_way("change_ticket", "edit", Action::Edit, Status::New, |_, _| json!({"description": "Tampoco carga."})),
    one_way("change_ticket", "prioritise", Action::Prioritise, Status::New, |_, _| json!({"impact": "institution"})),
    one_way(
        "change_ticket",
        "service",
        Action::ChangeService,
        Status::New,
        |_, _| json!({"service_id": Service::Wifi.id()}),
    ),
    one_way("change_ticket", "tag", Action::Tag, Status::New, |_, _| json!({"tags": ["x"]})),
    one_way(
        "assign_ticket",
        "to another",
        Action::Assign,
        Status::New,
        |stage, _| json!({"assignee_id": stage.colleague.id}),
    ),
    one_way("assign_ticket", "to oneself", Action::Take, Status::New, |_, person| json!({"assignee_id": person.id})),
    way("list_assignees", Action::See, Status::New, NOTHING),
    way("attend_ticket", Action::Attend, Status::Assigned, |_, _| json!({"summary": "Listo."})),
    one_way(
        "cancel_ticket",
        "withdrawn",
        Action::Cancel(CancelReason::Withdrawn),
        Status::New,
        |_, _| json!({"reason": "withdrawn"}),
    ),
    one_way(
        "cancel_ticket",
        "duplicate",
        Action::Cancel(CancelReason::Duplicate),
        Status::New,
        |stage, _| json!({"reason": "duplicate", "duplicate_of": stage.original.id}),
    ),
    one_way(
        "cancel_ticket",
        "out of scope",
        Action::Cancel(CancelReason::OutOfScope),
        Status::New,
        |_, _| json!({"reason": "out_of_scope"}),
    ),
    one_way(
        "cancel_ticket",
        "no response",
        Action::Cancel(CancelReason::NoResponse),
        Status::Waiting,
        |_, _| json!({"reason": "no_response"}),
    ),
    way(
        "close_ticket_unanswered",
        Action::CloseUnanswered,
        Status::Attended,
        |_, _| json!({"reason": "Nadie contesta."}),
    ),
    way("confirm_ticket", Action::Confirm, Status::Attended, |_, _| json!({"rating": 5})),
    way("link_ticket", Action::Link, Status::New, |stage, _| json!({"id": stage.original.id, "kind": "related"})),
    way("unlink_ticket", Action::Link, Status::New, NOTHING),
    way("note_ticket", Action::Note, Status::New, |_, _| json!({"body": "Hola."})),
    way("reject_ticket", Action::Reject, Status::Attended, |_, _| json!({"reason": "Falta algo."})),
    way("reopen_ticket", Action::Reopen, Status::Resolved, |_, _| json!({"reason": "Volvió a fallar."})),
    way("reply_ticket", Action::Reply, Status::New, |_, _| json!({"body": "Hola."})),
    way("resume_ticket", Action::Resume, Status::Waiting, |_, _| json!({})),
    way("start_ticket", Action::Start, Status::Assigned, |_, _| json!({})),
    way("get_timeline", Action::See, Status::New, NOTHING),
    way("transfer_ticket", Action::Transfer, Status::New, |_, _| json!({"team_id": seeded::PLATFORMS})),
    way("unassign_ticket", Action::Unassign, Status::Assigned, |_, _| json!({})),
    way("wait_ticket", Action::Wait, Status::Assigned, |_, _| json!({"reason": "third_party"})),
    way("add_watcher", Action::ManageWatchers, Status::New, |stage, _| json!({"account_id": stage.colleague.id})),
    way("remove_watcher", Action::ManageWatchers, Status::New, NOTHING),
];

/// Answers of operations that ask for more than who one is: two reminders that nobody answered.
const NEEDS_MORE: [&str; 2] = ["close_ticket_unanswered", "cancel_ticket no response"];

/// How somebody stands to the ticket.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stands {
    Nowhere,
    Asked,
    Watches,
    Registered,
    Has,
}

/// Who tries.
struct Column {
    name: &'static str,
    person: Person,
    roles: &'static [Role],
    /// Taken away again before anything is tried.
    is_demoted: bool,
    in_team: bool,
    stands: Stands,
}

struct Stage<'a> {
    desk: &'a Desk,
    nico: Person,
    willy: Person,
    carla: Person,
    colleague: Person,
    original: Ticket,
    columns: Vec<Column>,
}

impl<'a> Stage<'a> {
    async fn set(desk: &'a Desk) -> Self {
        use Stands::{Asked, Has, Nowhere, Registered, Watches};
        const AGENT: &[Role] = &[Role::Agent];
        const SUPERVISOR: &[Role] = &[Role::Supervisor];
        const EVERY: &[Role] = &[Role::Agent, Role::Supervisor, Role::Quality, Role::Admin];
        let described: [(&'static str, &'static [Role], bool, bool, Stands); 21] = [
            ("stranger", &[], false, false, Nowhere),
            ("who asked", &[], false, false, Asked),
            ("who watches", &[], false, false, Watches),
            ("member of the team without a role", &[], false, true, Nowhere),
            ("agent elsewhere", AGENT, false, false, Nowhere),
            ("agent elsewhere who watches", AGENT, false, false, Watches),
            ("agent elsewhere who registered it", AGENT, false, false, Registered),
            ("registered it, and is an agent no more", AGENT, true, false, Registered),
            ("agent of the team", AGENT, false, true, Nowhere),
            ("agent of the team who has it", AGENT, false, true, Has),
            ("had it, and is an agent no more", AGENT, true, true, Has),
            ("agent of the team who asked", AGENT, false, true, Asked),
            ("supervisor elsewhere", SUPERVISOR, false, false, Nowhere),
            ("supervisor of the team", SUPERVISOR, false, true, Nowhere),
            ("supervisor who has it", SUPERVISOR, false, true, Has),
            ("supervisor of the team who asked", SUPERVISOR, false, true, Asked),
            ("quality", &[Role::Quality], false, false, Nowhere),
            ("quality who asked", &[Role::Quality], false, false, Asked),
            ("admin", &[Role::Admin], false, false, Nowhere),
            ("admin of the team who asked", &[Role::Admin], false, true, Asked),
            ("every role, of the team", EVERY, false, true, Nowhere),
        ];
        let mut columns = Vec::new();
        for (n, (name, roles, is_demoted, in_team, stands)) in described.into_iter().enumerate() {
            let first_name = format!("persona{}", char::from(b'a' + u8::try_from(n).unwrap()));
            let mut person = desk.person(&first_name);
            for role in roles {
                person = person.role(*role);
            }
            let person = if in_team { person.of(seeded::SUPPORT) } else { person };
            columns.push(Column { name, person: person.arrives().await, roles, is_demoted, in_team, stands });
        }
        let nico = desk.requester("nico").await;
        Self {
            willy: desk.requester("willy").await,
            carla: desk.agent("carla", seeded::SUPPORT).await,
            colleague: desk.agent("colega", seeded::SUPPORT).await,
            original: nico.files(Service::Maintenance).await,
            nico,
            columns,
            desk,
        }
    }

    /// A ticket to which the person stands like that, in that status, with a file, a watcher and a link.
    async fn ticket(&self, column: &Column, status: Status) -> (Ticket, Attachment) {
        if column.is_demoted {
            self.has_roles(column, column.roles).await;
        }
        let requester = if column.stands == Stands::Asked { &column.person } else { &self.nico };
        let (registrar, on_behalf_of) = match column.stands {
            Stands::Registered => (&column.person, Some(requester.id)),
            _ => (requester, None),
        };
        let file = registrar.call(Method::POST, "/attachments").file("nota.txt", "text/plain", b"Hola.".to_vec());
        let file: Attachment = file.await.expect_json(201);
        let mut body = request_for(Service::Maintenance);
        body["attachment_ids"] = json!([file.id]);
        if let Some(requester) = on_behalf_of {
            body["on_behalf_of"] = json!(requester);
        }
        let ticket = registrar.files_as(body).await;
        let watcher = if column.stands == Stands::Watches { &column.person } else { &self.willy };
        let watch = json!({"account_id": watcher.id});
        requester.post(&ticket.path("/watchers"), &watch).await.expect(200);
        let assignee = if column.stands == Stands::Has { &column.person } else { &self.carla };
        if status != Status::New || column.stands == Stands::Has {
            assignee.takes(&ticket).await;
        }
        match status {
            Status::Waiting => drop(assignee.waits_for(&ticket, WaitReason::Requester).await),
            Status::Attended => drop(assignee.attends(&ticket, "Listo.").await),
            Status::Resolved => {
                assignee.attends(&ticket, "Listo.").await;
                requester.confirms(&ticket, 5).await;
            }
            _ => {}
        }
        if column.is_demoted {
            self.has_roles(column, &[]).await;
        }
        (ticket, file)
    }

    async fn has_roles(&self, column: &Column, roles: &[Role]) {
        let of_person = account_role::Column::AccountId.eq(column.person.id);
        account_role::Entity::delete_many().filter(of_person).exec(self.desk.db()).await.unwrap();
        for role in roles {
            let row = account_role::ActiveModel {
                account_id: Set(column.person.id),
                role: Set(*role),
                granted_at: Set(self.desk.now()),
                granted_by: Set(None),
            };
            row.insert(self.desk.db()).await.unwrap();
        }
    }

    /// What the rule says of it.
    fn rule(column: &Column, action: Action) -> Decision {
        let actor = Actor {
            account_id: column.person.id,
            roles: if column.is_demoted { Vec::new() } else { column.roles.to_vec() },
            teams: if column.in_team { vec![seeded::SUPPORT] } else { Vec::new() },
            scopes: None,
        };
        let facts = Facts {
            requester: column.stands == Stands::Asked,
            watcher: column.stands == Stands::Watches,
            registrar: column.stands == Stands::Registered,
            assignee: column.stands == Stands::Has,
            team_member: column.in_team,
        };
        decide(&actor, action, &facts)
    }

    async fn attempt(&self, operation: &Operation, way: &Way, column: &Column, on: &(Ticket, Attachment)) -> String {
        let (ticket, file) = on;
        let path = operation.path.strip_prefix("/api/v1").unwrap();
        let id = if path.starts_with("/attachments") { file.id } else { ticket.id };
        let path = path.replace("{id}", &id.to_string()).replace("{linked_id}", &self.original.id.to_string());
        let watcher = if column.stands == Stands::Watches { &column.person } else { &self.willy };
        let path = path.replace("{account_id}", &watcher.id.to_string());
        if operation.id == "unlink_ticket" {
            self.colleague
                .post(&ticket.path("/links"), &json!({"id": self.original.id, "kind": "related"}))
                .if_match(self.version(ticket).await)
                .await;
        }
        let body = (way.body)(self, &column.person);
        let mut call = column.person.call(operation.method.clone(), &path);
        if operation.statuses.contains(&428) {
            call = call.if_match(self.version(ticket).await);
        }
        let answer = if body.is_null() { call.await } else { call.json(&body).await };
        let status = answer.status.as_u16();
        let name = format!("{} {}", way.operation, way.how);
        match Self::rule(column, way.action) {
            Decision::Hide => assert_eq!(status, 404, "{name} by {}: {answer}", column.name),
            // A watcher may stop to watch, whatever else it may not.
            Decision::Forbid if way.operation == "remove_watcher" && column.stands == Stands::Watches => {
                assert!([200, 204].contains(&status), "{name} by {}: {answer}", column.name);
            }
            // Who may give it to anybody may not give it to who asked, and that is told as what it is.
            Decision::Forbid if way.action == Action::Take && Self::rule(column, Action::Assign).is_allowed() => {
                assert_eq!(status, 409, "{name} by {}: {answer}", column.name);
            }
            Decision::Forbid => assert_eq!(status, 403, "{name} by {}: {answer}", column.name),
            Decision::Allow if NEEDS_MORE.contains(&name.trim()) => {
                assert_eq!(status, 409, "{name} by {}: {answer}", column.name);
            }
            // It is theirs already.
            Decision::Allow if way.action == Action::Take && column.stands == Stands::Has => {
                assert!([200, 409].contains(&status), "{name} by {}: {answer}", column.name);
            }
            Decision::Allow => assert!(answer.status.is_success(), "{name} by {}: {answer}", column.name),
        }
        status.to_string()
    }

    async fn version(&self, ticket: &Ticket) -> i32 {
        ticket::Entity::find_by_id(ticket.id).one(self.desk.db()).await.unwrap().unwrap().version
    }
}

on_both_engines! {
    async fn who_may_do_what_to_which_ticket_is_the_reviewed_matrix(desk: &Desk) {
        let stage = Stage::set(desk).await;
        // By operation and way, in the order of the document.
        let mut rows: Vec<(String, Vec<String>)> = Vec::new();
        let mut beside = Vec::new();
        for operation in contract::operations() {
            let ways: Vec<&Way> = WAYS.iter().filter(|way| way.operation == operation.id).collect();
            if ways.is_empty() {
                assert!(!operation.path.contains("/tickets/{id}"), "say how {} is tried", operation.id);
                beside.push(operation.id.clone());
                continue;
            }
            for way in ways {
                let mut cells = Vec::new();
                for column in &stage.columns {
                    // Whoever has it already has left `new`.
                    let status = if column.stands == Stands::Has && way.status == Status::New { Status::Assigned } else { way.status };
                    let on = stage.ticket(column, status).await;
                    cells.push(stage.attempt(operation, way, column, &on).await);
                }
                rows.push((format!("{} {}", operation.id, way.how).trim_end().to_owned(), cells));
            }
        }
        let mut matrix = String::new();
        let letters: Vec<char> = ('a'..='z').take(stage.columns.len()).collect();
        for (letter, column) in letters.iter().zip(&stage.columns) {
            writeln!(matrix, "{letter}  {}", column.name).unwrap();
        }
        let heading: String = letters.iter().map(|letter| format!("{letter:<4}")).collect();
        writeln!(matrix, "{:<30}{}", "", heading.trim_end()).unwrap();
        for (name, cells) in &rows {
            let cells: String = cells.iter().map(|cell| format!("{cell:<4}")).collect();
            writeln!(matrix, "{name:<30}{}", cells.trim_end()).unwrap();
        }
        writeln!(matrix, "not about one ticket, and so by role alone (see `operations`)").unwrap();
        for name in beside {
            writeln!(matrix, "  {name}").unwrap();
        }
        insta::assert_snapshot!("relations", matrix);
    }
}
