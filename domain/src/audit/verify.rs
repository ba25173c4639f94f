use footpath_entity::kernel::audit_entry::{Column, Entity};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use super::chain;
use crate::{
    Actor, Ctx, Result,
    policy::{self, Action},
};

/// Entries read at once.
const BATCH: u64 = 1000;

/// How the chain of entries stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chain {
    /// Entries that follow from one another, from the first on.
    pub whole: i64,
    /// The first that does not follow from the one before it, or that follows a gap.
    pub broken_at: Option<i64>,
}

/// Follows the whole log from its first entry. Memory stays flat however long it is.
pub async fn verify(ctx: &Ctx, actor: &Actor) -> Result<Chain> {
    policy::require(actor, Action::SiteManage)?;
    let mut whole = 0;
    let mut previous: Vec<u8> = Vec::new();
    loop {
        let batch = Entity::find()
            .filter(Column::Seq.gt(whole))
            .order_by_asc(Column::Seq)
            .limit(BATCH)
            .all(ctx.store.read())
            .await?;
        if batch.is_empty() {
            let broken_at = None;
            return Ok(Chain { whole, broken_at });
        }
        for entry in batch {
            if entry.seq != whole + 1 || entry.mac != chain(&ctx.keys, &previous, &entry) {
                let broken_at = Some(entry.seq);
                return Ok(Chain { whole, broken_at });
            }
            whole = entry.seq;
            previous = entry.mac;
        }
    }
}
