use footpath_entity::{directory::podiatrist, value::Npi};

use super::store::{load, save};
use crate::{
    Actor, Ctx, Result,
    directory::hiding::{self, PODIATRIST},
    policy::{self, Action},
};

/// Takes a podiatrist out of everything that readers see. It keeps why.
pub async fn hide(
    ctx: &Ctx,
    actor: &Actor,
    npi: &Npi,
    if_version: Option<i64>,
    reason: &str,
) -> Result<podiatrist::Model> {
    policy::require(actor, Action::DirectoryManage)?;
    let reason = hiding::check(reason)?;
    let tx = ctx.store.begin().await?;
    let mut row = load(&tx, npi, if_version).await?;
    row.hidden = true;
    hiding::keep(ctx, &tx, PODIATRIST, npi, reason).await?;
    save(ctx, tx, actor, row, "podiatrist.hidden").await
}

/// Shows a podiatrist to readers again.
pub async fn show(
    ctx: &Ctx,
    actor: &Actor,
    npi: &Npi,
    if_version: Option<i64>,
) -> Result<podiatrist::Model> {
    policy::require(actor, Action::DirectoryManage)?;
    let tx = ctx.store.begin().await?;
    let mut row = load(&tx, npi, if_version).await?;
    row.hidden = false;
    hiding::forget(&tx, PODIATRIST, npi).await?;
    save(ctx, tx, actor, row, "podiatrist.shown").await
}
