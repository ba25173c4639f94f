use chrono::{DateTime, TimeDelta, Utc};
use footpath_entity::{
    id::JobId,
    kernel::job::{self, Status},
};
use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, EntityTrait, ExprTrait, QueryFilter, QueryOrder, QuerySelect, Select,
    sea_query::{Expr, LockBehavior, LockType},
};
use serde_json::Value;

use super::{Kind, Lane};
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

/// Claims the next job of `lane` that is due, or whose worker died, and commits the claim.
pub async fn claim(ctx: &Ctx, owner: &str, lane: Lane) -> Result<Option<Claim>> {
    let now = ctx.now();
    // A look without the writer's lock: an idle worker must not disturb anyone.
    let mut there = None;
    for query in ready(lane, now) {
        let id = query
            .clone()
            .select_only()
            .column(job::Column::Id)
            .into_tuple::<JobId>()
            .one(ctx.store.read())
            .await?;
        if id.is_some() {
            there = Some(query);
            break;
        }
    }
    let Some(query) = there else { return Ok(None) };
    let tx = ctx.store.begin().await?;
    let next = query
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

/// Where to look, in this order: what a dead worker left behind, then what is due. Two queries,
/// as each walks an index of its own and stops at the first row.
fn ready(lane: Lane, now: DateTime<Utc>) -> [Select<job::Entity>; 2] {
    let of = |status: Status| {
        job::Entity::find()
            .filter(job::Column::Status.eq(status))
            .filter(job::Column::Kind.is_in(lane.kinds()))
            .order_by_asc(job::Column::RunAt)
            .limit(1)
    };
    [
        of(Status::Running).filter(job::Column::LeaseUntil.lt(now)),
        of(Status::Queued).filter(job::Column::RunAt.lte(now)),
    ]
}

/// Holds a job that takes longer for another lease. `false` when somebody else has claimed it since.
pub async fn extend(ctx: &Ctx, claim: &Claim) -> Result<bool> {
    let tx = ctx.store.begin().await?;
    let extended = job::Entity::update_many()
        .set(job::ActiveModel {
            lease_until: Set(Some(ctx.now() + LEASE)),
            ..Default::default()
        })
        .filter(job::Column::Id.eq(claim.id))
        .filter(job::Column::Fence.eq(claim.fence))
        .filter(job::Column::Status.eq(Status::Running))
        .exec(&tx)
        .await?;
    tx.commit().await?;
    Ok(extended.rows_affected == 1)
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
