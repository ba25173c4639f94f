use footpath_entity::{directory::podiatrist, value::Npi};

use super::{
    PodiatristDraft, PodiatristEdit,
    draft::note_edits,
    store::{clinic_ids, codes, link, load, save},
};
use crate::{
    Actor, Ctx, Result,
    policy::{self, Action},
};

/// Changes a podiatrist; with `if_version`, only that version. What staff change, a later
/// import keeps.
pub async fn update(
    ctx: &Ctx,
    actor: &Actor,
    npi: &Npi,
    if_version: Option<i64>,
    edit: PodiatristEdit,
) -> Result<podiatrist::Model> {
    policy::require(actor, Action::DirectoryManage)?;
    let tx = ctx.store.begin().await?;
    let before = load(&tx, npi, if_version).await?;
    let old = PodiatristDraft::of(&before, codes(&tx, npi).await?, clinic_ids(&tx, npi).await?);
    let new = old.clone().edited(edit);
    let checked = new.check()?;
    let mut row = before.clone();
    link(&tx, npi, &checked.specialties, &checked.clinics).await?;
    checked.put(&mut row);
    note_edits((&before, &old), (&mut row, &new));
    save(ctx, tx, actor, row, "podiatrist.updated").await
}
