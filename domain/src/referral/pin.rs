//! A PIN that a clinic may have, asked for before a link opens: whoever merely gets hold of the
//! mail sees nothing.

use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use chrono::TimeDelta;
use footpath_entity::{id::AttemptId, referral::attempt};
use sea_orm::ConnectionTrait;
use serde_json::json;
use subtle::ConstantTimeEq;

use super::link::attempt_of;
use crate::{
    Actor, Ctx, Error, Result, audit,
    directory::clinic::handling,
    limit::{Limit, hit},
};

/// Tries of one link; guessing six digits takes years.
const TRIES: Limit = Limit {
    hits: 5,
    window: TimeDelta::minutes(15),
};

/// Whether this link asks for a PIN.
pub(super) async fn is_asked(
    conn: &impl ConnectionTrait,
    attempt: &attempt::Model,
) -> Result<bool> {
    Ok(hash(conn, attempt).await?.is_some())
}

/// Lets the holder of a clinic's link through: by the pass of an earlier opening, or by the PIN.
/// Answers the pass for the buttons that follow; it is empty where no PIN is asked for.
/// `Invalid` with the field `pin`; `RateLimited` after too many tries.
pub async fn unlock(ctx: &Ctx, actor: &Actor, pass: &str, pin: &str) -> Result<String> {
    let attempt = attempt_of(ctx.store.read(), actor).await?;
    let Some(hash) = hash(ctx.store.read(), &attempt).await? else {
        return Ok(String::new());
    };
    let good = pass_of(ctx, attempt.id, &hash);
    if bool::from(good.as_bytes().ct_eq(pass.as_bytes())) {
        return Ok(good);
    }
    let pin = pin.trim();
    if pin.is_empty() {
        return Err(Error::invalid("pin", "enter the PIN of your clinic"));
    }
    let tx = ctx.store.begin().await?;
    let within = hit(ctx, &tx, &format!("pin:{}", attempt.id), TRIES).await?;
    tx.commit().await?;
    if !within {
        return Err(Error::RateLimited {
            code: "referral.pin_locked",
            retry_after_secs: TRIES.window.num_seconds().unsigned_abs(),
        });
    }
    if ctx.hasher.verify(pin.to_owned(), Some(hash)).await?.right {
        return Ok(good);
    }
    let tx = ctx.store.begin().await?;
    let event = audit::Event {
        action: "referral.pin_refused",
        object_kind: "referral",
        object_id: &attempt.referral_id,
        detail: json!({ "attempt": attempt.id }),
    };
    audit::record(ctx, &tx, actor, event).await?;
    tx.commit().await?;
    Err(Error::invalid("pin", "is not the PIN of your clinic"))
}

/// A new PIN makes a new pass.
fn pass_of(ctx: &Ctx, attempt: AttemptId, hash: &str) -> String {
    let mac = ctx
        .keys
        .mac("link-pin", format!("{attempt}|{hash}").as_bytes());
    BASE64_URL_SAFE_NO_PAD.encode(mac)
}

async fn hash(conn: &impl ConnectionTrait, attempt: &attempt::Model) -> Result<Option<String>> {
    match attempt.clinic_id {
        Some(clinic) => Ok(handling(conn, clinic).await?.pin_hash),
        None => Ok(None),
    }
}
