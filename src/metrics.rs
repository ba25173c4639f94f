//! `/metrics`, for whoever holds the token.

use actix_web::{
    HttpRequest, HttpResponse,
    http::header,
    web::{self, Data},
};
use footpath_domain::{Ctx, Error, jobs, search_index};
use footpath_web::{Metrics, Problem, metrics::CONTENT_TYPE};
use subtle::ConstantTimeEq;

use crate::{health::StartMark, settings::Secret};

/// Unset: there is no such page.
#[derive(Clone)]
pub struct Token(pub Option<Secret>);

pub fn routes(cfg: &mut web::ServiceConfig) {
    cfg.route("/metrics", web::get().to(show));
}

async fn show(
    req: HttpRequest,
    ctx: Data<Ctx>,
    token: Data<Token>,
    metrics: Data<Metrics>,
    mark: Data<StartMark>,
) -> Result<HttpResponse, Problem> {
    check(&req, &token)?;
    metrics.clear_jobs();
    for count in jobs::count(&ctx).await? {
        metrics.jobs(&count.kind, count.status, count.jobs);
    }
    let search = search_index::status(&ctx, mark.0).await;
    metrics.reachable("search", search.reachable);
    metrics.reachable("mail", ctx.mailer.reachable().await.is_ok());
    let text = metrics.text().map_err(Error::internal)?;
    Ok(HttpResponse::Ok()
        .insert_header((header::CONTENT_TYPE, CONTENT_TYPE))
        .insert_header((header::CACHE_CONTROL, "no-store"))
        .body(text))
}

fn check(req: &HttpRequest, token: &Token) -> Result<(), Problem> {
    let Some(wanted) = &token.0 else {
        return Err(Error::not_found("metrics.off").into());
    };
    let sent = req
        .headers()
        .get(header::AUTHORIZATION)
        .and_then(|value| value.to_str().ok())
        .and_then(|value| value.split_once(' '))
        .filter(|(scheme, _)| scheme.eq_ignore_ascii_case("bearer"))
        .map_or("", |(_, token)| token.trim());
    if bool::from(wanted.expose().as_bytes().ct_eq(sent.as_bytes())) {
        return Ok(());
    }
    Err(Error::unauthenticated("metrics.token", "Send the token of this site's metrics.").into())
}
