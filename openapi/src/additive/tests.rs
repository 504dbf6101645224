//! Every way to take something back is found, and no way to add something is.

use serde_json::json;

use super::*;

fn document() -> Value {
    json!({
        "paths": {"/tickets/{id}": {"post": {
            "operationId": "reply_ticket",
            "security": [{"bearer": ["tickets:write"]}],
            "parameters": [
                {"in": "path", "name": "id", "required": true, "schema": {"type": "string"}},
                {"in": "query", "name": "sort", "schema": {"type": "string", "enum": ["new", "old"]}},
            ],
            "requestBody": {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/Reply"}}}},
            "responses": {
                "201": {
                    "headers": {"ETag": {}},
                    "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Ticket"}}},
                },
                "404": {"$ref": "#/components/responses/NotFound"},
            },
        }}},
        "components": {
            "responses": {"NotFound": {"content": {"application/problem+json": {"schema": {"type": "object"}}}}},
            "schemas": {
                "Reply": {
                    "type": "object", "required": ["body"],
                    "properties": {
                        "body": {"type": "string", "maxLength": 100},
                        "tags": {"type": ["array", "null"], "items": {"type": "string"}},
                    },
                },
                "Status": {"type": "string", "enum": ["new", "resolved"]},
                "Ticket": {"allOf": [
                    {"type": "object", "required": ["status"], "properties": {
                        "status": {"$ref": "#/components/schemas/Status"},
                        "next": {"oneOf": [{"$ref": "#/components/schemas/Ticket"}, {"type": "null"}]},
                    }},
                    {"type": "object", "properties": {
                        "answers": {"type": "object", "additionalProperties": {"type": "string"}},
                        "at": {"type": "string", "format": "date-time"},
                    }},
                ]},
            },
        },
    })
}

/// What the comparison says after a part was put in, taken away (`null`) or changed.
fn after(changes: &[(&str, Value)]) -> Vec<String> {
    let mut current = document();
    for (pointer, value) in changes {
        let (parent, name) = pointer.rsplit_once('/').unwrap();
        let parent = current.pointer_mut(parent).unwrap_or_else(|| panic!("{parent} is nowhere"));
        match parent {
            Value::Array(list) if name == "-" => list.push(value.clone()),
            Value::Array(list) => drop(list.remove(name.parse().unwrap())),
            other if value.is_null() => drop(other.as_object_mut().unwrap().remove(&name.replace("~1", "/")).unwrap()),
            other => other[name.replace("~1", "/")] = value.clone(),
        }
    }
    breaks(&document(), &current).iter().map(ToString::to_string).collect()
}

const OPERATION: &str = "/paths/~1tickets~1{id}/post";
const SCHEMAS: &str = "/components/schemas";

#[test]
fn what_is_taken_back_is_named() {
    let gone = Value::Null;
    for (pointer, value, said) in [
        (OPERATION.to_owned(), gone.clone(), "POST /tickets/{id}: the operation is gone"),
        (format!("{OPERATION}/operationId"), json!("answer_ticket"), "operationId reply_ticket is now answer_ticket"),
        (format!("{OPERATION}/security"), json!([{"bearer": ["admin"]}]), "needs the scopes"),
        (format!("{OPERATION}/security"), json!([{"bearer": []}]), "needs the scopes"),
        (format!("{OPERATION}/parameters/1"), gone.clone(), "query sort: the parameter is gone"),
        (format!("{OPERATION}/parameters/1/required"), json!(true), "query sort: it is required now"),
        (format!("{OPERATION}/parameters/1/schema/enum/1"), gone.clone(), "query sort: the value `old` is gone"),
        (
            format!("{OPERATION}/parameters/-"),
            json!({"in": "query", "name": "q", "required": true}),
            "new and required",
        ),
        (format!("{OPERATION}/requestBody"), gone.clone(), "body: it is gone"),
        (format!("{OPERATION}/requestBody/required"), json!(true), "body: it is required now"),
        (format!("{OPERATION}/requestBody/content/application~1json"), gone.clone(), "application/json is gone"),
        (format!("{OPERATION}/responses/404"), gone.clone(), "404: the answer is gone"),
        (format!("{OPERATION}/responses/201/headers/ETag"), gone.clone(), "the header ETag is gone"),
        (format!("{OPERATION}/responses/201/content/application~1json"), gone.clone(), "application/json is gone"),
        (
            "/components/responses/NotFound/content/application~1problem+json".into(),
            gone.clone(),
            "problem+json is gone",
        ),
        (format!("{SCHEMAS}/Reply/properties/tags"), gone.clone(), "body/tags: the property is gone"),
        (format!("{SCHEMAS}/Reply/required/-"), json!("tags"), "`tags` is required now"),
        (format!("{SCHEMAS}/Reply/properties/tags/type"), json!("array"), "its type"),
        (format!("{SCHEMAS}/Reply/properties/tags/items/type"), json!("integer"), "body/tags/items: its type"),
        (format!("{SCHEMAS}/Reply/properties/body/maxLength"), json!(50), "maxLength is 50 now"),
        (format!("{SCHEMAS}/Reply/properties/body/minLength"), json!(1), "minLength is 1 now"),
        (format!("{SCHEMAS}/Reply/properties/body/enum"), json!(["x"]), "a closed set now"),
        (format!("{SCHEMAS}/Status/enum/1"), gone.clone(), "status: the value `resolved` is gone"),
        (format!("{SCHEMAS}/Status/enum"), gone.clone(), "no longer a closed set"),
        (format!("{SCHEMAS}/Ticket/allOf/0/required/0"), gone.clone(), "`status` may be missing now"),
        (format!("{SCHEMAS}/Ticket/allOf/1/properties/at"), gone.clone(), "201/at: the property is gone"),
        (format!("{SCHEMAS}/Ticket/allOf/1/properties/at/type"), json!(["string", "null"]), "201/at: its type"),
        (format!("{SCHEMAS}/Ticket/allOf/1/properties/at/format"), json!("date"), "201/at: its format"),
        (
            format!("{SCHEMAS}/Ticket/allOf/1/properties/answers/additionalProperties/type"),
            json!("integer"),
            "201/answers/members: its type",
        ),
    ] {
        let found = after(&[(&pointer, value.clone())]);
        assert!(found.iter().any(|one| one.contains(said)), "{pointer} = {value}: {found:?}");
    }
    let public = json!({"paths": {"/": {"get": {"operationId": "a_b", "security": [], "responses": {}}}}});
    let mut signed_in = public.clone();
    signed_in["paths"]["/"]["get"]["security"] = json!([{"bearer": []}]);
    assert_eq!(breaks(&public, &signed_in)[0].to_string(), "GET /: it was public");
}

#[test]
fn what_is_added_is_welcome() {
    let added = [
        ("/paths/~1new".to_owned(), json!({"get": {"operationId": "read_new", "responses": {}}})),
        (format!("{OPERATION}/parameters/-"), json!({"in": "query", "name": "q"})),
        (format!("{OPERATION}/parameters/1/schema/enum/-"), json!("oldest")),
        (format!("{OPERATION}/responses/409"), json!({})),
        (format!("{OPERATION}/responses/201/headers/Location"), json!({})),
        (format!("{OPERATION}/security"), json!([])),
        (format!("{SCHEMAS}/Reply/properties/at"), json!({"type": "string"})),
        (format!("{SCHEMAS}/Reply/properties/body/type"), json!(["string", "null"])),
        (format!("{SCHEMAS}/Reply/properties/body/maxLength"), json!(200)),
        (format!("{SCHEMAS}/Reply/required/0"), Value::Null),
        (format!("{SCHEMAS}/Status/enum/-"), json!("waiting")),
        (format!("{SCHEMAS}/Ticket/allOf/1/required"), json!(["at"])),
        (format!("{SCHEMAS}/Ticket/allOf/1/properties/more"), json!({})),
    ];
    let added: Vec<(&str, Value)> = added.iter().map(|(pointer, value)| (pointer.as_str(), value.clone())).collect();
    assert_eq!(after(&added), Vec::<String>::new());
}
