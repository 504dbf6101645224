//! The one source of 'now'. Tests turn it by hand, so that days pass in an instant.

use std::sync::{
    Arc,
    atomic::{AtomicI64, Ordering},
};

use chrono::{DateTime, Datelike, Duration, SubsecRound, Utc};
use shared::{limits, problem::FieldCode};

use crate::error::{Error, Fault, Result};

/// Whether both engines keep an instant, and put it in the same order: SQLite compares what is written, so years have
/// four digits.
pub fn is_kept(instant: DateTime<Utc>) -> bool {
    (1970..=9999).contains(&instant.year())
}

/// An instant to come that somebody chose, cut to what the engines keep.
///
/// # Errors
/// `Validation` of the field at `pointer` when it has passed or lies too far ahead.
pub fn to_come(pointer: &str, instant: DateTime<Utc>, now: DateTime<Utc>) -> Result<DateTime<Utc>> {
    if instant <= now {
        return Err(Error::field(pointer, FieldCode::Past));
    }
    let last = now + Duration::days(limits::AHEAD_DAYS_MAX);
    if instant > last {
        let fault = Fault::new(pointer, FieldCode::TooLarge).bound(last.format("%Y-%m-%dT%H:%M:%SZ"));
        return Err(Error::Validation(vec![fault]));
    }
    Ok(instant.trunc_subsecs(6))
}

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
