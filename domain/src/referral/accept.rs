use footpath_entity::referral::{attempt, record};
use sea_orm::ActiveValue::Set;
use serde_json::json;

use super::{
    case::step_attempt,
    letter::{self, PatientNews},
    state::Step,
    view::enter,
};
use crate::{Actor, Ctx, Result, audit};

/// The clinic takes the patient. `referral.already_accepted` the second time.
pub async fn accept(ctx: &Ctx, actor: &Actor) -> Result<()> {
    let tx = ctx.store.begin().await?;
    let (mut case, attempt) = enter(ctx, &tx, actor).await?;
    let now = ctx.now();
    let decided = attempt::ActiveModel {
        decided_at: Set(Some(now)),
        // From here on the link lives as long as the referral is open.
        expires_at: Set(None),
        ..Default::default()
    };
    step_attempt(&tx, &attempt, Step::Accept, decided).await?;
    let accepted = record::ActiveModel {
        accepted_at: Set(Some(now)),
        ..Default::default()
    };
    case.step(ctx, &tx, Step::Accept, accepted).await?;
    letter::tell_patient(ctx, &tx, &mut case, PatientNews::Accepted).await?;
    let event = audit::Event {
        action: "referral.accepted",
        object_kind: "referral",
        object_id: &case.row.id,
        detail: json!({ "attempt": attempt.id }),
    };
    audit::record(ctx, &tx, actor, event).await?;
    tx.commit().await
}
