//! Looks whether a recipient has opened a referral in time, and reminds, alerts or goes on.

use footpath_entity::id::AttemptId;

use super::{Claim, Outcome};
use crate::{
    Ctx, Result,
    referral::{self, Mark},
};

pub(super) async fn run(ctx: &Ctx, claim: &Claim) -> Result<Outcome> {
    let attempt = claim.id_in_payload::<AttemptId>("attempt");
    let (Some(attempt), Some(mark)) = (attempt, claim.id_in_payload::<Mark>("mark")) else {
        return Ok(Outcome::Fail {
            why: "the payload names no attempt or no mark".to_owned(),
        });
    };
    referral::watch(ctx, attempt, mark).await?;
    Ok(Outcome::Done)
}
