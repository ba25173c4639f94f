//! An import from its beginning to its end.

use std::{
    ops::ControlFlow,
    path::{Path, PathBuf},
    sync::Arc,
    time::Duration,
};

use footpath_entity::{
    directory::import_run::{ActiveModel, Entity, Kind, Model, Phase, Status},
    id::ImportRunId,
};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, EntityTrait, IntoActiveModel};
use serde_json::json;

use super::{
    Progress, Report, Turn,
    lease::{self, beat},
    progress::{Ending, Gauge},
    work::{Outcome, work},
};
use crate::{
    Actor, Ctx, Error, Result,
    audit::{self, Event},
    policy::{self, Action},
};

/// How often whoever watches hears how far it is.
const TICK: Duration = Duration::from_millis(200);
/// Signs of life go into the database every so many ticks.
const TICKS_A_BEAT: u32 = 5;

/// What is to be imported.
#[derive(Clone, Debug)]
pub struct Import {
    pub kind: Kind,
    pub path: PathBuf,
    /// Secondary locations; those in the same archive are found without being named.
    pub locations: Option<PathBuf>,
    /// As people call the file.
    pub file_name: String,
    /// Tell what would change, and write nothing.
    pub dry_run: bool,
}

/// Who hears how far it is, and may have it end there: what was written stays, and is found
/// unchanged by the next import of the same file.
pub type Watch<'a> = &'a (dyn Fn(Progress) -> ControlFlow<()> + Sync);

/// Imports a file that lies on this machine. `Conflict import.running` while another import runs;
/// `Invalid` (`file`) for a file that is not what it should be: then nothing was written.
pub async fn import(ctx: &Ctx, actor: &Actor, what: &Import, watch: Watch<'_>) -> Result<Report> {
    policy::require(actor, Action::DirectoryManage)?;
    let turn = Turn::take(&ctx.config.data_dir)?;
    let row = new_row(ctx, actor, what, Status::Running);
    let id = row.id;
    let tx = ctx.store.begin().await?;
    lease::clear(ctx, &tx, None).await?;
    Entity::insert(row.into_active_model().reset_all())
        .exec_without_returning(&tx)
        .await?;
    tx.commit().await?;
    let done = Box::pin(carry_out(ctx, actor, id, what, &turn, watch)).await;
    if let Err(error) = &done {
        // The database may be what it failed of; why it failed matters more.
        if let Err(also) = give_up(ctx, id, error).await {
            tracing::warn!(%also, "why an import failed could not be written down");
        }
    }
    done
}

/// The row of an import that begins, or waits to.
pub(super) fn new_row(ctx: &Ctx, actor: &Actor, what: &Import, status: Status) -> Model {
    let now = ctx.now();
    let running = status == Status::Running;
    Model {
        id: ctx.new_id(),
        kind: what.kind,
        file_name: what.file_name.chars().take(200).collect(),
        dry_run: what.dry_run,
        status,
        phase: Phase::Reading,
        actor: actor.audit_name(),
        upload: None,
        locations: None,
        bytes_done: 0,
        bytes_total: 0,
        rows_done: 0,
        report: None,
        problem: None,
        rejected: None,
        changes: None,
        owner: running.then(|| ctx.config.instance.clone()),
        lease_until: running.then(|| lease::until(now)),
        started_at: now,
        updated_at: now,
        finished_at: None,
    }
}

/// Does the work of a run that is marked as ours, and writes down what came of it; a failure is
/// left to the caller.
pub(super) async fn carry_out(
    ctx: &Ctx,
    actor: &Actor,
    id: ImportRunId,
    what: &Import,
    _turn: &Turn,
    watch: Watch<'_>,
) -> Result<Report> {
    let gauge = Arc::new(Gauge::default());
    let ending = Ending(Arc::clone(&gauge));
    let outcome = tokio::select! {
        outcome = work(ctx, what, &gauge) => outcome,
        lost = keep_alive(ctx, id, &gauge, watch) => Err(lost),
    };
    drop(ending);
    let _ = watch(gauge.now());
    let outcome = outcome?;
    let report = outcome.report.clone();
    finish(ctx, actor, id, what, outcome).await?;
    Ok(report)
}

/// Ends only when this run is no longer ours, or no longer wanted.
async fn keep_alive(ctx: &Ctx, id: ImportRunId, gauge: &Gauge, watch: Watch<'_>) -> Error {
    let mut ticks = 0;
    loop {
        tokio::time::sleep(TICK).await;
        if watch(gauge.now()).is_break() {
            return Error::conflict(
                "import.stopped",
                "It was stopped by hand. Import the file again: what was written is found \
                 unchanged.",
            );
        }
        ticks += 1;
        if ticks % TICKS_A_BEAT != 0 {
            continue;
        }
        match beat(ctx, id, gauge.now()).await {
            Ok(true) => {}
            Ok(false) => return Error::conflict("import.lost", "Another import has taken over."),
            // The database may be busy; the lease is long enough for some of these.
            Err(error) => tracing::warn!(%error, "an import could not say how far it is"),
        }
    }
}

async fn finish(
    ctx: &Ctx,
    actor: &Actor,
    id: ImportRunId,
    what: &Import,
    outcome: Outcome,
) -> Result<()> {
    let report = serde_json::to_value(&outcome.report).map_err(Error::internal)?;
    let tx = ctx.store.begin().await?;
    let done = ActiveModel {
        id: Set(id),
        status: Set(Status::Done),
        rows_done: Set(i64::try_from(outcome.report.rows).unwrap_or(i64::MAX)),
        report: Set(Some(report.clone())),
        rejected: Set(outcome.rejected),
        changes: Set(outcome.changes),
        lease_until: Set(None),
        updated_at: Set(ctx.now()),
        finished_at: Set(Some(ctx.now())),
        ..Default::default()
    };
    Entity::update(done).exec(&tx).await?;
    if !what.dry_run {
        let event = Event {
            action: "directory.imported",
            object_kind: "import",
            object_id: &id,
            detail: json!({ "file": what.file_name, "report": report }),
        };
        audit::record(ctx, &tx, actor, event).await?;
    }
    tx.commit().await
}

/// Writes down why nothing came of it.
pub(super) async fn give_up(ctx: &Ctx, id: ImportRunId, error: &Error) -> Result<()> {
    let (status, problem) = match error {
        Error::Invalid(report) => {
            let wrong: Vec<String> = report
                .0
                .iter()
                .map(|e| format!("The file {}.", e.message))
                .collect();
            (Status::Refused, wrong.join(" "))
        }
        Error::Conflict { detail, .. } => (Status::Failed, detail.clone()),
        other => (Status::Failed, half_way(other)),
    };
    let tx = ctx.store.begin().await?;
    let ended = ActiveModel {
        id: Set(id),
        status: Set(status),
        problem: Set(Some(problem)),
        lease_until: Set(None),
        updated_at: Set(ctx.now()),
        finished_at: Set(Some(ctx.now())),
        ..Default::default()
    };
    Entity::update(ended).exec(&tx).await?;
    tx.commit().await
}

/// What people read about an import that could not go on.
pub(super) fn half_way(error: &Error) -> String {
    let why = match error {
        Error::Unavailable { .. } => {
            "the database did not take it, as when a disk is full".to_owned()
        }
        other => other.to_string(),
    };
    format!("It stopped half-way: {why}. What was written is found unchanged the next time.")
}

/// The name of a file without its folder.
pub fn file_name(path: &Path) -> String {
    path.file_name()
        .map(|name| name.to_string_lossy().into_owned())
        .unwrap_or_default()
}
