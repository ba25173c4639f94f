//! Addresses that are not written to any more.

use footpath_entity::{
    id::SuppressionId,
    referral::suppression::{ActiveModel, Column, Entity, Model, Reason},
    value::Email,
};
use sea_orm::{ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};
use zeroize::Zeroizing;

use super::outbox::recipient_mac;
use crate::{Ctx, Result, outbox::masked, seal::Place, store::Tx};

/// What the kinds of all mails to patients start with.
const TO_PATIENT: &str = "patient_";

/// Whether this is the site's own desk, which is always written to: an emergency has no other
/// recipient.
pub fn is_desk(ctx: &Ctx, to: &Email) -> bool {
    let desk = ctx.config.triage_inbox.as_ref();
    desk.is_some_and(|desk| desk.folded() == to.folded())
}

/// Whether somebody there said "this was not me".
pub async fn is_disowned(ctx: &Ctx, conn: &impl ConnectionTrait, to: &Email) -> Result<bool> {
    let found = Entity::find()
        .filter(Column::AddressMac.eq(recipient_mac(ctx, to)))
        .filter(Column::Reason.eq(Reason::Disowned))
        .one(conn)
        .await?;
    Ok(found.is_some())
}

/// Whether mail of this kind is not written to this address. Who said "this was not me" gets no
/// patient's mail any more, yet a clinic or a colleague may have the same inbox.
pub async fn is_suppressed(
    ctx: &Ctx,
    conn: &impl ConnectionTrait,
    to: &Email,
    kind: &str,
) -> Result<bool> {
    let to_patient = kind.starts_with(TO_PATIENT);
    if is_desk(ctx, to) && !to_patient {
        return Ok(false);
    }
    let found = Entity::find()
        .filter(Column::AddressMac.eq(recipient_mac(ctx, to)))
        .one(conn)
        .await?;
    Ok(found.is_some_and(|found| to_patient || found.reason != Reason::Disowned))
}

/// Writes to this address no more; nothing changes when it is on the list already, unless it
/// was there for patients' mail only.
pub async fn suppress(ctx: &Ctx, tx: &Tx, to: &Email, reason: Reason) -> Result<SuppressionId> {
    ctx.keys.refresh(ctx.now(), tx).await?;
    let id: SuppressionId = ctx.new_id();
    // Of somebody who never asked no more is kept than it takes to know the address again.
    let shown = match reason {
        Reason::Disowned => masked(to.as_str()),
        Reason::Bounced | Reason::Staff => to.as_str().to_owned(),
    };
    let row = ActiveModel {
        id: Set(id),
        address_mac: Set(recipient_mac(ctx, to)),
        address: Set(ctx.keys.seal(&place(id), shown.as_bytes())?),
        reason: Set(reason),
        created_at: Set(ctx.now()),
    };
    Entity::insert(row)
        .on_conflict_do_nothing_on([Column::AddressMac])
        .exec_without_returning(tx)
        .await?;
    if reason != Reason::Disowned {
        Entity::update_many()
            .set(ActiveModel {
                reason: Set(reason),
                ..Default::default()
            })
            .filter(Column::AddressMac.eq(recipient_mac(ctx, to)))
            .filter(Column::Reason.eq(Reason::Disowned))
            .exec(tx)
            .await?;
    }
    Ok(id)
}

/// The address itself, or as much of it as is kept.
pub async fn address(ctx: &Ctx, row: &Model) -> Result<Zeroizing<Vec<u8>>> {
    ctx.keys.know(ctx.store.read(), &row.address).await?;
    ctx.keys.open(&place(row.id), &row.address)
}

fn place(id: SuppressionId) -> Place {
    Place::new("suppression", id, "address")
}
