//! Limits that hold across restarts and instances: counters in the database.

use std::net::IpAddr;

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

/// Seconds until the window that runs now is over.
pub fn wait(ctx: &Ctx, limit: Limit) -> u64 {
    let over = window_start(ctx.now(), limit.window) + limit.window;
    // Rounded up, or the last part of a second would count as none.
    u64::try_from((over - ctx.now()).num_milliseconds()).map_or(1, |left| left.div_ceil(1000))
}

/// What counts as one address: a household has a whole /64 to choose from.
pub fn network(addr: IpAddr) -> String {
    match addr.to_canonical() {
        IpAddr::V4(addr) => addr.to_string(),
        IpAddr::V6(addr) => format!("{:x?}/64", &addr.segments()[..4]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_household_is_one_address() {
        let net = |text: &str| network(text.parse().unwrap());
        assert_eq!(net("2001:db8:1:2::1"), net("2001:db8:1:2:ffff::9"));
        assert_ne!(net("2001:db8:1:2::1"), net("2001:db8:1:3::1"));
        assert_eq!(net("::ffff:192.0.2.1"), net("192.0.2.1"));
    }
}
