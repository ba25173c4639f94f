use footpath_entity::{
    id::ReferralId,
    referral::{attempt, record},
};
use serde_json::json;

use super::{
    case::{Case, step_attempt},
    letter,
    offer::offer,
    state::Step,
};
use crate::{
    Actor, Ctx, Result, audit, mail,
    policy::{self, Action},
};

/// Takes a referral from a recipient that does not answer and asks the next one. Answers who
/// that is; `None` when there is nobody left.
pub async fn reroute(ctx: &Ctx, actor: &Actor, id: ReferralId) -> Result<Option<String>> {
    policy::require(actor, Action::CareManage)?;
    let tx = ctx.store.begin().await?;
    let mut case = Case::load(ctx, &tx, id).await?;
    case.step(ctx, &tx, Step::Reroute, record::ActiveModel::default())
        .await?;
    let before = case.attempt(&tx).await?;
    if let Some(attempt) = &before {
        step_attempt(&tx, attempt, Step::Reroute, attempt::ActiveModel::default()).await?;
        mail::void(ctx, &tx, id, Some(attempt.id)).await?;
    }
    let recipient = offer(ctx, &tx, &mut case).await?;
    letter::tell_of_next(ctx, &tx, &mut case).await?;
    let event = audit::Event {
        action: "referral.rerouted",
        object_kind: "referral",
        object_id: &id,
        detail: json!({
            "from": before.map(|attempt| attempt.id),
            "status": case.row.status.as_str(),
            "attempt": case.row.attempt_id,
        }),
    };
    audit::record(ctx, &tx, actor, event).await?;
    tx.commit().await?;
    Ok(recipient)
}
