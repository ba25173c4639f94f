use std::{collections::BTreeSet, time::Duration};

use footpath_entity::kernel::search_change;
use footpath_search::Object;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use super::{
    cursor::{self, Turn, Work},
    documents, rebuild,
};
use crate::{Ctx, Error, Result, search_log::Kind};

/// Changes applied in one go.
const BATCH: u64 = 500;
/// How often `drain` asks whether another instance is through.
const AGAIN: Duration = Duration::from_millis(50);
const PATIENCE: u32 = 600;

/// What became of an attempt to catch up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fed {
    /// The index covers everything that was committed; so many changes were new.
    UpToDate(usize),
    /// Another process feeds this index.
    NotOurTurn,
}

/// Brings the index up to everything that is committed when this is called, and tells how many
/// changes that took. For tests and one-off commands; a server runs `run`.
pub async fn drain(ctx: &Ctx) -> Result<usize> {
    for _ in 0..PATIENCE {
        if let Fed::UpToDate(changes) = catch_up(ctx).await? {
            return Ok(changes);
        }
        tokio::time::sleep(AGAIN).await;
    }
    Err(Error::unavailable(
        "search.busy",
        "another instance keeps feeding the index",
    ))
}

/// Applies what the index lacks.
pub(super) async fn catch_up(ctx: &Ctx) -> Result<Fed> {
    let position = cursor::position(ctx).await?;
    if position.is_none() {
        return rebuild::fill(ctx).await;
    }
    if position >= Some(last_change(ctx).await?) {
        return Ok(Fed::UpToDate(0));
    }
    let _turn = ctx.search.turn_to_feed().await;
    let Some(turn) = Turn::take(ctx, Work::Feed).await? else {
        return Ok(Fed::NotOurTurn);
    };
    let fed = replay(ctx, &turn).await;
    turn.give_back(ctx).await?;
    match fed {
        Err(Error::Unavailable {
            code: "search.read_only",
            ..
        }) => Ok(Fed::NotOurTurn),
        fed => fed,
    }
}

/// Reads the log from where the index stands. The caller has the turn.
pub(super) async fn replay(ctx: &Ctx, turn: &Turn) -> Result<Fed> {
    let mut position = cursor::position(ctx).await?.unwrap_or(0);
    let mut applied = 0;
    loop {
        let log = search_change::Entity::find()
            .filter(search_change::Column::Seq.gt(position))
            .order_by_asc(search_change::Column::Seq)
            .limit(BATCH)
            .all(ctx.store.read())
            .await?;
        let Some(last) = log.last().map(|entry| entry.seq) else {
            return Ok(Fed::UpToDate(applied));
        };
        applied += log.len();
        let objects: BTreeSet<Object> = log.into_iter().filter_map(object).collect();
        let objects = objects.into_iter().collect();
        let changes = documents::changes(ctx.store.read(), objects).await?;
        ctx.search.engine().apply(changes, last).await?;
        if !turn.advance(ctx, last).await? {
            return Ok(Fed::NotOurTurn);
        }
        position = last;
    }
}

/// The number of the last committed change; 0 when there is none.
pub(super) async fn last_change(ctx: &Ctx) -> Result<i64> {
    let last = search_change::Entity::find()
        .select_only()
        .column(search_change::Column::Seq)
        .order_by_desc(search_change::Column::Seq)
        .limit(1)
        .into_tuple::<i64>()
        .one(ctx.store.read())
        .await?;
    Ok(last.unwrap_or(0))
}

fn object(entry: search_change::Model) -> Option<Object> {
    let kind: Option<Kind> = entry.kind.parse().ok();
    if kind.is_none() {
        // A later version may know it; it reads the row when it rebuilds.
        tracing::warn!(
            kind = entry.kind,
            "the search log names a kind that is not known here"
        );
    }
    Some(Object::new(kind?, entry.object_id))
}
