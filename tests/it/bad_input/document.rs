//! The API as the site describes it.

use serde_json::{Map, Value, json};

use crate::support::App;

/// One method of one address.
#[derive(Clone, Debug)]
pub struct Operation {
    pub method: String,
    /// With its variable parts, such as `/api/v1/articles/{slug}`.
    pub path: String,
    /// The names of its parameters, by where they stand.
    pub in_path: Vec<String>,
    pub in_query: Vec<String>,
    pub in_header: Vec<String>,
    /// Parameters of the query that must be there, each with a value.
    pub needed: Vec<(String, String)>,
    /// The name of the body's schema, and a body that fits it.
    pub body: Option<(String, Value)>,
    /// Without it the request is refused.
    pub body_needed: bool,
    pub secured: bool,
}

/// Every operation of the document that the site serves.
pub async fn operations(app: &App) -> Vec<Operation> {
    let document = app.get("/api/openapi.json").await.expect(200).json();
    let mut operations = Vec::new();
    for (path, item) in document["paths"].as_object().unwrap() {
        for (method, operation) in item.as_object().unwrap() {
            operations.push(Operation::of(&document, path, method, operation));
        }
    }
    assert!(operations.len() > 20, "the document is nearly empty");
    operations
}

impl Operation {
    fn of(document: &Value, path: &str, method: &str, operation: &Value) -> Self {
        let none = Vec::new();
        let parameters = operation["parameters"].as_array().unwrap_or(&none);
        let named = |place: &str| {
            let there = parameters.iter().filter(|p| p["in"] == place);
            there
                .map(|p| p["name"].as_str().unwrap().to_owned())
                .collect()
        };
        let needed = parameters.iter().filter(|p| p["in"] == "query");
        let needed = needed.filter(|p| p["required"] == true);
        let body = &operation["requestBody"]["content"]["application/json"]["schema"];
        Self {
            method: method.to_uppercase(),
            path: path.to_owned(),
            in_path: named("path"),
            in_query: named("query"),
            in_header: named("header"),
            needed: needed
                .map(|p| (p["name"].as_str().unwrap().to_owned(), "heel".to_owned()))
                .collect(),
            body: (!body.is_null()).then(|| (name_of(body), example(document, body, 0))),
            body_needed: operation["requestBody"]["required"] == true,
            secured: !operation["security"].is_null(),
        }
    }

    pub fn is_get(&self) -> bool {
        self.method == "GET"
    }

    /// As messages name it.
    pub fn name(&self) -> String {
        format!("{} {}", self.method, self.path)
    }
}

fn name_of(schema: &Value) -> String {
    let reference = schema["$ref"].as_str().unwrap_or_default();
    reference.rsplit('/').next().unwrap_or_default().to_owned()
}

/// A value that fits a schema, with everything in it that may be there.
fn example(document: &Value, schema: &Value, depth: usize) -> Value {
    assert!(depth < 20, "a schema that never ends: {schema}");
    let inside = |schema: &Value| example(document, schema, depth + 1);
    if let Some(reference) = schema["$ref"].as_str() {
        let found = document.pointer(reference.trim_start_matches('#')).unwrap();
        return inside(found);
    }
    for known in [&schema["example"], &schema["enum"][0]] {
        if !known.is_null() {
            return known.clone();
        }
    }
    for choice in ["oneOf", "anyOf", "allOf"] {
        if let Some(schemas) = schema[choice].as_array() {
            let some = schemas.iter().find(|one| one["type"] != "null").unwrap();
            return inside(some);
        }
    }
    let kind = match &schema["type"] {
        Value::Array(kinds) => kinds.iter().find(|kind| **kind != "null").unwrap(),
        kind => kind,
    };
    match kind.as_str().unwrap_or("object") {
        "object" => {
            let mut object = Map::new();
            for (name, property) in schema["properties"].as_object().into_iter().flatten() {
                object.insert(name.clone(), inside(property));
            }
            Value::Object(object)
        }
        "array" => json!([inside(&schema["items"])]),
        "integer" | "number" => schema.get("minimum").cloned().unwrap_or(json!(1)),
        "boolean" => json!(true),
        "string" if schema["format"] == "uuid" => json!("019b0000-0000-7000-8000-000000000001"),
        "string" => json!("text"),
        other => panic!("a schema of kind {other}"),
    }
}
