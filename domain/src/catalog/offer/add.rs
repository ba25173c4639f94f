use footpath_entity::{
    catalog::{PublishState, offer, product},
    id::{OfferId, ProductId},
};
use sea_orm::{EntityTrait, IntoActiveModel};
use serde_json::json;

use super::OfferDraft;
use crate::{
    Actor, Ctx, Error, Result,
    audit::{self, Event},
    policy::{self, Action},
    search_log::{self, Kind},
    store::Tx,
};

/// Adds an offer to a product. It is live at once; its price counts as looked up now.
pub async fn add(
    ctx: &Ctx,
    actor: &Actor,
    product: ProductId,
    draft: &OfferDraft,
) -> Result<offer::Model> {
    policy::require(actor, Action::CatalogManage)?;
    let tx = ctx.store.begin().await?;
    product::Entity::find_by_id(product)
        .one(&tx)
        .await?
        .ok_or(Error::not_found("product.not_found"))?;
    let row = insert(ctx, &tx, actor, product, draft).await?;
    search_log::touch(ctx, &tx, Kind::Product, product).await?;
    tx.commit().await?;
    Ok(row)
}

/// The part of `add` that runs in the caller's transaction.
pub(in crate::catalog) async fn insert(
    ctx: &Ctx,
    tx: &Tx,
    actor: &Actor,
    product: ProductId,
    draft: &OfferDraft,
) -> Result<offer::Model> {
    let checked = draft.check()?;
    let now = ctx.now();
    let row = offer::Model {
        id: ctx.new_id::<OfferId>(),
        product_id: product,
        merchant: checked.merchant,
        url: checked.url,
        price: checked.price,
        currency: checked.currency,
        availability: checked.availability,
        checked_at: now,
        direct: checked.direct,
        status: PublishState::Live,
        position: checked.position,
        version: 1,
        created_at: now,
        updated_at: now,
    };
    offer::Entity::insert(row.clone().into_active_model())
        .exec_without_returning(tx)
        .await?;
    let event = Event {
        action: "offer.added",
        object_kind: "offer",
        object_id: &row.id,
        detail: json!({ "product": product, "merchant": row.merchant }),
    };
    audit::record(ctx, tx, actor, event).await?;
    Ok(row)
}
