use chrono::TimeDelta;
use footpath_entity::directory::{listing_claim as claim, listing_report as report};
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter};

use crate::{Ctx, Result};

/// How long a link that nobody used is remembered after it ran out.
const UNUSED: TimeDelta = TimeDelta::days(30);

/// Forgets claims and reports that were settled long ago, and links that nobody used. Whoever
/// looks after a listing stays noted with it.
pub async fn tidy(ctx: &Ctx) -> Result<()> {
    let kept = ctx.now() - TimeDelta::days(ctx.config.retention_days.into());
    let tx = ctx.store.begin().await?;
    let unused = Condition::all()
        .add(claim::Column::State.eq(claim::State::Mailed))
        .add(claim::Column::ExpiresAt.lt(ctx.now() - UNUSED));
    let settled = claim::Column::SettledAt.lt(kept);
    claim::Entity::delete_many()
        .filter(Condition::any().add(unused).add(settled))
        .exec(&tx)
        .await?;
    report::Entity::delete_many()
        .filter(report::Column::SettledAt.lt(kept))
        .exec(&tx)
        .await?;
    tx.commit().await
}
