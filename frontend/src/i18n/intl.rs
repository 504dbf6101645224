//! Dates, relative times, numbers and plurals through the browser's `Intl`, in the institution's time zone. Formatters are
//! costly to make and are kept per language and style.

use std::cell::RefCell;
use std::collections::HashMap;

use chrono::{DateTime, NaiveDate, NaiveDateTime, TimeDelta, Utc};
use js_sys::{Array, Date, Intl, JsString, Object, Reflect};
use shared::instant;
use wasm_bindgen::{JsCast, JsValue};

use super::Lang;

/// How an instant or a day is written.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Style {
    /// `10:42`
    Time,
    /// `23 nov`, with the year when it is another one
    Day,
    /// `23 nov 2025`
    DayYear,
    /// `lun 9:05`
    WeekdayTime,
    /// `lunes 23 nov`
    Weekday,
    /// `lunes 23 nov, 9:05`
    Full,
    /// `lunes, 23 de noviembre de 2026, 9:05:12`: for titles
    Exact,
    /// `23 nov, 9:05`
    DayTime,
    /// `noviembre de 2026`
    Month,
    /// `nov`
    MonthShort,
    /// `2026-11-23`, to compare days
    Iso,
    /// `2026-11-23 09:05`, to compare instants
    IsoTime,
}

thread_local! {
    static ZONE: RefCell<String> = const { RefCell::new(String::new()) };
    static DATES: RefCell<HashMap<(Lang, Style, bool), Intl::DateTimeFormat>> = RefCell::default();
    static NUMBERS: RefCell<HashMap<(Lang, u8), Intl::NumberFormat>> = RefCell::default();
    static RELATIVE: RefCell<HashMap<Lang, Intl::RelativeTimeFormat>> = RefCell::default();
    static PLURALS: RefCell<HashMap<Lang, Intl::PluralRules>> = RefCell::default();
}

/// Sets the institution's time zone (an IANA name). Until then the browser's own is used. A name that the browser does not
/// know is left aside.
pub fn set_time_zone(zone: &str) {
    let options = Object::new();
    set(&options, "timeZone", zone);
    let known = Reflect::get(&js_sys::global(), &"Intl".into())
        .and_then(|intl| Reflect::get(&intl, &"DateTimeFormat".into()))
        .and_then(JsValue::dyn_into::<js_sys::Function>)
        .and_then(|make| make.call2(&JsValue::NULL, &JsValue::UNDEFINED, &options))
        .is_ok();
    if known {
        ZONE.set(zone.to_owned());
        DATES.with_borrow_mut(HashMap::clear);
    }
}

/// The time zones that the browser knows, by name; none in a browser that does not tell.
pub fn time_zones() -> Vec<String> {
    let ask = || {
        let intl = Reflect::get(&js_sys::global(), &"Intl".into()).ok()?;
        let list: js_sys::Function = Reflect::get(&intl, &"supportedValuesOf".into()).ok()?.dyn_into().ok()?;
        list.call1(&JsValue::NULL, &"timeZone".into()).ok()?.dyn_into::<Array>().ok()
    };
    ask().map(|zones| zones.iter().filter_map(|zone| zone.as_string()).collect()).unwrap_or_default()
}

/// An instant in the institution's time zone.
pub fn instant(lang: Lang, at: DateTime<Utc>, style: Style) -> String {
    let style = if style == Style::Day && !same_year(at) { Style::DayYear } else { style };
    format_ms(lang, millis(at), style, false)
}

/// A calendar day, which no time zone moves.
pub fn day(lang: Lang, day: NaiveDate, style: Style) -> String {
    let at = day.and_time(chrono::NaiveTime::MIN).and_utc();
    format_ms(lang, millis(at), style, true)
}

/// The last day on which something is possible that ends at this instant: terms end with the day, at the midnight after it.
pub fn last_day(lang: Lang, end: DateTime<Utc>) -> String {
    instant(lang, end - TimeDelta::seconds(1), Style::Weekday)
}

/// The institution's local day of an instant.
pub fn local_day(at: DateTime<Utc>) -> Option<NaiveDate> {
    instant::day(&format_ms(Lang::En, millis(at), Style::Iso, false))
}

/// The instant at which the institution's clocks show this; an hour that is skipped in spring becomes the next one.
pub fn instant_of(local: NaiveDateTime) -> Option<DateTime<Utc>> {
    // What a clock there shows when it is `local` in Greenwich tells the offset; near a change of the clocks it is that
    // of the other side, so it is asked for again at the instant found.
    let mut instant = local.and_utc();
    for _ in 0..2 {
        let shown = format_ms(Lang::En, millis(instant), Style::IsoTime, false);
        let (day, time) = shown.split_once(' ')?;
        instant += local - instant::day(day)?.and_time(instant::time(time)?);
    }
    Some(instant)
}

/// `hace 20 min`, `ayer`; after a day has passed, the date.
pub fn relative(lang: Lang, at: DateTime<Utc>, now: DateTime<Utc>) -> String {
    let seconds = (at - now).num_seconds();
    let (value, unit) = match seconds.abs() {
        0..60 => (0, "minute"),
        60..3_600 => (seconds / 60, "minute"),
        3_600..86_400 => (seconds / 3_600, "hour"),
        86_400..172_800 => (seconds / 86_400, "day"),
        _ => return instant(lang, at, Style::Day),
    };
    if value == 0 {
        return super::Messages(lang).just_now().to_owned();
    }
    relative_by(lang, value, unit)
}

fn relative_by(lang: Lang, value: i64, unit: &str) -> String {
    RELATIVE.with_borrow_mut(|kept| {
        let format = kept.entry(lang).or_insert_with(|| {
            let options = Object::new();
            set(&options, "numeric", "auto");
            set(&options, "style", "short");
            Intl::RelativeTimeFormat::new(&locales(lang), &options)
        });
        #[expect(clippy::cast_precision_loss, reason = "a count of minutes, hours or days")]
        String::from(format.format(value as f64, unit))
    })
}

/// A number as the machine writes it. Like what follows, by the browser: Rust brings tables of ten kilobytes for each.
pub fn digits(n: f64) -> String {
    js_sys::Number::from(n).to_string_with_radix(10).map(String::from).unwrap_or_default()
}

/// The number in a text as the machine writes it.
pub fn number(text: &str) -> Option<f64> {
    let plain = text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'.' | b'-' | b'+' | b'e' | b'E'));
    let number = (plain && !text.is_empty()).then(|| JsValue::from_str(text).unchecked_into_f64());
    number.filter(|number| number.is_finite())
}

/// The text in capitals.
pub fn upper(text: &str) -> String {
    JsString::from(text).to_upper_case().into()
}

/// The text in small letters.
pub fn lower(text: &str) -> String {
    JsString::from(text).to_lower_case().into()
}

/// A whole number with the language's grouping.
pub fn integer(lang: Lang, n: u64) -> String {
    #[expect(clippy::cast_precision_loss, reason = "counts stay far below 2^53")]
    decimal(lang, n as f64, 0)
}

/// A number with a fixed count of decimals.
pub fn decimal(lang: Lang, n: f64, digits: u8) -> String {
    NUMBERS.with_borrow_mut(|kept| {
        let format = kept.entry((lang, digits)).or_insert_with(|| {
            let options = Object::new();
            for name in ["minimumFractionDigits", "maximumFractionDigits"] {
                Reflect::set(&options, &name.into(), &f64::from(digits).into()).ok();
            }
            Intl::NumberFormat::new(&locales(lang), &options)
        });
        call(&format.format(), &n.into())
    })
}

/// A number with as many decimals as it has, three at most.
pub fn decimal_plain(lang: Lang, n: f64) -> String {
    let digits = (0..3_u8).find(|digits| {
        let scaled = n * 10_f64.powi(i32::from(*digits));
        (scaled - scaled.round()).abs() < 1e-9
    });
    decimal(lang, n, digits.unwrap_or(3))
}

/// Whether the language speaks of `n` things in the singular.
pub fn is_one(lang: Lang, n: u64) -> bool {
    PLURALS.with_borrow_mut(|kept| {
        let rules = kept.entry(lang).or_insert_with(|| Intl::PluralRules::new(&locales(lang), &Object::new()));
        #[expect(clippy::cast_precision_loss, reason = "counts stay far below 2^53")]
        let category = rules.select(n as f64);
        category == "one"
    })
}

/// `420 KB`: a file's size.
pub fn bytes(lang: Lang, size: u64) -> String {
    #[expect(clippy::cast_precision_loss, reason = "a file's size, shown to one decimal")]
    let size = size as f64;
    if size < 1_048_576.0 {
        format!("{} KB", decimal(lang, (size / 1_024.0).ceil(), 0))
    } else {
        format!("{} MB", decimal_plain(lang, (size / 1_048_576.0 * 10.0).round() / 10.0))
    }
}

fn same_year(at: DateTime<Utc>) -> bool {
    let year = |at| format_ms(Lang::En, millis(at), Style::Iso, false).get(..4).map(str::to_owned);
    year(at) == year(Utc::now())
}

#[expect(clippy::cast_precision_loss, reason = "milliseconds since 1970 fit a double exactly")]
fn millis(at: DateTime<Utc>) -> f64 {
    at.timestamp_millis() as f64
}

fn format_ms(lang: Lang, ms: f64, style: Style, utc: bool) -> String {
    let format = DATES.with_borrow_mut(|kept| {
        kept.entry((lang, style, utc)).or_insert_with(|| date_format(lang, style, utc)).format()
    });
    call(&format, &Date::new(&ms.into()))
}

fn date_format(lang: Lang, style: Style, utc: bool) -> Intl::DateTimeFormat {
    let options = Object::new();
    let parts: &[(&str, &str)] = match style {
        Style::Time => &[("hour", "numeric"), ("minute", "2-digit")],
        Style::Day => &[("day", "numeric"), ("month", "short")],
        Style::DayYear => &[("day", "numeric"), ("month", "short"), ("year", "numeric")],
        Style::WeekdayTime => &[("weekday", "short"), ("hour", "numeric"), ("minute", "2-digit")],
        Style::Weekday => &[("weekday", "long"), ("day", "numeric"), ("month", "short")],
        Style::Full => {
            &[("weekday", "long"), ("day", "numeric"), ("month", "short"), ("hour", "numeric"), ("minute", "2-digit")]
        }
        Style::Exact => &[("dateStyle", "full"), ("timeStyle", "medium")],
        Style::DayTime => &[("day", "numeric"), ("month", "short"), ("hour", "numeric"), ("minute", "2-digit")],
        Style::Month => &[("month", "long"), ("year", "numeric")],
        Style::MonthShort => &[("month", "short")],
        Style::Iso => &[("year", "numeric"), ("month", "2-digit"), ("day", "2-digit")],
        Style::IsoTime => {
            &[("year", "numeric"), ("month", "2-digit"), ("day", "2-digit"), ("hour", "2-digit"), ("minute", "2-digit")]
        }
    };
    for (name, value) in parts {
        set(&options, name, value);
    }
    set(&options, "hourCycle", "h23");
    let zone = if utc { "UTC".to_owned() } else { ZONE.with_borrow(Clone::clone) };
    if !zone.is_empty() {
        set(&options, "timeZone", &zone);
    }
    // Swedish writes dates as ISO 8601 does.
    let locales = if matches!(style, Style::Iso | Style::IsoTime) { Array::of1(&"sv".into()) } else { locales(lang) };
    Intl::DateTimeFormat::new(&locales, &options)
}

fn locales(lang: Lang) -> Array {
    Array::of1(&lang.tag().into())
}

fn set(options: &Object, name: &str, value: &str) {
    // Setting a property of a fresh object cannot fail.
    Reflect::set(options, &name.into(), &value.into()).ok();
}

fn call(format: &js_sys::Function, value: &JsValue) -> String {
    format.call1(&JsValue::NULL, value).ok().and_then(|text| text.as_string()).unwrap_or_default()
}
