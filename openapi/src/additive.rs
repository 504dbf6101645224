//! What a released document promised and a later one takes back. Programs that were written against the first must go on
//! working: operations, answers, properties and words may come, none may go, and nothing more may be asked of a caller.

mod shape;

use std::{collections::BTreeSet, fmt};

use serde_json::{Map, Value};

use shape::{Shape, followed};

/// A promise that is not kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Break {
    /// Method and path, then the way to the part.
    pub place: String,
    /// What became of it.
    pub change: String,
}

impl fmt::Display for Break {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.place, self.change)
    }
}

/// Every promise of the released document that the current one does not keep. A schema that several operations share is
/// named where it stands first.
pub fn breaks(released: &Value, current: &Value) -> Vec<Break> {
    let mut comparison = Comparison { released, current, seen: BTreeSet::new(), breaks: Vec::new() };
    for (path, item) in members(released.get("paths")) {
        for (method, was) in members(Some(item)).filter(|(_, operation)| operation.get("operationId").is_some()) {
            let place = format!("{} {path}", method.to_uppercase());
            match current.get("paths").and_then(|paths| paths.get(path)?.get(method)) {
                None => comparison.blame(&place, "the operation is gone"),
                Some(is) => comparison.operation(&place, was, is),
            }
        }
    }
    comparison.breaks
}

/// Which way a value goes, and so who must understand more than before.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Way {
    /// A caller sends it: what was taken must be taken still.
    Sent,
    /// The server answers it: what was answered must be answered still.
    Answered,
}

struct Comparison<'d> {
    released: &'d Value,
    current: &'d Value,
    /// Schemas by their place in memory: each is compared once, however often it is referred to.
    seen: BTreeSet<(usize, usize, Way)>,
    breaks: Vec<Break>,
}

impl<'d> Comparison<'d> {
    fn blame(&mut self, place: &str, change: impl Into<String>) {
        self.breaks.push(Break { place: place.to_owned(), change: change.into() });
    }

    fn operation(&mut self, place: &str, was: &'d Value, is: &'d Value) {
        if was.get("operationId") != is.get("operationId") {
            self.blame(place, format!("operationId {} is now {}", shown(was, "operationId"), shown(is, "operationId")));
        }
        self.security(place, was, is);
        self.parameters(place, was, is);
        self.request_body(place, was, is);
        for (status, was) in members(was.get("responses")) {
            let place = format!("{place} {status}");
            let Some(is) = is.get("responses").and_then(|responses| responses.get(status)) else {
                self.blame(&place, "the answer is gone");
                continue;
            };
            let (was, is) = (followed(self.released, was), followed(self.current, is));
            for (name, _) in members(was.get("headers")) {
                if is.get("headers").and_then(|headers| headers.get(name)).is_none() {
                    self.blame(&place, format!("the header {name} is gone"));
                }
            }
            self.contents(&place, was, is, Way::Answered);
        }
    }

    /// Whoever could call it can call it still.
    fn security(&mut self, place: &str, was: &Value, is: &Value) {
        let needed = |operation: &Value| -> Option<BTreeSet<String>> {
            let requirements = operation.get("security")?.as_array()?;
            let scopes = requirements.iter().flat_map(|one| members(Some(one)));
            let scopes = scopes.flat_map(|(_, scopes)| scopes.as_array().cloned().unwrap_or_default());
            (!requirements.is_empty()).then(|| scopes.filter_map(|one| one.as_str().map(str::to_owned)).collect())
        };
        match (needed(was), needed(is)) {
            (_, None) => {}
            (None, Some(_)) => self.blame(place, "it was public"),
            (Some(was), Some(is)) if was.is_empty() != is.is_empty() || !is.is_subset(&was) => {
                self.blame(place, format!("it needs the scopes {is:?} where {was:?} sufficed"));
            }
            (Some(_), Some(_)) => {}
        }
    }

    fn parameters(&mut self, place: &str, was: &'d Value, is: &'d Value) {
        let (was, is) = (parameters(self.released, was), parameters(self.current, is));
        for (name, was) in &was {
            let place = format!("{place} {name}");
            match is.iter().find(|(other, _)| other == name) {
                None => self.blame(&place, "the parameter is gone"),
                Some((_, is)) => {
                    if is_required(is) && !is_required(was) {
                        self.blame(&place, "it is required now");
                    }
                    if let (Some(was), Some(is)) = (was.get("schema"), is.get("schema")) {
                        self.schema(&place, was, is, Way::Sent);
                    }
                }
            }
        }
        for (name, is) in &is {
            if is_required(is) && !was.iter().any(|(other, _)| other == name) {
                self.blame(&format!("{place} {name}"), "the parameter is new and required");
            }
        }
    }

    fn request_body(&mut self, place: &str, was: &'d Value, is: &'d Value) {
        let place = format!("{place} body");
        match (was.get("requestBody"), is.get("requestBody")) {
            (None, Some(is)) if is_required(is) => self.blame(&place, "it is new and required"),
            (None, _) => {}
            (Some(_), None) => self.blame(&place, "it is gone"),
            (Some(was), Some(is)) => {
                if is_required(is) && !is_required(was) {
                    self.blame(&place, "it is required now");
                }
                self.contents(&place, was, is, Way::Sent);
            }
        }
    }

    fn contents(&mut self, place: &str, was: &'d Value, is: &'d Value, way: Way) {
        for (kind, was) in members(was.get("content")) {
            match is.get("content").and_then(|content| content.get(kind)) {
                None => self.blame(place, format!("{kind} is gone")),
                Some(is) => {
                    if let (Some(was), Some(is)) = (was.get("schema"), is.get("schema")) {
                        self.schema(place, was, is, way);
                    }
                }
            }
        }
    }

    fn schema(&mut self, place: &str, was: &'d Value, is: &'d Value, way: Way) {
        if !self.seen.insert((std::ptr::from_ref(was).addr(), std::ptr::from_ref(is).addr(), way)) {
            return;
        }
        let (was, is) = (Shape::of(self.released, was), Shape::of(self.current, is));
        for change in was.narrowed_to(&is, way == Way::Sent) {
            self.blame(place, change);
        }
        for (name, was) in &was.properties {
            let place = format!("{place}/{name}");
            match is.properties.get(name) {
                None => self.blame(&place, "the property is gone"),
                Some(is) => self.schema(&place, was, is, way),
            }
        }
        for (step, was, is) in [("items", was.items, is.items), ("members", was.members, is.members)] {
            if let (Some(was), Some(is)) = (was, is) {
                self.schema(&format!("{place}/{step}"), was, is, way);
            }
        }
    }
}

/// By where it stands and what it is called.
fn parameters<'d>(document: &'d Value, operation: &'d Value) -> Vec<(String, &'d Value)> {
    let given = operation.get("parameters").and_then(Value::as_array).into_iter().flatten();
    let given = given.map(|parameter| followed(document, parameter));
    given.map(|parameter| (format!("{} {}", shown(parameter, "in"), shown(parameter, "name")), parameter)).collect()
}

fn is_required(part: &Value) -> bool {
    part.get("required").and_then(Value::as_bool).unwrap_or(false)
}

fn shown<'v>(value: &'v Value, member: &str) -> &'v str {
    value.get(member).and_then(Value::as_str).unwrap_or_default()
}

fn members(value: Option<&Value>) -> impl Iterator<Item = (&String, &Value)> {
    value.and_then(Value::as_object).into_iter().flat_map(Map::iter)
}

#[cfg(test)]
mod tests;
