//! What one address may send about listings in an hour.

use chrono::TimeDelta;

use crate::{
    Actor, Ctx, Error, Result,
    limit::{Limit, hit, network, wait},
    store::Tx,
};

/// Counts a form of this kind; refused above the limit. Whoever has no address is not counted.
pub(super) async fn throttle(ctx: &Ctx, tx: &Tx, actor: &Actor, kind: &str) -> Result<()> {
    let Actor::Public { addr: Some(addr) } = actor else {
        return Ok(());
    };
    let limit = Limit {
        hits: ctx.config.limits.listing_forms_per_hour_per_address,
        window: TimeDelta::hours(1),
    };
    let who = ctx.keys.tag("listing-limit", network(*addr).as_bytes());
    if hit(ctx, tx, &format!("listing:{kind}:{who}"), limit).await? {
        return Ok(());
    }
    Err(Error::RateLimited {
        code: "listing.too_many",
        retry_after_secs: wait(ctx, limit),
    })
}
