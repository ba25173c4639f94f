use footpath_entity::{id::AssessmentId, triage::assessment};
use sea_orm::{
    ActiveModelTrait,
    ActiveValue::{Set, Unchanged},
    ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
};
use serde_json::json;

use super::{consent, idempotency, receipt, repeat};
use crate::{
    Actor, Ctx, Error, Result, audit,
    policy::{self, Action},
    referral, seal,
    store::Tx,
};

/// How many assessments one transaction of a purge erases.
const BATCH: u64 = 100;

/// Erases an assessment for the reader who holds its receipt, with its referral, its mails and
/// the key that all of it was sealed with. An unknown ID and a wrong receipt are told alike.
pub async fn erase(ctx: &Ctx, actor: &Actor, id: AssessmentId, secret: &str) -> Result<()> {
    let tx = ctx.store.begin().await?;
    let row = receipt::enter(ctx, &tx, id, secret).await?;
    erase_row(ctx, &tx, actor, &row, "reader").await?;
    tx.commit().await?;
    ctx.store.forget_deleted().await
}

/// Erases an assessment for a coordinator whom the person has asked, with all that belongs to it.
pub async fn erase_on_request(ctx: &Ctx, actor: &Actor, id: AssessmentId) -> Result<()> {
    policy::require(actor, Action::CareManage)?;
    let tx = ctx.store.begin().await?;
    let row = assessment::Entity::find_by_id(id)
        .lock_exclusive()
        .one(&tx)
        .await?
        .filter(|row| row.erased_at.is_none())
        .ok_or(Error::not_found("assessment.not_found"))?;
    erase_row(ctx, &tx, actor, &row, "request").await?;
    tx.commit().await?;
    ctx.store.forget_deleted().await
}

/// Erases every assessment that was kept long enough; returns how many.
pub async fn purge(ctx: &Ctx) -> Result<u64> {
    let mut erased = 0;
    loop {
        let tx = ctx.store.begin().await?;
        let due = assessment::Entity::find()
            .filter(assessment::Column::ExpiresAt.lte(ctx.now()))
            .filter(assessment::Column::ErasedAt.is_null())
            .order_by_asc(assessment::Column::ExpiresAt)
            .limit(BATCH)
            .lock_exclusive()
            .all(&tx)
            .await?;
        if due.is_empty() {
            break;
        }
        for row in &due {
            erase_row(ctx, &tx, &Actor::System("retention"), row, "retention").await?;
            erased += 1;
        }
        tx.commit().await?;
    }
    if erased > 0 {
        ctx.store.forget_deleted().await?;
    }
    Ok(erased)
}

/// Forgets what outlives its day without being of a person's record: answers to repeated
/// requests, and by which contact somebody came. Answers how many those were.
pub async fn sweep(ctx: &Ctx) -> Result<u64> {
    Ok(idempotency::sweep(ctx).await? + repeat::sweep(ctx).await?)
}

/// Erases what a backup from before an erasure has brought back.
pub(super) async fn once_more(ctx: &Ctx, row: &assessment::Model) -> Result<()> {
    let tx = ctx.store.begin().await?;
    erase_row(ctx, &tx, &Actor::System("ledger"), row, "ledger").await?;
    tx.commit().await
}

async fn erase_row(
    ctx: &Ctx,
    tx: &Tx,
    actor: &Actor,
    row: &assessment::Model,
    reason: &'static str,
) -> Result<()> {
    // What was kept long enough is a clinic's own record by then; on request it is asked.
    let ask = !matches!(reason, "retention" | "ledger");
    referral::withdraw_for_erasure(ctx, tx, row.id, ask).await?;
    let empty = assessment::ActiveModel {
        id: Unchanged(row.id),
        answers: Set(None),
        result: Set(None),
        contact: Set(None),
        postal_code: Set(None),
        email_mac: Set(None),
        phone_mac: Set(None),
        erased_at: Set(Some(ctx.now())),
        ..Default::default()
    };
    empty.update(tx).await?;
    idempotency::forget(tx, row.subject_key_id).await?;
    consent::withdraw(ctx, tx, row.id).await?;
    seal::erase_subject(tx, row.subject_key_id, ctx.now(), reason).await?;
    let event = audit::Event {
        action: "assessment.erased",
        object_kind: "assessment",
        object_id: &row.id,
        detail: json!({ "reason": reason }),
    };
    audit::record(ctx, tx, actor, event).await
}
