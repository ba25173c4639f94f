use footpath_entity::{
    directory::listing_report::{self, Column, Entity, State},
    id::ListingReportId,
};
use sea_orm::{
    ColumnTrait, EntityTrait, Order, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect,
};

use crate::{
    Actor, Ctx, Error, Result,
    directory::listing::names,
    paging::{Page, Paged},
    policy::{self, Action},
};

/// A report with the name of whom it is about.
#[derive(Clone, Debug, PartialEq)]
pub struct Reported {
    pub row: listing_report::Model,
    /// With credential, such as `Jane Q. Doe, DPM`.
    pub name: String,
}

/// Reports in this state, or in every one: open ones as a queue, others newest first.
pub async fn list(
    ctx: &Ctx,
    actor: &Actor,
    state: Option<State>,
    page: Page,
) -> Result<Paged<Reported>> {
    policy::require(actor, Action::ConsoleView)?;
    let conn = ctx.store.read();
    let mut query = Entity::find();
    if let Some(state) = state {
        query = query.filter(Column::State.eq(state));
    }
    let total = query.clone().count(conn).await?;
    let order = match state {
        Some(State::Open) => Order::Asc,
        _ => Order::Desc,
    };
    let rows = query
        .order_by(Column::CreatedAt, order.clone())
        .order_by(Column::Id, order)
        .offset(page.offset())
        .limit(page.per_page)
        .all(conn)
        .await?;
    let names = names(conn, rows.iter().map(|row| &row.npi)).await?;
    let items = rows.into_iter().map(|row| Reported {
        name: names.get(&row.npi).cloned().unwrap_or_default(),
        row,
    });
    Ok(Paged {
        items: items.collect(),
        page,
        total,
    })
}

pub async fn one(ctx: &Ctx, actor: &Actor, id: ListingReportId) -> Result<Reported> {
    policy::require(actor, Action::ConsoleView)?;
    let conn = ctx.store.read();
    let row = Entity::find_by_id(id).one(conn).await?;
    let row = row.ok_or(Error::not_found("listing_report.not_found"))?;
    let mut names = names(conn, [&row.npi]).await?;
    Ok(Reported {
        name: names.remove(&row.npi).unwrap_or_default(),
        row,
    })
}

/// How many wait for somebody.
pub async fn open(ctx: &Ctx, actor: &Actor) -> Result<u64> {
    policy::require(actor, Action::ConsoleView)?;
    let open = Entity::find().filter(Column::State.eq(State::Open));
    Ok(open.count(ctx.store.read()).await?)
}
