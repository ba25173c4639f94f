//! Open referrals by state, as a board shows them.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use footpath_entity::{
    id::AttemptId,
    referral::{
        attempt,
        record::{self, Status},
    },
};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, Iterable, PaginatorTrait, QueryFilter, QueryOrder,
    QuerySelect, sea_query::Expr,
};

use super::{
    manage::{Listed, due, overdue},
    state::is_closed,
};
use crate::{
    Actor, Ctx, Result,
    policy::{self, Action},
};

/// Cards of one state; a list has the rest.
const CARDS: u64 = 25;

/// The referrals of one state, the overdue ones first, then whatever waits longest.
#[derive(Clone, Debug, PartialEq)]
pub struct Lane {
    pub status: Status,
    pub total: u64,
    pub cards: Vec<Listed>,
}

/// Every open state with its referrals. Who the patients are and what the matter is stays sealed.
pub async fn lanes(ctx: &Ctx, actor: &Actor) -> Result<Vec<Lane>> {
    policy::require(actor, Action::CareManage)?;
    let conn = ctx.store.read();
    let mut lanes = Vec::new();
    for status in Status::iter().filter(|status| !is_closed(*status)) {
        lanes.push(lane(conn, ctx.now(), status).await?);
    }
    Ok(lanes)
}

async fn lane(conn: &impl ConnectionTrait, now: DateTime<Utc>, status: Status) -> Result<Lane> {
    let query = record::Entity::find().filter(record::Column::Status.eq(status));
    let total = query.clone().count(conn).await?;
    // What should have been opened by now is what is due first.
    let query = match status {
        Status::Queued | Status::Sent => query.order_by_asc(Expr::from(due())),
        _ => query.order_by_asc(record::Column::CreatedAt),
    };
    let rows = query
        .order_by_asc(record::Column::Id)
        .limit(CARDS)
        .all(conn)
        .await?;
    let ids = rows.iter().filter_map(|row| row.attempt_id);
    let attempts = attempt::Entity::find()
        .filter(attempt::Column::Id.is_in(ids))
        .all(conn)
        .await?;
    let mut attempts: HashMap<AttemptId, attempt::Model> =
        attempts.into_iter().map(|one| (one.id, one)).collect();
    let cards = rows.into_iter().map(|row| {
        let attempt = row.attempt_id.and_then(|id| attempts.remove(&id));
        Listed {
            overdue: overdue(&row, attempt.as_ref(), now),
            attempt,
            row,
        }
    });
    Ok(Lane {
        status,
        total,
        cards: cards.collect(),
    })
}
