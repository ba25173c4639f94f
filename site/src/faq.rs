//! Answered questions for readers.

use actix_web::{
    HttpRequest, HttpResponse, get,
    web::{Data, ServiceConfig},
};
use footpath_domain::{
    Ctx,
    content::{
        article::json_ld,
        card,
        faq::{self, Faq, Filter},
        topic::{self, Topic},
    },
    paging::Paged,
};
use footpath_templates::{
    JsonLd,
    page::FaqsPage,
    part::{Frame, Pager},
};
use footpath_web::{PageQuery, Problem, Query, reply};

use crate::article::{Asked, view::topic_filter};

/// Seconds that a page may be kept.
const MAX_AGE: u32 = 60;

pub fn routes(cfg: &mut ServiceConfig) {
    cfg.service(faqs);
}

#[get("/faqs")]
async fn faqs(
    req: HttpRequest,
    ctx: Data<Ctx>,
    asked: Query<Asked>,
    page: PageQuery,
) -> Result<HttpResponse, Problem> {
    let filter = Filter {
        topic: asked.0.topic().map(str::to_owned),
        words: asked.0.words()?,
    };
    let found = faq::list(&ctx, &filter, page.0).await?;
    let topics = topic::list(&ctx).await?;
    reply::cached_html(&req, &view(&ctx, &asked.0, &topics, &found), MAX_AGE)
}

fn view(ctx: &Ctx, asked: &Asked, topics: &[Topic], found: &Paged<Faq>) -> FaqsPage {
    let url = ctx.config.link("/faqs");
    let mut frame = Frame::new(&ctx.config.site_name, "Answered questions", "/faqs")
        .described("Short answers to what runners ask about heel pain.")
        .canonical(&url);
    if !found.items.is_empty() {
        let data = json_ld::faq_page(&found.items, &url);
        frame = frame.with_json_ld(JsonLd::new(&data));
    }
    FaqsPage {
        frame,
        topics: topic_filter("/faqs", topics, asked.topic()),
        faqs: found.items.iter().map(|f| card::faq("faq", f)).collect(),
        pager: Pager::over(
            &asked.address("/faqs"),
            found.page.page,
            found.page.per_page,
            found.total,
        ),
    }
}
