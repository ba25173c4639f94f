use chrono::{DateTime, Utc};
use footpath_entity::{
    content::{Status, article, article_revision},
    id::{ArticleId, RevisionId},
    value::Slug,
};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, ExprTrait, PaginatorTrait, QueryFilter, QueryOrder,
    QuerySelect, Select,
    sea_query::{Expr, Func, LikeExpr, Query},
};

use super::load::{may_write, working};
use crate::{
    Actor, Ctx, Error, Result,
    content::{
        text::Words,
        topic::{self, Topic},
    },
    paging::{Page, Paged},
    policy::{self, Action},
};

/// An article as staff see it: the draft, or what is live where there is no draft.
#[derive(Clone, Debug, PartialEq)]
pub struct Managed {
    pub id: ArticleId,
    pub status: Status,
    /// What a change must be made against.
    pub version: i64,
    pub slug: Slug,
    pub title: String,
    pub summary: String,
    pub body: String,
    pub author: String,
    pub topics: Vec<Topic>,
    pub seo_title: Option<String>,
    pub seo_description: Option<String>,
    pub reviewed_by: Option<String>,
    /// Where readers find it, while they may.
    pub live_slug: Option<Slug>,
    /// Something was written since the last publishing.
    pub has_draft: bool,
    pub is_example: bool,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
    pub published_at: Option<DateTime<Utc>>,
}

/// What a list for staff is asked for.
#[derive(Clone, Debug, Default)]
pub struct ManageFilter {
    pub status: Option<Status>,
    pub words: Words,
}

/// Articles in every state, last written first; an author sees only its own.
pub async fn manage_list(
    ctx: &Ctx,
    actor: &Actor,
    filter: &ManageFilter,
    page: Page,
) -> Result<Paged<Managed>> {
    policy::require(actor, Action::ConsoleView)?;
    let conn = ctx.store.read();
    let mut query = visible(actor);
    if let Some(status) = filter.status {
        query = query.filter(article::Column::Status.eq(status));
    }
    let patterns: Vec<LikeExpr> = filter.words.patterns().collect();
    if !patterns.is_empty() {
        query = query.filter(holds(patterns));
    }
    let total = query.clone().count(conn).await?;
    let rows = query
        .order_by_desc(article::Column::UpdatedAt)
        .order_by_asc(article::Column::Id)
        .offset(page.offset())
        .limit(page.per_page)
        .all(conn)
        .await?;
    let items = assemble(conn, rows).await?;
    Ok(Paged { items, page, total })
}

/// Whether the text that is being worked on holds all of this; what was written before does not
/// count.
fn holds(patterns: Vec<LikeExpr>) -> Expr {
    let mut holding = Query::select();
    holding
        .column(article_revision::Column::Id)
        .from(article_revision::Entity);
    for pattern in patterns {
        holding.and_where(article_revision::Column::SearchText.like(pattern));
    }
    let working = Func::coalesce([
        Expr::col(article::Column::DraftRevision),
        Expr::col(article::Column::LiveRevision),
    ]);
    Expr::expr(working).in_subquery(holding)
}

/// One article in whatever state.
pub async fn managed(ctx: &Ctx, actor: &Actor, id: ArticleId) -> Result<Managed> {
    policy::require(actor, Action::ConsoleView)?;
    let conn = ctx.store.read();
    let row = article::Entity::find_by_id(id)
        .one(conn)
        .await?
        .ok_or(Error::not_found("article.not_found"))?;
    if own_only(actor) {
        may_write(actor, &row)?;
    }
    let revision = working(conn, &row).await?;
    with_topics(conn, row, revision).await
}

fn visible(actor: &Actor) -> Select<article::Entity> {
    let own = actor.staff().filter(|_| own_only(actor)).map(|s| s.id);
    match own {
        Some(own) => article::Entity::find().filter(article::Column::AuthorId.eq(own)),
        None => article::Entity::find(),
    }
}

/// Somebody who writes but does not manage: an author.
fn own_only(actor: &Actor) -> bool {
    policy::require(actor, Action::ArticleDraft).is_ok()
        && policy::require(actor, Action::ContentManage).is_err()
}

async fn assemble(conn: &impl ConnectionTrait, rows: Vec<article::Model>) -> Result<Vec<Managed>> {
    let ids: Vec<RevisionId> = rows
        .iter()
        .filter_map(|row| row.draft_revision.or(row.live_revision))
        .collect();
    let revisions = article_revision::Entity::find()
        .filter(article_revision::Column::Id.is_in(ids))
        .all(conn)
        .await?;
    let topics = topic::by_ids(
        conn,
        revisions.iter().flat_map(|r| r.topics.0.iter().copied()),
    )
    .await?;
    Ok(rows
        .into_iter()
        .filter_map(|row| {
            let working = row.draft_revision.or(row.live_revision)?;
            let revision = revisions.iter().find(|r| r.id == working)?.clone();
            let topics = revision.topics.0.iter().filter_map(|id| topics.get(id));
            Some(joined(row, topics.cloned().collect(), revision))
        })
        .collect())
}

/// The article with its revision's topics.
pub(super) async fn with_topics(
    conn: &impl ConnectionTrait,
    row: article::Model,
    revision: article_revision::Model,
) -> Result<Managed> {
    let topics = topic::by_ids(conn, revision.topics.0.iter().copied()).await?;
    let topics = revision.topics.0.iter().filter_map(|id| topics.get(id));
    Ok(joined(row, topics.cloned().collect(), revision))
}

fn joined(row: article::Model, topics: Vec<Topic>, revision: article_revision::Model) -> Managed {
    let live = row.status == Status::Published;
    Managed {
        id: row.id,
        status: row.status,
        version: row.version,
        slug: revision.slug,
        title: revision.title,
        summary: revision.summary,
        body: revision.body_markdown,
        author: revision.author_line,
        topics,
        seo_title: revision.seo_title,
        seo_description: revision.seo_description,
        reviewed_by: revision.reviewed_by,
        live_slug: Some(row.slug).filter(|_| live),
        has_draft: row.draft_revision.is_some(),
        is_example: row.is_example,
        created_at: row.created_at,
        updated_at: row.updated_at,
        published_at: row.published_at,
    }
}
