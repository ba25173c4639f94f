use footpath_entity::{
    content::{
        Status, article,
        article_revision::{self, TopicIds},
    },
    id::{ArticleId, RevisionId},
    value::Slug,
};
use sea_orm::{EntityTrait, IntoActiveModel};
use serde_json::json;

use super::{
    Change, Managed,
    draft::Checked,
    load::{slug_is_free, topic_ids},
    manage::with_topics,
};
use crate::{
    Actor, Ctx, Error, Result,
    audit::{self, Event},
    policy::{self, Action},
    store::Tx,
};

/// Makes an article, as a draft of the actor's. Without a slug, the title makes one; without an
/// author, it is the actor.
pub async fn create(ctx: &Ctx, actor: &Actor, change: &Change) -> Result<Managed> {
    policy::require(actor, Action::ArticleDraft)?;
    let tx = ctx.store.begin().await?;
    let (row, revision) = insert(ctx, &tx, actor, change, false).await?;
    let managed = with_topics(&tx, row, revision).await?;
    tx.commit().await?;
    Ok(managed)
}

/// The part of `create` that runs in the caller's transaction.
pub(in crate::content) async fn insert(
    ctx: &Ctx,
    tx: &Tx,
    actor: &Actor,
    change: &Change,
    is_example: bool,
) -> Result<(article::Model, article_revision::Model)> {
    let mut checked = change.check(true)?;
    let slug = slug_of(&checked)?;
    let topics = topic_ids(tx, checked.topics.take()).await?;
    let (row, revision) = rows(ctx, actor, slug, checked, topics, is_example);
    slug_is_free(tx, &row.slug, row.id).await?;
    article::Entity::insert(row.clone().into_active_model())
        .exec_without_returning(tx)
        .await?;
    article_revision::Entity::insert(revision.clone().into_active_model())
        .exec_without_returning(tx)
        .await?;
    let event = Event {
        action: "article.created",
        object_kind: "article",
        object_id: &row.id,
        detail: json!({ "slug": row.slug }),
    };
    audit::record(ctx, tx, actor, event).await?;
    Ok((row, revision))
}

fn slug_of(checked: &Checked) -> Result<Slug> {
    let title = checked.title.as_deref().unwrap_or_default();
    checked
        .slug
        .clone()
        .or_else(|| Slug::from_title(title))
        .ok_or_else(|| Error::invalid("slug", "is needed, since the title has no letters for one"))
}

fn rows(
    ctx: &Ctx,
    actor: &Actor,
    slug: Slug,
    checked: Checked,
    topics: Option<TopicIds>,
    is_example: bool,
) -> (article::Model, article_revision::Model) {
    let now = ctx.now();
    let author = actor.staff().map(|staff| staff.id);
    let mut revision = article_revision::Model {
        id: ctx.new_id::<RevisionId>(),
        article_id: ctx.new_id::<ArticleId>(),
        number: 1,
        slug: slug.clone(),
        title: String::new(),
        summary: String::new(),
        body_markdown: String::new(),
        author_line: actor
            .staff()
            .map_or_else(String::new, |staff| staff.name.clone()),
        topics: TopicIds::default(),
        seo_title: None,
        seo_description: None,
        search_text: String::new(),
        reviewed_by: None,
        last_reviewed: None,
        next_review_due: None,
        created_by: author,
        created_at: now,
    };
    checked.put(&mut revision, topics);
    let row = article::Model {
        id: revision.article_id,
        slug,
        status: Status::Draft,
        version: 1,
        live_revision: None,
        draft_revision: Some(revision.id),
        author_id: author,
        is_example,
        created_at: now,
        updated_at: now,
        published_at: None,
        live_at: None,
    };
    (row, revision)
}
