//! schemathesis makes up requests of the document (from its examples, at the edges of what it allows, at random, and in chains)
//! and holds every answer against it: no 5xx, nothing undocumented, nothing accepted that the document forbids. As nobody and
//! as everyone whom the house knows.

use std::fmt::Write;

use e2e::{Desk, Engine, Person, Service, on_both_engines, seeded};
use serde_json::{Value, json};
use shared::{person::Role, status::WaitReason};

use crate::tools;

/// Cases of an operation, unless `VENTANILLA_TEST_CONTRACT_EXAMPLES` says otherwise.
const EXAMPLES: &str = "4";
/// What is tried out of what schemathesis knows, on the engine that is not the one of the whole.
const QUICK: &str = "examples,fuzzing,stateful";

/// What there is at a desk, by the names that `schemathesis.toml` knows.
struct World {
    people: Vec<Person>,
    tickets: Vec<String>,
    files: Vec<String>,
}

/// People of every role, and requests in every state.
async fn world(desk: &Desk) -> World {
    let ana = desk.requester("ana").await;
    let luis = desk.requester("luis").await;
    let carla = desk.agent("carla", seeded::SUPPORT).await;
    let rosa = desk.supervisor("rosa", seeded::SUPPORT).await;
    let jorge = desk.quality("jorge").await;
    let alma = desk.admin("alma").await;
    let mut tickets = Vec::new();
    for nth in 0..14 {
        let ticket = if nth % 7 == 6 { luis.files(Service::Wifi).await } else { ana.files(Service::Maintenance).await };
        tickets.push(if nth == 0 { ticket.folio.clone() } else { ticket.id.to_string() });
        if nth % 7 == 0 || nth % 7 == 6 {
            continue;
        }
        carla.takes(&ticket).await;
        carla.replies(&ticket, "¿Desde **cuándo**?").await;
        match nth % 7 {
            1 => drop(carla.starts(&ticket).await),
            2 => drop(carla.waits_for(&ticket, WaitReason::Requester).await),
            3 => drop(carla.attends(&ticket, "Se cambió la batería.").await),
            4 => {
                carla.attends(&ticket, "Se cambió la batería.").await;
                ana.confirms(&ticket, 5).await;
            }
            5 => drop(rosa.cancels(&ticket, "out_of_scope").await),
            _ => {}
        }
        carla.notes(&ticket, "Falta la pieza.").await;
    }
    let mut files = Vec::new();
    for person in [&ana, &luis, &carla, &rosa, &alma] {
        let upload =
            person.call(reqwest::Method::POST, "/attachments").file("nota.txt", "text/plain", b"No enciende.".to_vec());
        files.push(upload.await.expect_json::<Value>(201)["id"].as_str().expect("an id").to_owned());
    }
    World { people: vec![ana, luis, carla, rosa, jorge, alma], tickets, files }
}

impl World {
    /// Whoever has a role.
    fn person(&self, role: Role) -> &Person {
        let name = match role {
            Role::Requester => "ana",
            Role::Agent => "carla",
            Role::Supervisor => "rosa",
            Role::Quality => "jorge",
            Role::Admin => "alma",
        };
        self.people.iter().find(|person| person.email.starts_with(name)).expect("somebody of every role")
    }

    /// As schemathesis reads it.
    fn dictionaries(&self) -> String {
        let people: Vec<String> = self.people.iter().map(|person| person.id.to_string()).collect();
        let teams = [seeded::SUPPORT, seeded::NETWORKS, seeded::PLATFORMS].map(|team| team.to_string());
        let services =
            [Service::Maintenance, Service::Wifi, Service::PasswordRecovery].map(|service| service.id().to_string());
        let mut text = String::new();
        let all: [(&str, &[String]); 5] = [
            ("tickets", &self.tickets),
            ("accounts", &people),
            ("teams", &teams),
            ("services", &services),
            ("attachments", &self.files),
        ];
        for (name, values) in all {
            // An array of texts is written alike in JSON and in TOML.
            let _ = writeln!(text, "\n[dictionaries.{name}]\nvalues = {}", json!(values));
        }
        text
    }
}

/// Has the API tried out by one of a role, or by nobody. The edges of everything that the document allows take the longest:
/// unless more time is taken anyway, they are tried by one on each engine.
async fn is_tried_out(engine: Engine, whole_on: Option<Engine>, role: Option<Role>) {
    let mut desk = Desk::with(engine, |config| config.codes_per_address = 100_000).await;
    let world = world(&desk).await;
    let folder = tempfile::tempdir().expect("a folder");
    let told = std::fs::read_to_string(tools::file("schemathesis.toml")).expect("what it is told");
    std::fs::write(folder.path().join("schemathesis.toml"), told + world.dictionaries().as_str()).expect("it is told");
    let person = role.map(|role| world.person(role));
    let credential = match person {
        Some(person) => Some(person.credential().await),
        None => None,
    };
    let asked = |name: &str| std::env::var(format!("VENTANILLA_TEST_CONTRACT_{name}")).ok();
    let is_whole = whole_on == Some(engine) || asked("EXAMPLES").is_some();

    let said = tools::run("st", folder.path(), |command| {
        command.arg("run").arg(format!("{}/api/openapi.json", desk.origin)).arg("--no-color");
        command.args(["--max-examples", asked("EXAMPLES").as_deref().unwrap_or(EXAMPLES)]);
        command.args(["--seed", asked("SEED").as_deref().unwrap_or("1")]);
        if !is_whole {
            command.args(["--phases", QUICK]);
        }
        command.env("SCHEMATHESIS_HOOKS", "hooks").env("PYTHONPATH", tools::file(""));
        if let Some(credential) = &credential {
            command.arg("--header").arg(format!("Authorization: Bearer {credential}"));
            command.env("TRIED_OUT_WITH", credential);
            // Whoever ends the session is nobody from then on.
            command.args(["--exclude-operation-id", "end_current_session"]);
        }
    })
    .await;
    println!("{said}");
    if let (Some(person), Some(role), Some(credential)) = (person, role, &credential) {
        let me: Value = desk.call(reqwest::Method::GET, "/me").bearer(credential).await.expect_json(200);
        let roles = me["roles"].as_array().expect("roles");
        assert!(roles.contains(&json!(role)), "{} did not stay what it was: {roles:?}", person.email);
    }
    desk.stop().await;
}

on_both_engines! {
    async fn nobody_gets_an_undocumented_answer(engine: Engine) {
        is_tried_out(engine, None, None).await;
    }

    async fn a_requester_gets_no_undocumented_answer(engine: Engine) {
        is_tried_out(engine, Some(Engine::Postgres), Some(Role::Requester)).await;
    }

    async fn an_agent_gets_no_undocumented_answer(engine: Engine) {
        is_tried_out(engine, None, Some(Role::Agent)).await;
    }

    async fn a_supervisor_gets_no_undocumented_answer(engine: Engine) {
        is_tried_out(engine, None, Some(Role::Supervisor)).await;
    }

    async fn the_quality_office_gets_no_undocumented_answer(engine: Engine) {
        is_tried_out(engine, None, Some(Role::Quality)).await;
    }

    async fn an_admin_gets_no_undocumented_answer(engine: Engine) {
        is_tried_out(engine, Some(Engine::Sqlite), Some(Role::Admin)).await;
    }
}
