//! JSON as it was sent, before its shape is looked at: refused when it gives a member twice, where a parser would keep one
//! of the two and say nothing, or when it holds NUL, which PostgreSQL can't store and nobody types.

use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Value};
use shared::problem::FieldCode;

use super::body::escape;
use crate::error::{Error, Fault, Result};

/// Faults that are told at most: whoever sends more makes them on purpose.
const FAULTS_MAX: usize = 20;

/// Reads a whole body.
///
/// # Errors
/// `Malformed` when it is no JSON; `Validation` of members that their object has already and of texts with NUL.
pub fn read(bytes: &[u8]) -> Result<Value> {
    let mut reading = Reading::default();
    let mut json = serde_json::Deserializer::from_slice(bytes);
    let tree = Node(&mut reading).deserialize(&mut json);
    let tree = tree.and_then(|tree| json.end().map(|()| tree)).map_err(|_| Error::Malformed(Vec::new()))?;
    if reading.faults.is_empty() { Ok(tree) } else { Err(Error::Validation(reading.faults)) }
}

/// Where the reading is, and what was wrong so far.
#[derive(Default)]
struct Reading {
    pointer: String,
    faults: Vec<Fault>,
}

impl Reading {
    /// Goes a step down; answers where to come back to.
    fn descend(&mut self, step: &str) -> usize {
        let parent = self.pointer.len();
        self.pointer.push('/');
        self.pointer.push_str(step);
        parent
    }

    fn blame(&mut self, code: FieldCode) {
        if self.faults.len() < FAULTS_MAX {
            self.faults.push(Fault::new(self.pointer.clone(), code));
        }
    }
}

/// The value that is about to be read.
struct Node<'a>(&'a mut Reading);

impl<'de> DeserializeSeed<'de> for Node<'_> {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, json: D) -> Result<Value, D::Error> {
        json.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Node<'_> {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_i64<E>(self, value: i64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_u64<E>(self, value: u64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_f64<E: serde::de::Error>(self, value: f64) -> Result<Value, E> {
        serde_json::Number::from_f64(value).map(Value::Number).ok_or_else(|| E::custom("not a number"))
    }

    fn visit_str<E>(self, value: &str) -> Result<Value, E> {
        if value.contains('\0') {
            self.0.blame(FieldCode::Characters);
        }
        Ok(value.into())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Value, A::Error> {
        let mut values = Vec::new();
        loop {
            let parent = self.0.descend(&values.len().to_string());
            let item = items.next_element_seed(Node(self.0))?;
            self.0.pointer.truncate(parent);
            match item {
                Some(value) => values.push(value),
                None => return Ok(Value::Array(values)),
            }
        }
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Value, A::Error> {
        let mut object = Map::new();
        while let Some(name) = members.next_key::<String>()? {
            if name.contains('\0') {
                self.0.blame(FieldCode::Characters);
            }
            let parent = self.0.descend(&escape(&name));
            let value = members.next_value_seed(Node(self.0))?;
            if object.insert(name, value).is_some() {
                self.0.blame(FieldCode::Duplicate);
            }
            self.0.pointer.truncate(parent);
        }
        Ok(Value::Object(object))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn what_is_sent_is_what_is_read() {
        for text in [
            r#"{"a":[1,-2,2.5,1e300,"x\"y",null,true,{}],"b/c":{"~":[]},"ñ":18446744073709551615}"#,
            "null",
            "\"é\\ud83d\\ude00\"",
        ] {
            assert_eq!(read(text.as_bytes()).unwrap(), serde_json::from_str::<Value>(text).unwrap(), "{text}");
        }
        for text in ["", "{", "{} {}", "[1,]", "{\"a\":1e999}", "nul", "{\"a\" 1}", "\u{feff}{}", &"[".repeat(10_000)] {
            assert!(matches!(read(text.as_bytes()), Err(Error::Malformed(_))), "{text:.20}");
        }
    }

    fn faults(text: &str) -> Vec<(String, FieldCode)> {
        let Err(Error::Validation(faults)) = read(text.as_bytes()) else { panic!("it was accepted") };
        faults.into_iter().map(|fault| (fault.pointer, fault.code)).collect()
    }

    #[test]
    fn a_member_is_given_once() {
        let text = r#"{"a":1,"b":[{"c/d":1,"c/d":1}],"a":1,"e":{"a":1},"\u0061":2}"#;
        let twice = |pointer: &str| (pointer.to_owned(), FieldCode::Duplicate);
        assert_eq!(faults(text), [twice("/b/0/c~1d"), twice("/a"), twice("/a")]);
    }

    #[test]
    fn nul_is_found_in_values_and_names() {
        let nul = |pointer: &str| (pointer.to_owned(), FieldCode::Characters);
        assert_eq!(faults(r#"{"a":["x","\u0000"],"b":{"c\u0000":1}}"#), [nul("/a/1"), nul("/b")]);
    }

    /// A long name over many faults would be repeated with each of them.
    #[test]
    fn an_answer_does_not_outgrow_what_was_sent() {
        let text = format!("{{\"{}\":[{}0]}}", "a".repeat(100_000), "\"\\u0000\",".repeat(10_000));
        assert_eq!(faults(&text).len(), FAULTS_MAX);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(4096))]

        #[test]
        fn any_bytes_are_read_as_another_reader_does_or_refused(
            bytes in prop_oneof![
                any::<Vec<u8>>(),
                "[\\[\\]{}:, \"a0-9.eE+ñtruefalsn\\\\u-]{0,40}".prop_map(String::into_bytes),
                "(\\{\"[ab]\":(1|\"x\"|\\[0,null\\]|true)(,\"[ab]\":-1e[0-9])?\\},?){1,3}"
                    .prop_map(|text| format!("[{}]", text.trim_end_matches(',')).into_bytes()),
            ],
        ) {
            let other = serde_json::from_slice::<Value>(&bytes);
            match read(&bytes) {
                Ok(tree) => prop_assert_eq!(tree, other.unwrap()),
                Err(Error::Malformed(_)) => prop_assert!(other.is_err()),
                Err(Error::Validation(faults)) => prop_assert!(other.is_ok() && (1..=FAULTS_MAX).contains(&faults.len())),
                Err(other) => panic!("{other}"),
            }
        }
    }
}
