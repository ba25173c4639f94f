use footpath_entity::{
    directory::{
        listing_claim::{self, Column, Entity, State},
        podiatrist,
    },
    id::ListingClaimId,
    value::Email,
};
use sea_orm::{
    ColumnTrait, EntityTrait, Order, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect,
};

use super::names;
use crate::{
    Actor, Ctx, Error, Result,
    paging::{Page, Paged},
    policy::{self, Action},
};

/// A claim with the name of whose listing it is about.
#[derive(Clone, Debug, PartialEq)]
pub struct Claimed {
    pub row: listing_claim::Model,
    /// With credential, such as `Jane Q. Doe, DPM`.
    pub name: String,
    /// Who looks after the listing until now; known only of one that was asked for.
    pub contact: Option<Email>,
}

/// Claims in this state, or in every one: open ones as a queue, others newest first.
pub async fn list(
    ctx: &Ctx,
    actor: &Actor,
    state: Option<State>,
    page: Page,
) -> Result<Paged<Claimed>> {
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
    let items = rows.into_iter().map(|row| Claimed {
        name: names.get(&row.npi).cloned().unwrap_or_default(),
        contact: None,
        row,
    });
    Ok(Paged {
        items: items.collect(),
        page,
        total,
    })
}

pub async fn one(ctx: &Ctx, actor: &Actor, id: ListingClaimId) -> Result<Claimed> {
    policy::require(actor, Action::ConsoleView)?;
    let conn = ctx.store.read();
    let row = Entity::find_by_id(id).one(conn).await?;
    let row = row.ok_or(Error::not_found("listing_claim.not_found"))?;
    let mut names = names(conn, [&row.npi]).await?;
    let whose = podiatrist::Entity::find_by_id(row.npi.clone());
    let contact = whose.one(conn).await?.and_then(|whose| whose.contact);
    Ok(Claimed {
        name: names.remove(&row.npi).unwrap_or_default(),
        contact,
        row,
    })
}

/// How many wait for somebody.
pub async fn open(ctx: &Ctx, actor: &Actor) -> Result<u64> {
    policy::require(actor, Action::ConsoleView)?;
    let open = Entity::find().filter(Column::State.eq(State::Open));
    Ok(open.count(ctx.store.read()).await?)
}
