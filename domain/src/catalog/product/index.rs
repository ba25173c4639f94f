//! What the search index holds of products.

use footpath_entity::{
    catalog::{ArchSupport, Cushioning, PublishState, Stability, product},
    id::ProductId,
};
use footpath_search::{Document, ProductDoc};
use footpath_templates::markdown;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use super::{live, manage::topic_slugs};
use crate::Result;

/// The document of a product; none when readers may not see it.
pub async fn documents(conn: &impl ConnectionTrait, id: &str) -> Result<Vec<Document>> {
    let Ok(id) = id.parse::<ProductId>() else {
        return Ok(Vec::new());
    };
    let row = live().filter(product::Column::Id.eq(id)).one(conn).await?;
    let Some(row) = row else {
        return Ok(Vec::new());
    };
    let topics = topic_slugs(conn, id).await?;
    Ok(vec![Document::Product(document(row, topics))])
}

/// Every product that may be found.
pub async fn all_ids(conn: &impl ConnectionTrait) -> Result<Vec<String>> {
    let ids: Vec<ProductId> = product::Entity::find()
        .filter(product::Column::Status.eq(PublishState::Live))
        .select_only()
        .column(product::Column::Id)
        .order_by_asc(product::Column::Id)
        .into_tuple()
        .all(conn)
        .await?;
    Ok(ids.iter().map(ToString::to_string).collect())
}

fn document(row: product::Model, topics: Vec<String>) -> ProductDoc {
    let word = |word: Option<&'static str>| word.map(str::to_owned);
    ProductDoc {
        id: row.id.to_string(),
        slug: row.slug.into_string(),
        title: row.title,
        product_kind: row.kind.as_str().to_owned(),
        brand: row.brand,
        model: row.model,
        summary: row.summary,
        body: markdown::plain(&row.body_markdown),
        topics,
        cushioning: word(row.cushioning.map(Cushioning::as_str)),
        stability: word(row.stability.map(Stability::as_str)),
        arch_support: word(row.arch_support.map(ArchSupport::as_str)),
    }
}
