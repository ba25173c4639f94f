use footpath_entity::{directory::clinic, id::ClinicId};

use super::store::{load, save};
use crate::{
    Actor, Ctx, Result,
    directory::hiding::{self, CLINIC},
    policy::{self, Action},
};

/// Takes a clinic out of everything that readers see, and out of referrals. It keeps why.
pub async fn hide(
    ctx: &Ctx,
    actor: &Actor,
    id: ClinicId,
    if_version: Option<i64>,
    reason: &str,
) -> Result<clinic::Model> {
    policy::require(actor, Action::DirectoryManage)?;
    let reason = hiding::check(reason)?;
    let tx = ctx.store.begin().await?;
    let mut row = load(&tx, id, if_version).await?;
    row.hidden = true;
    hiding::keep(ctx, &tx, CLINIC, id, reason).await?;
    save(ctx, tx, actor, row, "clinic.hidden").await
}

/// Shows a clinic to readers again. One that was merged into another is a clinic of its own then;
/// whoever moved stays where they are.
pub async fn show(
    ctx: &Ctx,
    actor: &Actor,
    id: ClinicId,
    if_version: Option<i64>,
) -> Result<clinic::Model> {
    policy::require(actor, Action::DirectoryManage)?;
    let tx = ctx.store.begin().await?;
    let mut row = load(&tx, id, if_version).await?;
    row.hidden = false;
    row.merged_into = None;
    hiding::forget(&tx, CLINIC, id).await?;
    save(ctx, tx, actor, row, "clinic.shown").await
}
