//! What staff see: every product, whatever its state.

use footpath_entity::{
    catalog::{ProductKind, PublishState, offer, product, product_topic},
    content::topic,
    id::ProductId,
};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder,
    QuerySelect, sea_query::Query,
};

use super::ProductDraft;
use crate::{
    Actor, Ctx, Error, Result,
    catalog::price,
    content::text::Words,
    paging::{Page, Paged},
    policy::{self, Action},
};

/// A product as an editor changes it.
#[derive(Clone, Debug, PartialEq)]
pub struct Managed {
    pub row: product::Model,
    pub draft: ProductDraft,
    /// In the editors' order, whatever their state.
    pub offers: Vec<offer::Model>,
}

/// What a list for staff is asked for.
#[derive(Clone, Debug, Default)]
pub struct ManageFilter {
    pub status: Option<PublishState>,
    pub kind: Option<ProductKind>,
    /// Only those with a price that nobody has looked at for too long.
    pub stale: bool,
    pub words: Words,
}

/// Products in every state, last changed first.
pub async fn manage_list(
    ctx: &Ctx,
    actor: &Actor,
    filter: &ManageFilter,
    page: Page,
) -> Result<Paged<product::Model>> {
    policy::require(actor, Action::ConsoleView)?;
    let conn = ctx.store.read();
    let mut query = product::Entity::find();
    if let Some(status) = filter.status {
        query = query.filter(product::Column::Status.eq(status));
    }
    if let Some(kind) = filter.kind {
        query = query.filter(product::Column::Kind.eq(kind));
    }
    if filter.stale {
        let stale = Query::select()
            .column(offer::Column::ProductId)
            .from(offer::Entity)
            .and_where(offer::Column::Status.eq(PublishState::Live))
            .and_where(offer::Column::Price.is_not_null())
            .and_where(offer::Column::CheckedAt.lt(price::stale_before(ctx.now())))
            .to_owned();
        query = query.filter(product::Column::Id.in_subquery(stale));
    }
    for pattern in filter.words.patterns() {
        query = query.filter(product::Column::SearchText.like(pattern));
    }
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
pub async fn managed(ctx: &Ctx, actor: &Actor, id: ProductId) -> Result<Managed> {
    policy::require(actor, Action::ConsoleView)?;
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
    Ok(Managed { row, draft, offers })
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
