use actix_web::{HttpRequest, HttpResponse, get, web::Data};
use footpath_domain::{Ctx, content::feed};
use footpath_web::{Problem, reply};
use utoipa_actix_web::service_config::ServiceConfig;

/// Seconds that the feed may be kept.
const MAX_AGE: u32 = 300;

pub fn routes(cfg: &mut ServiceConfig) {
    cfg.service(atom);
}

/// The newest published articles as Atom (RFC 4287).
#[utoipa::path(
    tag = "feeds",
    responses(
        (status = 200, content_type = "application/atom+xml", body = String),
        (status = 304, description = "Not modified"),
    )
)]
#[get("/feeds/articles.atom")]
async fn atom(req: HttpRequest, ctx: Data<Ctx>) -> Result<HttpResponse, Problem> {
    let feed = feed::atom(&ctx).await?;
    let mut response = reply::cached(
        &req,
        "application/atom+xml; charset=utf-8",
        feed.into_bytes(),
        MAX_AGE,
    );
    reply::allow_any_origin(&mut response);
    Ok(response)
}
