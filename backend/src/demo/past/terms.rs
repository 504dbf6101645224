//! When things happen at a university: terms begin in January and August, in July and over Christmas it is quiet, staff work on
//! weekdays from eight to four, and people write when they are awake.

use chrono::{DateTime, Datelike, Days, Duration, NaiveDate, NaiveDateTime, NaiveTime, TimeZone, Timelike, Utc};
use chrono_tz::Tz;
use shared::working_time::is_working_day;

use super::chance::Chance;

/// Days of history.
const HISTORY: u64 = 4 * 365;
/// Hours of staff, and of those who write to them.
const STAFF: (u32, u32) = (8, 16);
const AWAKE: (u32, u32) = (7, 22);
/// How much is asked for in each hour of the day.
const HOURS: [u32; 24] = [0, 0, 0, 0, 0, 0, 0, 1, 6, 10, 11, 10, 8, 7, 5, 5, 6, 5, 4, 3, 2, 2, 1, 0];
const MICROS_OF_HOUR: i64 = 3_600_000_000;

/// The institution's calendar.
#[derive(Debug, Clone, Copy)]
pub(super) struct Terms {
    pub zone: Tz,
    /// The present, at which the history ends.
    pub until: DateTime<Utc>,
}

impl Terms {
    /// The first day of the history.
    pub fn first_day(self) -> NaiveDate {
        let last = self.until.with_timezone(&self.zone).date_naive();
        last.checked_sub_days(Days::new(HISTORY)).unwrap_or(last)
    }

    /// How many requests come on each day, in all `tickets`.
    pub fn days(self, tickets: u64, seed: u64) -> Vec<(NaiveDate, u64)> {
        let last = self.until.with_timezone(&self.zone).date_naive();
        let weights: Vec<(NaiveDate, f64)> = self
            .first_day()
            .iter_days()
            .take_while(|day| *day <= last)
            .map(|day| (day, self.weight(day, seed)))
            .collect();
        let sum: f64 = weights.iter().map(|(_, weight)| weight).sum();
        let mut given = 0;
        let mut before = 0.0;
        let mut days = Vec::with_capacity(weights.len());
        for (day, weight) in weights {
            before += weight;
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a count of tickets")]
            #[expect(clippy::cast_precision_loss, reason = "far fewer than a float counts")]
            let by_now = (((before / sum) * tickets as f64).round() as u64).min(tickets);
            days.push((day, by_now.saturating_sub(given)));
            given = given.max(by_now);
        }
        days
    }

    /// How much is asked for on a day.
    fn weight(self, day: NaiveDate, seed: u64) -> f64 {
        let month = [1.3, 1.15, 1.0, 0.85, 1.0, 0.9, 0.3, 1.6, 1.25, 1.05, 0.95, 0.6];
        let of_month = month.get(day.month0() as usize).copied().unwrap_or(1.0);
        let weekday = [1.25, 1.1, 1.0, 0.95, 0.8, 0.1, 0.05];
        let of_weekday = weekday.get(day.weekday().num_days_from_monday() as usize).copied().unwrap_or(1.0);
        let closed = if is_closed(day) { 0.04 } else { 1.0 };
        let luck = 0.85 + 0.3 * Chance::new(seed, day.num_days_from_ce().unsigned_abs().into()).fraction();
        let now = self.until.with_timezone(&self.zone).naive_local();
        // Of the last day only what has passed, and no request in what is over before the first hour.
        let passed = if day == now.date() { passed_of_day(now.time()) } else { 1.0 };
        of_month * of_weekday * closed * luck * passed
    }

    /// The instants of a day's requests, in order.
    pub fn of_day(self, day: NaiveDate, count: u64, chance: &mut Chance) -> Vec<DateTime<Utc>> {
        let mut instants: Vec<DateTime<Utc>> = (0..count).map(|_| self.filed(day, chance)).collect();
        instants.sort_unstable();
        instants
    }

    fn filed(self, day: NaiveDate, chance: &mut Chance) -> DateTime<Utc> {
        for _ in 0..200 {
            let hour = chance.weighted(HOURS.iter().copied());
            let micros = chance.between(0, MICROS_OF_HOUR - 1) + i64::try_from(hour).unwrap_or(0) * MICROS_OF_HOUR;
            let at = self.instant(day.and_time(NaiveTime::MIN) + Duration::microseconds(micros));
            if at < self.until {
                return at;
            }
        }
        self.until - Duration::seconds(1)
    }

    /// The instant so much working time later, as staff work.
    pub fn worked(self, from: DateTime<Utc>, span: Duration) -> DateTime<Utc> {
        let mut at = from.with_timezone(&self.zone).naive_local();
        let mut left = span;
        loop {
            at = opening(at);
            let end = at.date().and_hms_opt(STAFF.1, 0, 0).unwrap_or(at);
            if at + left < end {
                return self.instant(at + left).max(from + Duration::seconds(1));
            }
            left -= end - at;
            at = next_morning(at);
        }
    }

    /// The instant about so much later, but while people are awake.
    pub fn awake(self, from: DateTime<Utc>, span: Duration) -> DateTime<Utc> {
        let local = (from + span).with_timezone(&self.zone).naive_local();
        let hour = local.hour();
        let moved = if hour < AWAKE.0 {
            local + Duration::hours(i64::from(AWAKE.0 - hour))
        } else if hour >= AWAKE.1 {
            local + Duration::hours(i64::from(24 - hour + AWAKE.0))
        } else {
            local
        };
        self.instant(moved).max(from + Duration::seconds(1))
    }

    /// A local time as an instant; within a gap of the clock, an hour later.
    pub fn instant(self, local: NaiveDateTime) -> DateTime<Utc> {
        let at = |local: NaiveDateTime| self.zone.from_local_datetime(&local).earliest();
        let instant = at(local).or_else(|| at(local + Duration::hours(1)));
        instant.map_or_else(|| local.and_utc(), |instant| instant.with_timezone(&Utc))
    }
}

/// Whether the institution is closed: Christmas, the Holy Week more or less, three weeks of July.
fn is_closed(day: NaiveDate) -> bool {
    matches!((day.month(), day.day()), (12, 19..) | (1, 1..=6) | (4, 3..=10) | (7, 8..=26))
}

/// The next instant at which staff work.
fn opening(at: NaiveDateTime) -> NaiveDateTime {
    let mut at = at;
    if at.hour() >= STAFF.1 {
        at = next_morning(at);
    }
    while !is_working_day(at.date()) || is_closed(at.date()) {
        at = next_morning(at);
    }
    at.max(at.date().and_hms_opt(STAFF.0, 0, 0).unwrap_or(at))
}

fn next_morning(at: NaiveDateTime) -> NaiveDateTime {
    let day = at.date().checked_add_days(Days::new(1)).unwrap_or(at.date());
    day.and_hms_opt(STAFF.0, 0, 0).unwrap_or(at)
}

fn passed_of_day(now: NaiveTime) -> f64 {
    let hours = |until: usize| HOURS.iter().take(until).sum::<u32>();
    f64::from(hours(now.hour() as usize)) / f64::from(hours(24))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn terms() -> Terms {
        Terms { zone: chrono_tz::America::Mexico_City, until: "2026-11-26T18:00:00Z".parse().unwrap() }
    }

    #[test]
    fn every_request_has_a_day_and_august_has_more_than_july() {
        let days = terms().days(100_000, 1);
        assert_eq!(days.iter().map(|(_, count)| count).sum::<u64>(), 100_000);
        let of_month = |month: u32| days.iter().filter(|(day, _)| day.month() == month).map(|(_, n)| n).sum::<u64>();
        assert!(of_month(8) > 4 * of_month(7) && of_month(1) > of_month(12), "{} {}", of_month(8), of_month(7));
        let sundays: u64 = days.iter().filter(|(day, _)| !is_working_day(*day)).map(|(_, n)| n).sum();
        assert!(sundays > 0 && sundays < 5_000, "{sundays}");
    }

    #[test]
    fn nothing_is_filed_after_the_present() {
        let terms = terms();
        let today = terms.until.with_timezone(&terms.zone).date_naive();
        let filed = terms.of_day(today, 500, &mut Chance::new(1, 1));
        assert!(filed.iter().all(|at| *at < terms.until) && filed.is_sorted());
    }

    #[test]
    fn staff_work_on_weekdays_from_eight_to_four() {
        let terms = terms();
        // Friday 15:30 local and an hour: Monday 8:30.
        let friday = "2026-03-13T21:30:00Z".parse().unwrap();
        assert_eq!(terms.worked(friday, Duration::hours(1)), "2026-03-16T14:30:00Z".parse::<DateTime<Utc>>().unwrap());
        // Nobody works in the three weeks of July.
        let july = "2026-07-07T21:59:00Z".parse().unwrap();
        let later = terms.worked(july, Duration::hours(1));
        assert_eq!(later, "2026-07-27T14:59:00Z".parse::<DateTime<Utc>>().unwrap());
    }
}
