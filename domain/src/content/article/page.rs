use footpath_entity::value::Slug;
use footpath_templates::{
    SafeHtml,
    block::{self, BodyPart},
    markdown::Heading,
};
use serde_json::Value;

use super::{Article, Filter, Found, about, find, json_ld, list, render::Live};
use crate::{
    Ctx, Error, Result,
    content::faq::Faq,
    paging::{Page, Paged},
};

/// A published article, its live blocks filled in.
#[derive(Clone, Debug)]
pub struct ArticlePage {
    pub article: Article,
    /// Absolute.
    pub canonical_url: String,
    pub parts: Vec<BodyPart>,
    pub headings: Vec<Heading>,
    /// The questions that its blocks show, each once.
    pub faqs: Vec<Faq>,
    /// A schema.org graph.
    pub json_ld: Value,
}

/// How many articles are named to read next.
const RELATED: u64 = 3;

impl ArticlePage {
    /// The body in one piece, sanitised, for whoever shows it elsewhere.
    pub fn html(&self) -> Result<SafeHtml> {
        block::body_html(&self.parts).map_err(Error::internal)
    }

    pub fn words(&self) -> usize {
        self.article.body_markdown.split_whitespace().count()
    }

    /// Articles on the same first topic, unless the text names what to read next by itself.
    pub async fn related(&self, ctx: &Ctx) -> Result<Vec<Article>> {
        let named = |part: &BodyPart| matches!(part, BodyPart::Related(_));
        let Some(topic) = self.article.topics.first() else {
            return Ok(Vec::new());
        };
        if self.parts.iter().any(named) {
            return Ok(Vec::new());
        }
        let mut others = about(ctx, &topic.slug, RELATED + 1).await?;
        others.retain(|other| other.id != self.article.id);
        others.truncate(3);
        Ok(others)
    }
}

/// What a reader finds at an article's address.
#[derive(Clone, Debug)]
pub enum Visit {
    Page(Box<ArticlePage>),
    /// The article moved to another address.
    Moved(Slug),
}

/// The published article at this address with its live blocks, or where it went.
pub async fn page(ctx: &Ctx, slug: &str) -> Result<Visit> {
    match find(ctx.store.read(), slug).await? {
        Found::Moved(slug) => Ok(Visit::Moved(slug)),
        Found::Article(article) => {
            let page = fill(ctx, &mut Live::new(ctx), *article).await?;
            Ok(Visit::Page(Box::new(page)))
        }
    }
}

/// Published articles that match, newest first, each with its live blocks.
pub async fn pages(ctx: &Ctx, filter: &Filter, page: Page) -> Result<Paged<ArticlePage>> {
    let found = list(ctx, filter, page).await?;
    let mut live = Live::new(ctx);
    let mut items = Vec::with_capacity(found.items.len());
    for article in found.items {
        items.push(fill(ctx, &mut live, article).await?);
    }
    Ok(Paged {
        items,
        page: found.page,
        total: found.total,
    })
}

async fn fill(ctx: &Ctx, live: &mut Live<'_>, article: Article) -> Result<ArticlePage> {
    let body = live.body(article.id, &article.body_markdown).await?;
    Ok(ArticlePage {
        json_ld: json_ld::graph(&ctx.config, &article, &body.faqs),
        canonical_url: ctx.config.link(&format!("/articles/{}", article.slug)),
        article,
        parts: body.parts,
        headings: body.headings,
        faqs: body.faqs,
    })
}
