//! Sends one mail, and writes down what came of it together with the end of the job.
//!
//! When we die between the server's "taken" and our commit, the mail goes out again with the
//! same Message-ID and the same bytes: a referral that comes twice is better than none.

use footpath_entity::{id::MailId, referral::mail::Model};

use super::{Claim, End, Outcome, settle};
use crate::{Ctx, Result, mail, mail::Failure, referral};

pub(super) async fn run(ctx: &Ctx, claim: &Claim) -> Result<Outcome> {
    let Some(id) = claim.id_in_payload::<MailId>("mail") else {
        return Ok(Outcome::Fail {
            why: "the payload names no mail".to_owned(),
        });
    };
    let Some(row) = mail::waiting(ctx, id).await? else {
        return nothing_left(ctx, id).await;
    };
    let taken = match hand_over(ctx, &row).await {
        Ok(Handed::Erased) => return nothing_left(ctx, id).await,
        Ok(Handed::NotYet) => {
            return Ok(Outcome::Wait {
                after: mail::AFTER,
                why: "throttled".to_owned(),
            });
        }
        Ok(Handed::Answered(taken)) => taken,
        // A fault of ours counts as one of the server's: who waits for the mail is told in the end.
        Err(error) => Err(Failure::Passing(error.code().to_owned())),
    };
    let (outcome, why) = match taken {
        Ok(()) => (Outcome::Done, String::new()),
        Err(Failure::Refused(code)) => {
            let why = format!("smtp: {code}");
            (Outcome::Fail { why: why.clone() }, why)
        }
        Err(Failure::Suppressed) => {
            let why = "suppressed".to_owned();
            (Outcome::Fail { why: why.clone() }, why)
        }
        Err(Failure::Passing(why)) => {
            let after = None;
            (
                Outcome::Retry {
                    after,
                    why: why.clone(),
                },
                why,
            )
        }
    };
    let tx = ctx.store.begin().await?;
    match settle(ctx, &tx, claim, &outcome).await? {
        End::Fenced => {
            drop(tx);
            mail::forget_void(ctx, id).await?;
            return Ok(Outcome::Settled);
        }
        End::Done => {
            // The referral is locked before its mail, as by every other command.
            referral::mail_taken(ctx, &tx, &row).await?;
            mail::sent(ctx, &tx, id).await?;
        }
        End::Waiting => mail::retried(&tx, id, why).await?,
        End::Dead => {
            referral::mail_dead(ctx, &tx, &row).await?;
            mail::dead(ctx, &tx, id, why).await?;
        }
    }
    tx.commit().await?;
    // It may have been taken back while it was on its way.
    mail::forget_void(ctx, id).await?;
    Ok(Outcome::Settled)
}

/// How far a mail came.
enum Handed {
    Erased,
    NotYet,
    Answered(std::result::Result<(), Failure>),
}

async fn hand_over(ctx: &Ctx, row: &Model) -> Result<Handed> {
    let Some(parcel) = mail::open(ctx, row).await? else {
        return Ok(Handed::Erased);
    };
    if mail::has_had_enough(ctx, &parcel.to).await? {
        return Ok(Handed::NotYet);
    }
    if mail::is_suppressed(ctx, ctx.store.read(), &parcel.to, &row.kind).await? {
        return Ok(Handed::Answered(Err(Failure::Suppressed)));
    }
    Ok(Handed::Answered(ctx.mailer.send(&parcel).await))
}

/// Whoever had this job before may have written a file of the mail.
async fn nothing_left(ctx: &Ctx, id: MailId) -> Result<Outcome> {
    mail::forget_void(ctx, id).await?;
    Ok(Outcome::Done)
}
