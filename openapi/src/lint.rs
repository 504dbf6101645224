//! What every operation of the document must have, so that whoever reads it needs no other source.

use std::{collections::BTreeMap, fmt};

use serde_json::{Map, Value};

/// The media type of refusals.
const PROBLEM: &str = "application/problem+json";
/// Where a refusal's schema stands.
const PROBLEM_SCHEMA: &str = "#/components/schemas/Problem";
/// Verbs that an operation's name may begin with beside the life cycle's commands.
const METHODS: [&str; 8] = ["get", "put", "post", "delete", "options", "head", "patch", "trace"];

/// Something that an operation lacks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// Method and path.
    pub operation: String,
    /// What it lacks.
    pub lack: String,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.operation, self.lack)
    }
}

/// Everything that the document's operations lack.
pub fn lint(document: &Value) -> Vec<Fault> {
    let mut faults = Vec::new();
    let mut names: BTreeMap<String, String> = BTreeMap::new();
    let paths = document.get("paths").and_then(Value::as_object);
    for (path, item) in paths.into_iter().flatten() {
        for (method, operation) in item.as_object().into_iter().flatten() {
            if !METHODS.contains(&method.as_str()) {
                continue;
            }
            let place = format!("{} {path}", method.to_uppercase());
            let subject = Subject { document, path, operation };
            let mut lacks = subject.lacks();
            if let Some(name) = operation.get("operationId").and_then(Value::as_str)
                && let Some(other) = names.insert(name.to_owned(), place.clone())
            {
                lacks.push(format!("operationId `{name}` is that of {other} as well"));
            }
            lacks.extend(subject.lost(operation));
            faults.extend(lacks.into_iter().map(|lack| Fault { operation: place.clone(), lack }));
        }
    }
    if let Some(components) = document.get("components") {
        let subject = Subject { document, path: "", operation: components };
        let lost = subject.lost(components).into_iter();
        faults.extend(lost.map(|lack| Fault { operation: "components".into(), lack }));
    }
    faults
}

struct Subject<'d> {
    document: &'d Value,
    path: &'d str,
    operation: &'d Value,
}

impl Subject<'_> {
    fn lacks(&self) -> Vec<String> {
        [self.name(), self.words(), self.security(), self.example(), self.responses(), self.parameters()].concat()
    }

    fn text(&self, member: &str) -> &str {
        self.operation.get(member).and_then(Value::as_str).unwrap_or_default()
    }

    /// `operationId` as `verb_noun`.
    fn name(&self) -> Vec<String> {
        let name = self.text("operationId");
        let is_snake = name
            .split('_')
            .all(|word| !word.is_empty() && word.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit()));
        if is_snake && name.contains('_') { Vec::new() } else { vec![format!("operationId `{name}` is not verb_noun")] }
    }

    fn words(&self) -> Vec<String> {
        let mut lacks = Vec::new();
        let summary = self.text("summary");
        if summary.is_empty() || summary.contains('\n') || summary.chars().count() > 120 {
            lacks.push(format!("summary `{summary}` is not one line"));
        }
        let declared: Vec<&str> =
            members(self.document.get("tags")).filter_map(|tag| tag.get("name")?.as_str()).collect();
        let tags: Vec<&str> = members(self.operation.get("tags")).filter_map(Value::as_str).collect();
        match tags.as_slice() {
            [tag] if declared.contains(tag) => {}
            other => lacks.push(format!("tags {other:?} are not one that is declared")),
        }
        lacks
    }

    /// Who may call it, for programs and in words.
    fn security(&self) -> Vec<String> {
        let Some(requirements) = self.operation.get("security").and_then(Value::as_array) else {
            return vec!["says neither `security` nor that it is public".into()];
        };
        let description = self.text("description");
        let scopes: Vec<&str> = requirements
            .iter()
            .flat_map(|requirement| members(requirement.get("bearer")))
            .filter_map(Value::as_str)
            .collect();
        let known = [
            "tickets:read",
            "tickets:write",
            "reports:read",
            "labs:read",
            "labs:write",
            "directory:read",
            "directory:write",
            "admin",
        ];
        let mut lacks = Vec::new();
        for scope in &scopes {
            if !known.contains(scope) {
                lacks.push(format!("scope `{scope}` does not exist"));
            }
            if !description.contains(&format!("`{scope}`")) {
                lacks.push(format!("description does not name the scope `{scope}`"));
            }
        }
        if requirements.is_empty() && !description.contains("Public") {
            lacks.push("description does not say that it is public".into());
        }
        lacks
    }

    /// At least one example, in the request where there is a body, else in the answer.
    fn example(&self) -> Vec<String> {
        let body = self.operation.get("requestBody");
        let successes: Vec<&Value> =
            self.statuses().filter(|(status, _)| status.starts_with('2')).map(|(_, it)| it).collect();
        let has_content = body.is_some() || successes.iter().any(|answer| answer.get("content").is_some());
        let is_shown = body
            .into_iter()
            .chain(successes)
            .flat_map(contents)
            .any(|(_, content)| content.get("example").is_some() || content.get("examples").is_some());
        if is_shown || !has_content { Vec::new() } else { vec!["has no example".into()] }
    }

    fn statuses(&self) -> impl Iterator<Item = (&String, &Value)> {
        self.operation.get("responses").and_then(Value::as_object).into_iter().flatten()
    }

    /// Every refusal as a problem, and at least one success.
    fn responses(&self) -> Vec<String> {
        let mut lacks = Vec::new();
        if !self.statuses().any(|(status, _)| status.starts_with('2') || status.starts_with('3')) {
            lacks.push("has no successful answer".into());
        }
        for (status, answer) in self.statuses() {
            let answer = self.followed(answer);
            if answer.get("description").and_then(Value::as_str).is_none_or(str::is_empty) {
                lacks.push(format!("{status} is not described"));
            }
            if !(status.starts_with('4') || status.starts_with('5')) {
                continue;
            }
            let is_problem = contents(answer).any(|(kind, content)| {
                kind == PROBLEM && content.pointer("/schema/$ref").and_then(Value::as_str) == Some(PROBLEM_SCHEMA)
            });
            if !is_problem {
                lacks.push(format!("{status} is not a problem"));
            }
        }
        lacks
    }

    /// Every parameter described, and every one of the path declared.
    fn parameters(&self) -> Vec<String> {
        let mut lacks = Vec::new();
        let mut in_path = Vec::new();
        for parameter in members(self.operation.get("parameters")) {
            let parameter = self.followed(parameter);
            let name = parameter.get("name").and_then(Value::as_str).unwrap_or_default();
            if parameter.get("description").and_then(Value::as_str).is_none_or(str::is_empty) {
                lacks.push(format!("parameter `{name}` is not described"));
            }
            if parameter.get("schema").is_none() {
                lacks.push(format!("parameter `{name}` has no schema"));
            }
            if parameter.get("in").and_then(Value::as_str) == Some("path") {
                in_path.push(name.to_owned());
            }
        }
        let named = self.path.split('{').skip(1).filter_map(|rest| rest.split('}').next());
        lacks.extend(
            named
                .filter(|name| !in_path.iter().any(|known| known == name))
                .map(|name| format!("parameter `{name}` of the path is not declared")),
        );
        lacks
    }

    /// Every reference that leads nowhere.
    fn lost(&self, part: &Value) -> Vec<String> {
        match part {
            Value::Object(members) => {
                let place = members.get("$ref").and_then(Value::as_str);
                let lost = place.filter(|place| self.document.pointer(place.trim_start_matches('#')).is_none());
                let lost = lost.map(|place| format!("`{place}` is nowhere"));
                lost.into_iter().chain(members.values().flat_map(|member| self.lost(member))).collect()
            }
            Value::Array(list) => list.iter().flat_map(|one| self.lost(one)).collect(),
            _ => Vec::new(),
        }
    }

    /// What a `$ref` refers to; anything else is itself.
    fn followed<'v>(&'v self, value: &'v Value) -> &'v Value {
        let place = value.get("$ref").and_then(Value::as_str).and_then(|place| place.strip_prefix('#'));
        place.and_then(|place| self.document.pointer(place)).unwrap_or(value)
    }
}

fn members(value: Option<&Value>) -> impl Iterator<Item = &Value> {
    value.and_then(Value::as_array).into_iter().flatten()
}

fn contents(value: &Value) -> impl Iterator<Item = (&String, &Value)> {
    value.get("content").and_then(Value::as_object).into_iter().flat_map(Map::iter)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn lacks(operation: Value) -> Vec<String> {
        let document = json!({
            "tags": [{"name": "tickets"}], "paths": {"/tickets/{id}": {"get": operation}},
            "components": {"schemas": {"Problem": {}}},
        });
        lint(&document).into_iter().map(|fault| fault.lack).collect()
    }

    #[test]
    fn a_complete_operation_lacks_nothing() {
        let problem = json!({"description": "no", "content": {PROBLEM: {"schema": {"$ref": PROBLEM_SCHEMA}}}});
        let operation = json!({
            "operationId": "get_ticket", "tags": ["tickets"], "summary": "Read a ticket",
            "description": "Scope: `tickets:read`.", "security": [{"bearer": ["tickets:read"]}],
            "parameters": [{"in": "path", "name": "id", "description": "Id", "schema": {}}],
            "responses": {
                "200": {"description": "The ticket", "content": {"application/json": {"example": {}}}},
                "404": problem,
            },
        });
        assert_eq!(lacks(operation), Vec::<String>::new());
    }

    #[test]
    fn what_is_missing_is_named() {
        let said = lacks(json!({
            "operationId": "ticket", "tags": ["other"], "security": [{"bearer": ["tickets:all"]}],
            "parameters": [{"in": "query", "name": "sort", "schema": {"$ref": "#/components/schemas/Sort"}}],
            "responses": {"200": {"description": "", "content": {"application/json": {}}}, "404": {"description": "no"}},
        }));
        for part in [
            "verb_noun",
            "one line",
            "declared",
            "does not exist",
            "no example",
            "not described",
            "not a problem",
            "`id` of the path",
            "Sort` is nowhere",
        ] {
            assert!(said.iter().any(|lack| lack.contains(part)), "{part} is missing in {said:?}");
        }
    }
}
