use footpath_entity::{
    catalog::{PublishState, product, product_topic},
    content::{Status, topic},
    id::TopicId,
};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use super::{TopicRef, live};
use crate::{Ctx, Result};

/// What there is to narrow a list by: only what at least one live product has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Facets {
    /// By name.
    pub brands: Vec<String>,
    /// By the editors' order, then by name.
    pub topics: Vec<TopicRef>,
}

/// Brands and topics of the live products.
pub async fn facets(ctx: &Ctx) -> Result<Facets> {
    let conn = ctx.store.read();
    let brands = live()
        .select_only()
        .column(product::Column::Brand)
        .distinct()
        .order_by_asc(product::Column::Brand)
        .into_tuple()
        .all(conn)
        .await?;
    let used: Vec<TopicId> = product_topic::Entity::find()
        .select_only()
        .column(product_topic::Column::TopicId)
        .distinct()
        .filter(
            product_topic::Column::ProductId.in_subquery(
                sea_orm::sea_query::Query::select()
                    .column(product::Column::Id)
                    .from(product::Entity)
                    .and_where(product::Column::Status.eq(PublishState::Live))
                    .to_owned(),
            ),
        )
        .into_tuple()
        .all(conn)
        .await?;
    let topics = topic::Entity::find()
        .filter(topic::Column::Id.is_in(used))
        .filter(topic::Column::Status.eq(Status::Published))
        .order_by_asc(topic::Column::Position)
        .order_by_asc(topic::Column::Name)
        .all(conn)
        .await?
        .into_iter()
        .map(|topic| TopicRef {
            slug: topic.slug,
            name: topic.name,
        })
        .collect();
    Ok(Facets { brands, topics })
}
