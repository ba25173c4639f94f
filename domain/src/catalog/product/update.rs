use footpath_entity::{
    catalog::{PublishState, product, product_topic},
    id::ProductId,
};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QuerySelect,
};
use serde_json::json;

use super::{
    ProductDraft, ProductEdit, complete,
    create::{link, slug_taken, topic_ids},
    manage::topic_slugs,
};
use crate::{
    Actor, Ctx, Error, Result,
    audit::{self, Event},
    policy::{self, Action},
    search_log::{self, Kind},
    store::Tx,
};

/// Changes a product; with `if_version`, only that version. A live one stays fit to be shown.
pub async fn update(
    ctx: &Ctx,
    actor: &Actor,
    id: ProductId,
    if_version: Option<i64>,
    edit: ProductEdit,
) -> Result<product::Model> {
    policy::require(actor, Action::CatalogManage)?;
    let tx = ctx.store.begin().await?;
    let mut row = load(&tx, id, if_version).await?;
    let before = ProductDraft::of(&row, topic_slugs(&tx, id).await?);
    let mut checked = before.edited(edit).check()?;
    let topics = topic_ids(&tx, &std::mem::take(&mut checked.topics)).await?;
    checked.put(&mut row);
    if row.status == PublishState::Live {
        complete(&row)?;
    }
    product_topic::Entity::delete_many()
        .filter(product_topic::Column::ProductId.eq(id))
        .exec(&tx)
        .await?;
    link(&tx, id, topics).await?;
    store(ctx, tx, actor, row, "product.updated").await
}

/// The row, ready to be changed.
pub(super) async fn load(
    tx: &Tx,
    id: ProductId,
    if_version: Option<i64>,
) -> Result<product::Model> {
    let row = product::Entity::find_by_id(id)
        .lock_exclusive()
        .one(tx)
        .await?
        .ok_or(Error::not_found("product.not_found"))?;
    if if_version.is_some_and(|version| version != row.version) {
        return Err(Error::Stale {
            code: "product.stale",
        });
    }
    Ok(row)
}

/// Writes the row as its next version, with audit and search log, and commits.
pub(super) async fn store(
    ctx: &Ctx,
    tx: Tx,
    actor: &Actor,
    mut row: product::Model,
    action: &'static str,
) -> Result<product::Model> {
    row.version += 1;
    row.updated_at = ctx.now();
    product::Entity::update(row.clone().into_active_model().reset_all())
        .exec(&tx)
        .await
        .map_err(slug_taken)?;
    let event = Event {
        action,
        object_kind: "product",
        object_id: &row.id,
        detail: json!({ "slug": row.slug, "version": row.version }),
    };
    audit::record(ctx, &tx, actor, event).await?;
    search_log::touch(ctx, &tx, Kind::Product, row.id).await?;
    tx.commit().await?;
    Ok(row)
}
