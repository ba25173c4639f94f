use chrono::{DateTime, Utc};
use footpath_entity::{
    id::AttemptId,
    referral::{
        attempt::{self, Status as AttemptStatus},
        record,
    },
};
use sea_orm::{ActiveValue::Set, EntityTrait};

use super::{
    alert::{self, Alert},
    case::Case,
    hold, letter,
    link::{self, OPEN_FOR, Whose},
    route::{self, Recipient, Urgency},
    state::Step,
    watch,
};
use crate::{Ctx, Result, directory::clinic::handling, mail, store::Tx};

/// Asks the next recipient that was not asked yet. Answers its name, or `None` when there is
/// nobody left and a coordinator must find somebody.
pub(super) async fn offer(ctx: &Ctx, tx: &Tx, case: &mut Case) -> Result<Option<String>> {
    let tried = route::tried(tx, case.row.id).await?;
    let routing = case.routing()?;
    let next = route::next(ctx, tx, &routing, case.row.asked_clinic_id, &tried).await?;
    if let Some(clinic) = next.as_ref().and_then(|next| next.clinic) {
        // It counts against the clinic, yet a red flag on its second way is not held up.
        hold::count_for_clinic(ctx, tx, clinic).await?;
    }
    assign(ctx, tx, case, next, tried.len()).await
}

/// Gives a referral to `next`: an attempt with its own link and due time, and the mail.
/// `before` is how many were asked before.
pub(super) async fn assign(
    ctx: &Ctx,
    tx: &Tx,
    case: &mut Case,
    next: Option<Recipient>,
    before: usize,
) -> Result<Option<String>> {
    let Some(next) = next else {
        tracing::error!(referral = %case.row.id, "a referral has no recipient; a coordinator must find one");
        alert::raise(ctx, tx, Alert::NoRecipient(case.row.id)).await?;
        let nobody = record::ActiveModel {
            attempt_id: Set(None),
            ..Default::default()
        };
        case.step(ctx, tx, Step::Strand, nobody).await?;
        return Ok(None);
    };
    let now = ctx.now();
    let id: AttemptId = ctx.new_id();
    let urgency = case.routing()?.urgency;
    let start = written_to_at(ctx, tx, &next, urgency).await?;
    let due_at = start + urgency.due_within();
    let (token, token_hash) = link::make(&ctx.keys, Whose::Clinic);
    let sealed = case.subject()?.seal(&link::place(id), token.as_bytes())?;
    let row = attempt::ActiveModel {
        id: Set(id),
        referral_id: Set(case.row.id),
        n: Set(i32::try_from(before).unwrap_or(i32::MAX).saturating_add(1)),
        recipient_kind: Set(next.kind),
        clinic_id: Set(next.clinic),
        recipient_name: Set(next.name.clone()),
        token_hash: Set(token_hash),
        token: Set(Some(sealed)),
        status: Set(AttemptStatus::Queued),
        due_at: Set(due_at),
        created_at: Set(now),
        sent_at: Set(None),
        opened_at: Set(None),
        decided_at: Set(None),
        progressed_at: Set(None),
        expires_at: Set(Some(start + OPEN_FOR)),
        decline_reason: Set(None),
        decline_note: Set(None),
        scheduled_for: Set(None),
    };
    attempt::Entity::insert(row)
        .exec_without_returning(tx)
        .await?;
    let draft = mail::Draft {
        kind: letter::CLINIC_REFERRAL,
        referral: Some(case.row.id),
        attempt: Some(id),
        to: &next.inbox,
        letter: letter::to_recipient(ctx, next.kind, due_at, &token)?,
    };
    mail::queue_at(ctx, tx, mail::Key::Subject(case.subject()?), draft, start).await?;
    let current = record::ActiveModel {
        attempt_id: Set(Some(id)),
        ..Default::default()
    };
    case.step(ctx, tx, Step::Offer, current).await?;
    watch::begin(ctx, tx, id, start, urgency).await?;
    Ok(Some(next.name))
}

/// Now, or when the clinic's quiet hours end: what is urgent does not wait for them.
async fn written_to_at(
    ctx: &Ctx,
    tx: &Tx,
    next: &Recipient,
    urgency: Urgency,
) -> Result<DateTime<Utc>> {
    let now = ctx.now();
    match (urgency, next.clinic) {
        (Urgency::Routine, Some(clinic)) => {
            let quiet = handling(tx, clinic).await?.quiet;
            Ok(quiet.map_or(now, |quiet| quiet.opens(now)))
        }
        _ => Ok(now),
    }
}
