use std::collections::HashMap;

use footpath_entity::{
    content::{Status, article_topic, faq_topic, topic},
    id::{FaqId, TopicId},
    value::Slug,
};
use footpath_search::{Document, TopicDoc};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder,
    QuerySelect, Select,
};

use super::Topic;
use crate::{
    Ctx, Error, Result,
    paging::{Page, Paged},
};

/// All published topics, in the editors' order.
pub async fn list(ctx: &Ctx) -> Result<Vec<Topic>> {
    let rows = published().all(ctx.store.read()).await?;
    Ok(rows.into_iter().map(Topic::from).collect())
}

/// One page of the published topics, in the editors' order.
pub async fn page(ctx: &Ctx, page: Page) -> Result<Paged<Topic>> {
    let conn = ctx.store.read();
    let total = topic::Entity::find().count(conn).await?;
    let rows = published()
        .offset(page.offset())
        .limit(page.per_page)
        .all(conn)
        .await?;
    let items = rows.into_iter().map(Topic::from).collect();
    Ok(Paged { items, page, total })
}

/// The published topic of this name, if there is one.
pub async fn by_slug(conn: &impl ConnectionTrait, slug: &Slug) -> Result<Option<Topic>> {
    let row = published()
        .filter(topic::Column::Slug.eq(slug.as_str()))
        .one(conn)
        .await?;
    Ok(row.map(Topic::from))
}

/// The topic that a reader asked for by `topic=`; an unknown one is `Invalid`.
pub async fn known(conn: &impl ConnectionTrait, slug: &str) -> Result<Topic> {
    let unknown = || Error::invalid("topic", "is not a topic of this site");
    let slug: Slug = slug.parse().map_err(|_| unknown())?;
    by_slug(conn, &slug).await?.ok_or_else(unknown)
}

/// The IDs of these topics, in whatever state, in the same order, and the names that no topic
/// has.
pub async fn resolve(
    conn: &impl ConnectionTrait,
    slugs: &[Slug],
) -> Result<(Vec<TopicId>, Vec<Slug>)> {
    let rows = topic::Entity::find()
        .filter(topic::Column::Slug.is_in(slugs.iter().map(Slug::as_str)))
        .all(conn)
        .await?;
    let mut ids = Vec::new();
    let mut unknown = Vec::new();
    for slug in slugs {
        match rows.iter().find(|row| row.slug == *slug) {
            Some(row) => ids.push(row.id),
            None => unknown.push(slug.clone()),
        }
    }
    Ok((ids, unknown))
}

/// What the index holds of a topic; empty when readers may not see it.
pub async fn documents(conn: &impl ConnectionTrait, id: TopicId) -> Result<Vec<Document>> {
    let row = topic::Entity::find_by_id(id).one(conn).await?;
    Ok(row
        .into_iter()
        .filter(|row| row.status == Status::Published)
        .map(|row| {
            Document::Topic(TopicDoc {
                id: row.id.to_string(),
                slug: row.slug.into_string(),
                name: row.name,
                summary: row.summary,
            })
        })
        .collect())
}

/// Every topic that may be found.
pub async fn all_ids(conn: &impl ConnectionTrait) -> Result<Vec<String>> {
    let rows = published().all(conn).await?;
    Ok(rows.into_iter().map(|row| row.id.to_string()).collect())
}

/// These topics, in whatever state, by ID.
pub(in crate::content) async fn by_ids(
    conn: &impl ConnectionTrait,
    ids: impl IntoIterator<Item = TopicId>,
) -> Result<HashMap<TopicId, Topic>> {
    let rows = topic::Entity::find()
        .filter(topic::Column::Id.is_in(ids))
        .all(conn)
        .await?;
    Ok(rows.into_iter().map(|row| (row.id, row.into())).collect())
}

/// The articles that are live on a topic.
pub(in crate::content) fn of_articles(topic: TopicId) -> sea_orm::sea_query::SelectStatement {
    sea_orm::sea_query::Query::select()
        .column(article_topic::Column::ArticleId)
        .from(article_topic::Entity)
        .and_where(article_topic::Column::TopicId.eq(topic))
        .to_owned()
}

/// The topics of each of these questions, in whatever state, in the editors' order.
pub(in crate::content) async fn of_faqs(
    conn: &impl ConnectionTrait,
    ids: &[FaqId],
) -> Result<HashMap<FaqId, Vec<Topic>>> {
    let links = faq_topic::Entity::find()
        .filter(faq_topic::Column::FaqId.is_in(ids.iter().copied()))
        .all(conn)
        .await?;
    let rows = ordered()
        .filter(topic::Column::Id.is_in(links.iter().map(|link| link.topic_id)))
        .all(conn)
        .await?;
    let mut by_faq: HashMap<FaqId, Vec<Topic>> = HashMap::new();
    for row in rows {
        let topic = Topic::from(row);
        for link in links.iter().filter(|link| link.topic_id == topic.id) {
            by_faq.entry(link.faq_id).or_default().push(topic.clone());
        }
    }
    Ok(by_faq)
}

fn published() -> Select<topic::Entity> {
    ordered().filter(topic::Column::Status.eq(Status::Published))
}

pub(super) fn ordered() -> Select<topic::Entity> {
    topic::Entity::find()
        .order_by_asc(topic::Column::Position)
        .order_by_asc(topic::Column::Name)
        .order_by_asc(topic::Column::Id)
}
