//! The audit log: written in the transaction of what it tells of, each entry chained to the
//! one before by an HMAC.

mod anchor;
mod read;
mod verify;

use chrono::{DateTime, Utc};
use footpath_entity::kernel::audit_entry;
use sea_orm::{ActiveValue::Set, ConnectionTrait, EntityTrait, QueryOrder, QuerySelect};
use serde_json::Value;

use crate::{
    Actor, Ctx, Result,
    seal::Keys,
    store::{Tail, Tx},
};

pub use anchor::{Anchored, anchor, keep_anchored, renew_anchor, renew_or_log};
pub(crate) use read::readers;
pub use read::{Entry, Filter, history, kinds, list};
pub use verify::{Chain, verify};

/// What happened to which object. `detail` holds no health data.
pub struct Event<'a> {
    /// Dotted past tense, such as `article.published`.
    pub action: &'static str,
    pub object_kind: &'static str,
    pub object_id: &'a (dyn std::fmt::Display + Sync),
    pub detail: Value,
}

/// Appends one entry. Writers wait for each other here, so call it late in a transaction.
pub async fn record(ctx: &Ctx, tx: &Tx, actor: &Actor, event: Event<'_>) -> Result<()> {
    tx.serialize_on("audit").await?;
    let last = match tx.audit_tail() {
        Some(known) => Some(known),
        None => tail(tx).await?,
    };
    let (seq, previous) = last.map_or((1, Vec::new()), |last| (last.seq + 1, last.mac));
    let mut entry = audit_entry::Model {
        seq,
        at: ctx.now(),
        actor: actor.audit_name(),
        action: event.action.to_owned(),
        object_kind: event.object_kind.to_owned(),
        object_id: event.object_id.to_string(),
        detail: event.detail,
        mac: Vec::new(),
    };
    entry.mac = chain(&ctx.keys, &previous, &entry);
    let end = Tail {
        seq,
        mac: entry.mac.clone(),
    };
    let row = audit_entry::ActiveModel {
        seq: Set(entry.seq),
        at: Set(entry.at),
        actor: Set(entry.actor),
        action: Set(entry.action),
        object_kind: Set(entry.object_kind),
        object_id: Set(entry.object_id),
        detail: Set(entry.detail),
        mac: Set(entry.mac),
    };
    audit_entry::Entity::insert(row)
        .exec_without_returning(tx)
        .await?;
    tx.set_audit_tail(end);
    Ok(())
}

/// Where the log ends.
async fn tail(conn: &impl ConnectionTrait) -> Result<Option<Tail>> {
    let last: Option<(i64, Vec<u8>)> = audit_entry::Entity::find()
        .select_only()
        .columns([audit_entry::Column::Seq, audit_entry::Column::Mac])
        .order_by_desc(audit_entry::Column::Seq)
        .into_tuple()
        .one(conn)
        .await?;
    Ok(last.map(|(seq, mac)| Tail { seq, mac }))
}

/// The first entry at which the chain does not hold, if any.
pub fn first_broken(keys: &Keys, entries: &[audit_entry::Model]) -> Option<i64> {
    let mut previous: &[u8] = &[];
    for (expected, entry) in (1..).zip(entries) {
        if entry.seq != expected || entry.mac != chain(keys, previous, entry) {
            return Some(entry.seq);
        }
        previous = &entry.mac;
    }
    None
}

fn chain(keys: &Keys, previous: &[u8], entry: &audit_entry::Model) -> Vec<u8> {
    let text = serde_json::json!([
        entry.seq,
        micros(entry.at),
        entry.actor,
        entry.action,
        entry.object_kind,
        entry.object_id,
        entry.detail
    ])
    .to_string();
    keys.mac("audit", &[previous, text.as_bytes()].concat())
        .to_vec()
}

fn micros(at: DateTime<Utc>) -> i64 {
    at.timestamp_micros()
}
