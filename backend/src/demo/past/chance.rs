//! Chance that repeats: everything that is invented about one ticket comes from one stream, told by the seed and the ticket's
//! place, so that the same seed invents the same.

use chrono::{DateTime, Duration, Utc};
use rand::{Rng, RngExt, SeedableRng, rngs::Xoshiro256PlusPlus};
use uuid::Uuid;

use crate::{error::Result, event::Source};

/// A stream of chance.
#[derive(Debug)]
pub(super) struct Chance {
    stream: Xoshiro256PlusPlus,
    /// Ids that were drawn, so that those of one millisecond keep their order.
    drawn: u16,
}

impl Chance {
    /// The stream of a seed at a place.
    pub fn new(seed: u64, place: u64) -> Self {
        // An odd factor keeps neighbours apart; the generator mixes what it is given.
        let stream = Xoshiro256PlusPlus::seed_from_u64(seed ^ place.wrapping_mul(0x9e37_79b9_7f4a_7c15));
        Self { stream, drawn: 0 }
    }

    /// Whether something happens so often in a hundred.
    pub fn percent(&mut self, often: u32) -> bool {
        self.stream.random_range(0..100) < often
    }

    /// A number from a range, both ends inclusive.
    pub fn between(&mut self, least: i64, most: i64) -> i64 {
        self.stream.random_range(least..=most)
    }

    /// A number from 0 to 1.
    pub fn fraction(&mut self) -> f64 {
        self.stream.random()
    }

    /// A span that is mostly short and sometimes long, so many minutes in the mean.
    pub fn minutes(&mut self, mean: f64) -> Duration {
        let minutes = -mean * (1.0 - self.fraction()).ln();
        #[expect(clippy::cast_possible_truncation, reason = "microseconds of some weeks at most")]
        Duration::microseconds((minutes.min(mean * 6.0) * 60e6) as i64)
    }

    /// One of several; nothing of none.
    pub fn pick<'a, T>(&mut self, all: &'a [T]) -> Option<&'a T> {
        if all.is_empty() { None } else { all.get(self.stream.random_range(0..all.len())) }
    }

    /// One of several words; empty of none.
    pub fn word(&mut self, all: &[&'static str]) -> &'static str {
        self.pick(all).copied().unwrap_or_default()
    }

    /// The index of one of several, each as often as its weight.
    pub fn weighted(&mut self, weights: impl Iterator<Item = u32> + Clone) -> usize {
        let sum: u32 = weights.clone().sum();
        let mut left = self.stream.random_range(0..sum.max(1));
        for (index, weight) in weights.enumerate() {
            if left < weight {
                return index;
            }
            left -= weight;
        }
        0
    }

    /// Bytes.
    pub fn bytes<const N: usize>(&mut self) -> [u8; N] {
        let mut bytes = [0; N];
        self.stream.fill_bytes(&mut bytes);
        bytes
    }

    /// An id of an instant, a UUID of version 7; those of one ticket keep the order in which they were drawn.
    pub fn id(&mut self, at: DateTime<Utc>) -> Uuid {
        self.drawn = self.drawn.wrapping_add(1) & 0xfff;
        let mut random = self.bytes::<10>();
        let [first, second, ..] = &mut random;
        [*first, *second] = self.drawn.to_be_bytes();
        let millis = u64::try_from(at.timestamp_millis()).unwrap_or_default();
        uuid::Builder::from_unix_timestamp_millis(millis, &random).into_uuid()
    }

    /// What a command draws from at an instant.
    pub fn at(&mut self, at: DateTime<Utc>) -> Moment<'_> {
        Moment { chance: self, at }
    }
}

/// A stream at an instant.
#[derive(Debug)]
pub(super) struct Moment<'a> {
    chance: &'a mut Chance,
    at: DateTime<Utc>,
}

impl Source for Moment<'_> {
    fn id(&mut self) -> Uuid {
        self.chance.id(self.at)
    }

    fn salt(&mut self) -> Result<[u8; 16]> {
        Ok(self.chance.bytes())
    }
}
