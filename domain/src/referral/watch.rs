//! What happens when a recipient does not look: a reminder, then the next recipient, and staff
//! are told.

use std::str::FromStr;

use chrono::{DateTime, Utc};
use footpath_entity::{
    id::AttemptId,
    referral::{
        attempt::{self, Status as AttemptStatus},
        record,
    },
    value::ParseError,
};
use sea_orm::EntityTrait;
use serde_json::json;

use super::{
    alert::{self, Alert},
    case::{Case, load_attempt, step_attempt},
    letter, link,
    offer::offer,
    route::Urgency,
    state::Step,
};
use crate::{Actor, Ctx, Result, audit, jobs, mail, store::Tx};

const WATCH: Actor = Actor::System("watch");

/// The two moments at which an attempt is looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    /// It should have been opened by now.
    Due,
    /// Nobody waits for it any longer.
    Late,
}

impl Mark {
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Due => "due",
            Self::Late => "late",
        }
    }
}

impl FromStr for Mark {
    type Err = ParseError;

    fn from_str(text: &str) -> Result<Self, ParseError> {
        let known = [Self::Due, Self::Late].into_iter();
        let mut known = known.filter(|mark| mark.as_str() == text);
        known.next().ok_or(ParseError("must be one of due, late"))
    }
}

/// What is to be done for a recipient that has come so far.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Answer {
    Nothing,
    Remind,
    /// Ask the next one; whether staff are told, too.
    PassOn {
        alert: bool,
    },
    /// Tell staff that it was not opened.
    NotOpened,
    /// Tell staff that it was opened and not answered.
    NotAnswered,
}

/// The table of the contract: an emergency alerts after an hour, and after four once more when it
/// was opened and not answered; an urgent referral is reminded of after four and passed on, with
/// an alert, after a day; others after three days and five. One that is open in somebody's hands
/// is never taken away by itself.
fn decide(urgency: Urgency, mark: Mark, status: AttemptStatus) -> Answer {
    use AttemptStatus as S;
    match (mark, urgency, status) {
        (Mark::Due, Urgency::Emergency, S::Queued | S::Sent) => Answer::NotOpened,
        // A mail that is still on its way needs no second one.
        (Mark::Due, Urgency::Urgent | Urgency::Routine, S::Sent) => Answer::Remind,
        (Mark::Late, Urgency::Urgent, S::Queued | S::Sent) => Answer::PassOn { alert: true },
        (Mark::Late, Urgency::Routine, S::Queued | S::Sent) => Answer::PassOn { alert: false },
        // Opened, and then put aside; of an emergency that is told twice.
        (Mark::Late, _, S::Viewed) | (Mark::Due, Urgency::Emergency, S::Viewed) => {
            Answer::NotAnswered
        }
        _ => Answer::Nothing,
    }
}

/// Enqueues both looks, in the transaction that asks the recipient.
pub(super) async fn begin(
    ctx: &Ctx,
    tx: &Tx,
    attempt: AttemptId,
    from: DateTime<Utc>,
    urgency: Urgency,
) -> Result<()> {
    let marks = [
        (Mark::Due, urgency.due_within()),
        (Mark::Late, urgency.late_after()),
    ];
    for (mark, time) in marks {
        let job = jobs::NewJob {
            kind: jobs::Kind::WatchReferral,
            payload: json!({ "attempt": attempt, "mark": mark.as_str() }),
            run_at: from + time,
            dedupe_key: None,
        };
        jobs::enqueue(ctx, tx, job).await?;
    }
    Ok(())
}

/// Looks at an attempt at one of its marks. Does nothing when the referral has moved on, or the
/// person was erased.
pub(crate) async fn watch(ctx: &Ctx, id: AttemptId, mark: Mark) -> Result<()> {
    let tx = ctx.store.begin().await?;
    let Some(found) = attempt::Entity::find_by_id(id).one(&tx).await? else {
        return Ok(());
    };
    let mut case = Case::load(ctx, &tx, found.referral_id).await?;
    let attempt = load_attempt(&tx, id).await?;
    if case.row.attempt_id != Some(id) || case.subject.is_none() {
        return Ok(());
    }
    let referral = case.row.id;
    let action = match decide(case.routing()?.urgency, mark, attempt.status) {
        Answer::Nothing => return Ok(()),
        Answer::Remind => {
            if !remind(ctx, &tx, &case, &attempt).await? {
                return Ok(());
            }
            "referral.reminded"
        }
        Answer::PassOn { alert } => {
            if alert {
                alert::raise(ctx, &tx, Alert::NotOpened(referral)).await?;
            }
            pass_on(ctx, &tx, &mut case, &attempt).await?;
            "referral.passed_on"
        }
        Answer::NotOpened => {
            alert::raise(ctx, &tx, Alert::NotOpened(referral)).await?;
            "referral.overdue"
        }
        Answer::NotAnswered => {
            alert::raise(ctx, &tx, Alert::NotAnswered(referral)).await?;
            "referral.unanswered"
        }
    };
    let event = audit::Event {
        action,
        object_kind: "referral",
        object_id: &referral,
        detail: json!({
            "attempt": id,
            "status": case.row.status.as_str(),
            "current": case.row.attempt_id,
        }),
    };
    audit::record(ctx, &tx, &WATCH, event).await?;
    tx.commit().await
}

/// The same link once more, in a mail that says that it is a reminder. `false` when the link is
/// not known, or the inbox is gone.
async fn remind(ctx: &Ctx, tx: &Tx, case: &Case, attempt: &attempt::Model) -> Result<bool> {
    let Some(sealed) = &attempt.token else {
        return Ok(false);
    };
    let token = case.subject()?.open(&link::place(attempt.id), sealed)?;
    let token = String::from_utf8_lossy(&token);
    let Some(to) = letter::inbox_of(ctx, tx, attempt).await? else {
        return Ok(false);
    };
    let draft = mail::Draft {
        kind: letter::CLINIC_REMINDER,
        referral: Some(case.row.id),
        attempt: Some(attempt.id),
        to: &to,
        letter: letter::reminder(ctx, attempt, &token)?,
    };
    mail::queue(ctx, tx, mail::Key::Subject(case.subject()?), draft).await?;
    Ok(true)
}

async fn pass_on(ctx: &Ctx, tx: &Tx, case: &mut Case, attempt: &attempt::Model) -> Result<()> {
    let none = record::ActiveModel::default;
    case.step(ctx, tx, Step::Reroute, none()).await?;
    step_attempt(tx, attempt, Step::Reroute, attempt::ActiveModel::default()).await?;
    mail::void(ctx, tx, case.row.id, Some(attempt.id)).await?;
    offer(ctx, tx, case).await?;
    letter::tell_of_next(ctx, tx, case).await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_does_not_look_is_reminded_then_passed_over_and_staff_are_told() {
        use AttemptStatus as S;
        let table = [
            (Urgency::Emergency, Mark::Due, S::Sent, Answer::NotOpened),
            (Urgency::Emergency, Mark::Due, S::Queued, Answer::NotOpened),
            (
                Urgency::Emergency,
                Mark::Due,
                S::Viewed,
                Answer::NotAnswered,
            ),
            (
                Urgency::Emergency,
                Mark::Late,
                S::Viewed,
                Answer::NotAnswered,
            ),
            (Urgency::Emergency, Mark::Late, S::Sent, Answer::Nothing),
            (Urgency::Urgent, Mark::Due, S::Sent, Answer::Remind),
            (Urgency::Urgent, Mark::Due, S::Queued, Answer::Nothing),
            (
                Urgency::Urgent,
                Mark::Late,
                S::Sent,
                Answer::PassOn { alert: true },
            ),
            (
                Urgency::Urgent,
                Mark::Late,
                S::Queued,
                Answer::PassOn { alert: true },
            ),
            (Urgency::Urgent, Mark::Late, S::Viewed, Answer::NotAnswered),
            (Urgency::Routine, Mark::Due, S::Sent, Answer::Remind),
            (
                Urgency::Routine,
                Mark::Late,
                S::Sent,
                Answer::PassOn { alert: false },
            ),
            (Urgency::Routine, Mark::Late, S::Viewed, Answer::NotAnswered),
        ];
        for (urgency, mark, status, answer) in table {
            assert_eq!(
                decide(urgency, mark, status),
                answer,
                "{urgency:?} {mark:?} {status:?}"
            );
        }
        for status in [
            S::Accepted,
            S::Scheduled,
            S::Completed,
            S::Declined,
            S::Withdrawn,
        ] {
            for urgency in [Urgency::Emergency, Urgency::Urgent, Urgency::Routine] {
                for mark in [Mark::Due, Mark::Late] {
                    assert_eq!(decide(urgency, mark, status), Answer::Nothing);
                }
            }
        }
    }
}
