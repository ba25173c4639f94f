use footpath_entity::{directory::clinic, id::ClinicId};

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
    id: ClinicId,
    if_version: Option<i64>,
    field: &str,
) -> Result<clinic::Model> {
    policy::require(actor, Action::DirectoryManage)?;
    let tx = ctx.store.begin().await?;
    let mut row = load(&tx, id, if_version).await?;
    row.edited = edited::follow(&row.edited, field)?;
    // A position belongs to its address.
    if let Ok(left) = edited::follow(&row.edited, "position")
        && field == "address"
    {
        row.edited = left;
    }
    save(ctx, tx, actor, row, "clinic.followed").await
}
