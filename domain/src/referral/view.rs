use chrono::{DateTime, NaiveDate, Utc};
use footpath_entity::referral::{
    attempt::{self, Status as AttemptStatus},
    record,
};
use sea_orm::{ActiveValue::Set, ConnectionTrait, EntityTrait};
use serde_json::json;

use super::{
    appointment,
    case::{Case, load_attempt, step_attempt},
    link::{Shut, attempt_of, require_open, shut},
    pin,
    plea::reference,
    state::Step,
};
use crate::{
    Actor, Ctx, Result, audit, seal,
    store::Tx,
    triage::{self, Revealed},
};

/// What the clinic's link shows before it is opened: nothing of the patient.
#[derive(Clone, Debug)]
pub struct Doorstep {
    pub recipient: String,
    pub open_by: DateTime<Utc>,
    pub status: AttemptStatus,
    /// Why there is nothing to open any more.
    pub shut: Option<Shut>,
    /// A PIN is asked for before it opens.
    pub pin: bool,
}

/// What the clinic sees of a referral once it has opened it.
pub struct Opened {
    pub recipient: String,
    /// By which both sides name it.
    pub reference: String,
    pub status: AttemptStatus,
    pub open_by: DateTime<Utc>,
    pub referred_at: DateTime<Utc>,
    /// Whether whoever reads the patient's mail said that the referral is theirs.
    pub patient_confirmed: bool,
    /// The day of the appointment, if the clinic told it.
    pub scheduled_for: Option<NaiveDate>,
    /// Answers, findings and contact: health data.
    pub revealed: Revealed,
}

/// Looks at a clinic's link without opening it. Changes nothing: mail scanners follow links.
pub async fn doorstep(ctx: &Ctx, actor: &Actor) -> Result<Doorstep> {
    let conn = ctx.store.read();
    let attempt = attempt_of(conn, actor).await?;
    let mut why = shut(&attempt, ctx.now());
    if why.is_none() && is_erased(conn, &attempt).await? {
        why = Some(Shut::Erased);
    }
    Ok(Doorstep {
        open_by: attempt.due_at,
        status: attempt.status,
        pin: pin::is_asked(conn, &attempt).await?,
        shut: why,
        recipient: attempt.recipient_name,
    })
}

/// A completed referral keeps its status when the person is erased: only the ledger tells.
async fn is_erased(conn: &impl ConnectionTrait, attempt: &attempt::Model) -> Result<bool> {
    let referral = record::Entity::find_by_id(attempt.referral_id)
        .one(conn)
        .await?;
    match referral {
        Some(referral) => seal::is_erased(conn, referral.subject_key_id).await,
        None => Ok(false),
    }
}

/// Opens a referral for the clinic: health data is read, and the audit log says so.
pub async fn view(ctx: &Ctx, actor: &Actor) -> Result<Opened> {
    let tx = ctx.store.begin().await?;
    let (mut case, attempt) = enter(ctx, &tx, actor).await?;
    let opened = attempt::ActiveModel {
        opened_at: Set(attempt.opened_at.or(Some(ctx.now()))),
        ..Default::default()
    };
    let attempt = step_attempt(&tx, &attempt, Step::View, opened).await?;
    case.step(ctx, &tx, Step::View, record::ActiveModel::default())
        .await?;
    let revealed = triage::reveal(ctx, &tx, case.row.assessment_id).await?;
    let event = audit::Event {
        action: "referral.viewed",
        object_kind: "referral",
        object_id: &case.row.id,
        detail: json!({ "attempt": attempt.id, "assessment": case.row.assessment_id }),
    };
    audit::record(ctx, &tx, actor, event).await?;
    tx.commit().await?;
    let scheduled_for = appointment::open(case.subject.as_ref(), &attempt)?;
    Ok(Opened {
        reference: reference(attempt.id),
        scheduled_for,
        recipient: attempt.recipient_name,
        status: attempt.status,
        open_by: attempt.due_at,
        referred_at: case.row.created_at,
        patient_confirmed: case.row.confirmed_at.is_some(),
        revealed,
    })
}

/// Loads, locked, what the holder of a clinic's link may act on. The referral is locked before
/// its attempt, everywhere, so that two commands never wait for each other.
pub(super) async fn enter(ctx: &Ctx, tx: &Tx, actor: &Actor) -> Result<(Case, attempt::Model)> {
    let attempt = attempt_of(tx, actor).await?;
    let case = Case::load(ctx, tx, attempt.referral_id).await?;
    let attempt = load_attempt(tx, attempt.id).await?;
    require_open(&attempt, ctx.now())?;
    Ok((case, attempt))
}
