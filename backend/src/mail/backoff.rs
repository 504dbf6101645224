//! When a mail is tried again, and when it is given up.

use std::time::Duration;

/// Tries before a mail is given up: with the waits below, a bit over three days.
pub const TRIES_MAX: i32 = 24;

const FIRST: u64 = 10;
const LONGEST: u64 = 6 * 60 * 60;

/// How long to wait after the `attempts`th try: doubled from ten seconds up to six hours, give or take a fifth, so that
/// what failed together does not come back together. `chance` is any number. None when it is to be given up.
pub fn wait(attempts: i32, chance: u8) -> Option<Duration> {
    if attempts >= TRIES_MAX {
        return None;
    }
    let doublings = u32::try_from(attempts.max(1) - 1).unwrap_or(0);
    let seconds = FIRST.saturating_mul(2_u64.saturating_pow(doublings)).min(LONGEST);
    let millis = seconds * 1000;
    Some(Duration::from_millis(millis * 4 / 5 + millis * 2 / 5 * u64::from(chance) / 255))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_grow_and_end_after_three_days() {
        assert_eq!(wait(1, 0), Some(Duration::from_secs(8)));
        assert_eq!(wait(1, 255), Some(Duration::from_secs(12)));
        assert_eq!(wait(2, 0), Some(Duration::from_secs(16)));
        assert_eq!(wait(TRIES_MAX, 0), None);
        let total: u64 = (1..TRIES_MAX).filter_map(|tries| wait(tries, 127)).map(|wait| wait.as_secs()).sum();
        assert!((70..80).contains(&(total / 3600)), "{} h", total / 3600);
    }
}
