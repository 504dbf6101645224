//! The document that is checked in is the code's, and complete.

use std::fs;

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
