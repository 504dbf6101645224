//! How the relay is doing, as this process knows it: while it can't be reached nothing is offered to it, and no mail is
//! blamed for that.
//!
//! Kept in the process and not in the database: which machines a relay can be reached from is each machine's own matter.

use std::{
    sync::{Mutex, PoisonError},
    time::Duration,
};

use chrono::{DateTime, TimeDelta, Utc};

use crate::keys;

/// The first pause.
const FIRST: Duration = Duration::from_secs(5);
/// The longest one: somebody may be waiting for a code, and one connection a minute burdens no relay.
const LONGEST: Duration = Duration::from_mins(1);

/// Whether the relay could be reached when it was last tried.
#[derive(Debug, Default)]
pub struct Health {
    pause: Mutex<Option<Pause>>,
}

#[derive(Debug, Clone, Copy)]
struct Pause {
    failures: u32,
    until: DateTime<Utc>,
}

impl Health {
    /// Whether nothing is to be offered yet.
    pub fn is_resting(&self, now: DateTime<Utc>) -> bool {
        self.read().is_some_and(|pause| now < pause.until)
    }

    /// Whether the last try reached it; true before the first.
    pub fn is_reachable(&self) -> bool {
        self.read().is_none()
    }

    /// It was reached.
    pub fn succeed(&self) {
        self.write(None);
    }

    /// It was not reached: the next try waits, each time twice as long up to a minute.
    pub fn fail(&self, now: DateTime<Utc>) {
        let failures = self.read().map_or(0, |pause| pause.failures);
        let chance = keys::random::<1>().map_or(128, |[byte]| byte);
        let wait = TimeDelta::from_std(wait(failures, chance)).unwrap_or_default();
        self.write(Some(Pause { failures: failures.saturating_add(1), until: now + wait }));
    }

    fn read(&self) -> Option<Pause> {
        *self.pause.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn write(&self, pause: Option<Pause>) {
        *self.pause.lock().unwrap_or_else(PoisonError::into_inner) = pause;
    }
}

/// Give or take a fifth, so that processes don't come back together. `chance` is any number.
fn wait(failures: u32, chance: u8) -> Duration {
    let whole = FIRST.saturating_mul(2_u32.saturating_pow(failures)).min(LONGEST);
    whole * 4 / 5 + whole * 2 / 5 * u32::from(chance) / 255
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_grow_to_a_minute_and_end_with_a_success() {
        let (health, mut now) = (Health::default(), DateTime::UNIX_EPOCH);
        for longest in [6, 12, 24, 48, 72, 72] {
            health.fail(now);
            assert!(health.is_resting(now) && !health.is_reachable());
            now += TimeDelta::seconds(longest);
            assert!(!health.is_resting(now));
        }
        health.succeed();
        assert!(health.is_reachable());
        health.fail(now);
        assert!(!health.is_resting(now + TimeDelta::seconds(6)));
    }

    #[test]
    fn processes_spread() {
        assert_eq!((wait(0, 0), wait(0, 255)), (Duration::from_secs(4), Duration::from_secs(6)));
        assert_eq!(wait(40, 255), Duration::from_secs(72));
    }
}
