//! Files sent through the console: kept in the data folder until a worker of this machine has
//! imported them.

use std::{
    os::unix::fs::DirBuilderExt,
    path::{Path, PathBuf},
};

use footpath_entity::{
    directory::import_run::{ActiveModel, Entity, Kind, Model, Status},
    id::ImportRunId,
};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, EntityTrait, IntoActiveModel, QuerySelect};
use serde_json::json;

use super::{
    Import, Report, Turn, Watch, lease,
    run::{carry_out, give_up, half_way, new_row},
};
use crate::{
    Actor, Ctx, Error, Result,
    jobs::{self, NewJob},
    policy::{self, Action},
};

/// A file that has arrived under `folder`.
#[derive(Clone, Debug)]
pub struct Upload {
    pub kind: Kind,
    /// As whoever sent it named it.
    pub file_name: String,
    /// Its name in the folder.
    pub file: String,
    /// The same for secondary locations.
    pub locations: Option<String>,
    pub dry_run: bool,
}

/// Where files wait; made when it is missing, for nobody else to look into.
pub fn folder(ctx: &Ctx) -> Result<PathBuf> {
    let folder = ctx.config.data_dir.join("imports");
    std::fs::DirBuilder::new()
        .recursive(true)
        .mode(0o700)
        .create(&folder)
        .map_err(Error::internal)?;
    Ok(folder)
}

/// Has a worker import what has arrived.
pub async fn receive(ctx: &Ctx, actor: &Actor, upload: Upload) -> Result<ImportRunId> {
    policy::require(actor, Action::DirectoryManage)?;
    let what = Import {
        kind: upload.kind,
        path: PathBuf::new(),
        locations: None,
        file_name: upload.file_name,
        dry_run: upload.dry_run,
    };
    let mut row = new_row(ctx, actor, &what, Status::Waiting);
    row.upload = Some(upload.file);
    row.locations = upload.locations;
    let id = row.id;
    let tx = ctx.store.begin().await?;
    Entity::insert(row.into_active_model().reset_all())
        .exec_without_returning(&tx)
        .await?;
    let job = NewJob {
        kind: jobs::Kind::ImportRegistry,
        payload: json!({ "run": id }),
        run_at: ctx.now(),
        dedupe_key: None,
    };
    jobs::enqueue(ctx, &tx, job).await?;
    tx.commit().await?;
    Ok(id)
}

/// What became of taking up a waiting import.
pub enum TakenUp {
    Done(Report),
    /// It had ended before.
    Nothing,
    /// The file was sent to another machine.
    NotHere,
}

/// Imports a file that waits, or goes on after the process before this one died.
pub async fn take_up(ctx: &Ctx, id: ImportRunId, watch: Watch<'_>) -> Result<TakenUp> {
    let row = Entity::find_by_id(id).one(ctx.store.read()).await?;
    let Some(row) = row else {
        return Ok(TakenUp::Nothing);
    };
    let folder = folder(ctx)?;
    if !is_open(row.status) {
        // The process may have died before it could clear up.
        remove(&folder, &row);
        return Ok(TakenUp::Nothing);
    }
    let Some(path) = row.upload.as_ref().map(|name| folder.join(name)) else {
        return Ok(TakenUp::Nothing);
    };
    if !path.exists() {
        return Ok(TakenUp::NotHere);
    }
    let turn = Turn::take(&ctx.config.data_dir)?;
    let what = Import {
        kind: row.kind,
        path,
        locations: row.locations.as_ref().map(|name| folder.join(name)),
        file_name: row.file_name.clone(),
        dry_run: row.dry_run,
    };
    mark(ctx, id).await?;
    let actor = Actor::System("import");
    match Box::pin(carry_out(ctx, &actor, id, &what, &turn, watch)).await {
        Ok(report) => {
            remove(&folder, &row);
            Ok(TakenUp::Done(report))
        }
        Err(error @ Error::Invalid(_)) => {
            give_up(ctx, id, &error).await?;
            remove(&folder, &row);
            Ok(TakenUp::Nothing)
        }
        // Somebody else has it now.
        Err(error @ Error::Conflict { .. }) => Err(error),
        // The job tries again; what was written is found unchanged.
        Err(error) => {
            if let Err(also) = wait(ctx, id, &error).await {
                tracing::warn!(%also, "why an import waits could not be written down");
            }
            Err(error)
        }
    }
}

/// It waits again, and tells why.
async fn wait(ctx: &Ctx, id: ImportRunId, error: &Error) -> Result<()> {
    let tx = ctx.store.begin().await?;
    let waiting = ActiveModel {
        id: Set(id),
        status: Set(Status::Waiting),
        problem: Set(Some(format!("{} It is tried again.", half_way(error)))),
        owner: Set(None),
        lease_until: Set(None),
        updated_at: Set(ctx.now()),
        ..Default::default()
    };
    Entity::update(waiting).exec(&tx).await?;
    tx.commit().await
}

/// Removes what has arrived and is not going to be imported.
pub fn discard<'a>(folder: &Path, files: impl IntoIterator<Item = &'a str>) {
    for name in files {
        let path = folder.join(name);
        if path.exists()
            && let Err(why) = std::fs::remove_file(path)
        {
            tracing::warn!(%why, "a file that was sent could not be removed");
        }
    }
}

fn is_open(status: Status) -> bool {
    matches!(status, Status::Waiting | Status::Running)
}

/// Marks it as ours, unless a living process elsewhere imports.
async fn mark(ctx: &Ctx, id: ImportRunId) -> Result<()> {
    let tx = ctx.store.begin().await?;
    lease::clear(ctx, &tx, Some(id)).await?;
    let row: Option<Model> = Entity::find_by_id(id).lock_exclusive().one(&tx).await?;
    let row = row.ok_or(Error::not_found("import.not_found"))?;
    let theirs = row
        .owner
        .as_ref()
        .is_some_and(|owner| *owner != ctx.config.instance);
    if theirs && row.lease_until.is_some_and(|until| until > ctx.now()) {
        return Err(Error::conflict(
            "import.running",
            "Another machine imports it.",
        ));
    }
    let ours = ActiveModel {
        id: Set(id),
        status: Set(Status::Running),
        problem: Set(None),
        owner: Set(Some(ctx.config.instance.clone())),
        lease_until: Set(Some(lease::until(ctx.now()))),
        updated_at: Set(ctx.now()),
        ..Default::default()
    };
    Entity::update(ours).exec(&tx).await?;
    tx.commit().await
}

fn remove(folder: &Path, row: &Model) {
    discard(
        folder,
        row.upload.iter().chain(&row.locations).map(String::as_str),
    );
}
