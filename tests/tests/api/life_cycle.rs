//! The life of a ticket: the main job, every arrow, every refusal, and that what a ticket offers is what it accepts.

use std::fmt::Write;

use backend::entity::ticket;
use e2e::{Desk, Person, Service, Ticket, on_both_engines, seeded};
use sea_orm::EntityTrait;
use serde_json::{Value, json};
use shared::{
    access::TicketAction,
    person::Role,
    status::{Closure, Status, WaitReason},
    ticket::TicketDetails,
};

on_both_engines! {
    async fn a_request_goes_from_filed_to_resolved(desk: &Desk) {
        let ana = desk.requester("ana").await;
        let rosa = desk.supervisor("rosa", seeded::SUPPORT).await;
        let carla = desk.agent("carla", seeded::SUPPORT).await;

        let ticket = ana.files(Service::Maintenance).await;
        assert_eq!(ticket.folio, "TI-000001");
        let filed = ana.sees(&ticket).await;
        assert_eq!((filed.summary.status, filed.summary.version), (Status::New, 1));
        assert_eq!(filed.summary.subject, "Mantenimiento correctivo");
        assert!(filed.is_mine);

        let assigned = rosa.assigns(&ticket, &carla).await;
        assert_eq!(assigned.summary.status, Status::Assigned);
        assert_eq!(assigned.summary.assignee.unwrap().id, carla.id);
        assert_eq!(carla.starts(&ticket).await.summary.status, Status::InProgress);
        let waiting = carla.waits_for(&ticket, WaitReason::Requester).await;
        assert_eq!(waiting.summary.status, Status::Waiting);
        assert_eq!(waiting.summary.waiting.unwrap().reason, WaitReason::Requester);
        ana.replies(&ticket, "Es una Latitude 5420.").await;
        assert_eq!(ana.sees(&ticket).await.summary.status, Status::InProgress);

        let attended = carla.attends(&ticket, "Se cambió la **batería**.").await;
        assert_eq!(attended.summary.status, Status::Attended);
        let rejected = ana.rejects(&ticket, "Sigue sin encender.").await;
        assert_eq!(rejected.summary.status, Status::InProgress);
        assert_eq!(rejected.summary.assignee.unwrap().id, carla.id);
        assert_eq!(rejected.rejections, 1);
        carla.attends(&ticket, "Se cambió la fuente.").await;
        let resolved = ana.confirms(&ticket, 5).await;
        assert_eq!(resolved.summary.status, Status::Resolved);
        assert_eq!(resolved.summary.closure, Some(Closure::Confirmed));
        assert_eq!(resolved.rating.unwrap().stars, 5);
        assert_eq!(resolved.attendance.unwrap().summary, "Se cambió la fuente.");

        let reopened = ana.reopens(&ticket, "Volvió a fallar.").await;
        assert_eq!(reopened.summary.status, Status::InProgress);
        assert_eq!(reopened.summary.closure, None);

        let kinds: Vec<String> = ana.timeline(&ticket).await.iter().map(|item| item.kind.to_string()).collect();
        assert_eq!(
            kinds,
            ["created", "assigned", "status", "status", "reply", "status", "status", "status", "status", "status", "rating", "status"]
        );
    }

    async fn a_program_does_the_main_job_with_a_token(desk: &Desk) {
        use shared::{session::TokenSecret, status::Channel};

        let ana = desk.requester("ana").await;
        let scopes = json!({"name": "Inventario", "scopes": ["tickets:read", "tickets:write"]});
        let token: TokenSecret = ana.post("/tokens", &scopes).await.expect_json(201);
        let carla = desk.agent("carla", seeded::SUPPORT).await;
        let call = |method, path: &str| desk.call(method, path).bearer(&token.token);
        let body = e2e::tickets::request_for(Service::Maintenance);
        let filed = call(reqwest::Method::POST, "/tickets").json(&body).await;
        assert_eq!(filed.header("location").unwrap(), format!("/api/v1/tickets/{}", filed.value()["id"].as_str().unwrap()));
        let filed: TicketDetails = filed.expect_json(201);
        assert_eq!(filed.summary.channel, Channel::Api);
        let ticket = Ticket::from(&filed);
        carla.takes(&ticket).await;
        carla.attends(&ticket, "Listo.").await;
        let seen = call(reqwest::Method::GET, &ticket.path("")).await.etag();
        let confirm = call(reqwest::Method::POST, &ticket.path("/confirm")).if_match(seen.as_str());
        let resolved: TicketDetails = confirm.json(&json!({"rating": 4})).await.expect_json(200);
        assert_eq!(resolved.summary.closure, Some(Closure::Confirmed));
    }

    async fn staff_register_for_a_caller_and_only_the_caller_confirms(desk: &Desk) {
        use shared::status::Channel;

        let ana = desk.requester("ana").await;
        let carla = desk.agent("carla", seeded::SUPPORT).await;
        let mut body = e2e::tickets::request_for(Service::Maintenance);
        body["on_behalf_of"] = json!(ana.id);
        let ticket = carla.files_as(body.clone()).await;
        let filed = ana.sees(&ticket).await;
        assert!(filed.is_mine);
        assert_eq!(filed.summary.requester.id, ana.id);
        assert_eq!(filed.registered_by.unwrap().id, carla.id);
        assert_eq!(filed.summary.channel, Channel::Staff);
        carla.takes(&ticket).await;
        carla.attends(&ticket, "Listo.").await;
        carla.tries(&ticket, "confirm", json!({})).await.expect_problem(403, "forbidden");
        ana.confirms(&ticket, 5).await;

        let eve = desk.requester("eve").await;
        eve.post("/tickets", &body).await.expect_problem(403, "forbidden");
    }

    async fn assigning_to_who_has_it_changes_nothing(desk: &Desk) {
        let ana = desk.requester("ana").await;
        let rosa = desk.supervisor("rosa", seeded::SUPPORT).await;
        let carla = desk.agent("carla", seeded::SUPPORT).await;
        let ticket = ana.files(Service::Maintenance).await;
        carla.takes(&ticket).await;
        let before = carla.starts(&ticket).await;
        assert_eq!(rosa.assigns(&ticket, &carla).await.summary, before.summary);
        assert_eq!(ana.timeline(&ticket).await.len(), 3);
    }

    /// An agent who asked for something answers as the requester there, not as its staff.
    async fn staff_are_no_staff_of_their_own_request(desk: &Desk) {
        let carla = desk.agent("carla", seeded::SUPPORT).await;
        let bruno = desk.agent("bruno", seeded::SUPPORT).await;
        let willy = desk.person("willy").of(seeded::SUPPORT).arrives().await;
        let ticket = carla.files(Service::Maintenance).await;
        carla.post(&ticket.path("/watchers"), &json!({"account_id": willy.id})).await.expect(200);
        bruno.takes(&ticket).await;
        for who in [&carla, &willy] {
            bruno.waits_for(&ticket, WaitReason::Requester).await;
            // Willy is of the team, and has no role in it.
            who.replies(&ticket, "Es una Latitude.").await;
            assert_eq!(bruno.sees(&ticket).await.summary.status, Status::InProgress, "{}", who.name);
        }
    }

    /// What was rated before a reopening is no longer the result.
    async fn a_reopening_clears_the_rating(desk: &Desk) {
        let ana = desk.requester("ana").await;
        let carla = desk.agent("carla", seeded::SUPPORT).await;
        let ticket = ana.files(Service::Maintenance).await;
        carla.takes(&ticket).await;
        carla.attends(&ticket, "Listo.").await;
        assert_eq!(ana.confirms(&ticket, 5).await.rating.unwrap().stars, 5);
        assert_eq!(ana.reopens(&ticket, "Volvió a fallar.").await.rating, None);
        carla.attends(&ticket, "Ahora sí.").await;
        let unrated = ana.tries(&ticket, "confirm", json!({})).await.expect_json::<TicketDetails>(200);
        assert_eq!(unrated.rating, None);
        let ratings: Vec<u8> = ana.timeline(&ticket).await.iter().filter_map(|item| item.change.rating).collect();
        assert_eq!(ratings, [5]);
    }

    /// Everyone tries everything in every status, for real. And the buttons that a person sees are the commands that are
    /// accepted, no more and no less.
    async fn who_may_give_which_command_from_which_status_is_the_reviewed_matrix(desk: &Desk) {
        let mut stage = Stage::set(desk).await;
        let mut matrix = String::new();
        let heading: String = Status::ALL.iter().map(|status| format!("{status:<16}")).collect();
        for place in 0..stage.people().len() {
            let who = stage.people()[place].0;
            let mut offers = Vec::new();
            for status in Status::ALL {
                offers.push(stage.offers(place, *status).await);
            }
            writeln!(matrix, "{who}\n  {:<22}{}", "", heading.trim_end()).unwrap();
            for command in COMMANDS {
                let mut row = String::new();
                for (status, offered) in Status::ALL.iter().zip(&offers) {
                    let outcome = stage.attempt(place, command, *status).await;
                    if let Some(action) = command.action
                        // Whoever may give it to anybody takes it by that.
                        && !(action == TicketAction::Take && offered.contains(&TicketAction::Assign))
                    {
                        let accepted = outcome.starts_with("20");
                        let name = command.name;
                        assert_eq!(offered.contains(&action), accepted, "{who}, {status}, {name}: {outcome}, {offered:?}");
                    }
                    write!(row, "{outcome:<16}").unwrap();
                }
                writeln!(matrix, "  {:<22}{}", command.name, row.trim_end()).unwrap();
            }
        }
        insta::assert_snapshot!("commands", matrix);
    }
}

/// One way to give a command.
struct Command {
    name: &'static str,
    /// The button for it; none where another row stands for the button.
    action: Option<TicketAction>,
    path: &'static str,
    body: fn(&Stage<'_>, &Person) -> Value,
}

const COMMANDS: &[Command] = &[
    Command {
        name: "assign",
        action: Some(TicketAction::Assign),
        path: "/assign",
        body: |stage, _| json!({"assignee_id": stage.rosa.id, "reason": "Tiene menos trabajo."}),
    },
    Command {
        name: "take",
        action: Some(TicketAction::Take),
        path: "/assign",
        body: |_, person| json!({"assignee_id": person.id}),
    },
    Command { name: "unassign", action: Some(TicketAction::Unassign), path: "/unassign", body: |_, _| json!({}) },
    Command {
        name: "transfer",
        action: Some(TicketAction::Transfer),
        path: "/transfer",
        body: |_, _| json!({"team_id": seeded::NETWORKS}),
    },
    Command { name: "start", action: Some(TicketAction::Start), path: "/start", body: |_, _| json!({}) },
    Command {
        name: "wait",
        action: Some(TicketAction::Wait),
        path: "/wait",
        body: |_, _| json!({"reason": "third_party"}),
    },
    Command { name: "resume", action: Some(TicketAction::Resume), path: "/resume", body: |_, _| json!({}) },
    Command {
        name: "attend",
        action: Some(TicketAction::Attend),
        path: "/attend",
        body: |_, _| json!({"summary": "Listo."}),
    },
    Command {
        name: "confirm",
        action: Some(TicketAction::Confirm),
        path: "/confirm",
        body: |_, _| json!({"rating": 5}),
    },
    Command {
        name: "reject",
        action: Some(TicketAction::Reject),
        path: "/reject",
        body: |_, _| json!({"reason": "Falta algo."}),
    },
    Command {
        name: "close_unanswered",
        action: Some(TicketAction::CloseUnanswered),
        path: "/close-unanswered",
        body: |_, _| json!({"reason": "Nadie contesta."}),
    },
    Command {
        name: "reopen",
        action: Some(TicketAction::Reopen),
        path: "/reopen",
        body: |_, _| json!({"reason": "Volvió a fallar."}),
    },
    Command {
        name: "cancel withdrawn",
        action: Some(TicketAction::Cancel),
        path: "/cancel",
        body: |_, _| json!({"reason": "withdrawn"}),
    },
    Command {
        name: "cancel duplicate",
        action: None,
        path: "/cancel",
        body: |stage, _| json!({"reason": "duplicate", "duplicate_of": stage.original.id}),
    },
    Command {
        name: "cancel out_of_scope",
        action: None,
        path: "/cancel",
        body: |_, _| json!({"reason": "out_of_scope"}),
    },
    Command {
        name: "cancel no_response",
        action: None,
        path: "/cancel",
        body: |_, _| json!({"reason": "no_response"}),
    },
    Command {
        name: "edit",
        action: Some(TicketAction::Edit),
        path: "",
        body: |_, _| json!({"description": "Tampoco carga."}),
    },
    Command {
        name: "prioritise",
        action: Some(TicketAction::Prioritise),
        path: "",
        body: |_, _| json!({"impact": "institution", "urgency": "high"}),
    },
    Command {
        name: "change_service",
        action: Some(TicketAction::ChangeService),
        path: "",
        body: |_, _| json!({"service_id": Service::Wifi.id()}),
    },
    Command { name: "tag", action: Some(TicketAction::Tag), path: "", body: |_, _| json!({"tags": ["garantía"]}) },
    Command {
        name: "reply",
        action: Some(TicketAction::Reply),
        path: "/replies",
        body: |_, _| json!({"body": "¿Hay novedades?"}),
    },
    Command {
        name: "note",
        action: Some(TicketAction::Note),
        path: "/notes",
        body: |_, _| json!({"body": "Revisar la garantía."}),
    },
    Command {
        name: "watch",
        action: Some(TicketAction::ManageWatchers),
        path: "/watchers",
        body: |stage, _| json!({"account_id": stage.nico.id}),
    },
    Command {
        name: "link",
        action: Some(TicketAction::Link),
        path: "/links",
        body: |stage, _| json!({"folio": stage.original.folio, "kind": "related"}),
    },
];

/// Everybody who could have to do with a ticket, and a ticket in each status.
struct Stage<'a> {
    ana: Person,
    willy: Person,
    nico: Person,
    carla: Person,
    bruno: Person,
    dora: Person,
    rosa: Person,
    sara: Person,
    quique: Person,
    alma: Person,
    original: Ticket,
    tickets: Vec<(Status, Ticket)>,
    desk: &'a Desk,
}

impl<'a> Stage<'a> {
    async fn set(desk: &'a Desk) -> Self {
        let ana = desk.requester("ana").await;
        let original = ana.files(Service::Maintenance).await;
        Self {
            willy: desk.requester("willy").await,
            nico: desk.requester("nico").await,
            carla: desk.agent("carla", seeded::SUPPORT).await,
            bruno: desk.agent("bruno", seeded::SUPPORT).await,
            dora: desk.agent("dora", seeded::PLATFORMS).await,
            rosa: desk.supervisor("rosa", seeded::SUPPORT).await,
            sara: desk.supervisor("sara", seeded::PLATFORMS).await,
            quique: desk.quality("quique").await,
            alma: desk.person("alma").role(Role::Admin).arrives().await,
            ana,
            original,
            tickets: Vec::new(),
            desk,
        }
    }

    fn people(&self) -> [(&'static str, &Person); 10] {
        [
            ("requester", &self.ana),
            ("watcher", &self.willy),
            ("stranger", &self.nico),
            ("assignee (once there is one)", &self.carla),
            ("agent of the team", &self.bruno),
            ("agent of another team", &self.dora),
            ("supervisor of the team", &self.rosa),
            ("supervisor of another team", &self.sara),
            ("quality", &self.quique),
            ("admin", &self.alma),
        ]
    }

    /// The buttons.
    async fn offers(&mut self, place: usize, status: Status) -> Vec<TicketAction> {
        let ticket = self.ticket_in(status).await;
        let seen = self.people()[place].1.get(&ticket.path("")).await;
        if seen.status == 404 { Vec::new() } else { seen.expect_json::<TicketDetails>(200).actions }
    }

    /// Gives the command, and puts a fresh ticket in its place when it was carried out.
    async fn attempt(&mut self, place: usize, command: &Command, status: Status) -> String {
        let ticket = self.ticket_in(status).await;
        let before = self.row(&ticket).await;
        let person = self.people()[place].1;
        let body = (command.body)(self, person);
        let path = ticket.path(command.path);
        let call = if command.path.is_empty() { person.patch(&path, &body) } else { person.post(&path, &body) };
        let answer = call.if_match(before.version).await;
        let after = self.row(&ticket).await;
        let code = answer.status.as_u16();
        if answer.status.is_success() {
            self.tickets.retain(|(_, used)| used.id != ticket.id);
            return if after.status == status { code.to_string() } else { format!("{code} {}", after.status) };
        }
        assert_eq!(before, after, "a refusal changed something");
        let problem = answer.problem();
        if code == 409 && problem.current_status.is_some() {
            assert_eq!(problem.current_status, Some(status));
            assert_eq!(problem.allowed.unwrap(), status.allowed());
        }
        code.to_string()
    }

    async fn row(&self, ticket: &Ticket) -> ticket::Model {
        ticket::Entity::find_by_id(ticket.id).one(self.desk.db()).await.unwrap().unwrap()
    }

    /// A ticket of Ana's that Willy watches and, where somebody has it, Carla has.
    async fn ticket_in(&mut self, status: Status) -> Ticket {
        if let Some((_, ticket)) = self.tickets.iter().find(|(of, _)| *of == status) {
            return ticket.clone();
        }
        let ticket = self.ana.files(Service::Maintenance).await;
        self.ana.post(&ticket.path("/watchers"), &json!({"account_id": self.willy.id})).await.expect(200);
        let (ana, carla) = (&self.ana, &self.carla);
        if status != Status::New && status != Status::Cancelled {
            carla.takes(&ticket).await;
        }
        match status {
            Status::New | Status::Assigned => {}
            Status::InProgress => drop(carla.starts(&ticket).await),
            Status::Waiting => drop(carla.waits_for(&ticket, WaitReason::ThirdParty).await),
            Status::Attended => drop(carla.attends(&ticket, "Listo.").await),
            Status::Resolved => {
                carla.attends(&ticket, "Listo.").await;
                ana.confirms(&ticket, 5).await;
            }
            Status::Cancelled => drop(ana.cancels(&ticket, "withdrawn").await),
        }
        self.tickets.push((status, ticket.clone()));
        ticket
    }
}
