use footpath_entity::{
    content::{Status, topic},
    id::TopicId,
};

use super::update::{load, store};
use crate::{
    Actor, Ctx, Result,
    policy::{self, Action},
};

/// Shows a topic to readers, with its page.
pub async fn publish(
    ctx: &Ctx,
    actor: &Actor,
    id: TopicId,
    if_version: Option<i64>,
) -> Result<topic::Model> {
    turn(ctx, actor, id, if_version, Status::Published).await
}

/// Takes a topic from readers. What is about it stays, and is about it again when the topic
/// comes back.
pub async fn archive(
    ctx: &Ctx,
    actor: &Actor,
    id: TopicId,
    if_version: Option<i64>,
) -> Result<topic::Model> {
    turn(ctx, actor, id, if_version, Status::Archived).await
}

async fn turn(
    ctx: &Ctx,
    actor: &Actor,
    id: TopicId,
    if_version: Option<i64>,
    status: Status,
) -> Result<topic::Model> {
    policy::require(actor, Action::ContentManage)?;
    let tx = ctx.store.begin().await?;
    let mut row = load(&tx, id, if_version).await?;
    if row.status == status {
        return Ok(row);
    }
    row.status = status;
    let action = match status {
        Status::Published => "topic.published",
        Status::Draft | Status::Archived => "topic.archived",
    };
    store(ctx, tx, actor, row, action).await
}
