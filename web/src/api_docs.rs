//! The OpenAPI document as a page for people.

use actix_web::{HttpRequest, HttpResponse};
use footpath_domain::config::Config;
use footpath_templates::{page::ApiDocsPage, part::Frame};
use serde_json::Value;

use crate::{Problem, reply};

/// Shows an OpenAPI document; nothing of it comes from elsewhere.
pub fn page(
    req: &HttpRequest,
    config: &Config,
    document: &Value,
    max_age: u32,
) -> Result<HttpResponse, Problem> {
    let frame = Frame::new(&config.site_name, "API", "/api/docs")
        .described("Every route that programs may use, with its parameters and answers.")
        .canonical(config.link("/api/docs"));
    reply::cached_html(req, &ApiDocsPage::from_openapi(frame, document), max_age)
}
