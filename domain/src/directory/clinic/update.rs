use footpath_entity::{directory::clinic, id::ClinicId};
use serde_json::json;

use super::{
    ClinicDraft, ClinicEdit,
    draft::note_edits,
    inbox,
    store::{load, save},
};
use crate::{
    Actor, Ctx, Report, Result,
    audit::{self, Event},
    policy,
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
    for action in edit.needs() {
        policy::require(actor, action)?;
    }
    let tx = ctx.store.begin().await?;
    let before = load(&tx, id, if_version).await?;
    let inbox = edit.inbox(&before);
    let mut report = Report::new();
    let checked = report.part(ClinicDraft::of(&before).edited(edit).check_over(&before))?;
    let inbox = report.part(inbox.map(|inbox| inbox.check()).transpose())?;
    report.into_result()?;
    let mut row = before.clone();
    if let Some(checked) = checked {
        checked.put(&mut row);
    }
    note_edits(&before, &mut row);
    if let Some(inbox) = inbox.flatten() {
        inbox::put(ctx, &tx, &mut row, inbox).await?;
        let event = Event {
            action: "clinic.inbox_set",
            object_kind: "clinic",
            object_id: &row.id,
            detail: json!({ "version": row.version + 1 }),
        };
        audit::record(ctx, &tx, actor, event).await?;
    }
    save(ctx, tx, actor, row, "clinic.updated").await
}
