//! Erases mails some days after they were sent.

use super::Outcome;
use crate::{Ctx, Result, mail};

pub(super) async fn run(ctx: &Ctx) -> Result<Outcome> {
    if let Some(next) = mail::purge(ctx).await? {
        let tx = ctx.store.begin().await?;
        mail::purge_at(ctx, &tx, next).await?;
        tx.commit().await?;
    }
    Ok(Outcome::Done)
}
