#![cfg(test)]
//! The document that is checked in is the code's, and complete.

use std::{collections::BTreeSet, fs};

use serde_json::Value;
use sha2::{Digest, Sha256};

/// SHA-256 of the released document.
const RELEASED: &str = "20a3b59a678cc9ca00678fd9dc607b4eeae6eac537ec831bcf13ce9a915b9944";

/// A reader of the repository sees exactly what the server answers.
#[test]
fn the_checked_in_document_is_the_codes() {
    let checked_in = fs::read_to_string(openapi::checked_in()).unwrap_or_default();
    let printed = openapi::printed();
    let differs = checked_in.lines().zip(printed.lines()).position(|(left, right)| left != right);
    assert!(
        checked_in == printed,
        "openapi/openapi.json is not what the code says (first difference: line {}); `{}` writes it anew",
        differs.map_or_else(|| "beyond the shorter one".into(), |line| (line + 1).to_string()),
        openapi::COMMAND,
    );
}

/// Every operation says what it does, who may call it, what it answers, and shows an example.
#[test]
fn every_operation_is_complete() {
    let faults = openapi::lint::lint(&backend::api::document());
    let list: Vec<String> = faults.iter().map(ToString::to_string).collect();
    assert!(faults.is_empty(), "{}", list.join("\n"));
}

/// Two prints of one program are the same text.
#[test]
fn the_document_prints_the_same_twice() {
    assert_eq!(openapi::printed(), openapi::printed());
}

fn released() -> Value {
    serde_json::from_str(&fs::read_to_string(openapi::released()).unwrap()).unwrap()
}

/// What was released is what it was: a document of a later release is another file beside it.
#[test]
fn the_released_document_is_not_changed() {
    let digest = Sha256::digest(fs::read(openapi::released()).unwrap());
    let digest: String = digest.iter().map(|byte| format!("{byte:02x}")).collect();
    assert_eq!(digest, RELEASED, "openapi/released/v1.json was changed; put it back, and change the code instead");
}

/// A program that was written against the released document goes on working.
#[test]
fn nothing_that_was_released_is_taken_back() {
    let breaks = openapi::additive::breaks(&released(), &backend::api::document());
    let list: Vec<String> = breaks.iter().map(ToString::to_string).collect();
    assert!(breaks.is_empty(), "{}", list.join("\n"));
}

/// The comparison reaches what the released document has: an operation, answer, property or word of every kind is taken out of it,
/// and missed.
#[test]
fn whatever_is_taken_out_of_the_released_document_is_missed() {
    let released = released();
    let mut parts = Vec::new();
    gather(&released["paths"], "/paths", &mut parts);
    let mut used = BTreeSet::new();
    refer(&released, &released["paths"], &mut used);
    for place in &used {
        gather(released.pointer(place).unwrap(), place, &mut parts);
    }
    assert!(parts.len() > 1_200, "{} parts", parts.len());
    // A prime step, so that every kind of part has its turn.
    for (parent, name) in parts.iter().step_by(37) {
        let mut current = released.clone();
        match current.pointer_mut(parent).unwrap() {
            Value::Array(list) => drop(list.remove(name.parse().unwrap())),
            other => drop(other.as_object_mut().unwrap().remove(name)),
        }
        assert!(!openapi::additive::breaks(&released, &current).is_empty(), "{name} of {parent} is not missed");
    }
}

/// Schemas that a part of the document refers to, and those refer to in turn.
fn refer(document: &Value, part: &Value, used: &mut BTreeSet<String>) {
    match part {
        Value::Object(members) => {
            let place =
                members.get("$ref").and_then(Value::as_str).map(|place| place.trim_start_matches('#').to_owned());
            if let Some(place) = place
                && used.insert(place.clone())
            {
                refer(document, document.pointer(&place).unwrap(), used);
            }
            members.values().for_each(|member| refer(document, member, used));
        }
        Value::Array(list) => list.iter().for_each(|one| refer(document, one, used)),
        _ => {}
    }
}

/// Parts that somebody may rely on, by their parent's JSON Pointer and their name.
fn gather(value: &Value, place: &str, parts: &mut Vec<(String, String)>) {
    for (name, member) in value.as_object().into_iter().flatten() {
        let inner = format!("{place}/{}", name.replace('~', "~0").replace('/', "~1"));
        match name.as_str() {
            "responses" | "properties" => {
                let members = member.as_object().into_iter().flatten();
                parts.extend(members.map(|(name, _)| (inner.clone(), name.clone())));
            }
            "enum" => parts.extend((0..member.as_array().map_or(0, Vec::len)).map(|n| (inner.clone(), n.to_string()))),
            "example" | "examples" => continue,
            _ if member.get("operationId").is_some() => parts.push((place.to_owned(), name.clone())),
            _ => {}
        }
        gather(member, &inner, parts);
    }
}
