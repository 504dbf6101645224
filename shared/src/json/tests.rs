//! What is read is what `serde_json` reads, and what it refuses is refused.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use proptest::prelude::*;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use uuid::Uuid;

use super::read;

#[derive(Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Kind {
    Plain,
    Named(String),
    Pair(i32, String),
    Whole { deep: bool },
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct Inner {
    count: i32,
    share: f64,
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct Outer {
    id: Uuid,
    at: DateTime<Utc>,
    kinds: Vec<Kind>,
    note: Option<String>,
    #[serde(default)]
    more: Vec<u64>,
    by_name: BTreeMap<String, Value>,
    pair: (u8, char),
    #[serde(flatten)]
    inner: Inner,
}

fn outer() -> Outer {
    Outer {
        id: Uuid::from_u128(7),
        at: DateTime::from_timestamp(1_800_000_000, 123_000).unwrap(),
        kinds: vec![Kind::Plain, Kind::Named("á\"\\\n".into()), Kind::Pair(-3, "x".into()), Kind::Whole { deep: true }],
        note: None,
        more: vec![0, u64::MAX],
        by_name: BTreeMap::from([("a".into(), json!({ "b": [1, -2, 2.5, null, true, "🦀"] }))]),
        pair: (9, 'ñ'),
        inner: Inner { count: i32::MIN, share: 97.56 },
    }
}

#[test]
fn every_kind_of_type_comes_back() {
    let text = serde_json::to_string_pretty(&outer()).unwrap();
    assert_eq!(read::<Outer>(&text), Some(outer()));
}

#[test]
fn members_that_nobody_asked_for_are_passed_over_and_missing_ones_are_none() {
    let mut value = serde_json::to_value(outer()).unwrap();
    let members = value.as_object_mut().unwrap();
    members.insert("unknown".into(), json!({ "x": [[], {}, "]}", 1e3, false, null] }));
    members.remove("note");
    members.insert("more".into(), json!([]));
    assert_eq!(read::<Outer>(&value.to_string()), Some(Outer { more: Vec::new(), ..outer() }));
    value.as_object_mut().unwrap().remove("at");
    assert_eq!(read::<Outer>(&value.to_string()), None);
}

#[test]
fn what_is_no_json_is_refused() {
    for text in [
        "",
        " ",
        "nul",
        "nulll",
        "tru",
        "[1,]",
        "[1 2]",
        "[,1]",
        "[1",
        "{\"a\"}",
        "{\"a\":1,}",
        "{\"a\" 1}",
        "{1:2}",
        "1 2",
        "01",
        "-",
        "+1",
        ".5",
        "1.",
        "1e",
        "1e+",
        "--1",
        "1e999",
        "\"",
        "\"a",
        "\"\n\"",
        "\"a\n\"",
        "\"a\\\n\"",
        "\"\\x\"",
        "\"\\u12\"",
        "\"\\u12g4\"",
        "\"\\ud800\"",
        "\"\\ud800\\n\"",
        "\"\\ud800\\u0041\"",
        "\"\\udc00\"",
        "[}",
        "{]",
        "\u{a0}1",
        "1\0",
        "[]\0",
        "\0",
    ] {
        assert!(serde_json::from_str::<Value>(text).is_err(), "{text}");
        assert_eq!(read::<Value>(text), None, "{text}");
    }
}

#[test]
fn a_value_of_another_type_is_refused() {
    assert_eq!(read::<i32>("2147483648"), None);
    assert_eq!(read::<u8>("-1"), None);
    assert_eq!(read::<i32>("1.0"), None);
    assert_eq!(read::<i32>("\"1\""), None);
    assert_eq!(read::<bool>("1"), None);
    assert_eq!(read::<String>("1"), None);
    assert_eq!(read::<Vec<i32>>("{}"), None);
    assert_eq!(read::<(i32, i32)>("[1]"), None);
    assert_eq!(read::<(i32, i32)>("[1,2,3]"), None);
    assert_eq!(read::<Inner>("[1,2]"), None);
    assert_eq!(read::<Kind>("\"other\""), None);
    assert_eq!(read::<Kind>("{\"named\":\"a\",\"plain\":null}"), None);
    assert_eq!(read::<Kind>("{\"plain\":null}"), Some(Kind::Plain));
    assert_eq!(read::<Option<i32>>("null"), Some(None));
}

#[test]
fn nesting_has_an_end() {
    let nested = |depth: usize| format!("{}{}", "[".repeat(depth), "]".repeat(depth));
    assert!(read::<Value>(&nested(64)).is_some());
    assert!(read::<Value>(&nested(65)).is_none());
    assert!(read::<()>(&nested(100_000)).is_none());
}

#[test]
fn numbers_are_read_to_the_last_digit_that_they_hold() {
    for text in [
        "0",
        "-0.0",
        "18446744073709551615",
        "18446744073709551616",
        "18446744073709551619.3",
        "-9223372036854775808",
        "1e22",
        "12.5E-3",
        "0.1",
    ] {
        let expected: f64 = text.parse().unwrap();
        assert_eq!(read::<f64>(text).map(f64::to_bits), Some(expected.to_bits()), "{text}");
    }
    assert_eq!(read::<u64>("18446744073709551615"), Some(u64::MAX));
    assert_eq!(read::<i64>("-9223372036854775808"), Some(i64::MIN));
}

fn any_value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<u64>().prop_map(Value::from),
        (-999_999_999_i64..999_999_999, 0_u32..9).prop_map(|(digits, places)| {
            serde_json::from_str(&format!(
                "{}.{:0width$}",
                digits / 1_000,
                digits.unsigned_abs() % 1_000,
                width = places as usize
            ))
            .unwrap()
        }),
        any::<String>().prop_map(Value::from),
    ];
    leaf.prop_recursive(5, 60, 6, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..6).prop_map(Value::from),
            prop::collection::btree_map(any::<String>(), inner, 0..6).prop_map(|members| members.into_iter().collect()),
        ]
    })
}

proptest! {
    #[test]
    fn a_number_is_read_to_its_last_bit(number in -1e9..1e9_f64, fine in 0.0..1.0_f64) {
        for number in [number, fine, number.round(), number * 100.0 / 37.0] {
            let read = read::<f64>(&serde_json::to_string(&number).unwrap());
            prop_assert_eq!(read.map(f64::to_bits), Some(number.to_bits()), "{}", number);
        }
    }

    #[test]
    fn whatever_is_written_is_read(value in any_value(), pretty: bool) {
        let text = if pretty { serde_json::to_string_pretty(&value) } else { serde_json::to_string(&value) }.unwrap();
        prop_assert_eq!(read::<Value>(&text), Some(value));
    }

    #[test]
    fn whatever_is_damaged_is_refused_alike(value in any_value(), at: prop::sample::Index, by: char) {
        let mut letters: Vec<char> = value.to_string().chars().collect();
        let at = at.index(letters.len());
        letters[at] = by;
        let text: String = letters.into_iter().collect();
        prop_assert_eq!(read::<Value>(&text).is_some(), serde_json::from_str::<Value>(&text).is_ok(), "{}", text);
    }
}
