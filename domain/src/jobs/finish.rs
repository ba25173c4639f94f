use chrono::{DateTime, TimeDelta, Utc};
use footpath_entity::kernel::job::{self, Status};
use rand::RngExt;
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, QuerySelect};

use super::{Claim, Kind, Outcome};
use crate::{Ctx, Result, store::Tx};

/// So long after it failed first, a job is a dead letter.
const GIVE_UP_AFTER: TimeDelta = TimeDelta::hours(48);

/// What became of a job.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// Somebody else has claimed it since; nothing was written, and nothing may be.
    Fenced,
    Done,
    Waiting,
    Dead,
}

/// Writes down how a run ended, unless its handler did so itself.
pub(super) async fn finish(ctx: &Ctx, claim: &Claim, outcome: &Outcome) -> Result<()> {
    if matches!(outcome, Outcome::Settled) {
        return Ok(());
    }
    let tx = ctx.store.begin().await?;
    // A mail's end is written down with what follows from it; when that fails, it has none.
    let for_ever = claim.kind == Kind::SendEmail || !claim.kind.is_given_up();
    write(ctx, &tx, claim, outcome, for_ever).await?;
    tx.commit().await
}

/// Writes down how a run ended in the transaction of its effect, so that both happen or
/// neither. On `End::Fenced` the caller drops the transaction. The handler then answers
/// `Outcome::Settled`.
pub async fn settle(ctx: &Ctx, tx: &Tx, claim: &Claim, outcome: &Outcome) -> Result<End> {
    write(ctx, tx, claim, outcome, !claim.kind.is_given_up()).await
}

async fn write(
    ctx: &Ctx,
    tx: &Tx,
    claim: &Claim,
    outcome: &Outcome,
    for_ever: bool,
) -> Result<End> {
    let now = ctx.now();
    let row = job::Entity::find_by_id(claim.id)
        .lock_exclusive()
        .one(tx)
        .await?
        .filter(|row| row.fence == claim.fence && row.status == Status::Running);
    let Some(row) = row else {
        tracing::warn!(job = %claim.id, kind = claim.kind.as_str(), "a late finish was fenced off");
        return Ok(End::Fenced);
    };
    let mut update = job::ActiveModel {
        lease_until: Set(None),
        lease_owner: Set(None),
        ..Default::default()
    };
    let end = match outcome {
        Outcome::Done | Outcome::Settled => {
            update.status = Set(Status::Done);
            update.finished_at = Set(Some(now));
            End::Done
        }
        Outcome::Wait { after, why } => {
            update.status = Set(Status::Queued);
            update.run_at = Set(now + *after);
            // No try, and no time off those that are still to come.
            update.attempts = Set(row.attempts - 1);
            update.first_tried_at = Set(row.first_tried_at.map(|first| first + *after));
            update.last_error = Set(Some(why.clone()));
            update.dedupe_key = Set(None);
            End::Waiting
        }
        Outcome::Retry { after, why } if for_ever || goes_on(row.first_tried_at, now) => {
            if for_ever {
                tracing::error!(job = %claim.id, kind = claim.kind.as_str(), why, "a job failed; it is tried again");
            }
            update.status = Set(Status::Queued);
            update.first_tried_at = Set(Some(row.first_tried_at.unwrap_or(now)));
            update.run_at =
                Set(now + after.unwrap_or_else(|| backoff(claim.attempt, rand::rng().random())));
            update.last_error = Set(Some(why.clone()));
            update.dedupe_key = Set(None);
            End::Waiting
        }
        Outcome::Retry { why, .. } | Outcome::Fail { why } => {
            tracing::error!(job = %claim.id, kind = claim.kind.as_str(), why, "a job is dead");
            update.status = Set(Status::Dead);
            update.finished_at = Set(Some(now));
            update.last_error = Set(Some(why.clone()));
            End::Dead
        }
    };
    job::Entity::update_many()
        .set(update)
        .filter(job::Column::Id.eq(claim.id))
        .filter(job::Column::Fence.eq(claim.fence))
        .exec(tx)
        .await?;
    Ok(end)
}

/// Whether a job that has failed is tried again. What counts is how long it was tried: neither
/// being planned ahead nor a process that did not run makes it old.
fn goes_on(first_tried_at: Option<DateTime<Utc>>, now: DateTime<Utc>) -> bool {
    first_tried_at.is_none_or(|first| now - first < GIVE_UP_AFTER)
}

/// 5 s doubled with each attempt, at most an hour, spread by `jitter` (0–1) over ± 20 %.
fn backoff(attempt: i32, jitter: f64) -> TimeDelta {
    let doublings = u32::try_from(attempt - 1).unwrap_or(0).min(10);
    let seconds = f64::from(5 * 2_i32.pow(doublings)).min(3600.0);
    #[expect(clippy::cast_possible_truncation, reason = "at most 4,320,000")]
    let millis = (seconds * (0.8 + 0.4 * jitter) * 1000.0) as i64;
    TimeDelta::milliseconds(millis)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mail_is_tried_for_two_days_and_a_watch_for_ever() {
        let now = DateTime::<Utc>::UNIX_EPOCH + TimeDelta::days(20_000);
        let since = |hours| Some(now - TimeDelta::hours(hours));
        assert!(goes_on(None, now));
        assert!(goes_on(since(47), now));
        assert!(!goes_on(since(48), now));
        assert!(Kind::SendEmail.is_given_up());
        for kind in [
            Kind::WatchReferral,
            Kind::ExpireReferral,
            Kind::ForgetContact,
            Kind::Purge,
            Kind::PurgeMail,
        ] {
            assert!(!kind.is_given_up(), "{kind:?}");
        }
    }

    #[test]
    fn waiting_doubles_up_to_an_hour() {
        let seconds: Vec<i64> = [1, 2, 3, 10, 11, 40]
            .map(|n| backoff(n, 0.5).num_seconds())
            .into();
        assert_eq!(seconds, [5, 10, 20, 2560, 3600, 3600]);
        assert!(backoff(1, 0.0) < backoff(1, 1.0));
    }
}
