//! Until when things may happen, in the institution's local days.

use chrono::{DateTime, Days, NaiveDate, NaiveTime, TimeZone, Utc};
use chrono_tz::Tz;
use shared::{institution::Settings, limits, working_time::add_working_days};

/// Until when the requester may reopen a ticket that was resolved then: to the end of the fifth working day after.
pub fn reopen_until(resolved_at: DateTime<Utc>, zone: Tz) -> DateTime<Utc> {
    end_of_day(add_working_days(local_day(resolved_at, zone), limits::REOPEN_WORKING_DAYS), zone)
}

/// When an attended ticket closes unanswered: after the policy's working days and after two reminders could be answered.
/// Nothing where the policy is off.
pub fn closes_at(attended_at: DateTime<Utc>, settings: &Settings, zone: Tz) -> Option<DateTime<Utc>> {
    let after = settings.closure_working_days;
    (after > 0).then(|| {
        let days = after.max(2 * reminder_days(settings) + 1);
        end_of_day(add_working_days(local_day(attended_at, zone), days), zone)
    })
}

/// Working days between reminders. Where tickets close unanswered there are always reminders before.
pub fn reminder_days(settings: &Settings) -> u32 {
    if settings.closure_working_days > 0 {
        settings.reminder_working_days.max(1)
    } else {
        settings.reminder_working_days
    }
}

/// The first instant at which the `nth` reminder of a wait that began then may go out: eight in the morning.
pub fn reminder_due(since: DateTime<Utc>, nth: u32, days: u32, zone: Tz) -> DateTime<Utc> {
    let day = add_working_days(local_day(since, zone), nth * days);
    at(day, NaiveTime::from_hms_opt(8, 0, 0).unwrap_or_default(), zone)
}

/// The local day of an instant.
pub fn local_day(instant: DateTime<Utc>, zone: Tz) -> NaiveDate {
    instant.with_timezone(&zone).date_naive()
}

fn end_of_day(day: NaiveDate, zone: Tz) -> DateTime<Utc> {
    at(day.checked_add_days(Days::new(1)).unwrap_or(day), NaiveTime::MIN, zone)
}

/// A local time as an instant; within a gap of the clock, the first instant after it.
fn at(day: NaiveDate, time: NaiveTime, zone: Tz) -> DateTime<Utc> {
    let local = day.and_time(time);
    let instant = zone.from_local_datetime(&local).earliest().or_else(|| {
        let later = local.checked_add_signed(chrono::Duration::hours(1))?;
        zone.from_local_datetime(&later).earliest()
    });
    instant.map_or_else(|| local.and_utc(), |instant| instant.with_timezone(&Utc))
}

#[cfg(test)]
mod tests {
    use super::*;

    const ZONE: Tz = chrono_tz::America::Mexico_City;

    fn instant(text: &str) -> DateTime<Utc> {
        text.parse().unwrap()
    }

    fn settings(closure: u32, reminder: u32) -> Settings {
        Settings {
            version: 1,
            name: String::new(),
            hue: 252,
            folio_prefix: "TI".into(),
            closure_working_days: closure,
            reminder_working_days: reminder,
            targets: vec![],
        }
    }

    #[test]
    fn reopening_ends_with_the_fifth_working_day() {
        // Friday the 13th, 15:30 local; the fifth working day is Friday the 20th.
        assert_eq!(reopen_until(instant("2026-03-13T21:30:00Z"), ZONE), instant("2026-03-21T06:00:00Z"));
        // A Friday evening that is Saturday in UTC is still Friday here.
        assert_eq!(reopen_until(instant("2026-03-14T04:00:00Z"), ZONE), instant("2026-03-21T06:00:00Z"));
    }

    #[test]
    fn nothing_closes_by_itself_while_the_policy_is_off() {
        assert_eq!(closes_at(instant("2026-03-13T21:30:00Z"), &settings(0, 2), ZONE), None);
    }

    #[test]
    fn two_reminders_come_before_a_closure() {
        let attended = instant("2026-03-13T21:30:00Z");
        assert_eq!(closes_at(attended, &settings(3, 1), ZONE), Some(instant("2026-03-19T06:00:00Z")));
        assert_eq!(closes_at(attended, &settings(3, 2), ZONE), Some(instant("2026-03-21T06:00:00Z")));
        assert_eq!(reminder_due(attended, 1, 2, ZONE), instant("2026-03-17T14:00:00Z"));
        assert_eq!(reminder_due(attended, 2, 2, ZONE), instant("2026-03-19T14:00:00Z"));
    }
}
