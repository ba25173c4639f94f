use footpath_entity::{
    id::{AssessmentId, ReferralId},
    referral::{attempt, mail as mail_row, record},
};
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter};
use serde_json::json;

use super::{
    case::{Case, step_attempt},
    letter::{self, PatientNews},
    link::patient_link_open,
    plea,
    state::{Step, attempt_after, is_closed},
};
use crate::{Actor, Ctx, Error, Result, audit, mail, store::Tx, triage};

/// The patient takes the referral back.
pub async fn withdraw(ctx: &Ctx, actor: &Actor) -> Result<()> {
    let tx = ctx.store.begin().await?;
    let mut case = enter(ctx, &tx, actor).await?;
    stop(ctx, &tx, &mut case, record::ActiveModel::default()).await?;
    letter::tell_patient(ctx, &tx, &mut case, PatientNews::Withdrawn).await?;
    triage::consent::take_back(ctx, &tx, case.row.assessment_id).await?;
    record(ctx, &tx, actor, case.row.id, "referral.withdrawn").await?;
    tx.commit().await
}

/// Takes back whatever was referred from an assessment that is about to be erased, in the
/// caller's transaction. The patient is not mailed: the address goes with the rest. Clinics that
/// have opened it are asked to delete what they kept, if `ask_clinics`.
pub async fn withdraw_for_erasure(
    ctx: &Ctx,
    tx: &Tx,
    assessment: AssessmentId,
    ask_clinics: bool,
) -> Result<()> {
    let found = record::Entity::find()
        .filter(record::Column::AssessmentId.eq(assessment))
        .one(tx)
        .await?;
    let Some(found) = found else { return Ok(()) };
    let mut case = Case::load(ctx, tx, found.id).await?;
    let id = case.row.id;
    if !is_closed(case.row.status) {
        stop(ctx, tx, &mut case, record::ActiveModel::default()).await?;
    }
    if ask_clinics {
        plea::ask_to_delete(ctx, tx, id).await?;
    }
    erase_mails(ctx, tx, id, Whose::Everybodys).await?;
    record(ctx, tx, &Actor::System("erasure"), id, "referral.withdrawn").await
}

/// Ends the referral and its attempt, and erases what has not been sent yet.
pub(super) async fn stop(
    ctx: &Ctx,
    tx: &Tx,
    case: &mut Case,
    change: record::ActiveModel,
) -> Result<()> {
    let attempt = case.attempt(tx).await?;
    case.step(ctx, tx, Step::Withdraw, change).await?;
    if let Some(attempt) = attempt
        && attempt_after(attempt.status, Step::Withdraw).is_ok()
    {
        step_attempt(
            tx,
            &attempt,
            Step::Withdraw,
            attempt::ActiveModel::default(),
        )
        .await?;
    }
    mail::void(ctx, tx, case.row.id, None).await
}

/// Loads, locked, the referral that the holder of a patient's link may act on.
pub(super) async fn enter(ctx: &Ctx, tx: &Tx, actor: &Actor) -> Result<Case> {
    let Actor::Patient { referral } = actor else {
        return Err(Error::forbidden(
            "referral.not_the_patient",
            "Only the patient can do this.",
        ));
    };
    let case = Case::load(ctx, tx, *referral).await?;
    if patient_link_open(&case.row, ctx.now()) {
        Ok(case)
    } else {
        Err(Error::conflict(
            "referral.link_expired",
            "This link is no longer valid.",
        ))
    }
}

pub(super) async fn record(
    ctx: &Ctx,
    tx: &Tx,
    actor: &Actor,
    id: ReferralId,
    action: &'static str,
) -> Result<()> {
    let event = audit::Event {
        action,
        object_kind: "referral",
        object_id: &id,
        detail: json!({}),
    };
    audit::record(ctx, tx, actor, event).await
}

/// Which mails of a referral.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Whose {
    Everybodys,
    /// Those that no clinic got.
    Patients,
}

/// Sent mails go now, and not in a week; files are removed by the job, after the commit.
pub(super) async fn erase_mails(
    ctx: &Ctx,
    tx: &Tx,
    referral: ReferralId,
    whose: Whose,
) -> Result<()> {
    let mut all = mail_row::Entity::update_many()
        .set(mail_row::ActiveModel {
            erase_at: Set(Some(ctx.now())),
            ..Default::default()
        })
        .filter(mail_row::Column::ReferralId.eq(referral))
        .filter(mail_row::Column::Body.is_not_null());
    if whose == Whose::Patients {
        all = all.filter(mail_row::Column::AttemptId.is_null());
    }
    all.exec(tx).await?;
    mail::purge_now(ctx, tx).await
}
