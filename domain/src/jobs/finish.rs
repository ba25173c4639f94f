use chrono::TimeDelta;
use footpath_entity::kernel::job::{self, Status};
use rand::RngExt;
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter};

use super::{Claim, Outcome};
use crate::{Ctx, Result};

/// From here on a job is a dead letter.
const GIVE_UP_AFTER: TimeDelta = TimeDelta::hours(48);

/// Writes down how a run ended, unless somebody else has claimed the job since.
pub async fn finish(ctx: &Ctx, claim: &Claim, outcome: &Outcome) -> Result<()> {
    let now = ctx.now();
    let tx = ctx.store.begin().await?;
    let Some(row) = job::Entity::find_by_id(claim.id).one(&tx).await? else {
        return Ok(());
    };
    if row.fence != claim.fence || row.status != Status::Running {
        tracing::warn!(job = %claim.id, kind = claim.kind.as_str(), "a late finish was fenced off");
        return Ok(());
    }
    let mut end = job::ActiveModel {
        lease_until: Set(None),
        lease_owner: Set(None),
        ..Default::default()
    };
    match outcome {
        Outcome::Done => {
            end.status = Set(Status::Done);
            end.finished_at = Set(Some(now));
        }
        Outcome::Retry { after, why } if now - row.created_at < GIVE_UP_AFTER => {
            end.status = Set(Status::Queued);
            end.run_at =
                Set(now + after.unwrap_or_else(|| backoff(claim.attempt, rand::rng().random())));
            end.last_error = Set(Some(why.clone()));
            end.dedupe_key = Set(None);
        }
        Outcome::Retry { why, .. } | Outcome::Fail { why } => {
            tracing::error!(job = %claim.id, kind = claim.kind.as_str(), why, "a job is dead");
            end.status = Set(Status::Dead);
            end.finished_at = Set(Some(now));
            end.last_error = Set(Some(why.clone()));
        }
    }
    job::Entity::update_many()
        .set(end)
        .filter(job::Column::Id.eq(claim.id))
        .filter(job::Column::Fence.eq(claim.fence))
        .exec(&tx)
        .await?;
    tx.commit().await
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
    fn waiting_doubles_up_to_an_hour() {
        let seconds: Vec<i64> = [1, 2, 3, 10, 11, 40]
            .map(|n| backoff(n, 0.5).num_seconds())
            .into();
        assert_eq!(seconds, [5, 10, 20, 2560, 3600, 3600]);
        assert!(backoff(1, 0.0) < backoff(1, 1.0));
    }
}
