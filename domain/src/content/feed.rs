//! The newest articles as an Atom feed (RFC 4287), and every address for search engines.

use chrono::{DateTime, SecondsFormat, Utc};
use footpath_entity::{
    catalog::{PublishState, product},
    content::{Status, article, topic},
};
use footpath_templates::{
    Template,
    feed::{ATOM_END, AtomEntry, AtomHead},
};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};

use super::article::{Article, recent};
use crate::{Ctx, Error, Result};

/// How many articles the feed holds.
const ENTRIES: u64 = 50;
/// Most addresses that one sitemap may hold, by its protocol.
const SITEMAP_MAX: usize = 50_000;
const PAGES: [&str; 7] = [
    "/",
    "/articles",
    "/faqs",
    "/products",
    "/find-a-podiatrist",
    "/assessment",
    "/privacy",
];

/// The newest articles, newest first, as Atom.
pub async fn atom(ctx: &Ctx) -> Result<String> {
    let articles = recent(ctx, ENTRIES).await?;
    // An empty feed has a date too; one that stands still keeps its ETag.
    let updated = articles
        .iter()
        .map(|article| article.updated_at)
        .max()
        .unwrap_or(DateTime::UNIX_EPOCH);
    let this = ctx.config.link("/feeds/articles.atom");
    let head = AtomHead {
        id: this.clone(),
        title: ctx.config.site_name.clone(),
        self_link: this,
        site_link: ctx.config.link("/"),
        updated: rfc3339(updated),
    };
    let mut feed = head.render().map_err(Error::internal)?;
    for article in &articles {
        feed.push_str(&entry(ctx, article).render().map_err(Error::internal)?);
    }
    feed.push_str(ATOM_END);
    Ok(feed)
}

fn entry(ctx: &Ctx, article: &Article) -> AtomEntry {
    AtomEntry {
        id: format!("urn:uuid:{}", article.id),
        title: article.title.clone(),
        link: ctx.config.link(&format!("/articles/{}", article.slug)),
        author: article.author.clone(),
        published: rfc3339(article.published_at),
        updated: rfc3339(article.updated_at),
        summary: article.summary.clone(),
        topics: article.topics.iter().map(|t| t.slug.to_string()).collect(),
    }
}

fn rfc3339(at: DateTime<Utc>) -> String {
    at.to_rfc3339_opts(SecondsFormat::Secs, true)
}

/// A page that search engines may visit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Address {
    /// Absolute.
    pub url: String,
    pub changed: Option<DateTime<Utc>>,
}

/// Every page that search engines may visit: the fixed ones, then topics, published articles and
/// live products. Podiatrists are found through the directory's own pages.
pub async fn addresses(ctx: &Ctx) -> Result<Vec<Address>> {
    let conn = ctx.store.read();
    let address = |path: &str, changed| Address {
        url: ctx.config.link(path),
        changed,
    };
    let mut all: Vec<Address> = PAGES.iter().map(|path| address(path, None)).collect();
    let topics = topic::Entity::find()
        .filter(topic::Column::Status.eq(Status::Published))
        .order_by_asc(topic::Column::Slug)
        .all(conn)
        .await?;
    all.extend(
        topics
            .iter()
            .map(|topic| address(&format!("/topics/{}", topic.slug), None)),
    );
    let articles = super::article::published()
        .order_by_asc(article::Column::Slug)
        .all(conn)
        .await?;
    all.extend(
        articles
            .iter()
            .map(|row| address(&format!("/articles/{}", row.slug), row.live_at)),
    );
    let products = product::Entity::find()
        .filter(product::Column::Status.eq(PublishState::Live))
        .order_by_asc(product::Column::Slug)
        .all(conn)
        .await?;
    all.extend(
        products
            .iter()
            .map(|row| address(&format!("/products/{}", row.slug), Some(row.updated_at))),
    );
    all.truncate(SITEMAP_MAX);
    Ok(all)
}
