use footpath_entity::{
    content::{Status, article, article_revision, article_slug, article_topic},
    id::ArticleId,
};
use sea_orm::{ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};

use super::{
    Managed,
    load::{for_change, slug_is_free, store, working},
    manage::with_topics,
};
use crate::{
    Actor, Ctx, Error, Report, Result,
    content::{block, topic},
    policy::{self, Action},
    search_log::{self, Kind},
    store::Tx,
};

/// Shows an article's draft to readers; an archived article without a draft comes back as it was.
pub async fn publish(
    ctx: &Ctx,
    actor: &Actor,
    id: ArticleId,
    expected: Option<i64>,
) -> Result<Managed> {
    policy::require(actor, Action::ContentManage)?;
    let tx = ctx.store.begin().await?;
    let row = for_change(&tx, id, expected).await?;
    let revision = working(&tx, &row).await?;
    if row.status == Status::Published && row.draft_revision.is_none() {
        return with_topics(&tx, row, revision).await;
    }
    let row = make_live(ctx, &tx, actor, row, &revision).await?;
    let managed = with_topics(&tx, row, revision).await?;
    tx.commit().await?;
    Ok(managed)
}

/// The part of `publish` that runs in the caller's transaction.
pub(in crate::content) async fn make_live(
    ctx: &Ctx,
    tx: &Tx,
    actor: &Actor,
    mut row: article::Model,
    revision: &article_revision::Model,
) -> Result<article::Model> {
    ready(tx, revision).await?;
    slug_is_free(tx, &revision.slug, row.id).await?;
    move_address(ctx, tx, &row, revision).await?;
    link_topics(tx, revision).await?;
    let now = ctx.now();
    row.slug = revision.slug.clone();
    row.status = Status::Published;
    row.live_revision = Some(revision.id);
    row.draft_revision = None;
    row.published_at = row.published_at.or(Some(now));
    row.live_at = Some(now);
    let row = store(ctx, tx, actor, row, "article.published").await?;
    search_log::touch(ctx, tx, Kind::Article, row.id).await?;
    Ok(row)
}

/// Readers who come by the old address of a published article are sent on.
async fn move_address(
    ctx: &Ctx,
    tx: &Tx,
    row: &article::Model,
    revision: &article_revision::Model,
) -> Result<()> {
    if row.slug == revision.slug || row.published_at.is_none() {
        return Ok(());
    }
    article_slug::Entity::delete_by_id(revision.slug.to_string())
        .exec(tx)
        .await?;
    let old = article_slug::ActiveModel {
        slug: Set(row.slug.to_string()),
        article_id: Set(row.id),
        created_at: Set(ctx.now()),
    };
    article_slug::Entity::insert(old)
        .exec_without_returning(tx)
        .await?;
    Ok(())
}

async fn link_topics(tx: &Tx, revision: &article_revision::Model) -> Result<()> {
    let article: ArticleId = revision.article_id;
    article_topic::Entity::delete_many()
        .filter(article_topic::Column::ArticleId.eq(article))
        .exec(tx)
        .await?;
    let links: Vec<_> = revision
        .topics
        .0
        .iter()
        .map(|topic| article_topic::ActiveModel {
            article_id: Set(article),
            topic_id: Set(*topic),
        })
        .collect();
    if !links.is_empty() {
        article_topic::Entity::insert_many(links)
            .exec_without_returning(tx)
            .await?;
    }
    Ok(())
}

/// Whether a revision says enough for readers, and its blocks are all right.
async fn ready(tx: &Tx, revision: &article_revision::Model) -> Result<()> {
    let mut report = complete(revision);
    for mistake in mistakes(tx, &revision.body_markdown).await? {
        report.add("body", mistake.to_string());
    }
    if report.is_empty() {
        Ok(())
    } else {
        Err(Error::Invalid(report))
    }
}

/// What is wrong with a text's live blocks, by line.
pub(super) async fn mistakes(
    conn: &impl ConnectionTrait,
    source: &str,
) -> Result<Vec<block::Mistake>> {
    let (blocks, mut mistakes) = block::check(source);
    let named: Vec<_> = blocks
        .iter()
        .filter_map(|(_, block)| block.topic().cloned())
        .collect();
    let (_, unknown) = topic::resolve(conn, &named).await?;
    for (line, block) in &blocks {
        if let Some(topic) = block.topic().filter(|topic| unknown.contains(topic)) {
            mistakes.push(block::Mistake {
                line: *line,
                what: format!("there is no topic {topic}"),
            });
        }
    }
    mistakes.sort_by_key(|mistake| mistake.line);
    Ok(mistakes)
}

fn complete(revision: &article_revision::Model) -> Report {
    let mut report = Report::new();
    for (field, text) in [
        ("title", &revision.title),
        ("summary", &revision.summary),
        ("body", &revision.body_markdown),
        ("author", &revision.author_line),
    ] {
        if text.trim().is_empty() {
            report.add(field, "is needed before an article can be published");
        }
    }
    report
}
