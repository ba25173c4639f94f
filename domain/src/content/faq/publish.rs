use footpath_entity::{
    content::{Status, faq},
    id::FaqId,
};
use sea_orm::{ActiveModelTrait, EntityTrait, IntoActiveModel, QuerySelect};
use serde_json::json;

use crate::{
    Actor, Ctx, Error, Result,
    audit::{self, Event},
    policy::{self, Action},
    search_log::{self, Kind},
    store::Tx,
};

/// Shows a question to readers.
pub async fn publish(ctx: &Ctx, actor: &Actor, id: FaqId) -> Result<()> {
    turn(ctx, actor, id, Status::Published, "faq.published").await
}

/// Takes a question from readers.
pub async fn archive(ctx: &Ctx, actor: &Actor, id: FaqId) -> Result<()> {
    turn(ctx, actor, id, Status::Archived, "faq.archived").await
}

async fn turn(
    ctx: &Ctx,
    actor: &Actor,
    id: FaqId,
    status: Status,
    action: &'static str,
) -> Result<()> {
    policy::require(actor, Action::ContentManage)?;
    let tx = ctx.store.begin().await?;
    let row = faq::Entity::find_by_id(id)
        .lock_exclusive()
        .one(&tx)
        .await?
        .ok_or(Error::not_found("faq.not_found"))?;
    if row.status != status {
        store(ctx, &tx, actor, row, status, action).await?;
        tx.commit().await?;
    }
    Ok(())
}

/// Publishes a row of the caller's transaction.
pub(in crate::content) async fn make_live(
    ctx: &Ctx,
    tx: &Tx,
    actor: &Actor,
    row: faq::Model,
) -> Result<()> {
    store(ctx, tx, actor, row, Status::Published, "faq.published").await
}

async fn store(
    ctx: &Ctx,
    tx: &Tx,
    actor: &Actor,
    mut row: faq::Model,
    status: Status,
    action: &'static str,
) -> Result<()> {
    let id = row.id;
    row.status = status;
    row.version += 1;
    row.updated_at = ctx.now();
    let version = row.version;
    faq::Entity::update(row.into_active_model().reset_all())
        .exec(tx)
        .await?;
    let event = Event {
        action,
        object_kind: "faq",
        object_id: &id,
        detail: json!({ "version": version }),
    };
    audit::record(ctx, tx, actor, event).await?;
    search_log::touch(ctx, tx, Kind::Faq, id).await
}
