//! Articles in every state.

mod view;

use actix_web::{HttpRequest, HttpResponse, HttpResponseBuilder, get, patch, post, web::Data};
use footpath_domain::{
    Ctx,
    content::article::{self, ManageFilter, Managed},
};
use footpath_entity::id::ArticleId;
use footpath_web::{Bearer, Json, PageQuery, Path, Problem, Query};
use utoipa_actix_web::service_config::ServiceConfig;

use super::{
    answer::{created, listed, tagged},
    precondition,
    searched::Searched,
};

pub use view::{ArticleInput, ManagedArticle, ManagedArticleList, SeoInput};

pub(super) fn routes(cfg: &mut ServiceConfig) {
    cfg.service(list)
        .service(create)
        .service(find)
        .service(update)
        .service(publish)
        .service(archive);
}

/// Articles in every state, last written first. An author sees its own.
#[utoipa::path(
    tag = "manage",
    security(("bearer" = [])),
    params(
        ("status" = Option<String>, Query, description = "`draft`, `published` or `archived`"),
        ("q" = Option<String>, Query,
            description = "Words that all stand in title, summary or text"),
        ("page" = Option<u64>, Query, minimum = 1),
        ("per_page" = Option<u64>, Query, minimum = 1, maximum = 100),
    ),
    responses((status = 200, body = ManagedArticleList), (status = 401), (status = 403))
)]
#[get("/articles")]
async fn list(
    bearer: Bearer,
    ctx: Data<Ctx>,
    asked: Query<Searched>,
    page: PageQuery,
) -> Result<HttpResponse, Problem> {
    let (status, words) = asked.0.parse()?;
    let filter = ManageFilter { status, words };
    let found = article::manage_list(&ctx, &bearer.0, &filter, page.0).await?;
    Ok(listed(
        found.map(|article| ManagedArticle::of(&ctx, article)),
    ))
}

/// Makes an article, as a draft of one's own.
#[utoipa::path(
    tag = "manage",
    security(("bearer" = [])),
    request_body = ArticleInput,
    responses(
        (status = 201, body = ManagedArticle, description = "Made; `Location` and `ETag` say where and in which version"),
        (status = 401), (status = 403), (status = 422),
    )
)]
#[post("/articles")]
async fn create(
    bearer: Bearer,
    ctx: Data<Ctx>,
    input: Json<ArticleInput>,
) -> Result<HttpResponse, Problem> {
    let made = article::create(&ctx, &bearer.0, &input.0.into()).await?;
    Ok(answer(created("articles", made.id), &ctx, made))
}

/// One article: its draft, or what is live where there is no draft.
#[utoipa::path(
    tag = "manage",
    security(("bearer" = [])),
    params(("id" = String, Path)),
    responses(
        (status = 200, body = ManagedArticle, description = "`ETag` is for `If-Match`"),
        (status = 401), (status = 403), (status = 404),
    )
)]
#[get("/articles/{id}")]
async fn find(
    bearer: Bearer,
    ctx: Data<Ctx>,
    id: Path<ArticleId>,
) -> Result<HttpResponse, Problem> {
    let found = article::managed(&ctx, &bearer.0, id.0).await?;
    Ok(answer(HttpResponse::Ok(), &ctx, found))
}

/// Writes to an article's draft; what readers see stays as it is. Fields left out stay.
#[utoipa::path(
    tag = "manage",
    security(("bearer" = [])),
    params(("id" = String, Path), ("If-Match" = String, Header, description = "The `ETag` of what was read")),
    request_body = ArticleInput,
    responses(
        (status = 200, body = ManagedArticle),
        (status = 401), (status = 403), (status = 404), (status = 422),
        (status = 412, description = "Somebody wrote in between"),
        (status = 428, description = "`If-Match` is missing"),
    )
)]
#[patch("/articles/{id}")]
async fn update(
    req: HttpRequest,
    bearer: Bearer,
    ctx: Data<Ctx>,
    id: Path<ArticleId>,
    input: Json<ArticleInput>,
) -> Result<HttpResponse, Problem> {
    let expected = precondition::required(&req)?;
    let saved = article::save_draft(&ctx, &bearer.0, id.0, expected, &input.0.into()).await?;
    Ok(answer(HttpResponse::Ok(), &ctx, saved))
}

/// Shows an article's draft to readers.
#[utoipa::path(
    tag = "manage",
    security(("bearer" = [])),
    params(("id" = String, Path), ("If-Match" = Option<String>, Header)),
    responses(
        (status = 200, body = ManagedArticle),
        (status = 401), (status = 403), (status = 404), (status = 412),
        (status = 422, description = "Something that readers need is missing, or a live block is wrong; `errors` names field and line"),
    )
)]
#[post("/articles/{id}/publish")]
async fn publish(
    req: HttpRequest,
    bearer: Bearer,
    ctx: Data<Ctx>,
    id: Path<ArticleId>,
) -> Result<HttpResponse, Problem> {
    let expected = precondition::optional(&req)?;
    let published = article::publish(&ctx, &bearer.0, id.0, expected).await?;
    Ok(answer(HttpResponse::Ok(), &ctx, published))
}

/// Takes an article from readers; nothing of it is lost.
#[utoipa::path(
    tag = "manage",
    security(("bearer" = [])),
    params(("id" = String, Path), ("If-Match" = Option<String>, Header)),
    responses(
        (status = 200, body = ManagedArticle),
        (status = 401), (status = 403), (status = 404), (status = 412),
    )
)]
#[post("/articles/{id}/archive")]
async fn archive(
    req: HttpRequest,
    bearer: Bearer,
    ctx: Data<Ctx>,
    id: Path<ArticleId>,
) -> Result<HttpResponse, Problem> {
    let expected = precondition::optional(&req)?;
    let archived = article::archive(&ctx, &bearer.0, id.0, expected).await?;
    Ok(answer(HttpResponse::Ok(), &ctx, archived))
}

/// One article with its version as the tag.
fn answer(response: HttpResponseBuilder, ctx: &Ctx, article: Managed) -> HttpResponse {
    tagged(response, article.version, ManagedArticle::of(ctx, article))
}
