use footpath_entity::{
    id::ReferralId,
    referral::{
        attempt::{self, Status as AttemptStatus},
        mail, record,
    },
};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QuerySelect};
use serde_json::json;

use super::{case::Case, letter::CLINIC_REFERRAL};
use crate::{
    Actor, Ctx, Error, Result, audit, mail as mails,
    policy::{self, Action},
    store::Tx,
};

/// Mails whoever is asked once more: the same mail, with the same link.
pub async fn resend(ctx: &Ctx, actor: &Actor, id: ReferralId) -> Result<()> {
    policy::require(actor, Action::CareManage)?;
    let tx = ctx.store.begin().await?;
    let case = Case::load(ctx, &tx, id).await?;
    let attempt = case.attempt(&tx).await?;
    let Some(attempt) = attempt.filter(|attempt| waits(attempt.status)) else {
        return Err(Error::conflict(
            "referral.nobody_waits",
            "Nobody is being asked just now, so there is no mail to send again.",
        ));
    };
    let mail = mail::Entity::find()
        .filter(mail::Column::AttemptId.eq(attempt.id))
        .filter(mail::Column::Kind.eq(CLINIC_REFERRAL))
        .one(&tx)
        .await?
        .ok_or(Error::not_found("mail.not_found"))?;
    let mail = mails::load(&tx, mail.id).await?;
    mails::resend(ctx, &tx, &mail).await?;
    let event = audit::Event {
        action: "referral.resent",
        object_kind: "referral",
        object_id: &id,
        detail: json!({ "attempt": attempt.id, "mail": mail.id }),
    };
    audit::record(ctx, &tx, actor, event).await?;
    tx.commit().await
}

/// Whether a mail is still wanted: a clinic's only while that clinic is the one that is asked.
/// Its referral stays locked, so that it stays so.
pub(crate) async fn still_asks(tx: &Tx, mail: &mail::Model) -> Result<bool> {
    let (Some(referral), Some(attempt)) = (mail.referral_id, mail.attempt_id) else {
        return Ok(true);
    };
    let referral = record::Entity::find_by_id(referral)
        .lock_exclusive()
        .one(tx)
        .await?;
    let current = referral.is_some_and(|row| row.attempt_id == Some(attempt));
    let attempt = attempt::Entity::find_by_id(attempt).one(tx).await?;
    Ok(current && attempt.is_some_and(|attempt| waits(attempt.status)))
}

fn waits(status: AttemptStatus) -> bool {
    matches!(
        status,
        AttemptStatus::Queued | AttemptStatus::Sent | AttemptStatus::Viewed
    )
}
