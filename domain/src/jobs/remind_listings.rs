//! Asks those who look after a listing to check it again, once a day.

use chrono::{DateTime, TimeDelta, Utc};
use serde_json::json;

use super::{Kind, NewJob, Outcome, enqueue};
use crate::{Ctx, Result, directory::listing};

/// One waits at a time.
const KEY: &str = "remind-listings";

pub(super) async fn run(ctx: &Ctx) -> Result<Outcome> {
    let reminded = listing::remind(ctx).await?;
    if reminded > 0 {
        tracing::info!(reminded, "listings are to be checked again");
    }
    listing::tidy(ctx).await?;
    plan(ctx, ctx.now() + TimeDelta::days(1)).await?;
    Ok(Outcome::Done)
}

/// Has it run now and then daily; does nothing when it is planned already.
pub async fn begin(ctx: &Ctx) -> Result<()> {
    plan(ctx, ctx.now()).await
}

async fn plan(ctx: &Ctx, at: DateTime<Utc>) -> Result<()> {
    let tx = ctx.store.begin().await?;
    let job = NewJob {
        kind: Kind::RemindListings,
        payload: json!({}),
        run_at: at,
        dedupe_key: Some(KEY.to_owned()),
    };
    enqueue(ctx, &tx, job).await?;
    tx.commit().await
}
