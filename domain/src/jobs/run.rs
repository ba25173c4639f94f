use std::{sync::Arc, time::Duration};

use chrono::TimeDelta;
use tokio::sync::watch;

use super::{
    Claim, Kind, Lane, Outcome, claim, expire_referral, finish::finish, forget_contact,
    import_registry, purge, purge_mail, reindex, remind_listings, send_email, watch_referral,
};
use crate::{Ctx, Result};

/// How long an idle worker sleeps when no commit wakes it.
const IDLE: Duration = Duration::from_millis(500);

/// Runs jobs until told to stop.
pub struct Worker {
    pub ctx: Ctx,
    /// The slot that this worker holds; see `slot`.
    pub owner: Arc<str>,
    pub lane: Lane,
    pub stop: watch::Receiver<bool>,
}

impl Worker {
    /// Works until `stop` turns true; the job in hand is finished first, but for an import, which
    /// goes on after the next start.
    pub async fn run(mut self) {
        let committed = self.ctx.store.committed();
        while !*self.stop.borrow() {
            // Ask to be woken before looking, or a commit in between would be missed.
            let woken = committed.notified();
            match step(&self.ctx, &self.owner, self.lane, &mut self.stop).await {
                Ok(true) => continue,
                Ok(false) => {}
                Err(error) => {
                    tracing::error!(%error, source = ?std::error::Error::source(&error), "a worker could not go on");
                }
            }
            tokio::select! {
                () = woken => {}
                () = tokio::time::sleep(IDLE) => {}
                _ = self.stop.changed() => {}
            }
        }
    }
}

/// Claims and runs one job; `false` when none is due.
async fn step(
    ctx: &Ctx,
    owner: &str,
    lane: Lane,
    stop: &mut watch::Receiver<bool>,
) -> Result<bool> {
    let Some(claim) = claim(ctx, owner, lane).await? else {
        return Ok(false);
    };
    let performed = tokio::select! {
        performed = perform(ctx, &claim) => performed,
        () = told_to_stop(stop), if claim.kind == Kind::ImportRegistry => Ok(Outcome::Retry {
            after: Some(TimeDelta::zero()),
            why: "the process was told to stop".to_owned(),
        }),
    };
    let outcome = performed.unwrap_or_else(|error| Outcome::Retry {
        after: None,
        why: error.code().to_owned(),
    });
    finish(ctx, &claim, &outcome).await?;
    Ok(true)
}

/// Waits until `stop` turns true.
async fn told_to_stop(stop: &mut watch::Receiver<bool>) {
    if stop.wait_for(|stop| *stop).await.is_err() {
        // Nobody is left who could tell.
        std::future::pending::<()>().await;
    }
}

/// Runs everything that is due now, and what that leaves behind; for tests and one-off commands.
pub async fn drain(ctx: &Ctx, owner: &str) -> Result<usize> {
    let mut done = 0;
    let (_tell, mut stop) = watch::channel(false);
    while step(ctx, owner, Lane::All, &mut stop).await? {
        done += 1;
    }
    Ok(done)
}

async fn perform(ctx: &Ctx, claim: &Claim) -> Result<Outcome> {
    match claim.kind {
        Kind::SendEmail => send_email::run(ctx, claim).await,
        Kind::PurgeMail => purge_mail::run(ctx).await,
        Kind::ExpireReferral => expire_referral::run(ctx, claim).await,
        Kind::ForgetContact => forget_contact::run(ctx, claim).await,
        Kind::Purge => purge::run(ctx).await,
        Kind::WatchReferral => watch_referral::run(ctx, claim).await,
        Kind::ImportRegistry => Box::pin(import_registry::run(ctx, claim)).await,
        Kind::Reindex => reindex::run(ctx).await,
        Kind::RemindListings => remind_listings::run(ctx).await,
    }
}
