//! Following an offer: where it leads, and one click counted, nothing about who.

use std::time::Duration;

use footpath_entity::{
    catalog::{PublishState, offer, offer_click, product},
    id::OfferId,
};
use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, EntityTrait, QueryFilter,
    sea_query::{Expr, ExprTrait, OnConflict},
};

use crate::{Ctx, Error, Result};

/// A reader never waits longer than this for the counting.
const PATIENCE: Duration = Duration::from_millis(500);

/// The stored address of an offer that readers may follow. With `count`, one click is added to
/// its day before the answer, so that no click is lost that was answered; when the database is
/// too busy for that, the reader goes on and the log says that a click is missing.
pub async fn follow(ctx: &Ctx, id: OfferId, count: bool) -> Result<String> {
    let gone = || Error::not_found("offer.not_found");
    let offer = offer::Entity::find_by_id(id)
        .filter(offer::Column::Status.eq(PublishState::Live))
        .filter(offer::Column::Direct.eq(false))
        .one(ctx.store.read())
        .await?
        .ok_or_else(gone)?;
    product::Entity::find_by_id(offer.product_id)
        .filter(product::Column::Status.eq(PublishState::Live))
        .one(ctx.store.read())
        .await?
        .ok_or_else(gone)?;
    if count {
        match tokio::time::timeout(PATIENCE, add_one(ctx, id)).await {
            Ok(Ok(())) => {}
            Ok(Err(error)) => tracing::warn!(offer = %id, %error, "a click was not counted"),
            Err(_) => tracing::warn!(offer = %id, "a click was not counted in time"),
        }
    }
    Ok(offer.url)
}

async fn add_one(ctx: &Ctx, id: OfferId) -> Result<()> {
    let row = offer_click::ActiveModel {
        offer_id: Set(id),
        day: Set(ctx.now().date_naive()),
        clicks: Set(1),
    };
    let grow = OnConflict::columns([offer_click::Column::OfferId, offer_click::Column::Day])
        .value(
            offer_click::Column::Clicks,
            Expr::col((offer_click::Entity, offer_click::Column::Clicks)).add(1),
        )
        .to_owned();
    let tx = ctx.store.begin().await?;
    offer_click::Entity::insert(row)
        .on_conflict(grow)
        .exec_without_returning(&tx)
        .await?;
    tx.commit().await
}
