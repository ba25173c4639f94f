//! Questions as staff see them: every one, whatever its state.

use footpath_entity::{
    content::{Status, faq},
    id::FaqId,
};
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect};

use crate::{
    Actor, Ctx, Error, Result,
    content::{
        text::Words,
        topic::{self, Topic},
    },
    paging::{Page, Paged},
    policy::{self, Action},
};

/// What a list for staff is asked for.
#[derive(Clone, Debug, Default)]
pub struct ManageFilter {
    pub status: Option<Status>,
    pub words: Words,
}

/// A question in whatever state.
#[derive(Clone, Debug, PartialEq)]
pub struct Managed {
    pub row: faq::Model,
    /// In the editors' order, in whatever state.
    pub topics: Vec<Topic>,
}

/// Questions in every state, last changed first.
pub async fn manage_list(
    ctx: &Ctx,
    actor: &Actor,
    filter: &ManageFilter,
    page: Page,
) -> Result<Paged<Managed>> {
    policy::require(actor, Action::ConsoleView)?;
    let conn = ctx.store.read();
    let mut query = faq::Entity::find();
    if let Some(status) = filter.status {
        query = query.filter(faq::Column::Status.eq(status));
    }
    for pattern in filter.words.patterns() {
        query = query.filter(faq::Column::SearchText.like(pattern));
    }
    let total = query.clone().count(conn).await?;
    let rows = query
        .order_by_desc(faq::Column::UpdatedAt)
        .order_by_desc(faq::Column::Id)
        .offset(page.offset())
        .limit(page.per_page)
        .all(conn)
        .await?;
    let ids: Vec<FaqId> = rows.iter().map(|row| row.id).collect();
    let mut topics = topic::of_faqs(conn, &ids).await?;
    let items = rows.into_iter().map(|row| Managed {
        topics: topics.remove(&row.id).unwrap_or_default(),
        row,
    });
    Ok(Paged {
        items: items.collect(),
        page,
        total,
    })
}

/// One question in whatever state.
pub async fn managed(ctx: &Ctx, actor: &Actor, id: FaqId) -> Result<Managed> {
    policy::require(actor, Action::ConsoleView)?;
    let conn = ctx.store.read();
    let row = faq::Entity::find_by_id(id)
        .one(conn)
        .await?
        .ok_or(Error::not_found("faq.not_found"))?;
    let topics = topic::of_faqs(conn, &[id]).await?.remove(&id);
    Ok(Managed {
        row,
        topics: topics.unwrap_or_default(),
    })
}
