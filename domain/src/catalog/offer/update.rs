use footpath_entity::{
    catalog::{PublishState, offer},
    id::OfferId,
};
use sea_orm::{ActiveModelTrait, EntityTrait, IntoActiveModel, QuerySelect};
use serde_json::json;

use super::{OfferDraft, OfferEdit};
use crate::{
    Actor, Ctx, Error, Result,
    audit::{self, Event},
    policy::{self, Action},
    search_log::{self, Kind},
    store::Tx,
};

/// Changes an offer; with `if_version`, only that version. A new price or availability, or
/// `checked`, counts as a look at the merchant's page now.
pub async fn update(
    ctx: &Ctx,
    actor: &Actor,
    id: OfferId,
    if_version: Option<i64>,
    edit: OfferEdit,
) -> Result<offer::Model> {
    policy::require(actor, Action::CatalogManage)?;
    let tx = ctx.store.begin().await?;
    let mut row = load(&tx, id, if_version).await?;
    let looked = edit.checked || edit.price.is_some() || edit.availability.is_some();
    let checked = OfferDraft::of(&row).edited(edit).check()?;
    if looked {
        row.checked_at = ctx.now();
    }
    row.merchant = checked.merchant;
    row.url = checked.url;
    row.price = checked.price;
    row.currency = checked.currency;
    row.availability = checked.availability;
    row.direct = checked.direct;
    row.position = checked.position;
    store(ctx, tx, actor, row, "offer.updated").await
}

/// Shows an offer to readers again.
pub async fn publish(
    ctx: &Ctx,
    actor: &Actor,
    id: OfferId,
    if_version: Option<i64>,
) -> Result<offer::Model> {
    turn(ctx, actor, id, if_version, PublishState::Live).await
}

/// Takes an offer from readers; its `/go/` link ends.
pub async fn archive(
    ctx: &Ctx,
    actor: &Actor,
    id: OfferId,
    if_version: Option<i64>,
) -> Result<offer::Model> {
    turn(ctx, actor, id, if_version, PublishState::Archived).await
}

async fn turn(
    ctx: &Ctx,
    actor: &Actor,
    id: OfferId,
    if_version: Option<i64>,
    status: PublishState,
) -> Result<offer::Model> {
    policy::require(actor, Action::CatalogManage)?;
    let tx = ctx.store.begin().await?;
    let mut row = load(&tx, id, if_version).await?;
    if row.status == status {
        return Ok(row);
    }
    row.status = status;
    let action = match status {
        PublishState::Live => "offer.published",
        PublishState::Draft | PublishState::Archived => "offer.archived",
    };
    store(ctx, tx, actor, row, action).await
}

async fn load(tx: &Tx, id: OfferId, if_version: Option<i64>) -> Result<offer::Model> {
    let row = offer::Entity::find_by_id(id)
        .lock_exclusive()
        .one(tx)
        .await?
        .ok_or(Error::not_found("offer.not_found"))?;
    if if_version.is_some_and(|version| version != row.version) {
        return Err(Error::Stale {
            code: "offer.stale",
        });
    }
    Ok(row)
}

async fn store(
    ctx: &Ctx,
    tx: Tx,
    actor: &Actor,
    mut row: offer::Model,
    action: &'static str,
) -> Result<offer::Model> {
    row.version += 1;
    row.updated_at = ctx.now();
    offer::Entity::update(row.clone().into_active_model().reset_all())
        .exec(&tx)
        .await?;
    let event = Event {
        action,
        object_kind: "offer",
        object_id: &row.id,
        detail: json!({ "product": row.product_id, "version": row.version }),
    };
    audit::record(ctx, &tx, actor, event).await?;
    search_log::touch(ctx, &tx, Kind::Product, row.product_id).await?;
    tx.commit().await?;
    Ok(row)
}
