use chrono::{DateTime, Utc};
use footpath_entity::kernel::job::{self, Status};
use footpath_search::{Kind, Rebuild};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use serde_json::json;

use super::{
    cursor::{Turn, Work},
    documents,
    feed::{self, Fed, last_change},
};
use crate::{
    Ctx, Error, Result,
    jobs::{self, NewJob},
};

/// Rows read and handed over in one go.
const BATCH: usize = 500;

/// How a rebuild went, or that somebody else does it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rebuilt {
    /// So many articles, questions, topics, products and podiatrists are in the new index.
    Done(usize),
    /// Another process writes the index; a job for it waits since then. See `progress`.
    Requested(DateTime<Utc>),
}

/// How far a requested rebuild is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Progress {
    Waiting,
    Running,
    Done,
    /// It was given up, for this reason.
    Dead(String),
}

/// Builds the index anew beside the live one and puts it in its place; tells how many objects
/// are in it. Readers notice nothing but the difference.
///
/// Errors: `Conflict` (`search.rebuilding`) while this or another instance does so already;
/// `Unavailable` (`search.read_only`) where another process writes the index.
pub async fn rebuild(ctx: &Ctx) -> Result<usize> {
    let Some(_here) = ctx.search.turn_to_rebuild() else {
        return Err(rebuilding());
    };
    let Some(turn) = Turn::take(ctx, Work::Rebuild).await? else {
        return Err(rebuilding());
    };
    let outcome = build(ctx, &turn).await;
    turn.give_back(ctx).await?;
    let count = outcome?;
    tracing::info!(
        objects = count,
        engine = ctx.search.engine().name(),
        "the search index was rebuilt"
    );
    Ok(count)
}

fn rebuilding() -> Error {
    Error::conflict(
        "search.rebuilding",
        "The search index is being rebuilt already.",
    )
}

async fn build(ctx: &Ctx, turn: &Turn) -> Result<usize> {
    let mut beside = ctx.search.engine().rebuild().await?;
    // What is committed from here on is replayed after the swap.
    let seq = last_change(ctx).await?;
    let mut count = 0;
    for kind in Kind::ALL {
        let objects = documents::all(ctx.store.read(), kind).await?;
        for some in objects.chunks(BATCH) {
            let changes = documents::changes(ctx.store.read(), some.to_vec()).await?;
            let documents = changes.into_iter().flat_map(|change| change.documents);
            beside.add(documents.collect()).await?;
            if !turn.keep(ctx).await? {
                return Err(rebuilding());
            }
        }
        count += objects.len();
    }
    let _feeding = ctx.search.turn_to_feed().await;
    let feed = wait_to_feed(ctx).await?;
    let outcome = swap(ctx, &feed, beside, seq).await;
    feed.give_back(ctx).await?;
    outcome?;
    Ok(count)
}

async fn swap(ctx: &Ctx, feed: &Turn, beside: Box<dyn Rebuild>, seq: i64) -> Result<()> {
    // Should this process end here, a half-swapped server must not pass for a full one.
    feed.forget(ctx).await?;
    beside.swap(seq).await?;
    feed.advance(ctx, seq).await?;
    feed::replay(ctx, feed).await?;
    Ok(())
}

async fn wait_to_feed(ctx: &Ctx) -> Result<Turn> {
    for _ in 0..600 {
        if let Some(turn) = Turn::take(ctx, Work::Feed).await? {
            return Ok(turn);
        }
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    Err(Error::unavailable(
        "search.busy",
        "another instance keeps feeding the index",
    ))
}

/// The first filling of an empty index.
pub(super) async fn fill(ctx: &Ctx) -> Result<Fed> {
    match rebuild(ctx).await {
        Ok(objects) => Ok(Fed::UpToDate(objects)),
        Err(
            Error::Conflict { .. }
            | Error::Unavailable {
                code: "search.read_only",
                ..
            },
        ) => Ok(Fed::NotOurTurn),
        Err(error) => Err(error),
    }
}

/// Rebuilds here where this process may write the index, else leaves it to the one that does.
pub async fn rebuild_or_request(ctx: &Ctx) -> Result<Rebuilt> {
    match rebuild(ctx).await {
        Ok(objects) => Ok(Rebuilt::Done(objects)),
        Err(Error::Unavailable {
            code: "search.read_only",
            ..
        }) => Ok(Rebuilt::Requested(request(ctx).await?)),
        Err(error) => Err(error),
    }
}

/// Asks the process that writes the index to rebuild it. While such a job waits, there is no
/// second one.
pub async fn request(ctx: &Ctx) -> Result<DateTime<Utc>> {
    let now = ctx.now();
    let tx = ctx.store.begin().await?;
    let new = NewJob {
        kind: jobs::Kind::Reindex,
        payload: json!({}),
        run_at: now,
        dedupe_key: Some("reindex".to_owned()),
    };
    jobs::enqueue(ctx, &tx, new).await?;
    tx.commit().await?;
    Ok(now)
}

/// What became of a rebuild that was requested at `since`.
pub async fn progress(ctx: &Ctx, since: DateTime<Utc>) -> Result<Progress> {
    let of_kind = job::Entity::find().filter(job::Column::Kind.eq(jobs::Kind::Reindex.as_str()));
    let open = of_kind
        .clone()
        .filter(job::Column::Status.is_in([Status::Queued, Status::Running]))
        .one(ctx.store.read())
        .await?;
    if let Some(open) = open {
        return Ok(match open.status {
            Status::Running => Progress::Running,
            _ => Progress::Waiting,
        });
    }
    let last = of_kind
        .filter(job::Column::FinishedAt.gte(since))
        .order_by_desc(job::Column::FinishedAt)
        .one(ctx.store.read())
        .await?;
    Ok(match last {
        Some(job) if job.status == Status::Done => Progress::Done,
        Some(job) => Progress::Dead(job.last_error.unwrap_or_default()),
        None => Progress::Waiting,
    })
}
