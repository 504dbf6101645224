//! Whether a form that an admin wrote can be asked: sound keys, options where there is a choice, limits that some answer
//! can meet.

use std::collections::HashSet;

use shared::{
    limits,
    problem::FieldCode,
    service::{Bilingual, Constraints, Field, FieldKind},
    text::{self, TextFault},
};

use crate::error::Fault;

/// The form with its texts tidied.
///
/// # Errors
/// Every fault, with its place under `/fields`.
pub fn check(fields: Vec<Field>) -> Result<Vec<Field>, Vec<Fault>> {
    let mut faults = Vec::new();
    let mut keys = HashSet::new();
    let kinds: Vec<(String, FieldKind)> = fields.iter().map(|field| (field.key.clone(), field.kind)).collect();
    let mut tidy = Vec::with_capacity(fields.len());
    for (index, mut field) in fields.into_iter().enumerate() {
        let at = format!("/fields/{index}");
        if !is_key(&field.key) {
            faults.push(Fault::new(format!("{at}/key"), FieldCode::Format));
        } else if !keys.insert(field.key.clone()) {
            faults.push(Fault::new(format!("{at}/key"), FieldCode::Duplicate));
        }
        words(&mut field.label, &format!("{at}/label"), limits::LABEL_MAX, &mut faults);
        optional_words(&mut field.help, &format!("{at}/help"), limits::HELP_MAX, &mut faults);
        options(&mut field, &at, &mut faults);
        constraints(&field, &at, &kinds, &mut faults);
        tidy.push(field);
    }
    if faults.is_empty() { Ok(tidy) } else { Err(faults) }
}

/// A name for programs: `[a-z][a-z0-9_]*`.
fn is_key(key: &str) -> bool {
    key.len() as u64 <= limits::KEY_MAX
        && key.starts_with(|c: char| c.is_ascii_lowercase())
        && key.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_')
}

/// Tidies a text that must stand in both languages.
pub fn words(words: &mut Bilingual, at: &str, max: u64, faults: &mut Vec<Fault>) {
    for (text, language) in [(&mut words.es, "es"), (&mut words.en, "en")] {
        match text::line(text, max) {
            Ok(line) => *text = line,
            Err(fault) => faults.push(Fault::of_text(format!("{at}/{language}"), fault, max)),
        }
    }
}

/// Tidies a text that may be blank.
pub fn optional_words(words: &mut Bilingual, at: &str, max: u64, faults: &mut Vec<Fault>) {
    for (text, language) in [(&mut words.es, "es"), (&mut words.en, "en")] {
        match text::line(text, max) {
            Ok(line) => *text = line,
            Err(TextFault::Empty) => text.clear(),
            Err(fault) => faults.push(Fault::of_text(format!("{at}/{language}"), fault, max)),
        }
    }
}

fn options(field: &mut Field, at: &str, faults: &mut Vec<Fault>) {
    let at = format!("{at}/options");
    if !matches!(field.kind, FieldKind::Choice | FieldKind::MultiChoice) {
        if !field.options.is_empty() {
            faults.push(Fault::new(at, FieldCode::Unknown));
        }
        return;
    }
    if field.options.is_empty() {
        faults.push(Fault::new(at, FieldCode::Required));
        return;
    }
    if field.options.len() as u64 > limits::OPTIONS_MAX {
        faults.push(Fault::new(at, FieldCode::TooMany).bound(limits::OPTIONS_MAX));
        return;
    }
    let mut values = HashSet::new();
    for (index, option) in field.options.iter_mut().enumerate() {
        let at = format!("{at}/{index}");
        match text::line(&option.value, limits::KEY_MAX) {
            Ok(value) => option.value = value,
            Err(fault) => faults.push(Fault::of_text(format!("{at}/value"), fault, limits::KEY_MAX)),
        }
        if !values.insert(option.value.clone()) {
            faults.push(Fault::new(format!("{at}/value"), FieldCode::Duplicate));
        }
        words(&mut option.label, &format!("{at}/label"), limits::LABEL_MAX, faults);
    }
}

/// Constraints must mean something for the kind, and some answer must be able to meet them.
fn constraints(field: &Field, at: &str, kinds: &[(String, FieldKind)], faults: &mut Vec<Fault>) {
    let Constraints { min_length, max_length, min, max, integer, not_past, secondary_email, after } =
        &field.constraints;
    let mut refuse = |name: &str, code| faults.push(Fault::new(format!("{at}/constraints/{name}"), code));

    let longest = match field.kind {
        FieldKind::Text => Some(limits::TEXT_ANSWER_MAX),
        FieldKind::LongText => Some(limits::LONG_TEXT_ANSWER_MAX),
        FieldKind::Url => Some(limits::URL_MAX),
        _ => None,
    };
    for (name, length) in [("min_length", min_length), ("max_length", max_length)] {
        match (length.map(u64::from), longest) {
            (None, _) => {}
            (Some(_), None) => refuse(name, FieldCode::Unknown),
            (Some(0), Some(_)) => refuse(name, FieldCode::TooSmall),
            (Some(length), Some(longest)) if length > longest => refuse(name, FieldCode::TooLarge),
            (Some(_), Some(_)) => {}
        }
    }
    if matches!((min_length, max_length), (Some(min), Some(max)) if min > max) {
        refuse("min_length", FieldCode::TooLarge);
    }

    let is_number = field.kind == FieldKind::Number;
    for (name, given) in [("min", min.is_some()), ("max", max.is_some()), ("integer", *integer)] {
        if given && !is_number {
            refuse(name, FieldCode::Unknown);
        }
    }
    if matches!((min, max), (Some(min), Some(max)) if min > max) {
        refuse("min", FieldCode::TooLarge);
    }
    if *not_past && field.kind != FieldKind::Date {
        refuse("not_past", FieldCode::Unknown);
    }
    if *secondary_email && field.kind != FieldKind::Email {
        refuse("secondary_email", FieldCode::Unknown);
    }
    if let Some(after) = after {
        let other = kinds.iter().find(|(key, _)| key == after && *key != field.key).map(|(_, kind)| *kind);
        if !matches!(field.kind, FieldKind::Date | FieldKind::Time) {
            refuse("after", FieldCode::Unknown);
        } else if other != Some(field.kind) {
            refuse("after", FieldCode::Reference);
        }
    }
    // Its meaning comes with the laboratories' calendar; a form that asks for it could not be answered.
    if field.kind == FieldKind::LabSlot {
        faults.push(Fault::new(format!("{at}/kind"), FieldCode::Choice));
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn faults(fields: serde_json::Value) -> Vec<(String, FieldCode)> {
        let fields: Vec<Field> = serde_json::from_value(fields).unwrap();
        let faults = check(fields).err().unwrap_or_default();
        faults.into_iter().map(|fault| (fault.pointer, fault.code)).collect()
    }

    #[test]
    fn a_sound_form_is_tidied() {
        let fields = serde_json::from_value(json!([
            { "key": "room", "label": { "es": " Salón ", "en": "Room" }, "kind": "text", "constraints": { "max_length": 20 } },
        ]))
        .unwrap();
        assert_eq!(check(fields).unwrap()[0].label.es, "Salón");
    }

    #[test]
    fn keys_are_sound_and_given_once() {
        let label = json!({ "es": "x", "en": "x" });
        assert_eq!(
            faults(json!([
                { "key": "room", "label": label, "kind": "text" },
                { "key": "room", "label": label, "kind": "text" },
                { "key": "Room 1", "label": label, "kind": "text" },
                { "key": "", "label": { "es": "x", "en": " " }, "kind": "text" },
            ])),
            [
                ("/fields/1/key".into(), FieldCode::Duplicate),
                ("/fields/2/key".into(), FieldCode::Format),
                ("/fields/3/key".into(), FieldCode::Format),
                ("/fields/3/label/en".into(), FieldCode::Required),
            ]
        );
    }

    #[test]
    fn choices_have_options_and_nothing_else_does() {
        let label = json!({ "es": "x", "en": "x" });
        let option = json!({ "value": "a", "label": label });
        assert_eq!(
            faults(json!([
                { "key": "a", "label": label, "kind": "choice" },
                { "key": "b", "label": label, "kind": "text", "options": [option] },
                { "key": "c", "label": label, "kind": "multi_choice", "options": [option, option] },
                { "key": "d", "label": label, "kind": "lab_slot" },
            ])),
            [
                ("/fields/0/options".into(), FieldCode::Required),
                ("/fields/1/options".into(), FieldCode::Unknown),
                ("/fields/2/options/1/value".into(), FieldCode::Duplicate),
                ("/fields/3/kind".into(), FieldCode::Choice),
            ]
        );
    }

    #[test]
    fn limits_belong_to_the_kind_and_can_be_met() {
        let label = json!({ "es": "x", "en": "x" });
        assert_eq!(
            faults(json!([
                { "key": "a", "label": label, "kind": "text", "constraints": { "min_length": 9, "max_length": 3 } },
                { "key": "b", "label": label, "kind": "text", "constraints": { "max_length": 9999, "integer": true } },
                { "key": "c", "label": label, "kind": "number", "constraints": { "min": 5, "max": 1 } },
                { "key": "d", "label": label, "kind": "time", "constraints": { "after": "d" } },
                { "key": "e", "label": label, "kind": "time", "constraints": { "after": "d" } },
                { "key": "f", "label": label, "kind": "date", "constraints": { "after": "d", "not_past": true } },
            ])),
            [
                ("/fields/0/constraints/min_length".into(), FieldCode::TooLarge),
                ("/fields/1/constraints/max_length".into(), FieldCode::TooLarge),
                ("/fields/1/constraints/integer".into(), FieldCode::Unknown),
                ("/fields/2/constraints/min".into(), FieldCode::TooLarge),
                ("/fields/3/constraints/after".into(), FieldCode::Reference),
                ("/fields/5/constraints/after".into(), FieldCode::Reference),
            ]
        );
    }
}
