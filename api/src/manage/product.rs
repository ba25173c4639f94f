//! Products in every state.

mod view;

use actix_web::{HttpRequest, HttpResponse, HttpResponseBuilder, get, patch, post, web::Data};
use footpath_domain::{
    Ctx, Report,
    catalog::product::{self, ManageFilter},
    content::text::Words,
};
use footpath_entity::id::ProductId;
use footpath_web::{Bearer, Json, PageQuery, Path, Problem, Query};
use serde::Deserialize;
use utoipa_actix_web::service_config::ServiceConfig;

use super::{
    answer::{created, listed, tagged},
    precondition,
};

pub use view::{AttributesInput, ManagedProduct, ManagedProductList, ProductInput, ProductSummary};

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
    q: Option<String>,
    kind: Option<String>,
    status: Option<String>,
}

impl Asked {
    fn parse(&self) -> Result<ManageFilter, Problem> {
        let mut report = Report::new();
        let words = report.part(Words::parse(self.q.as_deref()))?;
        let kind = self.kind.as_deref();
        let status = self.status.as_deref();
        let filter = ManageFilter {
            kind: kind.and_then(|text| report.parse("kind", text)),
            status: status.and_then(|text| super::state(&mut report, text)),
            stale: false,
            words: words.unwrap_or_default(),
        };
        report.into_result()?;
        Ok(filter)
    }
}

/// Products in every state, last changed first.
#[utoipa::path(
    tag = "manage",
    security(("bearer" = [])),
    params(
        ("q" = Option<String>, Query, description = "Words that all stand in it"),
        ("status" = Option<String>, Query, description = "`draft`, `published` or `archived`"),
        ("kind" = Option<String>, Query, description = "`shoe` or `insole`"),
        ("page" = Option<u64>, Query, minimum = 1),
        ("per_page" = Option<u64>, Query, minimum = 1, maximum = 100),
    ),
    responses((status = 200, body = ManagedProductList), (status = 401), (status = 403))
)]
#[get("/products")]
async fn list(
    bearer: Bearer,
    ctx: Data<Ctx>,
    asked: Query<Asked>,
    page: PageQuery,
) -> Result<HttpResponse, Problem> {
    let filter = asked.0.parse()?;
    let found = product::manage_list(&ctx, &bearer.0, &filter, page.0).await?;
    Ok(listed(found.map(ProductSummary::from)))
}

/// Makes a product, as a draft. Title and slug are made of brand and model where none is given.
#[utoipa::path(
    tag = "manage",
    security(("bearer" = [])),
    request_body = ProductInput,
    responses(
        (status = 201, body = ManagedProduct, description = "Made; `Location` and `ETag` say where and in which version"),
        (status = 401), (status = 403), (status = 422),
    )
)]
#[post("/products")]
async fn create(
    bearer: Bearer,
    ctx: Data<Ctx>,
    input: Json<ProductInput>,
) -> Result<HttpResponse, Problem> {
    let made = product::create(&ctx, &bearer.0, &input.0.into()).await?;
    answer(created("products", made.id), &ctx, &bearer, made.id).await
}

/// One product in whatever state.
#[utoipa::path(
    tag = "manage",
    security(("bearer" = [])),
    params(("id" = String, Path)),
    responses(
        (status = 200, body = ManagedProduct, description = "`ETag` is for `If-Match`"),
        (status = 401), (status = 403), (status = 404),
    )
)]
#[get("/products/{id}")]
async fn find(
    bearer: Bearer,
    ctx: Data<Ctx>,
    id: Path<ProductId>,
) -> Result<HttpResponse, Problem> {
    answer(HttpResponse::Ok(), &ctx, &bearer, id.0).await
}

/// Changes a product. Fields left out stay; `attributes` is replaced as a whole.
#[utoipa::path(
    tag = "manage",
    security(("bearer" = [])),
    params(("id" = String, Path), ("If-Match" = String, Header, description = "The `ETag` of what was read")),
    request_body = ProductInput,
    responses(
        (status = 200, body = ManagedProduct),
        (status = 401), (status = 403), (status = 404), (status = 422),
        (status = 412, description = "Somebody wrote in between"),
        (status = 428, description = "`If-Match` is missing"),
    )
)]
#[patch("/products/{id}")]
async fn update(
    req: HttpRequest,
    bearer: Bearer,
    ctx: Data<Ctx>,
    id: Path<ProductId>,
    input: Json<ProductInput>,
) -> Result<HttpResponse, Problem> {
    let expected = precondition::required(&req)?;
    product::update(&ctx, &bearer.0, id.0, expected, input.0.into()).await?;
    answer(HttpResponse::Ok(), &ctx, &bearer, id.0).await
}

/// Shows a product to readers, feeds included.
#[utoipa::path(
    tag = "manage",
    security(("bearer" = [])),
    params(("id" = String, Path), ("If-Match" = Option<String>, Header)),
    responses(
        (status = 200, body = ManagedProduct),
        (status = 401), (status = 403), (status = 404), (status = 412), (status = 422),
    )
)]
#[post("/products/{id}/publish")]
async fn publish(
    req: HttpRequest,
    bearer: Bearer,
    ctx: Data<Ctx>,
    id: Path<ProductId>,
) -> Result<HttpResponse, Problem> {
    let expected = precondition::optional(&req)?;
    product::publish(&ctx, &bearer.0, id.0, expected).await?;
    answer(HttpResponse::Ok(), &ctx, &bearer, id.0).await
}

/// Takes a product from readers, with the links of its offers.
#[utoipa::path(
    tag = "manage",
    security(("bearer" = [])),
    params(("id" = String, Path), ("If-Match" = Option<String>, Header)),
    responses(
        (status = 200, body = ManagedProduct),
        (status = 401), (status = 403), (status = 404), (status = 412),
    )
)]
#[post("/products/{id}/archive")]
async fn archive(
    req: HttpRequest,
    bearer: Bearer,
    ctx: Data<Ctx>,
    id: Path<ProductId>,
) -> Result<HttpResponse, Problem> {
    let expected = precondition::optional(&req)?;
    product::archive(&ctx, &bearer.0, id.0, expected).await?;
    answer(HttpResponse::Ok(), &ctx, &bearer, id.0).await
}

/// The product as it is now, with its version as the tag.
async fn answer(
    response: HttpResponseBuilder,
    ctx: &Ctx,
    bearer: &Bearer,
    id: ProductId,
) -> Result<HttpResponse, Problem> {
    let found = product::managed(ctx, &bearer.0, id).await?;
    Ok(tagged(
        response,
        found.row.version,
        ManagedProduct::from(found),
    ))
}
