use footpath_entity::{
    content::{Status, article_revision},
    id::{ArticleId, RevisionId},
};
use sea_orm::{ColumnTrait, EntityTrait, IntoActiveModel, PaginatorTrait, QueryFilter};

use super::{
    Change, Managed,
    load::{for_change, may_write, slug_is_free, store, topic_ids, working},
    manage::with_topics,
};
use crate::{
    Actor, Ctx, Error, Result,
    policy::{self, Action},
    store::Tx,
};

/// Writes a new revision of an article's draft; what readers see stays as it is. `expected` is
/// the version that the editor saw: `Stale` when somebody wrote in between.
pub async fn save_draft(
    ctx: &Ctx,
    actor: &Actor,
    id: ArticleId,
    expected: Option<i64>,
    change: &Change,
) -> Result<Managed> {
    policy::require(actor, Action::ArticleDraft)?;
    let mut checked = change.check(false)?;
    let tx = ctx.store.begin().await?;
    let mut row = for_change(&tx, id, expected).await?;
    may_write(actor, &row)?;
    let before = working(&tx, &row).await?;
    let topics = topic_ids(&tx, checked.topics.take()).await?;
    let mut after = before.clone();
    checked.put(&mut after, topics);
    if after == before {
        return with_topics(&tx, row, before).await;
    }
    if after.slug != before.slug {
        slug_is_free(&tx, &after.slug, id).await?;
    }
    after.id = ctx.new_id::<RevisionId>();
    after.number = next_number(&tx, id).await?;
    after.created_by = actor.staff().map(|staff| staff.id);
    after.created_at = ctx.now();
    unreview(&mut after);
    article_revision::Entity::insert(after.clone().into_active_model())
        .exec_without_returning(&tx)
        .await?;
    row.draft_revision = Some(after.id);
    if row.status == Status::Draft {
        // Nobody knows the old address yet, so nothing needs to lead on from it.
        row.slug = after.slug.clone();
    }
    let row = store(ctx, &tx, actor, row, "article.draft_saved").await?;
    let managed = with_topics(&tx, row, after).await?;
    tx.commit().await?;
    Ok(managed)
}

/// A sign-off holds for the text that was read, not for what was written since.
fn unreview(revision: &mut article_revision::Model) {
    revision.reviewed_by = None;
    revision.last_reviewed = None;
    revision.next_review_due = None;
}

async fn next_number(tx: &Tx, id: ArticleId) -> Result<i32> {
    let revisions = article_revision::Entity::find()
        .filter(article_revision::Column::ArticleId.eq(id))
        .count(tx)
        .await?;
    i32::try_from(revisions + 1).map_err(Error::internal)
}
