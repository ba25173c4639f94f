//! Answers.

use actix_web::{
    HttpRequest, HttpResponse, HttpResponseBuilder,
    http::{StatusCode, header},
};
use askama::Template;
use base64::prelude::*;
use footpath_domain::{Error, paging::Paged};
use serde::Serialize;
use sha2::{Digest, Sha256};

use crate::Problem;

pub const JSON: &str = "application/json";
const HTML: &str = "text/html; charset=utf-8";
const NO_STORE: (header::HeaderName, &str) = (header::CACHE_CONTROL, "no-store");

/// A list as programs see it.
#[derive(Serialize)]
pub struct List<T> {
    pub data: Vec<T>,
    pub meta: Meta,
}

/// Where in the list this page is.
#[derive(Clone, Copy, Debug, Serialize, utoipa::ToSchema)]
pub struct Meta {
    pub page: u64,
    pub per_page: u64,
    pub total: u64,
}

impl<T> From<Paged<T>> for List<T> {
    fn from(paged: Paged<T>) -> Self {
        let meta = Meta {
            page: paged.page.page,
            per_page: paged.page.per_page,
            total: paged.total,
        };
        Self {
            data: paged.items,
            meta,
        }
    }
}

/// A page for people that is nobody else's business to keep.
pub fn html(template: &impl Template) -> Result<HttpResponse, Problem> {
    Ok(HttpResponse::Ok()
        .content_type(HTML)
        .insert_header(NO_STORE)
        .body(render(template)?))
}

/// The same with another status, such as 422 for a form that comes back.
pub fn html_status(status: StatusCode, template: &impl Template) -> Result<HttpResponse, Problem> {
    Ok(HttpResponse::build(status)
        .content_type(HTML)
        .insert_header(NO_STORE)
        .body(render(template)?))
}

/// A published page: validated by its `ETag`, 304 when the reader has it.
pub fn cached_html(
    req: &HttpRequest,
    template: &impl Template,
    max_age: u32,
) -> Result<HttpResponse, Problem> {
    Ok(cached(req, HTML, render(template)?.into_bytes(), max_age))
}

/// Published JSON for anybody's program: `ETag`, 304, CORS `*` without credentials.
pub fn cached_json(
    req: &HttpRequest,
    body: &impl Serialize,
    max_age: u32,
) -> Result<HttpResponse, Problem> {
    let bytes = serde_json::to_vec(body).map_err(Error::internal)?;
    let mut response = cached(req, JSON, bytes, max_age);
    allow_any_origin(&mut response);
    Ok(response)
}

/// Published bytes of any type: `ETag`, `Cache-Control`, 304.
pub fn cached(
    req: &HttpRequest,
    content_type: &'static str,
    body: Vec<u8>,
    max_age: u32,
) -> HttpResponse {
    let tag = etag(&body);
    if is_known(req, &tag) {
        not_modified(tag, max_age)
    } else {
        tagged(tag, max_age, content_type, body)
    }
}

/// Published bytes with their validator.
pub fn tagged(
    tag: String,
    max_age: u32,
    content_type: &'static str,
    body: Vec<u8>,
) -> HttpResponse {
    let mut response = HttpResponse::Ok();
    validated(&mut response, tag, max_age)
        .content_type(content_type)
        .body(body)
}

/// For a reader who holds what `tag` stands for already.
pub fn not_modified(tag: String, max_age: u32) -> HttpResponse {
    validated(&mut HttpResponse::NotModified(), tag, max_age).finish()
}

fn validated(
    response: &mut HttpResponseBuilder,
    tag: String,
    max_age: u32,
) -> &mut HttpResponseBuilder {
    response.insert_header((header::ETAG, tag)).insert_header((
        header::CACHE_CONTROL,
        format!("public, max-age={max_age}, must-revalidate"),
    ))
}

/// A strong validator: the bytes' hash.
pub fn etag(body: &[u8]) -> String {
    format!(
        "\"{}\"",
        BASE64_URL_SAFE_NO_PAD.encode(&Sha256::digest(body)[..16])
    )
}

/// Whether the reader holds what `tag` stands for already (RFC 9110, 13.1.2: compared weakly).
pub fn is_known(req: &HttpRequest, tag: &str) -> bool {
    let sent = req
        .headers()
        .get_all(header::IF_NONE_MATCH)
        .filter_map(|value| value.to_str().ok());
    // A proxy that compresses marks the tag as weak.
    sent.flat_map(|value| value.split(','))
        .map(|one| one.trim().trim_start_matches("W/"))
        .any(|one| one == "*" || one == tag)
}

/// Lets any site's script read this, without credentials.
pub fn allow_any_origin(response: &mut HttpResponse) {
    response.headers_mut().insert(
        header::ACCESS_CONTROL_ALLOW_ORIGIN,
        header::HeaderValue::from_static("*"),
    );
}

fn render(template: &impl Template) -> Result<String, Problem> {
    Ok(template.render().map_err(Error::internal)?)
}
