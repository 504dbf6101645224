//! Hours of everyday work: all operations mixed, at half of what the server carries, while it is watched for what grows.

use std::{
    fs,
    path::Path,
    time::{Duration, Instant},
};

use chrono::{SecondsFormat, Utc};
use serde_json::{Value, json};

use crate::{
    Options,
    cast::Cast,
    client::Client,
    driving::{Lane, Measured},
    figures::median,
    machine,
    operations::{Operation, Served},
};

/// Clients at a time.
pub const CLIENTS: usize = 8;
/// Tickets that each of them gives commands to in a spell: others in each, because no ticket in the world waits thousands of times.
pub const WORKED: usize = 4;
/// How long it is tried what the server carries.
pub const TRIAL: Duration = Duration::from_secs(20);
/// After so long everybody signs in anew, and it is looked what has grown.
const SPELL: Duration = Duration::from_secs(60);
/// What people do, by how often: mostly they read.
const MIX: [Operation; 20] = [
    Operation::Open,
    Operation::Ticket,
    Operation::Mine,
    Operation::Ticket,
    Operation::Create,
    Operation::Filter,
    Operation::Ticket,
    Operation::Command,
    Operation::Open,
    Operation::Mine,
    Operation::Ticket,
    Operation::Filter,
    Operation::Open,
    Operation::Ticket,
    Operation::Create,
    Operation::Mine,
    Operation::Command,
    Operation::Filter,
    Operation::Ticket,
    Operation::Indicator,
];

/// A client that does everything, in turn.
pub struct Mixed {
    hands: Vec<(Operation, Served)>,
    next: usize,
}

impl Mixed {
    /// One of several.
    pub async fn new(address: std::net::SocketAddr, cast: &Cast, place: usize) -> Self {
        let mut hands = Vec::new();
        for operation in Operation::ALL {
            let client = Client::connect(address).await.expect("the server answers");
            hands.push((operation, Served::new(client, operation, cast, place, CLIENTS)));
        }
        Self { hands, next: place * MIX.len() / CLIENTS }
    }
}

impl Lane for Mixed {
    async fn step(&mut self) -> bool {
        let operation = MIX[self.next % MIX.len()];
        self.next += 1;
        let (_, served) = self.hands.iter_mut().find(|(one, _)| *one == operation).expect("it can do all of them");
        served.step().await
    }
}

/// What was seen in one spell.
#[derive(Debug, Clone)]
pub struct Spell {
    measured: Measured,
    /// Memory of the server at its end, in megabytes.
    resident: f64,
    /// The file that is written ahead of the database, in megabytes.
    log: f64,
}

/// Works at a pace for a spell. An operation counts from when it was due, so one that keeps others waiting is seen in theirs.
#[expect(clippy::cast_precision_loss, reason = "operations of a minute")]
pub async fn work(lanes: Vec<Mixed>, each: Duration) -> Measured {
    let start = Instant::now();
    let stagger = each / u32::try_from(lanes.len().max(1)).unwrap_or(1);
    let tasks: Vec<_> = (0_u32..)
        .zip(lanes)
        .map(|(place, mut lane)| {
            tokio::spawn(async move {
                let (mut due, mut took, mut failed) = (start + stagger * place, Vec::new(), 0);
                while due < start + SPELL {
                    tokio::time::sleep_until(due.into()).await;
                    if lane.step().await {
                        took.push(due.elapsed().as_secs_f64() * 1_000.0);
                    } else {
                        failed += 1;
                    }
                    due += each;
                }
                (took, failed)
            })
        })
        .collect();
    let mut measured = Measured::default();
    for task in tasks {
        let (took, failed) = task.await.expect("a client ends well");
        measured.took.extend(took);
        measured.failed += failed;
    }
    measured.throughput = measured.took.len() as f64 / start.elapsed().as_secs_f64();
    measured.took.sort_by(f64::total_cmp);
    measured
}

/// How long each client has from one operation to the next, at half of what was carried.
pub fn pace(carried: f64) -> Duration {
    #[expect(clippy::cast_precision_loss, reason = "a few clients")]
    Duration::from_secs_f64(CLIENTS as f64 / (carried / 2.0))
}

/// Spells of the time that was asked for.
pub fn spells(minutes: u64) -> u64 {
    minutes * 60 / SPELL.as_secs()
}

impl Spell {
    /// Looks at the server and at what it writes ahead.
    pub fn seen(measured: Measured, server: u32, log: &Path) -> Self {
        Self { measured, resident: machine::resident(server), log: megabytes(log) }
    }

    /// Says what it came to.
    pub fn tell(&self, number: u64) {
        println!(
            "  {number:>4}  {:6.1}/s  p50 {:6.1}  p99 {:7.1}  worst {:8.1} ms  memory {:6.1} MB  log {:7.1} MB{}",
            self.measured.throughput,
            self.measured.percentile(50.0),
            self.measured.percentile(99.0),
            self.measured.percentile(100.0),
            self.resident,
            self.log,
            if self.measured.failed > 0 { format!("  {} FAILED", self.measured.failed) } else { String::new() },
        );
    }
}

/// What memory and the log may have come to, over what they were at the beginning.
const GROWN: f64 = 1.1;
/// A log that is no longer than this, in megabytes, has not grown: SQLite's is begun anew from 64 MB on, once a minute.
const SHORT: f64 = 256.0;

/// What all of it came to: memory at the beginning and at the end, the longest log, what failed.
pub fn sum_up(engine: &str, tickets: u64, carried: f64, spells: &[Spell]) -> Value {
    // The first spells fill caches and pools.
    let tenth = (spells.len() / 10).max(1);
    let resident = |some: &[Spell]| median(some.iter().map(|spell| spell.resident));
    let early = resident(spells.get(tenth..2 * tenth).unwrap_or(spells));
    let late = resident(spells.get(spells.len().saturating_sub(tenth)..).unwrap_or(spells));
    // It grows as long as anybody reads what is older, so each half has its longest.
    let (first, second) = spells.split_at(spells.len() / 2);
    let longest = |some: &[Spell]| some.iter().map(|spell| spell.log).fold(0.0, f64::max);
    let (early_log, late_log) = (longest(first), longest(second));
    let failed: usize = spells.iter().map(|spell| spell.measured.failed).sum();
    let done: usize = spells.iter().map(|spell| spell.measured.took.len()).sum();
    println!(
        "{engine} with {tickets} tickets: {done} operations, {failed} failed; memory {early:.1} MB early, {late:.1} MB late; log of {early_log:.1} MB at most in the first half, {late_log:.1} MB in the second"
    );
    json!({
        "engine": engine,
        "tickets": tickets,
        "carried_per_second": carried,
        "operations": done,
        "failed": failed,
        "resident_mb": {"early": early, "late": late},
        "longest_log_mb": {"early": early_log, "late": late_log},
        "spells": spells.iter().map(|spell| json!({
            "per_second": spell.measured.throughput,
            "p50_ms": spell.measured.percentile(50.0),
            "p99_ms": spell.measured.percentile(99.0),
            "worst_ms": spell.measured.percentile(100.0),
            "failed": spell.measured.failed,
            "resident_mb": spell.resident,
            "log_mb": spell.log,
        })).collect::<Vec<_>>(),
    })
}

/// Whether nothing failed, and memory and the log are what they were at the beginning.
pub fn is_sound(of: &Value) -> bool {
    let megabytes = |what: &str, when: &str| of[what][when].as_f64().unwrap_or_default();
    let has_kept = |what: &str| megabytes(what, "late") <= GROWN * megabytes(what, "early");
    let is_short = megabytes("longest_log_mb", "late") <= SHORT;
    of["failed"] == 0 && has_kept("resident_mb") && (is_short || has_kept("longest_log_mb"))
}

/// Writes it into the folder.
pub fn write(options: &Options, all: &[Value]) {
    let results = json!({
        "at": Utc::now().to_rfc3339_opts(SecondsFormat::Secs, true),
        "commit": options.commit,
        "machine": machine::described(),
        "databases": all,
    });
    let text = serde_json::to_string_pretty(&results).expect("it can be written");
    let file = options.folder.join("endured.json");
    fs::write(&file, text).expect("the results are written");
    println!("{}", file.display());
}

/// Size of a file, or of the files in a folder, in megabytes.
#[expect(clippy::cast_precision_loss, reason = "shown with one decimal")]
fn megabytes(place: &Path) -> f64 {
    let size = |path: &Path| fs::metadata(path).map_or(0, |data| data.len());
    let bytes: u64 = match fs::read_dir(place) {
        Ok(files) => files.flatten().map(|file| size(&file.path())).sum(),
        Err(_) => size(place),
    };
    bytes as f64 / 1e6
}
