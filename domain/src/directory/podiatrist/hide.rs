use footpath_entity::{directory::podiatrist, value::Npi};

use super::store::{load, save};
use crate::{
    Actor, Ctx, Result,
    policy::{self, Action},
};

/// Takes a podiatrist out of everything that readers see, or puts it back.
pub async fn set_hidden(
    ctx: &Ctx,
    actor: &Actor,
    npi: &Npi,
    if_version: Option<i64>,
    hidden: bool,
) -> Result<podiatrist::Model> {
    policy::require(actor, Action::DirectoryManage)?;
    let tx = ctx.store.begin().await?;
    let mut row = load(&tx, npi, if_version).await?;
    row.hidden = hidden;
    let action = if hidden {
        "podiatrist.hidden"
    } else {
        "podiatrist.shown"
    };
    save(ctx, tx, actor, row, action).await
}
