use footpath_entity::{
    id::AttemptId,
    referral::{attempt, record},
};
use sea_orm::EntityTrait;

use super::{
    alert::{self, Alert},
    case::{Case, load_attempt, step_attempt},
    letter::{self, PatientNews},
    state::{Step, attempt_after},
    withdraw::record,
};
use crate::{Actor, Ctx, Result};

/// Ends a referral whose link ran out before anybody accepted. Does nothing when the link
/// still works, or the attempt is over.
pub(crate) async fn expire(ctx: &Ctx, id: AttemptId) -> Result<()> {
    let tx = ctx.store.begin().await?;
    let Some(found) = attempt::Entity::find_by_id(id).one(&tx).await? else {
        return Ok(());
    };
    let mut case = Case::load(ctx, &tx, found.referral_id).await?;
    let attempt = load_attempt(&tx, id).await?;
    let ran_out = attempt.expires_at.is_some_and(|end| end <= ctx.now());
    if !ran_out || attempt_after(attempt.status, Step::Expire).is_err() {
        return Ok(());
    }
    step_attempt(&tx, &attempt, Step::Expire, attempt::ActiveModel::default()).await?;
    if case.row.attempt_id == Some(id) {
        case.step(ctx, &tx, Step::Expire, record::ActiveModel::default())
            .await?;
        letter::tell_patient(ctx, &tx, &mut case, PatientNews::Expired).await?;
        alert::raise(ctx, &tx, Alert::Expired(case.row.id)).await?;
        record(
            ctx,
            &tx,
            &Actor::System("expiry"),
            case.row.id,
            "referral.expired",
        )
        .await?;
    }
    tx.commit().await
}
