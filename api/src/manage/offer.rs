//! Offers in every state.

mod view;

use actix_web::{HttpRequest, HttpResponse, HttpResponseBuilder, get, patch, post, web::Data};
use footpath_domain::{Ctx, Report, catalog::offer};
use footpath_entity::id::{OfferId, ProductId};
use footpath_web::{Bearer, Json, PageQuery, Path, Problem, Query};
use serde::Deserialize;
use utoipa_actix_web::service_config::ServiceConfig;

use super::{
    answer::{created, listed, tagged},
    precondition,
};

pub use view::{ManagedOffer, ManagedOfferList, NewOffer, OfferInput};

pub(super) fn routes(cfg: &mut ServiceConfig) {
    cfg.service(list)
        .service(create)
        .service(find)
        .service(update)
        .service(publish)
        .service(archive);
}

#[derive(Deserialize)]
struct Asked {
    product_id: Option<String>,
}

impl Asked {
    fn parse(&self) -> Result<Option<ProductId>, Problem> {
        let mut report = Report::new();
        let id = self.product_id.as_deref().map(str::parse::<ProductId>);
        if matches!(id, Some(Err(_))) {
            report.add("product_id", "must be the ID of a product");
        }
        report.into_result()?;
        Ok(id.and_then(Result::ok))
    }
}

/// Offers in every state, by product and then in the editors' order.
#[utoipa::path(
    tag = "manage",
    security(("bearer" = [])),
    params(
        ("product_id" = Option<String>, Query, description = "Those of one product"),
        ("page" = Option<u64>, Query, minimum = 1),
        ("per_page" = Option<u64>, Query, minimum = 1, maximum = 100),
    ),
    responses((status = 200, body = ManagedOfferList), (status = 401), (status = 403))
)]
#[get("/offers")]
async fn list(
    bearer: Bearer,
    ctx: Data<Ctx>,
    asked: Query<Asked>,
    page: PageQuery,
) -> Result<HttpResponse, Problem> {
    let filter = asked.0.parse()?;
    let found = offer::manage_list(&ctx, &bearer.0, filter, page.0).await?;
    Ok(listed(found.map(ManagedOffer::from)))
}

/// Adds an offer to a product. It is live at once; its price counts as looked up now.
#[utoipa::path(
    tag = "manage",
    security(("bearer" = [])),
    request_body = NewOffer,
    responses(
        (status = 201, body = ManagedOffer, description = "Made; `Location` and `ETag` say where and in which version"),
        (status = 401), (status = 403), (status = 404), (status = 422),
    )
)]
#[post("/offers")]
async fn create(
    bearer: Bearer,
    ctx: Data<Ctx>,
    input: Json<NewOffer>,
) -> Result<HttpResponse, Problem> {
    let product = ProductId(input.0.product_id);
    let made = offer::add(&ctx, &bearer.0, product, &input.0.into()).await?;
    answer(created("offers", made.id), &ctx, &bearer, made.id).await
}

/// One offer in whatever state.
#[utoipa::path(
    tag = "manage",
    security(("bearer" = [])),
    params(("id" = String, Path)),
    responses(
        (status = 200, body = ManagedOffer, description = "`ETag` is for `If-Match`"),
        (status = 401), (status = 403), (status = 404),
    )
)]
#[get("/offers/{id}")]
async fn find(bearer: Bearer, ctx: Data<Ctx>, id: Path<OfferId>) -> Result<HttpResponse, Problem> {
    answer(HttpResponse::Ok(), &ctx, &bearer, id.0).await
}

/// Changes an offer. Fields left out stay; a price, an availability or `checked` counts as a look at
/// the merchant's page now.
#[utoipa::path(
    tag = "manage",
    security(("bearer" = [])),
    params(("id" = String, Path), ("If-Match" = String, Header, description = "The `ETag` of what was read")),
    request_body = OfferInput,
    responses(
        (status = 200, body = ManagedOffer),
        (status = 401), (status = 403), (status = 404), (status = 422),
        (status = 412, description = "Somebody wrote in between"),
        (status = 428, description = "`If-Match` is missing"),
    )
)]
#[patch("/offers/{id}")]
async fn update(
    req: HttpRequest,
    bearer: Bearer,
    ctx: Data<Ctx>,
    id: Path<OfferId>,
    input: Json<OfferInput>,
) -> Result<HttpResponse, Problem> {
    let expected = precondition::required(&req)?;
    offer::update(&ctx, &bearer.0, id.0, expected, input.0.into()).await?;
    answer(HttpResponse::Ok(), &ctx, &bearer, id.0).await
}

/// Shows an offer to readers again.
#[utoipa::path(
    tag = "manage",
    security(("bearer" = [])),
    params(("id" = String, Path), ("If-Match" = Option<String>, Header)),
    responses(
        (status = 200, body = ManagedOffer),
        (status = 401), (status = 403), (status = 404), (status = 412), (status = 422),
    )
)]
#[post("/offers/{id}/publish")]
async fn publish(
    req: HttpRequest,
    bearer: Bearer,
    ctx: Data<Ctx>,
    id: Path<OfferId>,
) -> Result<HttpResponse, Problem> {
    let expected = precondition::optional(&req)?;
    offer::publish(&ctx, &bearer.0, id.0, expected).await?;
    answer(HttpResponse::Ok(), &ctx, &bearer, id.0).await
}

/// Takes an offer from readers; its `/go/` link ends.
#[utoipa::path(
    tag = "manage",
    security(("bearer" = [])),
    params(("id" = String, Path), ("If-Match" = Option<String>, Header)),
    responses(
        (status = 200, body = ManagedOffer),
        (status = 401), (status = 403), (status = 404), (status = 412),
    )
)]
#[post("/offers/{id}/archive")]
async fn archive(
    req: HttpRequest,
    bearer: Bearer,
    ctx: Data<Ctx>,
    id: Path<OfferId>,
) -> Result<HttpResponse, Problem> {
    let expected = precondition::optional(&req)?;
    offer::archive(&ctx, &bearer.0, id.0, expected).await?;
    answer(HttpResponse::Ok(), &ctx, &bearer, id.0).await
}

/// The offer as it is now, with its version as the tag.
async fn answer(
    response: HttpResponseBuilder,
    ctx: &Ctx,
    bearer: &Bearer,
    id: OfferId,
) -> Result<HttpResponse, Problem> {
    let found = offer::managed(ctx, &bearer.0, id).await?;
    Ok(tagged(response, found.version, ManagedOffer::from(found)))
}
