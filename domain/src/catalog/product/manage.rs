//! What staff see: every product, whatever its state.

use footpath_entity::{
    catalog::{offer, product, product_topic},
    content::topic,
    id::ProductId,
};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect,
};

use super::ProductDraft;
use crate::{
    Actor, Ctx, Error, Result,
    paging::{Page, Paged},
    policy::{self, Action},
};

/// A product as an editor changes it.
#[derive(Clone, Debug, PartialEq)]
pub struct Manageable {
    pub row: product::Model,
    pub draft: ProductDraft,
    /// In the editors' order, whatever their state.
    pub offers: Vec<offer::Model>,
}

/// All products, last changed first.
pub async fn manageable(ctx: &Ctx, actor: &Actor, page: Page) -> Result<Paged<product::Model>> {
    policy::require(actor, Action::CatalogManage)?;
    let conn = ctx.store.read();
    let query = product::Entity::find();
    let total = query.clone().count(conn).await?;
    let items = query
        .order_by_desc(product::Column::UpdatedAt)
        .order_by_desc(product::Column::Id)
        .offset(page.offset())
        .limit(page.per_page)
        .all(conn)
        .await?;
    Ok(Paged { items, page, total })
}

/// One product with its offers.
pub async fn by_id(ctx: &Ctx, actor: &Actor, id: ProductId) -> Result<Manageable> {
    policy::require(actor, Action::CatalogManage)?;
    let conn = ctx.store.read();
    let row = product::Entity::find_by_id(id)
        .one(conn)
        .await?
        .ok_or(Error::not_found("product.not_found"))?;
    let draft = ProductDraft::of(&row, topic_slugs(conn, id).await?);
    let offers = offer::Entity::find()
        .filter(offer::Column::ProductId.eq(id))
        .order_by_asc(offer::Column::Position)
        .order_by_asc(offer::Column::Id)
        .all(conn)
        .await?;
    Ok(Manageable { row, draft, offers })
}

/// Slugs of a product's topics, in order.
pub(super) async fn topic_slugs(conn: &impl ConnectionTrait, id: ProductId) -> Result<Vec<String>> {
    let links = product_topic::Entity::find()
        .filter(product_topic::Column::ProductId.eq(id))
        .all(conn)
        .await?;
    let topics = topic::Entity::find()
        .filter(topic::Column::Id.is_in(links.into_iter().map(|link| link.topic_id)))
        .order_by_asc(topic::Column::Slug)
        .all(conn)
        .await?;
    Ok(topics
        .into_iter()
        .map(|topic| topic.slug.into_string())
        .collect())
}
