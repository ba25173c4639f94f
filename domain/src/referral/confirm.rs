use footpath_entity::referral::record;
use sea_orm::{
    ActiveModelTrait,
    ActiveValue::{Set, Unchanged},
};

use super::{
    state::is_closed,
    withdraw::{enter, record, stop},
};
use crate::{Actor, Ctx, Result};

/// Whoever reads the patient's mail says that the referral is theirs; the clinic sees that.
pub async fn confirm(ctx: &Ctx, actor: &Actor) -> Result<()> {
    let tx = ctx.store.begin().await?;
    let case = enter(ctx, &tx, actor).await?;
    if case.row.confirmed_at.is_none() {
        let confirmed = record::ActiveModel {
            id: Unchanged(case.row.id),
            confirmed_at: Set(Some(ctx.now())),
            ..Default::default()
        };
        confirmed.update(&tx).await?;
        record(ctx, &tx, actor, case.row.id, "referral.confirmed").await?;
    }
    tx.commit().await
}

/// "This was not me": the referral is taken back, and the address is erased and never written
/// to again.
pub async fn not_me(ctx: &Ctx, actor: &Actor) -> Result<()> {
    let tx = ctx.store.begin().await?;
    let mut case = enter(ctx, &tx, actor).await?;
    let disowned = record::ActiveModel {
        disowned_at: Set(case.row.disowned_at.or(Some(ctx.now()))),
        email_me: Set(false),
        patient_email: Set(None),
        ..Default::default()
    };
    if is_closed(case.row.status) {
        let id = Unchanged(case.row.id);
        record::ActiveModel { id, ..disowned }.update(&tx).await?;
    } else {
        stop(ctx, &tx, &mut case, disowned).await?;
    }
    record(ctx, &tx, actor, case.row.id, "referral.disowned").await?;
    tx.commit().await
}
