//! Limits that hold across restarts and instances: counters in the database.

use chrono::{DateTime, DurationRound, TimeDelta, Utc};
use footpath_entity::kernel::limit_counter;
use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, EntityTrait, QueryFilter,
    sea_query::{Expr, ExprTrait, OnConflict},
};

use crate::{Ctx, Result, store::Tx};

/// How many hits a bucket may take in a window.
#[derive(Clone, Copy, Debug)]
pub struct Limit {
    pub hits: u32,
    pub window: TimeDelta,
}

/// Counts one hit and tells whether it was still within the limit. `bucket` names what is
/// limited and holds a person or an address only as an HMAC.
pub async fn hit(ctx: &Ctx, tx: &Tx, bucket: &str, limit: Limit) -> Result<bool> {
    let window_start = window_start(ctx.now(), limit.window);
    let row = limit_counter::ActiveModel {
        bucket: Set(bucket.to_owned()),
        window_start: Set(window_start),
        hits: Set(1),
    };
    let grow = OnConflict::columns([
        limit_counter::Column::Bucket,
        limit_counter::Column::WindowStart,
    ])
    .value(
        limit_counter::Column::Hits,
        Expr::col((limit_counter::Entity, limit_counter::Column::Hits)).add(1),
    )
    .to_owned();
    limit_counter::Entity::insert(row)
        .on_conflict(grow)
        .exec_without_returning(tx)
        .await?;
    let now = limit_counter::Entity::find_by_id((bucket.to_owned(), window_start))
        .one(tx)
        .await?;
    Ok(now.is_none_or(|counter| counter.hits <= i64::from(limit.hits)))
}

/// Longer than any window.
const KEEP: TimeDelta = TimeDelta::days(2);

/// Deletes the counters of windows that are over. Answers how many those were.
pub async fn sweep(ctx: &Ctx) -> Result<u64> {
    let tx = ctx.store.begin().await?;
    let gone = limit_counter::Entity::delete_many()
        .filter(limit_counter::Column::WindowStart.lt(ctx.now() - KEEP))
        .exec(&tx)
        .await?;
    tx.commit().await?;
    Ok(gone.rows_affected)
}

fn window_start(now: DateTime<Utc>, window: TimeDelta) -> DateTime<Utc> {
    now.duration_trunc(window).unwrap_or(now)
}
