//! Clients at a time, each of which does one thing after the other, as fast as it is answered.

use std::{
    sync::Arc,
    time::{Duration, Instant},
};

use tokio::sync::Barrier;

/// One client.
pub trait Lane: Send + 'static {
    /// One operation; whether it succeeded.
    fn step(&mut self) -> impl Future<Output = bool> + Send;
}

/// What was measured.
#[derive(Debug, Clone, Default)]
pub struct Measured {
    /// Operations a second.
    pub throughput: f64,
    /// How long each took, in milliseconds, in order.
    pub took: Vec<f64>,
    /// Operations that failed, which count for nothing else.
    pub failed: usize,
    /// Processor milliseconds an operation, by what `processors` told before and after.
    pub cpu: Vec<f64>,
}

impl Measured {
    /// What so many of a hundred operations took at most, in milliseconds.
    pub fn percentile(&self, percent: f64) -> f64 {
        #[expect(clippy::cast_precision_loss, clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "few")]
        let place = (self.took.len() as f64 * percent / 100.0).ceil() as usize;
        self.took.get(place.saturating_sub(1)).copied().unwrap_or_default()
    }
}

/// Drives the clients for a while, after they have warmed up; what was begun in that time is finished and counts.
#[expect(clippy::cast_precision_loss, reason = "operations of some seconds")]
pub async fn drive<L: Lane>(
    lanes: Vec<L>,
    length: Duration,
    processors: impl Fn() -> Vec<Duration>,
) -> (Vec<L>, Measured) {
    let begins = Arc::new(Barrier::new(lanes.len() + 1));
    let tasks: Vec<_> = lanes
        .into_iter()
        .map(|mut lane| {
            let begins = begins.clone();
            tokio::spawn(async move {
                let warm = Instant::now() + length.min(Duration::from_secs(2)) / 5;
                while Instant::now() < warm {
                    lane.step().await;
                }
                begins.wait().await;
                let start = Instant::now();
                let (mut took, mut failed, mut last) = (Vec::new(), 0, start);
                while last - start < length {
                    let done = lane.step().await;
                    let now = Instant::now();
                    if done {
                        took.push((now - last).as_secs_f64() * 1_000.0);
                    } else {
                        failed += 1;
                    }
                    last = now;
                }
                (lane, took, failed, (last - start).as_secs_f64())
            })
        })
        .collect();
    begins.wait().await;
    let before = processors();
    let (mut lanes, mut measured) = (Vec::new(), Measured::default());
    for task in tasks {
        let (lane, took, failed, seconds) = task.await.expect("a client ends well");
        measured.throughput += took.len() as f64 / seconds;
        measured.took.extend(took);
        measured.failed += failed;
        lanes.push(lane);
    }
    let taken = processors().into_iter().zip(before).map(|(after, before)| after.saturating_sub(before));
    measured.cpu = taken.map(|cpu| cpu.as_secs_f64() * 1_000.0 / measured.took.len() as f64).collect();
    measured.took.sort_by(f64::total_cmp);
    (lanes, measured)
}
