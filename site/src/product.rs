//! Shoes and insoles for readers.

mod list;
mod one;

use actix_web::{
    HttpRequest, HttpResponse, get,
    web::{Data, ServiceConfig},
};
use footpath_domain::{
    Ctx,
    catalog::product::{self, RawFilter},
};
use footpath_web::{PageQuery, Path, Problem, Query, reply};

/// Seconds that a page may be kept: prices go stale by the hour, not the second.
const MAX_AGE: u32 = 60;

pub fn routes(cfg: &mut ServiceConfig) {
    cfg.service(all_products).service(one_product);
}

/// The list, filtered by its address. A form sends every field, also those left alone.
#[get("/products")]
async fn all_products(
    req: HttpRequest,
    ctx: Data<Ctx>,
    asked: Query<RawFilter>,
    page: PageQuery,
) -> Result<HttpResponse, Problem> {
    let asked = asked.0.without_blanks();
    let found = product::list(&ctx, &asked.parse()?, page.0).await?;
    let facets = product::facets(&ctx).await?;
    let page = list::page(&ctx, &asked, &facets, &found);
    reply::cached_html(&req, &page, MAX_AGE)
}

/// One product with its offers.
#[get("/products/{slug}")]
async fn one_product(
    req: HttpRequest,
    ctx: Data<Ctx>,
    slug: Path<String>,
) -> Result<HttpResponse, Problem> {
    let found = product::find(&ctx, &slug.0).await?;
    let related = product::related(&ctx, &found).await?;
    let page = one::page(&ctx, &found, &related);
    reply::cached_html(&req, &page, MAX_AGE)
}
