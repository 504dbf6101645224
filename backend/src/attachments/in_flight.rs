//! How many files each person is sending now. What is on its way is counted nowhere else: it becomes a row when it is complete.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use uuid::Uuid;

use crate::error::{Error, Result};

/// Most files at a time of one person: as many as two forms take.
const MOST: u32 = 20;
/// Seconds after which one of them may be through.
const A_WHILE: u64 = 10;

/// The files that are on their way to this process.
#[derive(Debug, Clone, Default)]
pub struct InFlight {
    counts: Arc<Mutex<HashMap<Uuid, u32>>>,
}

/// One of them; it is through, however that came about, when this is dropped.
#[derive(Debug)]
pub struct OnItsWay {
    all: InFlight,
    sender: Uuid,
}

impl InFlight {
    /// Lets another one begin.
    ///
    /// # Errors
    /// `RateLimited` when the person is sending too many.
    pub fn begin(&self, sender: Uuid) -> Result<OnItsWay> {
        let mut counts = self.counts();
        let count = counts.entry(sender).or_default();
        if *count >= MOST {
            return Err(Error::RateLimited {
                policy: "files-on-their-way",
                limit: MOST,
                window: 1,
                retry_after: A_WHILE,
            });
        }
        *count += 1;
        drop(counts);
        Ok(OnItsWay { all: self.clone(), sender })
    }

    fn counts(&self) -> MutexGuard<'_, HashMap<Uuid, u32>> {
        // Nothing is half done under this lock, so a panic elsewhere leaves nothing odd behind.
        self.counts.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for OnItsWay {
    fn drop(&mut self) {
        let mut counts = self.all.counts();
        if let Some(count) = counts.get_mut(&self.sender) {
            *count -= 1;
            if *count == 0 {
                counts.remove(&self.sender);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_person_sends_so_many_at_a_time_and_another_when_one_is_through() {
        let all = InFlight::default();
        let (ana, luis) = (Uuid::now_v7(), Uuid::now_v7());
        let mut sent: Vec<_> = (0..MOST).map(|_| all.begin(ana).unwrap()).collect();
        assert!(matches!(all.begin(ana), Err(Error::RateLimited { .. })));
        assert!(all.begin(luis).is_ok());
        sent.pop();
        sent.push(all.begin(ana).unwrap());
        assert!(all.begin(ana).is_err());
        drop(sent);
        assert!(all.counts().is_empty());
    }
}
