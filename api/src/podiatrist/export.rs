//! The whole directory, or a part of it, as a file.

use actix_web::{
    HttpRequest, HttpResponse, get,
    http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, ETAG},
    web::{Bytes, Data},
};
use footpath_domain::{
    Ctx,
    directory::exchange::{self, Asked, Format, RawFile},
};
use footpath_web::{Problem, Query, reply};
use futures::TryStreamExt;
use utoipa_actix_web::service_config::ServiceConfig;

/// Seconds that a file may be kept.
const MAX_AGE: u32 = 300;

pub fn routes(cfg: &mut ServiceConfig) {
    cfg.service(csv).service(json_lines);
}

/// All podiatrists as comma-separated values, a row for each clinic of each; the first line names
/// the columns. A cell that a spreadsheet would take for a formula starts with an apostrophe.
#[utoipa::path(
    tag = "podiatrists",
    params(
        ("state" = Option<String>, Query, example = "ID", description = "Of the clinic"),
        ("specialty" = Option<String>, Query, example = "213ES0103X",
            description = "Taxonomy code"),
        ("accepting_new_patients" = Option<bool>, Query),
        ("accepts_referrals" = Option<bool>, Query, description = "Of the clinic"),
    ),
    responses(
        (status = 200, content_type = "text/csv", body = String),
        (status = 304, description = "Not modified"),
        (status = 422, description = "An unknown value; `errors` names the parameter"),
    )
)]
#[get("/podiatrists.csv")]
async fn csv(
    req: HttpRequest,
    ctx: Data<Ctx>,
    asked: Query<RawFile>,
) -> Result<HttpResponse, Problem> {
    answer(&req, &ctx, asked.0.parse(Format::Csv)?).await
}

/// The same rows as JSON, one object a line.
#[utoipa::path(
    tag = "podiatrists",
    params(
        ("state" = Option<String>, Query, example = "ID", description = "Of the clinic"),
        ("specialty" = Option<String>, Query, example = "213ES0103X",
            description = "Taxonomy code"),
        ("accepting_new_patients" = Option<bool>, Query),
        ("accepts_referrals" = Option<bool>, Query, description = "Of the clinic"),
    ),
    responses(
        (status = 200, content_type = "application/x-ndjson", body = String),
        (status = 304, description = "Not modified"),
        (status = 422, description = "An unknown value; `errors` names the parameter"),
    )
)]
#[get("/podiatrists.jsonl")]
async fn json_lines(
    req: HttpRequest,
    ctx: Data<Ctx>,
    asked: Query<RawFile>,
) -> Result<HttpResponse, Problem> {
    answer(&req, &ctx, asked.0.parse(Format::JsonLines)?).await
}

async fn answer(req: &HttpRequest, ctx: &Ctx, asked: Asked) -> Result<HttpResponse, Problem> {
    let (media_type, name) = match asked.format {
        Format::Csv => ("text/csv; charset=utf-8; header=present", "podiatrists.csv"),
        Format::JsonLines => ("application/x-ndjson", "podiatrists.jsonl"),
    };
    let file = exchange::open(ctx, asked).await?;
    let tag = format!("\"{}\"", file.etag);
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
        let pieces = file
            .pieces()
            .map_ok(Bytes::from)
            // The head has gone out by then: a file that breaks off is cut short, and says why.
            .inspect_err(|error| tracing::error!(%error, "an export broke off"));
        answer
            .content_type(media_type)
            .insert_header((
                CONTENT_DISPOSITION,
                format!("attachment; filename=\"{name}\""),
            ))
            .streaming(pieces)
    };
    reply::allow_any_origin(&mut answer);
    Ok(answer)
}
