//! A new sealing key, and everything sealed anew with it while the site serves.

use chrono::TimeDelta;
use footpath_entity::kernel::sealing_key;
use sea_orm::{
    ActiveValue::Set, ConnectionTrait, EntityTrait, QueryOrder, Statement, Value, sqlx::types::Uuid,
};
use serde_json::json;
use zeroize::Zeroizing;

use super::{
    aead::Place,
    ring::{FIRST, Key},
};
use crate::{Actor, Ctx, Error, Result, audit, store::Tx};

/// Rows sealed anew in one transaction.
const BATCH: usize = 200;
/// An old key stays so long after its successor came, for processes that have not heard of it.
const GRACE: TimeDelta = TimeDelta::days(1);

/// What the sealing key seals, and nothing else does: table, column, and which rows.
const SEALED: [(&str, &str, &str); 5] = [
    ("subject_key", "wrapped", "TRUE"),
    ("mail", "recipient", "subject_key_id IS NULL"),
    ("mail", "subject", "subject_key_id IS NULL"),
    ("mail", "body", "subject_key_id IS NULL"),
    ("suppression", "address", "TRUE"),
];

/// Makes a new sealing key and seals everything anew. Answers how many values that were. What
/// other processes seal with the old key within the next minute follows with `tidy`.
pub async fn rotate(ctx: &Ctx, actor: &Actor) -> Result<u64> {
    let tx = ctx.store.begin().await?;
    tx.serialize_on("sealing-key").await?;
    let last = sealing_key::Entity::find()
        .order_by_desc(sealing_key::Column::Id)
        .one(&tx)
        .await?;
    let last = last.map_or(Ok(FIRST), |row| u32::try_from(row.id));
    let id = last.map_err(Error::internal)? + 1;
    let key: Key = Zeroizing::new(rand::random());
    let row = sealing_key::ActiveModel {
        id: Set(i32::try_from(id).map_err(Error::internal)?),
        wrapped: Set(ctx.keys.wrapped(id, &key)?),
        created_at: Set(ctx.now()),
    };
    sealing_key::Entity::insert(row)
        .exec_without_returning(&tx)
        .await?;
    let event = audit::Event {
        action: "keys.rotated",
        object_kind: "sealing_key",
        object_id: &id,
        detail: json!({}),
    };
    audit::record(ctx, &tx, actor, event).await?;
    tx.commit().await?;
    seal_anew(ctx).await
}

/// Seals anew what was still sealed with an older key, and drops older keys that nobody needs.
pub async fn tidy(ctx: &Ctx) -> Result<()> {
    let sealed = seal_anew(ctx).await?;
    if sealed > 0 {
        tracing::info!(sealed, "sealed anew with the newest key");
    }
    let keys = sealing_key::Entity::find()
        .order_by_asc(sealing_key::Column::Id)
        .all(ctx.store.read())
        .await?;
    let replaced = keys.iter().zip(keys.iter().skip(1));
    let old: Vec<i32> = replaced
        .filter(|(_, next)| next.created_at + GRACE < ctx.now())
        .map(|(key, _)| key.id)
        .collect();
    let tx = ctx.store.begin().await?;
    for id in old {
        if !in_use(&tx, id).await? {
            sealing_key::Entity::delete_by_id(id).exec(&tx).await?;
        }
    }
    tx.commit().await
}

async fn seal_anew(ctx: &Ctx) -> Result<u64> {
    ctx.keys.read(ctx.store.read()).await?;
    let (newest, _) = ctx.keys.ring().newest();
    let mut sealed = 0;
    for (table, column, which) in SEALED {
        let mut after = Uuid::nil();
        loop {
            let rows = older(ctx, (table, column, which), newest, after).await?;
            let Some((last, _)) = rows.last() else { break };
            after = *last;
            let tx = ctx.store.begin().await?;
            for (id, old) in rows {
                sealed += replace(ctx, &tx, table, column, id, old).await?;
            }
            tx.commit().await?;
        }
    }
    if sealed > 0 {
        ctx.store.forget_deleted().await?;
    }
    Ok(sealed)
}

/// The next values that an older key sealed. The key's number is in bytes 2 to 5 of the value.
async fn older(
    ctx: &Ctx,
    (table, column, which): (&'static str, &'static str, &'static str),
    newest: u32,
    after: Uuid,
) -> Result<Vec<(Uuid, Vec<u8>)>> {
    let sql = format!(
        "SELECT id, {column} FROM {table} WHERE {column} IS NOT NULL AND {which} \
         AND substr({column}, 2, 4) <> $1 AND id > $2 ORDER BY id LIMIT {BATCH}"
    );
    let values: [Value; 2] = [newest.to_be_bytes().to_vec().into(), after.into()];
    let query = Statement::from_sql_and_values(ctx.store.backend(), sql, values);
    let rows = ctx.store.read().query_all_raw(query).await?;
    rows.iter()
        .map(|row| Ok((row.try_get("", "id")?, row.try_get("", column)?)))
        .collect()
}

/// Erased or changed since it was read, a value is left alone.
async fn replace(
    ctx: &Ctx,
    tx: &Tx,
    table: &'static str,
    column: &'static str,
    id: Uuid,
    old: Vec<u8>,
) -> Result<u64> {
    let place = Place::new(table, id, column);
    let plain = ctx.keys.open(&place, &old)?;
    let new = ctx.keys.seal(&place, &plain)?;
    let sql = format!("UPDATE {table} SET {column} = $1 WHERE id = $2 AND {column} = $3");
    let values: [Value; 3] = [new.into(), id.into(), old.into()];
    let update = Statement::from_sql_and_values(tx.get_database_backend(), sql, values);
    Ok(tx.execute_raw(update).await?.rows_affected())
}

async fn in_use(tx: &Tx, id: i32) -> Result<bool> {
    for (table, column, which) in SEALED {
        let sql = format!(
            "SELECT id FROM {table} WHERE {column} IS NOT NULL AND {which} \
             AND substr({column}, 2, 4) = $1 LIMIT 1"
        );
        let values: [Value; 1] = [id.to_be_bytes().to_vec().into()];
        let query = Statement::from_sql_and_values(tx.get_database_backend(), sql, values);
        if tx.query_one_raw(query).await?.is_some() {
            return Ok(true);
        }
    }
    Ok(false)
}
