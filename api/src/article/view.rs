use chrono::{DateTime, NaiveDate, Utc};
use footpath_domain::{Result, content::article::ArticlePage};
use footpath_web::Meta;
use serde::Serialize;
use utoipa::ToSchema;

use crate::faq::FaqView;

/// One page of the published articles.
#[derive(ToSchema)]
pub struct ArticleList {
    pub data: Vec<ArticleView>,
    pub meta: Meta,
}

/// A published article.
#[derive(Serialize, ToSchema)]
pub struct ArticleView {
    pub slug: String,
    pub title: String,
    pub summary: String,
    /// The text, sanitized, its live blocks filled in.
    pub html: String,
    /// Slugs.
    pub topics: Vec<String>,
    /// A name or a role.
    pub author: String,
    /// Null until a clinician signed it off.
    pub reviewed_by: Option<String>,
    pub last_reviewed: Option<NaiveDate>,
    pub next_review_due: Option<NaiveDate>,
    pub published_at: DateTime<Utc>,
    /// When what readers see last changed.
    pub updated_at: DateTime<Utc>,
    /// The questions that the text shows, each once.
    pub faqs: Vec<FaqView>,
    pub seo: SeoView,
    /// A schema.org graph for `<script type="application/ld+json">`.
    #[schema(value_type = Object)]
    pub json_ld: serde_json::Value,
}

/// What search engines show.
#[derive(Serialize, ToSchema)]
pub struct SeoView {
    pub title: String,
    pub description: String,
    /// Absolute.
    pub canonical_url: String,
}

impl ArticleView {
    pub(super) fn of(page: ArticlePage) -> Result<Self> {
        let html = page.html()?.into_string();
        let canonical_url = page.canonical_url.clone();
        let article = page.article;
        Ok(Self {
            html,
            slug: article.slug.into_string(),
            title: article.title,
            summary: article.summary,
            topics: article
                .topics
                .into_iter()
                .map(|topic| topic.slug.into_string())
                .collect(),
            author: article.author,
            reviewed_by: article.reviewed_by,
            last_reviewed: article.last_reviewed,
            next_review_due: article.next_review_due,
            published_at: article.published_at,
            updated_at: article.updated_at,
            faqs: page.faqs.into_iter().map(FaqView::of).collect(),
            seo: SeoView {
                title: article.seo.title,
                description: article.seo.description,
                canonical_url,
            },
            json_ld: page.json_ld,
        })
    }
}
