//! One import at a time: a file lock in the data folder for this machine, a lease in the database
//! for others.

use std::path::Path;

use chrono::{DateTime, TimeDelta, Utc};
use footpath_entity::{
    directory::import_run::{ActiveModel, Column, Entity, Model, Status},
    id::ImportRunId,
};
use footpath_search::LockFile;
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, QuerySelect};

use super::Progress;
use crate::{Ctx, Error, Result, store::Tx};

/// How long another machine waits for a sign of life.
const LEASE: TimeDelta = TimeDelta::seconds(60);

/// What is said of a run whose process is gone.
pub const DIED: &str =
    "The process ended half-way. Import the file again: what was written is found unchanged.";

/// The turn of this data folder; it ends with the process, however that ends.
pub struct Turn {
    _lock: LockFile,
}

impl Turn {
    /// `Conflict import.running` while another process or worker here imports.
    pub fn take(data_dir: &Path) -> Result<Self> {
        match LockFile::take(&data_dir.join("import.lock")).map_err(Error::internal)? {
            Some(lock) => Ok(Self { _lock: lock }),
            None => Err(running(None)),
        }
    }
}

fn running(other: Option<&Model>) -> Error {
    let detail = match other {
        Some(run) => format!(
            "Another import is running: {}, since {} UTC. Wait until it is through.",
            run.file_name,
            run.started_at.format("%H:%M")
        ),
        None => "Another import is running. Wait until it is through.".to_owned(),
    };
    Error::conflict("import.running", detail)
}

/// Ends what dead processes left behind, but for files that were sent: a worker takes those up
/// again. Refuses while a living process is at it. `but` is the run that is taken up now.
pub async fn clear(ctx: &Ctx, tx: &Tx, but: Option<ImportRunId>) -> Result<()> {
    tx.serialize_on("directory.import").await?;
    let others = Entity::find()
        .filter(Column::Status.eq(Status::Running))
        .lock_exclusive()
        .all(tx)
        .await?;
    for run in others.into_iter().filter(|run| Some(run.id) != but) {
        // Who holds the turn of this folder knows that whoever ran here before is dead.
        let ours = run.owner.as_deref() == Some(ctx.config.instance.as_str());
        let alive = run.lease_until.is_some_and(|until| until > ctx.now());
        if !ours && alive {
            return Err(running(Some(&run)));
        }
        if run.upload.is_some() {
            continue;
        }
        let ended = ActiveModel {
            id: Set(run.id),
            status: Set(Status::Failed),
            problem: Set(Some(DIED.to_owned())),
            lease_until: Set(None),
            finished_at: Set(Some(ctx.now())),
            updated_at: Set(ctx.now()),
            ..Default::default()
        };
        Entity::update(ended).exec(tx).await?;
    }
    Ok(())
}

/// Until when a sign of life counts.
pub fn until(now: DateTime<Utc>) -> DateTime<Utc> {
    now + LEASE
}

/// A sign of life, with how far it is. `false` when somebody else has ended this run.
pub async fn beat(ctx: &Ctx, id: ImportRunId, progress: Progress) -> Result<bool> {
    let number = |n: u64| i64::try_from(n).unwrap_or(i64::MAX);
    let tx = ctx.store.begin().await?;
    let done = Entity::update_many()
        .set(ActiveModel {
            phase: Set(progress.phase),
            bytes_done: Set(number(progress.done)),
            bytes_total: Set(number(progress.total)),
            rows_done: Set(number(progress.rows)),
            lease_until: Set(Some(until(ctx.now()))),
            updated_at: Set(ctx.now()),
            ..Default::default()
        })
        .filter(Column::Id.eq(id))
        .filter(Column::Status.eq(Status::Running))
        .filter(Column::Owner.eq(ctx.config.instance.as_str()))
        .exec(&tx)
        .await?;
    tx.commit().await?;
    Ok(done.rows_affected == 1)
}
