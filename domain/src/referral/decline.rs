use footpath_entity::{
    id::AttemptId,
    referral::{
        attempt::{self, DeclineReason},
        record,
    },
};
use sea_orm::ActiveValue::Set;
use serde_json::json;

use super::{case::step_attempt, letter, offer::offer, state::Step, view::enter};
use crate::{
    Actor, Ctx, Error, Result, audit,
    seal::{Place, SubjectKey},
};

/// Characters that a clinic may write beside its reason.
const NOTE_MAX: usize = 1000;

/// Why a clinic does not take a patient.
pub struct Decline {
    pub reason: DeclineReason,
    /// May be empty; kept sealed.
    pub note: String,
}

/// The clinic does not take the patient: the next recipient is asked, and the patient told.
/// Answers who is next; `None` when there is nobody left.
pub async fn decline(ctx: &Ctx, actor: &Actor, cmd: Decline) -> Result<Option<String>> {
    let note = cmd.note.trim();
    if note.chars().count() > NOTE_MAX {
        return Err(Error::invalid(
            "note",
            format!("must be at most {NOTE_MAX} characters"),
        ));
    }
    let tx = ctx.store.begin().await?;
    let (mut case, attempt) = enter(ctx, &tx, actor).await?;
    let sealed = match note {
        "" => None,
        note => Some(
            case.subject()?
                .seal(&note_place(attempt.id), note.as_bytes())?,
        ),
    };
    let declined = attempt::ActiveModel {
        decided_at: Set(Some(ctx.now())),
        decline_reason: Set(Some(cmd.reason)),
        decline_note: Set(sealed),
        ..Default::default()
    };
    step_attempt(&tx, &attempt, Step::Decline, declined).await?;
    case.step(ctx, &tx, Step::Decline, record::ActiveModel::default())
        .await?;
    let next = offer(ctx, &tx, &mut case).await?;
    letter::tell_of_next(ctx, &tx, &mut case).await?;
    let event = audit::Event {
        action: "referral.declined",
        object_kind: "referral",
        object_id: &case.row.id,
        detail: json!({
            "attempt": attempt.id,
            "reason": cmd.reason.as_str(),
            "status": case.row.status.as_str(),
            "next": case.row.attempt_id,
        }),
    };
    audit::record(ctx, &tx, actor, event).await?;
    tx.commit().await?;
    Ok(next)
}

/// What the clinic wrote beside its reason.
pub(super) fn note_of(subject: &SubjectKey, row: &attempt::Model) -> Result<Option<String>> {
    let Some(sealed) = &row.decline_note else {
        return Ok(None);
    };
    let plain = subject.open(&note_place(row.id), sealed)?;
    Ok(Some(String::from_utf8_lossy(&plain).into_owned()))
}

fn note_place(id: AttemptId) -> Place {
    Place::new("referral_attempt", id, "decline_note")
}
