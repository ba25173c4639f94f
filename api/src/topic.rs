//! Topics for programs.

use actix_web::{HttpRequest, HttpResponse, get, web::Data};
use footpath_domain::{
    Ctx,
    content::topic::{self, Topic},
};
use footpath_web::{List, Meta, PageQuery, Problem, reply};
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_actix_web::service_config::ServiceConfig;

/// Seconds that a list may be kept.
const MAX_AGE: u32 = 300;

pub fn routes(cfg: &mut ServiceConfig) {
    cfg.service(list);
}

/// One page of the topics.
#[derive(ToSchema)]
pub struct TopicList {
    pub data: Vec<TopicView>,
    pub meta: Meta,
}

/// What articles, questions and products are about.
#[derive(Serialize, ToSchema)]
pub struct TopicView {
    pub slug: String,
    pub name: String,
    pub summary: String,
}

impl From<Topic> for TopicView {
    fn from(topic: Topic) -> Self {
        Self {
            slug: topic.slug.into_string(),
            name: topic.name,
            summary: topic.summary,
        }
    }
}

/// All topics, in the editors' order.
#[utoipa::path(
    tag = "topics",
    params(
        ("page" = Option<u64>, Query, minimum = 1),
        ("per_page" = Option<u64>, Query, minimum = 1, maximum = 100),
    ),
    responses(
        (status = 200, body = TopicList),
        (status = 304, description = "Not modified"),
    )
)]
#[get("/topics")]
async fn list(req: HttpRequest, ctx: Data<Ctx>, page: PageQuery) -> Result<HttpResponse, Problem> {
    let found = topic::page(&ctx, page.0).await?;
    reply::cached_json(&req, &List::from(found.map(TopicView::from)), MAX_AGE)
}
