use askama::Template;
use serde_json::{Map, Value};

use crate::{
    SafeHtml, markdown,
    part::Frame,
    sample::{Sample, Sampler},
};

/// The OpenAPI document as a page to read.
#[derive(Clone, Template)]
#[template(path = "site/api_docs.html")]
pub struct ApiDocsPage {
    pub frame: Frame,
    pub heading: String,
    pub version: String,
    pub description: SafeHtml,
    pub groups: Vec<ApiGroup>,
    pub schemas: Vec<ApiSchema>,
}

/// Operations with the same tag.
#[derive(Clone, Debug)]
pub struct ApiGroup {
    pub id: String,
    pub name: String,
    pub operations: Vec<ApiOperation>,
}

#[derive(Clone, Debug)]
pub struct ApiOperation {
    pub id: String,
    /// In capitals.
    pub method: String,
    pub path: String,
    pub summary: String,
    pub description: SafeHtml,
    pub parameters: Vec<ApiField>,
    /// Type of the body, such as `AssessmentInput`, if there is one.
    pub body: Option<String>,
    pub responses: Vec<ApiResponse>,
}

/// A parameter, or a field of a schema.
#[derive(Clone, Debug)]
pub struct ApiField {
    pub name: String,
    /// Such as `query`; empty for a field of a schema.
    pub place: String,
    pub kind: String,
    pub required: bool,
    pub description: SafeHtml,
}

#[derive(Clone, Debug)]
pub struct ApiResponse {
    pub status: String,
    pub description: String,
    pub kind: String,
}

#[derive(Clone, Debug)]
pub struct ApiSchema {
    pub id: String,
    pub name: String,
    pub description: SafeHtml,
    pub fields: Vec<ApiField>,
    /// For one that is no object: what it is.
    pub kind: String,
}

const METHODS: [&str; 5] = ["get", "post", "put", "patch", "delete"];

impl ApiDocsPage {
    /// Reads what is needed from an OpenAPI 3 document; what it does not know it leaves out.
    pub fn from_openapi(frame: Frame, document: &Value) -> Self {
        let mut groups: Vec<ApiGroup> = Vec::new();
        for (path, item) in entries(&document["paths"]) {
            for method in METHODS {
                let Some(operation) = item.get(method) else {
                    continue;
                };
                let tag = operation["tags"][0].as_str().unwrap_or("Other");
                let number = groups
                    .iter()
                    .map(|group| group.operations.len())
                    .sum::<usize>()
                    + 1;
                let operation = read_operation(number, method, path, item, operation);
                match groups.iter_mut().find(|group| group.name == tag) {
                    Some(group) => group.operations.push(operation),
                    None => groups.push(ApiGroup {
                        id: format!("group_{}", groups.len() + 1),
                        name: tag.to_owned(),
                        operations: vec![operation],
                    }),
                }
            }
        }
        let schemas = entries(&document["components"]["schemas"])
            .enumerate()
            .map(|(index, (name, schema))| read_schema(index + 1, name, schema))
            .collect();
        Self {
            frame,
            heading: text(&document["info"]["title"]),
            version: text(&document["info"]["version"]),
            description: html(&document["info"]["description"]),
            groups,
            schemas,
        }
    }
}

fn read_operation(
    number: usize,
    method: &str,
    path: &str,
    item: &Value,
    operation: &Value,
) -> ApiOperation {
    let parameters = [&item["parameters"], &operation["parameters"]]
        .into_iter()
        .flat_map(list)
        .map(|parameter| ApiField {
            name: text(&parameter["name"]),
            place: text(&parameter["in"]),
            kind: kind(&parameter["schema"]),
            required: parameter["required"].as_bool().unwrap_or(false),
            description: html(&parameter["description"]),
        })
        .collect();
    let responses = entries(&operation["responses"])
        .map(|(status, response)| ApiResponse {
            status: status.clone(),
            description: text(&response["description"]),
            kind: content_kind(&response["content"]),
        })
        .collect();
    let body = content_kind(&operation["requestBody"]["content"]);
    ApiOperation {
        id: format!("operation_{number}"),
        method: method.to_uppercase(),
        path: path.to_owned(),
        summary: text(&operation["summary"]),
        description: html(&operation["description"]),
        parameters,
        body: (!body.is_empty()).then_some(body),
        responses,
    }
}

fn read_schema(number: usize, name: &str, schema: &Value) -> ApiSchema {
    let required: Vec<_> = list(&schema["required"])
        .filter_map(Value::as_str)
        .collect();
    // Parts of an `allOf` are read as one.
    let parts = std::iter::once(schema).chain(list(&schema["allOf"]));
    let fields: Vec<_> = parts
        .flat_map(|part| entries(&part["properties"]))
        .map(|(field, value)| ApiField {
            name: field.clone(),
            place: String::new(),
            kind: kind(value),
            required: required.contains(&field.as_str()),
            description: html(&value["description"]),
        })
        .collect();
    ApiSchema {
        id: format!("schema_{number}"),
        name: name.to_owned(),
        description: html(&schema["description"]),
        kind: if fields.is_empty() {
            kind(schema)
        } else {
            String::new()
        },
        fields,
    }
}

/// A type in words: `list of Product`, `integer or null`, `"shoe" | "insole"`.
fn kind(schema: &Value) -> String {
    if let Some(reference) = schema["$ref"].as_str() {
        return reference.rsplit('/').next().unwrap_or_default().to_owned();
    }
    for joined in ["oneOf", "anyOf", "allOf"] {
        let parts: Vec<_> = list(&schema[joined])
            .map(kind)
            .filter(|kind| !kind.is_empty())
            .collect();
        if !parts.is_empty() {
            return parts.join(if joined == "allOf" { " and " } else { " or " });
        }
    }
    let values: Vec<_> = list(&schema["enum"]).map(Value::to_string).collect();
    if !values.is_empty() {
        return values.join(" | ");
    }
    let types: Vec<_> = match &schema["type"] {
        Value::Array(types) => types.iter().filter_map(Value::as_str).collect(),
        Value::String(one) => vec![one.as_str()],
        _ => Vec::new(),
    };
    let words: Vec<_> = types
        .iter()
        .map(|name| match (*name, schema["format"].as_str()) {
            ("array", _) => format!("list of {}", kind(&schema["items"])),
            (name, Some(format)) if name != "null" => format!("{name} ({format})"),
            (name, _) => name.to_owned(),
        })
        .collect();
    words.join(" or ")
}

fn content_kind(content: &Value) -> String {
    entries(content)
        .next()
        .map(|(media, value)| {
            let kind = kind(&value["schema"]);
            if kind.is_empty() { media.clone() } else { kind }
        })
        .unwrap_or_default()
}

fn entries(value: &Value) -> impl Iterator<Item = (&String, &Value)> {
    value.as_object().into_iter().flat_map(Map::iter)
}

fn list(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().into_iter().flatten()
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().trim().to_owned()
}

fn html(value: &Value) -> SafeHtml {
    markdown::render(value.as_str().unwrap_or_default())
}

impl Sample for ApiDocsPage {
    fn sample(s: &Sampler) -> Self {
        let document = serde_json::json!({
            "info": {"title": s.text("Footpath"), "version": s.text("0.1.0"), "description": s.text("Read what is published.")},
            "paths": {"/api/v1/products": {"get": {
                "tags": [s.text("Products")],
                "summary": s.text("Products that match"),
                "description": s.text("Filters are *joined* by and."),
                "parameters": [
                    {"name": s.text("kind"), "in": s.text("query"), "required": false, "description": s.text("Shoes or insoles."), "schema": {"type": "string", "enum": [s.text("shoe"), "insole"]}},
                    {"name": s.text("page"), "in": "query", "schema": {"type": "integer", "format": s.text("int64")}},
                ],
                "responses": {"200": {"description": s.text("A page of them"), "content": {"application/json": {"schema": {"$ref": "#/components/schemas/ProductList"}}}}},
            }, "post": {
                "tags": [s.text("Products")],
                "summary": s.text("Make one"),
                "requestBody": {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/Product"}}}},
                "responses": {"201": {"description": s.text("Made")}, "422": {"description": s.text("Something does not fit")}},
            }}},
            "components": {"schemas": {
                "Product": {"type": "object", "required": ["slug"], "properties": {
                    "slug": {"type": "string", "description": s.text("Its name in addresses.")},
                    "topics": {"type": "array", "items": {"type": "string"}},
                    "price": {"type": ["string", "null"]},
                }},
                "Kind": {"type": "string", "enum": [s.text("shoe"), "insole"]},
            }},
        });
        Self::from_openapi(Frame::titled(s, "API", "/api/docs"), &document)
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn types_are_said_in_words() {
        for (schema, words) in [
            (json!({"$ref": "#/components/schemas/Product"}), "Product"),
            (
                json!({"type": "array", "items": {"$ref": "#/x/Offer"}}),
                "list of Offer",
            ),
            (
                json!({"type": ["integer", "null"], "format": "int64"}),
                "integer (int64) or null",
            ),
            (
                json!({"oneOf": [{"type": "null"}, {"$ref": "#/x/A"}]}),
                "null or A",
            ),
            (json!({"enum": ["a", "b"]}), "\"a\" | \"b\""),
            (json!({}), ""),
        ] {
            assert_eq!(kind(&schema), words);
        }
    }

    #[test]
    fn every_operation_is_listed_once() {
        let page = ApiDocsPage::sample(&Sampler::default());
        assert_eq!(page.groups.len(), 1);
        let ids: Vec<_> = page.groups[0]
            .operations
            .iter()
            .map(|o| o.id.as_str())
            .collect();
        assert_eq!(ids, ["operation_1", "operation_2"]);
        assert_eq!(
            page.groups[0].operations[1].body.as_deref(),
            Some("Product")
        );
        assert!(
            page.schemas
                .iter()
                .any(|s| s.name == "Product" && s.fields.len() == 3)
        );
    }
}
