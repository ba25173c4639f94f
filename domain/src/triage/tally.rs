//! Counts of assessments by tier and day. Tiers are sealed, so that they are counted as they
//! come; erasing a person does not take them back, and nobody can be told from a number.

use chrono::{NaiveDate, TimeDelta};
use footpath_entity::triage::tier_count::{ActiveModel, Column, Entity};
use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, EntityTrait, QueryFilter, QueryOrder,
    sea_query::{Expr, ExprTrait, OnConflict},
};

use super::Tier;
use crate::{
    Actor, Ctx, Result,
    policy::{self, Action},
    store::Tx,
};

/// Counts one more, in the transaction that keeps it.
pub(super) async fn count(ctx: &Ctx, tx: &Tx, tier: Tier) -> Result<()> {
    let row = ActiveModel {
        day: Set(ctx.now().date_naive()),
        tier: Set(tier.as_str().to_owned()),
        assessments: Set(1),
    };
    let grow = OnConflict::columns([Column::Day, Column::Tier])
        .value(
            Column::Assessments,
            Expr::col((Entity, Column::Assessments)).add(1),
        )
        .to_owned();
    Entity::insert(row)
        .on_conflict(grow)
        .exec_without_returning(tx)
        .await?;
    Ok(())
}

/// How many came of each tier on each of the last days (UTC) that had any.
pub async fn tiers(ctx: &Ctx, actor: &Actor, days: u32) -> Result<Vec<(NaiveDate, Tier, u64)>> {
    policy::require(actor, Action::CareManage)?;
    let from = ctx.now().date_naive() - TimeDelta::days(i64::from(days.saturating_sub(1)));
    let rows = Entity::find()
        .filter(Column::Day.gte(from))
        .order_by_asc(Column::Day)
        .all(ctx.store.read())
        .await?;
    let counted = rows.into_iter().filter_map(|row| {
        let count = u64::try_from(row.assessments).ok()?;
        Some((row.day, row.tier.parse().ok()?, count))
    });
    Ok(counted.collect())
}
