//! Topics in every state.

mod view;

use actix_web::{HttpRequest, HttpResponse, HttpResponseBuilder, get, patch, post, web::Data};
use footpath_domain::{
    Ctx,
    content::topic::{self, ManageFilter},
};
use footpath_entity::id::TopicId;
use footpath_web::{Bearer, Json, PageQuery, Path, Problem, Query};
use utoipa_actix_web::service_config::ServiceConfig;

use super::{
    answer::{created, listed, tagged},
    precondition,
    searched::Searched,
};

pub use view::{ManagedTopic, ManagedTopicList, TopicInput};

pub(super) fn routes(cfg: &mut ServiceConfig) {
    cfg.service(list)
        .service(create)
        .service(find)
        .service(update)
        .service(publish)
        .service(archive);
}

/// Topics in every state, in the editors' order.
#[utoipa::path(
    tag = "manage",
    security(("bearer" = [])),
    params(
        ("q" = Option<String>, Query, description = "Words that all stand in it"),
        ("status" = Option<String>, Query, description = "`draft`, `published` or `archived`"),
        ("page" = Option<u64>, Query, minimum = 1),
        ("per_page" = Option<u64>, Query, minimum = 1, maximum = 100),
    ),
    responses((status = 200, body = ManagedTopicList), (status = 401), (status = 403))
)]
#[get("/topics")]
async fn list(
    bearer: Bearer,
    ctx: Data<Ctx>,
    asked: Query<Searched>,
    page: PageQuery,
) -> Result<HttpResponse, Problem> {
    let (status, words) = asked.0.parse()?;
    let filter = ManageFilter { status, words };
    let found = topic::manage_list(&ctx, &bearer.0, &filter, page.0).await?;
    Ok(listed(found.map(ManagedTopic::from)))
}

/// Makes a topic, as a draft. Without a slug, the name makes one.
#[utoipa::path(
    tag = "manage",
    security(("bearer" = [])),
    request_body = TopicInput,
    responses(
        (status = 201, body = ManagedTopic, description = "Made; `Location` and `ETag` say where and in which version"),
        (status = 401), (status = 403), (status = 422),
    )
)]
#[post("/topics")]
async fn create(
    bearer: Bearer,
    ctx: Data<Ctx>,
    input: Json<TopicInput>,
) -> Result<HttpResponse, Problem> {
    let made = topic::create(&ctx, &bearer.0, &input.0.into()).await?;
    answer(created("topics", made.id), &ctx, &bearer, made.id).await
}

/// One topic in whatever state.
#[utoipa::path(
    tag = "manage",
    security(("bearer" = [])),
    params(("id" = String, Path)),
    responses(
        (status = 200, body = ManagedTopic, description = "`ETag` is for `If-Match`"),
        (status = 401), (status = 403), (status = 404),
    )
)]
#[get("/topics/{id}")]
async fn find(bearer: Bearer, ctx: Data<Ctx>, id: Path<TopicId>) -> Result<HttpResponse, Problem> {
    answer(HttpResponse::Ok(), &ctx, &bearer, id.0).await
}

/// Changes a topic. Fields left out stay; the slug stays as it was made.
#[utoipa::path(
    tag = "manage",
    security(("bearer" = [])),
    params(("id" = String, Path), ("If-Match" = String, Header, description = "The `ETag` of what was read")),
    request_body = TopicInput,
    responses(
        (status = 200, body = ManagedTopic),
        (status = 401), (status = 403), (status = 404), (status = 422),
        (status = 412, description = "Somebody wrote in between"),
        (status = 428, description = "`If-Match` is missing"),
    )
)]
#[patch("/topics/{id}")]
async fn update(
    req: HttpRequest,
    bearer: Bearer,
    ctx: Data<Ctx>,
    id: Path<TopicId>,
    input: Json<TopicInput>,
) -> Result<HttpResponse, Problem> {
    let expected = precondition::required(&req)?;
    topic::update(&ctx, &bearer.0, id.0, expected, input.0.into()).await?;
    answer(HttpResponse::Ok(), &ctx, &bearer, id.0).await
}

/// Shows a topic to readers, with its page.
#[utoipa::path(
    tag = "manage",
    security(("bearer" = [])),
    params(("id" = String, Path), ("If-Match" = Option<String>, Header)),
    responses(
        (status = 200, body = ManagedTopic),
        (status = 401), (status = 403), (status = 404), (status = 412), (status = 422),
    )
)]
#[post("/topics/{id}/publish")]
async fn publish(
    req: HttpRequest,
    bearer: Bearer,
    ctx: Data<Ctx>,
    id: Path<TopicId>,
) -> Result<HttpResponse, Problem> {
    let expected = precondition::optional(&req)?;
    topic::publish(&ctx, &bearer.0, id.0, expected).await?;
    answer(HttpResponse::Ok(), &ctx, &bearer, id.0).await
}

/// Takes a topic from readers.
#[utoipa::path(
    tag = "manage",
    security(("bearer" = [])),
    params(("id" = String, Path), ("If-Match" = Option<String>, Header)),
    responses(
        (status = 200, body = ManagedTopic),
        (status = 401), (status = 403), (status = 404), (status = 412),
    )
)]
#[post("/topics/{id}/archive")]
async fn archive(
    req: HttpRequest,
    bearer: Bearer,
    ctx: Data<Ctx>,
    id: Path<TopicId>,
) -> Result<HttpResponse, Problem> {
    let expected = precondition::optional(&req)?;
    topic::archive(&ctx, &bearer.0, id.0, expected).await?;
    answer(HttpResponse::Ok(), &ctx, &bearer, id.0).await
}

/// The topic as it is now, with its version as the tag.
async fn answer(
    response: HttpResponseBuilder,
    ctx: &Ctx,
    bearer: &Bearer,
    id: TopicId,
) -> Result<HttpResponse, Problem> {
    let found = topic::managed(ctx, &bearer.0, id).await?;
    Ok(tagged(response, found.version, ManagedTopic::from(found)))
}
