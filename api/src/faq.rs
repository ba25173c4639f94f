//! Answered questions for programs.

use actix_web::{HttpRequest, HttpResponse, get, web::Data};
use footpath_domain::{
    Ctx,
    content::{
        faq::{self, Faq, Filter},
        text::Words,
    },
};
use footpath_web::{List, Meta, PageQuery, Problem, Query, reply};
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_actix_web::service_config::ServiceConfig;

use crate::article::Asked;

/// Seconds that a list may be kept.
const MAX_AGE: u32 = 300;

pub fn routes(cfg: &mut ServiceConfig) {
    cfg.service(list);
}

/// One page of the published questions.
#[derive(ToSchema)]
pub struct FaqList {
    pub data: Vec<FaqView>,
    pub meta: Meta,
}

/// A published question.
#[derive(Serialize, ToSchema)]
pub struct FaqView {
    pub id: String,
    pub question: String,
    /// Sanitized.
    pub answer_html: String,
    /// Slugs.
    pub topics: Vec<String>,
}

impl FaqView {
    pub(crate) fn of(faq: Faq) -> Self {
        Self {
            id: faq.id.to_string(),
            question: faq.question,
            answer_html: faq.answer.into_string(),
            topics: faq
                .topics
                .into_iter()
                .map(|topic| topic.slug.into_string())
                .collect(),
        }
    }
}

/// Published questions with their answers, in the editors' order.
#[utoipa::path(
    tag = "faqs",
    params(
        ("topic" = Option<String>, Query, description = "Slug of a topic"),
        ("q" = Option<String>, Query, description = "Words that all stand in question or answer"),
        ("page" = Option<u64>, Query, minimum = 1),
        ("per_page" = Option<u64>, Query, minimum = 1, maximum = 100),
    ),
    responses(
        (status = 200, body = FaqList),
        (status = 304, description = "Not modified"),
        (status = 422, description = "An unknown value; `errors` names the parameter"),
    )
)]
#[get("/faqs")]
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
    let found = faq::list(&ctx, &filter, page.0).await?;
    reply::cached_json(&req, &List::from(found.map(FaqView::of)), MAX_AGE)
}
