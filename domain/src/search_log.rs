//! The search log: what changed, in commit order. Each index reads on from the last number
//! that it holds, so that several instances with an index each all see every change.

use footpath_entity::kernel::search_change;
use sea_orm::{
    ActiveValue::{NotSet, Set},
    ConnectionTrait, EntityTrait, QueryOrder, QuerySelect,
};

use crate::{Ctx, Result, store::Tx};

pub use footpath_search::Kind;

/// Rows of one statement.
const AT_ONCE: usize = 5_000;

/// Notes that something findable was written; whoever keeps an index re-reads the row.
pub async fn touch(ctx: &Ctx, tx: &Tx, kind: Kind, id: impl ToString) -> Result<()> {
    tx.touches_findable();
    // Numbers must become visible in order, or a reader would step over one that is still open.
    tx.serialize_on("search_log").await?;
    let row = search_change::ActiveModel {
        seq: NotSet,
        kind: Set(kind.as_str().to_owned()),
        object_id: Set(id.to_string()),
        at: Set(ctx.now()),
    };
    search_change::Entity::insert(row)
        .exec_without_returning(tx)
        .await?;
    Ok(())
}

/// The same for many things at once.
pub async fn touch_all(ctx: &Ctx, tx: &Tx, kind: Kind, ids: Vec<String>) -> Result<()> {
    if ids.is_empty() {
        return Ok(());
    }
    tx.touches_findable();
    tx.serialize_on("search_log").await?;
    for some in ids.chunks(AT_ONCE) {
        let rows = some.iter().map(|id| search_change::ActiveModel {
            seq: NotSet,
            kind: Set(kind.as_str().to_owned()),
            object_id: Set(id.clone()),
            at: Set(ctx.now()),
        });
        search_change::Entity::insert_many(rows)
            .exec_without_returning(tx)
            .await?;
    }
    Ok(())
}

/// The number of the last change: as long as it stays, so does everything findable. Changes of
/// this process are known at once, those of others within a moment.
pub(crate) async fn last(ctx: &Ctx) -> Result<i64> {
    let changes = ctx.store.changes();
    if let Some(seq) = changes.remembered() {
        return Ok(seq);
    }
    let before = changes.count();
    let seq = read_last(ctx.store.read()).await?;
    changes.remember(before, seq);
    Ok(seq)
}

async fn read_last(conn: &impl ConnectionTrait) -> Result<i64> {
    let seq = search_change::Entity::find()
        .select_only()
        .column(search_change::Column::Seq)
        .order_by_desc(search_change::Column::Seq)
        .into_tuple()
        .one(conn)
        .await?;
    Ok(seq.unwrap_or(0))
}
