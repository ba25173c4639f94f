use chrono::{DateTime, Utc};
use footpath_entity::{
    id::JobId,
    kernel::job::{self, Status},
};
use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, EntityTrait, QueryFilter,
    sea_query::{Expr, OnConflict},
};
use serde_json::Value;

use super::Kind;
use crate::{Ctx, Result, store::Tx};

/// A job to be done after the commit.
pub struct NewJob {
    pub kind: Kind,
    /// IDs only, never health data.
    pub payload: Value,
    pub run_at: DateTime<Utc>,
    /// While a job with this key waits, another one is not added.
    pub dedupe_key: Option<String>,
}

/// Adds a job in place of those with the same payload that were given up.
pub async fn again(ctx: &Ctx, tx: &Tx, new: NewJob) -> Result<()> {
    job::Entity::delete_many()
        .filter(job::Column::Kind.eq(new.kind.as_str()))
        .filter(job::Column::Status.eq(Status::Dead))
        .filter(job::Column::Payload.eq(new.payload.clone()))
        .exec(tx)
        .await?;
    enqueue(ctx, tx, new).await
}

/// Adds a job in the transaction of its cause.
pub async fn enqueue(ctx: &Ctx, tx: &Tx, new: NewJob) -> Result<()> {
    let row = job::ActiveModel {
        id: Set(ctx.new_id::<JobId>()),
        kind: Set(new.kind.as_str().to_owned()),
        payload: Set(new.payload),
        status: Set(Status::Queued),
        run_at: Set(new.run_at),
        due_at: Set(Some(new.run_at)),
        first_tried_at: Set(None),
        attempts: Set(0),
        fence: Set(0),
        lease_until: Set(None),
        lease_owner: Set(None),
        dedupe_key: Set(new.dedupe_key),
        last_error: Set(None),
        created_at: Set(ctx.now()),
        finished_at: Set(None),
    };
    let waiting_already = OnConflict::column(job::Column::DedupeKey)
        // Written out: SQLite matches a partial index only by literals, never by bound values.
        .target_and_where(Expr::cust("dedupe_key IS NOT NULL AND status = 'queued'"))
        .do_nothing()
        .to_owned();
    job::Entity::insert(row)
        .on_conflict(waiting_already)
        .exec_without_returning(tx)
        .await?;
    Ok(())
}
