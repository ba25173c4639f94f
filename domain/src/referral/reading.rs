//! That somebody in the console has read what is sealed of a referral.

use chrono::TimeDelta;
use footpath_entity::id::ReferralId;
use serde_json::json;

use crate::{
    Actor, Ctx, Result, audit,
    limit::{Limit, hit},
};

/// A page is looked at again and again: once an hour for each reader keeps the log readable.
const ONCE: Limit = Limit {
    hits: 1,
    window: TimeDelta::hours(1),
};

/// Writes it down, before anything is shown.
pub(super) async fn record(ctx: &Ctx, actor: &Actor, id: ReferralId) -> Result<()> {
    let tx = ctx.store.begin().await?;
    let bucket = format!("audit:notes:{}:{id}", actor.audit_name());
    if !hit(ctx, &tx, &bucket, ONCE).await? {
        // Not counted on: there is nothing to tell a second time.
        return Ok(());
    }
    let event = audit::Event {
        action: "referral.notes_read",
        object_kind: "referral",
        object_id: &id,
        detail: json!({}),
    };
    audit::record(ctx, &tx, actor, event).await?;
    tx.commit().await
}
