//! Sends one mail, and writes down what came of it together with the end of the job.
//!
//! When we die between the server's "taken" and our commit, the mail goes out again with the
//! same Message-ID and the same bytes: a referral that comes twice is better than none.

use footpath_entity::id::MailId;

use super::{Claim, End, Outcome, settle};
use crate::{Ctx, Result, mail, mail::Failure, referral};

pub(super) async fn run(ctx: &Ctx, claim: &Claim) -> Result<Outcome> {
    let Some(id) = claim.id_in_payload::<MailId>("mail") else {
        return Ok(Outcome::Fail {
            why: "the payload names no mail".to_owned(),
        });
    };
    let Some((row, parcel)) = mail::open(ctx, id).await? else {
        // Whoever had this job before may have written a file of it.
        mail::forget_void(ctx, id).await?;
        return Ok(Outcome::Done);
    };
    if mail::has_had_enough(ctx, &parcel.to).await? {
        return Ok(Outcome::Wait {
            after: mail::AFTER,
            why: "throttled".to_owned(),
        });
    }
    let taken = if mail::is_suppressed(ctx, ctx.store.read(), &parcel.to, &row.kind).await? {
        Err(Failure::Suppressed)
    } else {
        ctx.mailer.send(&parcel).await
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
