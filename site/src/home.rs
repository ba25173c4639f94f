//! The home page, and what the site keeps of its readers.

use actix_web::{
    HttpRequest, HttpResponse, get,
    web::{Data, ServiceConfig},
};
use footpath_domain::{
    Ctx,
    content::{self, card},
};
use footpath_templates::{
    JsonLd,
    page::{ConsumerHealthPage, HomePage, PrivacyPage},
    part::{Frame, Link},
};
use footpath_web::{Problem, reply};
use serde_json::json;

/// Seconds that a page may be kept.
const MAX_AGE: u32 = 60;

pub fn routes(cfg: &mut ServiceConfig) {
    cfg.service(home).service(privacy).service(consumer_health);
}

#[get("/")]
async fn home(req: HttpRequest, ctx: Data<Ctx>) -> Result<HttpResponse, Problem> {
    let front = content::front(&ctx).await?;
    let config = &ctx.config;
    let site = json!({
        "@context": "https://schema.org",
        "@type": "WebSite",
        "name": config.site_name,
        "url": config.link("/"),
    });
    let page = HomePage {
        articles: front.articles.iter().map(card::article).collect(),
        topics: front
            .topics
            .iter()
            .map(|topic| Link::new(&topic.name, format!("/topics/{}", topic.slug)))
            .collect(),
        faqs: front.faqs.iter().map(|f| card::faq("faq", f)).collect(),
        ..HomePage::new(
            Frame::new(&config.site_name, "From heel pain to the right care", "/")
                .described("Plain answers about heel pain, shoes and insoles, and who can help.")
                .canonical(config.link("/"))
                .with_json_ld(JsonLd::new(&site)),
        )
    };
    reply::cached_html(&req, &page, MAX_AGE)
}

#[get("/privacy")]
async fn privacy(req: HttpRequest, ctx: Data<Ctx>) -> Result<HttpResponse, Problem> {
    let config = &ctx.config;
    let page = PrivacyPage {
        frame: Frame::new(&config.site_name, "Privacy", "/privacy")
            .described("What this site keeps, for how long, and how to have it erased.")
            .canonical(config.link("/privacy")),
        retention: format!("{} days", config.retention_days),
        contact_email: config.triage_inbox.as_ref().map(ToString::to_string),
    };
    reply::cached_html(&req, &page, MAX_AGE)
}

#[get("/consumer-health-data")]
async fn consumer_health(req: HttpRequest, ctx: Data<Ctx>) -> Result<HttpResponse, Problem> {
    let config = &ctx.config;
    let path = "/consumer-health-data";
    let page = ConsumerHealthPage {
        frame: Frame::new(&config.site_name, "Consumer health data", path)
            .described("What health data this site keeps, what for, and how to have it erased.")
            .canonical(config.link(path)),
        retention: format!("{} days", config.retention_days),
        contact_email: config.triage_inbox.as_ref().map(ToString::to_string),
    };
    reply::cached_html(&req, &page, MAX_AGE)
}
