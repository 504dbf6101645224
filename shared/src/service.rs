//! Services of the catalogue, the fields of their forms, and the one check of answers that both sides run (§3).

use std::collections::BTreeMap;

use chrono::{NaiveDate, NaiveTime};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use uuid::Uuid;

use crate::{
    category::Category,
    limits,
    person::{Community, Email, Language},
    priority::{Impact, Urgency},
    problem::FieldCode,
    text::{self, TextFault},
};

wire_enum! {
    /// What a field asks for.
    FieldKind {
        /// One line.
        Text = "text",
        /// Several lines.
        LongText = "long_text",
        /// A number.
        Number = "number",
        /// A date, `YYYY-MM-DD`.
        Date = "date",
        /// A time of day, `HH:MM`.
        Time = "time",
        /// One of the options.
        Choice = "choice",
        /// Some of the options.
        MultiChoice = "multi_choice",
        /// An e-mail address.
        Email = "email",
        /// An http(s) address.
        Url = "url",
        /// Yes or no.
        YesNo = "yes_no",
        /// A slot of a laboratory's calendar.
        LabSlot = "lab_slot",
    }
}

wire_enum! {
    /// How a new ticket of a service finds its assignee.
    AssignmentMode {
        /// A supervisor or agent decides.
        Manual = "manual",
        /// The ranking is shown, a person decides.
        Suggested = "suggested",
        /// The ranking is applied.
        Automatic = "automatic",
    }
}

/// A text in both languages.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Bilingual {
    /// Spanish.
    pub es: String,
    /// English.
    pub en: String,
}

impl Bilingual {
    /// Both texts.
    pub fn new(es: impl Into<String>, en: impl Into<String>) -> Self {
        Self { es: es.into(), en: en.into() }
    }

    /// The text in a language.
    pub fn get(&self, language: Language) -> &str {
        match language {
            Language::Es => &self.es,
            Language::En => &self.en,
        }
    }
}

/// One choice of a choice field, as an admin edits it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FieldOption {
    /// What is stored.
    pub value: String,
    /// What is shown.
    pub label: Bilingual,
}

/// Which values a field accepts, beyond its kind.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Constraints {
    /// Shortest text, in characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub min_length: Option<u32>,
    /// Longest text, in characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_length: Option<u32>,
    /// Smallest number.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub min: Option<f64>,
    /// Largest number.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max: Option<f64>,
    /// Whole numbers only.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub integer: bool,
    /// Dates from today on only.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub not_past: bool,
    /// An e-mail address that is not of the institution and that its owner has proved by a code.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub secondary_email: bool,
    /// The key of another date or time of the form, which this one must follow.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub after: Option<String>,
}

/// A field of a service's form, as it is stored and as an admin edits it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Field {
    /// The name of the answer.
    pub key: String,
    /// What is asked.
    pub label: Bilingual,
    /// A hint below it.
    #[serde(default)]
    pub help: Bilingual,
    /// What kind of answer.
    pub kind: FieldKind,
    /// Whether an answer must be given.
    #[serde(default)]
    pub required: bool,
    /// The choices of a choice field.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub options: Vec<FieldOption>,
    /// What else an answer must satisfy.
    #[serde(default)]
    pub constraints: Constraints,
}

impl Field {
    /// The field as the catalogue shows it in one language.
    pub fn in_language(&self, language: Language) -> CatalogField {
        CatalogField {
            key: self.key.clone(),
            label: self.label.get(language).to_owned(),
            help: self.help.get(language).to_owned(),
            kind: self.kind,
            required: self.required,
            options: self
                .options
                .iter()
                .map(|option| CatalogOption {
                    value: option.value.clone(),
                    label: option.label.get(language).to_owned(),
                })
                .collect(),
            constraints: self.constraints.clone(),
        }
    }
}

/// A choice in the caller's language.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CatalogOption {
    /// What to send.
    pub value: String,
    /// What to show.
    pub label: String,
}

/// A field in the caller's language.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CatalogField {
    /// The name of the answer in `answers`.
    pub key: String,
    /// What is asked.
    pub label: String,
    /// A hint below it; may be empty.
    pub help: String,
    /// What kind of answer.
    pub kind: FieldKind,
    /// Whether an answer must be given.
    pub required: bool,
    /// The choices of a choice field.
    #[serde(default)]
    pub options: Vec<CatalogOption>,
    /// What else an answer must satisfy.
    #[serde(default)]
    pub constraints: Constraints,
}

/// A service in the caller's language.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CatalogService {
    /// The service, as `service_id` of a new ticket.
    pub id: Uuid,
    /// Its name.
    pub name: String,
    /// What it is for; may be empty.
    pub help: String,
    /// The version of the form below.
    pub form_version: i32,
    /// What it asks for.
    pub fields: Vec<CatalogField>,
}

/// A category with the services that the caller may ask for.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CatalogCategory {
    /// The category.
    pub category: Category,
    /// Its name in the caller's language.
    pub label: String,
    /// Its services, in the order that the admin gave them.
    pub services: Vec<CatalogService>,
}

/// What the caller may ask for.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Catalog {
    /// The six categories, in the procedure's order; a category without services for the caller is left out.
    pub categories: Vec<CatalogCategory>,
}

/// A service by name, as lists and tickets show it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ServiceRef {
    /// The service.
    pub id: Uuid,
    /// Its name in the caller's language.
    pub name: String,
}

/// A service as an admin sees it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ServiceDetails {
    /// The service.
    pub id: Uuid,
    /// Version, for `If-Match`.
    pub version: i32,
    /// Category.
    pub category: Category,
    /// Name.
    pub name: Bilingual,
    /// What it is for.
    pub help: Bilingual,
    /// Who may ask for it.
    pub communities: Vec<Community>,
    /// The team that serves it.
    pub team_id: Uuid,
    /// Impact of a new request whose requester answered nothing.
    pub default_impact: Impact,
    /// Urgency of a new request whose requester answered nothing.
    pub default_urgency: Urgency,
    /// How its tickets find their assignee.
    pub assignment_mode: AssignmentMode,
    /// Effort as a factor of a normal service's.
    pub effort: f64,
    /// Whether it is offered.
    pub active: bool,
    /// Place within its category.
    pub position: i32,
    /// Version of the form.
    pub form_version: i32,
    /// The form.
    pub fields: Vec<Field>,
}

/// What an admin changes of a service; what is absent stays.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "validation", derive(validator::Validate))]
pub struct ServicePatch {
    /// Name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<Bilingual>,
    /// What it is for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub help: Option<Bilingual>,
    /// Who may ask for it.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "validation", validate(length(min = 1, max = 3)))]
    #[cfg_attr(feature = "openapi", schema(min_items = 1, max_items = 3))]
    pub communities: Option<Vec<Community>>,
    /// The team that serves it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub team_id: Option<Uuid>,
    /// Default impact.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub default_impact: Option<Impact>,
    /// Default urgency.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub default_urgency: Option<Urgency>,
    /// Whether it is offered.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub active: Option<bool>,
    /// Place within its category.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "validation", validate(range(min = 0, max = 100_000)))]
    #[cfg_attr(feature = "openapi", schema(minimum = 0, maximum = 100_000))]
    pub position: Option<i32>,
    /// A new form; the old one stays readable under its version.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "validation", validate(length(max = limits::FIELDS_MAX)))]
    #[cfg_attr(feature = "openapi", schema(max_items = 40))]
    pub fields: Option<Vec<Field>>,
}

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
    #[cfg_attr(feature = "openapi", schema(value_type = Object))]
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
        Value::String(text) => text.trim().is_empty(),
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
            let date = text()?.trim().parse::<NaiveDate>().map_err(|_| (FieldCode::Format, None))?;
            if constraints.not_past && date < today {
                return Err((FieldCode::Past, None));
            }
            Ok(date.to_string().into())
        }
        FieldKind::Time => {
            let typed = text()?.trim();
            let time = NaiveTime::parse_from_str(typed, "%H:%M")
                .or_else(|_| NaiveTime::parse_from_str(typed, "%H:%M:%S"))
                .map_err(|_| (FieldCode::Format, None))?;
            Ok(time.format("%H:%M").to_string().into())
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

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

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
}
