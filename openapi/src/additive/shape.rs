//! A schema as its reader sees it: references followed, parts that hold together taken as one, and what a value loses when
//! another schema takes the place of this one.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value};

/// Limits that a caller's value must not pass from above and from below.
const LIMITS: [(&str, bool); 6] = [
    ("maximum", true),
    ("maxLength", true),
    ("maxItems", true),
    ("minimum", false),
    ("minLength", false),
    ("minItems", false),
];

/// What a schema says at one level. Alternatives are taken together: the document has them only for values that may be null.
#[derive(Debug, Default)]
pub(super) struct Shape<'d> {
    /// Types; none is any.
    types: BTreeSet<&'d str>,
    format: Option<&'d str>,
    /// Words of a closed set.
    words: Option<BTreeSet<&'d str>>,
    limits: BTreeMap<&'static str, f64>,
    required: BTreeSet<&'d str>,
    /// Named members.
    pub(super) properties: BTreeMap<&'d str, &'d Value>,
    /// What stands in a list.
    pub(super) items: Option<&'d Value>,
    /// Members whose names are not known before.
    pub(super) members: Option<&'d Value>,
}

impl<'d> Shape<'d> {
    pub(super) fn of(document: &'d Value, schema: &'d Value) -> Self {
        let mut shape = Self::default();
        shape.add(document, schema);
        shape
    }

    fn add(&mut self, document: &'d Value, schema: &'d Value) {
        let schema = followed(document, schema);
        match schema.get("type") {
            Some(Value::String(one)) => drop(self.types.insert(one)),
            Some(Value::Array(several)) => self.types.extend(several.iter().filter_map(Value::as_str)),
            _ => {}
        }
        self.format = self.format.or_else(|| schema.get("format")?.as_str());
        if let Some(words) = schema.get("enum").and_then(Value::as_array) {
            self.words.get_or_insert_default().extend(words.iter().filter_map(Value::as_str));
        }
        for (name, _) in LIMITS {
            if let Some(limit) = schema.get(name).and_then(Value::as_f64) {
                self.limits.insert(name, limit);
            }
        }
        let required = schema.get("required").and_then(Value::as_array).into_iter().flatten();
        self.required.extend(required.filter_map(Value::as_str));
        let properties = schema.get("properties").and_then(Value::as_object).into_iter().flat_map(Map::iter);
        self.properties.extend(properties.map(|(name, value)| (name.as_str(), value)));
        self.items = self.items.or_else(|| schema.get("items"));
        self.members =
            self.members.or_else(|| schema.get("additionalProperties").filter(|members| members.is_object()));
        for together in ["allOf", "oneOf", "anyOf"] {
            for part in schema.get(together).and_then(Value::as_array).into_iter().flatten() {
                self.add(document, part);
            }
        }
    }

    /// What is lost when the other takes the place of this one, in words.
    pub(super) fn narrowed_to(&self, other: &Self, is_sent: bool) -> Vec<String> {
        let mut lost = Vec::new();
        // What is sent must be of a type that is taken; what is answered, of a type that was known.
        let (given, known) = if is_sent { (&self.types, &other.types) } else { (&other.types, &self.types) };
        if !known.is_empty() && (given.is_empty() || !given.is_subset(known)) {
            lost.push(format!("its type {:?} is now {:?}", self.types, other.types));
        }
        if self.format != other.format {
            lost.push(format!("its format {:?} is now {:?}", self.format, other.format));
        }
        match (&self.words, &other.words) {
            (Some(was), Some(is)) => {
                lost.extend(was.difference(is).map(|word| format!("the value `{word}` is gone")));
            }
            (Some(_), None) if !is_sent => lost.push("its values are no longer a closed set".into()),
            (None, Some(_)) if is_sent => lost.push("its values are a closed set now".into()),
            _ => {}
        }
        if is_sent {
            lost.extend(other.required.difference(&self.required).map(|name| format!("`{name}` is required now")));
            lost.extend(self.tightened(other));
        } else {
            lost.extend(self.required.difference(&other.required).map(|name| format!("`{name}` may be missing now")));
        }
        lost
    }

    fn tightened(&self, other: &Self) -> impl Iterator<Item = String> {
        LIMITS.iter().filter_map(|(name, is_most)| {
            let is = other.limits.get(name)?;
            let is_tighter = match self.limits.get(name) {
                None => *is_most || *is > 0.0,
                Some(was) => {
                    if *is_most {
                        is < was
                    } else {
                        is > was
                    }
                }
            };
            is_tighter.then(|| format!("{name} is {is} now"))
        })
    }
}

/// What a `$ref` refers to; anything else is itself.
pub(super) fn followed<'d>(document: &'d Value, value: &'d Value) -> &'d Value {
    let place = value.get("$ref").and_then(Value::as_str).and_then(|place| place.strip_prefix('#'));
    place.and_then(|place| document.pointer(place)).map_or(value, |found| followed(document, found))
}
