//! Imports a registry file that was sent through the console.

use std::{ops::ControlFlow, time::Duration};

use chrono::TimeDelta;
use footpath_entity::id::ImportRunId;

use super::{Claim, Outcome, extend};
use crate::{
    Ctx, Error, Result,
    directory::import::{TakenUp, take_up},
};

/// A national file takes longer than a lease lasts.
const EXTEND: Duration = Duration::from_secs(30);
const AGAIN: TimeDelta = TimeDelta::seconds(5);

pub(super) async fn run(ctx: &Ctx, claim: &Claim) -> Result<Outcome> {
    let Some(id) = claim.id_in_payload::<ImportRunId>("run") else {
        return Ok(Outcome::Fail {
            why: "the payload names no import".to_owned(),
        });
    };
    let taken_up = tokio::select! {
        taken_up = take_up(ctx, id, &|_| ControlFlow::Continue(())) => taken_up,
        lost = keep(ctx, claim) => Err(lost),
    };
    let later = |why: &str| Outcome::Retry {
        after: Some(AGAIN),
        why: why.to_owned(),
    };
    match taken_up {
        Ok(TakenUp::Done(_) | TakenUp::Nothing) => Ok(Outcome::Done),
        Ok(TakenUp::NotHere) => Ok(later("the file is on another machine")),
        Err(Error::Conflict { code, .. }) => Ok(later(code)),
        Err(error) => Err(error),
    }
}

/// Ends only when somebody else has the job.
async fn keep(ctx: &Ctx, claim: &Claim) -> Error {
    loop {
        tokio::time::sleep(EXTEND).await;
        match extend(ctx, claim).await {
            Ok(true) => {}
            Ok(false) => return Error::conflict("job.fenced", "Another worker has this job."),
            Err(error) => tracing::warn!(%error, "the lease of an import could not be extended"),
        }
    }
}
