use footpath_entity::{directory::podiatrist, value::Npi};

use super::store::{load, save};
use crate::{
    Actor, Ctx, Result,
    policy::{self, Action},
};

/// Notes that somebody looked today whether what a listing says is right.
pub async fn verify(
    ctx: &Ctx,
    actor: &Actor,
    npi: &Npi,
    if_version: Option<i64>,
) -> Result<podiatrist::Model> {
    policy::require(actor, Action::DirectoryManage)?;
    let tx = ctx.store.begin().await?;
    let mut row = load(&tx, npi, if_version).await?;
    row.verified_on = Some(ctx.now().date_naive());
    save(ctx, tx, actor, row, "podiatrist.verified").await
}
