//! Ends a referral whose link ran out before anybody accepted it.

use footpath_entity::id::AttemptId;

use super::{Claim, Outcome};
use crate::{Ctx, Result, referral};

pub(super) async fn run(ctx: &Ctx, claim: &Claim) -> Result<Outcome> {
    let Some(attempt) = claim.id_in_payload::<AttemptId>("attempt") else {
        return Ok(Outcome::Fail {
            why: "the payload names no attempt".to_owned(),
        });
    };
    referral::expire(ctx, attempt).await?;
    Ok(Outcome::Done)
}
