use footpath_entity::{
    content::{Status, faq},
    id::FaqId,
};

use super::update::{load, store};
use crate::{
    Actor, Ctx, Result,
    policy::{self, Action},
    store::Tx,
};

/// Shows a question to readers.
pub async fn publish(
    ctx: &Ctx,
    actor: &Actor,
    id: FaqId,
    if_version: Option<i64>,
) -> Result<faq::Model> {
    turn(ctx, actor, id, if_version, Status::Published).await
}

/// Takes a question from readers.
pub async fn archive(
    ctx: &Ctx,
    actor: &Actor,
    id: FaqId,
    if_version: Option<i64>,
) -> Result<faq::Model> {
    turn(ctx, actor, id, if_version, Status::Archived).await
}

async fn turn(
    ctx: &Ctx,
    actor: &Actor,
    id: FaqId,
    if_version: Option<i64>,
    status: Status,
) -> Result<faq::Model> {
    policy::require(actor, Action::ContentManage)?;
    let tx = ctx.store.begin().await?;
    let mut row = load(&tx, id, if_version).await?;
    if row.status == status {
        return Ok(row);
    }
    row.status = status;
    let action = match status {
        Status::Published => "faq.published",
        Status::Draft | Status::Archived => "faq.archived",
    };
    let row = store(ctx, &tx, actor, row, action).await?;
    tx.commit().await?;
    Ok(row)
}

/// Publishes a row of the caller's transaction.
pub(in crate::content) async fn make_live(
    ctx: &Ctx,
    tx: &Tx,
    actor: &Actor,
    mut row: faq::Model,
) -> Result<()> {
    row.status = Status::Published;
    store(ctx, tx, actor, row, "faq.published").await?;
    Ok(())
}
