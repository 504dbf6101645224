//! How long a sender may take over an upload: it goes on, at a pace that a telephone with a bad connection still makes, and it
//! ends. Whoever sends a byte now and then would else hold a connection and an unfinished file for ever.

use std::time::{Duration, Instant};

use crate::error::{Error, Result};

/// What is asked of a sender.
#[derive(Debug, Clone, Copy)]
pub struct Patience {
    /// Longest silence.
    pub silence: Duration,
    /// What everybody has, however little comes.
    pub start: Duration,
    /// What each KiB that came adds to it.
    pub each_kib: Duration,
    /// What can be saved of it: much at once is no leave to dawdle afterwards.
    pub saved: Duration,
    /// The longest that an upload takes.
    pub whole: Duration,
}

/// A minute, and then 512 bytes a second on the average of some minutes; an hour at most, in which the largest file needs 7.2 KiB a
/// second.
pub const PATIENCE: Patience = Patience {
    silence: Duration::from_secs(30),
    start: Duration::from_secs(60),
    each_kib: Duration::from_secs(2),
    saved: Duration::from_secs(180),
    whole: Duration::from_secs(3_600),
};

/// The pace of one upload.
#[derive(Debug)]
pub struct Pace {
    patience: Patience,
    /// When it ends, whatever comes.
    end: Instant,
    /// When it ends unless more comes.
    until: Instant,
}

impl Pace {
    /// An upload that begins now.
    pub fn begin(patience: Patience) -> Self {
        let now = Instant::now();
        Self { patience, end: now + patience.whole, until: now + patience.start }
    }

    /// Waits for the next that is sent.
    ///
    /// # Errors
    /// `Malformed` when it does not come in time.
    pub async fn wait<T>(&self, next: impl Future<Output = T>) -> Result<T> {
        let left = self.left(Instant::now());
        tokio::time::timeout(left, next).await.map_err(|_| Error::Malformed(Vec::new()))
    }

    /// So many bytes more have come.
    pub fn came(&mut self, bytes: usize) {
        self.came_at(bytes, Instant::now());
    }

    fn came_at(&mut self, bytes: usize, now: Instant) {
        let worth = self.patience.each_kib.saturating_mul(u32::try_from(bytes).unwrap_or(u32::MAX)) / 1024;
        self.until = (self.until + worth).min(now + self.patience.saved).min(self.end);
    }

    /// How long the next may take.
    fn left(&self, now: Instant) -> Duration {
        self.until.saturating_duration_since(now).min(self.patience.silence)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const KIB: usize = 1024;

    /// Sends so many bytes every so many seconds, for so long; when it was cut off, or how long it is waited for at the end.
    fn sends(
        pace: &mut Pace,
        begun: Instant,
        bytes: usize,
        every: u64,
        seconds: std::ops::Range<u64>,
    ) -> Result<u64, u64> {
        for second in seconds.clone().skip(1).filter(|second| second % every == 0) {
            let now = begun + Duration::from_secs(second);
            if pace.left(now).is_zero() {
                return Err(second);
            }
            pace.came_at(bytes, now);
        }
        Ok(pace.left(begun + Duration::from_secs(seconds.end)).as_secs())
    }

    fn begun() -> (Pace, Instant) {
        let begun = Instant::now();
        (Pace { patience: PATIENCE, end: begun + PATIENCE.whole, until: begun + PATIENCE.start }, begun)
    }

    #[test]
    fn a_byte_now_and_then_is_cut_off_after_a_minute() {
        let (mut pace, begun) = begun();
        assert_eq!(pace.left(begun).as_secs(), 30);
        assert_eq!(sends(&mut pace, begun, 1, 10, 0..50), Ok(10));
        assert_eq!(sends(&mut pace, begun, 1, 10, 50..600), Err(70));
    }

    #[test]
    fn a_slow_telephone_is_waited_for_an_hour_at_most() {
        let (mut pace, begun) = begun();
        assert_eq!(sends(&mut pace, begun, KIB, 2, 0..3_590), Ok(10));
        assert_eq!(sends(&mut pace, begun, KIB, 2, 3_590..4_000), Err(3_600));
    }

    #[test]
    fn much_at_once_is_no_leave_to_dawdle() {
        let (mut pace, begun) = begun();
        pace.came_at(20 * KIB * KIB, begun);
        assert_eq!(sends(&mut pace, begun, 1, 20, 0..160), Ok(20));
        assert_eq!(sends(&mut pace, begun, 1, 20, 160..900), Err(200));
    }

    #[test]
    fn more_than_can_be_counted_is_no_fault() {
        let (mut pace, begun) = begun();
        pace.came_at(usize::MAX, begun + Duration::from_secs(86_400));
        assert_eq!(pace.left(begun + Duration::from_secs(86_400)), Duration::ZERO);
    }
}
