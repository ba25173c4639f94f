use footpath_entity::{directory::clinic, id::ClinicId};

use super::store::{load, save};
use crate::{
    Actor, Ctx, Result,
    policy::{self, Action},
};

/// Takes a clinic out of everything that readers see, or puts it back.
pub async fn set_hidden(
    ctx: &Ctx,
    actor: &Actor,
    id: ClinicId,
    if_version: Option<i64>,
    hidden: bool,
) -> Result<clinic::Model> {
    policy::require(actor, Action::DirectoryManage)?;
    let tx = ctx.store.begin().await?;
    let mut row = load(&tx, id, if_version).await?;
    row.hidden = hidden;
    let action = if hidden {
        "clinic.hidden"
    } else {
        "clinic.shown"
    };
    save(ctx, tx, actor, row, action).await
}
