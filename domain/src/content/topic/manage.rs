//! Topics as staff see them: every one, whatever its state.

use footpath_entity::{
    content::{Status, topic},
    id::TopicId,
};
use sea_orm::{
    ColumnTrait, Condition, EntityTrait, ExprTrait, PaginatorTrait, QueryFilter, QuerySelect,
    sea_query::{Expr, Func},
};

use super::find::ordered;
use crate::{
    Actor, Ctx, Error, Result,
    content::text::Words,
    paging::{Page, Paged},
    policy::{self, Action},
};

/// What a list for staff is asked for.
#[derive(Clone, Debug, Default)]
pub struct ManageFilter {
    pub status: Option<Status>,
    /// Each in name or slug.
    pub words: Words,
}

/// Topics in every state, in the editors' order.
pub async fn manage_list(
    ctx: &Ctx,
    actor: &Actor,
    filter: &ManageFilter,
    page: Page,
) -> Result<Paged<topic::Model>> {
    policy::require(actor, Action::ConsoleView)?;
    let conn = ctx.store.read();
    let mut query = ordered();
    if let Some(status) = filter.status {
        query = query.filter(topic::Column::Status.eq(status));
    }
    for pattern in filter.words.patterns() {
        let name = Expr::expr(Func::lower(Expr::col(topic::Column::Name)));
        query = query.filter(
            Condition::any()
                .add(name.like(pattern.clone()))
                .add(topic::Column::Slug.like(pattern)),
        );
    }
    let total = query.clone().count(conn).await?;
    let items = query
        .offset(page.offset())
        .limit(page.per_page)
        .all(conn)
        .await?;
    Ok(Paged { items, page, total })
}

/// One topic in whatever state.
pub async fn managed(ctx: &Ctx, actor: &Actor, id: TopicId) -> Result<topic::Model> {
    policy::require(actor, Action::ConsoleView)?;
    topic::Entity::find_by_id(id)
        .one(ctx.store.read())
        .await?
        .ok_or(Error::not_found("topic.not_found"))
}
