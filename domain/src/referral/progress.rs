use chrono::NaiveDate;
use footpath_entity::referral::{
    attempt::{self, Status as AttemptStatus},
    record,
};
use sea_orm::ActiveValue::Set;
use serde_json::json;

use super::{
    appointment,
    case::step_attempt,
    letter::{self, PatientNews},
    link::OPEN_FOR,
    state::Step,
    view::enter,
};
use crate::{Actor, Ctx, Result, audit};

/// The clinic has made an appointment, and may say for which day; later it may say another day.
/// The same once more changes nothing and tells nobody.
pub async fn schedule(ctx: &Ctx, actor: &Actor, on: Option<NaiveDate>) -> Result<()> {
    if let Some(day) = on {
        appointment::check(ctx, day)?;
    }
    advance(
        ctx,
        actor,
        Step::Schedule,
        on,
        "referral.scheduled",
        PatientNews::Scheduled,
    )
    .await
}

/// The clinic has seen the patient. The link works for two weeks more.
pub async fn complete(ctx: &Ctx, actor: &Actor) -> Result<()> {
    advance(
        ctx,
        actor,
        Step::Complete,
        None,
        "referral.completed",
        PatientNews::Completed,
    )
    .await
}

async fn advance(
    ctx: &Ctx,
    actor: &Actor,
    step: Step,
    on: Option<NaiveDate>,
    action: &'static str,
    news: PatientNews,
) -> Result<()> {
    let tx = ctx.store.begin().await?;
    let (mut case, attempt) = enter(ctx, &tx, actor).await?;
    if step == Step::Schedule && attempt.status == AttemptStatus::Scheduled {
        let known = appointment::open(case.subject.as_ref(), &attempt)?;
        if on.is_none() || on == known {
            return Ok(());
        }
    }
    let mut change = attempt::ActiveModel {
        progressed_at: Set(Some(ctx.now())),
        ..Default::default()
    };
    if step == Step::Complete {
        change.expires_at = Set(Some(ctx.now() + OPEN_FOR));
    }
    if let Some(day) = on {
        change.scheduled_for = Set(Some(appointment::seal(case.subject()?, attempt.id, day)?));
    }
    step_attempt(&tx, &attempt, step, change).await?;
    case.step(ctx, &tx, step, record::ActiveModel::default())
        .await?;
    letter::tell_patient(ctx, &tx, &mut case, news).await?;
    let event = audit::Event {
        action,
        object_kind: "referral",
        object_id: &case.row.id,
        detail: json!({ "attempt": attempt.id }),
    };
    audit::record(ctx, &tx, actor, event).await?;
    tx.commit().await
}
