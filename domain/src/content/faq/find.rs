use footpath_entity::{
    content::{Status, faq, faq_topic},
    id::{FaqId, TopicId},
    value::Slug,
};
use footpath_search::{Document, FaqDoc};
use footpath_templates::markdown;
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder,
    QuerySelect, Select, sea_query::Query,
};

use super::Faq;
use crate::{
    Ctx, Result,
    content::{
        text::Words,
        topic::{self, Topic},
    },
    paging::{Page, Paged},
};

/// What a list of questions is asked for.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// A topic's slug, as typed.
    pub topic: Option<String>,
    pub words: Words,
}

/// Published questions that match, in the editors' order. A topic that does not exist is
/// `Invalid`.
pub async fn list(ctx: &Ctx, filter: &Filter, page: Page) -> Result<Paged<Faq>> {
    let conn = ctx.store.read();
    let mut query = published();
    if let Some(slug) = &filter.topic {
        query = on_topic(query, topic::known(conn, slug).await?.id);
    }
    for pattern in filter.words.patterns() {
        query = query.filter(faq::Column::SearchText.like(pattern));
    }
    let total = query.clone().count(conn).await?;
    let rows = query
        .offset(page.offset())
        .limit(page.per_page)
        .all(conn)
        .await?;
    let items = assemble(conn, rows).await?;
    Ok(Paged { items, page, total })
}

/// The first `limit` published questions of a topic; none when the topic is gone.
pub async fn about(ctx: &Ctx, topic: &Slug, limit: u64) -> Result<Vec<Faq>> {
    let conn = ctx.store.read();
    let Some(topic) = topic::by_slug(conn, topic).await? else {
        return Ok(Vec::new());
    };
    let rows = on_topic(published(), topic.id)
        .limit(limit)
        .all(conn)
        .await?;
    assemble(conn, rows).await
}

/// What the index holds of a question; empty when readers may not see it.
pub async fn documents(conn: &impl ConnectionTrait, id: FaqId) -> Result<Vec<Document>> {
    let row = published().filter(faq::Column::Id.eq(id)).one(conn).await?;
    let mut topics = topic::of_faqs(conn, &[id]).await?;
    Ok(row
        .into_iter()
        .map(|row| {
            Document::Faq(FaqDoc {
                id: row.id.to_string(),
                question: row.question,
                answer: markdown::plain(&row.answer_markdown),
                topics: seen(topics.remove(&id))
                    .into_iter()
                    .map(|topic| topic.slug.into_string())
                    .collect(),
            })
        })
        .collect())
}

/// Every question that may be found.
pub async fn all_ids(conn: &impl ConnectionTrait) -> Result<Vec<String>> {
    let rows = published().all(conn).await?;
    Ok(rows.into_iter().map(|row| row.id.to_string()).collect())
}

fn published() -> Select<faq::Entity> {
    faq::Entity::find()
        .filter(faq::Column::Status.eq(Status::Published))
        .order_by_asc(faq::Column::Position)
        .order_by_asc(faq::Column::Id)
}

fn on_topic(query: Select<faq::Entity>, topic: TopicId) -> Select<faq::Entity> {
    let ids = Query::select()
        .column(faq_topic::Column::FaqId)
        .from(faq_topic::Entity)
        .and_where(faq_topic::Column::TopicId.eq(topic))
        .to_owned();
    query.filter(faq::Column::Id.in_subquery(ids))
}

/// Those of the topics that readers may see.
fn seen(topics: Option<Vec<Topic>>) -> Vec<Topic> {
    let mut topics = topics.unwrap_or_default();
    topics.retain(|topic| topic.status == Status::Published);
    topics
}

async fn assemble(conn: &impl ConnectionTrait, rows: Vec<faq::Model>) -> Result<Vec<Faq>> {
    let ids: Vec<FaqId> = rows.iter().map(|row| row.id).collect();
    let mut topics = topic::of_faqs(conn, &ids).await?;
    Ok(rows
        .into_iter()
        .map(|row| Faq {
            topics: seen(topics.remove(&row.id)),
            answer: markdown::render(&row.answer_markdown),
            id: row.id,
            question: row.question,
            is_example: row.is_example,
        })
        .collect())
}
