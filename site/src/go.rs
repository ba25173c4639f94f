//! `/go/{offer}`: the way out to a shop.

use actix_web::{
    HttpMessage, HttpRequest, HttpResponse, get,
    http::header::{CACHE_CONTROL, HeaderName, LOCATION, REFERRER_POLICY},
    web::{Data, ServiceConfig},
};
use footpath_domain::{Ctx, Error, catalog::click};
use footpath_web::{Path, Problem, stack::HeadOnly};

pub fn routes(cfg: &mut ServiceConfig) {
    cfg.service(go);
}

/// Leads to the stored address of an offer and to nothing else; whatever else the address of
/// this page says is ignored.
#[get("/go/{offer}")]
async fn go(
    req: HttpRequest,
    ctx: Data<Ctx>,
    offer: Path<String>,
) -> Result<HttpResponse, Problem> {
    let id = offer
        .0
        .parse()
        .map_err(|_| Error::not_found("offer.not_found"))?;
    let target = click::follow(&ctx, id, is_click(&req)).await?;
    Ok(HttpResponse::Found()
        .insert_header((LOCATION, target))
        .insert_header((CACHE_CONTROL, "no-store"))
        .insert_header((REFERRER_POLICY, "strict-origin-when-cross-origin"))
        .insert_header((HeaderName::from_static("x-robots-tag"), "noindex, nofollow"))
        .finish())
}

/// A person going there, as opposed to a program that looks, or a browser that looks ahead.
fn is_click(req: &HttpRequest) -> bool {
    let ahead = ["sec-purpose", "purpose", "x-moz"].iter().any(|name| {
        req.headers()
            .get(*name)
            .and_then(|value| value.to_str().ok())
            .is_some_and(|value| value.to_ascii_lowercase().contains("prefetch"))
    });
    !ahead && !req.extensions().contains::<HeadOnly>()
}
