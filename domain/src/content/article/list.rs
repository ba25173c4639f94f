use footpath_entity::{
    content::{Status, article, article_revision},
    id::RevisionId,
    value::Slug,
};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder,
    QuerySelect, Select, sea_query::Query,
};

use super::{Article, Seo};
use crate::{
    Ctx, Result,
    content::{text::Words, topic},
    paging::{Page, Paged},
};

/// What a list of articles is asked for.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// A topic's slug, as typed.
    pub topic: Option<String>,
    pub words: Words,
}

/// Published articles that match, newest first. A topic that does not exist is `Invalid`.
pub async fn list(ctx: &Ctx, filter: &Filter, page: Page) -> Result<Paged<Article>> {
    let conn = ctx.store.read();
    let mut query = published();
    if let Some(slug) = &filter.topic {
        let topic = topic::known(conn, slug).await?;
        query = query.filter(article::Column::Id.in_subquery(topic::of_articles(topic.id)));
    }
    for pattern in filter.words.patterns() {
        let holding = Query::select()
            .column(article_revision::Column::Id)
            .from(article_revision::Entity)
            .and_where(article_revision::Column::SearchText.like(pattern))
            .to_owned();
        query = query.filter(article::Column::LiveRevision.in_subquery(holding));
    }
    let total = query.clone().count(conn).await?;
    let rows = newest_first(query)
        .offset(page.offset())
        .limit(page.per_page)
        .all(conn)
        .await?;
    let items = assemble(conn, rows).await?;
    Ok(Paged { items, page, total })
}

/// The newest `limit` published articles.
pub async fn recent(ctx: &Ctx, limit: u64) -> Result<Vec<Article>> {
    let conn = ctx.store.read();
    let rows = newest_first(published()).limit(limit).all(conn).await?;
    assemble(conn, rows).await
}

/// The newest `limit` published articles of a topic, for a block inside another page; none when
/// the topic is gone.
pub async fn about(ctx: &Ctx, topic: &Slug, limit: u64) -> Result<Vec<Article>> {
    let conn = ctx.store.read();
    let Some(topic) = topic::by_slug(conn, topic).await? else {
        return Ok(Vec::new());
    };
    let query = published().filter(article::Column::Id.in_subquery(topic::of_articles(topic.id)));
    let rows = newest_first(query).limit(limit).all(conn).await?;
    assemble(conn, rows).await
}

/// Articles that readers may see.
pub(in crate::content) fn published() -> Select<article::Entity> {
    article::Entity::find()
        .filter(article::Column::Status.eq(Status::Published))
        .filter(article::Column::LiveRevision.is_not_null())
}

fn newest_first(query: Select<article::Entity>) -> Select<article::Entity> {
    query
        .order_by_desc(article::Column::PublishedAt)
        .order_by_asc(article::Column::Slug)
}

/// Published rows with what is live of them, in the order of the rows.
pub(super) async fn assemble(
    conn: &impl ConnectionTrait,
    rows: Vec<article::Model>,
) -> Result<Vec<Article>> {
    let ids: Vec<RevisionId> = rows.iter().filter_map(|row| row.live_revision).collect();
    let revisions = article_revision::Entity::find()
        .filter(article_revision::Column::Id.is_in(ids))
        .all(conn)
        .await?;
    let used = revisions.iter().flat_map(|r| r.topics.0.iter().copied());
    let topics = topic::by_ids(conn, used).await?;
    Ok(rows
        .into_iter()
        .filter_map(|row| {
            let live = row.live_revision?;
            let revision = revisions.iter().find(|r| r.id == live)?.clone();
            let topics = revision.topics.0.iter().filter_map(|id| topics.get(id));
            let seen = topics.filter(|topic| topic.status == Status::Published);
            let topics = seen.cloned().collect();
            Some(Article {
                id: row.id,
                slug: row.slug,
                topics,
                seo: Seo {
                    title: revision.seo_title.unwrap_or_else(|| revision.title.clone()),
                    description: revision
                        .seo_description
                        .unwrap_or_else(|| revision.summary.clone()),
                },
                title: revision.title,
                summary: revision.summary,
                body_markdown: revision.body_markdown,
                author: revision.author_line,
                reviewed_by: revision.reviewed_by,
                last_reviewed: revision.last_reviewed,
                next_review_due: revision.next_review_due,
                published_at: row.published_at?,
                updated_at: row.live_at?,
                is_example: row.is_example,
            })
        })
        .collect())
}
