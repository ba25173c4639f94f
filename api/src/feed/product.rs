//! The product feed: RSS 2.0 with Google's product namespace, tab-separated values, JSON.

use actix_web::{
    HttpRequest, HttpResponse, get,
    http::header::{CACHE_CONTROL, ETAG},
    web::{Bytes, Data},
};
use footpath_domain::{
    Ctx,
    catalog::feed::{self, Asked, Format},
};
use footpath_web::{Problem, Query, reply};
use futures::TryStreamExt;
use serde::Deserialize;
use utoipa_actix_web::service_config::ServiceConfig;

/// Seconds that a feed may be kept.
const MAX_AGE: u32 = 300;

pub fn routes(cfg: &mut ServiceConfig) {
    cfg.service(xml).service(tsv).service(json);
}

#[derive(Deserialize)]
struct Narrowed {
    kind: Option<String>,
}

/// All live products as RSS 2.0 with Google's product attributes.
#[utoipa::path(
    tag = "feeds",
    params(("kind" = Option<String>, Query, description = "`shoe` or `insole`; both when left out")),
    responses(
        (status = 200, content_type = "application/rss+xml", body = String),
        (status = 304, description = "Not modified"),
        (status = 422, description = "An unknown kind"),
    )
)]
#[get("/feeds/products.xml")]
async fn xml(
    req: HttpRequest,
    ctx: Data<Ctx>,
    asked: Query<Narrowed>,
) -> Result<HttpResponse, Problem> {
    answer(&req, &ctx, Format::Xml, asked.0.kind.as_deref()).await
}

/// The same products as tab-separated values; the first line names the columns. A cell that a
/// spreadsheet would take for a formula starts with an apostrophe.
#[utoipa::path(
    tag = "feeds",
    params(("kind" = Option<String>, Query, description = "`shoe` or `insole`; both when left out")),
    responses(
        (status = 200, content_type = "text/tab-separated-values", body = String),
        (status = 304, description = "Not modified"),
        (status = 422, description = "An unknown kind"),
    )
)]
#[get("/feeds/products.tsv")]
async fn tsv(
    req: HttpRequest,
    ctx: Data<Ctx>,
    asked: Query<Narrowed>,
) -> Result<HttpResponse, Problem> {
    answer(&req, &ctx, Format::Tsv, asked.0.kind.as_deref()).await
}

/// The same products as JSON: an object with a list of `items`, named as the columns.
#[utoipa::path(
    tag = "feeds",
    params(("kind" = Option<String>, Query, description = "`shoe` or `insole`; both when left out")),
    responses(
        (status = 200, content_type = "application/json", body = Object),
        (status = 304, description = "Not modified"),
        (status = 422, description = "An unknown kind"),
    )
)]
#[get("/feeds/products.json")]
async fn json(
    req: HttpRequest,
    ctx: Data<Ctx>,
    asked: Query<Narrowed>,
) -> Result<HttpResponse, Problem> {
    answer(&req, &ctx, Format::Json, asked.0.kind.as_deref()).await
}

async fn answer(
    req: &HttpRequest,
    ctx: &Ctx,
    format: Format,
    kind: Option<&str>,
) -> Result<HttpResponse, Problem> {
    let feed = feed::open(ctx, Asked::parse(format, kind)?).await?;
    let tag = format!("\"{}\"", feed.etag);
    let known = reply::is_known(req, &tag);
    let mut answer = if known {
        HttpResponse::NotModified()
    } else {
        HttpResponse::Ok()
    };
    answer
        .insert_header((ETAG, tag))
        .insert_header((CACHE_CONTROL, format!("public, max-age={MAX_AGE}")));
    let mut answer = if known {
        answer.finish()
    } else {
        let pieces = feed
            .pieces()
            .map_ok(Bytes::from)
            // The head has gone out by then: a feed that breaks off is cut short, and says why.
            .inspect_err(|error| tracing::error!(%error, "a feed broke off"));
        answer.content_type(media_type(format)).streaming(pieces)
    };
    reply::allow_any_origin(&mut answer);
    Ok(answer)
}

fn media_type(format: Format) -> &'static str {
    match format {
        Format::Xml => "application/rss+xml; charset=utf-8",
        Format::Tsv => "text/tab-separated-values; charset=utf-8",
        Format::Json => "application/json",
    }
}
