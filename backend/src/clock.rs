//! The one source of 'now'. Tests turn it by hand, so that days pass in an instant.

use std::sync::{
    Arc,
    atomic::{AtomicI64, Ordering},
};

use chrono::{DateTime, Duration, SubsecRound, Utc};

/// Tells the instant, cut to microseconds: what PostgreSQL keeps, so that both engines store the same.
#[derive(Debug, Clone, Default)]
pub struct Clock {
    /// Microseconds added to the system's time.
    ahead: Arc<AtomicI64>,
}

impl Clock {
    /// The current instant.
    pub fn now(&self) -> DateTime<Utc> {
        (Utc::now() + Duration::microseconds(self.ahead.load(Ordering::SeqCst))).trunc_subsecs(6)
    }

    /// Lets time pass. Only tests and the demo's generator do this.
    pub fn advance(&self, by: Duration) {
        self.ahead.fetch_add(by.num_microseconds().unwrap_or(0), Ordering::SeqCst);
    }
}
