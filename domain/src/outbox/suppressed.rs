//! The list of addresses that are not written to, as staff see it.

use chrono::{DateTime, Utc};
use footpath_entity::{
    id::SuppressionId,
    referral::suppression::{Column, Entity, Reason},
    value::Email,
};
use sea_orm::{EntityTrait, PaginatorTrait, QueryOrder, QuerySelect};
use serde_json::json;

use super::mask;
use crate::{
    Actor, Ctx, Error, Result, audit, mail,
    paging::{Page, Paged},
    policy::{self, Action},
};

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suppressed {
    pub id: SuppressionId,
    /// Masked.
    pub address: String,
    pub reason: Reason,
    pub at: DateTime<Utc>,
}

/// Newest first.
pub async fn suppressed(ctx: &Ctx, actor: &Actor, page: Page) -> Result<Paged<Suppressed>> {
    policy::require(actor, Action::CareManage)?;
    let conn = ctx.store.read();
    let total = Entity::find().count(conn).await?;
    let rows = Entity::find()
        .order_by_desc(Column::CreatedAt)
        .order_by_desc(Column::Id)
        .offset(page.offset())
        .limit(page.per_page)
        .all(conn)
        .await?;
    let mut items = Vec::new();
    for row in rows {
        let plain = mail::address(ctx, &row).await?;
        items.push(Suppressed {
            id: row.id,
            address: mask::address(&String::from_utf8_lossy(&plain)),
            reason: row.reason,
            at: row.created_at,
        });
    }
    Ok(Paged { items, page, total })
}

/// Writes to an address no more. A clinic's referrals then go to the next recipient.
pub async fn suppress(ctx: &Ctx, actor: &Actor, address: &str) -> Result<()> {
    policy::require(actor, Action::CareManage)?;
    let to: Email = address
        .trim()
        .parse()
        .map_err(|why| Error::invalid("address", format!("{why}")))?;
    if mail::is_desk(ctx, &to) {
        return Err(Error::invalid(
            "address",
            "is the triage inbox of this site, which is always written to: emergencies go there",
        ));
    }
    let tx = ctx.store.begin().await?;
    let id = mail::suppress(ctx, &tx, &to, Reason::Staff).await?;
    record(ctx, &tx, actor, "suppression.added", id).await?;
    tx.commit().await
}

/// Writes to an address again.
pub async fn unsuppress(ctx: &Ctx, actor: &Actor, id: SuppressionId) -> Result<()> {
    policy::require(actor, Action::CareManage)?;
    let tx = ctx.store.begin().await?;
    let gone = Entity::delete_by_id(id).exec(&tx).await?;
    if gone.rows_affected == 0 {
        return Err(Error::not_found("suppression.unknown"));
    }
    record(ctx, &tx, actor, "suppression.removed", id).await?;
    tx.commit().await
}

async fn record(
    ctx: &Ctx,
    tx: &crate::store::Tx,
    actor: &Actor,
    action: &'static str,
    id: SuppressionId,
) -> Result<()> {
    let event = audit::Event {
        action,
        object_kind: "suppression",
        object_id: &id,
        detail: json!({}),
    };
    audit::record(ctx, tx, actor, event).await
}
