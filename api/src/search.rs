//! Everything that readers may see, found by words.

use actix_web::{HttpRequest, HttpResponse, get, web::Data};
use footpath_domain::{
    Ctx,
    search_index::{self, Asked, Found},
};
use footpath_web::{PageQuery, Problem, Query, reply};
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_actix_web::service_config::ServiceConfig;

/// Seconds that an answer may be kept: what was just published should soon be found.
const MAX_AGE: u32 = 5;

pub fn routes(cfg: &mut ServiceConfig) {
    cfg.service(search);
}

/// One page of hits, best first.
#[derive(Serialize, ToSchema)]
pub struct HitList {
    pub data: Vec<HitView>,
    pub meta: HitMeta,
}

/// Where in the hits this page is, and who found them.
#[derive(Serialize, ToSchema)]
pub struct HitMeta {
    pub page: u64,
    pub per_page: u64,
    pub total: u64,
    /// `embedded` or `meilisearch`.
    pub engine: &'static str,
}

/// Something found.
#[derive(Serialize, ToSchema)]
pub struct HitView {
    /// `article`, `faq`, `topic`, `product` or `podiatrist`.
    #[serde(rename = "type")]
    pub kind: &'static str,
    pub title: String,
    /// Of its page on this site.
    pub url: String,
    /// HTML: what was looked for in `<mark>`, everything else escaped.
    pub snippet: String,
}

impl HitList {
    fn of(ctx: &Ctx, found: Found) -> Self {
        let page = found.hits.page;
        let meta = HitMeta {
            page: page.page,
            per_page: page.per_page,
            total: found.hits.total,
            engine: found.engine,
        };
        let hits = found.hits.items.into_iter();
        let data = hits.map(|hit| HitView {
            kind: hit.kind.as_str(),
            title: hit.title,
            url: ctx.config.link(&hit.path),
            snippet: hit.snippet.html(),
        });
        Self {
            data: data.collect(),
            meta,
        }
    }
}

/// Articles, questions, topics, products and podiatrists by words; typing errors are forgiven.
#[utoipa::path(
    tag = "search",
    params(
        ("q" = String, Query, description = "Words, at most 200 letters", max_length = 200),
        ("types" = Option<String>, Query,
            description = "`article`, `faq`, `topic`, `product`, `podiatrist`, with commas; all when left out"),
        ("page" = Option<u64>, Query, minimum = 1),
        ("per_page" = Option<u64>, Query, minimum = 1, maximum = 100),
    ),
    responses(
        (status = 200, body = HitList),
        (status = 304, description = "Not modified"),
        (status = 422, description = "`q` is missing or too long, or an unknown value; `errors` names the parameter"),
        (status = 503, description = "The search engine is down"),
    )
)]
#[get("/search")]
async fn search(
    req: HttpRequest,
    ctx: Data<Ctx>,
    asked: Query<Vec<(String, String)>>,
    page: PageQuery,
) -> Result<HttpResponse, Problem> {
    let asked = Asked::from_pairs(&asked.0)?;
    let found = search_index::ask(&ctx, &asked, page.0).await?;
    reply::cached_json(&req, &HitList::of(&ctx, found), MAX_AGE)
}
