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
    /// The longest that an upload takes.
    pub whole: Duration,
}

/// A minute, and then 512 bytes a second on the average; an hour at most, in which the largest file needs 7.2 KiB a second.
pub const PATIENCE: Patience = Patience {
    silence: Duration::from_secs(30),
    start: Duration::from_secs(60),
    each_kib: Duration::from_secs(2),
    whole: Duration::from_secs(3_600),
};

/// The pace of one upload.
#[derive(Debug)]
pub struct Pace {
    patience: Patience,
    begun: Instant,
    bytes: u64,
}

impl Pace {
    /// An upload that begins now.
    pub fn begin(patience: Patience) -> Self {
        Self { patience, begun: Instant::now(), bytes: 0 }
    }

    /// Waits for the next that is sent.
    ///
    /// # Errors
    /// `Malformed` when it does not come in time.
    pub async fn wait<T>(&self, next: impl Future<Output = T>) -> Result<T> {
        let left = self.left(self.begun.elapsed());
        tokio::time::timeout(left, next).await.map_err(|_| Error::Malformed(Vec::new()))
    }

    /// So many bytes more have come.
    pub fn came(&mut self, bytes: usize) {
        self.bytes = self.bytes.saturating_add(bytes as u64);
    }

    /// How long the next may take, when so much time has gone.
    fn left(&self, gone: Duration) -> Duration {
        let kib = u32::try_from(self.bytes / 1024).unwrap_or(u32::MAX);
        let earned = self.patience.start.saturating_add(self.patience.each_kib.saturating_mul(kib));
        earned.min(self.patience.whole).saturating_sub(gone).min(self.patience.silence)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn after(bytes: u64, seconds: u64) -> u64 {
        let pace = Pace { patience: PATIENCE, begun: Instant::now(), bytes };
        pace.left(Duration::from_secs(seconds)).as_secs()
    }

    #[test]
    fn a_sender_has_as_long_as_what_came_is_worth() {
        const MIB: u64 = 1024 * 1024;
        assert_eq!(after(0, 0), 30);
        assert_eq!(after(20, 50), 10);
        assert_eq!(after(20, 60), 0);
        // A slow telephone is waited for, however long it has been at it.
        assert_eq!(after(MIB, 1_000), 30);
        assert_eq!(after(MIB, 2_100), 8);
        assert_eq!(after(25 * MIB, 3_590), 10);
        assert_eq!(after(25 * MIB, 3_600), 0);
        assert_eq!(after(u64::MAX, 86_400), 0);
    }
}
