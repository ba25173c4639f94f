//! Shoes and insoles for programs.

mod view;

use actix_web::{HttpRequest, HttpResponse, get, web::Data};
use footpath_domain::{
    Ctx,
    catalog::product::{self, RawFilter},
};
use footpath_web::{List, PageQuery, Path, Problem, Query, reply};
use utoipa_actix_web::service_config::ServiceConfig;

pub use view::{AttributesView, InsoleView, OfferView, ProductList, ProductView, ShoeView};

/// Seconds that a list or a product may be kept: prices go stale by the hour, not the second.
const MAX_AGE: u32 = 60;

pub fn routes(cfg: &mut ServiceConfig) {
    cfg.service(list).service(find);
}

/// Live shoes and insoles.
#[utoipa::path(
    tag = "products",
    params(
        ("kind" = Option<String>, Query, description = "`shoe` or `insole`"),
        ("topic" = Option<String>, Query, description = "Slug of a topic"),
        ("brand" = Option<String>, Query, description = "Whole name, in any case"),
        ("cushioning" = Option<String>, Query, description = "`low`, `medium`, `high` or `max`"),
        ("stability" = Option<String>, Query,
            description = "`neutral`, `stability` or `motion_control`"),
        ("arch_support" = Option<String>, Query, description = "`low`, `medium` or `high`"),
        ("q" = Option<String>, Query,
            description = "Words that all stand in title, brand, model or summary"),
        ("sort" = Option<String>, Query,
            description = "`title` (default), `brand`, `price` (lowest current price) or `newest`"),
        ("page" = Option<u64>, Query, minimum = 1),
        ("per_page" = Option<u64>, Query, minimum = 1, maximum = 100),
    ),
    responses(
        (status = 200, body = ProductList),
        (status = 304, description = "Not modified"),
        (status = 422, description = "An unknown value; `errors` names the parameter"),
    )
)]
#[get("/products")]
async fn list(
    req: HttpRequest,
    ctx: Data<Ctx>,
    asked: Query<RawFilter>,
    page: PageQuery,
) -> Result<HttpResponse, Problem> {
    let found = product::list(&ctx, &asked.0.parse()?, page.0).await?;
    reply::cached_json(&req, &List::from(found.map(ProductView::of)), MAX_AGE)
}

/// One live product.
#[utoipa::path(
    tag = "products",
    params(("slug" = String, Path)),
    responses(
        (status = 200, body = ProductView),
        (status = 304, description = "Not modified"),
        (status = 404, description = "No such product, or not live"),
    )
)]
#[get("/products/{slug}")]
async fn find(
    req: HttpRequest,
    ctx: Data<Ctx>,
    slug: Path<String>,
) -> Result<HttpResponse, Problem> {
    let found = product::find(&ctx, &slug.0).await?;
    reply::cached_json(&req, &ProductView::of(found), MAX_AGE)
}
