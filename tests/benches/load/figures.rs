//! What was measured, and the medians of it.

use e2e::Engine;
use serde_json::{Value, json};

use crate::{driving::Measured, operations::Operation};

/// The one in the middle.
pub fn median(values: impl IntoIterator<Item = f64>) -> f64 {
    let mut values: Vec<f64> = values.into_iter().collect();
    values.sort_by(f64::total_cmp);
    let middle = values.len() / 2;
    match values.as_slice() {
        [] => 0.0,
        values if values.len() % 2 == 1 => values[middle],
        values => f64::midpoint(values[middle - 1], values[middle]),
    }
}

/// Several measures of the same.
#[derive(Debug, Clone, Default)]
pub struct Repeated(pub Vec<Measured>);

impl Repeated {
    /// Operations a second.
    pub fn throughput(&self) -> f64 {
        median(self.0.iter().map(|one| one.throughput))
    }

    /// What so many of a hundred operations took at most, in milliseconds.
    pub fn percentile(&self, percent: f64) -> f64 {
        median(self.0.iter().map(|one| one.percentile(percent)))
    }

    /// Processor milliseconds an operation, of the server (0) or of the database's processes (1).
    pub fn cpu(&self, whose: usize) -> f64 {
        median(self.0.iter().filter_map(|one| one.cpu.get(whose).copied()))
    }

    /// Operations that failed, of all.
    pub fn failed(&self) -> usize {
        self.0.iter().map(|one| one.failed).sum()
    }

    /// For a machine.
    pub fn value(&self) -> Value {
        json!({
            "per_second": rounded(self.throughput()),
            "p50_ms": rounded(self.percentile(50.0)),
            "p95_ms": rounded(self.percentile(95.0)),
            "p99_ms": rounded(self.percentile(99.0)),
            "cpu_ms": self.0.first().map_or(0, |one| one.cpu.len()).checked_sub(1).map(|last| {
                (0..=last).map(|whose| rounded(self.cpu(whose))).collect::<Vec<_>>()
            }),
            "failed": self.failed(),
        })
    }
}

fn rounded(number: f64) -> f64 {
    (number * 1_000.0).round() / 1_000.0
}

/// One operation on one database by so many clients at a time.
#[derive(Debug, Clone)]
pub struct Cell {
    /// The operation.
    pub operation: Operation,
    /// Clients at a time.
    pub concurrency: usize,
    /// By the server.
    pub served: Repeated,
    /// By raw prepared statements.
    pub raw: Repeated,
    /// Statements of one operation.
    pub statements: usize,
}

impl Cell {
    /// What the server reaches of its raw statements, in percent.
    pub fn ratio(&self) -> f64 {
        100.0 * self.served.throughput() / self.raw.throughput()
    }

    fn value(&self) -> Value {
        json!({
            "operation": self.operation.name(),
            "concurrency": self.concurrency,
            "statements": self.statements,
            "server": self.served.value(),
            "raw_sql": self.raw.value(),
            "ratio_percent": rounded(self.ratio()),
        })
    }
}

/// Everything that was measured on one database.
#[derive(Debug, Clone)]
pub struct Of {
    /// The engine.
    pub engine: Engine,
    /// Tickets of the past.
    pub tickets: u64,
    /// Size of the database, in megabytes.
    pub megabytes: f64,
    /// How long it took to make the past, if it was made in this run.
    pub seeded_in: Option<f64>,
    /// From the start to the first answer, in milliseconds.
    pub first_answer: f64,
    /// Memory of the server before the load and after it, in megabytes.
    pub resident: (f64, f64),
    /// The statements of an operation, the first time that it was recorded.
    pub statements: Vec<(Operation, Vec<&'static str>)>,
    /// Operation by operation.
    pub cells: Vec<Cell>,
    /// A server that does nothing, by clients at a time.
    pub nothing: Vec<(usize, Repeated)>,
    /// A page on the disk.
    pub flushes: Repeated,
}

impl Of {
    /// For a machine.
    pub fn value(&self) -> Value {
        let nothing: Vec<Value> = self
            .nothing
            .iter()
            .map(|(concurrency, measured)| json!({"concurrency": concurrency, "measured": measured.value()}))
            .collect();
        let statements = self.statements.iter().map(|(operation, sql)| (operation.name().to_owned(), json!(sql)));
        json!({
            "statements": statements.collect::<serde_json::Map<_, _>>(),
            "engine": self.engine.to_string(),
            "tickets": self.tickets,
            "database_mb": rounded(self.megabytes),
            "seeded_in_seconds": self.seeded_in.map(rounded),
            "first_answer_ms": rounded(self.first_answer),
            "resident_mb": {"before": rounded(self.resident.0), "after": rounded(self.resident.1)},
            "operations": self.cells.iter().map(Cell::value).collect::<Vec<_>>(),
            "empty_handler": nothing,
            "fdatasync": self.flushes.value(),
        })
    }

    /// The cell of an operation at a concurrency.
    pub fn cell(&self, operation: Operation, concurrency: usize) -> Option<&Cell> {
        self.cells.iter().find(|cell| cell.operation == operation && cell.concurrency == concurrency)
    }
}
