//! Questions with their answers, in every state.

mod view;

use actix_web::{HttpRequest, HttpResponse, HttpResponseBuilder, get, patch, post, web::Data};
use footpath_domain::{
    Ctx,
    content::faq::{self, ManageFilter},
};
use footpath_entity::id::FaqId;
use footpath_web::{Bearer, Json, PageQuery, Path, Problem, Query};
use utoipa_actix_web::service_config::ServiceConfig;

use super::{
    answer::{created, listed, tagged},
    precondition,
    searched::Searched,
};

pub use view::{FaqInput, ManagedFaq, ManagedFaqList};

pub(super) fn routes(cfg: &mut ServiceConfig) {
    cfg.service(list)
        .service(create)
        .service(find)
        .service(update)
        .service(publish)
        .service(archive);
}

/// Questions in every state, last changed first.
#[utoipa::path(
    tag = "manage",
    security(("bearer" = [])),
    params(
        ("q" = Option<String>, Query, description = "Words that all stand in it"),
        ("status" = Option<String>, Query, description = "`draft`, `published` or `archived`"),
        ("page" = Option<u64>, Query, minimum = 1),
        ("per_page" = Option<u64>, Query, minimum = 1, maximum = 100),
    ),
    responses((status = 200, body = ManagedFaqList), (status = 401), (status = 403))
)]
#[get("/faqs")]
async fn list(
    bearer: Bearer,
    ctx: Data<Ctx>,
    asked: Query<Searched>,
    page: PageQuery,
) -> Result<HttpResponse, Problem> {
    let (status, words) = asked.0.parse()?;
    let filter = ManageFilter { status, words };
    let found = faq::manage_list(&ctx, &bearer.0, &filter, page.0).await?;
    Ok(listed(found.map(ManagedFaq::from)))
}

/// Writes down a question, as a draft.
#[utoipa::path(
    tag = "manage",
    security(("bearer" = [])),
    request_body = FaqInput,
    responses(
        (status = 201, body = ManagedFaq, description = "Made; `Location` and `ETag` say where and in which version"),
        (status = 401), (status = 403), (status = 422),
    )
)]
#[post("/faqs")]
async fn create(
    bearer: Bearer,
    ctx: Data<Ctx>,
    input: Json<FaqInput>,
) -> Result<HttpResponse, Problem> {
    let id = faq::create(&ctx, &bearer.0, &input.0.into()).await?;
    answer(created("faqs", id), &ctx, &bearer, id).await
}

/// One question in whatever state.
#[utoipa::path(
    tag = "manage",
    security(("bearer" = [])),
    params(("id" = String, Path)),
    responses(
        (status = 200, body = ManagedFaq, description = "`ETag` is for `If-Match`"),
        (status = 401), (status = 403), (status = 404),
    )
)]
#[get("/faqs/{id}")]
async fn find(bearer: Bearer, ctx: Data<Ctx>, id: Path<FaqId>) -> Result<HttpResponse, Problem> {
    answer(HttpResponse::Ok(), &ctx, &bearer, id.0).await
}

/// Changes a question. Fields left out stay; readers of a published one see it at once.
#[utoipa::path(
    tag = "manage",
    security(("bearer" = [])),
    params(("id" = String, Path), ("If-Match" = String, Header, description = "The `ETag` of what was read")),
    request_body = FaqInput,
    responses(
        (status = 200, body = ManagedFaq),
        (status = 401), (status = 403), (status = 404), (status = 422),
        (status = 412, description = "Somebody wrote in between"),
        (status = 428, description = "`If-Match` is missing"),
    )
)]
#[patch("/faqs/{id}")]
async fn update(
    req: HttpRequest,
    bearer: Bearer,
    ctx: Data<Ctx>,
    id: Path<FaqId>,
    input: Json<FaqInput>,
) -> Result<HttpResponse, Problem> {
    let expected = precondition::required(&req)?;
    faq::update(&ctx, &bearer.0, id.0, expected, input.0.into()).await?;
    answer(HttpResponse::Ok(), &ctx, &bearer, id.0).await
}

/// Shows a question to readers.
#[utoipa::path(
    tag = "manage",
    security(("bearer" = [])),
    params(("id" = String, Path), ("If-Match" = Option<String>, Header)),
    responses(
        (status = 200, body = ManagedFaq),
        (status = 401), (status = 403), (status = 404), (status = 412), (status = 422),
    )
)]
#[post("/faqs/{id}/publish")]
async fn publish(
    req: HttpRequest,
    bearer: Bearer,
    ctx: Data<Ctx>,
    id: Path<FaqId>,
) -> Result<HttpResponse, Problem> {
    let expected = precondition::optional(&req)?;
    faq::publish(&ctx, &bearer.0, id.0, expected).await?;
    answer(HttpResponse::Ok(), &ctx, &bearer, id.0).await
}

/// Takes a question from readers.
#[utoipa::path(
    tag = "manage",
    security(("bearer" = [])),
    params(("id" = String, Path), ("If-Match" = Option<String>, Header)),
    responses(
        (status = 200, body = ManagedFaq),
        (status = 401), (status = 403), (status = 404), (status = 412),
    )
)]
#[post("/faqs/{id}/archive")]
async fn archive(
    req: HttpRequest,
    bearer: Bearer,
    ctx: Data<Ctx>,
    id: Path<FaqId>,
) -> Result<HttpResponse, Problem> {
    let expected = precondition::optional(&req)?;
    faq::archive(&ctx, &bearer.0, id.0, expected).await?;
    answer(HttpResponse::Ok(), &ctx, &bearer, id.0).await
}

/// The question as it is now, with its version as the tag.
async fn answer(
    response: HttpResponseBuilder,
    ctx: &Ctx,
    bearer: &Bearer,
    id: FaqId,
) -> Result<HttpResponse, Problem> {
    let found = faq::managed(ctx, &bearer.0, id).await?;
    Ok(tagged(response, found.row.version, ManagedFaq::from(found)))
}
