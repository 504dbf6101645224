//! The document that describes the API, held against every answer that any test gets: none may be undocumented.

use std::sync::OnceLock;

use reqwest::Method;
use serde_json::Value;

/// The checked-in document.
pub fn document() -> &'static Value {
    static DOCUMENT: OnceLock<Value> = OnceLock::new();
    DOCUMENT
        .get_or_init(|| serde_json::from_str(include_str!("../../openapi/openapi.json")).expect("the document is JSON"))
}

/// An operation of the document.
#[derive(Debug, Clone)]
pub struct Operation {
    /// Its name.
    pub id: String,
    /// Its method.
    pub method: Method,
    /// Its address, with the names of its parts in braces.
    pub path: String,
    /// The statuses that it may answer.
    pub statuses: Vec<u16>,
    /// The scope that a token needs; none where a token never suffices; nothing at all where nobody has to sign in.
    pub scope: Option<Option<String>>,
}

/// Every operation, in the order of the document.
pub fn operations() -> &'static [Operation] {
    static OPERATIONS: OnceLock<Vec<Operation>> = OnceLock::new();
    OPERATIONS.get_or_init(|| {
        let paths = document()["paths"].as_object().expect("paths");
        let all = paths.iter().flat_map(|(path, item)| {
            let methods = item.as_object().expect("a path item").iter();
            let methods = methods.filter(|(_, operation)| operation["operationId"].is_string());
            methods.map(move |(method, operation)| Operation {
                id: operation["operationId"].as_str().expect("a name").to_owned(),
                method: method.to_uppercase().parse().expect("a method"),
                path: path.clone(),
                statuses: statuses(operation),
                scope: scope(operation),
            })
        });
        all.collect()
    })
}

fn statuses(operation: &Value) -> Vec<u16> {
    let responses = operation["responses"].as_object().expect("responses");
    responses.keys().map(|status| status.parse().expect("a status")).collect()
}

fn scope(operation: &Value) -> Option<Option<String>> {
    let requirement = operation["security"].as_array()?.iter().find_map(|one| one.get("bearer"))?;
    Some(requirement.get(0).and_then(Value::as_str).map(str::to_owned))
}

/// The names of the members that an operation's JSON body may have; nothing where it takes none.
pub fn body_members(operation: &Operation) -> Option<Vec<String>> {
    let method = operation.method.as_str().to_lowercase();
    let body = &document()["paths"][&operation.path][method]["requestBody"]["content"]["application/json"]["schema"];
    let place = body["$ref"].as_str()?.trim_start_matches('#');
    let members = document().pointer(place)?["properties"].as_object();
    Some(members.into_iter().flatten().map(|(name, _)| name.clone()).collect())
}

/// The values of the members of an operation's JSON body, in the order of its schema and as its example has them; nothing
/// where it takes none.
pub fn body_values(operation: &Operation) -> Option<Vec<Value>> {
    let method = operation.method.as_str().to_lowercase();
    let body = &document()["paths"][&operation.path][method]["requestBody"]["content"]["application/json"];
    let first = body["examples"].as_object().and_then(|all| all.values().next()).map(|one| &one["value"]);
    let example = body.get("example").or(first)?;
    Some(body_members(operation)?.iter().map(|name| example[name].clone()).collect())
}

/// The media types that an operation takes.
pub fn body_kinds(operation: &Operation) -> Vec<&'static str> {
    let method = operation.method.as_str().to_lowercase();
    let kinds = document()["paths"][&operation.path][method]["requestBody"]["content"].as_object();
    kinds.into_iter().flatten().map(|(kind, _)| kind.as_str()).collect()
}

/// The media types that an operation answers with.
pub fn answer_kinds(operation: &Operation) -> Vec<&'static str> {
    let method = operation.method.as_str().to_lowercase();
    let answers = document()["paths"][&operation.path][method]["responses"].as_object();
    let kinds = answers.into_iter().flatten().filter_map(|(_, answer)| answer["content"].as_object());
    kinds.flatten().map(|(kind, _)| kind.as_str()).collect()
}

/// The names of the parameters that an operation takes in its query.
pub fn query_parameters(operation: &Operation) -> Vec<String> {
    let method = operation.method.as_str().to_lowercase();
    let parameters = document()["paths"][&operation.path][method]["parameters"].as_array();
    let parameters = parameters.into_iter().flatten().filter(|one| one["in"] == "query");
    parameters.map(|one| one["name"].as_str().expect("a name").to_owned()).collect()
}

/// The operation behind a call, if the document knows one: fixed parts of an address count before named ones.
pub fn operation_of(method: &Method, path: &str) -> Option<&'static Operation> {
    let candidates = operations().iter().filter(|operation| operation.method == *method && fits(&operation.path, path));
    candidates.min_by_key(|operation| operation.path.matches('{').count())
}

fn fits(template: &str, path: &str) -> bool {
    let path = path.split('?').next().unwrap_or_default();
    let (template, path): (Vec<&str>, Vec<&str>) = (template.split('/').collect(), path.split('/').collect());
    template.len() == path.len()
        && template.iter().zip(&path).all(
            |(part, given)| {
                if part.starts_with('{') { !given.is_empty() } else { part == given }
            },
        )
}
