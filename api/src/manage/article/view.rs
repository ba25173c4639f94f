use chrono::{DateTime, Utc};
use footpath_domain::{
    Ctx,
    content::article::{Change, Managed},
};
use footpath_web::{Meta, extract::object::maybe_object};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// One page of the articles.
#[derive(ToSchema)]
pub struct ManagedArticleList {
    pub data: Vec<ManagedArticle>,
    pub meta: Meta,
}

/// An article as staff see it: its draft, or what is live where there is no draft.
#[derive(Serialize, ToSchema)]
pub struct ManagedArticle {
    pub id: String,
    /// `draft`, `published` or `archived`.
    pub status: &'static str,
    /// Also the `ETag`.
    pub version: i64,
    pub slug: String,
    pub title: String,
    pub summary: String,
    /// Markdown with live blocks.
    pub body: String,
    pub author: String,
    /// Slugs.
    pub topics: Vec<String>,
    pub seo: SeoInput,
    pub reviewed_by: Option<String>,
    /// Where readers find it, while they may.
    pub url: Option<String>,
    /// Something was written since the last publishing.
    pub has_draft: bool,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
    pub published_at: Option<DateTime<Utc>>,
}

/// What may be written. What is left out stays as it is; a new article needs a title.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ArticleInput {
    /// Made from the title when a new article says none.
    pub slug: Option<String>,
    pub title: Option<String>,
    pub summary: Option<String>,
    /// Markdown with live blocks.
    #[serde(alias = "body_markdown")]
    pub body: Option<String>,
    /// A name or a role; of a new article, the name of whoever made it.
    pub author: Option<String>,
    /// Slugs, in the order in which they are shown.
    pub topics: Option<Vec<String>>,
    #[serde(default, deserialize_with = "maybe_object")]
    pub seo: Option<SeoInput>,
}

/// What search engines show; blank is the article's own title and summary.
#[derive(Default, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SeoInput {
    pub title: Option<String>,
    pub description: Option<String>,
}

impl From<ArticleInput> for Change {
    fn from(input: ArticleInput) -> Self {
        let seo = input.seo.unwrap_or_default();
        Self {
            slug: input.slug,
            title: input.title,
            summary: input.summary,
            body: input.body,
            author: input.author,
            topics: input.topics,
            seo_title: seo.title,
            seo_description: seo.description,
        }
    }
}

impl ManagedArticle {
    pub(super) fn of(ctx: &Ctx, article: Managed) -> Self {
        Self {
            id: article.id.to_string(),
            status: article.status.as_str(),
            version: article.version,
            slug: article.slug.into_string(),
            title: article.title,
            summary: article.summary,
            body: article.body,
            author: article.author,
            topics: article
                .topics
                .into_iter()
                .map(|topic| topic.slug.into_string())
                .collect(),
            seo: SeoInput {
                title: article.seo_title,
                description: article.seo_description,
            },
            reviewed_by: article.reviewed_by,
            url: article
                .live_slug
                .map(|slug| ctx.config.link(&format!("/articles/{slug}"))),
            has_draft: article.has_draft,
            created_at: article.created_at,
            updated_at: article.updated_at,
            published_at: article.published_at,
        }
    }
}
