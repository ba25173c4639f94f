//! Published articles for programs.

mod view;

use actix_web::{HttpRequest, HttpResponse, get, http::header, web::Data};
use footpath_domain::{
    Ctx,
    content::{
        article::{self, Filter, Visit},
        text::Words,
    },
};
use footpath_web::{List, PageQuery, Path, Problem, Query, reply};
use serde::Deserialize;
use utoipa_actix_web::service_config::ServiceConfig;

pub use view::{ArticleList, ArticleView, SeoView};

/// Seconds that a list or an article may be kept: the products within have prices.
const MAX_AGE: u32 = 60;

pub fn routes(cfg: &mut ServiceConfig) {
    cfg.service(list).service(find);
}

/// What a list of articles or questions is asked for, as typed.
#[derive(Deserialize)]
pub(crate) struct Asked {
    pub topic: Option<String>,
    pub q: Option<String>,
}

/// Published articles, newest first.
#[utoipa::path(
    tag = "articles",
    params(
        ("topic" = Option<String>, Query, description = "Slug of a topic"),
        ("q" = Option<String>, Query,
            description = "Words that all stand in title, summary or text"),
        ("page" = Option<u64>, Query, minimum = 1),
        ("per_page" = Option<u64>, Query, minimum = 1, maximum = 100),
    ),
    responses(
        (status = 200, body = ArticleList),
        (status = 304, description = "Not modified"),
        (status = 422, description = "An unknown value; `errors` names the parameter"),
    )
)]
#[get("/articles")]
async fn list(
    req: HttpRequest,
    ctx: Data<Ctx>,
    asked: Query<Asked>,
    page: PageQuery,
) -> Result<HttpResponse, Problem> {
    let filter = Filter {
        words: Words::parse(asked.0.q.as_deref())?,
        topic: asked.0.topic,
    };
    let found = article::pages(&ctx, &filter, page.0).await?;
    let meta = List::from(found.clone().map(|_| ())).meta;
    let data = found
        .items
        .into_iter()
        .map(ArticleView::of)
        .collect::<Result<_, _>>()?;
    reply::cached_json(&req, &List { data, meta }, MAX_AGE)
}

/// One published article with its live blocks. A former address answers 301.
#[utoipa::path(
    tag = "articles",
    params(("slug" = String, Path)),
    responses(
        (status = 200, body = ArticleView),
        (status = 301, description = "The article moved; `Location` says where"),
        (status = 304, description = "Not modified"),
        (status = 404, description = "No such article, or not published"),
    )
)]
#[get("/articles/{slug}")]
async fn find(
    req: HttpRequest,
    ctx: Data<Ctx>,
    slug: Path<String>,
) -> Result<HttpResponse, Problem> {
    match article::page(&ctx, &slug.0).await? {
        Visit::Page(page) => reply::cached_json(&req, &ArticleView::of(*page)?, MAX_AGE),
        Visit::Moved(slug) => {
            let mut moved = HttpResponse::MovedPermanently();
            moved.insert_header((header::LOCATION, format!("/api/v1/articles/{slug}")));
            let mut moved = moved.finish();
            reply::allow_any_origin(&mut moved);
            Ok(moved)
        }
    }
}
