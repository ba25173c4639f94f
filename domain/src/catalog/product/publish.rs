use chrono::{DateTime, Utc};
use footpath_entity::{
    catalog::{PublishState, product},
    id::ProductId,
};

use super::update::{load, store};
use crate::{
    Actor, Ctx, Report, Result,
    policy::{self, Action},
};

/// Shows a product to readers. One that is live already stays as it is.
pub async fn publish(
    ctx: &Ctx,
    actor: &Actor,
    id: ProductId,
    if_version: Option<i64>,
) -> Result<product::Model> {
    policy::require(actor, Action::CatalogManage)?;
    let tx = ctx.store.begin().await?;
    let mut row = load(&tx, id, if_version).await?;
    if row.status == PublishState::Live {
        return Ok(row);
    }
    complete(&row)?;
    make_live(&mut row, ctx.now());
    store(ctx, tx, actor, row, "product.published").await
}

/// Takes a product from readers, with every link of its offers.
pub async fn archive(
    ctx: &Ctx,
    actor: &Actor,
    id: ProductId,
    if_version: Option<i64>,
) -> Result<product::Model> {
    policy::require(actor, Action::CatalogManage)?;
    let tx = ctx.store.begin().await?;
    let mut row = load(&tx, id, if_version).await?;
    if row.status == PublishState::Archived {
        return Ok(row);
    }
    row.status = PublishState::Archived;
    store(ctx, tx, actor, row, "product.archived").await
}

pub(in crate::catalog) fn make_live(row: &mut product::Model, now: DateTime<Utc>) {
    row.status = PublishState::Live;
    row.published_at = Some(now);
}

/// Whether a product says enough for readers, feeds and structured data.
pub(in crate::catalog) fn complete(row: &product::Model) -> Result<()> {
    let mut report = Report::new();
    for (field, text) in [("summary", &row.summary), ("reason", &row.reason)] {
        if text.trim().is_empty() {
            report.add(field, "is needed before a product can be shown");
        }
    }
    report.into_result()
}
