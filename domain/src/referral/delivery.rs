//! What a mail's fate means for its referral. Runs in the transaction that notes the fate.

use footpath_entity::{
    id::{AttemptId, MailId},
    referral::{
        attempt::{self, Status as AttemptStatus},
        mail,
        record::{self, Status},
    },
};
use sea_orm::ActiveValue::Set;
use serde_json::json;

use super::{
    alert::{self, Alert},
    case::{Case, load_attempt, step_attempt},
    letter::{self, PatientNews},
    link::OPEN_FOR,
    offer::offer,
    state::Step,
};
use crate::{Actor, Ctx, Result, audit, jobs, store::Tx};

const MAIL: Actor = Actor::System("mail");

/// The mail server has taken a mail.
pub(crate) async fn mail_taken(ctx: &Ctx, tx: &Tx, mail: &mail::Model) -> Result<()> {
    let Some((mut case, attempt)) = clinic_mail(ctx, tx, mail).await? else {
        return Ok(());
    };
    if attempt.status == AttemptStatus::Queued {
        let now = ctx.now();
        let sent = attempt::ActiveModel {
            sent_at: Set(Some(now)),
            expires_at: Set(Some(now + OPEN_FOR)),
            ..Default::default()
        };
        step_attempt(tx, &attempt, Step::Send, sent).await?;
        expire_later(ctx, tx, attempt.id).await?;
    }
    if case.row.attempt_id == Some(attempt.id) {
        let none = record::ActiveModel::default();
        case.step(ctx, tx, Step::Send, none).await?;
        let waiting = matches!(case.row.status, Status::Sent | Status::Viewed);
        if waiting && case.row.patient_told_at.is_none() {
            letter::tell_patient(ctx, tx, &mut case, PatientNews::Sent).await?;
        }
    }
    record(ctx, tx, &case, "referral.sent", attempt.id).await
}

/// A mail was given up. A clinic's mail leads to the next recipient.
pub(crate) async fn mail_dead(ctx: &Ctx, tx: &Tx, mail: &mail::Model) -> Result<()> {
    let event = audit::Event {
        action: "mail.dead",
        object_kind: "mail",
        object_id: &mail.id,
        detail: json!({ "kind": mail.kind, "referral": mail.referral_id }),
    };
    audit::record(ctx, tx, &MAIL, event).await?;
    if mail.kind != alert::STAFF_ALERT {
        alert::raise(ctx, tx, Alert::DeadLetter(mail.id)).await?;
    }
    let Some((mut case, attempt)) = clinic_mail(ctx, tx, mail).await? else {
        return Ok(());
    };
    let none = attempt::ActiveModel::default();
    let attempt = step_attempt(tx, &attempt, Step::Bounce, none).await?;
    let still_its = case.row.attempt_id == Some(attempt.id);
    if attempt.status == AttemptStatus::Undeliverable && still_its {
        let next = offer(ctx, tx, &mut case).await?;
        // Who has heard that one clinic was asked hears that it is another one now.
        if next.is_none() || case.row.patient_told_at.is_some() {
            letter::tell_of_next(ctx, tx, &mut case).await?;
        }
        record(ctx, tx, &case, "referral.undeliverable", attempt.id).await?;
    }
    Ok(())
}

/// Mail to the site's own desk came back. Nobody stands in for the desk, so that staff are told.
pub(crate) async fn desk_bounced(ctx: &Ctx, tx: &Tx, mail: MailId) -> Result<()> {
    alert::raise(ctx, tx, Alert::DeskBounced(mail)).await
}

/// The referral and the attempt that a clinic's mail is about.
async fn clinic_mail(
    ctx: &Ctx,
    tx: &Tx,
    mail: &mail::Model,
) -> Result<Option<(Case, attempt::Model)>> {
    let (Some(referral), Some(attempt)) = (mail.referral_id, mail.attempt_id) else {
        return Ok(None);
    };
    if mail.kind != letter::CLINIC_REFERRAL {
        return Ok(None);
    }
    let case = Case::load(ctx, tx, referral).await?;
    Ok(match case.subject {
        Some(_) => Some((case, load_attempt(tx, attempt).await?)),
        None => None,
    })
}

async fn expire_later(ctx: &Ctx, tx: &Tx, attempt: AttemptId) -> Result<()> {
    let job = jobs::NewJob {
        kind: jobs::Kind::ExpireReferral,
        payload: json!({ "attempt": attempt }),
        run_at: ctx.now() + OPEN_FOR,
        dedupe_key: None,
    };
    jobs::enqueue(ctx, tx, job).await
}

async fn record(
    ctx: &Ctx,
    tx: &Tx,
    case: &Case,
    action: &'static str,
    attempt: AttemptId,
) -> Result<()> {
    let event = audit::Event {
        action,
        object_kind: "referral",
        object_id: &case.row.id,
        detail: json!({
            "attempt": attempt,
            "status": case.row.status.as_str(),
            "current": case.row.attempt_id,
        }),
    };
    audit::record(ctx, tx, &MAIL, event).await
}
