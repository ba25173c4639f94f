use footpath_entity::{directory::clinic, id::ClinicId};

use super::store::{load, save};
use crate::{
    Actor, Ctx, Result,
    policy::{self, Action},
};

/// Notes that somebody looked today whether what a clinic says of itself is right.
pub async fn verify(
    ctx: &Ctx,
    actor: &Actor,
    id: ClinicId,
    if_version: Option<i64>,
) -> Result<clinic::Model> {
    policy::require(actor, Action::DirectoryManage)?;
    let tx = ctx.store.begin().await?;
    let mut row = load(&tx, id, if_version).await?;
    row.verified_on = Some(ctx.now().date_naive());
    save(ctx, tx, actor, row, "clinic.verified").await
}
