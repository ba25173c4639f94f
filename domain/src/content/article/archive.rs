use footpath_entity::{content::Status, id::ArticleId};

use super::{
    Managed,
    load::{for_change, store, working},
    manage::with_topics,
};
use crate::{
    Actor, Ctx, Result,
    policy::{self, Action},
    search_log::{self, Kind},
};

/// Takes an article from readers; its text and its address are kept.
pub async fn archive(
    ctx: &Ctx,
    actor: &Actor,
    id: ArticleId,
    expected: Option<i64>,
) -> Result<Managed> {
    policy::require(actor, Action::ContentManage)?;
    let tx = ctx.store.begin().await?;
    let mut row = for_change(&tx, id, expected).await?;
    let revision = working(&tx, &row).await?;
    if row.status == Status::Archived {
        return with_topics(&tx, row, revision).await;
    }
    row.status = Status::Archived;
    let row = store(ctx, &tx, actor, row, "article.archived").await?;
    search_log::touch(ctx, &tx, Kind::Article, id).await?;
    let managed = with_topics(&tx, row, revision).await?;
    tx.commit().await?;
    Ok(managed)
}
