//! How many requests a caller may send: a bucket of tokens each, filled evenly, in this process. Signed in, a caller is an
//! account; else it is a client address.

use std::{
    collections::HashMap,
    fmt,
    sync::{Mutex, PoisonError},
    time::Instant,
};

use actix_web::{
    Error as ActixError, HttpMessage,
    body::MessageBody,
    dev::{ServiceRequest, ServiceResponse},
    http::header::{HeaderName, HeaderValue},
    middleware::Next,
};
use uuid::Uuid;

use crate::error::{Error, Result};

/// Seconds in which a bucket fills.
pub const WINDOW: u32 = 60;
/// Callers that are remembered before those who are quiet are forgotten.
const REMEMBERED: usize = 10_000;

/// Whose bucket it is.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Subject {
    /// Somebody signed in.
    Account(Uuid),
    /// A client address, or the network that counts as one.
    Network(String),
}

/// The buckets of all callers of a kind.
pub struct Buckets {
    policy: &'static str,
    capacity: u32,
    held: Mutex<HashMap<Subject, Bucket>>,
}

impl fmt::Debug for Buckets {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Buckets({} a minute)", self.capacity)
    }
}

#[derive(Debug, Clone, Copy)]
struct Bucket {
    tokens: f64,
    filled: Instant,
}

/// What a caller may still send.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Allowance {
    /// The name of the policy in headers.
    pub policy: &'static str,
    /// Requests a minute.
    pub limit: u32,
    /// Requests that may be sent at once.
    pub left: u32,
    /// Seconds until all may be sent again.
    pub full_in: u32,
}

impl Buckets {
    /// Buckets of so many requests a minute, under the name that headers give them.
    pub fn new(policy: &'static str, capacity: u32) -> Self {
        Self { policy, capacity, held: Mutex::default() }
    }

    /// Takes a token.
    ///
    /// # Errors
    /// `RateLimited` when there is none.
    pub fn take(&self, caller: Subject, now: Instant) -> Result<Allowance> {
        let capacity = f64::from(self.capacity);
        let a_second = capacity / f64::from(WINDOW);
        // Nothing is half done under this lock, so a panic elsewhere leaves nothing odd behind.
        let mut buckets = self.held.lock().unwrap_or_else(PoisonError::into_inner);
        if buckets.len() >= REMEMBERED {
            // A bucket that is full by now is as good as none.
            buckets.retain(|_, bucket| bucket.at(now, a_second, capacity) < capacity);
        }
        let bucket = buckets.entry(caller).or_insert(Bucket { tokens: capacity, filled: now });
        let tokens = bucket.at(now, a_second, capacity);
        if tokens < 1.0 {
            let retry_after = seconds((1.0 - tokens) / a_second).max(1).into();
            return Err(Error::RateLimited { policy: self.policy, limit: self.capacity, window: WINDOW, retry_after });
        }
        *bucket = Bucket { tokens: tokens - 1.0, filled: now };
        Ok(Allowance {
            policy: self.policy,
            limit: self.capacity,
            left: whole(bucket.tokens),
            full_in: seconds((capacity - bucket.tokens) / a_second),
        })
    }
}

impl Bucket {
    fn at(self, now: Instant, a_second: f64, capacity: f64) -> f64 {
        (self.tokens + now.saturating_duration_since(self.filled).as_secs_f64() * a_second).min(capacity)
    }
}

/// Tells every caller what it may still send.
///
/// # Errors
/// None of its own.
pub async fn tell(
    request: ServiceRequest,
    next: Next<impl MessageBody>,
) -> Result<ServiceResponse<impl MessageBody>, ActixError> {
    let mut answer = next.call(request).await?;
    let allowance = answer.request().extensions().get::<Allowance>().copied();
    let Some(Allowance { policy, limit, left, full_in }) = allowance else { return Ok(answer) };
    for (name, value) in [
        ("ratelimit-policy", format!("\"{policy}\";q={limit};w={WINDOW}")),
        ("ratelimit", format!("\"{policy}\";r={left};t={full_in}")),
    ] {
        if let Ok(value) = HeaderValue::from_str(&value) {
            answer.headers_mut().insert(HeaderName::from_static(name), value);
        }
    }
    Ok(answer)
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between 0 and a capacity that is a u32")]
fn whole(tokens: f64) -> u32 {
    tokens as u32
}

fn seconds(duration: f64) -> u32 {
    whole(duration.ceil())
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    #[test]
    fn a_bucket_empties_and_fills_evenly() {
        let (buckets, now) = (Buckets::new("caller", 60), Instant::now());
        let ana = || Subject::Account(Uuid::from_u128(1));
        for left in (0..60).rev() {
            assert_eq!(buckets.take(ana(), now).unwrap().left, left);
        }
        let Err(Error::RateLimited { retry_after: 1, limit: 60, .. }) = buckets.take(ana(), now) else {
            panic!("it was let through")
        };
        assert!(buckets.take(Subject::Network("10.0.0.9".into()), now).is_ok());
        let later = now + Duration::from_secs(10);
        let allowed = Allowance { policy: "caller", limit: 60, left: 9, full_in: 51 };
        assert_eq!(buckets.take(ana(), later).unwrap(), allowed);
    }

    #[test]
    fn who_is_quiet_is_forgotten() {
        let (buckets, now) = (Buckets::new("caller", 60), Instant::now());
        for caller in 0..REMEMBERED {
            assert!(buckets.take(Subject::Account(Uuid::from_u128(caller as u128)), now).is_ok());
        }
        assert!(buckets.take(Subject::Account(Uuid::max()), now + Duration::from_secs(60)).is_ok());
        assert_eq!(buckets.held.lock().unwrap().len(), 1);
    }
}
