use footpath_entity::{id::ReferralId, referral::record::Status};
use serde_json::json;

use super::{case::Case, letter, offer::offer};
use crate::{
    Actor, Ctx, Error, Result, audit,
    policy::{self, Action},
};

/// Lets a held referral go, or looks again for a recipient of an unrouted one. Answers who
/// gets it; `None` when there is still nobody.
pub async fn release(ctx: &Ctx, actor: &Actor, id: ReferralId) -> Result<Option<String>> {
    policy::require(actor, Action::CareManage)?;
    let tx = ctx.store.begin().await?;
    let mut case = Case::load(ctx, &tx, id).await?;
    if !matches!(case.row.status, Status::Held | Status::Unrouted) {
        return Err(Error::conflict(
            "referral.not_held",
            "This referral is on its way already.",
        ));
    }
    let recipient = offer(ctx, &tx, &mut case).await?;
    // Who was told that nobody is left is told that somebody is. To the others the first word
    // goes when the mail server has taken the recipient's mail.
    if recipient.is_some() && case.row.patient_told_at.is_some() {
        letter::tell_of_next(ctx, &tx, &mut case).await?;
    }
    let event = audit::Event {
        action: "referral.released",
        object_kind: "referral",
        object_id: &id,
        detail: json!({ "status": case.row.status.as_str(), "attempt": case.row.attempt_id }),
    };
    audit::record(ctx, &tx, actor, event).await?;
    tx.commit().await?;
    Ok(recipient)
}
