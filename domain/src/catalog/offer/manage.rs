//! What staff see: every offer, whatever its state.

use chrono::{NaiveDate, TimeDelta};
use footpath_entity::{
    catalog::{offer, offer_click},
    id::{OfferId, ProductId},
};
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect};

use crate::{
    Actor, Ctx, Error, Result,
    paging::{Page, Paged},
    policy::{self, Action},
};

/// All offers, or those of one product, in the order of products and then the editors'.
pub async fn manage_list(
    ctx: &Ctx,
    actor: &Actor,
    of: Option<ProductId>,
    page: Page,
) -> Result<Paged<offer::Model>> {
    policy::require(actor, Action::ConsoleView)?;
    let conn = ctx.store.read();
    let mut query = offer::Entity::find();
    if let Some(product) = of {
        query = query.filter(offer::Column::ProductId.eq(product));
    }
    let total = query.clone().count(conn).await?;
    let items = query
        .order_by_asc(offer::Column::ProductId)
        .order_by_asc(offer::Column::Position)
        .order_by_asc(offer::Column::Id)
        .offset(page.offset())
        .limit(page.per_page)
        .all(conn)
        .await?;
    Ok(Paged { items, page, total })
}

/// One offer.
pub async fn managed(ctx: &Ctx, actor: &Actor, id: OfferId) -> Result<offer::Model> {
    policy::require(actor, Action::ConsoleView)?;
    offer::Entity::find_by_id(id)
        .one(ctx.store.read())
        .await?
        .ok_or(Error::not_found("offer.not_found"))
}

/// Clicks on all offers on each of the last days (UTC), the first day first.
pub async fn clicks_per_day(ctx: &Ctx, actor: &Actor, days: u32) -> Result<Vec<(NaiveDate, u64)>> {
    policy::require(actor, Action::ConsoleView)?;
    let today = ctx.now().date_naive();
    let first = today - TimeDelta::days(i64::from(days) - 1);
    let counted: Vec<offer_click::Model> = offer_click::Entity::find()
        .filter(offer_click::Column::Day.gte(first))
        .all(ctx.store.read())
        .await?;
    let on = |day: NaiveDate| {
        let clicks = counted.iter().filter(|row| row.day == day);
        clicks
            .map(|row| u64::try_from(row.clicks).unwrap_or(0))
            .sum()
    };
    let days = first.iter_days().take_while(|day| *day <= today);
    Ok(days.map(|day| (day, on(day))).collect())
}

/// Clicks on one offer by day (UTC), last day first.
pub async fn clicks(ctx: &Ctx, actor: &Actor, id: OfferId) -> Result<Vec<offer_click::Model>> {
    policy::require(actor, Action::ConsoleView)?;
    let days = offer_click::Entity::find()
        .filter(offer_click::Column::OfferId.eq(id))
        .order_by_desc(offer_click::Column::Day)
        .all(ctx.store.read())
        .await?;
    Ok(days)
}
