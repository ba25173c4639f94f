use footpath_entity::{directory::clinic, id::ClinicId};

use super::{
    ClinicDraft, ClinicEdit,
    draft::note_edits,
    store::{load, save},
};
use crate::{
    Actor, Ctx, Result,
    policy::{self, Action},
};

/// Changes a clinic; with `if_version`, only that version. What staff change, a later import
/// keeps.
pub async fn update(
    ctx: &Ctx,
    actor: &Actor,
    id: ClinicId,
    if_version: Option<i64>,
    edit: ClinicEdit,
) -> Result<clinic::Model> {
    policy::require(actor, Action::DirectoryManage)?;
    let tx = ctx.store.begin().await?;
    let before = load(&tx, id, if_version).await?;
    let checked = ClinicDraft::of(&before).edited(edit).check()?;
    let mut row = before.clone();
    checked.put(&mut row);
    note_edits(&before, &mut row);
    save(ctx, tx, actor, row, "clinic.updated").await
}
