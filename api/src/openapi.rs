//! The OpenAPI document, gathered from the routes themselves, and its page.

use std::sync::LazyLock;

use actix_web::{App, HttpRequest, HttpResponse, get, http::StatusCode, web::Data};
use footpath_domain::Ctx;
use footpath_web::{Problem, api_docs, reply};
use serde::Serialize;
use serde_json::Value;
use utoipa::{
    PartialSchema, ToSchema,
    openapi::{
        Content, InfoBuilder, OpenApi, Ref, RefOr, ResponseBuilder,
        path::Operation,
        security::{HttpAuthScheme, HttpBuilder, SecurityScheme},
    },
};
use utoipa_actix_web::{AppExt, service_config::ServiceConfig};

/// Seconds that the document may be kept.
const MAX_AGE: u32 = 3600;
const PROBLEM: &str = "application/problem+json";
const DESCRIPTION: &str = "Articles, answered questions, products, podiatrists and assessments. \
    Lists come as `{\"data\", \"meta\"}`; errors as `application/problem+json` that names each \
    wrong field. Published reads carry an `ETag` and answer 304. The directory and the \
    questionnaire are there as FHIR R4, too; `/fhir/metadata` describes that.";

/// The same for every start: it follows from the routes alone.
static DOCUMENT: LazyLock<Value> =
    LazyLock::new(|| serde_json::to_value(document()).unwrap_or_default());

pub fn routes(cfg: &mut ServiceConfig) {
    cfg.service(openapi).service(docs);
}

/// This document.
#[utoipa::path(tag = "about", responses((status = 200, description = "OpenAPI 3.1, JSON")))]
#[get("/api/openapi.json")]
async fn openapi(req: HttpRequest) -> Result<HttpResponse, Problem> {
    reply::cached_json(&req, &*DOCUMENT, MAX_AGE)
}

/// This document as a page to read.
#[utoipa::path(
    tag = "about",
    responses((status = 200, content_type = "text/html", body = String))
)]
#[get("/api/docs")]
async fn docs(req: HttpRequest, ctx: Data<Ctx>) -> Result<HttpResponse, Problem> {
    api_docs::page(&req, &ctx.config, &DOCUMENT, MAX_AGE)
}

/// The document of every route of this room.
pub fn document() -> OpenApi {
    let (_, mut document) = App::new()
        .into_utoipa_app()
        .configure(crate::configure)
        .split_for_parts();
    document.info = InfoBuilder::new()
        .title("Footpath")
        .version(env!("CARGO_PKG_VERSION"))
        .description(Some(DESCRIPTION))
        .build();
    let components = document.components.get_or_insert_default();
    components
        .schemas
        .insert(ProblemView::name().into_owned(), ProblemView::schema());
    components.schemas.insert(
        FieldErrorView::name().into_owned(),
        FieldErrorView::schema(),
    );
    components.security_schemes.insert(
        "bearer".to_owned(),
        RefOr::T(SecurityScheme::Http(
            HttpBuilder::new()
                .scheme(HttpAuthScheme::Bearer)
                .bearer_format("JWT")
                .build(),
        )),
    );
    for (path, item) in &mut document.paths.paths {
        let operations = [
            ("get", &mut item.get),
            ("post", &mut item.post),
            ("put", &mut item.put),
            ("patch", &mut item.patch),
            ("delete", &mut item.delete),
        ];
        for (method, operation) in operations {
            if let Some(operation) = operation {
                operation.operation_id = Some(operation_id(method, path));
                describe(operation);
            }
        }
    }
    document
}

/// Unique, and the same for as long as the route is: `get_api_v1_articles_slug`.
fn operation_id(method: &str, path: &str) -> String {
    let words = path.split(|c: char| !c.is_ascii_alphanumeric());
    let words = [method].into_iter().chain(words);
    let words: Vec<_> = words.filter(|word| !word.is_empty()).collect();
    words.join("_")
}

/// The document as `footpath openapi` prints it.
pub fn pretty() -> String {
    serde_json::to_string_pretty(&document()).unwrap_or_default()
}

/// Says of every answer what it is. Whatever goes wrong anywhere looks the same.
fn describe(operation: &mut Operation) {
    let problem = || Content::new(Some(Ref::from_schema_name(ProblemView::name())));
    let responses = &mut operation.responses.responses;
    for (status, response) in responses.iter_mut() {
        let RefOr::T(response) = response else {
            continue;
        };
        if response.description.is_empty() {
            let known = status
                .parse()
                .ok()
                .and_then(|status: StatusCode| status.canonical_reason());
            known
                .unwrap_or(status)
                .clone_into(&mut response.description);
        }
        if response.content.is_empty() && status.starts_with(['4', '5']) {
            response
                .content
                .insert(PROBLEM.to_owned(), RefOr::T(problem()));
        }
    }
    let other = ResponseBuilder::new()
        .description("Anything else that went wrong")
        .content(PROBLEM, problem())
        .build();
    responses.insert("default".to_owned(), RefOr::T(other));
}

/// RFC 9457 problem details.
#[derive(Serialize, ToSchema)]
#[schema(as = Problem)]
pub struct ProblemView {
    #[serde(rename = "type")]
    pub kind: String,
    pub title: String,
    pub status: u16,
    pub detail: String,
    /// Stable and dotted, such as `article.stale`.
    pub code: String,
    /// A hundred at most.
    pub errors: Vec<FieldErrorView>,
    pub request_id: String,
}

/// One thing wrong with one field of what was sent.
#[derive(Serialize, ToSchema)]
#[schema(as = FieldError)]
pub struct FieldErrorView {
    /// As the sender names it; empty for the whole.
    pub field: String,
    pub message: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_schema_that_is_named_is_there() {
        let text = pretty();
        let document: Value = serde_json::from_str(&text).unwrap();
        let schemas = document["components"]["schemas"].as_object().unwrap();
        for (at, _) in text.match_indices("#/components/schemas/") {
            let rest = &text[at + "#/components/schemas/".len()..];
            let name = &rest[..rest.find('"').unwrap()];
            assert!(schemas.contains_key(name), "{name}");
        }
        let paths = document["paths"].as_object().unwrap();
        for path in [
            "/api/v1/manage/articles/{id}",
            "/api/v1/articles/{slug}",
            "/api/v1/manage/articles/{id}",
            "/feeds/articles.atom",
        ] {
            assert!(paths.contains_key(path), "{path}");
        }
    }

    #[test]
    fn every_operation_has_a_name_of_its_own_and_says_what_each_answer_is() {
        let document = serde_json::to_value(document()).unwrap();
        let mut names = std::collections::HashSet::new();
        let items = document["paths"].as_object().unwrap();
        for operation in items
            .values()
            .flat_map(|item| item.as_object().unwrap().values())
        {
            let name = operation["operationId"].as_str().unwrap();
            assert!(names.insert(name), "{name} twice");
            for (status, response) in operation["responses"].as_object().unwrap() {
                assert_ne!(response["description"].as_str(), None, "{name} {status}");
                let wrong = status.starts_with(['4', '5']);
                assert!(!wrong || response["content"].is_object(), "{name} {status}");
            }
        }
    }
}
