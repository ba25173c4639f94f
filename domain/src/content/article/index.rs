use footpath_entity::{content::article, id::ArticleId};
use footpath_search::{ArticleDoc, Document};
use footpath_templates::markdown;
use sea_orm::{ColumnTrait, ConnectionTrait, QueryFilter};

use super::list::{assemble, published};
use crate::Result;

/// What the index holds of an article; empty when readers may not see it.
pub async fn documents(conn: &impl ConnectionTrait, id: ArticleId) -> Result<Vec<Document>> {
    let row = published()
        .filter(article::Column::Id.eq(id))
        .one(conn)
        .await?;
    let found = assemble(conn, row.into_iter().collect()).await?;
    Ok(found
        .into_iter()
        .map(|article| {
            Document::Article(ArticleDoc {
                id: article.id.to_string(),
                slug: article.slug.into_string(),
                title: article.title,
                summary: article.summary,
                body: markdown::plain(&article.body_markdown),
                topics: article
                    .topics
                    .into_iter()
                    .map(|topic| topic.slug.into_string())
                    .collect(),
            })
        })
        .collect())
}

/// Every article that may be found.
pub async fn all_ids(conn: &impl ConnectionTrait) -> Result<Vec<String>> {
    let rows = published().all(conn).await?;
    Ok(rows.into_iter().map(|row| row.id.to_string()).collect())
}
