//! One run: database after database, and on each the server and what it is held against by turns.

use std::{fs, sync::Arc, time::Duration};

use backend::db::SQLITE_FILE;
use e2e::{Engine, database::cluster};
use tokio::sync::Mutex;

use crate::{
    Options,
    cast::Cast,
    ceilings::{self, Nothing},
    client::Client,
    driving::{Measured, drive},
    enduring::{self, Mixed},
    figures::{Cell, Of, Repeated, median},
    machine,
    operations::{Operation, Served},
    recording::{Recorder, Script},
    replay::{Raw, Replay},
    report, served,
    stage::Stage,
};

/// Starts of which the median counts.
const STARTS: usize = 5;
/// How PostgreSQL is set: what it comes with, and memory as a small server has it. An acknowledged write is on the disk.
const POSTGRES: [&str; 4] = ["max_connections=200", "shared_buffers=512MB", "max_wal_size=4GB", "jit=off"];

/// Measures and reports.
pub async fn run(options: &Options) {
    fs::create_dir_all(&options.folder).expect("a folder");
    let (mut all, mut endured) = (Vec::new(), Vec::new());
    for engine in options.engines() {
        let server = (engine == Engine::Postgres).then(|| {
            let folder = options.folder.join("postgres");
            fs::create_dir_all(&folder).expect("a folder");
            cluster::Server::start(&folder, &POSTGRES)
        });
        for tickets in &options.tickets {
            let stage = Stage::set(options, engine, *tickets, server.as_ref()).await;
            if let Some(minutes) = options.endure {
                let bench = Bench::set_up(options, stage, server.as_ref()).await;
                endured.push(bench.endure(minutes).await);
                enduring::write(options, &endured);
                break;
            }
            all.push(Bench::set_up(options, stage, server.as_ref()).await.measure().await);
            // Whatever comes to pass, what was measured stays.
            report::write(options, &all);
        }
    }
    if options.endure.is_none() {
        report::print(options, &all);
    }
    let failed: usize = all.iter().flat_map(|of: &Of| &of.cells).map(|cell| cell.served.failed()).sum();
    assert_eq!(failed, 0, "something failed");
    assert!(endured.iter().all(enduring::is_sound), "something failed, or memory or the log has grown");
}

/// A database, a server on it, and everything that drives them.
struct Bench<'a> {
    options: &'a Options,
    stage: Stage,
    cluster: Option<&'a cluster::Server>,
    recorder: Recorder,
    cast: Cast,
    server: served::Server,
    first_answer: f64,
    scripts: Vec<(Operation, Arc<Vec<Script>>)>,
    writer: Option<Arc<Mutex<Raw>>>,
}

impl<'a> Bench<'a> {
    async fn set_up(options: &'a Options, stage: Stage, cluster: Option<&'a cluster::Server>) -> Self {
        let mut recorder = Recorder::start(stage.config()).await;
        let mut cast = Cast::gather(&recorder.app, stage.tickets).await;
        let mut starts = Vec::new();
        for _ in 1..STARTS {
            let server = served::Server::start(options, &stage).await;
            starts.push(server.first_answer);
            server.stop();
        }
        let server = served::Server::start(options, &stage).await;
        starts.push(server.first_answer);
        let mut client = Client::connect(server.address).await.expect("the server answers");
        // As many whatever is asked for: they are among what is open.
        let most = options.concurrency.iter().copied().fold(32, usize::max);
        cast.worked = cast.put_to_work(&mut client, most + 1).await;
        cast.replayed = cast.put_to_work(&mut client, most + 1).await;
        let mut scripts = Vec::new();
        for operation in options.operations() {
            scripts.push((operation, Arc::new(recorder.record(operation, &mut cast).await)));
        }
        let writer = match stage.engine {
            Engine::Sqlite => Some(Arc::new(Mutex::new(Raw::connect(&stage).await))),
            Engine::Postgres => None,
        };
        let first_answer = median(starts);
        Self { options, stage, cluster, recorder, cast, server, first_answer, scripts, writer }
    }

    async fn measure(mut self) -> Of {
        let length = Duration::from_secs_f64(self.options.seconds);
        println!("\n{} with {} tickets ({:.0} MB)", self.stage.engine, self.stage.tickets, self.stage.megabytes);
        let before = machine::resident(self.server.id());
        let mut cells: Vec<Cell> = Vec::new();
        for (operation, scripts) in &self.scripts {
            for concurrency in &self.options.concurrency {
                let statements = scripts.iter().map(|script| script.steps.len()).sum::<usize>() / scripts.len();
                let (served, raw) = (Repeated::default(), Repeated::default());
                cells.push(Cell { operation: *operation, concurrency: *concurrency, served, raw, statements });
            }
        }
        let mut nothing: Vec<(usize, Repeated)> =
            self.options.concurrency.iter().map(|concurrency| (*concurrency, Repeated::default())).collect();
        let mut flushes = Repeated::default();
        for repeat in 0..self.options.repeats {
            flushes.0.push(ceilings::flush(&self.stage.data, length.min(Duration::from_secs(2))));
            for (concurrency, measured) in &mut nothing {
                measured.0.push(ask_nothing(*concurrency, length.min(Duration::from_secs(2))).await);
            }
            for cell in &mut cells {
                // Access tokens are good for ten minutes, and none is that old after one cell.
                self.cast.sign_in(&self.recorder.app).await;
                cell.served.0.push(self.serve(cell.operation, cell.concurrency, length).await);
                cell.raw.0.push(self.replay(cell.operation, cell.concurrency, length).await);
                report::progress(repeat, cell);
            }
        }
        let resident = (before, machine::resident(self.server.id()));
        self.server.stop();
        self.recorder.app.db.close().await;
        let Stage { engine, tickets, megabytes, seeded_in, .. } = self.stage;
        let first = |scripts: &Arc<Vec<Script>>| {
            scripts.first().map(|script| script.steps.iter().map(|step| step.sql).collect()).unwrap_or_default()
        };
        let statements = self.scripts.iter().map(|(operation, scripts)| (*operation, first(scripts))).collect();
        Of {
            statements,
            engine,
            tickets,
            megabytes,
            seeded_in,
            first_answer: self.first_answer,
            resident,
            cells,
            nothing,
            flushes,
        }
    }

    /// Works for so long, and watches.
    async fn endure(mut self, minutes: u64) -> serde_json::Value {
        let log = match self.cluster {
            Some(server) => server.write_ahead_log(),
            None => self.stage.data.join(format!("{SQLITE_FILE}-wal")),
        };
        println!("\n{} with {} tickets: what it carries", self.stage.engine, self.stage.tickets);
        self.cast.sign_in(&self.recorder.app).await;
        let carried = drive(self.mixed().await, enduring::TRIAL, Vec::new).await.1.throughput;
        assert!(carried > 0.0, "the server carries nothing");
        println!("  {carried:.0}/s; {minutes} minutes at half of it");
        let mut spells = Vec::new();
        for number in 1..=enduring::spells(minutes) {
            self.cast.sign_in(&self.recorder.app).await;
            let measured = enduring::work(self.mixed().await, enduring::pace(carried)).await;
            let spell = enduring::Spell::seen(measured, self.server.id(), &log);
            spell.tell(number);
            spells.push(spell);
        }
        self.server.stop();
        self.recorder.app.db.close().await;
        enduring::sum_up(&self.stage.engine.to_string(), self.stage.tickets, carried, &spells)
    }

    async fn mixed(&mut self) -> Vec<Mixed> {
        let mut client = Client::connect(self.server.address).await.expect("the server answers");
        self.cast.worked = self.cast.put_to_work(&mut client, enduring::CLIENTS * enduring::WORKED).await;
        let mut lanes = Vec::new();
        for place in 0..enduring::CLIENTS {
            lanes.push(Mixed::new(self.server.address, &self.cast, place).await);
        }
        lanes
    }

    async fn serve(&mut self, operation: Operation, concurrency: usize, length: Duration) -> Measured {
        let mut lanes = Vec::new();
        for place in 0..concurrency {
            let client = Client::connect(self.server.address).await.expect("the server answers");
            // So far apart that it is one ticket for each.
            lanes.push(Served::new(client, operation, &self.cast, place, self.cast.worked.len()));
        }
        let (server, database) = (self.server.id(), self.cluster.map(cluster::Server::process_id));
        let processors = || {
            let database = database.map(machine::cpu_with_children);
            std::iter::once(machine::cpu(server)).chain(database).collect()
        };
        let (lanes, measured) = drive(lanes, length, processors).await;
        for (place, ticket) in lanes.into_iter().flat_map(Served::worked).enumerate() {
            self.cast.worked[place] = ticket;
        }
        measured
    }

    async fn replay(&self, operation: Operation, concurrency: usize, length: Duration) -> Measured {
        let scripts = self.scripts.iter().find(|(one, _)| *one == operation).map(|(_, scripts)| scripts.clone());
        let scripts = scripts.expect("it was recorded");
        let mut lanes = Vec::new();
        for place in 0..concurrency {
            // The first is the one that was recorded: its statements would meet themselves.
            let ticket = (operation == Operation::Command).then(|| self.cast.replayed[place + 1].id);
            lanes.push(Replay::new(&self.stage, scripts.clone(), self.writer.clone(), ticket, place).await);
        }
        drive(lanes, length, Vec::new).await.1
    }
}

async fn ask_nothing(concurrency: usize, length: Duration) -> Measured {
    let server = Nothing::start();
    let mut lanes = Vec::new();
    for _ in 0..concurrency {
        lanes.push(server.client().await);
    }
    drive(lanes, length, Vec::new).await.1
}
