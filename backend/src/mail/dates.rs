//! Days and instants in words, as a mail says them.

use chrono::{DateTime, Datelike, NaiveDate, Timelike, Utc};
use chrono_tz::Tz;
use shared::person::Language;

const DAYS_ES: [&str; 7] = ["lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo"];
const DAYS_EN: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
const MONTHS_ES: [&str; 12] = [
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
const MONTHS_EN: [&str; 12] = [
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

/// A day with its weekday: `jueves 26 de noviembre`, `Thursday, November 26`.
pub fn day(day: NaiveDate, language: Language) -> String {
    let weekday = day.weekday().num_days_from_monday() as usize;
    let month = day.month0() as usize;
    let word = |words: &[&'static str], index: usize| words.get(index).copied().unwrap_or_default();
    match language {
        Language::Es => format!("{} {} de {}", word(&DAYS_ES, weekday), day.day(), word(&MONTHS_ES, month)),
        Language::En => format!("{}, {} {}", word(&DAYS_EN, weekday), word(&MONTHS_EN, month), day.day()),
    }
}

/// An instant by the institution's clock: `jueves 26 de noviembre a las 14:30`.
pub fn instant(at: DateTime<Utc>, zone: Tz, language: Language) -> String {
    let local = at.with_timezone(&zone);
    let day = day(local.date_naive(), language);
    let joint = match language {
        Language::Es => "a las",
        Language::En => "at",
    };
    format!("{day} {joint} {:02}:{:02}", local.hour(), local.minute())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_and_instants_are_said_in_both_languages() {
        let thursday = NaiveDate::from_ymd_opt(2026, 11, 26).unwrap();
        assert_eq!(day(thursday, Language::Es), "jueves 26 de noviembre");
        assert_eq!(day(thursday, Language::En), "Thursday, November 26");
        let at = "2026-11-26T20:05:00Z".parse().unwrap();
        assert_eq!(instant(at, chrono_tz::America::Mexico_City, Language::Es), "jueves 26 de noviembre a las 14:05");
    }
}
