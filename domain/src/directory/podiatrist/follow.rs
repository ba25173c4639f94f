use footpath_entity::{directory::podiatrist, value::Npi};

use super::store::{load, save};
use crate::{
    Actor, Ctx, Result,
    directory::edited,
    policy::{self, Action},
};

/// Gives a field that staff changed back to the registry: the next import sets it.
pub async fn follow(
    ctx: &Ctx,
    actor: &Actor,
    npi: &Npi,
    if_version: Option<i64>,
    field: &str,
) -> Result<podiatrist::Model> {
    policy::require(actor, Action::DirectoryManage)?;
    let tx = ctx.store.begin().await?;
    let mut row = load(&tx, npi, if_version).await?;
    row.edited = edited::follow(&row.edited, field)?;
    save(ctx, tx, actor, row, "podiatrist.followed").await
}
