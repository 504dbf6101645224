//! What the server asks of its database for a call: listened to in a server of this very process.

use std::sync::{Arc, Mutex, PoisonError};

use actix_web::web::Data;
use backend::{app::App, clock::Clock, config::Config, http::server};
use chrono::{DateTime, SubsecRound, Utc};
use sea_orm::{Statement, Value};
use uuid::Uuid;

use crate::{
    cast::Cast,
    client::{Call, Client},
    operations::{Operation, command, key},
};

/// One statement.
#[derive(Debug, Clone)]
pub struct Step {
    /// Whether it is part of a transaction that writes.
    pub writes: bool,
    /// The statement, for as long as this process lives.
    pub sql: &'static str,
    /// Its values.
    pub values: Vec<Value>,
}

/// The statements of one operation, with what of them is new each time.
#[derive(Debug, Clone, Default)]
pub struct Script {
    /// In their order.
    pub steps: Vec<Step>,
    /// Ids that were born in it are born anew.
    pub since: DateTime<Utc>,
    /// The idempotency key.
    pub key: Option<String>,
    /// Number and folio of the ticket that was filed.
    pub filed: Option<(i64, String)>,
    /// The ticket that was given a command.
    pub commanded: Option<Uuid>,
}

/// A server in this process that is listened to.
pub struct Recorder {
    /// The application, for whoever has to be signed in.
    pub app: Data<App>,
    client: Client,
    heard: Arc<Mutex<Vec<Step>>>,
}

impl Recorder {
    /// Starts on a database.
    pub async fn start(config: Config) -> Self {
        let listener = std::net::TcpListener::bind(("127.0.0.1", 0)).expect("a port");
        let address = listener.local_addr().expect("an address");
        let mut app = App::open(config, Clock::default()).await.expect("the application opens");
        app.db.migrate(&app.config.data).await.expect("the schema is up to date");
        let heard = Arc::new(Mutex::new(Vec::new()));
        let hears = heard.clone();
        let told = move |writes, statement: &Statement| {
            let values = statement.values.clone().map(|values| values.0).unwrap_or_default();
            let sql: &'static str = Box::leak(statement.sql.clone().into_boxed_str());
            hears.lock().unwrap_or_else(PoisonError::into_inner).push(Step { writes, sql, values });
        };
        app.db.overhear(told).expect("nobody shares it yet");
        let app = Data::new(app);
        tokio::spawn(server::serve(app.clone(), listener).expect("it serves"));
        let client = Client::connect(address).await.expect("it answers");
        Self { app, client, heard }
    }

    /// The statements of each turn of an operation.
    pub async fn record(&mut self, operation: Operation, cast: &mut Cast) -> Vec<Script> {
        let mut scripts = Vec::new();
        for turn in operation.turns(cast) {
            let key = (operation == Operation::Create).then(key);
            let mut script = self.listen();
            for mut call in turn {
                if let Some(key) = &key {
                    call = call.header("Idempotency-Key", key);
                }
                let answer = self.told(&call).await;
                if operation == Operation::Create {
                    let folio = answer["folio"].as_str().expect("a folio").to_owned();
                    let number = folio.rsplit('-').next().and_then(|number| number.parse().ok());
                    script.filed = Some((number.expect("a folio ends with its number"), folio));
                }
            }
            script.key = key;
            script.steps = self.heard();
            scripts.push(script);
        }
        if operation == Operation::Command {
            for _ in 0..2 {
                scripts.push(self.record_command(cast).await);
            }
        }
        scripts
    }

    async fn record_command(&mut self, cast: &mut Cast) -> Script {
        let key = key();
        let ticket = &mut cast.replayed[0];
        let call = command(ticket.id, ticket.waits, &ticket.etag, &cast.agent.token).header("Idempotency-Key", &key);
        let mut script = self.listen();
        let version = self.told(&call).await["version"].as_i64().expect("a version");
        ticket.etag = format!("\"{version}\"");
        ticket.waits = !ticket.waits;
        script.steps = self.heard();
        script.key = Some(key);
        script.commanded = Some(ticket.id);
        script
    }

    fn listen(&self) -> Script {
        self.heard();
        // Ids know when they were born to the millisecond.
        Script { since: Utc::now().trunc_subsecs(3), ..Script::default() }
    }

    fn heard(&self) -> Vec<Step> {
        std::mem::take(&mut *self.heard.lock().unwrap_or_else(PoisonError::into_inner))
    }

    async fn told(&mut self, call: &Call) -> serde_json::Value {
        let answer = self.client.send(call).await;
        assert!((200..300).contains(&answer.status), "{} {}: {}", call.method, call.path, answer.value());
        answer.value()
    }
}
