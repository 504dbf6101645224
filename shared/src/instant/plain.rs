//! The forms of the wire, and no other.

use chrono::{DateTime, NaiveDate, NaiveTime, TimeDelta, Utc};

/// Year, month and day with hyphens.
pub fn day(text: &str) -> Option<NaiveDate> {
    let (year, rest) = number(text, 4)?;
    let (month, rest) = number(rest.strip_prefix('-')?, 2)?;
    let (day, rest) = number(rest.strip_prefix('-')?, 2)?;
    if rest.is_empty() { NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, month, day) } else { None }
}

/// A day, `T`, a time with whatever fraction of a second, and how far it is from UTC.
pub fn instant(text: &str) -> Option<DateTime<Utc>> {
    let (date, rest) = text.split_once('T')?;
    let (time, rest) = clock(rest)?;
    let ahead = match rest.split_at_checked(1)? {
        ("Z", "") => 0,
        (sign @ ("+" | "-"), rest) => {
            let (hours, rest) = number(rest, 2)?;
            let (minutes, rest) = number(rest.strip_prefix(':')?, 2)?;
            if hours > 23 || minutes > 59 || !rest.is_empty() {
                return None;
            }
            let ahead = i64::from(hours * 60 + minutes);
            if sign == "-" { -ahead } else { ahead }
        }
        _ => return None,
    };
    day(date)?.and_time(time).checked_sub_signed(TimeDelta::minutes(ahead)).map(|instant| instant.and_utc())
}

/// Hour and minute with a colon, perhaps with seconds.
pub fn time(text: &str) -> Option<NaiveTime> {
    let whole = if text.len() == 5 { format!("{text}:00") } else { text.to_owned() };
    clock(&whole).filter(|(_, rest)| rest.is_empty()).map(|(time, _)| time)
}

/// A time with seconds, and what follows.
fn clock(text: &str) -> Option<(NaiveTime, &str)> {
    let (hour, rest) = number(text, 2)?;
    let (minute, rest) = number(rest.strip_prefix(':')?, 2)?;
    let (second, rest) = number(rest.strip_prefix(':')?, 2)?;
    let (nanos, rest) = rest.strip_prefix('.').map_or(Some((0, rest)), fraction)?;
    Some((NaiveTime::from_hms_nano_opt(hour, minute, second, nanos)?, rest))
}

/// So many digits, and what follows.
fn number(text: &str, digits: usize) -> Option<(u32, &str)> {
    let (number, rest) = text.split_at_checked(digits)?;
    let number = number.bytes().try_fold(0, |number, byte| Some(number * 10 + digit(byte)?))?;
    Some((number, rest))
}

/// A fraction in billionths, as far as they go, and what follows.
fn fraction(text: &str) -> Option<(u32, &str)> {
    let (mut nanos, mut unit, mut length) = (0, 100_000_000, 0);
    while let Some(digit) = text.as_bytes().get(length).copied().and_then(digit) {
        nanos += digit * unit;
        unit /= 10;
        length += 1;
    }
    if length == 0 { None } else { Some((nanos, text.get(length..)?)) }
}

fn digit(byte: u8) -> Option<u32> {
    byte.is_ascii_digit().then(|| u32::from(byte - b'0'))
}

#[cfg(test)]
mod tests {
    use chrono::Timelike;
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn another_distance_from_utc_is_the_same_instant() {
        let at = instant("2026-11-23T16:42:07.5Z");
        assert!(at.is_some());
        assert_eq!(instant("2026-11-23T10:42:07.500-06:00"), at);
        assert_eq!(instant("2026-11-24T01:12:07.500000000000+08:30"), at);
    }

    #[test]
    fn what_is_no_instant_is_refused() {
        for text in [
            "",
            "2026-11-23",
            "2026-11-23T16:42Z",
            "2026-11-23T16:42:07",
            "2026-11-23T16:42:07.Z",
            "2026-13-23T16:42:07Z",
            "2026-02-29T16:42:07Z",
            "2026-11-23T24:00:00Z",
            "2026-11-23T16:42:07Zz",
            "2026-11-23T16:42:07+6:00",
            "2026-11-23T16:42:07+06:60",
            "2026-11-23T16:42:07+24:00",
            "26-11-23T16:42:07Z",
            "+026-11-23T16:42:07Z",
            "2026-11-23T16:42:07ñ",
        ] {
            assert_eq!(instant(text), None, "{text}");
        }
        for text in ["", "9:30", "24:00", "12:60", "12:30:", "12:30:00.", "12:30pm", "12-30"] {
            assert_eq!(time(text), None, "{text}");
        }
        for text in ["", "2026-11", "2026-1-5", "2026-11-31", "2026-11-230", "2026/11/23", "ñ026-11-23"] {
            assert_eq!(day(text), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn what_the_server_writes_is_read(seconds in 0_i64..9_999_999_999, nanos in 0_u32..1_000_000_000, digits in 0_u32..=9) {
            let nanos = nanos / 10_u32.pow(9 - digits) * 10_u32.pow(9 - digits);
            let at = DateTime::from_timestamp(seconds, nanos).unwrap();
            let written = serde_json::to_string(&at).unwrap();
            prop_assert_eq!(instant(written.trim_matches('"')), Some(at));
            prop_assert_eq!(instant(&at.to_rfc3339()), Some(at));
            prop_assert_eq!(time(&at.time().to_string()), Some(at.time()));
            prop_assert_eq!(time(&at.time().format("%H:%M").to_string()).map(|time| time.hour()), Some(at.time().hour()));
            prop_assert_eq!(day(&at.date_naive().to_string()), Some(at.date_naive()));
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(4096))]

        #[test]
        fn what_nobody_wrote_is_read_as_another_reader_does(
            text in prop_oneof![
                any::<String>(),
                "[0-9]{4}-[01][0-9]-[0-3][0-9]([Tt ][0-2][0-9]:[0-5][0-9]:[0-6][0-9]([.][0-9]{0,12})?([Zz]|[+-][0-2][0-9]:[0-6][0-9])?)?",
            ],
        ) {
            if let Some(at) = instant(&text) {
                prop_assert_eq!(DateTime::parse_from_rfc3339(&text).map(|other| other.to_utc()), Ok(at));
            }
            if let Some(day) = day(&text) {
                prop_assert_eq!(text.parse::<NaiveDate>(), Ok(day));
            }
            if let Some(time) = time(&text) {
                prop_assert!(text.starts_with(&time.format("%H:%M").to_string()));
            }
        }
    }
}
