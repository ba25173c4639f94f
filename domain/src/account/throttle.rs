//! Slows guessing down: per account and per address, in the database.

use std::net::IpAddr;

use chrono::TimeDelta;

use crate::{
    Ctx, Error, Result,
    limit::{Limit, hit},
};

const WINDOW: TimeDelta = TimeDelta::minutes(15);
const PER_ACCOUNT: Limit = Limit {
    hits: 10,
    window: WINDOW,
};
const PER_ADDRESS: Limit = Limit {
    hits: 50,
    window: WINDOW,
};

/// Counts a try before the password is looked at. A right password does not give the tries
/// back, or a guesser could sign in to an account of its own in between.
pub(super) async fn pass(ctx: &Ctx, email_key: &str, addr: Option<IpAddr>) -> Result<()> {
    let tx = ctx.store.begin().await?;
    let account = hit(ctx, &tx, &bucket(ctx, "account", email_key), PER_ACCOUNT).await?;
    let address = match addr {
        Some(addr) => {
            hit(
                ctx,
                &tx,
                &bucket(ctx, "address", &network(addr)),
                PER_ADDRESS,
            )
            .await?
        }
        None => true,
    };
    tx.commit().await?;
    if account && address {
        return Ok(());
    }
    Err(too_many(ctx))
}

fn too_many(ctx: &Ctx) -> Error {
    let window = WINDOW.num_seconds();
    let left = window - ctx.now().timestamp().rem_euclid(window);
    Error::RateLimited {
        code: "account.throttled",
        retry_after_secs: u64::try_from(left).unwrap_or(1),
    }
}

/// The same for what has no account to guess at.
pub(super) async fn pass_address(ctx: &Ctx, addr: Option<IpAddr>) -> Result<()> {
    let Some(addr) = addr else {
        return Ok(());
    };
    let tx = ctx.store.begin().await?;
    let bucket = bucket(ctx, "address", &network(addr));
    let within = hit(ctx, &tx, &bucket, PER_ADDRESS).await?;
    tx.commit().await?;
    if within { Ok(()) } else { Err(too_many(ctx)) }
}

fn bucket(ctx: &Ctx, what: &str, who: &str) -> String {
    format!(
        "sign-in:{what}:{}",
        ctx.keys.tag("sign-in-limit", who.as_bytes())
    )
}

/// Whoever has an IPv6 address has a whole /64 of them.
fn network(addr: IpAddr) -> String {
    match addr.to_canonical() {
        IpAddr::V4(addr) => addr.to_string(),
        IpAddr::V6(addr) => format!("{:x?}", &addr.segments()[..4]),
    }
}
