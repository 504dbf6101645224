//! Reads instants, days and times as they are on the wire. In the browser by a reader for just these forms: chrono's, which
//! knows many, comes to several kilobytes on every page.

use chrono::{DateTime, NaiveDate, NaiveTime, Utc};
use serde::{Deserialize, Deserializer};

#[cfg(any(target_family = "wasm", test))]
mod plain;

/// An instant: `2026-11-23T16:42:07.5Z`.
pub fn read<'de, D: Deserializer<'de>>(from: D) -> Result<DateTime<Utc>, D::Error> {
    Instant::deserialize(from).map(|instant| instant.0)
}

/// An instant or none.
pub fn read_if_any<'de, D: Deserializer<'de>>(from: D) -> Result<Option<DateTime<Utc>>, D::Error> {
    Ok(Option::<Instant>::deserialize(from)?.map(|instant| instant.0))
}

/// A day: `2026-11-23`. What a browser makes has this form; from other programs the server takes also what says the same, such as
/// `2026-1-5`.
pub fn day(text: &str) -> Option<NaiveDate> {
    #[cfg(target_family = "wasm")]
    return plain::day(text);
    #[cfg(not(target_family = "wasm"))]
    text.parse().ok()
}

/// A time of day: `16:42`, with or without seconds.
pub fn time(text: &str) -> Option<NaiveTime> {
    #[cfg(target_family = "wasm")]
    return plain::time(text);
    #[cfg(not(target_family = "wasm"))]
    text.parse().ok()
}

/// A day of a body.
pub fn read_day<'de, D: Deserializer<'de>>(from: D) -> Result<NaiveDate, D::Error> {
    Day::deserialize(from).map(|day| day.0)
}

/// A day of a body or none.
pub fn read_day_if_any<'de, D: Deserializer<'de>>(from: D) -> Result<Option<NaiveDate>, D::Error> {
    Ok(Option::<Day>::deserialize(from)?.map(|day| day.0))
}

#[cfg_attr(not(target_family = "wasm"), derive(Deserialize))]
struct Day(NaiveDate);

#[cfg_attr(not(target_family = "wasm"), derive(Deserialize))]
struct Instant(DateTime<Utc>);

#[cfg(target_family = "wasm")]
impl<'de> Deserialize<'de> for Day {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let text = String::deserialize(from)?;
        day(&text).map(Self).ok_or_else(|| serde::de::Error::custom("not a day"))
    }
}

#[cfg(target_family = "wasm")]
impl<'de> Deserialize<'de> for Instant {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        struct Reader;

        impl serde::de::Visitor<'_> for Reader {
            type Value = Instant;

            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("an instant")
            }

            fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<Instant, E> {
                plain::instant(text).map(Instant).ok_or_else(|| E::custom("not an instant"))
            }
        }

        from.deserialize_str(Reader)
    }
}
