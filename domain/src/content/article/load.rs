//! What every command on an article begins with.

use footpath_entity::{
    content::{article, article_revision, article_revision::TopicIds, article_slug},
    id::{ArticleId, RevisionId},
    value::Slug,
};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, PaginatorTrait,
    QueryFilter, QuerySelect,
};
use serde_json::json;

use crate::{
    Actor, Ctx, Error, Result,
    audit::{self, Event},
    content::topic,
    policy::{self, Action},
    store::{Tx, is_unique_violation},
};

/// Loads an article to change it. `expected` is the version that the editor saw, if it says.
pub(super) async fn for_change(
    tx: &Tx,
    id: ArticleId,
    expected: Option<i64>,
) -> Result<article::Model> {
    let row = article::Entity::find_by_id(id)
        .lock_exclusive()
        .one(tx)
        .await?
        .ok_or(Error::not_found("article.not_found"))?;
    if expected.is_some_and(|version| version != row.version) {
        return Err(Error::Stale {
            code: "article.stale",
        });
    }
    Ok(row)
}

/// Authors work on what is their own; editors on everything.
pub(super) fn may_write(actor: &Actor, row: &article::Model) -> Result<()> {
    if policy::require(actor, Action::ContentManage).is_ok() {
        return Ok(());
    }
    policy::require(actor, Action::ArticleDraft)?;
    if actor.staff().map(|staff| staff.id) == row.author_id {
        Ok(())
    } else {
        Err(Error::forbidden(
            "article.not_yours",
            "This article belongs to somebody else.",
        ))
    }
}

/// One revision; it is there because an article names it.
pub(super) async fn revision(
    conn: &impl ConnectionTrait,
    id: RevisionId,
) -> Result<article_revision::Model> {
    article_revision::Entity::find_by_id(id)
        .one(conn)
        .await?
        .ok_or_else(|| Error::internal(format!("revision {id} is gone")))
}

/// What editors work on: the draft, or the live revision where there is none.
pub(super) async fn working(
    conn: &impl ConnectionTrait,
    row: &article::Model,
) -> Result<article_revision::Model> {
    let id = row
        .draft_revision
        .or(row.live_revision)
        .ok_or_else(|| Error::internal(format!("article {} has no revision", row.id)))?;
    revision(conn, id).await
}

/// The IDs of topics that an editor named; one that does not exist is `Invalid`.
pub(super) async fn topic_ids(
    conn: &impl ConnectionTrait,
    slugs: Option<Vec<Slug>>,
) -> Result<Option<TopicIds>> {
    let Some(slugs) = slugs else { return Ok(None) };
    let (ids, unknown) = topic::resolve(conn, &slugs).await?;
    match unknown.first() {
        Some(unknown) => Err(Error::invalid(
            "topics",
            format!("there is no topic {unknown}"),
        )),
        None => Ok(Some(TopicIds(ids))),
    }
}

/// `Ok` when no other article has this address or had it before.
pub(super) async fn slug_is_free(tx: &Tx, slug: &Slug, own: ArticleId) -> Result<()> {
    tx.serialize_on("article_slug").await?;
    let now = article::Entity::find()
        .filter(article::Column::Slug.eq(slug.as_str()))
        .filter(article::Column::Id.ne(own))
        .count(tx)
        .await?;
    let before = article_slug::Entity::find_by_id(slug.to_string())
        .filter(article_slug::Column::ArticleId.ne(own))
        .count(tx)
        .await?;
    if now + before == 0 {
        Ok(())
    } else {
        Err(taken())
    }
}

pub(super) fn taken() -> Error {
    Error::invalid("slug", "is the address of another article, now or before")
}

/// Writes the changed row as its next version and notes it in the audit log.
pub(super) async fn store(
    ctx: &Ctx,
    tx: &Tx,
    actor: &Actor,
    mut row: article::Model,
    action: &'static str,
) -> Result<article::Model> {
    row.version += 1;
    row.updated_at = ctx.now();
    article::Entity::update(row.clone().into_active_model().reset_all())
        .exec(tx)
        .await
        .map_err(|why| {
            if is_unique_violation(&why) {
                taken()
            } else {
                why.into()
            }
        })?;
    let event = Event {
        action,
        object_kind: "article",
        object_id: &row.id,
        detail: json!({ "slug": row.slug, "version": row.version }),
    };
    audit::record(ctx, tx, actor, event).await?;
    Ok(row)
}
