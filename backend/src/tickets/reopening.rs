//! Until when things may happen, in the institution's local days.

use chrono::{DateTime, Days, NaiveDate, NaiveTime, TimeZone, Utc};
use chrono_tz::Tz;
use shared::{limits, working_time::add_working_days};

use crate::{directory::InForce, entity::ticket};

/// Reminders of one wait before anything follows from the silence.
pub const REMINDERS: i32 = 2;

/// Until when the requester may reopen a ticket that was resolved then: to the end of the fifth working day after.
pub fn reopen_until(resolved_at: DateTime<Utc>, zone: Tz) -> DateTime<Utc> {
    end_of_day(add_working_days(local_day(resolved_at, zone), limits::REOPEN_WORKING_DAYS), zone)
}

/// The first instant of which a ticket that was resolved then may still be reopened by its requester.
pub fn reopenable_since(now: DateTime<Utc>, zone: Tz) -> DateTime<Utc> {
    let mut day = local_day(now, zone);
    while reopen_until(start_of(day, zone), zone) > now {
        let Some(before) = day.checked_sub_days(Days::new(1)) else { break };
        day = before;
    }
    end_of_day(day, zone)
}

/// When an attended ticket closes if its requester does not answer; nothing where the policy is off. What the last reminder
/// told stands, whatever the policy is by then.
pub fn closes_at(ticket: &ticket::Model, in_force: &InForce, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
    let is_told = in_force.closure_working_days > 0 && ticket.reminders >= REMINDERS;
    match ticket.closes_at {
        Some(told) if is_told => Some(told),
        _ => to_be_told(ticket, in_force, now),
    }
}

/// What a requester who is written to now is told: the end of the policy's working days, of one full working day after the
/// last reminder, however late that goes out, and never before what was told already.
pub fn to_be_told(ticket: &ticket::Model, in_force: &InForce, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
    let attended_at = ticket.attended_at.filter(|_| in_force.closure_working_days > 0)?;
    let policy = add_working_days(local_day(attended_at, in_force.zone), in_force.closure_working_days);
    let answerable = add_working_days(last_reminder(ticket, in_force, now), 1);
    let end = end_of_day(policy.max(answerable), in_force.zone);
    Some(ticket.closes_at.map_or(end, |told| told.max(end)))
}

/// The day on which the last reminder goes out at the earliest. One that told of no closure is given anew.
fn last_reminder(ticket: &ticket::Model, in_force: &InForce, now: DateTime<Utc>) -> NaiveDate {
    let zone = in_force.zone;
    let (since, today) = (local_day(ticket.status_since, zone), local_day(now, zone));
    let mut before = ticket.reminded_at.map(|at| local_day(at, zone));
    for nth in (ticket.reminders + 1)..=REMINDERS {
        let due = add_working_days(since, nth.unsigned_abs() * reminder_days(in_force));
        let next = before.and_then(|before| before.checked_add_days(Days::new(1)));
        before = Some(due.max(today).max(next.unwrap_or(today)));
    }
    if ticket.reminders >= REMINDERS { today } else { before.unwrap_or(today) }
}

/// Working days between reminders. Where tickets close unanswered there are always reminders before.
pub fn reminder_days(in_force: &InForce) -> u32 {
    if in_force.closure_working_days > 0 {
        in_force.reminder_working_days.max(1)
    } else {
        in_force.reminder_working_days
    }
}

/// The first instant at which the `nth` reminder of a wait that began then may go out: eight in the morning.
pub fn reminder_due(since: DateTime<Utc>, nth: u32, days: u32, zone: Tz) -> DateTime<Utc> {
    morning(add_working_days(local_day(since, zone), nth * days), zone)
}

/// The instant before which a wait must have begun for its `nth` reminder to be due now.
pub fn reminder_horizon(now: DateTime<Utc>, nth: u32, days: u32, zone: Tz) -> DateTime<Utc> {
    let mut day = local_day(now, zone);
    while reminder_due(morning(day, zone), nth, days, zone) > now {
        let Some(before) = day.checked_sub_days(Days::new(1)) else { break };
        day = before;
    }
    end_of_day(day, zone)
}

/// Eight in the morning: nobody is written to at night.
pub fn morning(day: NaiveDate, zone: Tz) -> DateTime<Utc> {
    at(day, NaiveTime::from_hms_opt(8, 0, 0).unwrap_or_default(), zone)
}

/// The first instant of the local day.
pub fn start_of_day(now: DateTime<Utc>, zone: Tz) -> DateTime<Utc> {
    start_of(local_day(now, zone), zone)
}

fn start_of(day: NaiveDate, zone: Tz) -> DateTime<Utc> {
    at(day, NaiveTime::MIN, zone)
}

/// The local day of an instant.
pub fn local_day(instant: DateTime<Utc>, zone: Tz) -> NaiveDate {
    instant.with_timezone(&zone).date_naive()
}

fn end_of_day(day: NaiveDate, zone: Tz) -> DateTime<Utc> {
    start_of(day.checked_add_days(Days::new(1)).unwrap_or(day), zone)
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

    #[test]
    fn reopening_ends_with_the_fifth_working_day() {
        // Friday the 13th, 15:30 local; the fifth working day is Friday the 20th.
        assert_eq!(reopen_until(instant("2026-03-13T21:30:00Z"), ZONE), instant("2026-03-21T06:00:00Z"));
        // A Friday evening that is Saturday in UTC is still Friday here.
        assert_eq!(reopen_until(instant("2026-03-14T04:00:00Z"), ZONE), instant("2026-03-21T06:00:00Z"));
    }

    #[test]
    fn what_may_be_reopened_begins_with_a_day() {
        let mut now = instant("2026-03-13T05:00:00Z");
        for _ in 0..60 {
            now += chrono::Duration::hours(5);
            let since = reopenable_since(now, ZONE);
            let before = since - chrono::Duration::microseconds(1);
            assert!(reopen_until(since, ZONE) > now && reopen_until(before, ZONE) <= now, "{now}");
        }
    }

    fn attended(at: &str) -> ticket::Model {
        ticket::Model { attended_at: Some(instant(at)), status_since: instant(at), ..ticket::tests::blank() }
    }

    #[test]
    fn nothing_closes_by_itself_while_the_policy_is_off() {
        let ticket = attended("2026-03-13T21:30:00Z");
        let told = ticket::Model { closes_at: Some(instant("2026-03-19T06:00:00Z")), reminders: 2, ..ticket.clone() };
        for ticket in [ticket, told] {
            assert_eq!(closes_at(&ticket, &InForce::closing_after(0, 2), instant("2026-03-13T22:00:00Z")), None);
        }
    }

    #[test]
    fn two_reminders_come_before_a_closure() {
        let since = "2026-03-13T21:30:00Z";
        let closes =
            |closure, reminder| closes_at(&attended(since), &InForce::closing_after(closure, reminder), instant(since));
        assert_eq!(closes(3, 1), Some(instant("2026-03-19T06:00:00Z")));
        assert_eq!(closes(3, 2), Some(instant("2026-03-21T06:00:00Z")));
        assert_eq!(reminder_due(instant(since), 1, 2, ZONE), instant("2026-03-17T14:00:00Z"));
        assert_eq!(reminder_due(instant(since), 2, 2, ZONE), instant("2026-03-19T14:00:00Z"));
    }

    #[test]
    fn a_full_working_day_follows_a_late_reminder() {
        // Attended on Friday the 13th; nothing ran until Wednesday the 25th, when the first reminder goes out.
        let ticket = attended("2026-03-13T21:30:00Z");
        let policy = InForce::closing_after(3, 1);
        let outage_ends = instant("2026-03-25T15:00:00Z");
        let end = Some(instant("2026-03-28T06:00:00Z"));
        assert_eq!(closes_at(&ticket, &policy, outage_ends), end);
        let once = ticket::Model { reminders: 1, reminded_at: Some(outage_ends), closes_at: end, ..ticket.clone() };
        assert_eq!(closes_at(&once, &policy, outage_ends), end);
        // The second was late as well: what is told grows.
        let friday = instant("2026-03-27T15:00:00Z");
        assert_eq!(closes_at(&once, &policy, friday), Some(instant("2026-03-31T06:00:00Z")));
        // Reminded twice while the policy was off, and told of no closure.
        let silent = ticket::Model { reminders: 2, reminded_at: Some(outage_ends), ..ticket };
        assert_eq!(closes_at(&silent, &policy, friday), Some(instant("2026-03-31T06:00:00Z")));
    }

    #[test]
    fn what_the_last_reminder_told_stands() {
        let told = Some(instant("2026-03-21T06:00:00Z"));
        let ticket = ticket::Model { reminders: 2, closes_at: told, ..attended("2026-03-13T21:30:00Z") };
        for policy in [InForce::closing_after(1, 1), InForce::closing_after(30, 9)] {
            assert_eq!(closes_at(&ticket, &policy, instant("2026-03-20T06:00:00Z")), told);
        }
    }

    #[test]
    fn the_horizon_is_where_reminders_become_due() {
        let mut now = instant("2026-03-13T05:00:00Z");
        for _ in 0..60 {
            now += chrono::Duration::hours(5);
            for (nth, days) in [(1, 1), (1, 2), (2, 2), (2, 5)] {
                let horizon = reminder_horizon(now, nth, days, ZONE);
                let last = horizon - chrono::Duration::microseconds(1);
                assert!(reminder_due(last, nth, days, ZONE) <= now && reminder_due(horizon, nth, days, ZONE) > now);
            }
        }
    }
}
