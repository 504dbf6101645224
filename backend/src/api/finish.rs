//! Completes the document: what is the same for every operation stands here once, and not in each annotation.

use serde_json::{Map, Value, json};
use shared::problem::MEDIA_TYPE;
use utoipa::openapi::OpenApi as Document;

use super::examples;

/// What the API is, for whoever reads the document first.
const DESCRIPTION: &str = "\
The IT help desk of a university: requests from the institutional e-mail to *resolved*. Everything that the web app does goes \
through this API.

Sign in with `Authorization: Bearer`, an access token of a session or an API token with scopes. Errors are problem details \
(RFC 9457). Lists are read page by page with `cursor`. What can change carries a version: reads answer it as `ETag`, changes \
need it as `If-Match`. A POST with an `Idempotency-Key` may be repeated safely for 24 hours. Every answer names its request \
in `X-Request-Id`; a sound one that you send is kept.";

/// The tags in the order of a request's life, with what they gather.
const TAGS: &[(&str, &str)] = &[
    ("sessions", "Signing in with a code, and the sessions that come of it"),
    ("me", "The account of the caller"),
    ("tokens", "Personal API tokens for other programs"),
    ("institution", "What everyone may know of the institution, and what an admin sets"),
    ("catalog", "Categories, services and their fields"),
    ("tickets", "Requests for service, from received to resolved"),
    ("timeline", "Replies, notes and changes of a ticket"),
    ("confirmations", "The link in the mail by which a requester confirms"),
    ("attachments", "Files of tickets"),
    ("reports", "The quality indicator"),
    ("directory", "Accounts, roles and teams"),
    ("outbox", "Mail that could not be delivered"),
    ("demo", "Personas and mailbox; 404 unless this is the demo"),
    ("operations", "For whoever runs the server"),
];

/// The document with everything that all operations share.
pub fn finish(document: Document) -> Value {
    let mut root = match serde_json::to_value(document) {
        Ok(Value::Object(root)) => root,
        // A document of strings, numbers and maps always serializes, as a map.
        _ => Map::new(),
    };
    root.insert("openapi".into(), json!("3.1.0"));
    root.insert("info".into(), info());
    root.insert("servers".into(), json!([{"url": "/", "description": "This server"}]));
    let mut used = Vec::new();
    if let Some(Value::Object(paths)) = root.get_mut("paths") {
        for operation in paths.values_mut().filter_map(Value::as_object_mut).flat_map(Map::values_mut) {
            if let Value::Object(operation) = operation {
                finish_operation(operation);
                used.extend(tags(operation));
            }
        }
    }
    let tags = TAGS.iter().filter(|(name, _)| used.iter().any(|used| used == name));
    root.insert(
        "tags".into(),
        tags.map(|(name, description)| json!({"name": name, "description": description})).collect(),
    );
    let components = root.entry("components").or_insert_with(|| json!({}));
    if let Value::Object(components) = components {
        components.insert("securitySchemes".into(), security_schemes());
        components.insert("responses".into(), examples::responses());
        components.insert("headers".into(), headers());
    }
    sorted(Value::Object(root))
}

fn info() -> Value {
    json!({
        "title": "Ventanilla",
        "version": env!("CARGO_PKG_VERSION"),
        "description": DESCRIPTION,
        "license": {"name": "AGPL-3.0-or-later", "identifier": "AGPL-3.0-or-later"},
    })
}

fn security_schemes() -> Value {
    json!({"bearer": {
        "type": "http",
        "scheme": "bearer",
        "description": "The access token of a session (JWT, 10 minutes), or an API token (`vtn_…`), which reaches no further than its scopes.",
    }})
}

fn headers() -> Value {
    let text = |description| json!({"description": description, "schema": {"type": "string"}});
    let seconds = |description| json!({"description": description, "schema": {"type": "integer", "minimum": 0}});
    json!({
        "ETag": text("`\"<version>.<digest of this representation>\"`; send it as `If-Match` to change, as `If-None-Match` to read again"),
        "RateLimit": text("What is left of the limit: `\"<policy>\";r=<requests>;t=<seconds until all is free again>`"),
        "RateLimit-Policy": text("The limit: `\"<policy>\";q=<requests>;w=<seconds>`"),
        "Retry-After": seconds("Seconds to wait before trying again"),
        "X-Request-Id": text("Names this request in the log"),
    })
}

fn tags(operation: &Map<String, Value>) -> Vec<String> {
    let tags = operation.get("tags").and_then(Value::as_array).into_iter().flatten();
    tags.filter_map(Value::as_str).map(ToOwned::to_owned).collect()
}

/// What decides which refusals an operation can meet.
#[derive(Debug)]
struct Traits {
    /// None is public.
    scopes: Option<Vec<String>>,
    /// Whether it is for whoever runs the server: a check of health is never refused for coming too often.
    is_operations: bool,
    body: bool,
    path: bool,
    if_match: bool,
    if_none_match: bool,
    repeat: bool,
}

impl Traits {
    fn of(operation: &Map<String, Value>) -> Self {
        let parameters: Vec<(&str, &str)> = operation
            .get("parameters")
            .and_then(Value::as_array)
            .into_iter()
            .flatten()
            .filter_map(|parameter| Some((parameter.get("in")?.as_str()?, parameter.get("name")?.as_str()?)))
            .collect();
        let header = |name: &str| parameters.iter().any(|(place, given)| *place == "header" && *given == name);
        let place = |name: &str| parameters.iter().any(|(place, _)| *place == name);
        Self {
            scopes: scopes(operation),
            is_operations: tags(operation).iter().any(|tag| tag == "operations"),
            body: operation.contains_key("requestBody"),
            path: place("path"),
            if_match: header("If-Match"),
            if_none_match: header("If-None-Match"),
            repeat: header("Idempotency-Key"),
        }
    }

    /// The statuses of the refusals that follow from this.
    fn refusals(&self) -> impl Iterator<Item = u16> {
        let signed_in = self.scopes.is_some();
        [
            (400, self.body),
            (401, signed_in),
            (403, signed_in),
            // A repeat shows what came of it under today's permission, if it is still there.
            (404, self.path || self.repeat),
            (409, self.repeat),
            (412, self.if_match),
            (413, self.body),
            (415, self.body),
            // Unknown query parameters are refused where none is known, too.
            (422, !self.is_operations),
            (428, self.if_match),
            (429, !self.is_operations),
            (500, true),
            (503, true),
        ]
        .into_iter()
        .filter_map(|(status, can_occur)| can_occur.then_some(status))
    }
}

fn scopes(operation: &Map<String, Value>) -> Option<Vec<String>> {
    let requirement = operation.get("security")?.as_array()?.first()?;
    let scopes = requirement.get("bearer")?.as_array()?;
    Some(scopes.iter().filter_map(Value::as_str).map(ToOwned::to_owned).collect())
}

fn finish_operation(operation: &mut Map<String, Value>) {
    let traits = Traits::of(operation);
    may_be_silent(operation);
    describe(operation, &traits);
    if traits.scopes.is_none() && operation.contains_key("security") {
        operation.insert("security".into(), json!([]));
    }
    let responses = operation.entry("responses").or_insert_with(|| json!({}));
    let Value::Object(responses) = responses else { return };
    for status in traits.refusals() {
        let place = format!("#/components/responses/{}", examples::name(status));
        responses.entry(status.to_string()).or_insert_with(|| json!({"$ref": place}));
    }
    if traits.if_none_match {
        responses.entry("304").or_insert_with(|| json!({"description": "The caller has it already"}));
    }
    let versioned = traits.if_match || traits.if_none_match;
    for (status, response) in responses.iter_mut() {
        if let Value::Object(response) = response
            && !response.contains_key("$ref")
        {
            finish_response(status, response, versioned);
        }
    }
}

/// A body that says nothing may be left out.
fn may_be_silent(operation: &mut Map<String, Value>) {
    let Some(Value::Object(body)) = operation.get_mut("requestBody") else { return };
    let contents = body.get("content").and_then(Value::as_object).into_iter().flat_map(Map::values);
    let mut schemas = contents.filter_map(|content| content.pointer("/schema/$ref")?.as_str());
    if schemas.any(|schema| schema == "#/components/schemas/Nothing") {
        body.insert("required".into(), false.into());
    }
}

/// The summary as a heading, and the scopes in the description.
fn describe(operation: &mut Map<String, Value>, traits: &Traits) {
    if let Some(Value::String(summary)) = operation.get_mut("summary") {
        *summary = summary.trim_end_matches('.').to_owned();
    }
    if !operation.contains_key("security") {
        return;
    }
    let access = match traits.scopes.as_deref() {
        None => "Public: needs no sign-in.".to_owned(),
        Some([]) => "For a signed-in person; no scope of an API token reaches it.".to_owned(),
        Some(scopes) => {
            format!("Scope: {}.", scopes.iter().map(|scope| format!("`{scope}`")).collect::<Vec<_>>().join(", "))
        }
    };
    let said = operation.get("description").and_then(Value::as_str).unwrap_or_default();
    // Its own words on API tokens are more precise.
    let said_already = traits.scopes.as_ref().is_some_and(Vec::is_empty) && said.contains("API token");
    if said_already {
        return;
    }
    let description = if said.is_empty() { access } else { format!("{said}\n\n{access}") };
    operation.insert("description".into(), description.into());
}

fn finish_response(status: &str, response: &mut Map<String, Value>, versioned: bool) {
    let is_refusal = status.starts_with('4') || status.starts_with('5');
    if is_refusal {
        response.insert("content".into(), json!({MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}}));
    }
    let mut names = vec!["X-Request-Id"];
    match status {
        "429" => names.extend(["RateLimit", "RateLimit-Policy", "Retry-After"]),
        "503" => names.push("Retry-After"),
        "200" | "201" | "304" | "412" if versioned => names.push("ETag"),
        _ => {}
    }
    let headers = response.entry("headers").or_insert_with(|| json!({}));
    if let Value::Object(headers) = headers {
        for name in names {
            headers.entry(name).or_insert_with(|| json!({"$ref": format!("#/components/headers/{name}")}));
        }
    }
}

/// The same document in an order that does not hang on how maps are built.
fn sorted(value: Value) -> Value {
    match value {
        Value::Object(members) => {
            let mut members: Vec<(String, Value)> = members.into_iter().collect();
            members.sort_by(|(left, _), (right, _)| left.cmp(right));
            members.into_iter().map(|(name, value)| (name, sorted(value))).collect::<Map<_, _>>().into()
        }
        Value::Array(values) => values.into_iter().map(sorted).collect(),
        other => other,
    }
}
