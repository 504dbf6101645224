//! What was sent, as the types of bodies are read from it: an object stands for an object and a word for a word. serde by itself
//! would also take a list of members in their order, and a word that is the only member of an object.

use serde::{
    de::{
        Deserializer, Error as _, IntoDeserializer, Unexpected, Visitor,
        value::{MapDeserializer, SeqDeserializer},
    },
    forward_to_deserialize_any,
};
use serde_json::{Error, Value};

/// A value that was sent, and every value within it.
#[derive(Debug, Clone)]
pub struct Shape(pub Value);

impl IntoDeserializer<'_, Error> for Shape {
    type Deserializer = Self;

    fn into_deserializer(self) -> Self {
        self
    }
}

impl<'de> Deserializer<'de> for Shape {
    type Error = Error;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match self.0 {
            Value::Array(items) => {
                let mut items = SeqDeserializer::new(items.into_iter().map(Self));
                let value = visitor.visit_seq(&mut items)?;
                items.end().map(|()| value)
            }
            Value::Object(members) => {
                let mut members = MapDeserializer::new(members.into_iter().map(|(name, value)| (name, Self(value))));
                let value = visitor.visit_map(&mut members)?;
                members.end().map(|()| value)
            }
            scalar => scalar.deserialize_any(visitor),
        }
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        if self.0.is_null() { visitor.visit_none() } else { visitor.visit_some(self) }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(self, _: &'static str, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        if self.0.is_array() {
            return Err(Error::invalid_type(Unexpected::Seq, &"an object"));
        }
        self.deserialize_any(visitor)
    }

    /// The enums of bodies are closed sets of words.
    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        match self.0 {
            Value::String(word) => visitor.visit_enum(word.into_deserializer()),
            Value::Object(_) => Err(Error::invalid_type(Unexpected::Map, &"a word")),
            other => other.deserialize_any(visitor),
        }
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf unit unit_struct seq tuple
        tuple_struct map identifier ignored_any
    }
}

#[cfg(test)]
mod tests {
    use proptest::{prelude::*, sample::subsequence};
    use serde::Deserialize;
    use serde_json::json;
    use shared::service::NewService;

    use super::*;

    /// Every object of [`service`], from the outermost on, with its members in the order of their declaration.
    const OBJECTS: [(&str, &[&str]); 11] = [
        (
            "",
            &[
                "category",
                "name",
                "help",
                "communities",
                "team_id",
                "default_impact",
                "default_urgency",
                "assignment_mode",
                "effort",
                "active",
                "position",
                "fields",
            ],
        ),
        ("/name", &["es", "en"]),
        ("/help", &["es", "en"]),
        ("/fields/0", FIELD),
        ("/fields/0/label", &["es", "en"]),
        ("/fields/0/help", &["es", "en"]),
        ("/fields/0/options/0", &["value", "label"]),
        ("/fields/0/options/0/label", &["es", "en"]),
        ("/fields/0/constraints", CONSTRAINTS),
        ("/fields/1", FIELD),
        ("/fields/1/constraints", CONSTRAINTS),
    ];
    const FIELD: &[&str] = &["key", "label", "help", "kind", "required", "options", "constraints"];
    const CONSTRAINTS: &[&str] =
        &["min_length", "max_length", "min", "max", "integer", "not_past", "secondary_email", "after"];
    const WORDS: [&str; 7] = [
        "/category",
        "/communities/0",
        "/default_impact",
        "/default_urgency",
        "/assignment_mode",
        "/fields/0/kind",
        "/fields/1/kind",
    ];

    fn service() -> Value {
        let (text, constraints) = (json!({"es": "Uno", "en": "One"}), || {
            json!({
                "min_length": null, "max_length": null, "min": 1, "max": 2.5, "integer": false, "not_past": false,
                "secondary_email": false, "after": null,
            })
        });
        json!({
            "category": "hardware", "name": text, "help": text, "communities": ["student"],
            "team_id": "0191d5a0-0000-7000-8000-000000000000", "default_impact": "individual",
            "default_urgency": "medium", "assignment_mode": "manual", "effort": 1, "active": true, "position": null,
            "fields": [
                {
                    "key": "a", "label": text, "help": text, "kind": "choice", "required": true,
                    "options": [{"value": "x", "label": text}], "constraints": constraints(),
                },
                {
                    "key": "b", "label": text, "help": text, "kind": "number", "required": false, "options": [],
                    "constraints": constraints(),
                },
            ],
        })
    }

    fn read(value: Value) -> Result<NewService, String> {
        serde_path_to_error::deserialize(Shape(value)).map_err(|error| error.path().to_string())
    }

    /// A pointer as the path of an error has it.
    fn path(pointer: &str) -> String {
        let mut path = String::new();
        for part in pointer.split('/').skip(1) {
            if part.parse::<usize>().is_ok() {
                path.push_str(&format!("[{part}]"));
            } else {
                path.push_str(if path.is_empty() { "" } else { "." });
                path.push_str(part);
            }
        }
        if path.is_empty() { ".".into() } else { path }
    }

    proptest! {
        /// Whichever objects come as lists of their members: refused at one of those that are not within another.
        #[test]
        fn a_list_stands_for_no_object_however_deep(
            listed in subsequence(OBJECTS.to_vec(), 0..=OBJECTS.len()),
        ) {
            let mut sent = service();
            for (pointer, members) in listed.iter().rev() {
                let object = sent.pointer_mut(pointer).unwrap();
                let items = members.iter().map(|name| object[name].take()).collect();
                *object = Value::Array(items);
            }
            // serde alone takes it all.
            let taken: NewService = serde_json::from_value(sent.clone()).unwrap();
            prop_assert_eq!(&taken, &serde_json::from_value::<NewService>(service()).unwrap());
            let outermost = |pointer: &str| {
                !listed.iter().any(|(other, _)| *other != pointer && pointer.starts_with(&format!("{other}/")))
            };
            match read(sent) {
                Ok(read) => {
                    prop_assert!(listed.is_empty());
                    prop_assert_eq!(read, taken);
                }
                Err(at) => prop_assert!(
                    listed.iter().any(|(pointer, _)| outermost(pointer) && path(pointer) == at),
                    "{} for {:?}", at, listed
                ),
            }
        }

        /// Nor does an object for a word.
        #[test]
        fn an_object_stands_for_no_word(at in proptest::sample::select(WORDS.to_vec())) {
            let mut sent = service();
            let word = sent.pointer_mut(at).unwrap();
            *word = json!({ word.as_str().unwrap(): null });
            prop_assert!(serde_json::from_value::<NewService>(sent.clone()).is_ok());
            prop_assert_eq!(read(sent).unwrap_err(), path(at));
        }

        /// Whatever has no member to list is read as serde reads it.
        #[test]
        fn anything_else_is_read_as_it_is(value in values()) {
            prop_assert_eq!(&Value::deserialize(Shape(value.clone())).unwrap(), &value);
            let numbers = |value: &Value| serde_json::from_value::<Vec<Option<i16>>>(value.clone()).ok();
            prop_assert_eq!(Vec::deserialize(Shape(value.clone())).ok(), numbers(&value));
            let pair = |value: &Value| serde_json::from_value::<(f64, String)>(value.clone()).ok();
            prop_assert_eq!(<(f64, String)>::deserialize(Shape(value.clone())).ok(), pair(&value));
        }
    }

    fn values() -> impl Strategy<Value = Value> {
        let leaf = prop_oneof![
            Just(Value::Null),
            any::<bool>().prop_map(Value::from),
            any::<i16>().prop_map(Value::from),
            any::<u64>().prop_map(Value::from),
            (-1e9..1e9).prop_map(Value::from),
            ".{0,4}".prop_map(Value::from),
        ];
        leaf.prop_recursive(4, 32, 4, |inner| {
            prop_oneof![
                proptest::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
                proptest::collection::btree_map(".{0,3}", inner, 0..4)
                    .prop_map(|members| Value::Object(members.into_iter().collect())),
            ]
        })
    }
}
