//! Erases what was kept long enough, once a day.

use chrono::{DateTime, TimeDelta, Utc};
use serde_json::json;

use super::{Kind, NewJob, Outcome, enqueue};
use crate::{Ctx, Result, limit, seal, triage};

/// One waits at a time.
const KEY: &str = "purge";

pub(super) async fn run(ctx: &Ctx) -> Result<Outcome> {
    sweep(ctx).await?;
    seal::tidy(ctx).await?;
    plan(ctx, ctx.now() + TimeDelta::days(1)).await?;
    Ok(Outcome::Done)
}

/// Erases assessments that were kept long enough, and what is counted or remembered for a while
/// only. Answers how many assessments those were.
pub async fn sweep(ctx: &Ctx) -> Result<u64> {
    let erased = triage::purge(ctx).await?;
    if erased > 0 {
        tracing::info!(erased, "assessments were kept long enough");
    }
    let swept = triage::sweep(ctx).await? + limit::sweep(ctx).await?;
    if swept > 0 {
        tracing::info!(swept, "counters and marks were kept long enough");
    }
    Ok(erased)
}

/// Has the purge run now and then daily; does nothing when it is planned already.
pub async fn begin(ctx: &Ctx) -> Result<()> {
    plan(ctx, ctx.now()).await
}

async fn plan(ctx: &Ctx, at: DateTime<Utc>) -> Result<()> {
    let tx = ctx.store.begin().await?;
    let job = NewJob {
        kind: Kind::Purge,
        payload: json!({}),
        run_at: at,
        dedupe_key: Some(KEY.to_owned()),
    };
    enqueue(ctx, &tx, job).await?;
    tx.commit().await
}
