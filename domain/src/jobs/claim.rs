use chrono::TimeDelta;
use footpath_entity::{
    id::JobId,
    kernel::job::{self, Status},
};
use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, Condition, EntityTrait, ExprTrait, QueryFilter, QueryOrder, QuerySelect,
    sea_query::{Expr, LockBehavior, LockType},
};
use serde_json::Value;

use super::Kind;
use crate::{Ctx, Result};

/// How long a worker may hold a job. Every deadline inside a job is shorter.
pub const LEASE: TimeDelta = TimeDelta::seconds(120);

/// A job that this worker holds until the lease runs out. `fence` tells this claim from a later
/// one: whoever finishes with an older fence changes nothing.
#[derive(Clone, Debug)]
pub struct Claim {
    pub id: JobId,
    pub kind: Kind,
    pub payload: Value,
    pub fence: i64,
    /// Counts from 1.
    pub attempt: i32,
}

impl Claim {
    /// The ID that the payload holds under `name`.
    pub fn id_in_payload<T: std::str::FromStr>(&self, name: &str) -> Option<T> {
        self.payload.get(name)?.as_str()?.parse().ok()
    }
}

/// Claims the next job that is due, or whose worker died, and commits the claim.
pub async fn claim(ctx: &Ctx, owner: &str) -> Result<Option<Claim>> {
    let now = ctx.now();
    let due = Condition::any()
        .add(
            job::Column::Status
                .eq(Status::Queued)
                .and(job::Column::RunAt.lte(now)),
        )
        .add(
            job::Column::Status
                .eq(Status::Running)
                .and(job::Column::LeaseUntil.lt(now)),
        );
    let known = Kind::ALL.map(Kind::as_str);

    // A look without the writer's lock: an idle worker must not disturb anyone.
    let query = job::Entity::find()
        .filter(due)
        .filter(job::Column::Kind.is_in(known))
        .order_by_asc(job::Column::RunAt);
    if query
        .clone()
        .select_only()
        .column(job::Column::Id)
        .limit(1)
        .into_tuple::<JobId>()
        .one(ctx.store.read())
        .await?
        .is_none()
    {
        return Ok(None);
    }
    let tx = ctx.store.begin().await?;
    let next = query
        .limit(1)
        .lock_with_behavior(LockType::Update, LockBehavior::SkipLocked)
        .one(&tx)
        .await?;
    let Some(next) = next else { return Ok(None) };
    let Some(kind) = Kind::parse(&next.kind) else {
        return Ok(None);
    };
    job::Entity::update_many()
        .col_expr(job::Column::Fence, Expr::col(job::Column::Fence).add(1))
        .col_expr(
            job::Column::Attempts,
            Expr::col(job::Column::Attempts).add(1),
        )
        .set(job::ActiveModel {
            status: Set(Status::Running),
            lease_until: Set(Some(now + LEASE)),
            lease_owner: Set(Some(owner.to_owned())),
            ..Default::default()
        })
        .filter(job::Column::Id.eq(next.id))
        .exec(&tx)
        .await?;
    tx.commit().await?;
    Ok(Some(Claim {
        id: next.id,
        kind,
        payload: next.payload,
        fence: next.fence + 1,
        attempt: next.attempts + 1,
    }))
}

/// Takes back what the dead predecessor of this worker slot still held.
pub async fn release_own(ctx: &Ctx, owner: &str) -> Result<u64> {
    let tx = ctx.store.begin().await?;
    let released = job::Entity::update_many()
        .set(job::ActiveModel {
            status: Set(Status::Queued),
            run_at: Set(ctx.now()),
            lease_until: Set(None),
            lease_owner: Set(None),
            // A job with the same key may wait already; this one has been started and stands alone.
            dedupe_key: Set(None),
            ..Default::default()
        })
        .filter(job::Column::Status.eq(Status::Running))
        .filter(job::Column::LeaseOwner.eq(owner))
        .exec(&tx)
        .await?;
    tx.commit().await?;
    Ok(released.rows_affected)
}
