use footpath_entity::referral::mail::{self, Status};
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect};

use super::mask;
use crate::{
    Actor, Ctx, Result,
    mail::unseal,
    paging::{Page, Paged},
    policy::{self, Action},
};

/// What the outbox is asked for.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    pub status: Option<Status>,
    /// Such as `clinic_referral`.
    pub kind: Option<String>,
}

/// A mail of a list.
#[derive(Clone, Debug, PartialEq)]
pub struct Listed {
    pub row: mail::Model,
    /// Masked; absent once it was erased.
    pub to: Option<String>,
}

/// Mails, newest first.
pub async fn list(ctx: &Ctx, actor: &Actor, filter: &Filter, page: Page) -> Result<Paged<Listed>> {
    policy::require(actor, Action::CareManage)?;
    let conn = ctx.store.read();
    let mut query = mail::Entity::find();
    if let Some(status) = filter.status {
        query = query.filter(mail::Column::Status.eq(status));
    }
    if let Some(kind) = &filter.kind {
        query = query.filter(mail::Column::Kind.eq(kind));
    }
    let total = query.clone().count(conn).await?;
    let rows = query
        .order_by_desc(mail::Column::CreatedAt)
        .order_by_desc(mail::Column::Id)
        .offset(page.offset())
        .limit(page.per_page)
        .all(conn)
        .await?;
    let mut items = Vec::with_capacity(rows.len());
    for row in rows {
        let opened = unseal(ctx, &row).await?;
        let to = opened.map(|opened| mask::address(&opened.to));
        items.push(Listed { row, to });
    }
    Ok(Paged { items, page, total })
}

/// Which mails there are, such as `clinic_referral`.
pub async fn kinds(ctx: &Ctx, actor: &Actor) -> Result<Vec<String>> {
    policy::require(actor, Action::CareManage)?;
    let kinds = mail::Entity::find()
        .select_only()
        .column(mail::Column::Kind)
        .distinct()
        .order_by_asc(mail::Column::Kind)
        .into_tuple()
        .all(ctx.store.read())
        .await?;
    Ok(kinds)
}

/// How many mails were given up and wait for somebody to look.
pub async fn given_up(ctx: &Ctx, actor: &Actor) -> Result<u64> {
    policy::require(actor, Action::CareManage)?;
    let dead = mail::Entity::find().filter(mail::Column::Status.eq(Status::Dead));
    Ok(dead.count(ctx.store.read()).await?)
}
