//! Everything on a topic.

use actix_web::{
    HttpRequest, HttpResponse, get,
    web::{Data, ServiceConfig},
};
use footpath_domain::{
    Ctx,
    catalog::{card::card as product_card, disclosure},
    content::{
        card,
        topic::{self, TopicVisit},
    },
};
use footpath_templates::{
    block::{FaqsBlock, ProductsBlock},
    page::TopicPage,
    part::{Crumb, Frame, Link},
};
use footpath_web::{Path, Problem, reply};

/// Seconds that a page may be kept: the products within have prices.
const MAX_AGE: u32 = 60;

pub fn routes(cfg: &mut ServiceConfig) {
    cfg.service(one);
}

#[get("/topics/{slug}")]
async fn one(
    req: HttpRequest,
    ctx: Data<Ctx>,
    slug: Path<String>,
) -> Result<HttpResponse, Problem> {
    let visit = topic::visit(&ctx, &slug.0).await?;
    reply::cached_html(&req, &view(&ctx, &visit), MAX_AGE)
}

fn view(ctx: &Ctx, visit: &TopicVisit) -> TopicPage {
    let topic = &visit.topic;
    let path = format!("/topics/{}", topic.slug);
    let link = |topic: &topic::Topic| Link {
        current: topic.id == visit.topic.id,
        ..Link::new(&topic.name, format!("/topics/{}", topic.slug))
    };
    TopicPage {
        frame: Frame::new(&ctx.config.site_name, &topic.name, &path)
            .described(&topic.summary)
            .canonical(ctx.config.link(&path)),
        crumbs: vec![Crumb::new("Home", "/")],
        name: topic.name.clone(),
        summary: topic.summary.clone(),
        articles: visit.articles.iter().map(card::article).collect(),
        faqs: (!visit.faqs.is_empty()).then(|| FaqsBlock {
            id: "topic_faqs".to_owned(),
            heading: "Answered questions".to_owned(),
            faqs: visit.faqs.iter().map(|f| card::faq("faq", f)).collect(),
        }),
        products: (!visit.products.is_empty()).then(|| ProductsBlock {
            id: "topic_products".to_owned(),
            heading: "Shoes and insoles".to_owned(),
            disclosure: disclosure::TEXT.to_owned(),
            products: visit
                .products
                .iter()
                .map(|product| product_card(product, ctx.now()))
                .collect(),
            more_href: Some(format!("/products?topic={}", topic.slug)),
        }),
        topics: visit.topics.iter().map(link).collect(),
    }
}
