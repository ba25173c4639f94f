use std::time::Duration;

use tokio::sync::watch;

use super::feed::{self, Fed};
use crate::Ctx;

/// How long to sleep when no commit of this process wakes us; others commit too.
const IDLE: Duration = Duration::from_secs(1);
/// How long to leave an engine alone that failed.
const MOST_PATIENT: Duration = Duration::from_secs(30);

/// Keeps the index in step with the database until `stop` turns true. One of these runs in
/// every process that works; where several share an index, one feeds and the others wait to
/// take over.
pub async fn run(ctx: Ctx, mut stop: watch::Receiver<bool>) {
    let committed = ctx.store.committed();
    let mut failures = 0_u32;
    while !*stop.borrow() {
        // Ask to be woken before looking, or a commit in between would be missed.
        let woken = committed.notified();
        let wait = match feed::catch_up(&ctx).await {
            Ok(fed) => {
                if failures > 0 {
                    tracing::info!(
                        engine = ctx.search.engine().name(),
                        "the search index is fed again"
                    );
                }
                failures = 0;
                if let Fed::UpToDate(changes @ 1..) = fed {
                    tracing::debug!(changes, "the search index is up to date");
                }
                IDLE
            }
            Err(error) => {
                // Once, not every second, or the log would be full of one server's outage.
                if failures == 0 {
                    let source = std::error::Error::source(&error);
                    tracing::error!(%error, ?source, "the search index cannot be fed");
                }
                failures = failures.saturating_add(1);
                (IDLE * failures).min(MOST_PATIENT)
            }
        };
        tokio::select! {
            () = woken, if failures == 0 => {}
            () = tokio::time::sleep(wait) => {}
            _ = stop.changed() => {}
        }
    }
}
