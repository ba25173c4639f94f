//! Forgets by which contact an assessment came.

use footpath_entity::id::AssessmentId;

use super::{Claim, Outcome};
use crate::{Ctx, Result, triage};

pub(super) async fn run(ctx: &Ctx, claim: &Claim) -> Result<Outcome> {
    let Some(id) = claim.id_in_payload::<AssessmentId>("assessment") else {
        return Ok(Outcome::Fail {
            why: "the payload names no assessment".to_owned(),
        });
    };
    triage::forget_contact(ctx, id).await?;
    Ok(Outcome::Done)
}
