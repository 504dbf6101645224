//! Periods of a report: local days of the institution as ranges of instants, and their months.

use std::{fmt, str::FromStr};

use chrono::{DateTime, Datelike, Days, Duration, Months, NaiveDate, TimeZone, Utc};
use chrono_tz::Tz;
use shared::{limits, person::Language, problem::FieldCode};

use crate::error::{Error, Fault, Result};

/// The days within which a report may lie: beyond them there is nothing, and engines disagree on how to write it.
const FIRST_YEAR: i32 = 2000;
const LAST_YEAR: i32 = 2999;

/// The days of a report, first and last inclusive.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Period {
    /// First day.
    pub from: NaiveDate,
    /// Last day.
    pub to: NaiveDate,
}

impl Period {
    /// A period that can be reported.
    ///
    /// # Errors
    /// `Validation` of `?from` and `?to`: in the wrong order, too long, or out of the calendar.
    pub fn new(from: NaiveDate, to: NaiveDate) -> Result<Self> {
        let mut faults = Vec::new();
        for (name, day) in [("?from", from), ("?to", to)] {
            if day.year() < FIRST_YEAR {
                faults.push(Fault::new(name, FieldCode::TooSmall).bound(format!("{FIRST_YEAR}-01-01")));
            }
            if day.year() > LAST_YEAR {
                faults.push(Fault::new(name, FieldCode::TooLarge).bound(format!("{LAST_YEAR}-12-31")));
            }
        }
        if faults.is_empty() && to < from {
            faults.push(Fault::new("?to", FieldCode::TooSmall).bound(from));
        }
        let days = to.signed_duration_since(from).num_days() + 1;
        if faults.is_empty() && days > limits::REPORT_DAYS_MAX {
            let last = from + Duration::days(limits::REPORT_DAYS_MAX - 1);
            faults.push(Fault::new("?to", FieldCode::TooLarge).bound(last));
        }
        if faults.is_empty() { Ok(Self { from, to }) } else { Err(Error::Validation(faults)) }
    }

    /// The instants of the period: from the first, inclusive, to the last, exclusive.
    pub fn instants(self, zone: Tz) -> (DateTime<Utc>, DateTime<Utc>) {
        let after = self.to.checked_add_days(Days::new(1)).unwrap_or(self.to);
        (beginning(self.from, zone), beginning(after, zone))
    }

    /// The months that it touches, each cut to the period.
    pub fn months(self) -> Vec<(Month, Self)> {
        let mut months = Vec::new();
        let mut month = Month::of(self.from);
        while let Some(part) = self.within(month) {
            months.push((month, part));
            let Some(next) = month.first.checked_add_months(Months::new(1)) else { break };
            month = Month { first: next };
        }
        months
    }

    /// The part of the period that lies in a month.
    pub fn within(self, month: Month) -> Option<Self> {
        let from = self.from.max(month.first);
        let to = self.to.min(month.last());
        (from <= to).then_some(Self { from, to })
    }
}

/// The first instant of a local day. Where the clocks go forward at midnight, the first one after the gap.
fn beginning(day: NaiveDate, zone: Tz) -> DateTime<Utc> {
    let midnight = day.and_time(chrono::NaiveTime::MIN);
    (0..=8)
        .find_map(|quarters| zone.from_local_datetime(&(midnight + Duration::minutes(15 * quarters))).earliest())
        .map_or_else(|| midnight.and_utc(), |instant| instant.with_timezone(&Utc))
}

/// A month of the calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Month {
    first: NaiveDate,
}

impl Month {
    fn of(day: NaiveDate) -> Self {
        Self { first: day.with_day(1).unwrap_or(day) }
    }

    fn last(self) -> NaiveDate {
        let next = self.first.checked_add_months(Months::new(1));
        next.and_then(|next| next.pred_opt()).unwrap_or(self.first)
    }

    /// Its name with the year.
    pub fn label(self, language: Language) -> String {
        const ES: [&str; 12] = [
            "enero",
            "febrero",
            "marzo",
            "abril",
            "mayo",
            "junio",
            "julio",
            "agosto",
            "septiembre",
            "octubre",
            "noviembre",
            "diciembre",
        ];
        const EN: [&str; 12] = [
            "January",
            "February",
            "March",
            "April",
            "May",
            "June",
            "July",
            "August",
            "September",
            "October",
            "November",
            "December",
        ];
        let place = self.first.month0() as usize;
        let year = self.first.year();
        match language {
            Language::Es => format!("{} de {year}", ES.get(place).copied().unwrap_or_default()),
            Language::En => format!("{} {year}", EN.get(place).copied().unwrap_or_default()),
        }
    }
}

impl fmt::Display for Month {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.first.format("%Y-%m"))
    }
}

/// Not a month.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NotAMonth;

impl FromStr for Month {
    type Err = NotAMonth;

    /// Reads `2026-11`.
    fn from_str(text: &str) -> Result<Self, NotAMonth> {
        let (year, month) = text.split_once('-').ok_or(NotAMonth)?;
        let digits = |part: &str, length| part.len() == length && part.bytes().all(|byte| byte.is_ascii_digit());
        if !digits(year, 4) || !digits(month, 2) {
            return Err(NotAMonth);
        }
        let (year, month) = (year.parse().map_err(|_| NotAMonth)?, month.parse().map_err(|_| NotAMonth)?);
        NaiveDate::from_ymd_opt(year, month, 1).map(|first| Self { first }).ok_or(NotAMonth)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn a_period_ends_with_its_last_local_day() {
        let period = Period::new(day("2026-11-01"), day("2026-11-30")).unwrap();
        let (from, until) = period.instants(chrono_tz::America::Mexico_City);
        assert_eq!(from.to_rfc3339(), "2026-11-01T06:00:00+00:00");
        assert_eq!(until.to_rfc3339(), "2026-12-01T06:00:00+00:00");
    }

    #[test]
    fn a_day_begins_after_the_gap_where_clocks_go_forward_at_midnight() {
        // Until 2021 Mexico changed at two in the morning; Santiago changes at midnight.
        let begins = |text, zone| beginning(day(text), zone).to_rfc3339();
        assert_eq!(begins("2026-09-06", chrono_tz::America::Santiago), "2026-09-06T04:00:00+00:00");
        assert_eq!(begins("2021-04-04", chrono_tz::America::Mexico_City), "2021-04-04T06:00:00+00:00");
        assert_eq!(begins("2021-04-05", chrono_tz::America::Mexico_City), "2021-04-05T05:00:00+00:00");
    }

    #[test]
    fn months_are_cut_to_the_period_and_leave_nothing_out() {
        let period = Period::new(day("2025-11-20"), day("2026-02-03")).unwrap();
        let months: Vec<_> = period
            .months()
            .into_iter()
            .map(|(month, part)| (month.to_string(), part.from.to_string(), part.to.to_string()))
            .collect();
        let row = |month: &str, from: &str, to: &str| (month.to_owned(), from.to_owned(), to.to_owned());
        assert_eq!(
            months,
            [
                row("2025-11", "2025-11-20", "2025-11-30"),
                row("2025-12", "2025-12-01", "2025-12-31"),
                row("2026-01", "2026-01-01", "2026-01-31"),
                row("2026-02", "2026-02-01", "2026-02-03"),
            ]
        );
    }

    #[test]
    fn odd_periods_are_refused() {
        for (from, to) in [
            ("2026-11-02", "2026-11-01"),
            ("1999-01-01", "2026-01-01"),
            ("2026-01-01", "+12345-01-01"),
            ("2000-01-01", "2999-12-31"),
        ] {
            assert!(Period::new(day(from), day(to)).is_err(), "{from} {to}");
        }
    }

    #[test]
    fn a_month_is_read_as_it_is_written() {
        assert_eq!("2026-11".parse::<Month>().unwrap().to_string(), "2026-11");
        assert_eq!("2026-11".parse::<Month>().unwrap().label(Language::Es), "noviembre de 2026");
        for text in ["2026", "2026-13", "2026-1", "+026-01", "2026-00", "-026-01", "2026-11-01"] {
            assert!(text.parse::<Month>().is_err(), "{text}");
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(4096))]

        #[test]
        fn whatever_is_taken_for_a_month_is_written_alike(text in prop_oneof![any::<String>(), "[+0-9ñ]{3,5}-[0-9]{1,3}"]) {
            if let Ok(month) = text.parse::<Month>() {
                prop_assert_eq!(month.to_string(), text);
            }
        }
    }
}
