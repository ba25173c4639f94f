use std::collections::HashMap;

use chrono::{DateTime, Utc};
use footpath_entity::{
    catalog::{PublishState, offer, product, product_topic},
    content::{Status, topic},
    id::{ProductId, TopicId},
};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, ExprTrait, Order, PaginatorTrait,
    QueryFilter, QueryOrder, QuerySelect, Select,
    sea_query::{Expr, Func, LikeExpr, NullOrdering, Query, SelectStatement},
};

use super::{Attributes, Offer, Product, ProductFilter, Sort, TopicRef};
use crate::{
    Ctx, Error, Result,
    catalog::price,
    paging::{Page, Paged},
};

/// How many others stand under a product.
const RELATED: u64 = 3;

/// Live products that match the filter. A topic that does not exist is `Invalid`.
pub async fn list(ctx: &Ctx, filter: &ProductFilter, page: Page) -> Result<Paged<Product>> {
    let conn = ctx.store.read();
    let Some(query) = matching(conn, filter).await? else {
        return Err(Error::invalid("topic", "is not a topic of this site"));
    };
    let total = query.clone().count(conn).await?;
    let rows = ordered(query, filter.sort, ctx.now())
        .offset(page.offset())
        .limit(page.per_page)
        .all(conn)
        .await?;
    let items = assemble(ctx, conn, rows, ctx.now()).await?;
    Ok(Paged { items, page, total })
}

/// The first `limit` live products that match, for a block inside another page; none when the
/// topic is gone.
pub async fn cards(ctx: &Ctx, filter: &ProductFilter, limit: u64) -> Result<Vec<Product>> {
    let conn = ctx.store.read();
    let Some(query) = matching(conn, filter).await? else {
        return Ok(Vec::new());
    };
    let rows = ordered(query, filter.sort, ctx.now())
        .limit(limit)
        .all(conn)
        .await?;
    assemble(ctx, conn, rows, ctx.now()).await
}

/// A few others of the same kind and topic.
pub async fn related(ctx: &Ctx, product: &Product) -> Result<Vec<Product>> {
    let filter = ProductFilter {
        kind: Some(product.kind),
        topic: product.topics.first().map(|topic| topic.slug.clone()),
        ..ProductFilter::default()
    };
    let mut others = cards(ctx, &filter, RELATED + 1).await?;
    others.retain(|other| other.id != product.id);
    others.truncate(usize::try_from(RELATED).unwrap_or(usize::MAX));
    Ok(others)
}

/// Products that readers may see.
pub(in crate::catalog) fn live() -> Select<product::Entity> {
    product::Entity::find().filter(product::Column::Status.eq(PublishState::Live))
}

async fn matching(
    conn: &impl ConnectionTrait,
    filter: &ProductFilter,
) -> Result<Option<Select<product::Entity>>> {
    let mut query = live();
    if let Some(slug) = &filter.topic {
        let found = topic::Entity::find()
            .filter(topic::Column::Status.eq(Status::Published))
            .filter(topic::Column::Slug.eq(slug.as_str()))
            .one(conn)
            .await?;
        let Some(found) = found else { return Ok(None) };
        query = query.filter(product::Column::Id.in_subquery(about(found.id)));
    }
    let mut all = Condition::all();
    if let Some(kind) = filter.kind {
        all = all.add(product::Column::Kind.eq(kind));
    }
    if let Some(brand) = &filter.brand {
        all = all.add(Func::lower(Expr::col(product::Column::Brand)).eq(brand.as_str()));
    }
    if let Some(cushioning) = filter.cushioning {
        all = all.add(product::Column::Cushioning.eq(cushioning));
    }
    if let Some(stability) = filter.stability {
        all = all.add(product::Column::Stability.eq(stability));
    }
    if let Some(arch_support) = filter.arch_support {
        all = all.add(product::Column::ArchSupport.eq(arch_support));
    }
    for word in &filter.words {
        all = all.add(product::Column::SearchText.like(holding(word)));
    }
    Ok(Some(query.filter(all)))
}

fn about(topic: TopicId) -> SelectStatement {
    Query::select()
        .column(product_topic::Column::ProductId)
        .from(product_topic::Entity)
        .and_where(product_topic::Column::TopicId.eq(topic))
        .to_owned()
}

/// A pattern for texts that hold this word as it stands: no wildcard of the reader's.
fn holding(word: &str) -> LikeExpr {
    let mut pattern = String::from("%");
    for c in word.chars() {
        if matches!(c, '%' | '_' | '\\') {
            pattern.push('\\');
        }
        pattern.push(c);
    }
    pattern.push('%');
    LikeExpr::new(pattern).escape('\\')
}

fn ordered(
    query: Select<product::Entity>,
    sort: Sort,
    now: DateTime<Utc>,
) -> Select<product::Entity> {
    let query = match sort {
        Sort::Title => query,
        Sort::Brand => query.order_by_asc(product::Column::Brand),
        Sort::Newest => query.order_by_desc(product::Column::PublishedAt),
        Sort::Price => query.order_by_with_nulls(lowest_price(now), Order::Asc, NullOrdering::Last),
    };
    query
        .order_by_asc(product::Column::Title)
        .order_by_asc(product::Column::Id)
}

fn lowest_price(now: DateTime<Utc>) -> Expr {
    let lowest = Query::select()
        .expr(offer::Column::Price.min())
        .from(offer::Entity)
        .and_where(
            Expr::col((offer::Entity, offer::Column::ProductId))
                .equals((product::Entity, product::Column::Id)),
        )
        .and_where(offer::Column::Status.eq(PublishState::Live))
        .and_where(offer::Column::Currency.eq("USD"))
        .and_where(offer::Column::CheckedAt.gte(price::stale_before(now)))
        .to_owned();
    Expr::SubQuery(None, Box::new(lowest.into()))
}

/// Rows with their topics and live offers, in the order of the rows. Prices that are stale at
/// `now` are left out.
pub(in crate::catalog) async fn assemble(
    ctx: &Ctx,
    conn: &impl ConnectionTrait,
    rows: Vec<product::Model>,
    now: DateTime<Utc>,
) -> Result<Vec<Product>> {
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    let ids: Vec<ProductId> = rows.iter().map(|row| row.id).collect();
    let mut topics = topics_of(conn, &ids).await?;
    let mut offers: HashMap<ProductId, Vec<Offer>> = HashMap::new();
    let sold = offer::Entity::find()
        .filter(offer::Column::ProductId.is_in(ids))
        .filter(offer::Column::Status.eq(PublishState::Live))
        .order_by_asc(offer::Column::Position)
        .order_by_asc(offer::Column::Id)
        .all(conn)
        .await?;
    for row in sold {
        offers
            .entry(row.product_id)
            .or_default()
            .push(Offer::of(ctx, row, now));
    }
    Ok(rows
        .into_iter()
        .map(|row| Product {
            topics: topics.remove(&row.id).unwrap_or_default(),
            offers: offers.remove(&row.id).unwrap_or_default(),
            attributes: Attributes::of(&row),
            image: row.image.map(|image| absolute(ctx, &image)),
            url: ctx.config.link(&format!("/products/{}", row.slug)),
            id: row.id,
            slug: row.slug,
            kind: row.kind,
            brand: row.brand,
            model: row.model,
            title: row.title,
            summary: row.summary,
            reason: row.reason,
            body_markdown: row.body_markdown,
            status: row.status,
            version: row.version,
            updated_at: row.updated_at,
        })
        .collect())
}

async fn topics_of(
    conn: &impl ConnectionTrait,
    ids: &[ProductId],
) -> Result<HashMap<ProductId, Vec<TopicRef>>> {
    let links = product_topic::Entity::find()
        .filter(product_topic::Column::ProductId.is_in(ids.iter().copied()))
        .all(conn)
        .await?;
    let mut of_topic: HashMap<TopicId, Vec<ProductId>> = HashMap::new();
    for link in links {
        of_topic
            .entry(link.topic_id)
            .or_default()
            .push(link.product_id);
    }
    let topics = topic::Entity::find()
        .filter(topic::Column::Id.is_in(of_topic.keys().copied()))
        .filter(topic::Column::Status.eq(Status::Published))
        .order_by_asc(topic::Column::Slug)
        .all(conn)
        .await?;
    let mut by_product: HashMap<ProductId, Vec<TopicRef>> = HashMap::new();
    for topic in topics {
        for product in of_topic.remove(&topic.id).unwrap_or_default() {
            by_product.entry(product).or_default().push(TopicRef {
                slug: topic.slug.clone(),
                name: topic.name.clone(),
            });
        }
    }
    Ok(by_product)
}

fn absolute(ctx: &Ctx, image: &str) -> String {
    if image.starts_with('/') {
        ctx.config.link(image)
    } else {
        image.to_owned()
    }
}
