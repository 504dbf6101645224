//! What the system tells of processes and of the machine.

use std::{fs, time::Duration};

/// Clock ticks in a second, as Linux counts the time of processes.
const TICKS: f64 = 100.0;

/// Processor time that a process has taken, with that of its threads.
pub fn cpu(process: u32) -> Duration {
    stat(process).map_or(Duration::ZERO, |stat| stat.cpu)
}

/// Processor time that a process and its children have taken.
pub fn cpu_with_children(process: u32) -> Duration {
    let folders = fs::read_dir("/proc").into_iter().flatten().flatten();
    let all = folders.filter_map(|entry| entry.file_name().to_str()?.parse().ok());
    all.filter_map(|id| stat(id).filter(|stat| id == process || stat.parent == process)).map(|stat| stat.cpu).sum()
}

struct Stat {
    parent: u32,
    cpu: Duration,
}

fn stat(process: u32) -> Option<Stat> {
    let text = fs::read_to_string(format!("/proc/{process}/stat")).ok()?;
    // The name, in parentheses, may hold anything.
    let fields: Vec<&str> = text.rsplit_once(')')?.1.split_whitespace().collect();
    let ticks = fields.get(11)?.parse::<f64>().ok()? + fields.get(12)?.parse::<f64>().ok()?;
    Some(Stat { parent: fields.get(1)?.parse().ok()?, cpu: Duration::from_secs_f64(ticks / TICKS) })
}

/// Memory of a process in the machine's memory now, in megabytes, with what it has read of its own file.
pub fn resident(process: u32) -> f64 {
    let text = fs::read_to_string(format!("/proc/{process}/status")).unwrap_or_default();
    let of = |name: &str| {
        let line = text.lines().find_map(|line| line.strip_prefix(name));
        line.and_then(|rest| rest.split_whitespace().next()?.parse::<f64>().ok()).unwrap_or_default()
    };
    of("VmRSS:") / 1_000.0
}

/// What machine it is.
pub fn described() -> serde_json::Value {
    let processors = fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let model =
        processors.lines().find_map(|line| line.strip_prefix("model name")?.split_once(": ").map(|(_, name)| name));
    let memory = fs::read_to_string("/proc/meminfo").unwrap_or_default();
    let memory = memory.lines().find_map(|line| line.strip_prefix("MemTotal:")).unwrap_or_default();
    let kernel = fs::read_to_string("/proc/sys/kernel/osrelease").unwrap_or_default();
    serde_json::json!({
        "processors": std::thread::available_parallelism().map_or(0, std::num::NonZeroUsize::get),
        "model": model.unwrap_or_default(),
        "memory": memory.trim(),
        "kernel": kernel.trim(),
    })
}
