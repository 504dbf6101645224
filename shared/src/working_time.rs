//! Working days. For now a working day is a weekday; holidays and hours come with the calendars.

use chrono::{Datelike, Days, NaiveDate, Weekday};

/// Whether people work on this day.
pub fn is_working_day(day: NaiveDate) -> bool {
    !matches!(day.weekday(), Weekday::Sat | Weekday::Sun)
}

/// The `n`th working day after `day`, which itself does not count. At the end of the calendar it stays there.
pub fn add_working_days(day: NaiveDate, n: u32) -> NaiveDate {
    let mut left = n;
    let mut current = day;
    while left > 0 {
        match current.checked_add_days(Days::new(1)) {
            Some(next) => current = next,
            None => return current,
        }
        if is_working_day(current) {
            left -= 1;
        }
    }
    current
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn weekends_do_not_count() {
        assert_eq!(add_working_days(day("2026-03-13"), 1), day("2026-03-16"));
        assert_eq!(add_working_days(day("2026-03-13"), 5), day("2026-03-20"));
        assert_eq!(add_working_days(day("2026-03-14"), 1), day("2026-03-16"));
        assert_eq!(add_working_days(day("2026-03-14"), 0), day("2026-03-14"));
    }
}
