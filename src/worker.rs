//! The background of a running instance: job workers, the indexer that reads the search log, and
//! the anchor of the audit log.

use std::sync::Arc;

use footpath_domain::{
    Ctx, Result, audit,
    jobs::{self, Lane, Worker, slot},
    search_index,
};
use tokio::{sync::watch, task::JoinSet};

/// One hands over mail, two do what is not to wait for a mail server.
const WORKERS: [Lane; 3] = [Lane::Mail, Lane::Rest, Lane::Rest];

/// Runs until `stop`; dropped earlier, the work in hand is abandoned to its lease.
pub struct Background {
    tasks: JoinSet<()>,
    stop: watch::Sender<bool>,
    _slot: slot::Slot,
}

impl Background {
    /// Takes back what a dead predecessor held, then starts the workers.
    pub async fn start(ctx: &Ctx) -> Result<Self> {
        let slot = slot::take(&ctx.config.data_dir, &ctx.config.instance)?;
        let taken_back = jobs::release_own(ctx, &slot.owner).await?;
        if taken_back > 0 {
            tracing::info!(
                jobs = taken_back,
                "took back the jobs of the process before this one"
            );
        }
        jobs::begin_purge(ctx).await?;
        jobs::begin_reminders(ctx).await?;
        let (stop, stopped) = watch::channel(false);
        let mut tasks = JoinSet::new();
        let owner: Arc<str> = slot.owner.as_str().into();
        for lane in WORKERS {
            let worker = Worker {
                ctx: ctx.clone(),
                owner: Arc::clone(&owner),
                lane,
                stop: stopped.clone(),
            };
            tasks.spawn(worker.run());
        }
        tasks.spawn(search_index::run(ctx.clone(), stopped.clone()));
        tasks.spawn(audit::keep_anchored(ctx.clone(), stopped));
        Ok(Self {
            tasks,
            stop,
            _slot: slot,
        })
    }

    /// Lets every worker finish what it has in hand.
    pub async fn stop(mut self) {
        self.stop.send_replace(true);
        while self.tasks.join_next().await.is_some() {}
    }
}
