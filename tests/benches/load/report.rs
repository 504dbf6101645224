//! What was measured, for people and for machines.

use std::fs;

use chrono::{SecondsFormat, Utc};
use serde_json::json;

use crate::{
    Options, chart,
    figures::{Cell, Of},
    machine,
    operations::Operation,
};

/// Concurrency at which the aims hold.
const AIMED_AT: usize = 8;
/// Memory that the server should not exceed, in megabytes.
const RESIDENT_AIM: f64 = 60.0;
/// Time in which it should answer first, in milliseconds.
const FIRST_ANSWER_AIM: f64 = 100.0;
/// How many times longer a list may take on the largest past than on the smallest.
const GROWTH_AIM: f64 = 1.2;

/// Says what one measure came to.
pub fn progress(repeat: usize, cell: &Cell) {
    let (Some(served), Some(raw)) = (cell.served.0.last(), cell.raw.0.last()) else { return };
    println!(
        "  {} {:9} ×{:<3} {:8.0}/s of {:8.0}/s raw ({:3.0} %)  p99 {:7.1} ms{}",
        repeat + 1,
        cell.operation.name(),
        cell.concurrency,
        served.throughput,
        raw.throughput,
        100.0 * served.throughput / raw.throughput,
        served.percentile(99.0),
        if served.failed > 0 { format!("  {} FAILED", served.failed) } else { String::new() },
    );
}

/// Writes the results and the chart into the folder.
pub fn write(options: &Options, all: &[Of]) {
    let results = json!({
        "at": Utc::now().to_rfc3339_opts(SecondsFormat::Secs, true),
        "commit": options.commit,
        "machine": machine::described(),
        "seconds": options.seconds,
        "repeats": options.repeats,
        "databases": all.iter().map(Of::value).collect::<Vec<_>>(),
    });
    let text = serde_json::to_string_pretty(&results).expect("it can be written");
    fs::write(options.folder.join("results.json"), text).expect("the results are written");
    fs::write(options.folder.join("results.svg"), chart::chart(all, AIMED_AT)).expect("the chart is written");
}

/// Prints the medians, and what falls short of the aims.
pub fn print(options: &Options, all: &[Of]) {
    println!(
        "\nMedians of {} times {} s. CPU is milliseconds an operation: server, database.",
        options.repeats, options.seconds
    );
    for of in all {
        println!(
            "\n{} · {} tickets · {:.0} MB{} · first answer {:.0} ms · memory {:.0} MB, {:.0} MB after the load",
            of.engine,
            of.tickets,
            of.megabytes,
            of.seeded_in.map_or_else(String::new, |seconds| format!(", made in {seconds:.0} s")),
            of.first_answer,
            of.resident.0,
            of.resident.1,
        );
        println!(
            "{:9} {:>4} {:>5} {:>9} {:>9} {:>6} {:>8} {:>8} {:>8} {:>8} {:>8} {:>8}",
            "", "at", "SQL", "server/s", "raw/s", "ratio", "p50 ms", "p95 ms", "p99 ms", "raw p99", "CPU", "CPU db"
        );
        for cell in &of.cells {
            println!(
                "{:9} {:>4} {:>5} {:>9.0} {:>9.0} {:>4.0} % {:>8.2} {:>8.2} {:>8.2} {:>8.2} {:>8.3} {:>8.3}{}",
                cell.operation.name(),
                cell.concurrency,
                cell.statements,
                cell.served.throughput(),
                cell.raw.throughput(),
                cell.ratio(),
                cell.served.percentile(50.0),
                cell.served.percentile(95.0),
                cell.served.percentile(99.0),
                cell.raw.percentile(99.0),
                cell.served.cpu(0),
                cell.served.cpu(1),
                if cell.served.failed() > 0 { format!(" {} failed", cell.served.failed()) } else { String::new() },
            );
        }
        for (concurrency, measured) in &of.nothing {
            println!(
                "an empty handler at {concurrency}: {:.0}/s, p99 {:.2} ms",
                measured.throughput(),
                measured.percentile(99.0)
            );
        }
        println!("fdatasync: {:.0}/s, p99 {:.2} ms", of.flushes.throughput(), of.flushes.percentile(99.0));
    }
    let short = shortcomings(all);
    println!("\n{}", if short.is_empty() { "Every aim is reached." } else { "Short of the aims:" });
    for one in short {
        println!("  {one}");
    }
    println!("\n{}\n{}", options.folder.join("results.json").display(), options.folder.join("results.svg").display());
}

fn shortcomings(all: &[Of]) -> Vec<String> {
    let mut short = Vec::new();
    for of in all {
        let place = format!("{} with {} tickets", of.engine, of.tickets);
        for cell in of.cells.iter().filter(|cell| cell.served.failed() > 0) {
            let (name, at) = (cell.operation.name(), cell.concurrency);
            short.push(format!("{place}: {} times {name} failed at {at}", cell.served.failed()));
        }
        for cell in of.cells.iter().filter(|cell| cell.concurrency == AIMED_AT) {
            if let Some(aim) = cell.operation.aim().filter(|aim| cell.ratio() < *aim) {
                short.push(format!("{place}: {} reaches {:.0} % of {aim} %", cell.operation.name(), cell.ratio()));
            }
        }
        if of.resident.1 > RESIDENT_AIM {
            short.push(format!("{place}: {:.0} MB of memory of {RESIDENT_AIM} MB", of.resident.1));
        }
        if of.first_answer > FIRST_ANSWER_AIM {
            short.push(format!("{place}: the first answer after {:.0} ms of {FIRST_ANSWER_AIM} ms", of.first_answer));
        }
        let smallest = all.iter().filter(|other| other.engine == of.engine).min_by_key(|other| other.tickets);
        let Some(smallest) = smallest.filter(|other| other.tickets < of.tickets) else { continue };
        for operation in [Operation::Open, Operation::Filter, Operation::Mine] {
            let p99 = |of: &Of| of.cell(operation, AIMED_AT).map(|cell| cell.served.percentile(99.0));
            let (Some(large), Some(small)) = (p99(of), p99(smallest)) else { continue };
            if large > GROWTH_AIM * small {
                let (name, than) = (operation.name(), smallest.tickets);
                short.push(format!(
                    "{place}: p99 of {name} is {:.2} times that with {than}, of {GROWTH_AIM}",
                    large / small
                ));
            }
        }
    }
    short
}
