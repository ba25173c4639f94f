use footpath_entity::{id::RuleSetId, triage::rule_set};
use sea_orm::{ActiveValue::Set, EntityTrait, QueryOrder};
use serde_json::json;

use super::find::{Status, definition_of, live_row};
use crate::{
    Actor, Ctx, Error, Result, audit,
    policy::{self, Action},
    store::Tx,
    triage::Definition,
};

/// Begins a draft: the version in use, to be changed. Where none is in use yet, it begins with
/// the questionnaire that Footpath ships with.
pub async fn begin(ctx: &Ctx, actor: &Actor) -> Result<RuleSetId> {
    policy::require(actor, Action::ClinicalReview)?;
    let tx = ctx.store.begin().await?;
    tx.serialize_on("rule_set").await?;
    let definition = match live_row(&tx).await? {
        Some(live) => definition_of(&live)?,
        None => Definition::starter()?,
    };
    let id = insert(ctx, &tx, actor, &definition, "", "rule_set.drafted").await?;
    tx.commit().await?;
    Ok(id)
}

/// A new draft with the next number.
pub(super) async fn insert(
    ctx: &Ctx,
    tx: &Tx,
    actor: &Actor,
    definition: &Definition,
    note: &str,
    action: &'static str,
) -> Result<RuleSetId> {
    let last = rule_set::Entity::find()
        .order_by_desc(rule_set::Column::Version)
        .one(tx)
        .await?;
    let id: RuleSetId = ctx.new_id();
    let version = last.map_or(0, |last| last.version) + 1;
    let row = rule_set::ActiveModel {
        id: Set(id),
        version: Set(version),
        hash: Set(definition.hash()?),
        status: Set(Status::Draft),
        body: Set(serde_json::to_value(definition).map_err(Error::internal)?),
        clinically_reviewed: Set(false),
        created_at: Set(ctx.now()),
        live_from: Set(None),
        retired_at: Set(None),
        lock_version: Set(1),
        note: Set(note.to_owned()),
        updated_at: Set(Some(ctx.now())),
        reviewed_at: Set(None),
        reviewed_by: Set(None),
    };
    rule_set::Entity::insert(row)
        .exec_without_returning(tx)
        .await?;
    let event = audit::Event {
        action,
        object_kind: "rule_set",
        object_id: &id,
        detail: json!({ "version": version }),
    };
    audit::record(ctx, tx, actor, event).await?;
    Ok(id)
}
