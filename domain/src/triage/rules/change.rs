use footpath_entity::{id::RuleSetId, triage::rule_set};
use sea_orm::{
    ActiveModelTrait,
    ActiveValue::{Set, Unchanged},
};
use serde_json::json;

use super::{
    Edit,
    find::{Status, definition_of, enter_open},
};
use crate::{
    Actor, Ctx, Error, Report, Result, audit,
    content::text,
    policy::{self, Action},
};

/// Changes a part of a draft. A signed-off one is a draft again: the sign-off was for what it
/// said before. `seen` is the count of changes that the editor saw.
pub async fn change(
    ctx: &Ctx,
    actor: &Actor,
    id: RuleSetId,
    seen: Option<i64>,
    edit: Edit,
) -> Result<()> {
    policy::require(actor, Action::ClinicalReview)?;
    let tx = ctx.store.begin().await?;
    let row = enter_open(&tx, id, seen).await?;
    let mut definition = definition_of(&row)?;
    let part = edit.part();
    edit.apply(&mut definition)?;
    let changed = rule_set::ActiveModel {
        id: Unchanged(id),
        hash: Set(definition.hash()?),
        status: Set(Status::Draft),
        body: Set(serde_json::to_value(&definition).map_err(Error::internal)?),
        clinically_reviewed: Set(false),
        lock_version: Set(row.lock_version + 1),
        updated_at: Set(Some(ctx.now())),
        reviewed_at: Set(None),
        reviewed_by: Set(None),
        ..Default::default()
    };
    changed.update(&tx).await?;
    let event = audit::Event {
        action: "rule_set.edited",
        object_kind: "rule_set",
        object_id: &id,
        detail: json!({ "version": row.version, "part": part }),
    };
    audit::record(ctx, &tx, actor, event).await?;
    tx.commit().await
}

/// Says what a version changes, for those who read the list of versions.
pub async fn describe(
    ctx: &Ctx,
    actor: &Actor,
    id: RuleSetId,
    seen: Option<i64>,
    note: &str,
) -> Result<()> {
    policy::require(actor, Action::ClinicalReview)?;
    let mut report = Report::new();
    let note = text::line(&mut report, "note", note, 500);
    report.into_result()?;
    let tx = ctx.store.begin().await?;
    let row = enter_open(&tx, id, seen).await?;
    let changed = rule_set::ActiveModel {
        id: Unchanged(id),
        note: Set(note),
        lock_version: Set(row.lock_version + 1),
        updated_at: Set(Some(ctx.now())),
        ..Default::default()
    };
    changed.update(&tx).await?;
    tx.commit().await
}
