//! Answers to a form, and the one check of them that both sides run.

use std::collections::BTreeMap;

use chrono::{NaiveDate, NaiveTime, Timelike};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{CatalogField, Constraints, Field, FieldKind};
use crate::{
    instant, limits,
    person::Email,
    problem::FieldCode,
    text::{self, TextFault},
};

/// An answer with the question it answered.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Answer {
    /// The field's key.
    pub key: String,
    /// The question, in the caller's language.
    pub label: String,
    /// The kind of answer.
    pub kind: FieldKind,
    /// The answer as it was given.
    #[cfg_attr(feature = "openapi", schema(value_type = Value))]
    pub value: Value,
    /// The answer in words, where the value is a choice, in the caller's language.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
}

/// Answers by field key.
pub type Answers = BTreeMap<String, Value>;

/// A fault of one answer: the field's key, what is wrong, and the bound that was passed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AnswerFault {
    /// The field.
    pub key: String,
    /// What is wrong.
    pub code: FieldCode,
    /// The limit, for the message.
    pub bound: Option<String>,
}

/// A field in the form that the check needs, whichever side runs it.
pub trait Ask {
    /// The answer's name.
    fn key(&self) -> &str;
    /// The kind of answer.
    fn kind(&self) -> FieldKind;
    /// Whether an answer must be given.
    fn required(&self) -> bool;
    /// Whether a value is one of the options.
    fn offers(&self, value: &str) -> bool;
    /// What else it must satisfy.
    fn constraints(&self) -> &Constraints;
}

macro_rules! ask {
    ($field:ty) => {
        impl Ask for $field {
            fn key(&self) -> &str {
                &self.key
            }
            fn kind(&self) -> FieldKind {
                self.kind
            }
            fn required(&self) -> bool {
                self.required
            }
            fn offers(&self, value: &str) -> bool {
                self.options.iter().any(|option| option.value == value)
            }
            fn constraints(&self) -> &Constraints {
                &self.constraints
            }
        }
    };
}
ask!(Field);
ask!(CatalogField);

/// Checks the answers to a form and tidies their texts: the one check, run by the form before it is sent and by the
/// server when it arrives. `today` is the institution's local date, `domains` are the institution's domains.
///
/// # Errors
/// Every fault of every answer, in the order of the fields, then what comes too early, then unknown keys.
pub fn check_answers<F: Ask>(
    fields: &[F],
    answers: &Answers,
    today: NaiveDate,
    domains: &[String],
) -> Result<Answers, Vec<AnswerFault>> {
    let mut tidy = Answers::new();
    let mut faults = Vec::new();
    for field in fields {
        let given = answers.get(field.key()).filter(|value| !is_blank(value));
        match given {
            None if field.required() => faults.push(fault(field.key(), FieldCode::Required, None)),
            None => {}
            Some(value) => match check_answer(field, value, today, domains) {
                Ok(value) => {
                    tidy.insert(field.key().to_owned(), value);
                }
                Err((code, bound)) => faults.push(fault(field.key(), code, bound)),
            },
        }
    }
    for field in fields {
        // Both are in one form, `YYYY-MM-DD` or `HH:MM`, so they compare as text.
        let earlier = field.constraints().after.as_ref().and_then(|key| tidy.get(key)?.as_str());
        let own = tidy.get(field.key()).and_then(Value::as_str);
        if let (Some(earlier), Some(own)) = (earlier, own)
            && own <= earlier
        {
            faults.push(fault(field.key(), FieldCode::TooEarly, Some(earlier.to_owned())));
        }
    }
    for key in answers.keys().filter(|key| !fields.iter().any(|field| field.key() == *key)) {
        faults.push(fault(key, FieldCode::Unknown, None));
    }
    if faults.is_empty() { Ok(tidy) } else { Err(faults) }
}

fn fault(key: &str, code: FieldCode, bound: Option<String>) -> AnswerFault {
    AnswerFault { key: key.to_owned(), code, bound }
}

fn is_blank(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::String(text) => text::is_blank(text),
        Value::Array(values) => values.is_empty(),
        _ => false,
    }
}

type Fault = (FieldCode, Option<String>);

fn check_answer(field: &impl Ask, value: &Value, today: NaiveDate, domains: &[String]) -> Result<Value, Fault> {
    let text = || value.as_str().ok_or((FieldCode::Format, None));
    let constraints = field.constraints();
    match field.kind() {
        FieldKind::Text => check_text(text()?, constraints, limits::TEXT_ANSWER_MAX, text::line),
        FieldKind::LongText => check_text(text()?, constraints, limits::LONG_TEXT_ANSWER_MAX, text::body),
        FieldKind::Number => check_number(value, constraints),
        FieldKind::Date => {
            let date = instant::day(text()?.trim()).ok_or((FieldCode::Format, None))?;
            if constraints.not_past && date < today {
                return Err((FieldCode::Past, None));
            }
            Ok(date.to_string().into())
        }
        FieldKind::Time => {
            let time = instant::time(text()?.trim()).ok_or((FieldCode::Format, None))?;
            Ok(clock_time(time).into())
        }
        FieldKind::Choice => {
            let chosen = text()?;
            if field.offers(chosen) { Ok(chosen.into()) } else { Err((FieldCode::Choice, None)) }
        }
        FieldKind::MultiChoice => check_choices(field, value),
        FieldKind::Email => {
            let email: Email = text()?.parse().map_err(|_| (FieldCode::Email, None))?;
            if constraints.secondary_email && email.is_within(domains) {
                return Err((FieldCode::InstitutionDomain, None));
            }
            Ok(email.as_str().into())
        }
        FieldKind::Url => {
            let url = check_text(text()?, constraints, limits::URL_MAX, text::line)?;
            let typed = url.as_str().unwrap_or_default();
            let rest = typed.strip_prefix("https://").or_else(|| typed.strip_prefix("http://"));
            match rest {
                Some(rest) if !rest.is_empty() && !rest.starts_with('/') && !typed.contains(' ') => Ok(url),
                _ => Err((FieldCode::Url, None)),
            }
        }
        FieldKind::YesNo => value.as_bool().map(Value::from).ok_or((FieldCode::Format, None)),
        // The laboratory's calendar gives this kind its meaning; until a form uses it, it is a line of text.
        FieldKind::LabSlot => check_text(text()?, constraints, limits::TEXT_ANSWER_MAX, text::line),
    }
}

fn check_text(
    typed: &str,
    constraints: &Constraints,
    most: u64,
    tidy: fn(&str, u64) -> Result<String, TextFault>,
) -> Result<Value, Fault> {
    let max = constraints.max_length.map_or(most, |max| u64::from(max).min(most));
    let text = tidy(typed, max).map_err(|fault| match fault {
        TextFault::Empty => (FieldCode::Required, None),
        TextFault::TooLong => (FieldCode::TooLong, Some(max.to_string())),
        TextFault::Forbidden => (FieldCode::Characters, None),
    })?;
    match constraints.min_length {
        Some(min) if (text.chars().count() as u64) < u64::from(min) => {
            Err((FieldCode::TooShort, Some(min.to_string())))
        }
        _ => Ok(text.into()),
    }
}

fn check_number(value: &Value, constraints: &Constraints) -> Result<Value, Fault> {
    let number = value.as_f64().filter(|number| number.is_finite()).ok_or((FieldCode::Format, None))?;
    if constraints.integer && number.fract() != 0.0 {
        return Err((FieldCode::Format, None));
    }
    if let Some(min) = constraints.min.filter(|min| number < *min) {
        return Err((FieldCode::TooSmall, Some(min.to_string())));
    }
    if let Some(max) = constraints.max.filter(|max| number > *max) {
        return Err((FieldCode::TooLarge, Some(max.to_string())));
    }
    Ok(value.clone())
}

fn check_choices(field: &impl Ask, value: &Value) -> Result<Value, Fault> {
    let given = value.as_array().ok_or((FieldCode::Format, None))?;
    let mut chosen: Vec<&str> = Vec::with_capacity(given.len().min(100));
    for option in given {
        let option = option.as_str().ok_or((FieldCode::Format, None))?;
        if !field.offers(option) {
            return Err((FieldCode::Choice, None));
        }
        if chosen.contains(&option) {
            return Err((FieldCode::Duplicate, None));
        }
        chosen.push(option);
    }
    Ok(value.clone())
}

/// A time of day as forms keep it: hours and minutes, `09:30`.
pub fn clock_time(time: NaiveTime) -> String {
    format!("{:02}:{:02}", time.hour(), time.minute())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::json;

    use super::*;
    use crate::service::{Bilingual, FieldOption};

    fn field(key: &str, kind: FieldKind, constraints: Constraints) -> Field {
        Field {
            key: key.into(),
            label: Bilingual::default(),
            help: Bilingual::default(),
            kind,
            required: true,
            options: vec![
                FieldOption { value: "a".into(), label: Bilingual::new("A", "A") },
                FieldOption { value: "b".into(), label: Bilingual::new("B", "B") },
            ],
            constraints,
        }
    }

    fn check(kind: FieldKind, constraints: Constraints, value: Value) -> Result<Value, FieldCode> {
        let today = NaiveDate::from_ymd_opt(2026, 3, 13).unwrap();
        let answers = Answers::from([("k".to_owned(), value)]);
        check_answers(&[field("k", kind, constraints)], &answers, today, &["example.edu.mx".into()])
            .map(|tidy| tidy["k"].clone())
            .map_err(|faults| faults[0].code)
    }

    #[test]
    fn every_kind_takes_its_own_and_refuses_the_rest() {
        let free = Constraints::default;
        assert_eq!(check(FieldKind::Text, free(), json!("  un  aula ")), Ok(json!("un aula")));
        assert_eq!(check(FieldKind::Text, free(), json!(5)), Err(FieldCode::Format));
        assert_eq!(check(FieldKind::Text, free(), json!("x".repeat(501))), Err(FieldCode::TooLong));
        assert_eq!(check(FieldKind::Number, free(), json!("5")), Err(FieldCode::Format));
        let seats = || Constraints { min: Some(1.0), max: Some(40.0), integer: true, ..free() };
        assert_eq!(check(FieldKind::Number, seats(), json!(40)), Ok(json!(40)));
        assert_eq!(check(FieldKind::Number, seats(), json!(41)), Err(FieldCode::TooLarge));
        assert_eq!(check(FieldKind::Number, seats(), json!(0)), Err(FieldCode::TooSmall));
        assert_eq!(check(FieldKind::Number, seats(), json!(1.5)), Err(FieldCode::Format));
        assert_eq!(check(FieldKind::Date, free(), json!("2026-02-30")), Err(FieldCode::Format));
        let coming = || Constraints { not_past: true, ..free() };
        assert_eq!(check(FieldKind::Date, coming(), json!("2026-03-12")), Err(FieldCode::Past));
        assert_eq!(check(FieldKind::Date, coming(), json!("2026-03-13")), Ok(json!("2026-03-13")));
        assert_eq!(check(FieldKind::Time, free(), json!("08:30")), Ok(json!("08:30")));
        assert_eq!(check(FieldKind::Time, free(), json!("24:00")), Err(FieldCode::Format));
        assert_eq!(check(FieldKind::Choice, free(), json!("c")), Err(FieldCode::Choice));
        assert_eq!(check(FieldKind::MultiChoice, free(), json!(["a", "b"])), Ok(json!(["a", "b"])));
        assert_eq!(check(FieldKind::MultiChoice, free(), json!(["a", "a"])), Err(FieldCode::Duplicate));
        assert_eq!(check(FieldKind::Url, free(), json!("javascript:alert(1)")), Err(FieldCode::Url));
        assert_eq!(check(FieldKind::YesNo, free(), json!(false)), Ok(json!(false)));
    }

    #[test]
    fn a_secondary_address_is_not_the_institutions() {
        let secondary = || Constraints { secondary_email: true, ..Constraints::default() };
        assert_eq!(
            check(FieldKind::Email, secondary(), json!("ana@alumnos.example.edu.mx")),
            Err(FieldCode::InstitutionDomain)
        );
        assert_eq!(check(FieldKind::Email, secondary(), json!("Ana@correo.example")), Ok(json!("ana@correo.example")));
    }

    #[test]
    fn an_end_comes_after_its_beginning() {
        let fields = [
            field("from", FieldKind::Time, Constraints::default()),
            field("to", FieldKind::Time, Constraints { after: Some("from".into()), ..Constraints::default() }),
        ];
        let today = NaiveDate::from_ymd_opt(2026, 3, 13).unwrap();
        let from_to = |from: &str, to: &str| {
            let answers = Answers::from([("from".to_owned(), json!(from)), ("to".to_owned(), json!(to))]);
            check_answers(&fields, &answers, today, &[])
                .map_err(|faults| faults.into_iter().map(|fault| (fault.key, fault.code)).collect::<Vec<_>>())
        };
        assert!(from_to("09:00", "11:00").is_ok());
        assert_eq!(from_to("11:00", "9:30"), Err(vec![("to".into(), FieldCode::TooEarly)]));
        assert_eq!(from_to("09:00", "09:00"), Err(vec![("to".into(), FieldCode::TooEarly)]));
    }

    #[test]
    fn a_blank_answer_is_missing_and_an_unknown_one_is_named() {
        let today = NaiveDate::from_ymd_opt(2026, 3, 13).unwrap();
        let answers = Answers::from([("k".to_owned(), json!("  ")), ("other".to_owned(), json!(1))]);
        let faults =
            check_answers(&[field("k", FieldKind::Text, Constraints::default())], &answers, today, &[]).unwrap_err();
        assert_eq!(
            faults.iter().map(|fault| (fault.key.as_str(), fault.code)).collect::<Vec<_>>(),
            [("k", FieldCode::Required), ("other", FieldCode::Unknown)]
        );
    }

    fn any_answer() -> impl Strategy<Value = Value> {
        prop_oneof![
            Just(Value::Null),
            any::<bool>().prop_map(Value::from),
            any::<f64>().prop_map(Value::from),
            any::<i64>().prop_map(Value::from),
            any::<String>().prop_map(Value::from),
            "[0-9]{4}-[0-9]{2}-[0-9]{2}|[0-9]{1,2}:[0-9]{2}(:[0-9]{2})?".prop_map(Value::from),
            "https?://[a-z.:/@ñ]{0,12}|[a-z]{1,4}@[a-z.]{1,12}".prop_map(Value::from),
            prop::collection::vec(prop_oneof!["[abc]".prop_map(Value::from), any::<i8>().prop_map(Value::from)], 0..60)
                .prop_map(Value::from),
            Just(json!({ "a": { "b": [] } })),
        ]
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(4096))]

        #[test]
        fn whatever_is_accepted_as_an_answer_is_accepted_again_as_it_was_tidied(
            kind in prop::sample::select(FieldKind::ALL),
            value in any_answer(),
            integer: bool, not_past: bool, secondary_email: bool,
            min in prop::option::of(-5.0..5.0), max_length in prop::option::of(0_u32..9),
        ) {
            let constraints = Constraints { max_length, min, integer, not_past, secondary_email, ..Constraints::default() };
            if let Ok(tidy) = check(kind, constraints.clone(), value) {
                prop_assert_eq!(check(kind, constraints, tidy.clone()), Ok(tidy));
            }
        }
    }
}
