//! Addresses that are not written to any more.

use footpath_entity::{
    id::SuppressionId,
    referral::suppression::{ActiveModel, Column, Entity, Model, Reason},
    value::Email,
};
use sea_orm::{ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};
use zeroize::Zeroizing;

use super::outbox::recipient_mac;
use crate::{Ctx, Result, seal::Place, store::Tx};

/// Whether this address is not written to.
pub async fn is_suppressed(ctx: &Ctx, conn: &impl ConnectionTrait, to: &Email) -> Result<bool> {
    let found = Entity::find()
        .filter(Column::AddressMac.eq(recipient_mac(ctx, to)))
        .one(conn)
        .await?;
    Ok(found.is_some())
}

/// Writes to this address no more; nothing changes when it is on the list already.
pub async fn suppress(ctx: &Ctx, tx: &Tx, to: &Email, reason: Reason) -> Result<SuppressionId> {
    ctx.keys.refresh(ctx.now(), tx).await?;
    let id: SuppressionId = ctx.new_id();
    let row = ActiveModel {
        id: Set(id),
        address_mac: Set(recipient_mac(ctx, to)),
        address: Set(ctx.keys.seal(&place(id), to.as_str().as_bytes())?),
        reason: Set(reason),
        created_at: Set(ctx.now()),
    };
    Entity::insert(row)
        .on_conflict_do_nothing_on([Column::AddressMac])
        .exec_without_returning(tx)
        .await?;
    Ok(id)
}

/// The address itself.
pub async fn address(ctx: &Ctx, row: &Model) -> Result<Zeroizing<Vec<u8>>> {
    ctx.keys.know(ctx.store.read(), &row.address).await?;
    ctx.keys.open(&place(row.id), &row.address)
}

fn place(id: SuppressionId) -> Place {
    Place::new("suppression", id, "address")
}
